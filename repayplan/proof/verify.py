"""The door: a document in, the cells that do not hold out."""

from __future__ import annotations

from decimal import Context, localcontext
from itertools import islice
from typing import TYPE_CHECKING, Any

from repayplan.proof.cells import Checks, Discrepancy, read, shown
from repayplan.proof.ledger import contact_log_checks, ledger_checks, promise_checks
from repayplan.proof.menu import menu_checks
from repayplan.proof.plan import plan_checks

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 20
CHECKS: dict[str, Callable[[Any], Checks]] = {
    "repayplan/plan-1": plan_checks,
    "repayplan/menu-1": menu_checks,
    "repayplan/ledger-1": ledger_checks,
    "repayplan/promise-1": promise_checks,
    "repayplan/contact-log-1": contact_log_checks,
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
        >>> verify(document)[0]
        Discrepancy(path='rows[1].parts.interest.accrued', found='9.99', expected='6.83', rule='accrued')
    """
    return found(document, MOST)


def found(document: object, most: int) -> list[Discrepancy]:
    """The first ``most`` cells that do not hold."""
    schema = document.get("schema") if isinstance(document, dict) else None
    check = CHECKS.get(schema) if isinstance(schema, str) else None
    if check is None:
        return [Discrepancy("schema", shown(schema), " or ".join(CHECKS), "schema")]
    with localcontext(Context(prec=400)):
        return list(islice(_until_unreadable(check(read(document))), most))


def _until_unreadable(checks: Checks) -> Checks:
    path = ""
    try:
        for one in checks:
            path = one.path
            yield one
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError):
        yield Discrepancy(path, None, "cells of their form after this one", "form")
