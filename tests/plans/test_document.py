"""A plan goes to plain data and comes back as the same plan; a document that is not the plan's own is refused."""

import copy
import json

import pytest

import repayplan as rp

WINDOW = rp.Window("2027-01-10", "2027-02-10", "pause")


@pytest.fixture
def plan():
    debt = rp.Debt(
        id="A", creditor="Bank A", currency="CNY", kind="credit_card", flags=("priority",), days_past_due=75,
        due_day=20, principal="2800", interest="162", penalty="54", rate=[{"from": "2026-12-01", "rate": "0.05%/day"}],
        minimum=rp.Minimum(purchases="10%", interest="100%"), late_fee={"share": "5%", "floor": "10"},
    )  # fmt: skip
    terms = rp.Terms(
        instalments=6, shape=rp.shapes.Steps([(2, "300")]), every=(30, "days"), rate="12%", write_down="100",
        treatment={"interest": [WINDOW], "penalty": "spread", "fees": "defer"},
        down_payment="50", fee_per_instalment="1", order=("interest", "fees", "penalty", "principal"),
        conventions=rp.Conventions.named("textbook"),
    )  # fmt: skip
    return rp.schedule(debt, terms, as_of="2026-12-01")


def test_a_plan_comes_back_from_json_as_it_was(plan):
    document = plan.to_dict()
    again = rp.Plan.from_dict(json.loads(json.dumps(document)))
    assert again == plan
    assert again.to_dict() == document
    assert [row.raw.part(0) for row in again.rows] == [row.raw.part(0) for row in plan.rows]


def test_the_document_is_plain_data(plan):
    def plain(node):
        if isinstance(node, dict):
            return all(isinstance(key, str) and plain(value) for key, value in node.items())
        return all(map(plain, node)) if isinstance(node, list) else node is None or type(node) in (str, int, bool)

    assert plain(plan.to_dict())


def test_to_dict_hands_out_a_new_document_each_time(plan):
    plan.to_dict()["debt"]["balance"]["principal"] = "0"
    assert plan.to_dict()["debt"]["balance"]["principal"] == "2800.00"


@pytest.mark.parametrize("schema", ["repayplan/plan-2", "repayplan/menu-1", "plan-1", "", None, 1])
def test_another_schema_is_refused(plan, schema):
    with pytest.raises(rp.InputError) as refusal:
        rp.Plan.from_dict(plan.to_dict() | {"schema": schema})
    assert refusal.value.path == "schema"


def test_a_newer_schema_says_what_to_do(plan):
    with pytest.raises(rp.InputError, match="upgrade"):
        rp.Plan.from_dict(plan.to_dict() | {"schema": "repayplan/plan-2"})


@pytest.mark.parametrize("thing", [None, [], "x", 1])
def test_what_is_no_document_is_refused(thing):
    with pytest.raises(rp.InputError):
        rp.Plan.from_dict(thing)


@pytest.mark.parametrize("key", ["as_of", "debt", "terms"])
def test_an_input_that_is_missing_is_named(plan, key):
    with pytest.raises(rp.InputError) as refusal:
        rp.Plan.from_dict({name: value for name, value in plan.to_dict().items() if name != key})
    assert refusal.value.path == key


@pytest.mark.parametrize(
    ("place", "path"), [((), "row"), (("debt",), "debt.row"), (("terms",), "terms.row"), (("rows", 2), "rows[2].row")]
)
def test_an_unknown_key_is_refused_by_its_path(plan, place, path):
    document = plan.to_dict()
    node = document
    for key in place:
        node = node[key]
    node["row"] = 1
    with pytest.raises(rp.InputError) as refusal:
        rp.Plan.from_dict(document)
    assert refusal.value.path == path


CELLS = {
    "rows[3].parts.interest.closing": "0.01",
    "rows[1].accruals[0].numerator": 7,
    "rows[0].asked": "49.99",
    "rows[2].due": "2027-02-19",
    "rows[1].held.penalty": "1.00",
    "totals.paid": "1.00",
    "instalment": "1.00",
    "first_due": "2026-12-21",
    "findings": [],
    "debt.balance.principal": "2800.0",
}


@pytest.mark.parametrize(("path", "value"), CELLS.items())
def test_a_changed_cell_is_refused_by_its_path(plan, path, value):
    document = copy.deepcopy(plan.to_dict())
    *way, last = path.replace("[", ".").replace("]", "").split(".")
    node = document
    for key in way:
        node = node[int(key) if key.isdigit() else key]
    assert node[last] != value
    node[last] = value
    with pytest.raises(rp.InputError) as refusal:
        rp.Plan.from_dict(document)
    assert refusal.value.path == path


def test_a_changed_input_is_refused_at_the_first_cell_that_follows_from_it(plan):
    document = plan.to_dict()
    document["debt"]["balance"]["principal"] = "2801.00"
    with pytest.raises(rp.InputError) as refusal:
        rp.Plan.from_dict(document)
    assert refusal.value.path.startswith(("instalment", "rows", "totals"))
