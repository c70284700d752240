"""The checker works every convention out for itself: each document holds, and one changed figure does not."""

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from repayplan.proof.verify import verify
from tests.proof.test_verify import changed, leaves, others
from tests.strategies import plans


@settings(max_examples=150, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(plans(), st.randoms(use_true_random=False))
def test_any_plan_holds_and_one_changed_figure_of_a_row_does_not(plan, random):
    document = json.loads(json.dumps(plan.to_dict()))
    assert verify(document) == []
    # What the contract asks is taken as it stands: there a change is found by what is paid, where it is paid.
    if document["rows"] and plan.terms.shape.kind != "contract":
        path, value = random.choice(list(leaves(document["rows"], ("rows",))))
        other = random.choice(others(path[-1], value))
        assert other == value or verify(changed(document, path, other)), f"{path}: {value!r} to {other!r}"
