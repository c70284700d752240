"""Long runs of random cases: python deep/soak.py accounts|menus --state FILE [--cases N] [--minutes M] [--seed S].

Each seed makes its own cases: a run goes on after the last seed in its state file, and a case that breaks a law is
found again by `--seed`. It ends when so many cases have been seen, or so many minutes have passed.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]
GOALS = {"accounts": 10_000_000, "menus": 100_000}


def read(state: Path, kind: str) -> dict:
    """Where a run of this kind stands."""
    found = json.loads(state.read_text()) if state.exists() else {}
    return found.get(kind, {"next": 0, "cases": 0, "violations": [], "seconds": 0.0})


def keep(state: Path, kind: str, stands: dict) -> None:
    """Write where it stands, whole or not at all."""
    found = json.loads(state.read_text()) if state.exists() else {}
    state.parent.mkdir(parents=True, exist_ok=True)
    fresh = state.with_name(state.name + ".new")
    fresh.write_text(json.dumps(found | {kind: stands}, indent=1))
    os.replace(fresh, state)


def tried(broken: Callable, seed: int) -> tuple[int, list[str]]:
    """The laws that a seed breaks; an error that no page promises is one of them."""
    try:
        return broken(seed)
    except Exception as error:
        return 0, [f"{type(error).__name__}: {error}"]


def main() -> int:
    """Run; the number of violations is the last thing said, and the way out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=GOALS)
    parser.add_argument("--state", type=Path)
    parser.add_argument("--cases", type=int)
    parser.add_argument("--minutes", type=float, default=float("inf"))
    parser.add_argument("--seed", type=int)
    asked = parser.parse_args()
    if asked.kind == "accounts":
        from accounts import broken
    else:
        from menus import broken
    if asked.seed is not None:
        cases, laws = broken(asked.seed)
        print(f"seed {asked.seed}: {cases} cases", *laws, sep="\n")
        return bool(laws)
    if asked.state is None:
        parser.error("--state says where the run is kept")
    stands, goal = read(asked.state, asked.kind), asked.cases or GOALS[asked.kind]
    start = saved = time.monotonic()
    while stands["cases"] < goal and time.monotonic() - start < asked.minutes * 60:
        cases, laws = tried(broken, stands["next"])
        stands["violations"] += [f"seed {stands['next']}: {law}" for law in laws]
        stands["cases"] += cases
        stands["next"] += 1
        if time.monotonic() - saved > 10 or laws:
            stands["seconds"] += time.monotonic() - saved
            saved = time.monotonic()
            keep(asked.state, asked.kind, stands)
    stands["seconds"] += time.monotonic() - saved
    keep(asked.state, asked.kind, stands)
    print(*stands["violations"], sep="\n")
    print(
        f"{asked.kind}: {stands['cases']} cases, seeds 0 to {stands['next'] - 1}, {stands['seconds']:.0f} s,", end=" "
    )
    print(f"{len(stands['violations'])} violations")
    return bool(stands["violations"])


if __name__ == "__main__":
    sys.exit(main())
