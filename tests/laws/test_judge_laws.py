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
    assert set(document) == {"declared", "verified", "findings"}
    assert document["declared"]["verdict"] == found.declared.verdict
    assert len(document["verified"]["cash_path"]) == len(found.verified.months)
