"""Random debts, terms, households and cases, shared by the tests of laws."""

from datetime import date, timedelta

from hypothesis import strategies as st

import repayplan as rp

PLACES = {"JPY": 0, "CNY": 2, "KWD": 3, "CLF": 4}
RATES = ("0%", "6%", "18.25%", "36%", "120%", "1.5%/month", "0.05%/day", "0.1%/day")
WORDS = ("day", "week", "fortnight", "four weeks", "half-month", "month", "two months", "quarter", "half-year", "year")
ROUNDINGS = ("half-up", "half-even", "half-down", "up", "down")
OPENINGS = ("collect", "spread", "capitalise", "defer", "waive")
ACCRUALS = ("run", "capitalise", "defer", "waive", "pause")
HOLIDAYS = ("2026-12-31", "2027-01-01", "2027-03-31", "2027-04-05")
AS_OFS = ("2026-12-01", "2026-12-15", "2026-12-16", "2027-01-31", "2028-02-29", "2027-02-28", "2027-12-31")


def text_of(units, currency):
    """Minor units as text of the currency."""
    places = PLACES[currency]
    return f"{units // 10**places}.{units % 10**places:0{places}d}" if places else str(units)


@st.composite
def sums(draw, currency, most=3_000_000):
    """A sum as text: nothing, a minor unit, odd or round ones."""
    return text_of(draw(st.one_of(st.sampled_from((0, 1, 2, 99, 100, 12345)), st.integers(0, most))), currency)


@st.composite
def rates(draw):
    """A rate, or dated steps."""
    if draw(st.integers(0, 3)):
        return draw(st.sampled_from(RATES))
    first, second = draw(st.sampled_from(RATES)), draw(st.sampled_from(RATES))
    change = draw(st.sampled_from(("2027-01-01", "2027-02-28", "2027-03-17", "2028-02-29")))
    return [{"from": "2026-11-01", "rate": first}, {"from": change, "rate": second}]


@st.composite
def debts(draw, id="A", currency=None, **fixed):
    """A debt with some of every component."""
    code = currency or draw(st.sampled_from(tuple(PLACES)))
    given = {
        "id": id,
        "currency": code,
        "principal": draw(sums(code)),
        "interest": draw(sums(code, 90_000)),
        "penalty": draw(sums(code, 90_000)),
        "fees": draw(sums(code, 9_000)),
        "rate": draw(rates()),
        "day_count": draw(st.sampled_from(("equal-periods", "actual/360", "actual/365"))),
        "compounding": draw(st.sampled_from(("none", "none", "monthly"))),
        "due_day": draw(st.sampled_from((None, None, 1, 15, 28, 31))),
    }
    return rp.Debt(**(given | fixed))


@st.composite
def shapes(draw, currency, count):
    """A shape, and the number of instalments to ask for with it (None where the shape or the balance decides)."""
    sum_of = sums(currency, 400_000)
    kind = draw(st.sampled_from(tuple(sorted(rp.shapes.KINDS))))
    if kind == "level":
        return rp.shapes.Level(draw(st.one_of(st.none(), sum_of))), count
    if kind == "fixed_amount":
        return rp.shapes.FixedAmount(draw(sum_of)), draw(st.sampled_from((count, None)))
    if kind in ("interest_only", "interest_grace", "holiday"):
        first = draw(st.integers(1, count))
        return rp.shapes.KINDS[kind](first), first + count
    if kind == "steps":
        steps = draw(st.lists(st.tuples(st.integers(1, 4), sum_of), min_size=1, max_size=3))
        then = draw(st.one_of(st.none(), sum_of))
        return rp.shapes.Steps(steps, then), None if then is not None else sum(n for n, _ in steps) + count
    if kind == "seasonal":
        weights = draw(st.lists(st.integers(0, 3), min_size=12, max_size=12).filter(any))
        return rp.shapes.Seasonal(weights), max(12, count)
    if kind == "weights":
        weight = st.sampled_from((0, 1, 3, "0.5", "1.25"))
        return rp.shapes.Weights(draw(st.lists(weight, min_size=1, max_size=8).filter(lambda w: w[-1]))), None
    if kind == "balloon":
        if draw(st.booleans()):
            return rp.shapes.Balloon(amortised_over=count + draw(st.integers(0, 12))), count
        return rp.shapes.Balloon(draw(sum_of)), count
    if kind == "residual":
        return rp.shapes.Residual(draw(sum_of)), count
    if kind == "given_amounts":
        return rp.shapes.GivenAmounts(draw(st.lists(sum_of, min_size=1, max_size=8))), None
    if kind == "settlement":
        return rp.shapes.Settlement(draw(st.one_of(st.none(), sum_of))), None
    if kind == "contract":
        return rp.shapes.Contract(draw(st.booleans())), count
    return rp.shapes.KINDS[kind](), count


@st.composite
def treatments(draw, windows=()):
    """Both parts of each component, or windows in place of the accrual."""
    found = {"principal": draw(st.sampled_from(("collect", "collect", "collect", "spread", "defer", "waive")))}
    for component in ("interest", "penalty", "fees"):
        accrual = draw(st.sampled_from(ACCRUALS))
        if component == "interest" and windows and draw(st.booleans()):
            accrual = list(windows)
        found[component] = {"opening": draw(st.sampled_from(OPENINGS)), "accrual": accrual}
    return found


@st.composite
def conventions(draw):
    """Habits that go together: rounding alone, or any words that do not contradict each other."""
    rounded = {
        "interest_rounding": draw(st.sampled_from(ROUNDINGS)),
        "instalment_rounding": draw(st.sampled_from(ROUNDINGS)),
        "unit": draw(st.sampled_from((None, None, "1", "5"))),
    }
    if draw(st.booleans()):
        return rp.Conventions(**rounded)
    words = {
        "instalment": ("annuity", "annuity", "least-that-closes"),
        "annuity_periods": ("real", "real", "equal"),
        "balance": ("rounded", "rounded", "exact"),
        "remainder": ("last", "last", "left"),
        "number": ("may fall", "may fall", "kept"),
        "rate_compounding": (None, None, "semi-annual", "annual"),
        "smoothing": (None, None, {"rounds": 3, "share": "0.5"}),
        "rate_form": ("interest", "interest", "interest", "flat fee"),
    }
    try:
        return rp.Conventions(**rounded, **{name: draw(st.sampled_from(some)) for name, some in words.items()})
    except rp.InputError:
        return rp.Conventions(**rounded)


@st.composite
def terms(draw, currency, as_of, debt=None):
    """Terms of any shape, treatment, rate and rounding, for a debt as of a day."""
    every = draw(st.one_of(st.sampled_from(WORDS), st.tuples(st.integers(1, 40), st.just("days"))))
    count = draw(st.sampled_from((1, 2, 3, 7, 12)))
    shape, instalments = draw(shapes(currency, count))
    start = date.fromisoformat(as_of)
    first = draw(st.one_of(st.none(), st.integers(0, 45).map(lambda days: str(start + timedelta(days=days)))))
    windows = ()
    if draw(st.booleans()):
        # Within the first days of the plan, so that every plan reaches it.
        begin = start + timedelta(days=draw(st.integers(0, 20)))
        last = begin + timedelta(days=draw(st.integers(1, 300)))
        windows = (rp.Window(begin, last, draw(st.sampled_from(ACCRUALS))),)
    return rp.Terms(
        instalments=instalments,
        first_due=first,
        every=every,
        shape=shape,
        treatment=draw(treatments(windows)),
        rate=draw(st.one_of(st.none(), rates())),
        write_down=draw(st.one_of(st.none(), sums(currency, 500_000))),
        order=tuple(draw(st.permutations(("principal", "interest", "penalty", "fees")))),
        conventions=draw(conventions()),
        fee_per_instalment=draw(st.one_of(st.none(), st.none(), sums(currency, 300))),
        down_payment=draw(st.one_of(st.none(), st.none(), sums(currency, 90_000))),
        calendar=draw(st.sampled_from((None, None, rp.Calendar(HOLIDAYS, ["2027-01-02"])))),
        shift=draw(st.sampled_from(("following", "preceding", "modified following"))),
    )


@st.composite
def plans(draw):
    """A plan of a random debt under random terms; a window that the plan does not reach is left out."""
    debt = draw(debts())
    as_of = draw(st.sampled_from(AS_OFS))
    asked = draw(terms(debt.currency, as_of))
    try:
        return rp.schedule(debt, asked, as_of)
    except rp.InputError as refused:
        if "accrual[0]" not in str(refused):
            raise
        return rp.schedule(debt, asked.but(treatment=None), as_of)


@st.composite
def lines(draw, kind, currency, names, most=400_000):
    """Income or spending lines: series and paths by month."""
    found = []
    for name in names[: draw(st.integers(0, len(names)))]:
        given = {"name": name}
        if draw(st.booleans()):
            given["amount"] = draw(sums(currency, most))
            given["start"] = draw(st.sampled_from((None, "2026-12", "2027-03")))
            given["until"] = draw(st.sampled_from((None, None, "2027-06", "2028-01")))
        else:
            amounts = draw(st.lists(sums(currency, most), min_size=12, max_size=12))
            given["by_month"] = {f"{2026 + (11 + k) // 12}-{(11 + k) % 12 + 1:02d}": a for k, a in enumerate(amounts)}
        if kind == "income":
            given["evidence"] = draw(st.sampled_from(("verified", "declared", "expected")))
        else:
            given["kind"] = draw(st.sampled_from(("essential", "priority", "flexible")))
        found.append(given)
    return found


@st.composite
def households(draw, currency="CNY", shares=True):
    """A household with its reserve as a sum."""
    return rp.Household.from_dict(
        {
            "cash": draw(sums(currency, 500_000)),
            "keep_back": draw(
                st.one_of(st.none(), sums(currency, 50_000), *([st.sampled_from(("5%", "33.3%"))] * shares))
            ),
            "reserve": draw(st.one_of(st.none(), sums(currency, 300_000))),
            "beyond": draw(st.sampled_from(("repeat_last", "repeat_year", "nothing"))),
            "incomes": draw(lines("income", currency, ("wage", "gig", "aid"))),
            "spending": draw(lines("spending", currency, ("rent", "food"), 200_000)),
        },
        currency,
    )


@st.composite
def case_documents(draw, most_debts=3, currency="CNY"):
    """A case document, small enough to advise on; something is owed."""
    owed = []
    for name in "ABC"[: draw(st.integers(1, most_debts))]:
        owed.append(
            {
                "id": name,
                "kind": draw(st.sampled_from(("credit_card", "instalment_loan", "other"))),
                "balance": {
                    "principal": draw(sums(currency, 900_000))
                    if owed
                    else text_of(draw(st.integers(1, 900_000)), currency),
                    "interest": draw(sums(currency, 20_000)),
                    "penalty": draw(sums(currency, 20_000)),
                    "fees": draw(sums(currency, 2_000)),
                },
                "rate": draw(st.sampled_from(("0%", "18%", "0.05%/day", "36%"))),
                "day_count": draw(st.sampled_from(("equal-periods", "actual/365"))),
                "due_day": draw(st.sampled_from((None, None, 5, 20, 31))),
                "days_past_due": draw(st.sampled_from((0, 31, 95))),
                "minimum": draw(st.sampled_from((None, {"balance": "10%", "floor": "50"}, "100"))),
            }
        )
    return {
        "schema": "repayplan/case-1",
        "as_of": draw(st.sampled_from(AS_OFS[:4])),
        "currency": currency,
        "rules": draw(st.sampled_from((None, "cn", "us"))),
        "household": draw(households(currency)).to_dict(),
        "debts": owed,
        "willing": draw(st.sampled_from((None, "willing", "declined"))),
        "limits": {"max_months": draw(st.sampled_from((6, 12, 18)))},
    }
