"""Rubbish, and documents with some of it in the place of one of their cells; everything is drawn from one Random."""

import copy
import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

DEEP = 20_000
LONG = 100_000
SURROGATE = "\ud800"


def nested(depth=DEEP, key=None):
    """Lists in lists, or mappings in mappings."""
    held = "x"
    for _ in range(depth):
        held = [held] if key is None else {key: held}
    return held


def circle():
    """A list that holds itself."""
    held = []
    held.append(held)
    return held


class Unfriendly:
    """A value that cannot be shown."""

    def __repr__(self):
        raise RuntimeError("no repr")


NUMBERS = (
    0, -1, 1, 2, 13, 2**31, 2**63, 2**64, 10**30, 10**400, -(10**400), 10**5000, True, False,
    0.1, -0.0, 1e308, 5e-324, 1e15, float("nan"), float("inf"), float("-inf"), 3 + 4j, Fraction(1, 3), Fraction(10**40),
    *map(Decimal, ("NaN", "-sNaN", "Infinity", "-0", "1E999999", "1E-999999", "0E999999", "1e30", "-1", "0.005")),
)  # fmt: skip
TEXTS = (
    "", " ", "\x00", SURROGATE, "x", "9" * 1_000_000, "1e999", "1e-999", "1e30", "-1", "-0", "0", "0.001", "NaN",
    "Infinity", "1_000", "0x10", "٣", "１２", "1,000", "+5", ".5", "5.", "100%", "101%", "0%", "1e5%", "5%/day",
    "99999999999%/day", "0.000000000000000001%", "999999999999%", "x" * 1_000_000, "\u202e", "=1+1", "<script>",
    "../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "http://127.0.0.1/x", "${HOME}", "%s%n", "null",
    "once", "year", "day", "half-month", "4 weeks of income", "99999999999999 weeks of income", "10% up to 20",
    "cn/usual-10", "repeat_year", "capitalise", "pause", "waive", "defer", "USD", "JPY", "KWD", "cn", "..", "cn/..",
    "repayplan/case-2", "repayplan/case-999999999999", "last", "first friday", "Asia/Shanghai", "../Asia",
)  # fmt: skip
DAYS = (
    "0001-01-01", "1000-01-01", "8999-12-31", "9999-12-31", "2026-02-29", "2024-02-29", "2026-02-30", "2026-12",
    "0000-00", "0001-01", "9999-12", "2026-13", "2026-12-01T25:00", "2026-12-01T10:00", "2026-12-04T10:00+08:00",
    "2026-12-04T10:00+99:00", "9999-12-31T23:59+00:00", "0001-01-01T00:00+14:00", "20261201", "2026-W49-1",
    date.min, date.max, date(2026, 12, 1), datetime.max, datetime(2026, 12, 1, 10), datetime.min.replace(tzinfo=UTC),
    timedelta.max,
)  # fmt: skip
SHAPES = (
    None, [], {}, (), [[]], [{}], [None], {"": None}, {None: 1}, {1: 2}, {("a",): 1}, {"schema": "x"}, b"bytes",
    bytearray(b"x"), set(), frozenset({1}), range(3), object(), print, int, Unfriendly(), [1, 2, 3], ["a", "a"],
    {"2026-12": "1"}, {"9999-12": "1"}, {"flat_fee": "1%/day"}, {"from": "2026-12-01", "rate": "5%"},
    [{"from": "2026-12-01", "rate": "5%"}], [3660, "days"], [0, "days"], [10**400, "days"],
)  # fmt: skip
LARGE = (
    nested, lambda: nested(key="a"), circle, lambda: [None] * LONG, lambda: [{}] * LONG, lambda: ["1"] * LONG,
    lambda: dict.fromkeys(map(str, range(LONG)), "1"), lambda: "2026-12-01 " * LONG,
)  # fmt: skip


def rubbish(random):
    """One value that may be anything."""
    pool = random.choice((NUMBERS, TEXTS, TEXTS, DAYS, SHAPES, SHAPES, LARGE))
    value = random.choice(pool)
    return value() if pool is LARGE else value


def plain_rubbish(random):
    """The same, of what JSON can hold."""
    while True:
        value = rubbish(random)
        try:
            json.dumps(value)
        except (TypeError, ValueError, RecursionError, RuntimeError, OverflowError):
            continue
        return value


def places(document):
    """Every cell, list and mapping below a document: what it stands in, and its key."""
    found, below, known = [], [document], set()
    while below:
        held = below.pop()
        if id(held) in known:  # a list that holds itself
            continue
        known.add(id(held))
        keys = list(held) if isinstance(held, dict) else range(len(held))
        for key in keys:
            found.append((held, key))
            if isinstance(held[key], (dict, list)):
                below.append(held[key])
    return found


def spoilt(document, random, draw=rubbish, most=3):
    """A copy of the document with one to ``most`` of its cells replaced, removed, doubled, swapped or mistyped."""
    made = copy.deepcopy(document)
    for _ in range(random.randint(1, most)):
        held, key = random.choice(places(made) or [([None], 0)])
        random.choice((_replace, _replace, _replace, _replace, _remove, _double, _swap, _mistype, _add))(
            made, held, key, random, draw
        )
    return made


def _replace(made, held, key, random, draw):
    held[key] = draw(random)


def _remove(made, held, key, random, draw):
    del held[key]


def _double(made, held, key, random, draw):
    if isinstance(held, list):
        held.insert(key, copy.copy(held[key]))
    else:
        held[f"{key}s"] = held[key]


def _swap(made, held, key, random, draw):
    other, at = random.choice(places(made) or [(held, key)])
    if not isinstance(held[key], (dict, list)) and not isinstance(other[at], (dict, list)):
        held[key], other[at] = other[at], held[key]


def _mistype(made, held, key, random, draw):
    """One character of a text, or one unit of a number."""
    value = held[key]
    if isinstance(value, str) and value:
        k = random.randrange(len(value))
        held[key] = value[:k] + random.choice("0123456789-%.eE/ \x00é") + value[k + 1 :]
    elif isinstance(value, int):
        held[key] = value + random.choice((-1, 1, 10**6, 10**18))


def _add(made, held, key, random, draw):
    if isinstance(held, dict):
        held[random.choice(("x", "", "amount", "schema", "__class__", SURROGATE))] = draw(random)
    else:
        held.append(draw(random))
