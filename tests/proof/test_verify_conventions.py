"""Plans of every convention: each document holds, and one changed figure does not."""

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from repayplan.proof.verify import verify
from tests.proof.test_verify import one_figure_is_found
from tests.strategies import plans


@settings(max_examples=150, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(plans(), st.randoms(use_true_random=False))
def test_any_plan_holds_and_one_changed_figure_of_a_row_does_not(plan, random):
    document = json.loads(json.dumps(plan.to_dict()))
    assert verify(document) == []
    one_figure_is_found(document, random)
