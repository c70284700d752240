"""The life of a plan: a total table of states; events with day and evidence; what a void agreement brings back."""

from decimal import Decimal
from pathlib import Path

import pytest

import repayplan as rp
from repayplan.followup.life import NEXT, Event, Life, until_signed


def test_every_state_lists_its_next_ones_and_can_be_reached():
    states = {"declared", "assessed", "offered", "agreed", "performing", "missed", "broken", "re-planned", "completed",
              "withdrawn"}  # fmt: skip
    assert set(NEXT) == states and set().union(*NEXT.values()) == states
    assert NEXT["completed"] == ()
    assert all(len(set(following)) == len(following) for following in NEXT.values())


def reached(state):
    """A life that has come to a state by the shortest way."""
    ways = {"declared": ("declared",)}
    while state not in ways:
        for name, way in list(ways.items()):
            for following in NEXT[name]:
                ways.setdefault(following, (*way, following))
    life = Life()
    for name in ways[state]:
        life = life.moved(name, "2026-12-01", "a letter")
    return life


@pytest.mark.parametrize("state", NEXT)
def test_what_may_follow_follows_and_nothing_else(state):
    life = reached(state)
    assert life.state == state and life.next == NEXT[state]
    for following in NEXT:
        if following in NEXT[state]:
            assert life.moved(following, "2026-12-02", "a letter").state == following
        else:
            with pytest.raises(rp.InputError, match="a state that follows"):
                life.moved(following, "2026-12-02", "a letter")


def test_nothing_is_inferred_from_silence():
    life = reached("performing")
    assert life.on("2036-01-01") == "performing"
    assert life.on("2026-11-30") is None
    with pytest.raises(rp.InputError, match="evidence"):
        life.moved("missed", "2027-01-31", "")
    with pytest.raises(rp.InputError, match="a day from 2026-12-01"):
        life.moved("missed", "2026-11-30", "no booking")
    with pytest.raises(rp.InputError, match="where a life begins"):
        Life([Event("agreed", "2026-12-01", "signature")])


def test_a_life_reads_back():
    life = reached("completed")
    assert Life.from_dict(life.to_dict()) == life


CARD = rp.Debt(id="A", principal="12000", interest="300", penalty="60", rate="0.05%/day", currency="CNY",
               minimum={"balance": "10%"}, late_fee={"share": "5%", "floor": "10"})  # fmt: skip


def offered(**treatment):
    terms = rp.Terms(instalments=12, treatment=treatment or {"interest": "waive", "penalty": "waive"})
    return rp.schedule(CARD, terms, as_of="2026-12-01")


def test_between_offer_and_signature_the_contract_holds():
    found = until_signed(offered(), "2026-12-11")
    # 12,000 for ten days at 0.05% a day.
    assert found.numbers["by_contract"] == 60 and found.numbers["by_plan"] == 0
    assert until_signed(offered(interest="run"), "2026-12-11").numbers["by_plan"] == 60
    with pytest.raises(rp.InputError, match="from which the offer counts"):
        until_signed(offered(), "2026-11-30")


@pytest.mark.parametrize("treatment", [{"interest": "waive", "penalty": "waive"}, {"interest": "pause"}])
def test_paid_as_planned_a_void_agreement_brings_back_what_the_cliff_says(treatment):
    plan = offered(**treatment)
    ledger = rp.Ledger(plan, [rp.Payment(row.payment, on=row.due) for row in plan.rows])
    for void in plan.cliff().rows[:-1]:
        found = ledger.void(void.due)
        assert (found.stands, found.owed, found.comes_back) == (void.planned, void.owed, void.comes_back)
        assert found.by_component == void.by_component
    assert ledger.void("2027-06-30").text() and "恢复计收" in ledger.void("2027-06-30").text("zh")


def test_void_counts_what_was_really_paid_on_its_day():
    plan = offered()
    nothing = rp.Ledger(plan).void("2026-12-31")
    # 30 days at 0.05% a day, and the late fee on a minimum of 10% of what is owed: 5% of 1,254.
    assert nothing.owed == Decimal("12360.00") + 180 + Decimal("62.70")
    early = rp.Ledger(plan, [rp.Payment("1060", on="2026-12-11")]).void("2026-12-31")
    # It pays what is due first: 60 penalty, 300 interest, 700 principal, which bear nothing from then on.
    assert nothing.owed - early.owed == 1060 + 700 * Decimal("0.0005") * 20


def test_the_page_says_what_the_table_says():
    page = (Path(__file__).parents[2] / "docs" / "followup.md").read_text("utf-8")
    for state, following in NEXT.items():
        assert f"| {state} | {', '.join(following) or '–'} |" in page
