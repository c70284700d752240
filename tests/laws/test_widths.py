"""One engine, two widths: ints, int64 columns and object columns agree in every cell, and nothing is lost."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from repayplan.engine.walk import Period, walk
from repayplan.engine.width import by_lane
from repayplan.units.components import COMPONENTS

FIELDS = ("opening", "accrued", "moved_in", "waived", "moved_out", "taken", "closing", "held")
SINGLES = ("asked", "paid", "forgone", "written_down")
LANES = 4
ROUNDINGS = ("half-up", "half-even", "half-down", "up", "down")
DENS = (1_200_000, 12_000_000, 365_000_000)


def share_of_due(due):
    """A payment by formula: the interest and a tenth of the principal."""
    return due[1] + due[0] // 10


def late_fee(due):
    """A charge by formula: a fiftieth of what is due, booked as penalty."""
    return 0, 0, (due[0] + due[1]) // 50, 0


def lanes(most):
    """One number a lane, or the same for all."""
    each = st.one_of(st.just(0), st.integers(0, 9), st.integers(0, most))
    return st.one_of(st.lists(each, min_size=LANES, max_size=LANES), each)


@st.composite
def some_periods(draw):
    """One period, once or several times in a row."""
    parts = st.tuples(lanes(400_000), st.sampled_from(("run", "run", "capitalise", "defer", "waive")))
    period = {
        "parts": draw(st.lists(parts, max_size=3)),
        "pay": draw(st.one_of(lanes(200_000), st.just(share_of_due))),
        "contract": draw(st.one_of(st.none(), lanes(500_000))),
        "on_top": draw(st.booleans()),
        "close": draw(st.integers(0, 9)) == 0,
        "charges": draw(st.one_of(st.none(), st.just(late_fee), st.tuples(*[lanes(500)] * 4))),
        "release": draw(st.one_of(st.none(), st.tuples(*[lanes(20_000)] * 4))),
        "forgive": draw(st.one_of(st.none(), st.tuples(*[lanes(50_000)] * 4))),
    }
    if draw(st.booleans()):  # a plain one
        period |= {"parts": period["parts"][:1], "charges": None, "release": None, "forgive": None, "close": False}
        period["parts"] = [(numerator, "run") for numerator, _ in period["parts"]]
    return [period] * draw(st.integers(1, 8))


@st.composite
def plans(draw, most=10**6):
    """Opening amounts, periods, and the words of a walk."""
    opening = draw(st.tuples(*[st.lists(st.integers(0, most), min_size=LANES, max_size=LANES)] * 4))
    periods = [period for run in draw(st.lists(some_periods(), min_size=1, max_size=5)) for period in run]
    words = {
        "rounding": draw(st.sampled_from(ROUNDINGS)),
        "order": draw(st.permutations(COMPONENTS)),
        "treatment": draw(
            st.dictionaries(st.integers(0, 3), st.sampled_from(("spread", "capitalise", "defer", "waive")))
        ),
        "compounding": draw(st.booleans()),
    }
    return opening, periods, draw(st.sampled_from(DENS)), words


def put(value, form):
    """A number, a list of one number a lane, or tuples of them, in one width; a formula stays."""
    if isinstance(value, list):
        return form(value)
    return tuple(put(part, form) for part in value) if isinstance(value, tuple) else value


def laid_out(periods, form):
    """The periods in one width; the same period again is the same object again."""
    made = {}
    for period in periods:
        if id(period) not in made:
            parts = [(put(numerator, form), how) for numerator, how in period["parts"]]
            rest = {key: put(value, form) for key, value in period.items() if key != "parts"}
            made[id(period)] = Period(parts, **rest)
        yield made[id(period)]


def walked(plan, form):
    opening, periods, den, words = plan
    words = words | {"treatment": dict(words["treatment"])}
    return list(walk(tuple(form(part) for part in opening), list(laid_out(periods, form)), den, **words))


def cells(row, lane=None):
    """Every cell of a row, of one lane."""
    values = [value for name in FIELDS for value in getattr(row, name)] + [getattr(row, name) for name in SINGLES]
    return [int(value if np.ndim(value) == 0 else value[lane]) for value in values]


def int64(values):
    return np.array(values, dtype=np.int64)


def objects(values):
    return np.array(values, dtype=object)


@given(plans())
@settings(max_examples=100, deadline=None)
def test_ints_columns_and_object_columns_agree_in_every_cell(plan):
    narrow, wide = walked(plan, int64), walked(plan, objects)
    for lane in range(LANES):
        alone = walked(plan, lambda values, lane=lane: values[lane])
        for one, few, many in zip(alone, narrow, wide, strict=True):
            assert cells(few, lane) == cells(many, lane) == cells(one)


@given(plans())
@settings(max_examples=80, deadline=None)
def test_nothing_is_lost_between_opening_and_closing(plan):
    rows = walked(plan, lambda values: values[0])
    before = [part[0] for part in plan[0]]
    for row in rows:
        assert list(row.opening) == before
        for c in range(4):
            opening, accrued, moved_in, paid, waived, moved_out, closing = row.part(c)
            assert opening + accrued + moved_in == paid + waived + moved_out + closing
            assert min(row.part(c)) >= 0 and 0 <= row.held[c] <= closing
        assert sum(row.moved_in) == sum(row.moved_out)
        assert row.paid == sum(row.taken) == min(row.asked, row.paid + sum(row.closing))
        before = list(row.closing)


@given(plans(most=2**62))
@settings(max_examples=80, deadline=None)
def test_lanes_that_could_pass_int64_are_walked_apart(plan):
    """Whatever the neighbours: every lane that fits comes back exact, and every other one is named."""
    _, periods, den, words = plan

    def compute(*columns):
        opening, lane = columns[:4], columns[4]
        form = lambda values: np.array(values, dtype=opening[0].dtype)[lane.astype(np.int64)]  # noqa: E731
        words_now = words | {"treatment": dict(words["treatment"])}
        for row in walk(opening, list(laid_out(periods, form)), den, **words_now):  # noqa: B007
            pass
        whole = opening[0] * 0
        return *(part + whole for part in row.closing), row.paid + whole

    found, lost = by_lane(compute, [*(int64(part) for part in plan[0]), np.arange(LANES)])
    for lane in range(LANES):
        last = walked(plan, lambda values, lane=lane: values[lane])[-1]
        expected = [*last.closing, last.paid]
        assert lost[lane] == (max(expected) >= 2**63)
        if not lost[lane]:
            assert [int(column[lane]) for column in found] == expected
