"""Write the accuracy page anew from the golden cases: ``python docs/accuracy.py``."""

import json
from pathlib import Path

from repayplan.cases.golden import CHECKS, differing, golden_cases, habits

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "accuracy.md"
HEAD = """# Accuracy

<!-- Written by docs/accuracy.py from the golden cases; change those. -->

Published figures that this library is checked against, and the habits of a lender that each implies
([`rp.Conventions`](api/offered.md)). A source is matched in every value that it prints, or left out with the reason.
`python -m repayplan` repeats the check on your machine for the cases that ship.
"""


def cases():
    """The cases that ship, and those of the tests that are checked the same way."""
    yield from golden_cases()
    for path in sorted((ROOT / "tests" / "golden").glob("*.json")):
        found = json.loads(path.read_text("utf-8"))
        yield from (case for case in found if isinstance(case, dict) and case.get("kind") in CHECKS)


def linked(case):
    """The source, and its citation as a link."""
    citation = case["citation"].replace("|", "/")
    return f"[{citation}]({case['url']})" if case.get("url") else citation


def printed(case):
    """What a source prints, in words."""
    prints, found = case["prints"], []
    for name in ("instalment", "total_interest", "total_paid", "interest", "percent", "rate", "years", "count"):
        if name in prints:
            found.append(
                {"total_interest": "total interest", "total_paid": "total paid", "count": "number"}.get(name, name)
            )
    for name, one, many in (("rows", "a row", "rows"), ("ranges", "a range of rows", "ranges of rows")):
        if count := len(prints.get(name, ())):
            found.append(one if count == 1 else f"{count} {many}")
    return ", ".join(found)


def page():
    """The page as it has to stand."""
    every = list(cases())
    kept = [case for case in every if "left_out" not in case]
    left = [case for case in every if "left_out" in case]
    wrong = {case["id"]: found for case in kept if (found := differing(case))}
    lines = [HEAD, f"{len(kept) - len(wrong)} of {len(kept)} cases agree in every value.\n", "## Matched\n"]
    lines += ["| place | source | kind | prints | convention |", "|---|---|---|---|---|"]
    for case in sorted(kept, key=lambda case: (case.get("place") or "~", case["source"], case["kind"], case["id"])):
        if case["id"] not in wrong:
            note = f" {case['note']}" if case.get("note") else ""
            note += " Not published: from the package's own tests." if case.get("published") is False else ""
            lines.append(
                f"| {case.get('place') or ''} | {case['source']}: {linked(case)}.{note} | {case['kind']} "
                f"| {printed(case)} | {habits(case)} |"
            )
    if wrong:
        lines += ["\n## Not matched\n", *(f"- `{name}`: {'; '.join(found)}" for name, found in wrong.items())]
    lines += ["\n## Left out\n", "| source | kind | why |", "|---|---|---|"]
    lines += [
        f"| {case['source']}: {linked(case)} | {case['kind']} | {case['left_out']}: {case['reason']} |" for case in left
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
