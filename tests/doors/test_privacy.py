"""No person is asked for; copies hold what their reader may see; nothing is written, printed, logged or sent."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import repayplan as rp
from repayplan.followup.schemas import follow_up_schemas
from tests.promise.names import keys, names
from tests.reports.building import letters

ROOT = Path(__file__).parents[2]
PERSONAL = {
    "surname", "forename", "firstname", "lastname", "fullname", "birth", "born", "birthday", "dob", "age", "sex",
    "gender", "race", "nationality", "religion", "address", "street", "city", "postcode", "zip", "phone", "telephone",
    "mobile", "email", "mail", "ssn", "passport", "photo", "employer", "account", "iban", "card", "ip", "location",
}  # fmt: skip
# A column that names accounts in a portfolio; a finding of the field, not of a person.
ALLOWED = {"account", "card"}


def words(name):
    return set(re.split(r"[._$*=\s]+", name.lower().replace("re_age", "restart"))) - {""}


def test_no_key_of_a_document_and_no_argument_is_for_a_person():
    schemas = [rp.case_schema(), *follow_up_schemas().values()]
    found = [key for schema in schemas for key in keys(schema)]
    found += [f"{name} {arguments}" for name, arguments in names()["names"].items()]
    assert len(found) > 900
    assert [name for name in found if words(name) & (PERSONAL - ALLOWED)] == []


def test_what_names_somebody_can_be_left_out():
    """Creditors, owners, notes and papers are for the reader's own use."""
    home = {"cash": "90", "incomes": [{"name": "1", "amount": "900"}], "spending": [{"name": "2", "amount": "700"}]}
    debts = [{"id": str(k), "kind": "other", "balance": {"principal": "400"}, "rate": "9%"} for k in range(2)]
    case = rp.Case.from_dict(
        {"schema": "repayplan/case-1", "as_of": "2026-12-01", "currency": "CNY", "household": home, "debts": debts}
    )
    menu = rp.advise(case)
    assert menu.best is not None
    assert rp.reports.offer(menu, "0", reference="2026-017").text()


# -- copies

WORDS = st.text("BCDFGHJKLMNPQRSTVWXZ", min_size=9, max_size=12)
CENTS = st.integers(100_07, 9_999_93).filter(lambda cents: cents % 100 and cents % 1000)


@st.composite
def cases(draw):
    """A household of which every word and sum stands nowhere else, and what a creditor may not see of it."""
    name = draw(st.lists(WORDS, min_size=12, max_size=12, unique=True))
    sums = [f"{cents // 100}.{cents % 100:02d}" for cents in draw(st.lists(CENTS, min_size=9, max_size=9, unique=True))]
    income = str(sum(float(x) > 0 for x in sums) * 4000) + "." + sums[0][-2:]
    card = {"kind": "credit_card", "rate": "9%"}
    case = rp.Case.from_dict({
        "schema": "repayplan/case-1", "as_of": "2026-12-01", "currency": "CNY", "rules": "cn",
        "household": {
            "cash": sums[1], "keep_back": sums[2], "reserve": sums[3], "members": [name[0]], "beyond": "repeat_last",
            "incomes": [{"name": name[1], "amount": income, "owner": name[0], "evidence": "verified"}],
            "spending": [{"name": name[2], "amount": sums[4]},
                         {"name": name[3], "amount": sums[5], "kind": "flexible"}],
            "assets": [{"name": name[4], "value": sums[6], "note": name[5]}],
        },
        "debts": [
            {"id": name[6], "creditor": name[7], "balance": {"principal": sums[7]}} | card,
            {"id": name[8], "creditor": name[9], "balance": {"principal": sums[8]}} | card,
        ],
        "reason": {"code": "medical", "note": name[10]},
        "acts": [{"kind": "contact", "on": "2026-11-01", "note": name[11]}],
    })  # fmt: skip
    hidden = {*name[:6], *name[8:], income, *sums[1:7], sums[8]}
    own = {name[6], name[7], sums[7]}
    return case, hidden, own, sums


def plainly(text):
    """Without the separators of thousands."""
    return re.sub(r"(?<=\d),(?=\d{3})", "", text)


@settings(max_examples=12, deadline=None)
@given(cases())
def test_a_creditor_sees_its_own_debt_and_nothing_else_of_the_household(drawn):
    case, hidden, own, _ = drawn
    menu = rp.advise(case)
    first = case.debts[0]
    found = json.dumps(menu.to_dict(audience="creditor", creditor=first.id), ensure_ascii=False)
    for letter in letters(menu, "creditor").values():
        for language in ("en", "zh"):
            found += letter.text(language) + letter.page(language) + letter.markdown(language) + letter.csv(language)
    found = plainly(found)
    # What its own plan and the surplus come to may be the same sum by chance.
    plans = [option.plans[first.id].to_dict()["rows"] for option in (*menu.options, *menu.rejected)]
    shown = {*re.findall(r"\d+\.\d\d", json.dumps(plans)), *map(str, case.household.surplus("2026-12", months=60))}
    assert [secret for secret in hidden - shown if secret in found] == []
    assert all(word in found for word in own)


@settings(max_examples=12, deadline=None)
@given(cases())
def test_a_third_party_sees_no_sum_and_no_name(drawn):
    case, hidden, own, sums = drawn
    menu = rp.advise(case)
    found = json.dumps(menu.to_dict(audience="third party"), ensure_ascii=False)
    for letter in letters(menu, "third party").values():
        for language in ("en", "zh"):
            found += letter.text(language) + letter.page(language) + letter.markdown(language) + letter.csv(language)
    found = plainly(found)
    amounts = {str(row.payment) for option in menu.options[:3] for plan in option.plans.values() for row in plan.rows}
    assert [secret for secret in (hidden | own | set(sums) | amounts) - {"0.00"} if secret in found] == []


# -- what happens beside the answer

MAIN_JOB = """
import json, sys
seen = []
sys.addaudithook(lambda event, arguments: seen.append((event, [str(one) for one in arguments[:3]])))
import repayplan as rp
case = rp.load_case(sys.argv[1])
menu = rp.advise(case)
document = menu.to_dict()
assert rp.verify(document) == []
menu.text("zh"), menu.html(), menu.to_dict(audience="third party")
plan = menu.best.plans["A"]
rp.reports.offer(menu, "A").page("zh"), rp.explain(menu, "options[0].customer.total_paid").text()
rp.replan(plan, [rp.Payment("5", on="2027-01-02")], as_of="2027-03-02", home=case.household).text()
promise = rp.Promise("20", due="2026-12-25T15:00", zone="Asia/Shanghai")
promise.check(case.household, as_of="2026-12-01").text(), promise.reminder(rules="cn")
rp.columns.level(principal=[100], annual_rate=[0.1], instalments=[3], currency="CNY")
try:
    rp.Case.from_dict({"schema": "repayplan/case-1"})
except rp.InputError:
    pass
found = list(seen)
sys.__stdout__.write(json.dumps([found, sys.base_prefix, sys.prefix, "logging" in sys.modules]))
"""
OUTSIDE = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "urllib.", "ftplib", "smtplib",
    "http.", "webbrowser", "os.remove", "os.rename", "os.mkdir", "shutil.", "tempfile.", "sqlite3",
)  # fmt: skip


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """The main job in an interpreter of its own, with its account of what it did."""
    file = tmp_path_factory.mktemp("case") / "case.toml"
    file.write_bytes((ROOT / "repayplan/cases/samples/unemployed-three-cards.toml").read_bytes())
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8"}
    run = subprocess.run(
        [sys.executable, "-c", MAIN_JOB, str(file)],
        cwd=file.parent, env=environment, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""
    return json.loads(run.stdout), file


def test_nothing_is_printed_and_nothing_logged(done):
    (_, _, _, logging), _ = done  # one JSON document is all that stood on the standard output
    assert not logging


def test_no_network_no_process_no_file_written(done):
    (events, *_), _ = done
    assert len(events) > 300
    assert [one for one in events if one[0].startswith(OUTSIDE)] == []
    assert [one for one in events if one[0] == "open" and set(str(one[1][1])) & set("wax+")] == []


def test_files_are_read_where_the_caller_named_one_and_where_our_own_lie(done):
    (events, base, prefix, _), file = done
    where = (
        str(ROOT / "repayplan"),
        base,
        prefix,
        "/usr/share/zoneinfo",
        "/usr/lib",
        "/etc/localtime",
        str(file.parent),
    )
    read = [arguments[0] for event, arguments in events if event == "open"]
    assert str(file) in read
    elsewhere = [name for name in read if not name.startswith(where) and not name.isdigit() and "/numpy" not in name]
    assert [name for name in elsewhere if not name.startswith(("/proc/", "/sys/", "/dev/"))] == []
