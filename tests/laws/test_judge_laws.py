"""Laws of judging: more income never hurts, verified cash is never more than declared, adding up."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

import repayplan as rp
from tests.strategies import households, text_of

LAWS = settings(max_examples=100, derandomize=True, deadline=None)


@st.composite
def payments(draw):
    """Plans of given sums in CNY."""
    plans = []
    for name in "AB"[: draw(st.integers(1, 2))]:
        amounts = draw(st.lists(st.integers(0, 200_000), min_size=1, max_size=14))
        debt = rp.Debt(id=name, currency="CNY", principal=text_of(sum(amounts) + 1, "CNY"), rate="0%")
        first = draw(st.sampled_from((None, "2026-12-01", "2026-12-20", "2027-02-28")))
        shape = rp.shapes.GivenAmounts([text_of(a, "CNY") for a in amounts])
        plans.append(rp.schedule(debt, rp.Terms(shape=shape, first_due=first), "2026-12-01"))
    return plans


@LAWS
@given(payments(), households(), st.integers(1, 100_000), st.sampled_from(("verified", "declared", "expected")))
def test_more_income_never_makes_a_feasible_plan_infeasible(plans, home, more, evidence):
    richer = replace(home, incomes=(*home.incomes, rp.Income("more", text_of(more, "CNY"), evidence=evidence)))
    before, after = rp.judge(plans, home), rp.judge(plans, richer)
    for ledger in ("declared", "verified"):
        one, two = before.on(ledger), after.on(ledger)
        words = ("comfortable", "needs savings", "tight", "not affordable")
        assert words.index(two.verdict) <= words.index(one.verdict)
        assert two.feasible or not one.feasible
        assert two.strict or not one.strict
        assert all(b >= a for a, b in zip(one.cash_path, two.cash_path, strict=True))


@LAWS
@given(payments(), households())
def test_verified_cash_never_exceeds_declared(plans, home):
    found = rp.judge(plans, home)
    pairs = list(zip(found.declared.cash_path, found.verified.cash_path, strict=True))
    assert all(verified <= declared for declared, verified in pairs)
    assert found.declared.feasible or not found.verified.feasible
    assert found.declared.strict or not found.verified.strict


@LAWS
@given(payments(), households())
def test_the_verdict_is_what_its_path_says(plans, home):
    for ledger in ("declared", "verified"):
        found = rp.judge(plans, home).on(ledger)
        surplus = home.surplus("2026-12", len(found.months), ledger)
        floor = min(home.reserve or 0, home.cash)
        kept = [0 if s <= 0 else min(s, _kept(home, s)) for s in surplus]
        at_once = sum(r.payment for p in plans for r in p.rows if r.due == p.as_of)

        def runs(kept, surplus=surplus, found=found):
            cash, path = home.cash, []
            for s, k, pay in zip(surplus, kept, found.payments, strict=True):
                cash += s - k - found._money(pay)
                path.append(cash)
            return path

        ok = lambda path, floor=floor, at_once=at_once: (  # noqa: E731
            min(path) >= floor and (not at_once or home.cash - at_once >= floor)
        )
        assert found.cash_path == runs(kept)
        assert found.feasible == ok(runs(kept))
        assert found.strict == all(
            found._money(p) <= max(0, s - k) for p, s, k in zip(found.payments, surplus, kept, strict=True)
        )
        expected = (
            ("comfortable" if found.strict else "needs savings")
            if found.feasible
            else ("tight" if ok(runs([0] * len(kept))) else "not affordable")
        )
        assert found.verdict == expected


def _kept(home, surplus):
    """What is kept of a positive surplus, in its own sums: a share up to the cent, for the household."""
    from decimal import ROUND_CEILING, Decimal

    if home.keep_back is None:
        return 0
    if isinstance(home.keep_back, str):
        share = Decimal(home.keep_back.rstrip("%")) / 100
        return (surplus * share).quantize(Decimal("0.01"), ROUND_CEILING)
    return home.keep_back


@LAWS
@given(payments(), households())
def test_every_figure_of_a_verdict_has_a_document(plans, home):
    found = rp.judge(plans, home)
    document = found.to_dict()
    assert set(document) == {"declared", "verified", "findings", "review_on"}
    assert document["declared"]["verdict"] == found.declared.verdict
    assert len(document["verified"]["cash_path"]) == len(found.verified.months)


WORDS = ("comfortable", "needs savings", "tight", "not affordable")
FEW = settings(max_examples=60, derandomize=True, deadline=None)


def never_better(plans, before, after):
    """No ledger's verdict is better after than before."""
    one, two = rp.judge(plans, before), rp.judge(plans, after)
    for ledger in ("declared", "verified"):
        assert WORDS.index(two.on(ledger).verdict) >= WORDS.index(one.on(ledger).verdict)


@FEW
@given(payments(), households(), st.integers(1, 100_000), st.sampled_from(("essential", "priority", "flexible")))
def test_more_spending_never_helps(plans, home, more, kind):
    never_better(
        plans, home, replace(home, spending=(*home.spending, rp.Spending("more", text_of(more, "CNY"), kind=kind)))
    )


@FEW
@given(payments(), households(shares=False), st.integers(0, 60_000))
def test_to_keep_more_back_or_more_in_reserve_never_helps(plans, home, more):
    kept = text_of(int((home.keep_back or 0) * 100) + more, "CNY")
    never_better(plans, home, replace(home, keep_back=kept))
    never_better(plans, home, replace(home, reserve=text_of(int((home.reserve or 0) * 100) + more, "CNY")))


@FEW
@given(payments(), households(), st.sampled_from((5, 20)))
def test_to_be_paid_on_a_day_never_helps(plans, home, day):
    """A pay-day only adds days on which cash is looked at."""
    never_better(plans, home, replace(home, incomes=tuple(replace(line, pay_day=day) for line in home.incomes)))


@FEW
@given(payments(), households())
def test_a_larger_shock_never_helps(plans, home):
    grid = rp.stress(plans, home, falls=["5%", "25%"], out=[1, 4], costs=["10", "300"], points=[], paths=1).grid
    for ledger in ("declared", "verified"):
        plain = WORDS.index(rp.judge(plans, home).on(ledger).verdict)
        for small, large in zip(grid[::2], grid[1::2], strict=True):
            worse = [WORDS.index(getattr(row, ledger).verdict) for row in (small, large)]
            assert plain <= worse[0] <= worse[1]


@FEW
@given(payments(), households(), st.randoms())
def test_the_order_of_plans_and_of_lines_changes_nothing(plans, home, shuffle):
    mixed = [list(home.incomes), list(home.spending), list(plans)]
    for entries in mixed:
        shuffle.shuffle(entries)
    other = rp.judge(mixed[2], replace(home, incomes=mixed[0], spending=mixed[1]))
    found = rp.judge(plans, home)
    assert found.declared.to_dict() == other.declared.to_dict()
    assert found.verified.to_dict() == other.verified.to_dict()
    assert set(found.needs_proof) == set(other.needs_proof)


@FEW
@given(payments(), households(), st.lists(st.sampled_from([None, "A", "B"]), min_size=8, max_size=8))
def test_a_household_split_in_two_and_joined_again_is_judged_the_same(plans, home, owners):
    owned = [
        tuple(replace(line, owner=owners[(i + 3 * which) % 8]) for i, line in enumerate(lines))
        for which, lines in enumerate((home.incomes, home.spending))
    ]
    whole = replace(home, members=("A", "B"), incomes=owned[0], spending=owned[1])
    again = whole.single("A").joined(whole.single("B"))
    one, two = rp.judge(plans, whole), rp.judge(plans, again)
    assert one.declared.to_dict() == two.declared.to_dict()
    assert one.verified.to_dict() == two.verified.to_dict()
