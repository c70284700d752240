"""What is going to change is said where it is used, once it is."""

import warnings

import pytest

from repayplan.units.deprecation import RepayplanDeprecation, warn_of


def test_it_says_what_goes_when_and_what_to_use_instead():
    with pytest.warns(RepayplanDeprecation) as caught:
        warn_of("rp.old", "rp.new", "0.3")
    assert str(caught[0].message) == "rp.old goes with repayplan 0.3: use rp.new"
    assert issubclass(RepayplanDeprecation, DeprecationWarning)


def test_it_points_at_the_place_that_uses_it():
    def user(**how):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            warn_of("rp.old", "rp.new", "0.3", **how)
        return caught[0]

    line = user.__code__.co_firstlineno
    assert user(above=1).lineno == line + 3
    # By default the caller of the function that warns: here, this line.
    assert user().lineno > line + 4 and user().filename == __file__
