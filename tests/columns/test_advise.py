"""The menu of many households: each row is what a counsellor sees for that household."""

from decimal import Decimal

import pytest

import repayplan as rp
from repayplan.columns import advise

SAMPLES = ("able-not-willing", "dmp-four-cards", "gig-seasonal")
AS_OF = "2026-12-01"


def framed(samples):
    """Sample cases as three mappings of columns, long and wide, and each case as the rows say it."""
    debts, lines, homes = [], [], []
    for name in samples:
        case = rp.sample(name).to_dict()
        home = case["household"]
        homes.append(
            {"household": name, "currency": case["currency"], "max_months": case["limits"]["max_months"]}
            | {key: home[key] for key in ("cash", "keep_back", "reserve", "beyond")}
            | {"willing": case["willing"], "first_due": case["first_due"]}
        )
        for debt in case["debts"]:
            debts.append({"household": name} | debt.pop("balance") | debt)
        for line in home["incomes"]:
            lines += rows_of({"household": name, "kind": "income"}, line)
        for line in home["spending"]:
            lines += rows_of({"household": name}, line)
    return {"debts": columns(debts), "lines": columns(lines), "households": columns(homes)}


def rows_of(key, line):
    line = {name: cell for name, cell in line.items() if name not in ("owner", "papers", "pay_day")}
    months = line.pop("by_month", None)
    if months is None:
        return [key | line]
    return [key | line | {"month": month, "amount": amount} for month, amount in months.items()]


def columns(rows):
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: [row.get(name) for row in rows] for name in names}


def test_rows_are_the_menus_of_the_cases():
    places = {"able-not-willing": "cn", "dmp-four-cards": "us", "gig-seasonal": "cn"}
    for place in ("cn", "us"):
        names = [name for name in SAMPLES if places[name] == place]
        days = {rp.sample(name).as_of for name in names}
        assert len(days) == 1
        out = advise(**framed(names), as_of=days.pop(), rules=place)
        assert out["household"] == names
        for i, name in enumerate(names):
            best = rp.advise(rp.sample(name)).best
            assert best is not None
            assert (out["kind"][i], out["shape"][i], out["instalments"][i]) == (best.kind, best.shape, best.instalments)
            assert (out["total_paid"][i], out["last_due"][i]) == (best.total_paid, best.last_due)
            assert out["declared"][i] == best.feasibility.declared.verdict
            assert out["verified"][i] == best.feasibility.verified.verdict
            assert out["conceded_interest"][i] == best.concession["interest"]
            assert out["finding"][i] == best.findings[0].code


def simple(**more):
    return {
        "debts": {"household": ["b", "a", "b"], "principal": ["600", "90", "300"], "rate": ["0%"] * 3},
        "households": {"household": ["a", "b"], "cash": ["0", "0"], "income": ["1010", "2100"],
                       "spending": ["1000", "2000"]},
        "currency": "USD", "as_of": AS_OF,
    } | more  # fmt: skip


def test_order_is_that_of_the_households():
    out = advise(**simple())
    assert out["household"] == ["a", "b"]
    assert out["total_paid"] == [Decimal("90.00"), Decimal("900.00")]
    assert out["instalments"] == [9, 9]


def test_without_a_frame_of_households_the_debts_say_who_there_is():
    lines = {"household": ["b", "a"], "amount": ["100", "10"]}
    out = advise(**simple(households=None, lines=lines), cash="0")
    assert out["household"] == ["b", "a"]
    assert out["total_paid"] == [Decimal("900.00"), Decimal("90.00")]


def test_wide_long_and_constant_lines_say_the_same():
    months = [f"2027-{m:02d}" for m in range(1, 12)]
    wide = {"household": ["a", "b"], "2026-12": ["10", "100"]} | {month: ["10", "100"] for month in months}
    keys = [key for key in "ab" for _ in ["2026-12", *months]]
    long = {"household": keys, "month": ["2026-12", *months] * 2, "amount": [{"a": "10", "b": "100"}[k] for k in keys]}
    homes = {"household": ["a", "b"]}
    found = [advise(**simple(households=homes, lines=lines), beyond="repeat_last", cash="0") for lines in (wide, long)]
    assert found[0] == found[1] == advise(**simple())


def test_nothing_feasible_and_nothing_owed_are_rows():
    given = simple(
        households={"household": ["a", "b", "c"], "income": ["0", "2100", "5"], "spending": ["9", "2000", "1"]}
    )
    out = advise(**given)
    assert out["finding"][0] == "nothing_feasible"
    assert out["finding"][2] == "nothing_owed"
    assert out["kind"][0] is out["kind"][2] is out["instalments"][0] is None
    assert out["kind"][1] is not None


def test_a_bad_row_spoils_no_other():
    given = simple(debts={"household": ["b", "a", "b"], "principal": ["600", "-90", "300"], "rate": ["0%"] * 3})
    out = advise(**given, errors="column")
    assert out["refused"][1] is None
    assert out["refused"][0].startswith("debts[1].principal: got '-90'")
    assert out["total_paid"] == [None, Decimal("900.00")]
    with pytest.raises(rp.InputError, match=r"^debts\[1\]\.principal: got '-90'"):
        advise(**given)


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"amount": ["1", "2", "x", "4"]}, "lines[2].amount"),
        ({"evidence": [None, None, None, "seen"]}, "lines[3].evidence"),
        ({"until": [None, "yesterday", None, None]}, "lines[1].until"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_by_its_own_row(change, path):
    lines = {"household": ["a", "b", "b", "b"], "kind": ["income", "essential", "flexible", "income"],
             "amount": ["1", "2", "3", "4"]}  # fmt: skip
    with pytest.raises(rp.InputError) as error:
        advise(**simple(households={"household": ["a", "b"]}, lines=lines | change))
    assert error.value.path == path


@pytest.mark.parametrize("column", ["income", "spending"])
def test_a_constant_that_cannot_be_read_is_named_by_its_column(column):
    homes = {"household": ["a", "b"], "income": ["5", "6"], "spending": ["1", "2"]} | {column: ["1", "x"]}
    with pytest.raises(rp.InputError) as error:
        advise(**simple(households=homes))
    assert error.value.path == f"households[1].{column}"


def test_names_of_the_caller():
    given = simple()
    given["debts"] = {
        "konto": given["debts"]["household"],
        "saldo": given["debts"]["principal"],
        "rate": ["0%", "x", "0%"],
    }
    given["households"]["konto"] = given["households"].pop("household")
    names = {"household": "konto", "principal": "saldo"}
    out = advise(**given, names=names, errors="column")
    assert out["konto"] == ["a", "b"]
    assert out["refused"][0].startswith("debts[1].rate")
    given["debts"]["saldo"] = ["-1", "90", "300"]
    with pytest.raises(rp.InputError, match=r"^debts\[1\]\.rate"):
        advise(**given, names=names)


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"debts": {"household": ["a"], "principl": ["1"], "rate": ["0%"]}}, "debts.principl"),
        ({"debts": {"principal": ["1"], "rate": ["0%"]}}, "debts.household"),
        ({"debts": {"household": ["z"], "principal": ["1"], "rate": ["0%"]}}, "debts[0].household"),
        ({"debts": {"household": [None], "principal": ["1"], "rate": ["0%"]}}, "debts[0].household"),
        ({"debts": {"household": ["a", "b"], "principal": ["1"], "rate": ["0%"]}}, "debts.principal"),
        ({"households": {"household": ["a", "b", "a"], "income": [1, 2, 3]}}, "households[2].household"),
        ({"lines": {"household": ["a"], "kind": ["food"], "amount": ["1"]}}, "lines[0].kind"),
        ({"lines": {"household": ["a", "a"], "month": ["2026-12"] * 2, "amount": ["1", "2"]}}, "lines[1].month"),
        ({"debts": 5}, "debts"),
        ({"debts": None}, "debts"),
        ({"cush": "5"}, "cush"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_whole(change, path):
    with pytest.raises(rp.InputError) as error:
        advise(**simple(**change), errors="column")
    assert error.value.path == path


def test_frames_come_back_in_their_own_make():
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    pytest.importorskip("pyarrow")
    given = simple(households={"household": ["a", "b"], "income": [0, 2100], "spending": [9, 2000]})
    plain = advise(**given)
    frames = {name: pandas.DataFrame(given[name]) for name in ("debts", "households")}
    frames["households"].index = [7, 3]
    out = advise(**given | frames)
    assert list(out["kind"].index) == [7, 3]
    assert out["instalments"].dtype == "Int64"
    assert [None if value is pandas.NA else value for value in out["instalments"]] == plain["instalments"]
    out = advise(**given | {name: polars.DataFrame(given[name]) for name in ("debts", "households")})
    assert isinstance(out["kind"], polars.Series)
    assert {name: column.to_list() for name, column in out.items()} == plain


def test_types_do_not_depend_on_the_rows():
    polars, pyarrow = pytest.importorskip("polars"), pytest.importorskip("pyarrow")
    none = simple(households={"household": ["a", "b"], "income": [0, 0], "spending": [9, 9]})
    for frame in (polars.DataFrame, pyarrow.table):
        some, lost = (
            advise(**given | {name: frame(given[name]) for name in ("debts", "households")}, errors="column")
            for given in (simple(), none)
        )
        kinds = [
            {name: str(getattr(column, "dtype", None) or column.type) for name, column in out.items()}
            for out in (some, lost)
        ]
        assert kinds[0] == kinds[1]


def test_months_count_from_that_of_as_of():
    given = simple(debts={"household": ["a", "b"], "principal": ["90", "100"], "rate": ["0%"] * 2})
    out = advise(**given | {"as_of": "2026-12-20"})
    # First due at the end of January: nine instalments of 10, one of 100.
    assert out["instalments"] == [9, 1]
    assert out["months"] == [10, 2]


def test_present_value_is_that_of_the_option_and_only_where_a_rate_is_stated():
    given = simple(households={"household": ["a", "b"], "income": [1010, 0], "spending": [1000, 9]})
    given["debts"]["rate"] = ["12%"] * 3
    assert "present_value" not in advise(**given)
    case = {"schema": "repayplan/case-1", "as_of": AS_OF, "currency": "USD", "limits": {"max_months": 24},
            "debts": [{"id": "1", "balance": {"principal": "90"}, "rate": "12%"}],
            "household": {"incomes": [{"name": "income", "amount": "1010"}],
                          "spending": [{"name": "spending", "amount": "1000"}]}}  # fmt: skip
    best = rp.advise(rp.Case.from_dict(case)).best
    for rate in ("0%", "8%", "1%/month"):
        out = advise(**given, discount=rate, max_months=24)
        assert out["present_value"] == [best.creditor_side(rate=rate)["1"].present_value, None]
    # At no discount it is what is paid.
    assert advise(**given, discount="0%", max_months=24)["present_value"][0] == best.total_paid
    with pytest.raises(rp.InputError) as error:
        advise(**given, discount="dear")
    assert error.value.path == "discount"


def test_a_sum_that_no_column_holds_is_refused_and_the_others_are_worked_out():
    """92,233,720,368,547,758.08 are 2**63 cents: one cent less is a column's largest sum."""
    sums = ["92233720368547758.07", "92233720368547758.08", "12"]
    found = advise(
        debts={"household": [1, 2, 3], "principal": sums, "rate": ["0%"] * 3, "kind": ["other"] * 3},
        households={"household": [1, 2, 3], "cash": sums, "income": ["0"] * 3, "spending": ["0"] * 3},
        currency="USD", as_of="2026-12-01", errors="column",
    )  # fmt: skip
    assert [None if paid is None else str(paid) for paid in found["total_paid"]] == [sums[0], None, "12.00"]
    assert "2**63" in found["refused"][1] and found["refused"][::2] == [None, None]
