"""The door: a document in, the cells that do not hold out."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from repayplan.proof.cells import Discrepancy, Unreadable, at, shown
from repayplan.proof.ledger import ledger_cells
from repayplan.proof.menu import menu_cells
from repayplan.proof.plan import plan_cells
from repayplan.proof.promises import contact_log_cells, promise_cells

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOST = 20
CHECKS: dict[str, Callable[[object], Iterator[Discrepancy]]] = {
    "repayplan/plan-1": plan_cells,
    "repayplan/menu-1": menu_cells,
    "repayplan/ledger-1": ledger_cells,
    "repayplan/promise-1": promise_cells,
    "repayplan/contact-log-1": contact_log_cells,
}


def verify(document: object) -> list[Discrepancy]:
    """Check every cell of a document from its other cells, without the code that made it.

    Args:
        document: what ``to_dict`` gave, or what JSON made of it.

    Returns:
        The first cells that do not hold, at most 20; none when every cell holds. What is no document of a known schema
        is one discrepancy, never an error.

    Examples:
        >>> import repayplan as rp
        >>> debt = rp.Debt(id="A", principal="1000", rate="12%", currency="USD")
        >>> document = rp.schedule(debt, rp.Terms(instalments=3), as_of="2026-12-01").to_dict()
        >>> verify(document)
        []
        >>> document["rows"][1]["parts"]["interest"]["accrued"] = "9.99"
        >>> verify(document)
        [Discrepancy(path='rows[1].parts.interest.accrued', found='9.99', expected='6.83', rule='accrued')]
    """
    schema = at(document, "schema")
    check = CHECKS.get(schema) if isinstance(schema, str) else None
    if check is None:
        return [Discrepancy("schema", shown(schema), " or ".join(CHECKS), "schema")]
    return list(islice(_until_unreadable(check(document)), MOST))


def _until_unreadable(found: Iterator[Discrepancy]) -> Iterator[Discrepancy]:
    try:
        yield from found
    except Unreadable as error:
        yield error.args[0]
    except (OverflowError, ValueError, TypeError, AttributeError, LookupError, ArithmeticError):
        yield Discrepancy("", None, "days and sums within measure", "range")
