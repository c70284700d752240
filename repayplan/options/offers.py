"""The table of offers: what of a household's monthly sum goes to whom, exact to the minor unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from repayplan.debts.contract import Bill, asked, is_known
from repayplan.household.household import LEDGERS
from repayplan.options.shares import Pot, own_instalment, ranks_by_content, shared
from repayplan.units.findings import Finding
from repayplan.units.money import at_rate, from_minor, own_context, refuse_floors, split, to_minor
from repayplan.units.refusal import nearest, one_of, refuse
from repayplan.words.shown import Shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from repayplan.debts.debt import Debt
    from repayplan.feasibility.case import Case

# By what a sum is shared: whole balances, or what each contract asks now.
BY = ("balance", "contractual payment")
MONTHS_AHEAD = 12


@dataclass(frozen=True)
class Offer:
    """What one creditor is offered each month.

    Attributes:
        debt: the debt's id.
        creditor: who is owed.
        how: ``agreed`` (a priority debt's own instalment), ``priority``, ``share``, ``floor`` or ``token``.
        owed: today, in the case's currency [currency].
        weight: what its share follows: the balance or the contract's payment [currency].
        amount: what the household sets aside for it [currency].
        in_own: the same in the debt's own currency, never more than that [its currency].
        currency: the debt's own.
    """

    debt: str
    creditor: str
    how: str
    owed: Decimal
    weight: Decimal
    amount: Decimal
    in_own: Decimal
    currency: str


@dataclass(frozen=True)
class Offers(Shown):
    """One monthly sum over all creditors. Made by :meth:`Menu.offers`.

    Attributes:
        total: the sum that is shared [currency].
        currency: of the case.
        by: what shares follow: ``balance`` or ``contractual payment``.
        rows: one :class:`Offer` for each debt on which something is owed.
        fx: the dated rates that were used: ``from``, ``to``, ``rate``, ``on``.
        findings: what is to be said: what came first, tokens, what is left over.

    Examples:
        >>> import repayplan as rp
        >>> offers = rp.advise(rp.sample("unemployed-three-cards")).offers()
        >>> offers.total, [str(offer.amount) for offer in offers.rows]
        (Decimal('400.00'), ['188.50', '131.31', '80.19'])
    """

    total: Decimal
    currency: str
    by: str
    rows: tuple[Offer, ...]
    fx: tuple[dict[str, str], ...]
    findings: tuple[Finding, ...]

    def __getitem__(self, debt: str) -> Offer:
        """What one debt is offered, by its id."""
        return {offer.debt: offer for offer in self.rows}[debt]

    def parts(self, language: str = "en") -> list[Any]:
        """The offers as a table, and what is to be said."""
        from repayplan.options.offer_tables import offers_parts

        return offers_parts(self, language)

    def to_frame(self, make: str = "pandas") -> Any:
        """One row a debt, as a frame of the make asked for.

        Args:
            make: ``pandas``, ``polars``, ``pyarrow`` or ``dict``.

        Raises:
            MissingLibrary: the library is not installed; it names the extra.
        """
        from repayplan.words.frames import to_frame

        return to_frame({name: [getattr(row, name) for row in self.rows] for name in Offer.__dataclass_fields__}, make)

    def to_dict(self) -> dict[str, Any]:
        """The offers as plain data."""
        return {
            "total": str(self.total),
            "currency": self.currency,
            "by": self.by,
            "offers": [{name: str(getattr(row, name)) for name in Offer.__dataclass_fields__} for row in self.rows],
            "fx": [dict(entry) for entry in self.fx],
            "findings": [finding.to_dict() for finding in self.findings],
        }


def offers(
    case: Case, amount: Any = None, *, by: str = "balance", floors: Any = None, priority: Any = None,
    token: Any = None, ledger: str = "declared",
) -> Offers:  # fmt: skip
    """One monthly sum over a case's creditors: see :meth:`Menu.offers`."""
    one_of(by, BY, "by")
    order, owing = ranks_by_content(case), [i for i, debt in enumerate(case.debts) if sum(debt.opening)]
    agreed = {i: units for i in owing if (units := own_instalment(case, i))}
    total = sum(agreed.values()) + _there(case, ledger) if amount is None else to_minor(amount, case.currency, "amount")
    first = [i for i in owing if i not in agreed and "priority" in case.debts[i].flags]
    rest = max(0, total - sum(agreed.values()))
    set_aside = _first(case, first, rest, priority, order)
    rest -= sum(set_aside.values())
    others = [i for i in owing if i not in agreed and i not in set_aside]
    if rest or token is None:
        how, parts = _shares(case, others, rest, by, floors, order)
    else:
        how, parts = ["token"] * len(others), [_token(case, i, token) for i in others]
    given = {i: (word, part) for i, word, part in zip(others, how, parts, strict=True)}
    given |= {i: ("priority", part) for i, part in set_aside.items()} | {i: ("agreed", p) for i, p in agreed.items()}
    rows = tuple(_offer(case, i, by, *given[i]) for i in owing)
    findings = _said(case, total, set_aside, rows)
    return Offers(from_minor(total, case.currency), case.currency, by, rows, _used(case), tuple(findings))


def _shares(
    case: Case, others: Sequence[int], rest: int, by: str, floors: Any, order: Sequence[int]
) -> tuple[list[str], list[int]]:
    """What the debts without priority get, and whether that is a share or a floor."""
    least = [_floor(case, i, floors) for i in others]
    refuse_floors(rest, least, [case.debts[i].id for i in others], case.currency)
    weights, most = [_weight(case, i, by) for i in others], [case.weights[i] for i in others]
    parts = shared(rest, weights, least, most, [order[i] for i in others])
    pot = sum(weights)
    words = ["floor" if rest * w < low * pot else "share" for w, low in zip(weights, least, strict=True)]
    return words, parts


def _there(case: Case, ledger: str) -> int:
    """What the first phase of the next months carries, after instalments that are agreed."""
    phases = Pot.of(case, one_of(ledger, LEDGERS, "ledger"), MONTHS_AHEAD).phases(MONTHS_AHEAD)
    return max(0, phases[0].amount) if phases else 0


def _first(case: Case, first: Sequence[int], rest: int, priority: Any, order: Sequence[int]) -> dict[int, int]:
    """What priority debts get before any other: the sum that is given, else their arrears as far as it goes."""
    owed = [_arrears(case, i) for i in first]
    most = rest
    if priority is not None:
        most = to_minor(priority, case.currency, "priority")
        if not first:
            refuse("priority", priority, "nothing: no debt with the flag priority is without an agreed instalment")
        if most > rest:
            refuse("priority", priority, f"at most {from_minor(rest, case.currency)}, which is what there is")
    parts = split(min(most, sum(owed)), owed, [order[i] for i in first])
    return dict(zip(first, parts, strict=True))


def _arrears(case: Case, i: int) -> int:
    """What is due and unpaid on a debt, else all that is owed [minor units of the case]."""
    debt = case.debts[i]
    if debt.arrears is None:
        return case.weights[i]
    return _in_case(case, debt, min(to_minor(debt.arrears, debt.currency, "arrears"), sum(debt.opening)))


def _in_case(case: Case, debt: Debt, units: int) -> int:
    """Minor units of a debt's currency in the case's, rounded up."""
    return at_rate(units, case.rates[debt.currency])


def _weight(case: Case, i: int, by: str) -> int:
    debt = case.debts[i]
    if by == "balance":
        return case.weights[i]
    if not is_known(debt):
        refuse(
            f"debts[{debt.id!r}].minimum", None, "a payment that is known, to share by it",
            "give its minimum or contractual_payment, or share by balance",
        )  # fmt: skip
    return _in_case(case, debt, asked(debt, debt.opening, Bill(0)))


def _floor(case: Case, i: int, floors: Any) -> int:
    """The least that one creditor gets: one sum for all, or by the debt's id, each in its own currency."""
    debt = case.debts[i]
    if isinstance(floors, Mapping):
        ids = [one.id for one in case.debts]
        for name in floors:
            if name not in ids:
                refuse(f"floors[{name!r}]", floors[name], "the id of a debt", nearest(name, ids))
        floors = floors.get(debt.id)
    if floors is None:
        return 0
    return _in_case(case, debt, min(to_minor(floors, debt.currency, f"floors[{debt.id!r}]"), sum(debt.opening)))


def _token(case: Case, i: int, token: Any) -> int:
    debt = case.debts[i]
    return _in_case(case, debt, min(to_minor(token, debt.currency, "token"), sum(debt.opening)))


@own_context()
def _said(case: Case, total: int, set_aside: Mapping[int, int], rows: Sequence[Offer]) -> list[Finding]:
    """What came first, and where what is offered is not what there is."""
    found, money = [], partial(from_minor, currency=case.currency)
    if set_aside:
        ids = ", ".join(case.debts[i].id for i in set_aside)
        found.append(Finding("priority_first", {"debts": ids, "amount": money(sum(set_aside.values()))}))
    offered = sum((row.amount for row in rows), Decimal(0))
    if any(row.how == "token" for row in rows):
        found.append(Finding("token_offers", {}))
    if rows and not offered:
        found.append(Finding("nothing_to_share", {}))
    if offered > money(total):
        found.append(Finding("offers_above_surplus", {"amount": offered - money(total)}))
    if offered < money(total):
        found.append(Finding("left_over", {"amount": money(total) - offered}))
    return found


def _offer(case: Case, i: int, by: str, how: str, units: int) -> Offer:
    debt, rate = case.debts[i], case.rates[case.debts[i].currency]
    weight = case.weights[i] if how in ("agreed", "priority") else _weight(case, i, by)
    return Offer(
        debt.id, debt.creditor, how, from_minor(case.weights[i], case.currency), from_minor(weight, case.currency),
        from_minor(units, case.currency), from_minor(int(units // rate), debt.currency), debt.currency,
    )  # fmt: skip


def _used(case: Case) -> tuple[dict[str, str], ...]:
    currencies = {debt.currency for debt in case.debts if sum(debt.opening)} - {case.currency}
    return tuple(entry for entry in case.fx if currencies & {entry["from"], entry["to"]})
