"""Case files: JSON and TOML, the samples, and files that are none."""

import json
import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import repayplan as rp
from repayplan.cases.cases import MOST_BYTES, SAMPLES

NAMES = ("able-not-willing", "dmp-four-cards", "gig-seasonal", "nine-creditors", "unemployed-three-cards")
ROOT = Path(__file__).parents[2]


def toml_text(document):
    """A document as TOML; what is null is not there."""
    parts = [f"{json.dumps(key)} = {toml_value(value)}\n" for key, value in document.items() if value is not None]
    return "".join(parts)


def toml_value(value):
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(k)} = {toml_value(v)}" for k, v in value.items() if v is not None) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(toml_value(v) for v in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def written(folder, name, content):
    """A file with this content."""
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def refused(file):
    with pytest.raises(rp.InputError) as caught:
        rp.load_case(file)
    return caught.value


def small(**changes):
    """The least that a case needs, as JSON text."""
    debt = {"id": "A", "balance": {"principal": "1000"}, "rate": "12%"}
    case = {"schema": "repayplan/case-1", "as_of": "2026-12-01", "currency": "CNY", "household": {}, "debts": [debt]}
    return json.dumps(case | changes)


def test_the_samples_are_the_five_that_the_docs_name():
    assert sorted(file.stem for file in SAMPLES.iterdir()) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_says_that_its_household_is_constructed(name):
    assert (SAMPLES / f"{name}.toml").read_text("utf-8").startswith("# A constructed household; no real person.\n")


@pytest.mark.parametrize("name", NAMES)
def test_the_example_beside_the_script_is_the_sample(name):
    beside = ROOT / "examples" / "counsellor" / "cases" / f"{name}.toml"
    assert beside.read_bytes() == (SAMPLES / f"{name}.toml").read_bytes()
    assert rp.load_case(beside) == rp.sample(name)


@pytest.mark.parametrize("name", NAMES)
def test_a_document_reads_back_to_the_same_case_and_the_same_bytes(name):
    case = rp.sample(name)
    document = case.to_dict()
    assert rp.Case.from_dict(document) == case
    assert json.dumps(rp.Case.from_dict(document).to_dict()) == json.dumps(document)


@pytest.mark.parametrize("name", NAMES)
def test_json_and_toml_give_the_same_case(name, tmp_path):
    document = rp.sample(name).to_dict()
    by_json = rp.load_case(written(tmp_path, "case.json", json.dumps(document)))
    by_toml = rp.load_case(written(tmp_path, "case.toml", toml_text(document)))
    assert by_json == by_toml == rp.sample(name)
    assert by_json.to_dict() == by_toml.to_dict() == document


@pytest.mark.parametrize("name", NAMES)
def test_null_and_a_missing_key_mean_the_same(name):
    def without_nulls(value):
        if isinstance(value, dict):
            return {key: without_nulls(inner) for key, inner in value.items() if inner is not None}
        return [without_nulls(inner) for inner in value] if isinstance(value, list) else value

    assert rp.Case.from_dict(without_nulls(rp.sample(name).to_dict())) == rp.sample(name)


def test_the_order_of_keys_changes_nothing():
    def turned(value):
        if isinstance(value, dict):
            return {key: turned(value[key]) for key in reversed(value)}
        return [turned(inner) for inner in value] if isinstance(value, list) else value

    document = rp.sample("gig-seasonal").to_dict()
    assert json.dumps(rp.Case.from_dict(turned(document)).to_dict()) == json.dumps(document)


def test_a_path_may_be_text_and_its_ending_large(tmp_path):
    file = written(tmp_path, "CASE.JSON", small())
    assert rp.load_case(str(file)) == rp.load_case(file)


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path):
    assert rp.load_case(written(tmp_path, "case.json", b"\xef\xbb\xbf" + small().encode())).total_owed == 1000


def test_toml_dates_are_days(tmp_path):
    text = toml_text(json.loads(small())).replace('"2026-12-01"', "2026-12-01")
    assert rp.load_case(written(tmp_path, "case.toml", text)) == rp.load_case(written(tmp_path, "case.json", small()))


# --- numbers as they are written


@pytest.mark.parametrize("ending", ["json", "toml"])
@pytest.mark.parametrize(
    ("number", "cash"),
    [("12", "12.00"), ("12.3", "12.30"), ("1234567890123456.78", "1234567890123456.78"), ("1.5e2", "150.00")],
)
def test_a_number_is_read_as_it_is_written(ending, number, cash, tmp_path):
    document = json.loads(small())
    document["household"]["cash"] = "HERE"
    text = json.dumps(document) if ending == "json" else toml_text(document)
    case = rp.load_case(written(tmp_path, f"case.{ending}", text.replace('"HERE"', number)))
    assert case.household.cash == Decimal(cash)
    assert str(case.household.cash) == cash


@pytest.mark.parametrize("ending", ["json", "toml"])
@pytest.mark.parametrize("number", ["12.345", "-1", "1e40", "NaN", "nan", "inf", "-Infinity", "1_0.0_0_1"])
def test_a_number_that_is_no_amount_is_refused(ending, number, tmp_path):
    document = json.loads(small())
    document["household"]["cash"] = "HERE"
    text = json.dumps(document) if ending == "json" else toml_text(document)
    file = written(tmp_path, f"case.{ending}", text.replace('"HERE"', number))
    assert refused(file).path.startswith(str(file))


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_a_float_counts_as_its_shortest_decimal(amount):
    document = json.loads(small()) | {"household": {"cash": float(amount)}}
    assert rp.Case.from_dict(document).household.cash == Decimal(repr(float(amount)))


# --- files that are no case


def test_a_missing_file_is_not_found(tmp_path):
    with pytest.raises(FileNotFoundError):
        rp.load_case(tmp_path / "case.toml")


def test_another_ending_is_refused(tmp_path):
    error = refused(tmp_path / "case.yaml")
    assert (error.path, error.expected) == ("path", "a file that ends in .json or .toml")


@pytest.mark.parametrize(
    ("name", "content", "place"),
    [
        ("case.json", '{"schema": "repayplan/case-1",\n "as_of" "2026-12-01"}', "line 2, column 10"),
        ("case.json", "", "line 1, column 1"),
        ("case.toml", 'schema = "repayplan/case-1"\nas_of = 2026-12\n', "line 2, column 13"),
    ],
)
def test_text_that_is_no_document_is_refused_with_its_line(name, content, place, tmp_path):
    file = written(tmp_path, name, content)
    error = refused(file)
    assert error.path == f"{file}: {place}"
    assert error.expected == f"a {name[5:].upper()} document"


def test_a_table_that_never_ends_is_refused(tmp_path):
    assert str(tmp_path) in refused(written(tmp_path, "case.toml", "[household")).path


def test_bytes_that_are_not_utf8_are_refused_with_their_place(tmp_path):
    file = written(tmp_path, "case.toml", 'name = "工资"'.encode("gbk"))
    error = refused(file)
    assert (error.path, error.fix) == (f"{file}: byte 9", "save the file as UTF-8")


def test_a_huge_file_is_refused(tmp_path):
    file = written(tmp_path, "case.json", " " * (MOST_BYTES - len(small())) + small())
    assert rp.load_case(file).total_owed == 1000
    file.write_bytes(b" " + file.read_bytes())
    assert refused(file).value == "'more than 5 MB'"


@pytest.mark.parametrize(("name", "deep"), [("case.json", "[" * 200_000), ("case.toml", "a = " + "[" * 200_000)])
def test_a_document_nested_too_deep_is_refused(name, deep, tmp_path):
    file = written(tmp_path, name, deep)
    assert str(file) in refused(file).path


def test_a_number_of_very_many_digits_is_refused(tmp_path):
    file = written(tmp_path, "case.json", small(currency="HERE").replace('"HERE"', "9" * 5000))
    assert str(file) in refused(file).path


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"as_of": 1, "as_of": 2}', "as_of"),
        ('{"debts": [{"id": "A"}, {"id": "A", "rate": "1%", "rate": "2%"}]}', "debts[1].rate"),
        ('{"household": {"cash": {"a": 1, "a": 2}, "cash": "1"}}', "household.cash"),
        ('{"fx": [[{"on": 1, "on": 1}]]}', "fx[0][0].on"),
    ],
)
def test_a_key_that_stands_twice_is_refused(text, place, tmp_path):
    file = written(tmp_path, "case.json", text)
    error = refused(file)
    assert (error.path, error.expected) == (f"{file}: {place}", "each key once")


def test_toml_refuses_a_key_that_stands_twice(tmp_path):
    file = written(tmp_path, "case.toml", 'as_of = "2026-12-01"\nas_of = "2026-12-02"\n')
    assert refused(file).path.startswith(f"{file}: line ")


def test_a_wrong_value_names_the_file_and_the_place(tmp_path):
    text = (SAMPLES / "nine-creditors.toml").read_text("utf-8").replace('rate = "24%"', "rate = 24", 1)
    file = written(tmp_path, "case.toml", text)
    error = refused(file)
    assert error.path == f"{file}: debts[5].rate"
    assert str(error).startswith(f"{file}: debts[5].rate: got 24, expected ")


@pytest.mark.parametrize("content", ["[]", "1", "null", '"text"'])
def test_a_document_that_is_no_mapping_is_refused(content, tmp_path):
    file = written(tmp_path, "case.json", content)
    assert refused(file).path == str(file)


def test_a_sample_that_is_misspelt_is_refused_with_the_nearest():
    with pytest.raises(rp.InputError) as caught:
        rp.sample("unemployed-three-card")
    assert (caught.value.path, caught.value.fix) == ("name", "did you mean 'unemployed-three-cards'?")


def test_a_sample_is_read_as_plain_toml_reads_it():
    for name in NAMES:
        plain = tomllib.loads((SAMPLES / f"{name}.toml").read_text("utf-8"))
        assert rp.Case.from_dict(plain) == rp.sample(name)


def test_the_case_on_the_page_is_answered():
    page = (ROOT / "docs" / "schemas.md").read_text("utf-8")
    (text,) = re.findall(r"^```toml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    case = rp.Case.from_dict(tomllib.loads(text))
    assert case.household.surplus("2026-12", months=3) == [2500, 1600, Decimal("2050.50")]
    assert case.total_owed == 43560
