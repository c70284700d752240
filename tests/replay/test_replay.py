"""The same version gives the same bytes, whatever surrounds it. ``.ci/replay`` does the same on each Python that is
there, with the oldest and newest numpy and dateutil that are allowed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.replay import documents

ROOT = Path(__file__).parents[2]
# The caller's own decimal context, as code that runs before anything else.
CONTEXTS = {
    "short": "c.prec = 3; c.rounding = decimal.ROUND_UP; c.Emax = 9; c.Emin = -9; c.clamp = 1; c.clear_traps()",
    "strict": "c.prec = 3; [c.traps.__setitem__(trap, True) for trap in c.traps]",
}
SURROUNDINGS = {
    "short": {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
    "strict": {"PYTHONHASHSEED": "4711", "TZ": "America/St_Johns", "LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"},
}
CODE = """
import decimal, locale, sys
locale.setlocale(locale.LC_ALL, "")
c = decimal.getcontext()
{}
from tests.replay.documents import main
sys.exit(main("--check"))
"""


@pytest.mark.parametrize("context", CONTEXTS)
def test_documents_are_the_same_bytes_whatever_surrounds_them(context):
    environment = os.environ | SURROUNDINGS[context] | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", CODE.format(CONTEXTS[context])],
        cwd=ROOT, env=environment, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "42 of 42" in done.stdout


def test_a_document_that_is_another_is_named(capsys):
    known = json.loads(documents.DIGESTS.read_text("utf-8"))
    assert documents.main("--check", lambda: known | {"schema": "0" * 32}) == 1
    said = capsys.readouterr().out
    assert f"{'0' * 32} schema" in said
    assert "41 of 42" in said
