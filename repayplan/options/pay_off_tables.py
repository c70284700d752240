"""Pay-off orders as tables and columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from repayplan.words.formats import amount
from repayplan.words.labels import label
from repayplan.words.sentences import sentence, word
from repayplan.words.tables import Table

if TYPE_CHECKING:
    from repayplan.options.pay_off import PayOff


def pay_off_parts(found: PayOff, language: str = "en") -> list[Any]:
    """What each order costs against the best, when it finishes which debt, and what is to be said."""
    names = ("due_dates", "total_paid", "interest_paid", "costs_more")
    costs = Table(
        label("pay_off", language, currency=found.currency),
        ((label("order", language), "left"), *((label(name, language), "right") for name in names)),
        tuple(
            (
                word(name, language), label("never", language) if order.months is None else str(order.months),
                amount(order.total), amount(order.interest), "" if cost is None else amount(cost),
            )
            for name, order, cost in ((name, order, found.cost(name)) for name, order in found.orders.items())
        ),
        tuple(label("fx", language, **{**entry, "first": entry["from"]}) for entry in found.fx),
    )  # fmt: skip
    debts = list(next(iter(found.orders.values())).finished)
    ends = Table(
        label("finishes", language),
        ((label("order", language), "left"), *((debt, "left") for debt in debts)),
        tuple(
            (word(name, language), *(str(order.finished[debt] or label("never", language)) for debt in debts))
            for name, order in found.orders.items()
        ),
    )
    return [costs, ends, *(sentence(finding, language) for finding in found.findings)]


def pay_off_columns(found: PayOff) -> dict[str, list[Any]]:
    """One row for each debt in each month of each order, as columns."""
    cells = [
        (
            name,
            row.month,
            debt,
            found.currencies[debt],
            row.paid[debt],
            row.interest[debt],
            row.closing[debt],
            row.short.get(debt),
        )
        for name, order in found.orders.items()
        for row in order.rows
        for debt in row.paid
    ]
    names = ("order", "month", "debt", "currency", "paid", "interest", "closing", "short")
    columns = [list(column) for column in zip(*cells, strict=True)] or [[] for _ in names]
    return dict(zip(names, columns, strict=True))
