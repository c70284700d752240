"""Persistent debt: months in which a card earns more for its issuer than it pays off, counted on a ledger."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from repayplan.units.dates import read_month
from repayplan.units.money import to_minor
from repayplan.units.refusal import listed, refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from repayplan.rules.rule import Rule

# Month of the account -> the rule that says what the lender has to do then.
CONTACTS = ("first_contact", "second_contact", "options_given")
PREFIX = "card.persistent_debt."


class Month(NamedTuple):
    """One month of an account [minor units].

    Attributes:
        charges: interest, fees and charges paid, or applied where the ledger has no more.
        principal: principal repaid.
        balance: what is owed at the month's end.
    """

    charges: int
    principal: int
    balance: int


class Persistent(NamedTuple):
    """The look back from one month of a ledger.

    Attributes:
        month: number of the month, from 1.
        charges: interest, fees and charges of the period [minor units].
        principal: principal repaid in the period [minor units].
        persistent: whether the charges are more, and the balance was never below the least.
        rule: id of the rule that names the month; None where it is another month.
    """

    month: int
    charges: int
    principal: int
    persistent: bool
    rule: str | None = None


def look_back(ledger: Sequence[Month], month: int, period: int, least: int) -> Persistent:
    """The ``period`` months that end with one month of a ledger, summed directly.

    Examples:
        >>> months = [Month(charges=60_00, principal=40_00, balance=3000_00)] * 18
        >>> look_back(months, 18, 18, 200_00)
        Persistent(month=18, charges=108000, principal=72000, persistent=True, rule=None)
    """
    looked = ledger[max(0, month - period) : month]
    charges, principal = sum(one.charges for one in looked), sum(one.principal for one in looked)
    whole = len(looked) == period and all(one.balance >= least for one in looked)
    return Persistent(month, charges, principal, whole and charges > principal)


def contacts(ledger: Sequence[Month], rules: Mapping[str, Rule], scale: int = 100) -> list[Persistent]:
    """The months in which the rules ask for a contact, each with its look back; those beyond the ledger are left out.

    Args:
        ledger: month by month.
        rules: rules in force.
        scale: minor units of the rules' currency.
    """
    if f"{PREFIX}period" not in rules:
        return []
    period, least = (rules[PREFIX + name].value for name in ("period", "least_balance"))
    found = []
    for name in CONTACTS:
        rule = rules[PREFIX + name]
        month = int(str(rule.value))
        if month <= len(ledger):
            seen = look_back(ledger, month, int(str(period)), int(str(least)) * scale)
            found.append(seen._replace(rule=rule.id))
    return found


def read_ledger(history: object, currency: str) -> list[Month]:
    """Months as they are given: (charges, principal repaid, balance) [currency].

    Examples:
        >>> read_ledger([("60", "40", "3000")], "GBP")
        [Month(charges=6000, principal=4000, balance=300000)]
    """
    found = []
    for i, given in enumerate(listed(history, "history")):
        if not isinstance(given, (list, tuple)) or len(given) != len(Month._fields):
            refuse(f"history[{i}]", given, "charges, principal repaid and balance", 'as in ("60", "40", "3000")')
        found.append(Month(*(to_minor(value, currency, f"history[{i}]") for value in given)))
    return found


def since(ledger: Sequence[Month], period: int, least: int) -> int | None:
    """The first month at whose end the debt is persistent; None where it never is.

    Examples:
        >>> slow = [Month(60_00, 40_00, 3000_00)] * 30
        >>> since(slow, 18, 200_00), since(slow[:17], 18, 200_00)
        (18, None)
    """
    return next((m for m in range(period, len(ledger) + 1) if look_back(ledger, m, period, least).persistent), None)


def read_surplus(given: object, first: int, currency: str) -> Callable[[int], int | None]:
    """What is there by running month, however it is given; None for a month that is not known [minor units].

    Examples:
        >>> from repayplan.units.dates import read_month
        >>> december = read_month("2026-12", "month")
        >>> [read_surplus(one, december, "CNY")(december + 1) for one in ("5", ["5", "-6"], {"2026-12": "5"})]
        [500, -600, None]
    """

    def units(value: object, path: str) -> int:
        return to_minor(value, currency, path, signed=True)

    if isinstance(given, Mapping):
        by_month = {read_month(m, "surplus"): units(value, f"surplus.{m}") for m, value in given.items()}
        return by_month.get
    if isinstance(given, (list, tuple)):
        listed_ = {first + k: units(value, f"surplus[{k}]") for k, value in enumerate(given)}
        return listed_.get
    always = units(given, "surplus")
    return lambda month: always
