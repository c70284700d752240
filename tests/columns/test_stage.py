"""The stage of many accounts is the stage of each."""

import numpy as np
import pytest

import repayplan as rp
from repayplan import columns


def test_each_row_is_that_account_s_stage():
    days = [*range(400), 36_500]
    assert columns.stage(days_past_due=days) == [rp.stage(day) for day in days]
    assert columns.stage(days_past_due=np.array(days)).tolist() == [rp.stage(day) for day in days]


@pytest.mark.parametrize("bad", [-1, 36_501, None, 1.5, "soon"])
def test_a_cell_that_is_no_number_of_days_is_refused(bad):
    with pytest.raises(rp.InputError) as raised:
        columns.stage(days_past_due=[0, bad])
    assert raised.value.path == "days_past_due[1]"


def test_empty_in_empty_out():
    assert columns.stage(days_past_due=[]) == []


@pytest.mark.parametrize("make", [list, np.array])
def test_a_bad_row_comes_back_with_its_finding(make):
    found = columns.stage(days_past_due=make([0, -1, 75, 36_501, 181]), errors="column")
    assert {name: list(column) for name, column in found.items()} == {
        "stage": ["M0", None, "M3", None, "M6+"],
        "finding": [None, "negative", None, "out_of_range", None],
    }
    assert columns.stage(days_past_due=[], errors="column") == {"stage": [], "finding": []}


def test_a_bad_row_of_a_frame_stops_no_batch():
    pa = pytest.importorskip("pyarrow")
    pytest.importorskip("narwhals")
    batch = pa.record_batch({"late": pa.array([75, None, 5])})
    found = columns.door("stage", names={"days_past_due": "late"})(batch)
    assert found.to_pydict() == {"stage": ["M3", None, "M1"], "finding": [None, "null", None]}
