"""Rubbish at every door, for as long as one likes: ``python fuzz/doors.py --inputs 100000``.

Each input is a whole number: the seed of one door's rubbish. ``--atheris`` lets the coverage of the library choose the
bytes instead (extra ``fuzz``). Prints how many inputs each door was given, how many it refused, the longest that one
took, and every error that is no documented refusal; 1 where there is one.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.doors.doors import DOORS, knocked


def main() -> int:
    """The exit code."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--inputs", type=int, default=100_000, help="in all, shared by the doors")
    asked.add_argument("--first", type=int, default=0, help="the first seed")
    asked.add_argument("--door", action="append", choices=sorted(DOORS), help="this door alone")
    asked.add_argument("--atheris", action="store_true", help="inputs chosen by coverage")
    how = asked.parse_args()
    doors = {name: DOORS[name] for name in how.door or DOORS}
    warnings.simplefilter("error")
    return by_coverage(doors, how.inputs) if how.atheris else by_seed(doors, how.inputs, how.first)


def by_seed(doors: dict, inputs: int, first: int) -> int:
    """Every door by turns, each input from a seed of its own."""
    each, failed = -(-inputs // len(doors)), Counter()
    for name, door in doors.items():
        refused, longest = 0, 0.0
        for seed in range(first, first + each):
            began = time.perf_counter()
            try:
                refused += knocked(door, Random(seed))
            except Exception as error:
                failed[_said(name, error)] += 1
                print(f"{name}, seed {seed}: {_said(name, error)}", file=sys.stderr)
            longest = max(longest, time.perf_counter() - began)
        print(f"{name}: {each} inputs, {refused} refused, longest {longest:.2f} s", flush=True)
    print(f"{each * len(doors)} inputs at {len(doors)} doors, {sum(failed.values())} unhandled exceptions")
    return int(bool(failed))


def _said(name: str, error: Exception) -> str:
    """Where an error came from."""
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if "/repayplan/" in frame.filename]
    at = f" at {ours[-1].filename.rpartition('/repayplan/')[2]}:{ours[-1].lineno}" if ours else ""
    return f"{name}: {type(error).__name__}{at}: {str(error)[:80]}"


class Bytes(Random):
    """Draws from bytes that the fuzzer chose, as long as there are any."""

    def __init__(self, data: bytes) -> None:
        super().__init__(0)
        self.data, self.at = data, 0

    def getrandbits(self, k: int) -> int:
        """The next bits; noughts after the last byte."""
        count = -(-k // 8)
        part = self.data[self.at : self.at + count].ljust(count, b"\0")
        self.at += count
        return int.from_bytes(part, "big") >> (8 * count - k)

    def random(self) -> float:
        """The next 32 bits as a fraction of one."""
        return self.getrandbits(32) / 2**32


def by_coverage(doors: dict, inputs: int) -> int:
    """The first byte chooses the door; an error ends the run, and its input is written to a file."""
    import atheris

    atheris.instrument_all()
    names = sorted(doors)

    def one(data: bytes) -> None:
        if data:
            knocked(doors[names[data[0] % len(names)]], Bytes(data[1:]))

    atheris.Setup(
        [
            sys.argv[0],
            f"-runs={inputs}",
            "-max_len=400",
            f"-artifact_prefix={tempfile.gettempdir()}/",
            "-rss_limit_mb=4096",
        ],
        one,
    )
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
