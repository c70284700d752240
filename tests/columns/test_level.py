"""Level plans in columns: each row equals one account worked out alone, whatever stands beside it."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from repayplan import InputError, columns
from repayplan.columns import accounts, annuity
from repayplan.engine.solve import closes, exact_level, smallest
from repayplan.engine.walk import Period, walk
from repayplan.units.rounding import divide

DEN = 12_000_000
WORDS = ("half-up", "half-even", "half-down", "up", "down")
RESULTS = ("instalment", "last", "interest", "total", "months")


def alone(principal, rate, count, interest="half-up", rounding="up", den=DEN):
    """One account on ints: instalment, last payment, interest, total, number of payments."""
    parts = ((rate, "run"),)
    if rounding == "least-that-closes":

        def ok(pay):
            return closes(walk((principal, 0, 0, 0), [Period(parts, pay)] * count, den, rounding=interest))

        pay = smallest(ok, principal // count, 0, principal + divide(principal * rate, den, "up"))
    else:
        pay = divide(*exact_level(principal, [rate] * count, den, [0] * count, [1] * count), rounding)
        pay = max(pay, 1 if principal else 0)
    return pay, *totalled(principal, rate, pay, count, interest, den)


def totalled(principal, rate, pay, count, interest="half-up", den=DEN):
    parts = ((rate, "run"),)
    periods = [Period(parts, pay)] * (count - 1) + [Period(parts, close=True)]
    paid = [row.paid for row in walk((principal, 0, 0, 0), periods, den, rounding=interest) if row.paid]
    return paid[-1] if paid else 0, sum(paid) - principal, sum(paid), len(paid)


def minor(**given):
    return {"currency": "EUR", "units": "minor,ppm"} | given


def rows(out, names=RESULTS):
    return list(zip(*(out[name] for name in names), strict=True))


accounts_of_all_kinds = st.lists(
    st.tuples(
        st.one_of(st.integers(0, 200), st.integers(0, 10**7), st.integers(0, 2**60)),
        st.one_of(st.sampled_from((0, 120_000, 182_500, 1_000_000)), st.integers(0, 400_000), st.integers(0, 10**12)),
        st.one_of(st.sampled_from((1, 2, 3, 12)), st.integers(1, 60)),
    ),
    min_size=1,
    max_size=12,
)


@given(accounts_of_all_kinds, st.sampled_from(WORDS), st.sampled_from((*WORDS, "least-that-closes")))
@example([(1000, 0, 16)], "half-up", "half-up")  # 62.5: a tie
@example([(1000, 0, 16)], "half-up", "half-even")
@example([(1000, 0, 16)], "half-up", "half-down")
@example([(1000, 0, 10)], "half-up", "up")  # 100 exactly
@example([(1000, 0, 10)], "half-up", "down")
@example([(3, 120_000, 60)], "half-up", "half-up")  # rounds to nothing
@settings(deadline=None, max_examples=150)
def test_each_row_is_that_account_alone(given, interest, rounding):
    principal, rate, count = ([account[k] for account in given] for k in range(3))
    out = columns.level(
        **minor(principal=principal, annual_rate=rate, instalments=count, errors="column"),
        interest_rounding=interest,
        instalment_rounding=rounding,
    )
    for row, account in zip(rows(out, (*RESULTS, "finding")), given, strict=True):
        expected = alone(*account, interest, rounding)
        assert row == ((*expected, None) if max(expected) < 2**63 else (*[None] * 5, "overflow"))


@given(accounts_of_all_kinds, st.lists(st.integers(0, 10**8), min_size=12, max_size=12), st.sampled_from(WORDS))
@settings(deadline=None, max_examples=100)
def test_totals_are_those_of_each_account_alone(given, pays, interest):
    principal, rate, count = ([account[k] for account in given] for k in range(3))
    pays = pays[: len(given)]
    out = columns.totals(
        **minor(principal=principal, annual_rate=rate, instalment=pays, instalments=count, errors="column"),
        interest_rounding=interest,
    )
    names = ("last", "interest", "total", "months", "finding")
    for row, (owed, ppm, n), pay in zip(rows(out, names), given, pays, strict=True):
        expected = totalled(owed, ppm, pay, n, interest)
        if max(expected) >= 2**63:
            assert row == (*[None] * 4, "overflow")
        elif owed and n > 1 and pay <= divide(owed * ppm, DEN, interest):
            assert row == (*[None] * 4, "never_clears")
        else:
            assert row == (*expected, None)


def test_many_accounts_of_mixed_terms_keep_their_order(monkeypatch):
    monkeypatch.setattr(accounts, "LANES", 7)
    rng = np.random.default_rng(11)
    principal, rate = rng.integers(0, 10**6, 100), rng.integers(0, 300_000, 100)
    count = rng.choice([1, 2, 12, 60], 100)
    out = columns.level(**minor(principal=principal, annual_rate=rate, instalments=count))
    expected = [alone(*map(int, account)) for account in zip(principal, rate, count, strict=True)]
    assert [tuple(map(int, row)) for row in rows(out)] == expected
    assert all(out[name].dtype == np.int64 for name in RESULTS)


def test_one_term_for_all_in_several_pieces(monkeypatch):
    monkeypatch.setattr(accounts, "LANES", 7)
    principal = np.arange(0, 2000, 97)
    out = columns.level(**minor(principal=principal, annual_rate=182_500, instalments=24))
    assert [tuple(map(int, row)) for row in rows(out)] == [alone(int(p), 182_500, 24) for p in principal]


def test_a_lane_that_needs_objects_leaves_its_neighbours_alone():
    given = [(10**6, 182_500, 60), (2**61, 182_500, 60), (5 * 10**5, 120_000, 60)]
    principal, rate, count = (np.array(part) for part in zip(*given, strict=True))
    out = columns.level(**minor(principal=principal, annual_rate=rate, instalments=count))
    assert [tuple(map(int, row)) for row in rows(out)] == [alone(*account) for account in given]


def test_an_analyst_s_units_and_a_counsellor_s_agree():
    fine = columns.level(**minor(principal=[2_800_000], annual_rate=[182_500], instalments=60))
    for principal, rate in (("28000", "18.25%"), (Decimal("28000.00"), Decimal("0.1825")), (28000.0, 0.1825)):
        out = columns.level(principal=[principal], annual_rate=[rate], instalments=60, currency="EUR")
        for name in RESULTS[:4]:
            assert out[name] == [Decimal(fine[name][0]) / 100] and out[name][0].as_tuple().exponent == -2
        assert out["months"] == [60]


def test_the_currency_sets_the_minor_unit():
    out = columns.level(principal=["1000"], annual_rate="12%", instalments=3, currency="JPY")
    assert out["instalment"] == [341] and str(out["total"][0]) == "1020"  # 341, 341 and 338
    out = columns.level(principal=["1000"], annual_rate="12%", instalments=3, currency="KWD")
    assert str(out["instalment"][0]) == "340.023"


@pytest.mark.parametrize("rate", ["18.2512345%", "1.23456789%/month", Decimal("0.182512345678")])
def test_a_rate_finer_than_a_millionth_is_exact(rate):
    exact = {"18.2512345%": "0.182512345", "1.23456789%/month": "0.1481481468"}.get(rate, rate)
    yearly = Fraction(str(exact))
    out = columns.level(principal=["9999.99", "100"], annual_rate=[rate, "5%"], instalments=48, currency="EUR")
    den = 12 * yearly.denominator
    assert out["instalment"][0] == Decimal(alone(999_999, yearly.numerator, 48, den=den)[0]) / 100
    assert out["instalment"][1] == Decimal(alone(10_000, 50_000, 48)[0]) / 100


@pytest.mark.parametrize(
    ("every", "numerator", "den"),
    [
        ("week", 1, 52),
        ("fortnight", 1, 26),
        ("half-month", 1, 24),
        ("two months", 1, 6),
        ("quarter", 1, 4),
        ("year", 1, 1),
        ("day", 1, 365),
        ((10, "days"), 10, 365),
    ],
)
def test_a_period_is_an_equal_part_of_the_year(every, numerator, den):
    out = columns.level(**minor(principal=[123_456, 9], annual_rate=[99_900, 0], instalments=12), every=every)
    expected = [alone(*account, 12, den=den * 10**6) for account in ((123_456, 99_900 * numerator), (9, 0))]
    assert rows(out) == expected


@pytest.mark.parametrize("rounding", WORDS)
def test_the_instalment_is_the_annuity_by_its_closed_form(rounding):
    given = [(2_800_000, 182_500, 60), (100_001, 1, 360), (77, 400_000, 7), (10**9 + 1, 9_990, 120), (123, 0, 7)]
    principal, rate, count = zip(*given, strict=True)
    out = columns.level(**minor(principal=principal, annual_rate=rate, instalments=count), instalment_rounding=rounding)
    for pay, (owed, ppm, n) in zip(out["instalment"], given, strict=True):
        i = Fraction(ppm, DEN)
        exact = owed * i / (1 - (1 + i) ** -n) if i else Fraction(owed, n)
        assert pay == divide(exact.numerator, exact.denominator, rounding)


@pytest.mark.parametrize("off", [-1000, -1, 1, 1000])
def test_a_wrong_guess_changes_nothing(monkeypatch, off):
    genuine = annuity._guessed
    monkeypatch.setattr(annuity, "_guessed", lambda *given: np.maximum(genuine(*given) + off, 0))
    for rounding in (*WORDS, "least-that-closes"):
        out = columns.level(
            **minor(principal=[2_800_000, 9], annual_rate=[182_500, 0], instalments=60), instalment_rounding=rounding
        )
        assert out["instalment"] == [
            alone(*account, 60, rounding=rounding)[0] for account in ((2_800_000, 182_500), (9, 0))
        ]


def test_empty_in_empty_out():
    empty = columns.level(principal=[], annual_rate=0.1, instalments=12, currency="EUR")
    assert empty == {name: [] for name in RESULTS}
    array = columns.totals(
        **minor(principal=np.array([], dtype=np.int64), annual_rate=1, instalment=5, instalments=2, errors="column")
    )
    assert {name: len(column) for name, column in array.items()} == dict.fromkeys(
        ("last", "interest", "penalty", "fees", "total", "waived", "forgone", "months", "finding"), 0
    )


def test_nothing_owed_is_an_ordinary_row():
    out = columns.level(**minor(principal=[0, 100], annual_rate=120_000, instalments=2))
    assert rows(out)[0] == (0, 0, 0, 0, 0)


def test_a_small_debt_is_cleared_before_its_last_instalment():
    out = columns.level(**minor(principal=[100], annual_rate=0, instalments=60))
    assert rows(out) == [(2, 2, 0, 100, 50)]


# Every kind of bad row: all others are worked out; the first one is raised by row and argument.
BAD = {
    "null": (None, 100_000, 12),
    "not_a_number": ("ten", 100_000, 12),
    "negative": (-1, 100_000, 12),
    "fraction_of_minor_unit": (Decimal("1.5"), 100_000, 12),
    "out_of_range": (1000, 100_000, 0),
    "overflow": (2**63, 100_000, 12),
}


@pytest.mark.parametrize("code", BAD)
def test_a_bad_row_is_named_and_all_others_are_worked_out(code):
    good = (1000, 120_000, 12)
    principal, rate, count = (list(part) for part in zip(good, BAD[code], good, strict=True))
    out = columns.level(**minor(principal=principal, annual_rate=rate, instalments=count, errors="column"))
    assert out["finding"] == [None, code, None]
    assert [out[name][1] for name in RESULTS] == [None] * 5
    assert rows(out)[0] == rows(out)[2] == (*alone(*good), None)[:5]
    with pytest.raises(InputError) as raised:
        columns.level(**minor(principal=principal, annual_rate=rate, instalments=count))
    assert raised.value.path == ("instalments[1]" if code == "out_of_range" else "principal[1]")


def test_the_first_offender_is_raised_by_row_then_by_argument():
    with pytest.raises(InputError, match=r"^annual_rate\[1\]: got None"):
        columns.level(**minor(principal=[1, 2, None], annual_rate=[1, None, 1], instalments=[1, 0, 1]))
    with pytest.raises(InputError, match=r"^principal\[1\]: got -2"):
        columns.level(**minor(principal=[1, -2, None], annual_rate=[1, None, 1], instalments=[1, 0, 1]))


def test_an_instalment_that_only_meets_the_interest_never_clears():
    given = minor(principal=[1000, 1000, 0], annual_rate=120_000, instalment=[10, 11, 0], instalments=12)
    out = columns.totals(**given, errors="column")
    assert out["finding"] == ["never_clears", None, None]
    assert out["total"][0] is None and out["total"][2] == 0
    array = columns.totals(**given | {"principal": np.array(given["principal"])}, errors="column")
    assert array["total"][0] == array["months"][0] == 0 < array["total"][1]
    with pytest.raises(InputError, match=r"^instalment\[0\]: got 10, expected an instalment above"):
        columns.totals(**given)


def test_one_instalment_takes_everything_whatever_was_asked():
    out = columns.totals(**minor(principal=[1000], annual_rate=120_000, instalment=[1], instalments=1))
    assert rows(out, ("last", "interest", "months")) == [(1010, 10, 1)]


def test_an_instalment_above_a_large_debt_is_no_overflow():
    given = [(2**61, 120_000, 2**62, 9), (1000, 120_000, 2**63 - 1, 60)]
    principal, rate, pay, count = (list(part) for part in zip(*given, strict=True))
    out = columns.totals(**minor(principal=principal, annual_rate=rate, instalment=pay, instalments=count))
    assert rows(out, ("last", "interest", "total", "months")) == [totalled(*account) for account in given]


def test_a_total_beyond_int64_is_that_row_s_overflow():
    out = columns.totals(
        **minor(principal=[1000, 2**62], annual_rate=10**6, instalment=[500, 2**62], instalments=2, errors="column")
    )
    assert out["finding"] == [None, None]
    out = columns.totals(
        **minor(
            principal=[1000, 2**62],
            annual_rate=12 * 10**6,
            instalment=[1500, 2**62 + 1],
            instalments=9,
            errors="column",
        )
    )
    assert out["finding"] == [None, "overflow"]
    with pytest.raises(InputError, match=r"^instalment\[1\]: got .* expected sums below 2\*\*63"):
        columns.totals(
            **minor(principal=[1000, 2**62], annual_rate=12 * 10**6, instalment=[1500, 2**62 + 1], instalments=9)
        )


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"currency": "EURO"}, "currency"),
        ({"units": "cents"}, "units"),
        ({"errors": "ignore"}, "errors"),
        ({"every": "moon"}, "every"),
        ({"interest_rounding": "nearest"}, "interest_rounding"),
        ({"instalment_rounding": "nearest"}, "instalment_rounding"),
        ({"principal": 1000}, "principal"),
        ({"annual_rate": -1}, "annual_rate"),
        ({"annual_rate": None}, "annual_rate"),
        ({"instalments": 0}, "instalments"),
        ({"instalments": [1, 2]}, "instalments"),
        ({"instalments": 4000}, "instalments"),
        ({"principal": {"a": 1}}, "principal"),
    ],
)
def test_a_wrong_argument_is_refused_by_its_name(given, path):
    with pytest.raises(InputError) as raised:
        columns.level(**(minor(principal=[1000], annual_rate=120_000, instalments=12, errors="raise") | given))
    assert raised.value.path == path


def test_a_wrong_single_value_is_wrong_use_even_where_rows_may_be_wrong():
    with pytest.raises(InputError, match=r"^annual_rate: got -1"):
        columns.level(**minor(principal=[1000], annual_rate=-1, instalments=12, errors="column"))
