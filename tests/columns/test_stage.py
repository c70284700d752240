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
