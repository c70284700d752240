"""Mutation testing, room by room: python deep/mutation.py ROOM... [--every N] [--again] [--report] [--state DIR].

mutmut changes one thing at a time in the functions of a room and runs the tests that reach it. What no test notices
survives and is printed: it is killed by a new test, simplified away, or listed with its reason in
`equivalent_mutants.toml`. Only tests count: not the type checker, not the examples in docstrings. What differs in
`strict` of a `zip` alone counts as equivalent: it guards lists that are made of equal length.

mutmut works in a copy of the tree below the state folder. A run that was stopped goes on where it was; a changed
function is tried anew; `--again` tries what survived once more, after new tests. `--every 10` tries each mutant of
whose number the last digit is 3.
"""

import argparse
import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

from mutmut.mutation.diff_apply import get_diff_for_mutant

ROOT = Path(__file__).resolve().parent.parent
CAUGHT = ("killed", "timeout")
SAMPLES = {1: "", 2: "*[13579]", 5: "*[38]", 10: "*3", 20: "*[13579]3"}


def copied(room: str, tests: list[str], there: Path) -> None:
    """Bring the tree in which mutmut works up to date."""
    for path in (*(ROOT / "repayplan").rglob("*"), *(ROOT / "tests").rglob("*"), ROOT / "conftest.py"):
        copy = there / path.relative_to(ROOT)
        if path.is_file() and path.suffix != ".pyc" and not (copy.exists() and copy.read_bytes() == path.read_bytes()):
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
    own = f'[tool.mutmut]\nonly_mutate = ["repayplan/{room}/*"]\n'
    own += f"pytest_add_cli_args_test_selection = {json.dumps(tests)}\n"
    (there / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text().replace("[tool.mutmut]\n", own))


def mutmut(there: Path, *words: str) -> str:
    """What mutmut says in a copy of the tree; what it says while it runs is kept in `run.log`."""
    command = [Path(sys.executable).with_name("mutmut"), *words]
    profile = os.environ | {"HYPOTHESIS_PROFILE": "mutants"}
    if words[0] == "run":
        with (there / "run.log").open("w") as log:
            subprocess.run(command, cwd=there, env=profile, check=True, stdout=log, stderr=subprocess.STDOUT)
        return ""
    return subprocess.run(command, cwd=there, env=profile, check=True, text=True, capture_output=True).stdout


def results(there: Path) -> dict[str, str]:
    """What became of each mutant that was tried."""
    lines = (line.strip().rpartition(": ") for line in mutmut(there, "results", "--all", "true").splitlines())
    return {name: became for name, _, became in lines if became not in ("", "not checked")}


def change(there: Path, name: str) -> tuple[str, str]:
    """The lines that a mutant takes away and puts in."""
    path = Path(*name.split(".")[:3]).with_suffix(".py")
    with contextlib.chdir(there):
        lines = get_diff_for_mutant(name, path=path).splitlines()[2:]
    gone, come = ([line[1:].strip() for line in lines if line.startswith(sign)] for sign in "-+")
    return " ".join(gone), " ".join(come)


def same(was: str, now: str) -> bool:
    """Whether two lines differ in how `zip` guards its lengths alone."""
    was, now = (re.sub(r",\s*(strict=\w+)?\s*\)", ")", line) for line in (was, now))
    return was == now


def place(name: str) -> str:
    """Module and function of a mutant."""
    module, _, function = name.partition("__mutmut")[0].rpartition(".")
    return module.removeprefix("repayplan.") + "." + function.removeprefix("x_").removeprefix("xǁ").replace("ǁ", ".")


def run(room: str, there: Path, asked: argparse.Namespace) -> None:
    """Try what was not tried, or some of it; then what survived, where that is asked."""
    words = ("run", "--max-children", str(asked.processes))
    if asked.every == 1 or not asked.again:
        mutmut(there, *words, *([f"repayplan.{room}.*__mutmut_{SAMPLES[asked.every]}"] if asked.every > 1 else []))
    if asked.again and (names := [name for name, became in results(there).items() if became not in CAUGHT]):
        mutmut(there, *words, *names)


def tried(room: str, tests: list[str], asked: argparse.Namespace) -> Counter:
    """Run a room; print what survived."""
    there = asked.state / room
    if not asked.report:
        copied(room, tests, there)
        run(room, there, asked)
    found = results(there)
    known = tomllib.loads((ROOT / "deep" / "equivalent_mutants.toml").read_text())["equivalent"]
    known = {(one["in"], one["becomes"]) for one in known}
    count = Counter(found.values())
    for name, became in found.items():
        if became not in CAUGHT:
            was, now = change(there, name)
            equivalent = same(was, now) or (place(name), now) in known
            count["equivalent"] += equivalent
            if not equivalent:
                print(f"{became}: {name}\n    - {was}\n    + {now}")
    return count


def main() -> None:
    """One line for each room."""
    rooms = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mutation"]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rooms", nargs="*", choices=[*rooms, []], default=list(rooms))
    parser.add_argument("--every", type=int, choices=SAMPLES, default=1)
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--report", action="store_true")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--state", type=Path, default=ROOT / "build" / "mutants")
    asked = parser.parse_args()
    for room in asked.rooms:
        count = tried(room, rooms[room], asked)
        caught = sum(count[name] for name in CAUGHT)
        of = sum(count.values()) - count["equivalent"]
        print(
            f"{room}: {of} mutants, {caught} killed, {caught / (of - count['equivalent']):.1%} of those that can be;",
            end=" ",
        )
        print(", ".join(f"{n} {became}" for became, n in sorted(count.items())), flush=True)


if __name__ == "__main__":
    main()
