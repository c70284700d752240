"""Each lever against the menu itself: with its change written into the case a plan can be kept, one step less not."""

from decimal import Decimal

import pytest

import repayplan as rp
from tests.options.building import case, codes, debt, line
from tests.options.test_certificate import kept, yen

LIMIT = {"limits": {"max_months": 12}}


def lever(of, name, ledger="declared", line=""):
    return rp.advise(of).certificate[ledger].lever(name, line)


def at_rate(rate, name="A", owed="1000", **more):
    return debt(name, owed, rate, **more)


# --- savings


SAVINGS = {
    "no interest": lambda cash: yen(debt("A", "600"), cash=str(cash), **LIMIT),
    "interest": lambda cash: yen(debt("A", "600", "36%"), cash=str(cash), **LIMIT),
    "two debts": lambda cash: yen(debt("A", "300", "60%"), debt("B", "300"), cash=str(cash), **LIMIT),
    "a reserve above the cash": lambda cash: yen(debt("A", "300"), cash=str(20 + cash), reserve="50", **LIMIT),
    "a deficit": lambda cash: yen(debt("A", "60"), spending="120", cash=str(cash), **LIMIT),
    "a card whose minimum is known": lambda cash: yen(
        debt("A", "600", "36%", minimum={"balance": "10%", "floor": "50"}), cash=str(cash), **LIMIT
    ),
}


@pytest.mark.parametrize("build", SAVINGS.values(), ids=SAVINGS)
def test_the_smallest_sum_at_hand_that_is_enough(build):
    change = lever(build(0), "savings").feasible
    size = int(change.size)
    assert change.one_less == size - 1
    assert kept(rp.advise(build(size)), "declared")
    assert not any(kept(rp.advise(build(less)), "declared") for less in range(max(0, size - 4), size))


def test_savings_never_pay_from_each_months_own_surplus():
    found = lever(SAVINGS["no interest"](0), "savings")
    assert found.strict is None
    assert "lever_not_enough" in [f.code for f in found.findings]


@pytest.mark.parametrize(
    ("assets", "code"),
    [
        ([], "savings_no_usable_assets"),
        ([{"name": "car", "value": "900", "usable": False}], "savings_no_usable_assets"),
        ([{"name": "bike", "value": "300", "usable": True}], "savings_beyond_assets"),
        ([{"name": "bike", "value": "300", "usable": True}, {"name": "lute", "value": "180", "usable": True}],
         "savings_within_assets"),
    ],
)  # fmt: skip
def test_what_usable_assets_would_bring_stands_beside_the_sum(assets, code):
    of = yen(debt("A", "600"), **LIMIT)
    document = of.to_dict()
    document["household"]["assets"] = assets
    found = lever(rp.Case.from_dict(document), "savings")
    # 12 x 10 are there of 600.
    assert found.feasible.size == 480
    assert code in [f.code for f in found.findings]


# --- waivers of what is owed today


WAIVED = {
    "penalty": lambda gone: yen(debt("A", "100", penalty=str(40 - gone)), **LIMIT),
    "fees": lambda gone: yen(debt("A", "100", fees=str(40 - gone)), **LIMIT),
    "interest": lambda gone: yen(debt("A", "100", "12%", interest=str(40 - gone)), **LIMIT),
    "penalty with cash": lambda gone: yen(debt("A", "100", penalty=str(40 - gone)), cash="5", **LIMIT),
}


@pytest.mark.parametrize("name", WAIVED)
def test_the_smallest_waiver_that_is_enough(name):
    build, component = WAIVED[name], name.split()[0]
    change = lever(build(0), component).feasible
    size = int(change.size)
    assert kept(rp.advise(build(size)), "declared")
    assert not any(kept(rp.advise(build(less)), "declared") for less in range(max(0, size - 5), size))
    (plan,) = change.plans.values()
    assert plan.concession[component] == size and plan.clears
    assert rp.verify(plan.to_dict()) == []


def test_every_creditor_waives_the_same_part():
    of = yen(debt("A", "60", penalty="60"), debt("B", "30", penalty="30"), **LIMIT)
    change = lever(of, "penalty").feasible
    # 120 are there of 180: 40 and 20.
    assert change.size == 60
    assert {name: int(plan.concession["penalty"]) for name, plan in change.plans.items()} == {"A": 40, "B": 20}


def test_what_may_be_waived_already_is_no_lever():
    of = yen(debt("A", "2000", "18%", penalty="90", interest="30"), rules="cn")
    for name in ("rate", "pause", "interest", "penalty"):
        found = lever(of, name)
        assert found.feasible is None
        assert [f.code for f in found.findings] == ["lever_asked_already"]
    assert [f.code for f in lever(of, "fees").findings] == ["lever_nothing_to_move"]


def test_a_waiver_that_is_too_small_says_so():
    found = lever(yen(debt("A", "600", penalty="40"), **LIMIT), "penalty")
    assert found.feasible is None and found.findings[0].code == "lever_not_enough"
    assert found.findings[0].numbers["lever"] == "waived_penalty"


# --- rate, pause, start


RATES = {
    "one card": lambda rate: yen(at_rate(rate, owed="112"), **LIMIT),
    "two cards alike": lambda rate: yen(at_rate(rate, "A", "70"), at_rate(rate, "B", "43"), **LIMIT),
    "by the day": lambda rate: yen(at_rate(rate, owed="114", day_count="actual/365"), **LIMIT),
    "with a penalty": lambda rate: yen(at_rate(rate, owed="90", penalty="20"), **LIMIT),
    "from cash": lambda rate: yen(at_rate(rate, owed="130"), cash="24", **LIMIT),
}


@pytest.mark.parametrize("build", RATES.values(), ids=RATES)
def test_the_highest_rate_that_is_enough(build):
    change = lever(build("36%"), "rate").feasible
    assert change.one_less - change.size == Decimal("0.000001")
    for asked, there in ((change.size, True), (change.one_less, False), (change.size / 2, True)):
        assert kept(rp.advise(build(f"{asked * 100}%")), "declared") is there
    assert all(plan.terms.rate == f"{(change.size * 100).normalize():f}%" for plan in change.plans.values())


def test_a_rate_is_only_lowered_where_it_is_higher():
    of = yen(debt("A", "60", "36%"), debt("B", "50", "1%"), **LIMIT)
    plans = lever(of, "rate").feasible.plans
    assert plans["A"].terms.rate is not None and plans["B"].terms.rate is None


def test_the_fewest_instalments_without_interest():
    """100 at 36 % in twelve months of 10: each month of a pause spares up to 3."""
    of = yen(debt("A", "110", "36%"), **LIMIT)
    change = lever(of, "pause").feasible

    def holds(months):
        window = rp.Window(
            "2026-12-02", f"2027-{months - 1:02d}-{(31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30)[months - 2]}"
        )
        treatment = {"interest": [window]} if months > 1 else None
        terms = rp.Terms(shape=rp.shapes.GivenAmounts(["10"] * 12), treatment=treatment)
        return rp.schedule(of.debts[0], terms, of.as_of).clears

    assert change.one_less == change.size - 1
    assert holds(change.size) and not holds(change.one_less)


def test_a_later_start_waits_for_the_income_that_comes():
    """The wage begins in June 2027; six instalments of ten a month are 60."""
    lines = [line("aid", "90", evidence="verified"), line("wage", "10", start="2027-06", evidence="verified")]
    of = yen(debt("A", "60"), incomes=lines, limits={"max_months": 6})
    change = lever(of, "start").feasible
    assert (change.size, change.one_less) == (6, 5)
    assert str(change.plans["A"].layout.dates.first_due) == "2027-06-30"
    later = of.but(first_due="2027-06-30")
    sooner = of.but(first_due="2027-05-31")
    assert kept(rp.advise(later), "declared") and not kept(rp.advise(sooner), "declared")


# --- lines by name, and what is refused


def test_every_flexible_line_is_a_lever_of_its_own():
    outgoings = [line("rest", "40"), line("fun", "45", kind="flexible"), line("pets", "12", kind="flexible")]
    of = case(debt("A", "480"), currency="JPY", income="100", outgoings=outgoings, **LIMIT)
    found = rp.advise(of).certificate["declared"]
    # 3 a month are there, 40 are asked: 37 more; the pets' twelve are not enough.
    assert found.levers["spending"].of == "fun" and found.lever("spending", "fun").feasible.size == 37
    assert found.lever("spending", "pets").feasible is None
    assert found.lever("spending: pets").of == "pets"


@pytest.mark.parametrize(("arguments", "path"), [(("wage",), "name"), (("spending", "rent"), "of")])
def test_a_lever_that_is_none_is_refused(arguments, path):
    found = rp.advise(yen(debt("A", "600"), spending="50", flexible=45, **LIMIT)).certificate["declared"]
    with pytest.raises(rp.InputError, match=path):
        found.lever(*arguments)


# --- pairs


def test_a_pair_is_the_least_of_one_for_each_size_of_the_other():
    found = rp.advise(yen(debt("A", "600"), **LIMIT)).certificate["declared"]
    pair = found.pair("months", "income", sizes=range(13, 61))
    # 600 in n months at 10 and x more: the smallest whole x, each size once.
    least = {n: -(-600 // n) - 10 for n in range(13, 60)}
    assert all(change.size == least[n] for n, change in pair.points)
    assert [change.size for _, change in pair.points] == sorted({x for x in least.values() if x}, reverse=True)
    parts = {n: (n - 12) / 48 + int(change.size) / 40 for n, change in pair.points}
    assert pair.smallest[0] == min(parts, key=parts.get)


def test_a_pair_by_itself_looks_at_each_step_or_at_twelve():
    found = rp.advise(yen(debt("A", "160"), **LIMIT)).certificate["declared"]
    assert [n for n, _ in found.pair("months", "income").points] == [13, 14, 15]
    many = rp.advise(yen(debt("A", "6000"), **LIMIT)).certificate["declared"].pair("income", "write_down")
    assert len(many.points) == 12
    assert all(change.size == 6000 - 12 * (10 + income) for income, change in many.points)


@pytest.mark.parametrize("pair", [("write_down", "income"), ("penalty", "income"), ("savings", "months"),
                                  ("rate", "income"), ("spending", "rate"), ("start", "income")])  # fmt: skip
def test_at_each_pair_one_step_less_of_the_second_is_not_enough(pair):
    of = yen(debt("A", "300", "24%", penalty="40"), spending="50", flexible=40, cash="7", **LIMIT)
    found = rp.advise(of).certificate["declared"].pair(*pair)
    assert found.points and found.smallest in found.points
    for _, change in found.points:
        assert change.short[1] > 0
    sizes = [change.size for _, change in found.points]
    assert sizes == sorted(sizes, reverse=pair[1] != "rate")
    assert found.text("zh") and "least" in found.text()


@pytest.mark.parametrize(
    ("arguments", "words", "path"),
    [
        (("income", "wage"), {}, "two"),
        (("income", "income"), {}, "two"),
        (("months", "income"), {"sizes": ["soon"]}, r"sizes\[0\]"),
        (("income", "months"), {"sizes": ["0.5"]}, r"sizes\[0\]"),
        (("rate", "income"), {"sizes": ["5"]}, r"sizes\[0\]"),
    ],
)
def test_what_is_no_pair_is_refused(arguments, words, path):
    found = rp.advise(yen(debt("A", "600", "12%"), **LIMIT)).certificate["declared"]
    with pytest.raises(rp.InputError, match=path):
        found.pair(*arguments, **words)


def test_a_lever_with_nothing_to_move_has_no_pairs():
    found = rp.advise(yen(debt("A", "600"), **LIMIT)).certificate["declared"].pair("rate", "income")
    assert found.points == () and codes(found) == ["lever_nothing_to_move"]
