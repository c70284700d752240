"""``python -m repayplan``: the published figures that ship, checked anew on this machine."""

from __future__ import annotations

import platform
import sys

from repayplan.cases.golden import differing, golden_cases
from repayplan.words.tables import Table


def main() -> int:
    """Print a table by source, place and kind, and what differs; 1 where anything does."""
    tally: dict[tuple[str, str, str], list[list[str]]] = {}
    left_out = 0
    for case in golden_cases():
        if "left_out" in case:
            left_out += 1
        else:
            tally.setdefault((case["source"], case.get("place") or "", case["kind"]), []).append(differing(case))
    rows = [
        (*key, str(len(found)), str(sum(not lines for lines in found)))
        for key, found in sorted(tally.items(), key=lambda entry: entry[0])
    ]
    checked, matched = (sum(int(row[column]) for row in rows) for column in (3, 4))
    table = Table(
        f"Published figures, checked by {platform.python_implementation()} {platform.python_version()}",
        (("source", "left"), ("place", "left"), ("kind", "left"), ("cases", "right"), ("matched", "right")),
        tuple(rows),
        (f"{matched} of {checked} matched in every value printed; {left_out} more are left out: docs/accuracy.md.",),
    )
    print(table.as_text(120))
    for found in tally.values():
        for line in (line for lines in found for line in lines):
            print(line, file=sys.stderr)
    return int(matched < checked)


if __name__ == "__main__":
    sys.exit(main())
