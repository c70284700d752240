"""The certificate's document against the checker of the docs, and against ours: what is changed is found."""

import copy
import json
import re
from functools import cache
from itertools import islice
from pathlib import Path

import pytest

import repayplan as rp
from tests.options.building import case, debt

PAGE = Path(__file__).parents[2] / "docs" / "certificate.md"
SAMPLES = ("unemployed-three-cards", "gig-seasonal", "able-not-willing", "nine-creditors", "dmp-four-cards")


def checker():
    """The block of the page that knows nothing of the library, and its lines."""
    (block,) = [b for b in re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.S) if "def refuted" in b]
    source = block.split("\n\ndocument =")[0]
    names = {}
    exec(compile(source, str(PAGE), "exec"), names)
    return names["refuted"], [line for line in source.splitlines() if line.strip()]


@cache
def document(name):
    return json.loads(json.dumps(rp.advise(of(name)).to_dict()))


def of(name):
    if name in SAMPLES:
        return rp.sample(name)
    fx = [{"from": "USD", "to": "CNY", "rate": "7", "on": "2026-12-01"}]
    return case(
        debt("A", "1200", "12%", penalty="90", currency="USD"), debt("B", "900", "24%"), fx=fx, cash="40",
        keep_back="10%", limits={"max_months": 12},
    )  # fmt: skip


CERTIFIED = [
    (name, ledger)
    for name in (*SAMPLES, "two currencies")
    for ledger in ("declared", "verified")
    if (name, ledger) in {("unemployed-three-cards", "verified"), ("gig-seasonal", "verified")}
    or name in ("nine-creditors", "two currencies")
]


def test_these_are_the_certificates_of_the_samples():
    found = {(n, ledger) for n in SAMPLES for ledger, c in document(n)["certificate"].items() if c}
    assert found == {pair for pair in CERTIFIED if pair[0] in SAMPLES}


def test_the_checker_is_short_and_imports_nothing_of_ours():
    _, lines = checker()
    assert len(lines) < 30
    assert [line for line in lines if "import" in line] == ["from fractions import Fraction"]


@pytest.mark.parametrize(("name", "ledger"), CERTIFIED)
def test_the_checker_confirms_the_certificate(name, ledger):
    refuted, _ = checker()
    certificate = document(name)["certificate"][ledger]
    assert any(lever["feasible"] for lever in certificate["levers"].values())
    assert list(refuted(certificate)) == []
    assert rp.verify(document(name)) == []


def changes(certificate):
    """Every change of a certificate."""
    for name, lever in certificate["levers"].items():
        for word in ("feasible", "strict"):
            if lever[word]:
                yield name, word


def up(text):
    return f"{float(text) + 100000:.2f}"


@pytest.mark.parametrize(("name", "ledger"), CERTIFIED)
def test_a_tampered_document_is_refused(name, ledger):
    refuted, _ = checker()
    whole = document(name)
    for lever, word in changes(whole["certificate"][ledger]):
        # More is asked than there is; and one step less asks nothing and leaves nothing.
        asked, enough = copy.deepcopy(whole), copy.deepcopy(whole)
        change = asked["certificate"][ledger]["levers"][lever][word]
        change["sums"]["payments"][0][0] = up(change["sums"]["payments"][0][0])
        less = enough["certificate"][ledger]["levers"][lever][word]["one_less"]["sums"]
        less["payments"], less["unpaid"] = [["0.00", count] for _, count in less["payments"]], []
        less["floor"] = "-99999999.00"
        for tampered in (asked, enough):
            assert any(said.startswith(lever) for said in refuted(tampered["certificate"][ledger])), (lever, word)
            assert rp.verify(tampered)


def leaves(node, path=()):
    if isinstance(node, (dict, list)):
        for key, value in node.items() if isinstance(node, dict) else enumerate(node):
            yield from leaves(value, (*path, key))
    else:
        yield path, node


@pytest.mark.parametrize("name", ["nine-creditors", "gig-seasonal"])
def test_every_sum_of_a_change_is_checked(name):
    whole = document(name)
    path = ("certificate", "verified", "levers", "income", "feasible")
    change = whole
    for key in path:
        change = change[key]
    checked = ("size", "one_less", "sums")
    for way, value in islice(leaves({key: change[key] for key in checked}), None, None, 2):
        # What comes after the short month of one step less is no part of its proof.
        if (way[:3] == ("one_less", "sums", "payments") and way[3]) or way[-1] == "at_once":
            continue
        if isinstance(value, str) and re.fullmatch(r"-?\d+\.\d\d", value):
            other = copy.deepcopy(whole)
            node = other
            for key in (*path, *way[:-1]):
                node = node[key]
            node[way[-1]] = f"{float(value) + 0.01:.2f}"
            assert rp.verify(other), way
