"""The table of offers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from repayplan.units.money import own_context
from repayplan.words.formats import amount, money
from repayplan.words.labels import label
from repayplan.words.sentences import sentence, word
from repayplan.words.tables import Table

if TYPE_CHECKING:
    from repayplan.options.offers import Offers


@own_context()
def offers_parts(offers: Offers, language: str = "en") -> list[Any]:
    """The offers, the rates behind those in another currency, and what is to be said."""
    abroad = any(offer.currency != offers.currency for offer in offers.rows)
    names = ["owed", "offer_share", "offer_month", *(["own_currency"] if abroad else [])]
    whole = sum(offer.amount for offer in offers.rows)
    table = Table(
        label("offers_all", language, amount=amount(offers.total), currency=offers.currency),
        (
            (label("debt", language), "left"), (label("creditor", language), "left"),
            *((label(name, language), "right") for name in names), (label("how", language), "left"),
        ),
        tuple(
            (
                offer.debt, offer.creditor, amount(offer.owed), _share(offer.amount, whole), amount(offer.amount),
                *([money(offer.in_own, offer.currency)] if abroad else []), word(offer.how, language),
            )
            for offer in offers.rows
        ),
        tuple(label("fx", language, **{**entry, "first": entry["from"]}) for entry in offers.fx),
    )  # fmt: skip
    return [table, *(sentence(finding, language) for finding in offers.findings)]


@own_context()
def _share(part: Any, whole: Any) -> str:
    return f"{part * 100 / whole:.1f}%" if whole else ""
