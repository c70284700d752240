"""What a fresh interpreter loads: ``import repayplan`` stays light, and one case needs no numpy."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = ("numpy", "pandas", "polars", "pyarrow", "narwhals", "matplotlib", "babel", "typst")
EXAMPLES = sorted(path for who in ("counsellor", "tool") for path in (ROOT / "examples" / who).glob("*.py"))
WITHOUT_NUMPY = "import runpy, sys; sys.modules['numpy'] = None; runpy.run_path(sys.argv[1], run_name='__main__')"


def fresh(folder, *arguments):
    """Run Python anew, away from the checkout, and hand back what it printed."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-c", *arguments], cwd=folder, env=environment, capture_output=True, encoding="utf-8"
    )


def test_import_and_every_public_name_load_nothing_heavy(tmp_path):
    names = "[getattr(repayplan, name) for name in repayplan.__all__]"
    done = fresh(tmp_path, f"import sys, repayplan; {names}; print(*(set({HEAVY}) & set(sys.modules)))")
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_example_runs_without_numpy(example, tmp_path):
    done = fresh(tmp_path, WITHOUT_NUMPY, str(example))
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
