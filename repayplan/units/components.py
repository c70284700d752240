"""The four components of a debt, in the one order in which every tuple of four stands."""

from __future__ import annotations

from repayplan.units.refusal import nearest, refuse

COMPONENTS = ("principal", "interest", "penalty", "fees")
PRINCIPAL, INTEREST, PENALTY, FEES = range(4)
DEFAULT_ORDER = ("fees", "penalty", "interest", "principal")


def read_order(value: object, path: str) -> tuple[str, ...]:
    """A payment order: each component once."""
    if not isinstance(value, (list, tuple)):
        refuse(path, value, "a list of the four components, each once")
    for word in value:
        if word not in COMPONENTS:
            refuse(path, word, "a component", nearest(word, COMPONENTS))
    if len(value) != len(COMPONENTS) or set(value) != set(COMPONENTS):
        refuse(path, value, "each of the four components once", "list " + ", ".join(COMPONENTS))
    return tuple(value)
