"""The documents of a plan's life read back to themselves, byte for byte, and the checker agrees with every cell."""

import copy
import json
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import repayplan as rp
from repayplan.followup.contact_log import ContactLog
from repayplan.followup.schemas import follow_up_schemas
from tests.followup.test_ledger import DEBTS, START, TERMS, agreed, loan, payments_of
from tests.proof.figures import nudged

CASES = st.tuples(st.sampled_from(DEBTS), st.sampled_from(TERMS))
PAIRS = st.lists(st.tuples(st.integers(0, 420), st.integers(1, 40_000)), max_size=10)


def text_of(document):
    return json.dumps(document, sort_keys=True, ensure_ascii=False)


@settings(max_examples=80, deadline=None)
@given(CASES, PAIRS, st.integers(0, 460), st.booleans(), st.integers(0, 9))
@example(({}, TERMS[-1]), [(0, 100_000), (47, 1)], 47, False, 0)  # paid after nothing is owed
def test_the_checker_agrees_with_every_cell_of_a_ledger(case, pairs, day, late_fees, grace):
    debt, terms = case
    debt = debt | {"late_fee": {"share": "5%", "floor": "1", "cap": "4"}}
    ledger = rp.Ledger(agreed(loan(**debt), **terms), payments_of(pairs), late_fees, grace)
    document = ledger.to_dict(START + timedelta(days=day))
    assert rp.verify(document) == []
    assert rp.verify(json.loads(text_of(document))) == []


@settings(max_examples=25, deadline=None)
@given(CASES, PAIRS, st.integers(0, 460))
def test_replay_gives_the_same_bytes(case, pairs, day):
    debt, terms = case
    ledger = rp.Ledger(agreed(loan(**debt), **terms), payments_of(pairs))
    document = ledger.to_dict(START + timedelta(days=day))
    again = rp.Ledger.from_dict(json.loads(text_of(document)))
    assert text_of(again.to_dict(START + timedelta(days=day))) == text_of(document)
    assert again == ledger


def usual():
    payments = [
        rp.Payment("100", on="2027-01-31", id="one"), rp.Payment("40", on="2027-02-11"),
        rp.Payment("60", on="2027-02-20", reversed_on="2027-03-02", note="returned"),
    ]  # fmt: skip
    return rp.Ledger(agreed(loan(late_fee={"share": "5%", "floor": "10"})), payments, late_fees=True, grace=2)


def leaves(value, path=()):
    """Every cell of a document, with where it stands."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from leaves(inner, (*path, i))
    else:
        yield path, value


def test_no_cell_of_an_account_can_be_changed_unnoticed():
    document = usual().to_dict("2027-04-10")
    assert rp.verify(document) == []
    changed = 0
    for path, value in leaves(document["accounts"]):
        broken = copy.deepcopy(document)
        place = broken["accounts"]
        for key in path[:-1]:
            place = place[key]
        if isinstance(value, bool):
            place[path[-1]] = not value
        elif isinstance(value, int):
            place[path[-1]] = value + 1
        elif value is None:
            # A row in which nothing counts by the year has no share of one.
            place[path[-1]] = "2027-01-01"
            if path[-1] == "year":
                continue
        elif path[-1] in ("start", "end", "on", "from", "until", "due"):
            place[path[-1]] = str(date.fromisoformat(value) + timedelta(days=1))
        elif path[-1] == "word":
            place[path[-1]] = "late" if value == "on time" else "on time"
        elif nudged(value) is None:
            continue
        else:
            place[path[-1]] = nudged(value)
        assert rp.verify(broken), path
        changed += 1
    assert changed > 100


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("payments", 0, "amount"), "100.01"),
        (("payments", 0, "on"), "2027-02-01"),
        (("payments", 0, "debt"), "B"),
        (("payments", 1, "on"), "2026-12-01"),
        (("payments", 2, "reversed_on"), "2027-06-01"),
        (("late_fees",), False),
        (("until",), "2027-04-11"),
        (("plans", "A", "rows", 0, "payment"), "1.00"),
        (("plans", "A", "debt", "rate"), "11%"),
        (("accounts", "A"), None),
        (("accounts", "A", "rows", 0), None),
    ],
)
def test_a_changed_input_shows_in_the_cells_that_follow_from_it(path, value):
    document = usual().to_dict("2027-04-10")
    place = document
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    assert rp.verify(document)
    with pytest.raises(rp.InputError):
        rp.Ledger.from_dict(document)


@pytest.mark.parametrize("broken", [{}, {"plans": []}, {"plans": {"A": 1}}, {"payments": 3}, {"until": "x"}])
def test_what_is_no_ledger_is_said_and_never_an_error(broken):
    document = usual().to_dict("2027-04-10") | broken if broken else {"schema": "repayplan/ledger-1"}
    assert rp.verify(document)


def test_a_ledger_of_a_plan_with_changes_is_checked_for_balance():
    plan = agreed().re_amortise("2027-03-31", interest="first")
    document = rp.Ledger(plan, payments_of([(31, 10000), (45, 3000)])).to_dict("2027-06-10")
    assert rp.verify(document) == []
    document["accounts"]["A"]["rows"][1]["parts"]["principal"]["closing"] = "1.00"
    assert rp.verify(document)


def a_log():
    calls = [f"2026-11-25T{9 + k:02d}:00+08:00" for k in range(7)]
    entries = [*calls, {"at": "2026-11-25T22:00+08:00", "channel": "message", "debt": "A", "note": "by mistake"}]
    return ContactLog("cn", "creditor", "Asia/Shanghai", entries)


def test_a_log_of_contacts_says_what_the_rules_said_of_each():
    document = a_log().to_dict()
    said = [(entry["outcome"], entry["rule"]) for entry in document["entries"]]
    assert said[:6] == [("within", "contact.hours.closed_from")] * 6
    assert said[6:] == [("outside", "contact.cap.unanswered_a_day"), ("outside", "contact.hours.closed_from")]
    assert rp.verify(document) == []
    again = ContactLog.from_dict(json.loads(text_of(document)))
    assert again == a_log() and text_of(again.to_dict()) == text_of(document)
    assert a_log().add("2026-11-20T10:00+08:00").entries[0].at.day == 20


@pytest.mark.parametrize(
    ("place", "cell", "value"),
    [
        (0, "outcome", "outside"), (7, "outcome", "within"), (1, "local", "2026-11-25T11:00:00+08:00"),
        (3, "at", "2026-11-25T08:59:00+08:00"), (2, "outcome", "allowed"),
        (0, "hours", {"from": "22:00", "until": "23:00", "last": False}),
        (0, "at", "2026-11-25T09:00"),
    ],
)  # fmt: skip
def test_a_log_that_says_otherwise_is_noticed(place, cell, value):
    document = a_log().to_dict()
    document["entries"][place][cell] = value
    assert rp.verify(document)
    with pytest.raises(rp.InputError):
        ContactLog.from_dict(document)


def test_promises_are_checked():
    document = rp.Promise("2000", due="2027-03-15T09:00", zone="America/New_York", now="2027-03-12T10:00").to_dict()
    assert rp.verify(document) == []
    for cell, value in (("due", "2027-03-15T09:00:00-05:00"), ("due", "2027-03-12T10:00:00-05:00"), ("amount", "0"),
                        ("due", "2027-03-15T09:00"), ("now", "soon"), ("zone", "Nowhere")):  # fmt: skip
        assert rp.verify(document | {cell: value}), (cell, value)


def test_the_documents_are_as_their_schemas_say():
    jsonschema = pytest.importorskip("jsonschema")
    promise = rp.Promise("2000", due="Wednesday 15:00", now="2026-11-24T10:00+08:00", currency="CNY", debt="A")
    documents = {
        "ledger": usual().to_dict("2027-04-10"),
        "promise": promise.to_dict(),
        "contact log": a_log().to_dict(),
    }
    for name, schema in follow_up_schemas().items():
        jsonschema.Draft202012Validator.check_schema(schema)
        checker = jsonschema.Draft202012Validator(schema)
        checker.validate(json.loads(text_of(documents[name])))
        assert not checker.is_valid(documents[name] | {"unknown": 1})
        assert not checker.is_valid({})
