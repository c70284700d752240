"""Every figure of a document, changed by the least that it can change, one at a time.

``python -m tests.proof.figures [every]`` changes each figure of the documents of every kind, of menus every so manieth,
and prints how many were changed, how many were found, and the patterns of those that were not.
"""

import re
import sys
from collections import Counter
from datetime import date, datetime, timedelta

from repayplan.proof.verify import found

NUMBER = re.compile(r"(-?\d+)(\.\d+)?(/\d+)?(%.*)?", re.ASCII)
MONTH = re.compile(r"\d{4}-\d\d", re.ASCII)
# Keys under which names stand that are the user's own.
NAMED = ("plans", "plan", "debts", "accounts", "received", "levers", "parts", "sums")


def nudged(value):
    """A figure one more in its last place, a date a day later, a moment a minute; None for what is no figure."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value + 1
    if not isinstance(value, str):
        return None
    if MONTH.fullmatch(value):
        return value[:5] + f"{int(value[5:]) % 12 + 1:02d}"
    if later := moved(value):
        return later
    if not (parts := NUMBER.fullmatch(value)):
        return None
    whole, places, below, unit = parts.groups(default="")
    last, decimals = int(whole + places[1:]) + 1, len(places[1:])
    text = f"{abs(last):0{decimals + 1}d}"
    text = text[: len(text) - decimals] + ("." + text[-decimals:] if decimals else "")
    return "-" * (last < 0) + text + below + unit


def moved(value):
    """A day or a moment, later."""
    try:
        if len(value) == len("2026-12-31"):
            return str(date.fromisoformat(value) + timedelta(days=1))
        return (datetime.fromisoformat(value) + timedelta(minutes=1)).isoformat() if "T" in value else None
    except ValueError:
        return None


def figures(node, path=()):
    """Each figure of a document: its way from the top, what holds it, and its key there."""
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        if isinstance(value, (dict, list)):
            yield from figures(value, (*path, key))
        elif nudged(value) is not None:
            yield (*path, key), node, key


def pattern(path):
    """A path without its numbers and without names of the user's own."""
    words = ["#" if isinstance(key, int) or MONTH.fullmatch(key) else key for key in path]
    return ".".join("*" if k and words[k - 1] in NAMED and word != "#" else word for k, word in enumerate(words))


def is_found(document, path):
    """Whether a changed figure is found; in a menu first by the plan that it is one of, which is a document itself."""
    if path[0] == "options" and path[2] == "plans" and found(document["options"][path[1]]["plans"][path[3]], 1):
        return True
    return bool(found(document, 1))


def swept(document, every=1):
    """How many figures were changed, every so manieth, and by pattern those whose change no check finds."""
    total, missed = 0, Counter()
    for k, (path, holder, key) in enumerate(figures(document)):
        if k % every:
            continue
        total += 1
        was, holder[key] = holder[key], nudged(holder[key])
        if not is_found(document, path):
            missed[pattern(path)] += 1
        holder[key] = was
    return total, missed


def main(every):
    """The table of all kinds."""
    from tests.proof.golden_documents import DOCUMENTS, menus

    changed, missed = 0, Counter()
    for name, made in (DOCUMENTS | menus()).items():
        total, lost = swept(made(), every if name.startswith("menu") else 1)
        count = sum(lost.values())
        print(f"| {name} | {total} | {total - count} | {100 * (1 - count / total):.2f} % |", flush=True)
        changed, missed = changed + total, missed + lost
    count = sum(missed.values())
    print(f"| all | {changed} | {changed - count} | {100 * (1 - count / changed):.2f} % |")
    for path, times in missed.most_common():
        print(f"{times:6d}  {path}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
