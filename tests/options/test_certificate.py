"""The certificate against brute force: with its change the menu has a plan, with one step less it has none."""

from decimal import Decimal

import pytest

import repayplan as rp
from tests.options.building import case, codes, debt, line, sizes

# In yen, so that a step is a whole one and every step can be tried.


def yen(*debts, income="100", spending="90", extra=0, cut=0, flexible=0, incomes=None, **more):
    """A case in yen, with ``extra`` income a month, and ``cut`` of a flexible line."""
    lines = [line("wage", income, evidence="verified")] if incomes is None else list(incomes)
    if extra:
        lines.append(line("extra", str(extra), evidence="verified"))
    outgoings = [line("all", spending)]
    if flexible:
        outgoings.append(line("fun", str(max(0, flexible - cut)), kind="flexible"))
    return case(*debts, currency="JPY", incomes=lines, outgoings=outgoings, **more)


ENDS = [
    line("wage", "135", until="2029-05", evidence="verified"),
    line("rest", "90", start="2029-06", evidence="verified"),
]
SEASONS = [
    {
        "name": "gig",
        "by_month": {
            f"2027-{m:02d}" if m < 12 else "2026-12": a
            for m, a in zip([12, *range(1, 12)], "130 60 100 95 140 90 80 100 120 90 95 85".split(), strict=True)
        },
        "evidence": "verified",
    }
]
LIMIT = {"limits": {"max_months": 12}}
US = {"rules": "us", "limits": {"programmes": ["us.workout"]}}
CASES = {
    "one debt without interest": (lambda **k: yen(debt("A", "600"), **LIMIT, **k)),
    "one debt with interest": (lambda **k: yen(debt("A", "600", "36%"), **LIMIT, **k)),
    "interest and penalty owed": (lambda **k: yen(debt("A", "600", "36%", interest="90", penalty="77"), **LIMIT, **k)),
    "a deficit": (lambda **k: yen(debt("A", "60"), spending="120", **LIMIT, **k)),
    "a deficit with cash": (lambda **k: yen(debt("A", "400"), spending="101", cash="200", **LIMIT, **k)),
    "a reserve": (lambda **k: yen(debt("A", "600"), cash="120", reserve="50", **LIMIT, **k)),
    "a sum kept back": (lambda **k: yen(debt("A", "600"), keep_back="7", **LIMIT, **k)),
    "a share kept back": (lambda **k: yen(debt("A", "600"), keep_back="15%", **LIMIT, **k)),
    "two debts at two rates": (lambda **k: yen(debt("A", "300", "60%"), debt("B", "300"), **LIMIT, **k)),
    "two equal debts": (lambda **k: yen(debt("A", "301", "18%"), debt("B", "301", "18%"), **LIMIT, **k)),
    "nine small debts": (lambda **k: yen(*(debt(f"D{n}", str(50 + n)) for n in range(9)), **LIMIT, **k)),
    "due days that differ": (
        lambda **k: yen(debt("A", "300", due_day=28), debt("B", "300", due_day=1), as_of="2026-12-15", **LIMIT, **k)
    ),
    "first due next month": (lambda **k: yen(debt("A", "600"), as_of="2026-12-20", **LIMIT, **k)),
    "a programme": (lambda **k: yen(debt("A", "2000", "18%"), rules="cn", **k)),
    "a programme with penalty": (lambda **k: yen(debt("A", "1500", "18%", penalty="900"), rules="cn", **k)),
    "a programme at a lower rate": (lambda **k: yen(debt("A", "2000", "36%"), rules="us", **k)),
    "months that differ": (lambda **k: yen(debt("A", "600"), incomes=SEASONS, beyond="repeat_year", **LIMIT, **k)),
    "income that ends, two rates": (
        lambda **k: yen(debt("A", "600", "36%"), debt("B", "600"), incomes=ENDS, **US, **k)
    ),
    "a priority instalment": (
        lambda **k: yen(debt("P", "60", priority_instalment="5", kind="council_tax"), debt("B", "300"), **LIMIT, **k)
    ),
}


def kept(menu, ledger, *, strict=False):
    """Whether some option that pays the principal in full is feasible on the ledger (and strict)."""
    found = [o.feasibility.on(ledger) for o in menu.options if not o.concession["principal"]]
    return any(v.feasible and (v.strict or not strict) for v in found)


@pytest.mark.parametrize("ledger", ["declared", "verified"])
@pytest.mark.parametrize("build", CASES.values(), ids=CASES)
def test_the_smallest_income_that_is_enough(build, ledger):
    found = rp.advise(build()).certificate[ledger]
    assert found is not None and found.ledger == ledger
    change = found.levers["income"].feasible
    size = int(change.size)
    assert size > 0 and change.one_less == size - 1
    assert kept(rp.advise(build(extra=size)), ledger)
    for less in {size - 1, size * 3 // 4, size // 3} - {0, size}:
        assert not kept(rp.advise(build(extra=less)), ledger), less
    assert change.short[1] > 0


@pytest.mark.parametrize("build", CASES.values(), ids=CASES)
def test_the_smallest_income_that_is_strict(build):
    lever = rp.advise(build()).certificate["declared"].levers["income"]
    size = int(lever.strict.size)
    assert size >= lever.feasible.size
    assert kept(rp.advise(build(extra=size)), "declared", strict=True)
    for less in {size - 1, size * 3 // 4} - {0, size}:
        assert not kept(rp.advise(build(extra=less)), "declared", strict=True), less


@pytest.mark.parametrize("build", CASES.values(), ids=CASES)
def test_the_change_names_plans_that_can_be_kept_with_it(build):
    change = rp.advise(build()).certificate["declared"].levers["income"].feasible
    of = build(extra=int(change.size))
    plans = [change.plans[owed.id] for owed in of.debts]
    assert all(plan.clears for plan in plans)
    assert rp.judge(plans, of.household).declared.feasible


FLEXIBLE = {
    "enough to cut": (lambda cut=0: yen(debt("A", "600"), spending="50", flexible=45, cut=cut, **LIMIT)),
    "just enough to cut": (lambda cut=0: yen(debt("A", "600"), spending="50", flexible=50, cut=cut, **LIMIT)),
    "with interest": (lambda cut=0: yen(debt("A", "400", "36%"), spending="40", flexible=55, cut=cut, **LIMIT)),
    "with cash": (lambda cut=0: yen(debt("A", "600"), spending="50", flexible=45, cut=cut, cash="33", **LIMIT)),
}


@pytest.mark.parametrize("build", FLEXIBLE.values(), ids=FLEXIBLE)
def test_the_smallest_cut_of_a_flexible_line(build):
    lever = rp.advise(build()).certificate["declared"].levers["spending"]
    assert lever.of == "fun"
    size = int(lever.feasible.size)
    assert kept(rp.advise(build(cut=size)), "declared")
    assert not any(kept(rp.advise(build(cut=less)), "declared") for less in range(max(0, size - 8), size))
    strict = int(lever.strict.size)
    assert kept(rp.advise(build(cut=strict)), "declared", strict=True)
    assert not any(
        kept(rp.advise(build(cut=less)), "declared", strict=True) for less in range(max(0, strict - 8), strict)
    )


def test_a_flexible_line_that_is_too_small_says_so():
    lever = (
        rp.advise(yen(debt("A", "6000"), spending="50", flexible=45, **LIMIT))
        .certificate["declared"]
        .levers["spending"]
    )
    assert (lever.feasible, lever.strict) == (None, None)
    finding = lever.findings[0]
    assert finding.code == "lever_not_enough"
    # All of it cut, 50 a month is there of 500.
    assert (finding.numbers["month"], finding.numbers["amount"]) == ("2026-12", 450)


def test_essential_spending_is_never_a_lever():
    found = rp.advise(yen(debt("A", "600"), **LIMIT)).certificate["declared"].levers["spending"]
    assert [f.code for f in found.findings] == ["lever_nothing_to_move"]


MONTHS = {
    "without interest": (lambda n: yen(debt("A", "597"), limits={"max_months": n})),
    "with interest": (lambda n: yen(debt("A", "500", "12%"), limits={"max_months": n})),
    "two debts": (lambda n: yen(debt("A", "300", "12%"), debt("B", "200"), limits={"max_months": n})),
    "with cash": (lambda n: yen(debt("A", "600"), cash="55", limits={"max_months": n})),
    "first due next month": (lambda n: yen(debt("A", "600"), as_of="2026-12-20", limits={"max_months": n})),
    "income that ends later": (
        lambda n: yen(
            debt("A", "800"),
            incomes=[line("wage", "100", until="2034-05", evidence="verified")],
            limits={"max_months": n},
        )
    ),
}


@pytest.mark.parametrize("build", MONTHS.values(), ids=MONTHS)
def test_the_smallest_number_of_months(build):
    change = rp.advise(build(12)).certificate["declared"].levers["months"].feasible
    assert change is not None
    assert kept(rp.advise(build(change.size)), "declared")
    assert not any(kept(rp.advise(build(less)), "declared") for less in range(max(12, change.size - 8), change.size))


def test_no_number_of_months_is_enough_where_the_payment_is_below_the_interest():
    lever = rp.advise(yen(debt("A", "2000", "36%"), **LIMIT)).certificate["declared"].levers["months"]
    assert lever.feasible is None and lever.findings[0].code == "lever_not_enough"


WRITTEN = {
    "without interest": (lambda cut: yen(debt("A", str(600 - cut)), **LIMIT)),
    "with interest": (lambda cut: yen(debt("A", str(600 - cut), "36%"), **LIMIT)),
    "penalty owed": (lambda cut: yen(debt("A", str(600 - cut), "36%", penalty="40"), **LIMIT)),
    "cash": (lambda cut: yen(debt("A", str(600 - cut)), cash="55", **LIMIT)),
    "a reserve": (lambda cut: yen(debt("A", str(600 - cut)), cash="55", reserve="30", **LIMIT)),
}


@pytest.mark.parametrize("build", WRITTEN.values(), ids=WRITTEN)
def test_the_smallest_write_down(build):
    lever = rp.advise(build(0)).certificate["declared"].levers["write_down"]
    size = int(lever.feasible.size)
    assert kept(rp.advise(build(size)), "declared")
    assert not any(kept(rp.advise(build(less)), "declared") for less in range(max(0, size - 6), size))


def test_a_write_down_that_is_enough_is_principal_waived_in_its_plans():
    change = (
        rp.advise(yen(debt("A", "400"), debt("B", "200"), **LIMIT))
        .certificate["declared"]
        .levers["write_down"]
        .feasible
    )
    # 120 in twelve months, 80 and 40 of it: 320 and 160 are left.
    assert change.size == 480
    assert {name: int(plan.concession["principal"]) for name, plan in change.plans.items()} == {"A": 320, "B": 160}


def test_the_proof_itself():
    found = rp.advise(yen(debt("A", "600"), **LIMIT)).certificate["declared"]
    # 50 a month for twelve months, of which 10 are there.
    assert (found.short_month, found.short_by) == ("2026-12", 40)
    assert [int(c) for c in found.cash_path] == [-40 * k for k in range(1, 13)]
    assert found.binding == (("essential", "all", 90), ("income", "wage", 100))
    assert found.space["most_months"] == 12 and found.space["principal"] == "in full"
    assert [f.code for f in found.findings] == ["nothing_feasible"]
    assert sizes(found.levers["income"]) == (40, 40)
    assert sizes(found.levers["months"]) == (60, 60)
    assert sizes(found.levers["write_down"]) == (480, 480)
    assert found.levers["income"].feasible.one_less == 39
    # At 39 more there are 49 of 50: a yen is missing in the first month.
    assert found.levers["income"].feasible.short == ("2026-12", 1)


def test_the_certificate_is_by_ledger():
    lines = [line("wage", "100", evidence="verified"), line("gig", "50")]
    menu = rp.advise(yen(debt("A", "600"), incomes=lines, **LIMIT))
    assert menu.certificate["declared"] is None
    assert sizes(menu.certificate["verified"].levers["income"]) == (40, 40)
    assert "needs_proof" in codes(menu.best)


def test_strict_asks_for_no_less_than_feasible_in_every_lever():
    """A plan from surplus alone that cash cannot carry past a deficit is no plan."""
    built = CASES["income that ends, two rates"]()
    for name, lever in rp.advise(built).certificate["declared"].levers.items():
        feasible, strict = sizes(lever)
        if feasible is not None and strict is not None:
            assert strict >= feasible, name


def test_strict_is_feasible_too():
    """100 are there in ten months of the twelve, and 300 are missing in the last two."""
    gig = {"2026-12": "190"} | {f"2027-{m:02d}": "190" if m < 10 else "0" for m in range(1, 12)}
    of = yen(
        debt("A", "1200"),
        incomes=[{"name": "gig", "by_month": gig, "evidence": "verified"}],
        beyond="repeat_last",
        **LIMIT,
    )
    lever = rp.advise(of).certificate["declared"].levers["income"]
    of = yen(
        debt("A", "1200"),
        incomes=[{"name": "gig", "by_month": gig, "evidence": "verified"}],
        beyond="repeat_last",
        extra=int(lever.strict.size),
        **LIMIT,
    )
    plans = list(lever.strict.plans.values())
    assert rp.judge(plans, of.household).declared.verdict == "comfortable"


def test_the_advice_of_the_place_is_named():
    found = rp.advise(case(debt("A", "600"), spending="1100", rules="us")).certificate["declared"]
    assert found.advice
    assert found.to_dict()["advice"]


def test_nothing_in_the_stated_space_can_be_kept():
    """A level plan of the limit's months is in the space that the certificate states: then it may not be feasible."""
    lines = [line("wage", "1000"), line("bonus", "300", start="2026-12", until="2026-12")]
    of = case(
        debt("A", "300"), incomes=lines, outgoings=[line("all", "1000")], as_of="2026-12-20", limits={"max_months": 6}
    )
    level = rp.schedule(of.debts[0], rp.Terms(instalments=6), of.as_of)
    assert rp.judge([level], of.household).declared.feasible
    found = rp.advise(of).certificate["declared"]
    assert found is None or "level" not in found.space["shapes"]


def test_amounts_are_in_the_case_s_currency():
    fx = [{"from": "USD", "to": "CNY", "rate": "7", "on": "2026-12-01"}]
    of = case(debt("A", "1200", currency="USD"), fx=fx, limits={"max_months": 12})
    found = rp.advise(of).certificate["declared"]
    # 100 dollars a month are 700 of the 100 there are; 1,200 yuan are 171.42 dollars: 14.28 a month.
    assert sizes(found.levers["income"]) == (Decimal("600.00"), Decimal("600.00"))


def test_the_contracts_own_terms_count_where_they_are_the_smallest_change():
    """10 more a month pay the contract's 100, which clears; 2,000 in twelve months would need 76.67 more."""
    of = case(debt("A", "2000", contractual_payment="100"), spending="910", limits={"max_months": 12})
    assert rp.advise(of).best is None
    richer = case(
        debt("A", "2000", contractual_payment="100"), income="1010", spending="910", limits={"max_months": 12}
    )
    assert rp.advise(richer).best.id == "contract"
    lever = rp.advise(of).certificate["declared"].levers["income"]
    assert lever.feasible.size == 10


def test_a_lever_tries_what_the_menu_tries_on_both_ledgers():
    """A hoped-for cent a month does not hide the months that the verified ledger alone would follow."""
    wage = {"2026-12": "940"} | {f"2027-{m:02d}": "1000" for m in range(1, 12)}

    def build(extra=None):
        lines = [{"name": "wage", "by_month": wage, "evidence": "verified"}, line("hope", "0.01", evidence="expected")]
        lines += [line("extra", extra, evidence="verified")] if extra else []
        return case(debt("A", "590"), incomes=lines, spending="900", beyond="repeat_last", limits={"max_months": 6})

    # 40 and five times 100 are 540: 50 over six months are 8.34 a month, less the hoped-for cents.
    assert kept(rp.advise(build("8.34")), "declared")
    lever = rp.advise(build()).certificate["declared"].levers["income"]
    assert lever.feasible.size <= Decimal("8.34")


def test_a_debt_that_one_month_can_pay_is_paid_whatever_comes_after():
    """100 is there in December, and 50 goes missing from January on: a plan that ends in December can be kept."""
    lines = [line("wage", "1000", until="2026-12"), line("less", "850", start="2027-01")]
    of = case(debt("A", "100"), incomes=lines, limits={"max_months": 12})
    fixed = rp.schedule(of.debts[0], rp.Terms(shape=rp.shapes.FixedAmount("100")), of.as_of)
    assert rp.judge([fixed], of.household).declared.feasible
    menu = rp.advise(of)
    assert menu.best is not None and menu.certificate["declared"] is None


def test_a_step_less_falls_short_in_what_is_asked_where_the_own_months_rest_on_hope():
    """The own months would do with a cent less; what is asked is level from the hoped for wage on, and does not."""
    balances = (
        ("906.91", "0.01", "0.99", "0"),
        ("1387.92", "0.99", "0", "0.99"),
        ("1644.51", "84.14", "150.33", "0.99"),
    )
    parts = ("principal", "interest", "penalty", "fees")
    debts = [
        {"id": name, "balance": dict(zip(parts, owed, strict=True)), "rate": rate, "due_day": day, "day_count": count}
        for name, owed, rate, day, count in zip(
            "ABC", balances, ("0%", "18%", "0%"), (None, 5, 31),
            ("actual/365", "equal-periods", "equal-periods"), strict=True,
        )
    ]  # fmt: skip
    wage = {"name": "wage", "amount": "97.85", "start": "2027-03", "until": "2028-01", "evidence": "expected"}
    menu = rp.advise(rp.Case.from_dict({
        "schema": "repayplan/case-1", "as_of": "2026-12-16", "currency": "CNY", "debts": debts,
        "household": {"cash": "0.01", "reserve": "100", "beyond": "repeat_year", "incomes": [wage]},
        "limits": {"max_months": 6},
    }))  # fmt: skip
    found = menu.certificate["declared"]
    shorts = {name: lever.feasible.short[1] for name, lever in found.levers.items() if lever.feasible}
    assert {"income", "savings"} <= shorts.keys() and min(shorts.values()) > 0
    assert rp.verify(menu.to_dict()) == []
