"""Plan kinds by the names that creditors and advisers use for them: each is terms that ``rp.schedule`` takes.

None of them looks a rule up: ``rp.agreement`` holds the plan against the rules of a place. What is not said runs as in
the contract; nothing is waived or paused by a default. ``more`` is anything else that :class:`Terms` takes.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.terms.shapes import FixedAmount, Level, Seasonal, Settlement, Steps
from repayplan.terms.terms import Terms
from repayplan.terms.treatment import Window
from repayplan.units.dates import default_first_due, read_date
from repayplan.units.money import from_minor, split, to_minor
from repayplan.units.refusal import refuse, whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from repayplan.debts.debt import Debt


class Kind(NamedTuple):
    """A plan kind: its names, where it is used, and the rules of those places that speak of it."""

    name_en: str
    name_zh: str
    places: tuple[str, ...]
    rules: tuple[str, ...]


KINDS = {
    "personalised_instalment": Kind(
        "Personalised instalment agreement", "个性化分期还款协议", ("cn",),
        (
            "card.personalised_instalment.condition", "card.personalised_instalment.max_term",
            "card.personalised_instalment.interest_pause", "card.personalised_instalment.missed_payments_that_end_it",
        ),
    ),
    "debt_management_plan": Kind(
        "Debt management plan", "债务管理计划", ("us", "sg"), ("dmp.max_term", "dmp.usual_rate", "dmp.principal_repaid")
    ),
    "workout": Kind("Workout", "贷款重组", ("us",), ("workout.max_term", "re_age.workout.most_in_5_years")),
    "breathing_space": Kind(
        "Breathing space, then a plan", "喘息期后分期", ("uk-ew",), ("breathing_space.length", "breathing_space.frozen")
    ),
    "token_then_step_up": Kind(
        "Token, then step up", "先象征性后递增", ("uk",), ("advice.token.least", "advice.token.most")
    ),
    "settlement": Kind("Settlement", "一次性结清", (), ()),
    "catch_up": Kind("Catch-up", "补缴欠款", ("us",), ("re_age.open_end.least_payments",)),
    "seasonal": Kind("Seasonal", "按季节还款", (), ()),
}  # fmt: skip


def personalised_instalment(instalments: int, *, interest: Any = "run", charges: Any = "spread", **more: Any) -> Terms:
    """A personalised instalment agreement on a card in China: level, with what is owed beside principal spread.

    Args:
        instalments: how many months, at most 60 by the rule.
        interest: what becomes of new interest: ``run`` unless the agreement says otherwise, ``pause``, ``waive``.
        charges: what becomes of penalty and fees that are owed already.
        more: anything else that :class:`Terms` takes.

    Source:
        商业银行信用卡业务监督管理办法 (2011), Art. 70: the bank may agree; interest does not stop by itself.

    Examples:
        >>> import repayplan as rp
        >>> card = rp.Debt(id="A", principal="28000", interest="1620", penalty="540", rate="0.05%/day", currency="CNY")
        >>> rp.schedule(card, rp.kinds.personalised_instalment(60, interest="pause"), as_of="2026-12-01").instalment
        Decimal('502.67')
    """
    return _terms(Level(), interest, charges, instalments=instalments, **more)


def debt_management_plan(
    amount: Any = None, instalments: int | None = None, *, rate: Any = None, charges: Any = "collect", **more: Any
) -> Terms:
    """A debt management plan: one debt's share of a monthly sum until it is paid, or level, at a lowered rate.

    Args:
        amount: the debt's share of the monthly sum [currency], as ``menu.offers`` has it; None: level.
        instalments: how many, where no amount is given.
        rate: that the creditor agrees to (``"8%"``); None: the contract's.
        charges: what becomes of penalty and fees that are owed already.
        more: anything else that :class:`Terms` takes.

    Raises:
        InputError: neither or both of amount and instalments.

    Examples:
        >>> import repayplan as rp
        >>> card = rp.Debt(id="W", principal="9000", rate="24%", day_count="equal-periods", currency="USD")
        >>> plan = rp.schedule(card, rp.kinds.debt_management_plan("206.25", rate="8%"), as_of="2026-12-01")
        >>> len(plan.rows), plan.total_interest
        (52, Decimal('1670.99'))
    """
    if (amount is None) == (instalments is None):
        refuse("amount", amount, "either an amount or a number of instalments", "leave out one of them")
    shape = Level() if amount is None else FixedAmount(amount)
    return _terms(shape, "run", charges, instalments=instalments, rate=rate, **more)


def workout(
    instalments: int, *, rate: Any = None, interest: Any = "run", charges: Any = "collect", **more: Any
) -> Terms:
    """A lender's own workout: a closed account, level instalments, a lowered rate.

    Args:
        instalments: how many months.
        rate: that the lender agrees to; None: the contract's.
        interest: what becomes of new interest.
        charges: what becomes of penalty and fees that are owed already.
        more: anything else that :class:`Terms` takes.

    Examples:
        >>> import repayplan as rp
        >>> card = rp.Debt(id="A", principal="6000", fees="60", rate="24%", day_count="equal-periods", currency="USD")
        >>> plan = rp.schedule(card, rp.kinds.workout(60, rate="6%", charges="waive"), as_of="2026-11-30")
        >>> plan.instalment, plan.concession["fees"]
        (Decimal('116.00'), Decimal('60.00'))
    """
    return _terms(Level(), interest, charges, instalments=instalments, rate=rate, **more)


def breathing_space(
    start: Any, days: int, instalments: int | None = None, *, amount: Any = None, first_due: Any = None, **more: Any
) -> Terms:
    """Days in which nothing is asked and no interest accrues, then a plan at the contract's rate.

    Args:
        start: first day of it, on or after the plan's ``as_of``.
        days: how many, the first one included.
        instalments: how many afterwards, level; None: ``amount`` until paid.
        amount: of each instalment afterwards [currency].
        first_due: first due date; None: the first of a month, half a month or more after the last day.
        more: anything else that :class:`Terms` takes.

    Raises:
        InputError: neither or both of amount and instalments, or a first due date within the days.

    Examples:
        >>> import repayplan as rp
        >>> loan = rp.Debt(id="L", principal="1200", rate="12%", day_count="equal-periods", currency="GBP")
        >>> plan = rp.schedule(loan, rp.kinds.breathing_space("2026-12-01", 60, 12), as_of="2026-11-30")
        >>> plan.rows[0].due.isoformat(), plan.rows[0].accrued
        ('2027-03-01', Decimal('12.40'))
    """
    if (amount is None) == (instalments is None):
        refuse("amount", amount, "either an amount or a number of instalments", "leave out one of them")
    begin = read_date(start, "start")
    end = begin + timedelta(days=whole(days, "days", 1, 3660) - 1)
    # A first of a month, since months of every length have one.
    due = (
        default_first_due(end, None)[0] + timedelta(days=1) if first_due is None else read_date(first_due, "first_due")
    )
    if due <= end:
        refuse("first_due", str(due), f"a day after {end}, the last of the breathing space", "move it")
    shape = Level() if amount is None else FixedAmount(amount)
    interest = {"opening": "collect", "accrual": [Window(begin, end, "pause")]}
    return _terms(shape, interest, "collect", instalments=instalments, first_due=due, **more)


def token_then_step_up(
    token: Any, months: int, instalments: int | None = None, *, then: Any = None, interest: Any = "run",
    charges: Any = "collect", **more: Any,
) -> Terms:  # fmt: skip
    """A small sum while there is little, then level over what is left of the number, or a sum until paid.

    Args:
        token: of each of the first months [currency].
        months: how many of them.
        instalments: how many in all, tokens included.
        then: the sum that follows until paid [currency], where no number is given.
        interest: what becomes of new interest: where it runs, a token below it lets the debt grow.
        charges: what becomes of penalty and fees that are owed already.
        more: anything else that :class:`Terms` takes.

    Raises:
        InputError: neither or both of then and instalments.

    Examples:
        >>> import repayplan as rp
        >>> owed = rp.Debt(id="all", principal="64000", rate="0.05%/day", currency="CNY")
        >>> plan = rp.schedule(owed, rp.kinds.token_then_step_up("400", 6, 60, interest="pause"), as_of="2026-12-01")
        >>> [str(plan.rows[k].payment) for k in (0, 5, 6, 59)]
        ['400.00', '400.00', '1140.75', '1140.25']
    """
    if (then is None) == (instalments is None):
        refuse("then", then, "either a sum that follows or a number of instalments", "leave out one of them")
    return _terms(Steps([(months, token)], then), interest, charges, instalments=instalments, **more)


def settlement(amount: Any, *, on: Any = None, **more: Any) -> Terms:
    """One payment, in full satisfaction: what it leaves is forgiven, penalty first and principal last.

    What accrues until its day is forgiven too.

    Args:
        amount: the payment [currency].
        on: its day; None: the plan's ``as_of``.
        more: anything else that :class:`Terms` takes.

    Examples:
        >>> import repayplan as rp
        >>> card = rp.Debt(id="A", principal="10000", penalty="300", rate="18%", currency="CNY")
        >>> rp.schedule(card, rp.kinds.settlement("6000"), as_of="2026-12-01").concession["principal"]
        Decimal('4000.00')
    """
    interest = {"opening": "collect", "accrual": "waive"}
    return _terms(Settlement(amount), interest, "collect", first_due=on, **more)


def catch_up(debt: Debt, months: int, **more: Any) -> Terms:
    """The contract's instalment, and the arrears on top of it in equal parts; then the instalment until paid.

    Args:
        debt: with its ``contractual_payment`` and ``arrears``.
        months: over how many the arrears are made good.
        more: anything else that :class:`Terms` takes.

    Raises:
        InputError: a debt whose instalment or arrears are not known.

    Examples:
        >>> import repayplan as rp
        >>> loan = rp.Debt(id="L", principal="5000", rate="12%", day_count="equal-periods", currency="USD",
        ...                contractual_payment="200", arrears="500")
        >>> plan = rp.schedule(loan, rp.kinds.catch_up(loan, 3), as_of="2026-11-30")
        >>> [str(row.payment) for row in plan.rows[:4]]
        ['366.67', '366.67', '366.66', '200.00']
    """
    sums = {}
    for name in ("contractual_payment", "arrears"):
        if (given := getattr(debt, name)) is None:
            refuse(f"debt.{name}", None, "a sum that is known", "ask the creditor for it")
        sums[name] = to_minor(given, debt.currency, f"debt.{name}")
    parts = split(sums["arrears"], [1] * whole(months, "months", 1, 600))
    steps = [(1, from_minor(sums["contractual_payment"] + part, debt.currency)) for part in parts]
    return Terms(shape=Steps(steps, debt.contractual_payment), **more)


def seasonal(
    weights: Sequence[int], instalments: int, *, interest: Any = "run", charges: Any = "collect", **more: Any
) -> Terms:
    """A level sum times a weight for each month of the year, for an income that comes in seasons.

    Args:
        weights: twelve whole numbers, January to December; 0 asks for nothing.
        instalments: how many months.
        interest: what becomes of new interest.
        charges: what becomes of penalty and fees that are owed already.
        more: anything else that :class:`Terms` takes.

    Examples:
        >>> import repayplan as rp
        >>> loan = rp.Debt(id="S", principal="1300", rate="0%", currency="CNY")
        >>> terms = rp.kinds.seasonal([1, 0, 1, 1, 1, 1, 2, 2, 1, 1, 1, 1], 12)
        >>> [str(row.payment) for row in rp.schedule(loan, terms, as_of="2026-12-31").rows[:3]]
        ['100.00', '0.00', '100.00']
    """
    return _terms(Seasonal(weights), interest, charges, instalments=instalments, **more)


def _terms(shape: Any, interest: Any, charges: Any, **more: Any) -> Terms:
    """Terms with one word for new interest, or its full form, and one for penalty and fees."""
    full = {"opening": "waive" if interest == "waive" else "collect", "accrual": interest}
    treatment = {"interest": full if isinstance(interest, str) else interest, "penalty": charges, "fees": charges}
    return Terms(shape=shape, treatment=treatment | more.pop("treatment", {}), **more)
