"""A stated space gone through plan by plan: each is laid out anew from its terms, and its cash path is run here."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

import repayplan as rp
from repayplan.options.levers import TRIED
from repayplan.options.proposal import NOTHING_ASKED
from repayplan.options.scales import position, scale
from repayplan.terms.shapes import Level
from repayplan.units.components import COMPONENTS
from tests.strategies import AS_OFS

MONTHS = [f"{2026 + (11 + k) // 12}-{(11 + k) % 12 + 1:02d}" for k in range(12)]


# --- judging, from the terms that plans name


def laid_out(plan, as_of):
    """A plan from its terms alone: due dates, sums and what is left.

    What is spread over instalments that nobody counts is spread over as many as were looked at: the checker says so.
    """
    if plan.terms.instalments is None and any(one.opening == "spread" for one in plan.terms.treated.values()):
        assert rp.verify(plan.to_dict()) == []
        return plan
    again = rp.schedule(plan.debt, plan.terms, as_of)
    said = [(row.due, row.payment, row.closing) for row in plan.rows]
    assert [(row.due, row.payment, row.closing) for row in again.rows[: len(said)]] == said
    return again


def kept_back(case, surplus):
    """What stays with the household of a month's surplus [minor units]: never more than a positive one."""
    keep = case.household.keep_back
    if keep is None:
        return 0
    if str(keep).endswith("%"):
        part = Fraction(str(keep)[:-1]) / 100
        return max(0, min(surplus, -(-surplus * part.numerator // part.denominator)))
    return max(0, min(surplus, int(keep)))


def is_kept(case, ledger, plans, *, strict, more=None, cash=0, most=None):
    """Whether plans clear every debt, in time, and the household's own months carry them."""
    asked = [plan for plan in plans if plan.debt.priority_instalment is None]
    if most is not None and any(len(plan.rows) > most for plan in asked):
        # A plan that is too long need not be laid out to its end.
        return False
    again = [laid_out(plan, case.as_of) for plan in plans if sum(plan.debt.opening)]
    if not all(plan.rows and plan.rows[-1].closing == 0 for plan in again):
        return False
    begin = case.as_of.year * 12 + case.as_of.month
    rows = [row for plan in again for row in plan.rows]
    count = 1 + max(row.due.year * 12 + row.due.month - begin for row in rows)
    sums = [0] * count
    for row in rows:
        sums[row.due.year * 12 + row.due.month - begin] += int(row.payment)
    first = case.as_of.year * 12 + case.as_of.month - 1
    surplus = [int(month) for month in case.household.surplus(f"{case.as_of:%Y-%m}", months=count, ledger=ledger)]
    if more is not None:
        surplus = [month + more(first + k) for k, month in enumerate(surplus)]
    there = int(case.household.cash) + cash
    floor = min(int(case.household.reserve or 0), there)
    if there - sum(int(row.payment) for row in rows if row.due == case.as_of) < floor:
        return False
    for month, pays in zip(surplus, sums, strict=True):
        left = month - kept_back(case, month)
        there += left - pays
        if there < floor or (strict and pays > max(0, left)):
            return False
    return True


def proposals(space, move):
    """Every plan of a space at a position, with the most instalments that it may have."""
    candidates = space.candidates
    if space.shape in (None, "pay_now", "contract") and not (move.months or move.pause or move.start):
        for proposal in candidates.in_full(move.on(NOTHING_ASKED).bare()):
            if space.shape in (None, proposal.shape):
                yield proposal.plans, None
    for asking in () if space.shape in ("pay_now", "contract") else space.askings:
        for ledger in ("declared", "verified") if space.shape is None else space.sized_on:
            moved, pot = space.at(move, asking, ledger)
            for plans in shapes(space, moved, pot):
                yield plans, moved.months()


def shapes(space, asking, pot):
    """Every shape of one asking, sized on one pot; level over any number, by cash and from each month's own."""
    candidates, wanted = space.candidates, space.shape
    found = [
        candidates.own_months(asking, pot),
        candidates.own_months(asking, pot, from_cash=False),
        candidates.step_up(asking, pot),
    ]
    leveled = space.level or asking.programme is not None
    if leveled:
        found.append(candidates.one("fixed_amount", asking, pot))
    yield from (one.plans for one in found if one is not None and wanted in (None, one.shape))
    if leveled and asking.most is not None:
        counts = {None: range(1, asking.most + 1), "longest": [asking.most], "fewest": range(1, asking.most)}
        for count in counts.get(wanted, ()):
            yield tuple(candidates.drafts.plan(i, asking, Level(), count) for i in range(len(space.case.debts)))


def that_can_be_kept(space, move, *, strict):
    """The first plans of a space that can be kept at a position; None where none can."""
    case, more = space.case, move.more
    return next(
        (
            plans
            for plans, most in proposals(space, move)
            if is_kept(case, space.ledger, plans, strict=strict, more=more, cash=move.cash, most=most)
        ),
        None,
    )


# --- what a change says of itself


def moved(space, name, line, size, base, plans=None):
    """The position at a size."""
    if name == "write_down":
        gone = base.given_up(len(space.case.debts))
        cuts = [int(plan.concession["principal"]) for plan in plans.values()]
        return base._replace(forgiven=tuple((cut, *part[1:]) for cut, part in zip(cuts, gone, strict=True)))
    found = scale(space, name, line, base)
    at = found.high - round(size * 10**6) if name == "rate" else position(found, size, "size")
    return found.put(base, at)


def smaller(space, name, line, change, base, *, strict):
    """Positions at which less is asked: the next, and of a number of months, or of a start, every one that is tried."""
    if name == "write_down":
        here = moved(space, name, line, change.size, base, change.plans).forgiven
        for i, part in enumerate(here):
            if part[0]:
                yield base._replace(forgiven=tuple((p[0] - (i == k), *p[1:]) for k, p in enumerate(here)))
        return
    found = scale(space, name, line, base)
    if not found.counts:
        yield moved(space, name, line, change.one_less, base)
        return
    below = range(found.low + 1, int(change.size))
    tried = [n for n in below if space.might(found.put(base, n), strict=strict)][:TRIED]
    for n in dict.fromkeys((*below[:6], *below[-1:], *tried)):
        yield found.put(base, n)


def holds_what_it_says(space, name, change, at):
    """That the plans of a change give exactly what its size names."""
    plans = [plan for plan in change.plans.values() if sum(plan.debt.opening)]
    asked = [plan for plan in plans if plan.debt.priority_instalment is None]
    if name == "rate":
        assert change.one_less - change.size == Decimal("0.000001")
        assert all(rate <= change.size for plan in asked for rate in yearly(plan))
    elif name == "months":
        assert max(len(plan.rows) for plan in asked) <= change.size
    elif name in ("interest", "penalty", "fees", "write_down"):
        component = "principal" if name == "write_down" else name
        c = COMPONENTS.index(component)
        waived = [plan.raw[0].waived[c] if plan.raw else 0 for plan in change.plans.values()]
        assert waived == [part[c] for part in at.forgiven]
    elif name in ("income", "spending", "savings"):
        assert change.size - change.one_less == 1


def yearly(plan):
    """The rates that a plan bears, a year, without what is stopped."""
    path = plan.terms.path or plan.debt.path
    return [rate.yearly for _, rate in path.steps]


# --- small households


def household(*debts, months=12, cash="0", rules=None, as_of="2026-12-01", step_share=None, spending=(), **incomes):
    """A case in few words: (principal, rate, other fields) of each debt; incomes by name: a sum, or a line's fields."""
    lines = [
        {"name": name, "evidence": "verified"} | (given if isinstance(given, dict) else {"amount": given})
        for name, given in incomes.items()
    ]
    owed_ = [
        {
            "id": "ABC"[k],
            "kind": "credit_card",
            "balance": {"principal": principal} | {part: more.pop(part) for part in BESIDE if part in more},
            "rate": rate,
            "day_count": "equal-periods",
        }
        | more
        for k, (principal, rate, more) in enumerate(debts)
    ]
    return rp.Case.from_dict(
        {
            "schema": "repayplan/case-1",
            "as_of": as_of,
            "currency": "JPY",
            "rules": rules,
            "household": {"cash": cash, "incomes": lines, "spending": list(spending), "beyond": "repeat_year"},
            "debts": owed_,
            "limits": {"max_months": months, "step_share": step_share},
        }
    )


BESIDE = ("interest", "penalty", "fees")


def by_month(*sums, **more):
    return {"by_month": dict(zip(MONTHS, map(str, sums), strict=True))} | more


GOES = {"name": "rent", "amount": "40", "kind": "essential"}
# A good month is followed by worse ones: 4 months later is early enough for what 82 months later does as well.
BEGINS_IN_TIME = household(
    ("119", "12%", {"interest": "5", "penalty": "12", "fees": "9"}),
    ("0", "60%", {"interest": "11", "penalty": "13", "fees": "2"}),
    months=1,
    cash="45",
    spending=[GOES],
    wage=by_month(50, 119, 0, 117, 84, 0, 0, 32, 0, 82, 0, 50),
)
EDGES = (
    BEGINS_IN_TIME,
    # Exactly enough; a unit too little in all.
    household(("120", "0%", {}), wage="10"),
    household(("121", "0%", {}), wage="10"),
    # An instalment agreed before: set aside for longer than it runs, running beyond the months, never clearing.
    household(("99", "12%", {"penalty": "10"}), ("1", "60%", {"priority_instalment": "39"}), months=4, wage="30"),
    household(
        ("271", "12%", {"interest": "5"}), ("5", "0%", {"priority_instalment": "3"}), months=1, cash="26",
        wage=by_month(40, 50, 0, 0, 20, 0, 0, 90, 0, 5, 30, 60), spending=[GOES | {"amount": "20"}], as_of="2027-01-31",
    ),
    household(("100", "60%", {}), ("300", "120%", {"priority_instalment": "14"}), months=3, wage="90"),
    # The second begins when the months of the first are over; a plan that steps up at one month.
    household(
        ("90", "24%", {"due_day": 20}), ("60", "0%", {}), months=1, as_of="2026-12-16",
        wage="40", new={"amount": "30", "start": "2027-03", "evidence": "expected"},
    ),
    # Dearer than what is there each month; with a hole; a wage that begins.
    household(("300", "120%", {}), wage="25"),
    household(("90", "24%", {}), ("60", "60%", {}), wage=by_month(40, 0, 0, 40, 40, 0, 0, 0, 40, 0, 40, 0), months=6),
    household(
        ("150", "24%", {"penalty": "9", "fees": "4", "interest": "6"}), months=9,
        wage={"amount": "30", "start": "2027-05"},
    ),
    household(("150", "24%", {"penalty": "9"}), ("70", "36%", {}), months=9, wage="20", rules="cn"),
)  # fmt: skip


def yen(most, *edges):
    return st.one_of(st.sampled_from((0, *edges)), st.integers(0, most)).map(str)


@st.composite
def owed(draw, name):
    """A debt of a few hundred."""
    found = {
        "id": name,
        "kind": draw(st.sampled_from(("credit_card", "credit_card", "instalment_loan", "other"))),
        "balance": {
            "principal": draw(yen(300, 1, 100)),
            "interest": draw(yen(20)),
            "penalty": draw(yen(20)),
            "fees": draw(yen(9)),
        },
        "rate": draw(
            st.sampled_from(
                (
                    "0%",
                    "12%",
                    "24%",
                    "60%",
                    "0.05%/day",
                    "0.3%/day",
                    [{"from": "2026-11-01", "rate": "6%"}, {"from": "2027-03-01", "rate": "48%"}],
                )
            )
        ),
        "day_count": draw(st.sampled_from(("equal-periods", "actual/365"))),
        "due_day": draw(st.sampled_from((None, None, 5, 20, 31))),
        "minimum": draw(st.sampled_from((None, None, {"balance": "10%", "floor": "25"}, "40"))),
    }
    if not draw(st.integers(0, 5)):
        found |= {"instalments_left": draw(st.integers(1, 6)), "contractual_payment": draw(yen(90, 10))}
    if not draw(st.integers(0, 9)):
        found["priority_instalment"] = str(draw(st.integers(5, 40)))
    return found


@st.composite
def earned(draw):
    """A wage that is level, begins later, or comes in some months of the year."""
    how = draw(st.sampled_from(("level", "begins", "ends", "months", "months")))
    line = {"name": how, "evidence": draw(st.sampled_from(("verified", "verified", "declared", "expected")))}
    if how == "months":
        sums = draw(st.lists(yen(120, 50), min_size=12, max_size=12))
        return line | {"by_month": dict(zip(MONTHS, sums, strict=True))}
    line |= {"amount": draw(yen(150, 60, 90))}
    if how != "level":
        line["start" if how == "begins" else "until"] = draw(st.sampled_from(MONTHS[1:9]))
    return line


@st.composite
def small_cases(draw, most_debts=3, rules=(None, None, "cn", "us", "uk")):
    """A case of small sums without decimals, and few months, so that every plan can be gone through."""
    count = draw(st.integers(1, most_debts))
    incomes = draw(st.lists(earned(), min_size=1, max_size=2))
    spending = [{"name": "rent", "amount": draw(yen(60, 40)), "kind": "essential"}]
    if draw(st.booleans()):
        fun = {"name": "fun", "amount": draw(yen(40, 20)), "kind": "flexible"}
        spending.append(fun | draw(st.sampled_from(({}, {"until": "2027-03"}))))
    for k, line in enumerate(incomes):
        line["name"] += str(k)
    return rp.Case.from_dict(
        {
            "schema": "repayplan/case-1",
            "as_of": draw(st.sampled_from(AS_OFS[:4])),
            "currency": "JPY",
            "rules": draw(st.sampled_from(rules)),
            "household": {
                "cash": draw(yen(80, 10)),
                "keep_back": draw(st.sampled_from((None, "0", "7", "10%"))),
                "reserve": draw(st.sampled_from((None, "0", "15"))),
                "beyond": draw(st.sampled_from(("repeat_last", "repeat_year", "nothing"))),
                "incomes": incomes,
                "spending": spending,
            },
            "debts": [draw(owed(name)) for name in "ABC"[:count]],
            "willing": draw(st.sampled_from((None, "willing"))),
            "limits": {
                "max_months": draw(st.integers(1, 9)),
                "step_share": draw(st.sampled_from((None, None, "50%"))),
            },
        }
    )
