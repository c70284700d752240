"""The household of one member, and two households as one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from repayplan.units.money import from_minor, split, to_minor
from repayplan.units.refusal import nearest, refuse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from repayplan.household.household import Household
    from repayplan.household.lines import Line

SUMS_OF_ASSETS = ("value", "brings", "use")


def single(home: Household, member: str, shares: Mapping[str, int] | None = None) -> Household:
    """What is one member's, and a part of what is the household's together; see :meth:`Household.single`."""
    if member not in home.members:
        refuse("member", member, "a member of the household", nearest(member, home.members))
    weights = [1] * len(home.members) if shares is None else [_weight(shares, name) for name in home.members]
    at, currency = home.members.index(member), home.currency

    def part(amount: Any) -> Any:
        return from_minor(split(to_minor(amount, currency, "amount"), weights)[at], currency)

    def owned(lines: Any) -> list[Any]:
        own = [line for line in lines if line.owner == member]
        return own + [_part_of(line, part) for line in lines if line.owner is None]

    assets = [asset for asset in home.assets if asset.owner == member]
    for asset in home.assets:
        if asset.owner is None:
            sums = {name: part(value) for name in SUMS_OF_ASSETS if (value := getattr(asset, name)) is not None}
            assets.append(replace(asset, **sums))
    kept = {name: _part_of_sum(getattr(home, name), part) for name in ("keep_back", "reserve")}
    return replace(
        home, cash=part(home.cash), members=(member,), incomes=owned(home.incomes), spending=owned(home.spending),
        assets=assets, guidelines={}, presets=(), **kept,
    )  # fmt: skip


def joined(one: Household, other: Household) -> Household:
    """Two households as one: lines, assets and members of both, sums added; see :meth:`Household.joined`."""
    for name in ("currency", "beyond", "time_zone"):
        if getattr(one, name) != getattr(other, name):
            fix = "a currency is never added to another" if name == "currency" else "make them alike first"
            refuse(f"other.{name}", getattr(other, name), f"that of the first household, {getattr(one, name)}", fix)
    guidelines = dict(one.guidelines)
    for category, most in other.guidelines:
        guidelines[category] = guidelines.get(category, 0) + most
    return replace(
        one, cash=one.cash + other.cash, members=tuple(dict.fromkeys((*one.members, *other.members))),
        incomes=one.incomes + other.incomes, spending=one.spending + other.spending, assets=one.assets + other.assets,
        keep_back=_added(one, other, "keep_back"), reserve=_added(one, other, "reserve"), guidelines=guidelines,
        presets=one.presets if one.presets == other.presets else (),
    )  # fmt: skip


def _weight(shares: Mapping[str, int], member: str) -> int:
    weight = shares.get(member, 0)
    if isinstance(weight, bool) or not isinstance(weight, int) or weight < 0:
        refuse(
            f"shares.{member}", weight, "a whole number that is not negative", "write shares like {'A': 60, 'B': 40}"
        )
    return weight


def _part_of(line: Line, part: Any) -> Line:
    """A line with a part of each of its amounts."""
    if line.by_month:
        return replace(line, by_month={month: part(amount) for month, amount in line.by_month})
    raises = [
        step if step.amount is None else step._replace(amount=part(step.amount)) for step in line.raises
    ]  # fmt: skip
    return replace(line, amount=part(line.amount), raises=raises)


def _part_of_sum(given: Any, part: Any) -> Any:
    """A part of a sum; a share of the surplus, or weeks of income, are each one's own."""
    return given if given is None or isinstance(given, str) else part(given)


def _added(one: Household, other: Household, name: str) -> Any:
    """Two sums added; what is a share of the surplus or weeks of income has to be the same for both."""
    here, there = getattr(one, name), getattr(other, name)
    if here is None or there is None:
        return there if here is None else here
    if isinstance(here, str) or isinstance(there, str):
        if here != there:
            refuse(f"other.{name}", there, f"that of the first household, {here}", "make them alike first")
        return here
    return here + there
