"""Plans under stress: the grid by adding up, the worst months by trying each, the paths against exact probabilities."""

import sys
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import repayplan as rp
from repayplan.feasibility.simulation import mixed

MONTHS = [f"2026-{12}", *[f"2027-{m:02d}" for m in range(1, 7)]]


def plan(*amounts, rate="0%"):
    owed = rp.Debt(id="A", currency="JPY", principal=str(sum(amounts)), rate=rate, day_count="equal-periods")
    return rp.schedule(owed, rp.Terms(shape=rp.shapes.GivenAmounts([str(a) for a in amounts])), "2026-12-01")


def home(incomes, cash=0, **more):
    by_month = dict(zip(MONTHS, map(str, incomes), strict=False))
    line = rp.Income("gig", by_month=by_month, evidence="verified")
    return rp.Household(**({"currency": "JPY", "cash": cash, "incomes": [line], "beyond": "repeat_last"} | more))


def grid(plans, household, **more):
    found = rp.stress(plans, household, **({"falls": [], "out": [], "costs": [], "points": []} | more))
    return {(row.kind, row.size): row for row in found.grid}


def test_all_income_down_by_a_share():
    household = home([101, 100, 100], 10)
    rows = grid([plan(90, 90, 90)], household, falls=["10%", "13%", "14%"])
    # 11 and 10 and 10 less, rounded up: 90 are left each month; then 14, 13, 13 less of 31 above; then 15, 14, 14.
    assert [rows["income_down", f].declared.verdict for f in ("10%", "13%", "14%")] == [
        "comfortable", "needs savings", "not affordable",
    ]  # fmt: skip
    assert rows["income_down", "14%"].declared.short_of_cash == ("2027-02", 2)
    assert rows["income_down", "14%"].declared == rows["income_down", "14%"].verified


@settings(max_examples=60)
@given(st.lists(st.integers(0, 30), min_size=2, max_size=5), st.integers(0, 40), st.integers(1, 3), st.integers(0, 40))
def test_the_worst_month_by_trying_each(incomes, cash, out, cost):
    household, count = home(incomes, cash), len(incomes)
    asked = [max(1, income - 3) for income in incomes]
    rows = grid([plan(*asked)], household, out=[out], costs=[str(cost)])

    def lows(losses):
        return [min(path(losses, start)) for start in range(count)]

    def path(losses, start):
        there = cash
        for k in range(count):
            there += incomes[k] - asked[k] - losses(k, start)
            yield there

    job = lows(lambda k, start: incomes[k] if start <= k < start + out else 0)
    once = lows(lambda k, start: cost if k == start else 0)
    for found, low in ((rows["job_lost", str(out)], job), (rows["cost", str(cost)], once)):
        assert MONTHS.index(found.declared.month) == low.index(min(low))
        assert (found.declared.short_of_cash is None) == (min(low) >= 0)


def test_the_largest_income_is_the_one_that_is_lost():
    wage, gig = rp.Income("wage", "50", evidence="verified"), rp.Income("gig", "60")
    rows = grid([plan(40, 40)], rp.Household(currency="JPY", incomes=[wage, gig]), out=[1])
    found = rows["job_lost", "1"]
    assert (found.of, found.declared.verdict, found.verified.verdict) == ("gig", "comfortable", "not affordable")


def test_without_costs_given_they_are_weeks_of_income():
    kinds = [(row.kind, row.size) for row in rp.stress([plan(5, 5)], home([520] * 2), paths=1).grid]
    # 12 x 520 / 52 = 120 a week
    assert ("cost", "360") in kinds and ("cost", "720") in kinds
    assert [kind for kind, _ in kinds] == ["income_down"] * 3 + ["job_lost"] * 3 + ["cost"] * 2 + ["rate_up"] * 3


def test_a_higher_rate_is_worked_out_anew():
    debt = rp.Debt(id="A", currency="JPY", principal="12000", rate="12%", day_count="equal-periods")
    plans = [rp.schedule(debt, rp.Terms(instalments=12), "2026-12-01")]
    higher = rp.schedule(
        rp.Debt(id="A", currency="JPY", principal="12000", rate="17%", day_count="equal-periods"),
        rp.Terms(instalments=12), "2026-12-01",
    ).instalment  # fmt: skip
    for wage, verdict in ((higher, "comfortable"), (higher - 1, "not affordable")):
        household = rp.Household(currency="JPY", incomes=[rp.Income("wage", str(wage))])
        assert grid(plans, household, points=["5%"])["rate_up", "5%"].declared.verdict == verdict
    flat = rp.Debt(id="A", currency="JPY", principal="12000", rate={"flat_fee": "1%/month"})
    assert grid([rp.schedule(flat, rp.Terms(instalments=12), "2026-12-01")], household, points=["5%"]) == {}


# --- paths


def exact(incomes, asked, cash, fall, swing, cost, chance):
    """The share of all futures, each with its probability, in which cash never falls below nothing."""
    total = Fraction(0)
    for futures in product((-1, 0, 1), (0, 1), repeat=len(incomes)):
        moves = list(zip(futures[::2], futures[1::2], strict=True))
        p, there, alive = Fraction(1), cash, True
        for income, pay, (sign, hit) in zip(incomes, asked, moves, strict=True):
            p *= (1 - swing if sign == 0 else swing / 2) * (chance if hit else 1 - chance)
            there += income + sign * -(-income * fall // 1) - cost * hit - pay
            alive = alive and there >= 0
        total += p * alive
    return total


@pytest.mark.parametrize("cash", [0, 20, 60])
def test_the_share_of_paths_is_the_probability(cash):
    incomes, asked = [100, 80, 120, 90], [90, 70, 100, 90]
    model = {"fall": "20%", "swing": "40%", "cost": "30", "chance": "25%"}
    found = rp.stress([plan(*asked)], home(incomes, cash), model=model, paths=20000, seed=7).simulation
    wanted = exact(incomes, asked, cash, Fraction(1, 5), Fraction(2, 5), 30, Fraction(1, 4))
    assert abs(Fraction(found.share) - wanted) < 5 * Fraction(max(found.error, found.error)) + Fraction(1, 10000)
    assert Fraction(found.error) <= Fraction(36, 10000)  # at most half over the root of 20,000


def test_a_lost_job_stays_lost_for_its_months():
    # Certain to be lost at once, for two months of each: nothing comes in the first two.
    found = rp.stress([plan(1, 1, 1)], home([10] * 3, 1), model={"loss": "100%", "out": 2}, paths=50).simulation
    assert found.alive == (50, 0, 0)
    back = rp.stress([plan(1, 1, 1)], home([10] * 3, 2), model={"loss": "100%", "out": 2}, paths=50).simulation
    assert back.alive == (50, 50, 50)  # there again in the third month
    kept = rp.stress([plan(1, 1, 1)], home([10] * 3, 2), model={"loss": "0%", "out": 2}, paths=50).simulation
    assert kept.alive == (50, 50, 50)


def test_the_same_seed_gives_the_same_paths_with_and_without_numpy(monkeypatch):
    given = ([plan(90, 70, 100)], home([100, 80, 120], 15, keep_back="10%"))
    model = {"fall": "36%", "swing": "50%", "cost": "9", "chance": "30%", "loss": "5%", "out": 2}
    columns = rp.stress(*given, model=model, paths=300, seed=2**40 + 3).simulation.alive
    other = rp.stress(*given, model=model, paths=300, seed=4).simulation.alive
    monkeypatch.setitem(sys.modules, "numpy", None)
    ints = rp.stress(*given, model=model, paths=300, seed=2**40 + 3).simulation.alive
    assert columns == ints
    assert columns != other


def test_the_hash_is_the_published_one_and_spreads():
    # lowbias32 of 1 and 2, by its three lines of C in 32-bit words.
    def by_words(x):
        for shift, factor in ((16, 0x7FEB352D), (15, 0x846CA68B)):
            x ^= x >> shift
            x = (x * factor) % 2**32
        return x ^ x >> 16

    assert [mixed(x) for x in range(100)] == [by_words(x) for x in range(100)]
    below = sum(mixed(x) < 2**30 for x in range(10000))
    assert abs(below - 2500) < 5 * 44  # five standard errors of a quarter of 10,000


def test_no_path_is_kept_where_the_plan_cannot_be_kept_at_all():
    found = rp.stress([plan(5)], home([4]), model={}, paths=9).simulation
    assert (found.alive, found.share) == ((0,), 0)
    sure = rp.stress([plan(5)], home([5]), model={}, paths=9).simulation
    assert (sure.share, sure.error) == (1, 0)


def test_who_stands_for_the_probabilities_is_printed():
    said = lambda model: [f.code for f in rp.stress([plan(5)], home([9]), model=model, paths=9).simulation.findings]  # noqa: E731
    assert said(None) == ["stress_swings", "stress_simulated", "stress_not_calibrated"]
    model = {"cost": "3", "chance": "10%", "loss": "1%", "out": 3, "source": "our own files, 2025"}
    assert said(model) == ["stress_costs", "stress_losses", "stress_simulated", "stated_by"]
    found = rp.stress([plan(5, 5)], home([9] * 2), paths=20)
    assert "Not calibrated" in found.text()
    assert "未校准" in found.text("zh")
    assert found.to_dict()["simulation"]["paths"] == 20


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ({"falls": ["110%"]}, "falls[0]"),
        ({"out": [0]}, "out[0]"),
        ({"costs": ["-1"]}, "costs[0]"),
        ({"points": ["x"]}, "points[0]"),
        ({"model": {"swings": "5%"}}, "model.swings"),
        ({"model": {"swing": "105%"}}, "model.swing"),
        ({"model": {"cost": "-5"}}, "model.cost"),
        ({"paths": 0}, "paths"),
        ({"seed": -1}, "seed"),
        ({"ledger": "proved"}, "ledger"),
        ({"plans": []}, "plans"),
    ],
)
def test_what_is_refused(more, path):
    given = {"plans": [plan(5)], "home": home([9])} | more
    with pytest.raises(rp.InputError) as caught:
        rp.stress(given.pop("plans"), given.pop("home"), **given)
    assert caught.value.path == path
