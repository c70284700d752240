"""Treatment: what becomes of what is owed already (opening) and of what would newly accrue, component by component."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from repayplan.units.components import COMPONENTS
from repayplan.units.dates import read_date
from repayplan.units.refusal import known_keys, nearest, refuse, under

OPENING = ("collect", "spread", "capitalise", "defer", "waive")
ACCRUAL = ("run", "capitalise", "defer", "waive", "pause")
# One word stands for every part in which the table of treatments has it.
WORDS = {
    "collect": ("collect", "run"),
    "run": ("collect", "run"),
    "spread": ("spread", "run"),
    "capitalise": ("capitalise", "capitalise"),
    "defer": ("defer", "defer"),
    "waive": ("waive", "waive"),
    "pause": ("collect", "pause"),
}
OF_PRINCIPAL = ("collect", "spread", "defer", "waive")


@dataclass(frozen=True)
class Window:
    """Days, both inclusive, in which new interest is treated otherwise than by the contract.

    Args:
        start: first day.
        end: last day.
        treatment: ``pause``, ``waive``, ``capitalise`` or ``defer``.

    Raises:
        InputError: a day that is none, an end before the start, an unknown treatment.

    A day's interest accrues up to that day: it belongs to the period whose due date is that day or the next one.

    Examples:
        >>> Window("2027-01-10", "2027-03-10", "pause").days
        60
    """

    start: Any
    end: Any
    treatment: str = "pause"

    def __post_init__(self) -> None:
        object.__setattr__(self, "start", read_date(self.start, "start"))
        object.__setattr__(self, "end", read_date(self.end, "end"))
        if self.end < self.start:
            refuse("end", str(self.end), f"a day not before {self.start}", "swap the two")
        if self.treatment not in ACCRUAL:
            refuse("treatment", self.treatment, "what becomes of new interest", nearest(self.treatment, ACCRUAL))

    @property
    def days(self) -> int:
        """How many days it holds."""
        return int((self.end - self.start).days) + 1

    @property
    def after(self) -> date:
        """The day at whose close the window's first interest begins to accrue: the day before its start."""
        before: date = self.start - timedelta(days=1)
        return before

    def to_dict(self) -> dict[str, str]:
        """The window as plain data."""
        return {"start": str(self.start), "end": str(self.end), "treatment": self.treatment}

    @classmethod
    def from_dict(cls, data: object) -> Window:
        """Read a window of a document."""
        given: dict[str, Any] = dict(known_keys(data, ("start", "end", "treatment"), ""))
        return cls(given.get("start"), given.get("end"), given.get("treatment", "pause"))


class Treated(NamedTuple):
    """The two parts of one component's treatment."""

    opening: str = "collect"
    accrual: str = "run"
    windows: tuple[Window, ...] = ()


Treatment = dict[str, Treated]


def read_treatment(value: object, path: str) -> Treatment:
    """Treatment by component, each in both parts; what is absent is collected and runs."""
    given = {} if value is None else known_keys(value, COMPONENTS, path)
    found = {}
    for component in COMPONENTS:
        with under(f"{path}.{component}"):
            found[component] = _read_component(given.get(component), component)
    return found


def _read_component(value: object, component: str) -> Treated:
    if isinstance(value, Treated):
        value = {"opening": value.opening, "accrual": list(value.windows) or value.accrual}
    if value is None:
        return Treated()
    if isinstance(value, str):
        if value not in WORDS:
            refuse("", value, "a treatment", nearest(value, WORDS))
        opening, accrual = WORDS[value]
        value = {"opening": opening, "accrual": accrual}
    elif isinstance(value, (list, tuple)):
        value = {"accrual": value}
    parts = known_keys(value, ("opening", "accrual"), "")
    opening = _word(parts.get("opening") or "collect", OPENING, "opening")
    accrual = parts.get("accrual") or "run"
    windows: tuple[Window, ...] = ()
    if isinstance(accrual, (list, tuple)):
        windows, accrual = _read_windows(accrual), "run"
    accrual = _word(accrual, ACCRUAL, "accrual")
    if component == "principal" and (opening not in OF_PRINCIPAL or accrual not in ("run", opening) or windows):
        refuse(
            "",
            value,
            "a treatment of principal, which has an opening part alone",
            "use one of: " + ", ".join(OF_PRINCIPAL),
        )
    return Treated(opening, accrual, windows)


def _word(value: object, words: tuple[str, ...], path: str) -> str:
    if not isinstance(value, str) or value not in words:
        refuse(path, value, "a treatment of this part", nearest(value, words))
    return value


def _read_windows(given: Any) -> tuple[Window, ...]:
    windows = []
    for i, entry in enumerate(given):
        with under(f"accrual[{i}]"):
            windows.append(entry if isinstance(entry, Window) else Window.from_dict(entry))
    windows.sort(key=lambda window: window.start)
    for one, two in pairwise(windows):
        if two.start <= one.end:
            refuse("accrual", f"{two.start}", f"a window that begins after {one.end}", "windows may not overlap")
    return tuple(windows)


def treatment_document(treatment: Treatment) -> dict[str, Any]:
    """The full form, with every part said."""
    return {
        component: {
            "opening": treated.opening,
            "accrual": [window.to_dict() for window in treated.windows] or treated.accrual,
        }
        for component, treated in treatment.items()
    }
