"""Every door, thrown rubbish at: an answer or a documented refusal, and never another error. ``fuzz/doors.py`` goes on
for as long as one likes."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import repayplan as rp
from tests.doors.doors import DOORS, cases, deepest, documents, knocked, small_case

READERS = (
    rp.Case.from_dict, rp.Plan.from_dict, rp.Menu.from_dict, rp.Ledger.from_dict, rp.Promise.from_dict,
    rp.Terms.from_dict, lambda data: rp.Debt.from_dict(data, "CNY"),
)  # fmt: skip


@pytest.mark.parametrize("name", DOORS)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False))
def test_a_door_answers_or_refuses(name, random):
    knocked(DOORS[name], random)


@pytest.mark.parametrize("name", DOORS)
def test_a_door_is_refused_by_what_it_knows_to_be_wrong(name):
    """The rubbish reaches the door: some of it is refused, except by the checker, which refuses nothing."""
    from random import Random

    assert name == "verify" or any(knocked(DOORS[name], Random(seed)) for seed in range(60))


@pytest.mark.parametrize("name", [name for name in DOORS if hasattr(DOORS[name], "usual")])
def test_what_is_usual_is_let_in(name):
    """Else a door would refuse everything for the same reason, and the rubbish would never get further."""
    DOORS[name].usual()


def test_usual_documents_are_let_in():
    for document in (*cases(), small_case()):
        assert rp.Case.from_dict(document).to_dict()
    for kind, read in (("plan", rp.Plan), ("menu", rp.Menu), ("ledger", rp.Ledger), ("promise", rp.Promise)):
        for document in documents()[kind]:
            assert rp.verify(document) == []
            assert read.from_dict(document)


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("document", deepest(), ids=("lists", "mappings", "long", "deep in a case"))
def test_what_is_deep_or_long_is_refused(read, document):
    with pytest.raises(rp.InputError) as refusal:
        read(document)
    assert len(str(refusal.value)) < 2_000


@pytest.mark.parametrize("value", [10**5000, {"a": 10**5000}, deepest()[0], "9" * 10**6, b"x" * 10**6], ids=range(5))
def test_a_refusal_is_short_whatever_was_refused(value):
    with pytest.raises(rp.InputError) as refusal:
        rp.level_instalment(value, "5%", 12)
    assert len(str(refusal.value)) < 300


@pytest.mark.parametrize("zone", ["America", "x" * 1_000_000, "../zoneinfo", "/etc/passwd", "\0", "Asia/Nowhere"])
def test_the_checker_says_what_is_no_time_zone(zone):
    for kind in ("promise", "log"):
        found = rp.verify(documents()[kind][0] | {"zone": zone})
        assert found and all(cell.path for cell in found), kind
