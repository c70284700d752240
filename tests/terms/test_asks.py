"""What each shape asks for at each due date, by hand; and what terms hand on."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

import repayplan as rp
from repayplan.terms.conventions import Smoothing
from repayplan.terms.shape import LEVEL, Ask, Setting
from repayplan.terms.shapes import KINDS, read_shape
from repayplan.terms.treatment import read_treatment, treatment_document
from repayplan.units.dates import due_dates

NOTHING, INTEREST = Ask(), Ask(on_top=True)
SHAPES = rp.shapes


def setting(count=4, principal=1001, rounding="up", fine=1, step=1):
    """Month ends of 2027, Chinese money."""
    return Setting(due_dates(date(2027, 1, 31), "month", count, 31), "CNY", principal, rounding, fine, step)


@pytest.mark.parametrize(
    ("shape", "asks"),
    [
        (SHAPES.Level(), [LEVEL] * 4),
        (SHAPES.Level("2.50"), [Ask(250)] * 4),
        (SHAPES.FixedAmount("3"), [Ask(300)] * 4),
        # 10.01 in four equal parts, rounded up: 2.51.
        (SHAPES.EqualPrincipal(), [Ask(251, on_top=True)] * 4),
        (SHAPES.InterestOnly(1), [INTEREST, LEVEL, LEVEL, LEVEL]),
        (SHAPES.InterestOnly(3), [INTEREST, INTEREST, INTEREST, LEVEL]),
        (SHAPES.Holiday(2), [NOTHING, NOTHING, LEVEL, LEVEL]),
        (SHAPES.InterestGrace(3), [LEVEL] * 4),
        (SHAPES.Steps([(1, "1"), (2, "2")]), [Ask(100), Ask(200), Ask(200), LEVEL]),
        (SHAPES.Steps([(1, "1")], "5"), [Ask(100), Ask(500), Ask(500), Ask(500)]),
        (SHAPES.Steps([(3, "1"), (3, "2")]), [Ask(100), Ask(100), Ask(100), Ask(200)]),
        (SHAPES.Seasonal([1, 0, 2, 3, *[9] * 8]), [Ask(weight=w) for w in (1, 0, 2, 3)]),
        (SHAPES.Balloon("5"), [LEVEL, LEVEL, LEVEL, Ask(500, 1)]),
        (SHAPES.Balloon(amortised_over=4), [LEVEL, LEVEL, LEVEL, Ask(0, 1)]),
        (SHAPES.Residual("4"), [LEVEL] * 4),
        (SHAPES.Weights([3, "0.5", 0, 1]), [Ask(weight=w) for w in (3, Fraction(1, 2), 0, 1)]),
        (SHAPES.GivenAmounts(["1", "0", "2.5", "3"]), [Ask(100), Ask(0), Ask(250), Ask(300)]),
        (SHAPES.Settlement("5"), [NOTHING]),
        (SHAPES.Contract(), [NOTHING] * 4),
    ],
)
def test_asks(shape, asks):
    assert shape.asks(setting()) == asks


def test_an_ask_says_no_more_than_it_is_given():
    assert tuple(Ask()) == (0, 0, False)
    assert tuple(LEVEL) == (0, 1, False)


def test_parts_and_sums_in_the_walks_units():
    # A thousandth of a cent: 2.50 is 250,000; in steps of 5 cents a quarter of 10.01 is 2.55 up and 2.50 down.
    assert setting(fine=1000).units("2.50", "x") == 250_000
    assert [setting(rounding=word, step=5).part() for word in ("up", "down", "half-up")] == [255, 250, 250]
    assert setting(principal=1000).part() == 250
    assert setting(1).fewer(0, "x") == 0


@pytest.mark.parametrize(
    ("shape", "facts"),
    [
        # (open_ended, deferring, over, count, left, takes the rest, rounds each)
        (SHAPES.Level(), (False, 0, None, None, 0, True, False)),
        (SHAPES.Level("1"), (True, 0, None, None, 0, True, False)),
        (SHAPES.FixedAmount("1"), (True, 0, None, None, 0, True, False)),
        (SHAPES.EqualPrincipal(), (False, 0, None, None, 0, True, False)),
        (SHAPES.InterestOnly(2), (False, 0, None, None, 0, True, False)),
        (SHAPES.InterestGrace(2), (False, 2, None, None, 0, True, False)),
        (SHAPES.Holiday(2), (False, 0, None, None, 0, True, False)),
        (SHAPES.Steps([(1, "1")]), (False, 0, None, None, 0, True, False)),
        (SHAPES.Steps([(1, "1")], "2"), (True, 0, None, None, 0, True, False)),
        (SHAPES.Seasonal([1] * 12), (False, 0, None, None, 0, True, False)),
        (SHAPES.Balloon("1"), (False, 0, None, None, 0, True, False)),
        (SHAPES.Balloon(amortised_over=9), (False, 0, 9, None, 0, True, False)),
        (SHAPES.Residual("1"), (False, 0, None, None, 100, True, False)),
        (SHAPES.Weights([1, 2]), (False, 0, None, 2, 0, True, True)),
        (SHAPES.GivenAmounts(["1", "2", "3"]), (False, 0, None, 3, 0, False, False)),
        (SHAPES.Settlement(), (False, 0, None, 1, 0, True, False)),
        (SHAPES.Contract(), (True, 0, None, None, 0, False, False)),
    ],
)
def test_what_a_shape_says_of_itself(shape, facts):
    found = (shape.open_ended, shape.deferring, shape.over, shape.count(), shape.left(setting()))
    assert (*found, shape.takes_rest, shape.rounds_each) == facts
    assert read_shape(shape.to_dict(), "shape") == read_shape(shape, "shape") == shape


@pytest.mark.parametrize(
    ("shape", "plain"),
    [
        (SHAPES.Level(Decimal("2.50")), {"kind": "level", "amount": "2.50"}),
        (SHAPES.Steps([[1, 2]], 3), {"kind": "steps", "steps": [[1, "2"]], "then": "3"}),
        (SHAPES.Seasonal((1, *[0] * 11)), {"kind": "seasonal", "weights": [1, *[0] * 11]}),
        (SHAPES.Weights([1, "0.5"]), {"kind": "weights", "weights": ["1", "0.5"]}),
        (SHAPES.Balloon(5), {"kind": "balloon", "final": "5", "amortised_over": None}),
        (SHAPES.GivenAmounts([1, "2"]), {"kind": "given_amounts", "amounts": ["1", "2"]}),
        (SHAPES.Contract(False), {"kind": "contract", "paid": False}),
        (SHAPES.Holiday(), {"kind": "holiday", "first": 1}),
        (SHAPES.InterestOnly(), {"kind": "interest_only", "first": 1}),
        (SHAPES.InterestGrace(), {"kind": "interest_grace", "first": 1}),
    ],
)
def test_the_plain_form_of_a_shape(shape, plain):
    assert shape.to_dict() == plain


def test_no_shape_is_level_and_an_absent_part_is_its_default():
    assert read_shape(None, "shape") == SHAPES.Level()
    assert read_shape({"kind": "contract", "paid": None}, "shape") == SHAPES.Contract()
    assert set(KINDS) == {shape.kind for shape in KINDS.values()}


def test_the_most_and_the_fewest_are_taken():
    for shape in (SHAPES.InterestOnly, SHAPES.Holiday, SHAPES.InterestGrace):
        assert (shape(1).first, shape(3660).first) == (1, 3660)
    assert SHAPES.Steps([(3660, "1"), (1, "1")]).steps == ((3660, "1"), (1, "1"))
    assert SHAPES.Balloon(amortised_over=1).over == 1
    assert SHAPES.Balloon(amortised_over=3660).over == 3660
    assert SHAPES.Seasonal([10**6, *[0] * 11]).weights[0] == 10**6
    assert SHAPES.Weights([10**6]).weights == ("1000000",)
    assert SHAPES.Weights([1] * 3660).count() == 3660
    assert rp.Terms(instalments=3660).instalments == 3660
    assert rp.Terms(instalments=1).instalments == 1
    assert rp.Conventions(smoothing={"rounds": 100, "share": 1000}).smoothing == Smoothing(100, "1000")
    assert rp.Conventions(smoothing={"rounds": 1, "share": "0"}).smoothing == Smoothing(1, "0")


# terms


def test_what_is_written_down_by_component():
    terms = rp.Terms(instalments=3, write_down={"fees": "1.5", "penalty": 2})
    assert terms.write_down == {"penalty": "2", "fees": "1.5"}
    assert list(terms.write_down) == ["penalty", "fees"]
    assert terms.forgiven("CNY") == [0, 0, 200, 150]
    assert rp.Terms(instalments=3, write_down=7).forgiven("CNY") == [700, 0, 0, 0]
    assert rp.Terms(instalments=3).forgiven("CNY") == [0, 0, 0, 0]
    assert rp.Terms(instalments=3, write_down=7).write_down == "7"


def test_sums_of_terms_in_minor_units():
    terms = rp.Terms(instalments=3, down_payment=Decimal("1.50"))
    assert (terms.units("down_payment", "CNY"), terms.units("fee_per_instalment", "CNY")) == (150, 0)
    assert terms.down_payment == "1.50"


def test_the_number_is_the_shapes_own_where_it_has_one():
    assert rp.Terms(shape=SHAPES.GivenAmounts(["1", "2"])).instalments == 2
    assert rp.Terms(instalments=2, shape=SHAPES.GivenAmounts(["1", "2"])).instalments == 2
    assert rp.Terms(shape=SHAPES.FixedAmount("1")).instalments is None
    assert rp.Terms(shape={"kind": "level", "amount": "1"}).shape == SHAPES.Level("1")


def test_what_terms_read_and_write():
    terms = rp.Terms(
        instalments=3, first_due=date(2027, 1, 31), every=[10, "days"], rate="1.50%/month", treatment={"fees": "waive"},
        calendar=rp.Calendar(["2027-01-01"]), shift="preceding", write_down="5",
    )  # fmt: skip
    plain = terms.to_dict()
    assert list(plain) == [
        "instalments", "first_due", "every", "shape", "treatment", "rate", "write_down", "order", "conventions",
        "fee_per_instalment", "down_payment", "calendar", "shift",
    ]  # fmt: skip
    assert (plain["first_due"], plain["every"], plain["rate"]) == ("2027-01-31", [10, "days"], "1.5%/month")
    assert plain["treatment"]["fees"] == {"opening": "waive", "accrual": "waive"}
    assert plain["calendar"] == {"holidays": ["2027-01-01"], "working": [], "weekend": [5, 6]}
    assert plain["order"] == ["fees", "penalty", "interest", "principal"]
    again = rp.Terms.from_dict(plain)
    assert (again, again.to_dict(), again.path) == (terms, plain, terms.path)
    assert terms.but(instalments=4).instalments == 4
    assert rp.Terms.from_dict({"instalments": 3, "every": None}) == rp.Terms(instalments=3)
    assert rp.Terms(instalments=3).to_dict()["first_due"] is None
    assert rp.Terms(instalments=3).to_dict()["calendar"] is None


# treatment


@pytest.mark.parametrize(
    ("word", "opening", "accrual"),
    [
        ("collect", "collect", "run"), ("run", "collect", "run"), ("spread", "spread", "run"),
        ("pause", "collect", "pause"),
        ("capitalise", "capitalise", "capitalise"), ("defer", "defer", "defer"), ("waive", "waive", "waive"),
    ],
)  # fmt: skip
def test_one_word_stands_for_every_part_that_has_it(word, opening, accrual):
    found = read_treatment({"interest": word}, "treatment")
    assert found["interest"] == (opening, accrual, ())
    assert {found[name] for name in ("principal", "penalty", "fees")} == {("collect", "run", ())}
    assert treatment_document(found)["interest"] == {"opening": opening, "accrual": accrual}
    assert read_treatment(found, "treatment") == found


def test_windows_stand_in_the_place_of_the_accrual_in_order_of_their_days():
    late = rp.Window("2027-03-01", "2027-03-31", "waive")
    early = rp.Window("2027-01-10", date(2027, 1, 10))
    found = read_treatment({"interest": [late, early], "fees": {"opening": "waive", "accrual": (late,)}}, "treatment")
    assert found["interest"] == ("collect", "run", (early, late))
    assert found["fees"] == ("waive", "run", (late,))
    assert treatment_document(found)["interest"] == {
        "opening": "collect",
        "accrual": [
            {"start": "2027-01-10", "end": "2027-01-10", "treatment": "pause"},
            {"start": "2027-03-01", "end": "2027-03-31", "treatment": "waive"},
        ],
    }
    assert read_treatment(found, "x") == read_treatment(treatment_document(found), "x") == found
    assert (early.days, early.after, late.days) == (1, date(2027, 1, 9), 31)
    assert rp.Window.from_dict({"start": "2027-01-10", "end": "2027-01-10"}) == early
    assert read_treatment({"interest": {"opening": None, "accrual": None}}, "x")["interest"] == ("collect", "run", ())


@pytest.mark.parametrize("word", ["collect", "spread", "defer", "waive"])
def test_the_treatments_of_principal(word):
    for how in (word, {"opening": word}, {"opening": word, "accrual": "run"}):
        assert read_treatment({"principal": how}, "x")["principal"].opening == word


# conventions


def test_the_multiple_and_the_rounding_of_an_instalment():
    said = rp.Conventions
    assert [c.multiple("CNY") for c in (said(), said(unit="0.05"), said(unit=10))] == [1, 5, 1000]
    assert said(balance="exact", unit="0.05").multiple("CNY") == 5 * said(balance="exact").fine
    assert said(balance="exact").fine == 10**12
    carried = said(balance="exact", instalment_rounding="none")
    assert (carried.multiple("CNY"), carried.rounding) == (1, "half-up")
    assert said(instalment_rounding="half-even").rounding == "half-even"
    times = {"annual": 1, "semi-annual": 2, "quarterly": 4, "monthly": 12, None: None}
    assert {word: said(rate_compounding=word).compounds for word in times} == times


@pytest.mark.parametrize(
    ("given", "text", "share"),
    [("5%", "5%", "0.05"), (" 5.50% ", "5.5%", "0.055"), ("0.05", "5%", "0.05"), (0, "0%", "0"),
     ("1000%", "1000%", "10"), (10, "1000%", "10")],
)  # fmt: skip
def test_by_which_share_the_last_instalment_may_exceed_the_others(given, text, share):
    found = rp.Conventions(larger_last=given)
    assert (found.larger_last, found.larger_last_share) == (text, Decimal(share))


def test_what_conventions_read_and_write():
    found = rp.Conventions(smoothing={"share": "0.25"}, shape={"kind": "balloon", "final": "5"}, unit=5)
    plain = found.to_dict()
    assert plain["smoothing"] == {"rounds": 3, "share": "0.25"}
    assert plain["shape"] == {"kind": "balloon", "final": "5", "amortised_over": None}
    assert (plain["unit"], plain["larger_last"]) == ("5", "0%")
    assert rp.Conventions.from_dict(plain) == found
    assert rp.Conventions.from_dict({"unit": None}) == rp.Conventions()
    assert rp.Conventions(smoothing=Smoothing(2, "0.25")).smoothing == Smoothing(2, "0.25")
    assert [Smoothing(3, "0.5").least(n) for n in (1, 2, 3, 4)] == [0, 1, 1, 2]


# working days


def test_a_calendar_reads_and_writes_its_days_in_order():
    days = {"holidays": ["2027-01-01", "2027-02-01"], "working": ["2027-01-02"], "weekend": [4, 5]}
    found = rp.Calendar({"2027-02-01", date(2027, 1, 1)}, {"2027-01-02"}, [5, 4])
    assert found.to_dict() == days
    assert rp.Calendar.from_dict(days) == found
    assert rp.Calendar.from_dict({"holidays": None}) == rp.Calendar()
    assert [found.works(date(2027, 1, day)) for day in (1, 2, 7, 8, 9, 10)] == [False, True, True, False, False, True]


@pytest.mark.parametrize(
    ("day", "shift", "moved"),
    [
        ("2027-01-30", "following", "2027-02-01"),  # Saturday
        ("2027-01-30", "preceding", "2027-01-29"),
        ("2027-01-30", "modified following", "2027-01-29"),
        ("2027-01-09", "modified following", "2027-01-11"),
        ("2027-01-11", "preceding", "2027-01-11"),
    ],
)
def test_where_a_due_date_goes(day, shift, moved):
    assert str(rp.Calendar().moved(date.fromisoformat(day), shift)) == moved


def test_ten_years_without_a_working_day():
    start = date(2027, 1, 1)
    closed = rp.Calendar([date.fromordinal(start.toordinal() + n) for n in range(3659)], weekend=[])
    assert closed.moved(start, "following") == date.fromordinal(start.toordinal() + 3659)
    closed = rp.Calendar([date.fromordinal(start.toordinal() + n) for n in range(3660)], weekend=[])
    with pytest.raises(rp.InputError) as caught:
        closed.moved(start, "following")
    assert str(caught.value) == "calendar: got '2027-01-01', expected a working day near it; list fewer holidays"
