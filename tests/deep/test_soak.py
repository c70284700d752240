"""The long runs: they go on where they were, and they see a law that is broken."""

import importlib.util
import json
import sys
from itertools import count
from pathlib import Path

import pytest

DEEP = Path(__file__).resolve().parents[2] / "deep"


@pytest.fixture
def room(monkeypatch):
    """A module of the long runs, by its name."""
    monkeypatch.setattr(sys, "path", [str(DEEP), *sys.path])

    def loaded(name):
        spec = importlib.util.spec_from_file_location(name, DEEP / f"{name}.py")
        module = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, name, module)
        spec.loader.exec_module(module)
        return module

    return loaded


@pytest.mark.parametrize("seed", [3, 4])
def test_accounts_keep_the_laws(room, seed):
    assert room("accounts").broken(seed) == (5_000, [])


@pytest.mark.parametrize(
    ("spoilt", "law"),
    [
        ("accrued", "opening + accrued + moved in = paid + waived + moved out + closing"),
        ("opening", "a row opens as the one before closed"),
        ("moved_in", "all moved in = all moved out"),
        ("held", "what is held apart is part of what is owed"),
        ("asked", None),
    ],
)
def test_a_row_that_breaks_a_law_is_seen(room, monkeypatch, spoilt, law):
    accounts = room("accounts")
    sound = accounts.rows

    def rows(*given):
        for number, row in enumerate(sound(*given)):
            if number == 1 and spoilt != "asked":
                cells = list(getattr(row, spoilt))
                cells[1] = cells[1] + 10**12
                setattr(row, spoilt, tuple(cells))
            yield row

    monkeypatch.setattr(accounts, "rows", rows)
    assert law in (*accounts.broken(3)[1], None)


def test_an_order_that_is_another_is_seen(room, monkeypatch):
    menus, falling = room("menus"), count(0, -1)
    assert menus.broken(0) == (1, [])
    monkeypatch.setattr(menus, "place", lambda option, able: next(falling))
    assert menus.broken(0) == (1, ["options stand in the order of the pages"])


def test_a_run_goes_on_after_its_last_seed(room, monkeypatch, tmp_path, capsys):
    soak, accounts = room("soak"), room("accounts")
    seen = []
    monkeypatch.setattr(accounts, "broken", lambda seed: (seen.append(seed), (10, ["odd"] * (seed == 2)))[1])
    state = tmp_path / "deep" / "state.json"

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["soak.py", "accounts", "--state", str(state), *words])
        return soak.main()

    assert run("--cases", "20") == 0 and seen == [0, 1]
    assert run("--cases", "40") == 1 and seen == [0, 1, 2, 3]
    assert json.loads(state.read_text())["accounts"]["violations"] == ["seed 2: odd"]
    assert capsys.readouterr().out.endswith("accounts: 40 cases, seeds 0 to 3, 0 s, 1 violations\n")
    assert run("--seed", "2") == 1 and seen[-1] == 2
