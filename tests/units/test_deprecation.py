"""What is going to change is said where it is used, once it is."""

import pytest

from repayplan.units.deprecation import RepayplanDeprecation, warn_of


def test_it_says_what_goes_when_and_what_to_use_instead():
    with pytest.warns(RepayplanDeprecation) as caught:
        warn_of("rp.old", "rp.new", "0.3")
    assert str(caught[0].message) == "rp.old goes with repayplan 0.3: use rp.new"
    assert issubclass(RepayplanDeprecation, DeprecationWarning)
