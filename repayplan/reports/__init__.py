"""What leaves the library: letters, charts, and where each figure comes from.

Letters and sheets are values: they print (``.text``), show themselves in a notebook (``.html``), and are written out as
Markdown, CSV or PDF (``.save("offer.pdf", "zh")``), in ``en`` and ``zh``. Charts return the axes that they drew on.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repayplan.reports import charts as charts
    from repayplan.reports.afterwards import completion as completion
    from repayplan.reports.afterwards import missed_payment as missed_payment
    from repayplan.reports.afterwards import reminder as reminder
    from repayplan.reports.letter import Letter as Letter
    from repayplan.reports.proposals import negotiation_sheet as negotiation_sheet
    from repayplan.reports.proposals import offer as offer
    from repayplan.reports.sheets import agreement_draft as agreement_draft
    from repayplan.reports.sheets import schedule_sheet as schedule_sheet

# Loaded when first asked for: who explains a figure loads no letters.
_HOMES = {
    "Letter": "letter",
    "agreement_draft": "sheets",
    "charts": "charts",
    "completion": "afterwards",
    "missed_payment": "afterwards",
    "negotiation_sheet": "proposals",
    "offer": "proposals",
    "reminder": "afterwards",
    "schedule_sheet": "sheets",
}

__all__ = [
    "Letter",
    "agreement_draft",
    "charts",
    "completion",
    "missed_payment",
    "negotiation_sheet",
    "offer",
    "reminder",
    "schedule_sheet",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = import_module(f"{__name__}.{_HOMES[name]}")
    # ``charts`` is a module itself.
    value = getattr(home, name, home)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
