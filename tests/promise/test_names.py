"""What importers rely on stays: names, calls, finding codes, keys, words, rule ids."""

import copy
import json
import warnings

import pytest

import repayplan as rp
from repayplan.units.deprecation import RepayplanDeprecation, warn_of
from repayplan.units.documents import UPGRADES, read_schema
from repayplan.units.findings import CODES
from tests.promise.names import PROMISED, broken, names

NOW = names()


def test_nothing_that_was_promised_is_gone():
    assert broken(json.loads(PROMISED.read_text("utf-8")), NOW) == []


@pytest.mark.parametrize(
    ("where", "change"),
    [
        (("names", "schedule"), None),
        (("names", "schedule"), "debt terms"),
        (("names", "schedule"), "terms debt as_of"),
        (("names", "schedule"), "debt terms *as_of"),
        (("names", "schedule"), "debt terms as_of more"),
        (("names", "schedule"), "debt terms as_of *more"),
        (("names", "Debt.statement"), None),
        (("codes", "able_no"), None),
        (("codes", "able_no"), ["covered", "month", "asked"]),
        (("keys", "plan"), ["schema"]),
        (("words", "every"), ["month"]),
        (("rules", "cn"), []),
    ],
)
def test_what_would_break_a_call_is_seen(where, change):
    later = copy.deepcopy(NOW)
    if change is None:
        del later[where[0]][where[1]]
    else:
        later[where[0]][where[1]] = change
    assert broken(NOW, later)


def test_what_breaks_no_call_is_no_break():
    later = copy.deepcopy(NOW)
    later["names"]["schedule"] += " more= *other="
    later["names"]["new"] = "x"
    later["codes"]["new"] = []
    later["rules"]["cn"] += ["new"]
    assert broken(NOW, later) == []


def test_the_version_is_one():
    assert all(part.isdecimal() for part in rp.__version__.split("."))
    assert len(rp.__version__.split(".")) == 3


# -- deprecations


def old_name():
    warn_of("rp.old_name", "rp.new_name", "0.3")


def test_a_deprecation_names_what_to_use_and_where_it_is_used():
    with pytest.warns(RepayplanDeprecation, match=r"rp\.old_name goes with repayplan 0\.3: use rp\.new_name") as caught:
        old_name()
    assert caught[0].filename == __file__
    assert issubclass(RepayplanDeprecation, DeprecationWarning)


def test_nothing_of_ours_is_deprecated_for_ourselves():
    with warnings.catch_warnings():
        warnings.simplefilter("error", RepayplanDeprecation)
        rp.advise(rp.sample("able-not-willing")).to_dict()


# -- documents of older numbers

OLDER = {
    "repayplan/case-1": lambda old: {**old, "people": old["household"], "household": None},
    "repayplan/case-2": lambda old: {**{k: v for k, v in old.items() if k != "people"}, "home": old["people"]},
}


def test_an_older_document_is_upgraded_step_by_step():
    old = {"schema": "repayplan/case-1", "household": {"cash": "1"}}
    new = read_schema(old, "repayplan/case-3", OLDER)
    assert new == {"schema": "repayplan/case-3", "household": None, "home": {"cash": "1"}}
    assert old == {"schema": "repayplan/case-1", "household": {"cash": "1"}}
    assert read_schema(new, "repayplan/case-3", OLDER) == new


def test_a_newer_document_is_refused_by_every_reader():
    menu = rp.advise(rp.sample("able-not-willing"))
    plan = next(iter(menu.best.plans.values()))
    for document, read in ((menu.case, rp.Case), (menu, rp.Menu), (plan, rp.Plan), (rp.Ledger(plan), rp.Ledger)):
        kind, number = document.to_dict()["schema"].rsplit("-", 1)
        with pytest.raises(rp.InputError, match="upgrade repayplan"):
            read.from_dict(document.to_dict() | {"schema": f"{kind}-{int(number) + 1}"})


def test_every_number_below_the_present_one_has_an_upgrade():
    """A reader of number n reads all documents from 1 on."""
    for schema in ("case-1", "plan-1", "menu-1", "ledger-1", "promise-1", "contact-log-1"):
        kind, number = f"repayplan/{schema}".rsplit("-", 1)
        assert all(f"{kind}-{k}" in UPGRADES for k in range(1, int(number)))


def test_finding_codes_are_names():
    assert all(code.isidentifier() and code == code.lower() for code in CODES)
