"""The shipped packs: each loads, each entry says where it comes from, and what is wrong in a pack is refused."""

import json
import re
import tomllib
from datetime import date
from decimal import Decimal
from importlib.resources import files

import pytest

from repayplan.rules.book import rulebook
from repayplan.rules.cited import KINDS, STATUSES
from repayplan.rules.pack import open_pack, places, read_pack, read_place
from repayplan.units.refusal import InputError

PLACES = ("au", "ca", "cn", "eu", "hk", "in", "sg", "uk", "uk-ew", "us")
RULE = {
    "id": "card.max_term",
    "value": 60,
    "unit": "months",
    "kind": "regulation",
    "status": "secondary",
    "instrument": "A regulation",
}


def pack(*rules, **more):
    return {"place": "xx", "rule": [RULE | rule for rule in rules], **more}


def toml(value):
    """A plain value as TOML writes it; a JSON string is a TOML string."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def test_the_places_are_there():
    assert places() == PLACES


@pytest.mark.parametrize("place", PLACES)
def test_every_entry_has_a_source_a_status_and_the_month_it_was_checked(place):
    entries = read_place(place).rules + read_place(place).programmes + read_place(place).advice
    assert entries
    for entry in entries:
        assert entry.instrument or entry.address, entry.id
        assert entry.status in STATUSES, entry.id
        assert entry.checked_on == "2026-11", entry.id
        assert entry.place == place, entry.id
    assert {rule.kind for rule in read_place(place).rules} <= set(KINDS)


@pytest.mark.parametrize("place", PLACES)
def test_a_pack_read_written_as_toml_and_read_again_is_the_same(place, tmp_path):
    read = read_place(place)
    document = read.to_dict()
    lines = [f"place = {toml(document.pop('place'))}"]
    for table, entries in document.items():
        for entry in entries:
            lines += [f"[[{table}]]", *(f"{key} = {toml(value)}" for key, value in entry.items())]
    file = tmp_path / "pack.toml"
    file.write_text("\n".join(lines), "utf-8")
    assert open_pack(file) == read
    assert open_pack(file) != read_place("ca" if place != "ca" else "us")


@pytest.mark.parametrize("place", PLACES)
def test_a_pack_is_plain_data(place):
    document = read_place(place).to_dict()
    assert read_pack(json.loads(json.dumps(document))) == read_place(place)


def test_no_pack_holds_a_float_and_a_share_is_exact():
    share = rulebook("us").on("2026-12-01")["dmp.call_to_action.hardship_payment"].value
    assert share == Decimal("0.0175")
    assert not [rule.id for place in PLACES for rule in read_place(place).rules if isinstance(rule.value, float)]


def test_every_named_source_of_a_pack_is_used():
    for file in files("repayplan.rules").joinpath("packs").iterdir():
        document = tomllib.loads(file.read_text("utf-8"))
        entries = [entry for value in document.values() if isinstance(value, list) for entry in value]
        named = {entry["source"] for entry in entries if "source" in entry}
        assert set(document.get("source", {})) == named, file.name


def test_conditions_that_look_like_rules_are_rules():
    for place in PLACES:
        ids = {rule.id for rule in rulebook(place).rules}
        for programme in rulebook(place).pack.programmes:
            named = {text for text in programme.conditions if re.fullmatch(r"[a-z_]+(\.[a-z_]+)+", text)}
            assert named <= ids, programme.id


@pytest.mark.parametrize(
    ("rule", "path", "message"),
    [
        ({"unit": "month"}, "rule[0].unit", "did you mean 'months'?"),
        ({"kind": "regulations"}, "rule[0].kind", "did you mean 'regulation'?"),
        ({"status": "unverifed"}, "rule[0].status", "did you mean 'unverified'?"),
        ({"instrument": "", "address": ""}, "rule[0].instrument", "a source for 'card.max_term'"),
        ({"untill": date(2026, 1, 1)}, "rule[0].untill", "did you mean 'until'?"),
        ({"value": None}, "rule[0].value", "add 'value'"),
        ({"value": "sixty"}, "rule[0].value", "a decimal number"),
        ({"value": Decimal("60.5")}, "rule[0].value", "a whole number"),
        ({"value": -1}, "rule[0].value", "not negative"),
        ({"value": "0.05%", "unit": "share"}, "rule[0].value", "a decimal number"),
        ({"value": Decimal("1.01"), "unit": "share"}, "rule[0].value", "a fraction of one"),
        ({"value": "5/day", "unit": "rate"}, "rule[0].value", "a rate with its unit"),
        ({"value": "8:00", "unit": "local time"}, "rule[0].value", "a time of the day"),
        ({"value": [["11:00", "09:30"]], "unit": "windows"}, "rule[0].value[0]", "the earlier first"),
        ({"value": [["11:00", "11:00"]], "unit": "windows"}, "rule[0].value[0]", "the earlier first"),
        ({"value": "yes", "unit": "yes or no"}, "rule[0].value", "true or false"),
        ({"value": True, "unit": "yes or no", "limit": "at most"}, "rule[0].limit", "no limit"),
        ({"limit": "at least", "binds": ["creditors"]}, "rule[0].binds[0]", "did you mean 'creditor'?"),
        ({"limit": "most"}, "rule[0].limit", "did you mean 'at most'?"),
        ({"from": date(2026, 1, 2), "until": date(2026, 1, 1)}, "rule[0].until", "a day not before 2026-01-02"),
        ({"checked_on": "November 2026"}, "rule[0].checked_on", "2026-11"),
        ({"source": "nowhere"}, "rule[0].source", "the name of a source"),
    ],
)
def test_what_is_wrong_in_a_rule_is_refused_where_it_stands(rule, path, message):
    with pytest.raises(InputError) as refused:
        read_pack(pack(rule))
    assert refused.value.path == path
    assert message in str(refused.value)


def test_an_entry_takes_the_keys_of_its_source_and_its_own_come_first():
    source = {"ours": {"instrument": "Another", "article": "Art. 1", "from": date(2026, 1, 1)}}
    (rule,) = read_pack(pack({"source": "ours", "article": "Art. 2"}, source=source)).rules
    assert (rule.instrument, rule.article, rule.valid_from) == ("A regulation", "Art. 2", date(2026, 1, 1))


def test_a_rule_may_hold_for_one_day():
    (rule,) = read_pack(pack({"from": date(2026, 1, 1), "until": date(2026, 1, 1)})).rules
    assert [rule.holds(date(2026, 1, day)) for day in (1, 2)] == [True, False]


def test_periods_of_one_rule_do_not_overlap():
    first, second = {"until": date(2016, 12, 31)}, {"from": date(2017, 1, 1), "value": 72}
    assert len(read_pack(pack(second, first)).rules) == 2
    for late in ({"from": date(2016, 12, 31)}, {}):
        with pytest.raises(InputError, match="do not overlap"):
            read_pack(pack(first, late))


def test_a_pack_is_a_table_of_known_lists():
    with pytest.raises(InputError, match="did you mean 'rule'"):
        read_pack({"place": "xx", "rules": []})
    with pytest.raises(InputError, match=r"rule\[0\]: got 3"):
        read_pack({"place": "xx", "rule": [3]})
    with pytest.raises(InputError, match="place"):
        read_pack({"rule": []})


def test_a_file_that_is_not_toml_is_refused_by_name(tmp_path):
    file = tmp_path / "ours.toml"
    file.write_text("place = xx", "utf-8")
    with pytest.raises(InputError, match=r"ours\.toml.*expected TOML"):
        open_pack(file)
