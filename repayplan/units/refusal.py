"""How wrong input is refused: the path, the value, what was expected, and what to do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# Halves of characters of UTF-16: no file, page or frame can hold one.
_HALVES = re.compile(r"[\ud800-\udfff]")
Made = TypeVar("Made")
MOST_WORDS = 24
# What a document may hold: characters of a text (of a name that is compared with others), entries of a list.
MOST_TEXT, MOST_NAME, MOST_ENTRIES = 10_000, 100, 10_000


class InputError(ValueError):
    """Input that cannot be used, refused whole at the door.

    Attributes:
        path: where the value stands, as in ``debts[0].rate``.
        value: the value, shortened.
        expected: what would have been right.
        fix: what to do about it.

    Examples:
        >>> raise InputError("debts[0].rate", "18", "a rate with its unit", 'write "18%"')
        Traceback (most recent call last):
        repayplan.units.refusal.InputError: debts[0].rate: got '18', expected a rate with its unit; write "18%"
    """

    path: str
    value: str
    expected: str
    fix: str

    def __init__(self, path: str, value: object, expected: str, fix: str = "") -> None:
        self.path, self.value, self.expected, self.fix = path, shortened(value), expected, fix
        super().__init__(path, self.value, expected, fix)

    def __str__(self) -> str:
        """Path, value, what was expected, what to do; a value that is the whole input has no path."""
        at = f"{self.path}: " if self.path else ""
        return f"{at}got {self.value}, expected {self.expected}" + (f"; {self.fix}" if self.fix else "")

    @classmethod
    def restated(cls, path: str, error: InputError) -> InputError:
        """The same refusal at another path."""
        return cls(path, _Shown(error.value), error.expected, error.fix)

    def __reduce__(self) -> tuple[Any, ...]:
        """How it crosses to another process."""
        return InputError, (self.path, _Shown(self.value), self.expected, self.fix)


class _Shown(str):
    """A value that is shortened already."""

    __slots__ = ()


@contextmanager
def under(path: str) -> Iterator[None]:
    """Within this block a refusal's path stands under ``path``: ``rate`` becomes ``debts[0].rate``."""
    try:
        yield
    except InputError as error:
        inner = f".{error.path}" if path and error.path and not error.path.startswith("[") else error.path
        raise InputError.restated(f"{path}{inner}", error) from None


def shortened(value: object, most: int = 60) -> str:
    """The value as text of at most ``most`` characters; what cannot be shown is named by its type.

    Examples:
        >>> shortened("x" * 100, 8), shortened(10**5000)
        ("'xxxxxx…", '(int)')
    """
    try:
        text = str(value) if isinstance(value, _Shown) else repr(value)
    except Exception:  # nested too deep, too many digits, or not willing to be shown
        text = f"({type(value).__name__})"
    return text if len(text) <= most else text[: most - 1] + "…"


def refuse(path: str, value: object, expected: str, fix: str = "") -> NoReturn:
    """Raise the refusal of one value."""
    raise InputError(path, value, expected, fix)


def nearest(word: object, known: Iterable[str]) -> str:
    """``did you mean 'x'?`` for a misspelt word, or the words there are."""
    # Loaded by the first misspelt word: it costs more than all of this module.
    from difflib import get_close_matches

    words = {known_word.casefold(): known_word for known_word in sorted(known)}
    wanted = word[:MOST_NAME] if isinstance(word, str) else shortened(word)
    if close := get_close_matches(wanted.casefold(), words):
        return f"did you mean {words[close[0]]!r}?"
    some = list(words.values())[:MOST_WORDS]
    return "use one of: " + ", ".join(some) + (", …" if len(some) < len(words) else "")


def one_of(value: object, known: Iterable[str], path: str) -> str:
    """The value if it is one of the known words."""
    words = list(known)
    if not isinstance(value, str) or value not in words:
        refuse(path, value, "one of the known words", nearest(value, words))
    return value


def known_keys(document: object, keys: Sequence[str], path: str) -> Mapping[str, Any]:
    """The document if it is a mapping with no key beyond ``keys``."""
    if not isinstance(document, Mapping):
        refuse(path, document, "a mapping of names to values")
    for key in document:
        if key not in keys:
            refuse(f"{path}.{key}" if path else str(key), document[key], "a known key", nearest(key, keys))
    return document


def listed(value: object, path: str, most: int = MOST_ENTRIES) -> list[object]:
    """The value as a list of at most so many entries; absent is empty."""
    if value is None:
        return []
    if not isinstance(value, (list, tuple)):
        refuse(path, value, "a list")
    if len(value) > most:
        refuse(path, f"{len(value)} entries", f"at most {most} entries")
    return list(value)


def required(document: Mapping[str, Any], key: str, path: str) -> Any:
    """The value of a key that has to be there."""
    if document.get(key) is None:
        refuse(f"{path}.{key}" if path else key, None, "a value", f"add {key!r}")
    return document[key]


def text(value: object, path: str, *, empty: bool = False) -> str:
    """The value if it is text."""
    if not isinstance(value, str) or (not empty and not value.strip()):
        refuse(path, value, "text")
    if len(value) > MOST_TEXT:
        refuse(path, value, f"text of at most {MOST_TEXT} characters")
    if not value.isascii() and _HALVES.search(value):
        refuse(path, value, "text that can be written as UTF-8", "it holds half a character: read the file as UTF-8")
    return value


def made(value: object, kind: type[Made], path: str, fix: str = "") -> Made:
    """The value if it is of a kind of ours.

    Examples:
        >>> made("A", InputError, "error")
        Traceback (most recent call last):
        repayplan.units.refusal.InputError: error: got 'A', expected rp.InputError
    """
    if not isinstance(value, kind):
        refuse(path, value, f"rp.{kind.__name__}", fix)
    return value


def whole(value: object, path: str, low: int, high: int) -> int:
    """The value if it is a whole number between two bounds, both included."""
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        refuse(path, value, f"a whole number from {low} to {high}")
    return value
