"""The balance sheet as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from repayplan.words.formats import amount, plain
from repayplan.words.labels import label
from repayplan.words.sentences import sentence, word
from repayplan.words.tables import Heading, Table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from repayplan.feasibility.balance import BalanceSheet


def balance_parts(sheet: BalanceSheet, language: str = "en") -> list[Any]:
    """What is had, owed, coming in and going out, and what it comes to."""
    title = Heading(label("balance_sheet", language, day=str(sheet.as_of), currency=sheet.currency))
    found: list[Any] = [title, _assets(sheet, language)]
    if sheet.debts:
        found += [_debts(sheet, language), _by("owed_by_kind", sheet.owed_by("kind"), language)]
        creditors = sheet.owed_by("creditor")
        if 1 < len(creditors) < len(sheet.debts):
            found.append(_by("owed_by_creditor", creditors, language))
    found.append(_budget(sheet, language))
    found.append(_summary(sheet, language))
    return [*found, *(sentence(finding, language) for finding in sheet.findings)]


def _columns(language: str, *names: str) -> tuple[tuple[str, str], ...]:
    """The first column and those of words stand left, amounts right."""
    right = ("worth", "would_bring", "may_use", "owed", "arrears", "monthly")
    return tuple((label(name, language), "right" if name in right else "left") for name in names)


def _sum(value: Decimal | None, language: str) -> str:
    return label("unknown", language) if value is None else amount(value)


def _assets(sheet: BalanceSheet, language: str) -> Table:
    cash = amount(sheet.cash)
    rows = [(label("cash_at_hand", language), "", cash, cash, cash)]
    rows += [
        (
            asset.name, word(asset.kind, language), _sum(asset.value, language), _sum(asset.brings, language),
            amount(asset.may_use),
        )
        for asset in sheet.assets
    ]  # fmt: skip
    rows.append((label("total", language), "", amount(sheet.total_assets), "", amount(sheet.may_be_used)))
    columns = _columns(language, "asset", "kind", "worth", "would_bring", "may_use")
    return Table(label("assets", language), columns, tuple(rows))


def _debts(sheet: BalanceSheet, language: str) -> Table:
    rows = [
        (
            debt.debt, debt.creditor, word(debt.kind, language), ", ".join(word(f, language) for f in debt.flags),
            _sum(debt.arrears, language), amount(debt.owed),
        )
        for debt in sheet.debts
    ]  # fmt: skip
    rows.append((label("total", language), "", "", "", "", amount(sheet.total_owed)))
    columns = _columns(language, "debt", "creditor", "kind", "marks", "arrears", "owed")
    return Table(label("standing", language), columns, tuple(rows))


def _by(title: str, sums: dict[str, Decimal], language: str) -> Table:
    rows = tuple((word(name, language), amount(owed)) for name, owed in sums.items())
    return Table(label(title, language), _columns(language, "kind", "owed"), rows)


def _budget(sheet: BalanceSheet, language: str) -> Table:
    """Income, then spending, the largest first within each kind."""
    rows: list[tuple[str, ...]] = []
    for title, lines, total in (
        ("income", sheet.income, sheet.income_a_month),
        ("spending", sheet.spending, sheet.spending_a_month),
    ):
        rows += _lines(lines, language)
        rows.append((label("all_of", language, what=word(title, language)), "", "", amount(total)))
    rows.append((label("surplus", language), "", "", amount(sheet.surplus_a_month)))
    return Table(label("budget", language), _columns(language, "line", "kind", "category", "monthly"), tuple(rows))


def _lines(lines: Iterable[Any], language: str) -> list[tuple[str, ...]]:
    return [
        (line.name, word(line.kind, language), word(line.category or "", language), amount(line.a_month))
        for line in lines
    ]


def _summary(sheet: BalanceSheet, language: str) -> Table:
    lasts = label("long", language) if sheet.cash_lasts is None else plain(sheet.cash_lasts)
    rows = [
        (label("net_worth", language), amount(sheet.net_worth)),
        (label("cash_lasts", language), lasts),
        *(
            (
                label("runs_out", language, ledger=word(ledger, language)),
                month or label("not_within_a_year", language),
            )
            for ledger, month in sheet.runs_out.items()
        ),
    ]
    months = sheet.months_of_income()
    rows.append((label("months_of_income", language), "–" if months is None else plain(months)))
    return Table("", ((label("in_sum", language), "left"), ("", "right")), tuple(rows))
