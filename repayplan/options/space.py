"""The stated space: the plans that some askings give on one ledger, at any position of the levers."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from repayplan.feasibility.judge import payments_by_month
from repayplan.household.household import LEDGERS
from repayplan.options.candidates import fits
from repayplan.options.proposal import NOTHING_ASKED
from repayplan.options.reach import Reach
from repayplan.options.shares import Pot
from repayplan.units.components import COMPONENTS
from repayplan.units.money import at_rate
from repayplan.units.rates import percent_text, read_rate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from repayplan.feasibility.case import Case
    from repayplan.options.candidates import Candidates
    from repayplan.options.proposal import Asking, Proposal
    from repayplan.plans.plan import Plan

# Steps of a rate: parts per million a year.
PPM = 1_000_000


class Move(NamedTuple):
    """One position of the levers.

    Attributes:
        more: surplus added by running month [minor units].
        cash: what is added to the cash at hand [minor units].
        months: the most months of a plan; 0: as asked.
        rate: the most that any debt bears [parts per million a year]; None: as asked.
        pause: for how many instalments from the start no interest accrues.
        start: by how many months the first due date comes later.
        forgiven: what is forgiven of each debt at the start, by component [minor units].
    """

    more: Callable[[int], int] | None = None
    cash: int = 0
    months: int = 0
    rate: int | None = None
    pause: int = 0
    start: int = 0
    forgiven: tuple[tuple[int, ...], ...] | None = None

    def on(self, asking: Asking) -> Asking:
        """The asking, moved."""
        rate = asking.rate
        if self.rate is not None:
            most = Fraction(self.rate, PPM)
            rate = percent_text(most) if rate is None or read_rate(rate, "rate").yearly > most else rate
        return asking._replace(
            most=self.months or asking.most, rate=rate, pause=self.pause, start=self.start, forgiven=self.forgiven
        )

    def given_up(self, debts: int) -> tuple[tuple[int, ...], ...]:
        """What is forgiven of each of so many debts, by component; nothing where nothing is."""
        return self.forgiven or ((0,) * len(COMPONENTS),) * debts

    def added(self, more: Callable[[int], int]) -> Move:
        """The same position with more surplus."""
        before = self.more
        return self._replace(more=more if before is None else lambda month: before(month) + more(month))


STILL = Move()


class Shortfall(NamedTuple):
    """Why a position fails: a plan and its first short month, or what the household's own months leave unpaid.

    Attributes:
        month: the running number of the month.
        by: how much is missing in it, or unpaid after it [minor units of the case].
        pot: what there is at that position.
        plans: the plans that show it.
    """

    month: int
    by: int
    pot: Pot
    plans: tuple[Plan, ...]


class Space:
    """The plans that some askings give on one ledger, in the shapes of a menu; the first asking is the one named.

    Args:
        case: the case.
        candidates: what makes its proposals.
        askings: what may be asked; the first asks least of the household.
        ledger: ``declared`` or ``verified``.
        level: whether level instalments and fixed sums are tried where no programme is asked too.
        shape: the only shape that is tried; None: every one.
        term: the months from which, and up to which, a plan may be stretched; None: past what is asked, without end.
        sized_on: the ledgers on which plans are sized; empty: as a menu does.
        may_hold: whether something may be kept there as it stands; a certificate's space has nothing that can.
    """

    case: Case
    candidates: Candidates
    askings: tuple[Asking, ...]
    ledger: str
    level: bool
    shape: str | None
    term: tuple[int, int] | None
    may_hold: bool
    reach: Reach
    sized_on: tuple[str, ...]

    def __init__(
        self, case: Case, candidates: Candidates, askings: Sequence[Asking], ledger: str, *, level: bool = False,
        shape: str | None = None, term: tuple[int, int] | None = None, may_hold: bool = False,
        sized_on: Sequence[str] = (),
    ) -> None:  # fmt: skip
        self.case, self.candidates, self.askings, self.ledger = case, candidates, tuple(askings), ledger
        self.level, self.shape, self.term, self.may_hold = level, shape, term, may_hold
        self.reach = Reach(case, candidates.drafts)
        self.sized_on = tuple(sized_on) or self._both_or_one()

    @cached_property
    def _converts(self) -> bool:
        """Whether something is owed in another currency."""
        return set(self.case.rates.values()) != {1}

    @property
    def asking(self) -> Asking:
        """The asking that asks least."""
        return self.askings[0]

    def at(self, move: Move, asking: Asking | None = None, ledger: str | None = None) -> tuple[Asking, Pot]:
        """An asking and what there is to share, at a position of the levers."""
        moved = move.on(asking or self.asking)
        # Shares follow what is left after waivers; of a write-down each bears its own.
        waived = None if move.forgiven is None else [(0, *part[1:]) for part in move.forgiven]
        pot = Pot.of(
            self.case, ledger or self.ledger, moved.months(), move.more, cash=move.cash, start=move.start,
            forgiven=waived,
        )  # fmt: skip
        return moved, pot

    def _both_or_one(self) -> tuple[str, ...]:
        """The ledgers on which a menu sizes its plans, this one first; one where both hold the same."""
        both = (self.ledger, *(ledger for ledger in LEDGERS if ledger != self.ledger))
        alike = all(line.evidence == "verified" for line in self.case.household.incomes)
        return both[:1] if alike else both

    def holds(self, move: Move, *, strict: bool) -> bool:
        """Whether some plan of the space can be kept there."""
        own = [self._own_holds(asking, move, strict=strict) for asking in self.askings]
        if any(own):
            return True
        # Where the own months are known to fail, they are not laid out once more.
        known = all(found is False for found in own)
        return self.plans(move, strict=strict, without_own=known) is not None

    def starts(self, move: Move, low: int, *, strict: bool) -> list[int]:
        """By how many months from ``low`` to those of a move the first due date may come later at all."""
        found = [self.reach.starts(*self.at(move, asking), low, strict=strict) for asking in self.askings]
        return sorted(set().union(*found))

    def might(self, move: Move, *, strict: bool) -> bool:
        """False only where surely nothing can be kept there."""
        there = (self.at(move, asking) for asking in self.askings)
        return any(self.reach.might(*one, strict=strict) for one in there)

    def fewest(self, move: Move, *, strict: bool) -> int:
        """In less than how many months surely nothing can be kept there; one more than there are, where in none."""
        found = [self.at(move, asking) for asking in self.askings]
        reached = [(self.reach.fewest(*there, strict=strict), max(there[1].delays, default=0)) for there in found]
        months = [most - late for most, late in reached if most is not None]
        return max(1, min(months, default=move.months + 1))

    def _own_holds(self, asking: Asking, move: Move, *, strict: bool) -> bool | None:
        """Whether the household's own months clear everything there, without laying the plans out; None: not said."""
        moved, pot = self.at(move, asking)
        months = moved.months()
        simple = self.shape in (None, "own_months") and self.ledger in self.sized_on and not self._converts
        if not simple or pot.full.timing or pot.begins_expected(months) or min(pot.means.available) < 0:
            return None
        if not self.reach.might(moved, pot, strict=strict) or not all(plan.clears for plan in self.reach.agreed_before):
            return False
        drafts, sums, agreed = self.candidates.drafts, pot.own_months(months, from_cash=not strict), self.reach.agreed
        if len(agreed) > len(pot.full.available):
            return None
        payments = agreed + [0] * (len(pot.full.available) - len(agreed))
        for i, (own, weight, late) in enumerate(zip(sums, pot.weights, pot.delays, strict=True)):
            if weight:
                paid, left = drafts.paid(i, moved, own)
                if left:
                    return False
                for k, units in enumerate(paid):
                    payments[pot.start + late + k] += units
        if strict and pot.full.short_of_surplus(payments) is not None:
            return None
        return True if pot.full.short_of_cash(payments) is None else None

    def plans(self, move: Move, *, strict: bool, without_own: bool = False) -> tuple[Plan, ...] | None:
        """The first plans of the space that can be kept there: by cash, or from each month's own surplus too."""
        for proposal, pot, most in self._proposals(move, strict=strict, without_own=without_own):
            in_time = proposal.clears and (most is None or proposal.rows_asked <= most)
            if in_time and fits(pot.full, proposal.plans, self.case, strict=strict):
                return proposal.plans
        return None

    def _proposals(self, move: Move, *, strict: bool, without_own: bool) -> Iterator[tuple[Proposal, Pot, int | None]]:
        if self.shape in (None, "pay_now", "contract") and not (move.months or move.pause or move.start):
            # What the contracts ask, or paying at once, may be what is kept first.
            for proposal in self.candidates.in_full(move.on(NOTHING_ASKED).bare()):
                if self.shape in (None, proposal.shape):
                    yield proposal, self.as_long(move, proposal.plans, self.asking), None
        for asking in () if self.shape in ("pay_now", "contract") else self.askings:
            moved, pot = self.at(move, asking)
            if not self.reach.might(moved, pot, strict=strict):
                continue
            for ledger in self.sized_on:
                sized = pot if ledger == self.ledger else self.at(move, asking, ledger)[1]
                own = not without_own or ledger != self.ledger
                for proposal in self._shapes(moved, sized, strict=strict, own=own):
                    yield proposal, self.as_long(move, proposal.plans, asking, pot), moved.months()

    def _shapes(self, asking: Asking, pot: Pot, *, strict: bool, own: bool) -> Iterator[Proposal]:
        if self.shape is not None:
            # What months themselves leave, and what of that is better kept for a deficit to come.
            for from_cash in (False, True) if strict and self.shape == "own_months" else (True,):
                found = self.candidates.one(self.shape, asking, pot, from_cash=from_cash)
                yield from [] if found is None else [found]
            return
        level = self.level or asking.programme is not None
        yield from self.candidates.shapes(asking, pot, level=level, own=own)
        if strict and own and (found := self.candidates.own_months(asking, pot, from_cash=False)) is not None:
            yield found
        if strict and level and (found := self.candidates.fewest(asking, pot, strict=True)) is not None:
            yield found

    def as_long(self, move: Move, plans: Sequence[Plan], asking: Asking, pot: Pot | None = None) -> Pot:
        """What there is at a position of an asking, for as many months as plans run: ``pot`` where that is enough."""
        longest = max((len(plan.raw) for plan in plans), default=1)
        enough = longest <= move.on(asking).months()
        if enough and pot is not None:
            return pot
        return self.at(move if enough else move._replace(months=longest), asking)[1]

    def own(self, move: Move, *, strict: bool) -> tuple[Pot, tuple[Plan, ...]]:
        """What the household's own months pay there of the first asking."""
        asking, pot = self.at(move)
        sums = pot.own_months(asking.months(), from_cash=not strict)
        return pot, self.candidates.drafts.given(asking, sums)

    def shortfall(self, move: Move, *, strict: bool) -> Shortfall:
        """First month and sum by which the plan is short that asks least; where it is not, what the months leave."""
        asking, pot = self.at(move)
        rates = [self.case.rates[debt.currency] for debt in self.case.debts]
        end = pot.means.first + pot.start + asking.months() - 1
        found = Shortfall(end, 0, pot, ())
        for plans in self._shown(move, strict=strict):
            payments, dues = payments_by_month(plans, self.case.rates)
            means = (there := self.as_long(move, plans, self.asking, pot)).full
            short = means.short_of_surplus(payments) if strict else None
            short = short or means.short_of_cash(payments, dues)
            if short is not None:
                return Shortfall(means.first + short.month, short.by, there, plans)
            left = [unpaid(plan, asking.months()) for plan in plans]
            found = Shortfall(end, sum(map(at_rate, left, rates)), pot, plans)
            if found.by:
                break
        return found

    def _shown(self, move: Move, *, strict: bool) -> Iterator[tuple[Plan, ...]]:
        """The plans that show why a position fails: those of the shape, else level ones, then the own months'.

        Where these would do, but are not what is asked, as where the own months rest on hope, what is asked instead.
        """
        if self.shape in ("pay_now", "contract"):
            full = self.candidates.in_full(move.on(NOTHING_ASKED).bare())
            yield from (proposal.plans for proposal in full if proposal.shape == self.shape)
            return
        asking = move.on(self.asking)
        if self.shape is not None:
            sized, from_cash = self.at(move, ledger=self.sized_on[0])[1], not (strict and self.shape == "own_months")
            found = self.candidates.one(self.shape, asking, sized, from_cash=from_cash)
            if found is not None:
                yield found.plans
                return
        if asking.most is not None:
            yield self.candidates.drafts.level(asking, asking.most)
        pot, own = self.own(move, strict=strict)
        yield own
        for asked in (
            self.candidates.own_months(asking, pot, from_cash=not strict),
            self.candidates.step_up(asking, pot),
        ):
            if asked is not None:
                yield asked.plans


def unpaid(plan: Plan, most: int | None = None) -> int:
    """What a plan leaves at its end, or after the most instalments that it may have [minor units].

    A debt with an instalment of its own runs on its own terms.
    """
    rows = plan.raw[:most]
    return 0 if plan.debt.priority_instalment is not None or not rows else sum(rows[-1].closing)
