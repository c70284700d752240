"""mypy and pyright read the public types as they are written, none of them unknown; the package ships them."""

import inspect
import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import repayplan

ROOT = Path(__file__).parents[2]
FILE = Path(__file__).parent / "public_types.py"


# Public classes and functions by their full names, and modules.
PUBLIC = {
    thing.__name__ if inspect.ismodule(thing) else f"{thing.__module__}.{thing.__qualname__}"
    for thing in (getattr(repayplan, name) for name in repayplan.__all__)
}


def run(*command, **more):
    environment = os.environ | {"PYTHONPATH": str(ROOT)} | more
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, encoding="utf-8", env=environment
    )


@pytest.mark.skipif(not find_spec("mypy"), reason="extra check")
def test_mypy_reads_the_public_types():
    done = run("mypy", "--strict", "--no-error-summary", str(FILE))
    assert done.returncode == 0, done.stdout


@pytest.mark.skipif(not find_spec("pyright"), reason="extra check")
def test_pyright_reads_the_public_types():
    done = run("pyright", "--pythonpath", sys.executable, "-p", str(FILE.parent), "--outputjson")
    found = json.loads(done.stdout)["generalDiagnostics"]
    assert [(one["range"]["start"]["line"] + 1, one["message"]) for one in found if one["severity"] == "error"] == []


@pytest.mark.skipif(not find_spec("pyright"), reason="extra check")
def test_no_public_type_is_unknown():
    done = run(
        "pyright", "--pythonpath", sys.executable, "--verifytypes", "repayplan", "--ignoreexternal", "--outputjson"
    )
    report = json.loads(done.stdout)["typeCompleteness"]
    vague = [one["name"] for one in report["symbols"] if one["isExported"] and not one["isTypeKnown"]]
    assert [name for name in vague if name in PUBLIC or name.rpartition(".")[0] in PUBLIC] == []
    assert "repayplan.options.menu.Menu" in {one["name"] for one in report["symbols"]}


def test_the_package_says_that_it_is_typed():
    assert (ROOT / "repayplan" / "py.typed").exists()
