"""Rates of return: IRR, APR by five rules, flat fee to rate. Floats only guess; exact signs on both sides decide."""

from __future__ import annotations

import math
from collections import defaultdict
from datetime import date
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal, localcontext
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.engine.solve import smallest
from repayplan.engine.unit_periods import Deal, Flow, common_periods, unit_periods
from repayplan.units.dates import read_date, read_every, year_fraction
from repayplan.units.money import MOST_DIGITS, read_decimal
from repayplan.units.rates import read_rate
from repayplan.units.refusal import listed, one_of, refuse, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from repayplan.units.dates import Every

METHODS = ("us-actuarial", "eu", "uk", "cn-simple", "cn-compound")
BY_UNIT_PERIODS = ("us-actuarial", "cn-simple")
TIMES: dict[str, str | None] = {"days/365": None, "weeks": "week", "months": "month", "years": "year"}
TERMS = ("months", "days")

UNITY = 10**8  # a rate of one, in the last of its 8 places
MOST = 10**316  # a rate whose last place is beyond this is no rate
GUARD = 12  # last digits of a Decimal that products and functions may have wrong


def irr(flows: Sequence[Any]) -> Decimal:
    """The rate a period at which flows one period apart are worth nothing.

    Args:
        flows: amounts at the ends of periods 0, 1, 2, ... [any currency], those paid with the other sign than those
            received; zeros are periods without a flow.

    Returns:
        The rate a period [fraction of one, 8 places, half up]; negative where less comes back than was given.

    Raises:
        InputError: an amount that is none, or flows that do not change sign exactly once, so that no rate or more
            than one would fit.

    Source:
        sum(flow_k / (1 + rate)^k) = 0; one change of sign, one root above -1 (Descartes' rule of signs).

    Examples:
        >>> irr(["-100", "39", "59", "55", "20"])
        Decimal('0.28094842')
    """
    amounts = [Fraction(read_decimal(flow, f"flows[{k}]")) for k, flow in enumerate(listed(flows, "flows"))]
    changes = _sign_changes(amounts)
    if changes != 1:
        refuse("flows", flows, "flows that change sign exactly once", _why_not(changes))
    lent_first = 1 if next(filter(None, amounts)) > 0 else -1
    return _rate([Flow(lent_first * amount, Fraction(k)) for k, amount in enumerate(amounts) if amount])


def apr(
    advances: Sequence[Any],
    payments: Sequence[Any],
    method: str,
    *,
    time: str | None = None,
    term: str | None = None,
    unit_period: Every | None = None,
) -> Decimal:
    """The annual percentage rate of a credit, by the rule of a place.

    Args:
        advances: (day, amount) pairs of what the borrower receives, or (years as a fraction, amount) pairs (not for
            ``us-actuarial``); years count from any common moment [one currency]. The term begins with the first; if
            the charge is earned only from a later day, date the advance on that day.
        payments: the same of what the borrower pays, charges included; a charge kept back is a payment on the day of
            the advance, or makes the advance smaller.
        method: ``us-actuarial``: rate of a unit-period times unit-periods a year, odd days at simple interest.
            ``eu``, ``uk``: the yearly rate, compounded. ``cn-simple``: the rate of a period times periods a year (the
            same computation as ``us-actuarial``). ``cn-compound``: the yearly rate, compounded.
        time: how days become years, for ``eu``, ``uk`` and ``cn-compound``: ``days/365``, ``weeks``, ``months``,
            ``years`` (see ``year_fraction``). Default ``months`` for ``cn-compound``, else ``days/365``.
        term: for one advance and one payment within a year, in ``us-actuarial`` and ``cn-simple``: ``months`` (default)
            takes 12 over the months of a term of whole months, ``days`` 365 over its days. Both are allowed.
        unit_period: a word of ``every`` in the place of the unit-period that the dates show.

    Returns:
        The rate a year [fraction of one, 8 places, half up]: 0.0969 is 9.69 %.

    Raises:
        InputError: a pair that cannot be read, a payment before the first advance, a word that belongs to another
            method, or sums for which no rate or more than one would fit.

    Source:
        12 CFR 1026, Appendix J (b). Directive 2008/48/EC, Annex I, in force until 2026-11-19, and Directive (EU)
        2023/2225 from 2026-11-20: the same equation; the rule book says which one is in force on a day. FCA Handbook,
        CONC App 1.2.6. People's Bank of China, Announcement [2021] No. 3: simple or compound, the compound one is the
        internal rate of return.

    Examples:
        >>> apr([("1978-01-03", "1000")], [("1978-09-15", "1080")], "us-actuarial")
        Decimal('0.11450980')
        >>> apr([(0, "1000")], [("3/2", "1200")], "eu")
        Decimal('0.12924323')

        The directive to be printed beside a European rate:

        >>> from repayplan.rules.book import rulebook
        >>> print(rulebook("eu").on("2026-11-20")["credit.directive"])
        credit.directive: (EU) 2023/2225 (Directive (EU) 2023/2225; from 2026-11-20; statute; secondary)
    """
    words = read_words(method, time=time, term=term, unit_period=unit_period)
    deal = read_deal(advances, payments)
    net = deal.net()
    from_zero = _checked(list(net.values()), payments)
    return _rate(*in_periods(deal, words, net), from_zero=from_zero)


def fee_to_rate(fee: object, instalments: int, method: str = "cn-simple") -> Decimal:
    """The yearly rate behind a flat fee on the original amount, with equal monthly parts of the principal.

    Args:
        fee: of the original amount, with its unit: ``"0.6%/month"`` each month, or ``"7.2%"`` each year, a twelfth
            of it each month.
        instalments: monthly instalments [whole number, 1 to 1200], the first a month after the start.
        method: ``cn-simple``: the monthly rate of return x 12 (nominal). ``cn-compound``: compounded (effective).

    Returns:
        The rate a year [fraction of one, 8 places, half up]. The rate a month is ``irr`` of the same instalments.

    Raises:
        InputError: a fee without its unit or by the day, or a number of instalments out of range.

    Source:
        People's Bank of China, Announcement [2021] No. 3: the cost over the principal that is really outstanding.

    Examples:
        >>> fee_to_rate("0.6%/month", 12), fee_to_rate("0.6%/month", 12, method="cn-compound")
        (Decimal('0.13034224'), Decimal('0.13841785'))
        >>> irr([12000] + [-1072] * 12)
        Decimal('0.01086185')
    """
    one_of(method, METHODS[3:], "method")
    rate = read_rate(fee, "fee")
    if rate.per == "day":
        refuse("fee", fee, "a fee by the month or the year", 'write it like "0.6%/month"')
    count = whole(instalments, "instalments", 1, 1200)
    payment = Fraction(1, count) + rate.yearly / 12
    step, per_year = (1, 12) if method == "cn-simple" else (Fraction(1, 12), 1)
    due = [Flow(-payment, Fraction(k * step)) for k in range(1, count + 1)]
    return _rate([Flow(Fraction(1), Fraction(0)), *due], Fraction(per_year))


class Words(NamedTuple):
    """How the moments of a deal become periods; see :func:`apr`."""

    method: str
    time: str | None = None
    term: str | None = None
    unit_period: Every | None = None

    @property
    def how(self) -> str:
        """How days become years."""
        return self.time or ("months" if self.method == "cn-compound" else "days/365")


def read_words(method: str, **words: Any) -> Words:
    """The method and its words, each one that there is."""
    one_of(method, METHODS, "method")
    for name, known in (("time", TIMES), ("term", TERMS)):
        if words[name] is not None:
            one_of(words[name], known, name)
    if words["unit_period"] is not None:
        words["unit_period"] = read_every(words["unit_period"], "unit_period")
    return Words(method, **words)


def in_periods(deal: Deal, words: Words, net: dict[Any, Fraction]) -> tuple[list[Flow], Fraction]:
    """The flows of a deal in periods, and periods a year: by unit-periods each, advances first; else net, by moment."""
    timed = not isinstance(deal.start, date)
    refuse_foreign(words, timed=timed)
    if words.method not in BY_UNIT_PERIODS:
        return [Flow(amount, years(deal.start, at, words.how)) for at, amount in net.items()], Fraction(1)
    if timed:
        return common_periods(net)
    return unit_periods(deal, words.term or "months", words.unit_period)


def read_deal(advances: Sequence[Any], payments: Sequence[Any]) -> Deal:
    """Advances and payments in order of time, all dated or all timed."""
    lent, back = read_pairs(advances, "advances"), read_pairs(payments, "payments")
    kinds = {isinstance(moment, date) for moment, _ in (*lent, *back)}
    if len(kinds) > 1:
        refuse("payments", payments, "days throughout, or years as fractions throughout", "do not mix the two")
    deal = Deal(lent, back)
    if back[0][0] < deal.start:
        early = str(back[0][0])
        refuse("payments", early, f"payments from the first advance on ({deal.start})", "make the advance smaller")
    return deal


def read_pairs(value: Sequence[Any], path: str) -> list[tuple[Any, Fraction]]:
    """Pairs of a moment and an amount in order of time, without those of nothing."""
    pairs: list[tuple[Any, Fraction]] = []
    for k, pair in enumerate(listed(value, path)):
        at = f"{path}[{k}]"
        if not isinstance(pair, (list, tuple)) or len(pair) != 2:
            refuse(at, pair, "a pair of a day and an amount", 'write it like ("2026-12-31", "1234.50")')
        amount = read_decimal(pair[1], f"{at}[1]")
        if amount < 0:
            refuse(f"{at}[1]", pair[1], "an amount that is not negative", "advances and payments stand apart")
        moment = read_moment(pair[0], f"{at}[0]")
        if amount:
            pairs.append((moment, Fraction(amount)))
    if not pairs:
        refuse(path, value, f"at least one of the {path} above 0")
    return sorted(pairs)


def read_moment(value: object, path: str) -> date | Fraction:
    """A day, or years as a fraction: ``Fraction``, a number, or text like ``"7/12"``."""
    if isinstance(value, Fraction):
        return value
    if isinstance(value, date) or (isinstance(value, str) and value.count("-") == 2):
        return read_date(value, path)
    if isinstance(value, str) and value.count("/") == 1:
        over, under = (part.strip() for part in value.split("/"))
        if over.isdecimal() and under.isdecimal() and len(over) + len(under) <= MOST_DIGITS and int(under):
            return Fraction(int(over), int(under))
        refuse(path, value, "years as a fraction", 'write it like "7/12"')
    return Fraction(read_decimal(value, path))


def refuse_foreign(words: Words, *, timed: bool) -> None:
    """A word that another method takes would change nothing: refused."""
    taken = ("term", "unit_period") if words.method in BY_UNIT_PERIODS else ("time",)
    if timed and words.method == "us-actuarial":
        refuse("advances", "years", "days for us-actuarial", "its unit-periods are counted between days")
    for name in ("time", "term", "unit_period"):
        word = getattr(words, name)
        if word is not None and (timed or name not in taken):
            reason = "years need no such word" if timed else f"{words.method} takes {' and '.join(taken)}"
            refuse(name, word, f"no {name} here", reason)


def _checked(amounts: Sequence[Fraction], payments: object) -> bool:
    """Whether the one rate is known only to be at or above 0; sums that settle no single rate are refused.

    Net sums that change sign once have one rate. If they change more often, but the sum still owed at a rate of 0
    turns to overpaid at most once and stays so, they have exactly one rate at or above 0 (Norstrom's criterion).
    """
    changes = _sign_changes(amounts)
    if changes == 1 and next(filter(None, amounts)) > 0:
        return False
    owed = list(accumulate(amounts))
    if changes > 1 and amounts[0] > 0 and owed[-1] <= 0 and _sign_changes(owed) <= 1:
        return True
    if changes == 1:
        refuse("payments", payments, "a first advance above what is paid on its day")
    refuse("payments", payments, "advances repaid by later payments", _why_not(changes))


def _sign_changes(amounts: Iterable[Fraction]) -> int:
    signs = [amount > 0 for amount in amounts if amount]
    return sum(a != b for a, b in pairwise(signs))


def _why_not(changes: int) -> str:
    if not changes:
        return "these never change sign, so that no rate makes them worth nothing"
    return f"these change sign {changes} times, so that several rates may fit: split them into simple loans"


def years(start: Any, at: Any, how: str) -> Fraction:
    """The time since the first advance [years]."""
    if not isinstance(at, date):
        passed: Fraction = at - start
        return passed
    unit = TIMES[how]
    return Fraction((at - start).days, 365) if unit is None else year_fraction(start, at, unit)


def _rate(flows: Sequence[Flow], per_year: Fraction = Fraction(1), *, from_zero: bool = False) -> Decimal:
    """The rate of a period at which flows balance, times ``per_year``, to 8 places.

    The lowest place n whose upper edge (n + 1/2) lies above the rate: where what is lent is worth more than what comes
    back. Both edges of the answer are checked by exact signs.
    """
    sign = _exact_sign(flows) if all(flow.time.denominator == 1 for flow in flows) else _decimal_sign(flows)

    def edge_above(n: int) -> bool:
        return sign(Fraction(2 * n + 1, 2 * UNITY) / per_year) > 0

    low = 0 if from_zero else math.floor(-UNITY * per_year - Fraction(1, 2)) + 1
    guess = max(_guess(flows, per_year), low)
    high, step = guess + 1, 1
    while not edge_above(high):
        high, step = high + step, 4 * step
        if high > MOST:
            refuse("payments", "sums", "a rate that can be written", "too much comes back too soon")
    return Decimal(f"{smallest(edge_above, guess, low, high)}E-8")


def _exact_sign(flows: Sequence[Flow]) -> Callable[[Fraction], int]:
    """The sign of the present value at a rate, on whole numbers: times are whole, odd parts bear simple interest."""
    scale = math.lcm(*(flow.amount.denominator for flow in flows))
    by_odd: defaultdict[Fraction, list[tuple[int, int]]] = defaultdict(list)
    for flow in sorted(flows, key=lambda flow: flow.time):
        by_odd[flow.odd].append((int(flow.time), int(flow.amount * scale)))
    last = int(max(flow.time for flow in flows))

    def sign(rate: Fraction) -> int:
        over, under = rate.numerator + rate.denominator, rate.denominator
        simple = {odd: 1 + odd * rate for odd in by_odd}
        product = math.prod(factor.numerator for factor in simple.values())
        total = 0
        for odd, group in by_odd.items():
            value, power, before = 0, 1, 0
            for time, amount in group:
                # Horner's scheme for sum(amount x (over/under)^(last - time)), times under^last.
                power *= under ** (time - before)
                value = value * over ** (time - before) + amount * power
                before = time
            total += value * over ** (last - before) * simple[odd].denominator * (product // simple[odd].numerator)
        return (total > 0) - (total < 0)

    return sign


def _decimal_sign(flows: Sequence[Flow]) -> Callable[[Fraction], int]:
    """The sign of the present value at a rate, for times in parts of a period.

    Decimal digits are doubled until the value is larger than all that they may have wrong; a value that is still not
    larger at some 300 digits is taken for 0.
    """
    flows = sorted(flows, key=lambda flow: flow.time)
    steps = [flow.time - before.time for before, flow in pairwise([flows[0], *flows])]

    def sign(rate: Fraction) -> int:
        digits = 36 + len(str(int(rate)))
        for precision in (digits, 2 * digits, 4 * digits, 8 * digits):
            with localcontext(Context(prec=precision, Emax=MAX_EMAX, Emin=MIN_EMIN)):
                log = _decimal(1 + rate).ln()
                discounts = {step: (-_decimal(step) * log).exp() for step in set(steps)}
                discount, total, size = Decimal(1), Decimal(0), Decimal(0)
                for flow, step in zip(flows, steps, strict=True):
                    discount *= discounts[step]
                    worth = _decimal(flow.amount) * discount
                    total, size = total + worth, size + abs(worth)
                if abs(total) > size.scaleb(GUARD - precision):
                    return 1 if total > 0 else -1
        return 0

    return sign


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / value.denominator


def _guess(flows: Sequence[Flow], per_year: Fraction) -> int:
    """About where the rate is, in its last place: secant steps on the logarithms of both sides; 0 where they fail."""
    sides: tuple[list[tuple[float, float, float]], ...] = ([], [])
    for amount, time, odd in flows:
        log = math.log(abs(amount.numerator)) - math.log(amount.denominator)
        sides[amount < 0].append((log, float(time), float(odd)))

    def gap(force: float) -> float:
        """What comes back against what is lent, at a force of interest [logarithm of their ratio]."""
        lent, back = (_log_worth(side, force) for side in sides)
        return back - lent

    try:
        old, new = 0.0, 0.001
        before = gap(old)
        for _ in range(60):
            now = gap(new)
            if now == before or abs(new - old) < 1e-15 * abs(new):
                break
            old, new, before = new, new - now * (new - old) / (now - before), now
        return round(Fraction(math.expm1(new)) * per_year * UNITY)
    except (ArithmeticError, ValueError):
        return 0


def _log_worth(side: Sequence[tuple[float, float, float]], force: float) -> float:
    """The logarithm of a present value, of (logarithm of amount, time, odd part) at a force of interest."""
    rate = math.expm1(force)
    logs = [log - time * force - (math.log1p(odd * rate) if odd else 0.0) for log, time, odd in side]
    top = max(logs)
    return top + math.log(math.fsum(math.exp(log - top) for log in logs))
