"""The JSON Schema of the case document says what the reader does."""

import copy
import json
import tomllib

import pytest

import repayplan as rp
from repayplan.cases import cases, schema
from repayplan.cases.schema import case_schema

FILE = cases.SAMPLES.parent / "case.schema.json"
SAMPLES = sorted(cases.SAMPLES.glob("*.toml"))
# One of everything that a case can hold.
FULL = {
    "schema": "repayplan/case-1",
    "as_of": "2026-12-01",
    "currency": "CNY",
    "rules": "cn",
    "first_due": "2026-12-31",
    "fx": [{"from": "USD", "to": "CNY", "rate": "7.1", "on": "2026-11-30"}],
    "household": {
        "cash": "1200", "keep_back": "10%", "reserve": "4 weeks of income", "beyond": "repeat_last",
        "time_zone": "Asia/Shanghai", "members": ["A"], "guidelines": {"utilities": "300"},
        "presets": {"keep_back": "uk/half"},
        "incomes": [
            {"name": "wage", "amount": "5200", "every": "month", "start": "2027-06", "until": "2028-05",
             "pay_day": "last", "owner": "A", "evidence": "expected", "papers": ["contract"], "category": "earnings",
             "months": [6, 7, 8],
             "raises": [{"from": "2027-07", "by": "3%"}, {"from": "2027-08-01", "amount": "5400"}]},
            {"name": "gig", "by_month": {"2026-12": "1200", "2027-01": 900},
             "pay_day": {"2026-12": "2026-12-04T10:00"}},
            {"name": "stall", "amount": 120, "every": [10, "days"], "start": "2026-12-05", "pay_day": 5},
        ],
        "spending": [{"name": "rent", "amount": "1100", "every": "month", "kind": "essential", "pay_day": 1,
                      "owner": "A", "category": "home_and_contents"},
                     {"name": "repair", "amount": "400", "every": "once", "start": "2027-02"}],
        "assets": [{"name": "car", "value": "9000", "usable": False, "note": "for work", "kind": "vehicle"},
                   {"name": "savings", "value": "900", "brings": "850", "use": "200", "owner": "A", "kind": "savings"}],
    },
    "debts": [
        {"id": "A", "creditor": "Bank A", "kind": "credit_card", "owner": "A", "currency": None, "flags": ["joint"],
         "balance": {"principal": "28000", "interest": "1620", "penalty": "540", "fees": "0"}, "rate": "0.05%/day",
         "day_count": "actual/365", "compounding": "none", "days_past_due": 75, "arrears": "900", "due_day": 3,
         "minimum": "cn/usual-10", "credit_limit": "30000",
         "late_fee": {"share": "5%", "floor": "1", "cap": "9", "repeated": "12", "within_minimum": True},
         "cash_advance": "500", "instalments_due": "250"},
        {"id": "B", "currency": "USD", "rules": "us", "balance": {"principal": "500"},
         "rate": [{"from": "2026-12-01", "rate": 0.05}, {"from": "2027-05-01", "rate": "1.5%/month"}],
         "minimum": {"balance": "3%", "floor": "35"}, "contractual_payment": "50", "instalments_left": 12,
         "priority_instalment": "20"},
        {"id": "C", "payment_first": "highest rate", "minimum": {"by_month": {"2026-12": "212.50"}, "balance": "10%"},
         "balances": [
            {"principal": "900", "rate": "18%"},
            {"kind": "promotional", "name": "moved", "principal": 500, "rate": "0%", "until": "2027-06-30",
             "then": "24%"},
            {"kind": "deferred_interest", "principal": "600", "rate": "27%", "until": "2027-05-31", "accrued": "72"},
            {"kind": "instalments", "principal": "1200", "rate": {"flat_fee": "0.6%/month"}, "instalments_left": 12},
         ]},
    ],
    "reason": {"code": "unemployment", "since": "2026-08-20", "expected_end": "2027-05-31", "note": "laid off"},
    "acts": [{"kind": "part_payment", "on": "2026-10-12", "amount": "300", "note": "at the counter"}],
    "willing": "willing",
    "limits": {"max_months": 60, "step_share": "80%", "settlement_floor": "40%",
               "programmes": ["cn.personalised_instalment"]},
    "pack": {
        "place": "cn", "rule": [
            {"id": "ours.most", "place": "cn", "value": 48, "unit": "months", "kind": "house", "status": "unverified",
             "instrument": "Our own policy"},
        ], "programme": [], "advice": [],
    },
}  # fmt: skip
ODD = [
    None, True, 1, -1, 5, 0.5, 12.5, 1e9, " ", "x", "0", "-1", "+3", " 7 ", "1e2", "nan", "10%", "5%", "0.05%/day",
    "100%", "101%", " 5 % ", "2026-12", "2026-13", "2026-12-31", "month", "quarter", "last", "first friday",
    ["x"], [None], [1, "days"], [0, "days"], [{"from": "2026-12-01", "rate": 0.1}], {"x": 1}, {"2026-12": "1"},
    {"2026-12": None, "2027-01": "1"}, {"floor": "5"}, {"balance": "3%", "floor": 3}, {"principal": "5"},
    {"amount": "5"}, "A", "USD", "us", "cn/usual-10", "declared", "essential", "nothing", "1 week", "none", "monthly",
    "contact", "unknown", "30/360", "equal-periods", "repayplan/case-1", "repayplan/case-2",
]  # fmt: skip


@pytest.fixture(scope="module")
def valid():
    """Whether a document is valid by the schema."""
    library = pytest.importorskip("jsonschema", reason="needs jsonschema, to check documents against the schema")
    library.Draft202012Validator.check_schema(case_schema())
    return library.Draft202012Validator(case_schema()).is_valid


def reads(document):
    """Whether the reader takes a document."""
    try:
        rp.Case.from_dict(document)
    except rp.InputError:
        return False
    return True


def places(document, so_far=()):
    """Every place in a document but the whole of it."""
    inner = (
        document.items() if isinstance(document, dict) else enumerate(document) if isinstance(document, list) else ()
    )
    for key, value in inner:
        yield (*so_far, key)
        yield from places(value, (*so_far, key))


def changed(place, *value):
    """The full document with one place changed, or, without a value, taken out."""
    document = copy.deepcopy(FULL)
    inner = document
    for key in place[:-1]:
        inner = inner[key]
    if value:
        inner[place[-1]] = value[0]
    else:
        del inner[place[-1]]
    return document


def test_the_published_file_is_the_schema():
    # To write it anew: python -m repayplan.cases.schema > repayplan/cases/case.schema.json
    assert FILE.read_text("utf-8") == schema.case_schema_text()


def test_a_schema_is_anew_at_each_call():
    case_schema()["properties"].clear()
    assert case_schema()["properties"]


@pytest.mark.parametrize(
    ("part", "keys"),
    [
        ("household", schema.HOUSEHOLD),
        ("income", schema.Income.KEYS),
        ("spending", schema.Spending.KEYS),
        ("asset", schema.ASSET),
        ("debt", schema.DEBT),
        ("minimum", schema.MINIMUM),
        ("limits", schema.LIMITS),
    ],
)
def test_the_keys_are_the_readers(part, keys):
    assert tuple(case_schema()["$defs"][part]["properties"]) == tuple(keys)
    assert case_schema()["$defs"][part]["additionalProperties"] is False


def test_the_keys_of_a_case_are_the_readers():
    assert tuple(case_schema()["properties"]) == schema.KEYS


def test_every_reference_leads_somewhere():
    def references(value):
        if isinstance(value, dict):
            yield from [value["$ref"]] if "$ref" in value else []
            value = list(value.values())
        for inner in value if isinstance(value, list) else []:
            yield from references(inner)

    found = set(references(case_schema()))
    assert found == {f"#/$defs/{name}" for name in case_schema()["$defs"]}


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
def test_the_samples_are_valid_as_written_and_as_documents(file, valid):
    assert valid(tomllib.loads(file.read_text("utf-8")))
    assert valid(json.loads(json.dumps(rp.load_case(file).to_dict())))


def test_a_full_document_is_valid(valid):
    assert valid(FULL)
    assert valid(rp.Case.from_dict(FULL).to_dict())
    assert {place[-1] for place in places(rp.Case.from_dict(FULL).to_dict())} <= {place[-1] for place in places(FULL)}


def test_what_the_reader_takes_is_valid(valid):
    # Every fifth of all pairs: each place meets other values, and all of them take too long.
    pairs = [(place, value) for place in places(FULL) for value in ODD][::5]
    for place, value in pairs:
        document = changed(place, value)
        # A share a month is still taken as a step: see test_refusals.
        assert not reads(document) or valid(document), (place, value)


def test_a_document_without_one_key_is_valid_where_the_reader_takes_it(valid):
    for place in places(FULL):
        assert not reads(changed(place)) or valid(changed(place)), place


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("as_off",), "2026-12-01"),
        (("household", "keepback"), "200"),
        (("household", "incomes", 0, "evidense"), "verified"),
        (("debts", 0, "balance", "principle"), "5"),
        (("debts", 0, "late_fee", "roof"), "5"),
        (("acts", 0, "sum"), "5"),
        (("household", "incomes", 0, "evidence"), "verifed"),
        (("household", "spending", 0, "kind"), "luxury"),
        (("household", "beyond"), "repeat"),
        (("debts", 0, "flags"), ["jiont"]),
        (("debts", 0, "day_count"), "actual/356"),
        (("debts", 0, "compounding"), "yearly"),
        (("reason", "code"), "unemployed"),
        (("acts", 0, "kind"), "contacted"),
        (("willing",), "no"),
        (("currency",), "yuan"),
        (("debts", 0, "rate"), 18.25),
        (("debts", 0, "rate"), "18.25"),
        (("debts", 0, "rate"), "18.25%/week"),
        (("debts", 0, "rate"), {"flat_fee": "0.6"}),
        (("debts", 0, "rate"), {"flat": "0.6%/month"}),
        (("debts", 0, "rate"), []),
        (("debts", 0, "minimum"), "ten per cent"),
        (("debts", 0, "minimum"), {}),
        (("debts", 0, "balance", "principal"), "-1"),
        (("debts", 0, "balance", "principal"), -1),
        (("debts", 0, "balance", "principal"), "1,000"),
        (("debts", 0, "balance", "principal"), None),
        (("debts", 0, "due_day"), 32),
        (("debts", 0, "days_past_due"), -1),
        (("debts", 1, "instalments_left"), 10**9),
        (("household", "incomes", 0, "start"), "2027-13"),
        (("household", "incomes", 1, "by_month"), {"2027-13": "5"}),
        (("household", "incomes", 1, "amount"), "5"),
        (("household", "incomes", 1, "start"), "2027-01"),
        (("household", "incomes", 1, "by_month"), None),
        (("household", "keep_back"), "101%"),
        (("household", "reserve"), "a month of income"),
        (("limits", "max_months"), 0),
        (("as_of",), "1 December"),
        (("as_of",), None),
        (("schema",), "repayplan/case-2"),
        (("schema",), None),
    ],
    ids=lambda value: ".".join(map(str, value)) if isinstance(value, tuple) else repr(value),
)
def test_both_refuse(place, value, valid):
    document = changed(place, value)
    assert not reads(document)
    assert not valid(document)
