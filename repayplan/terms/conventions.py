"""Conventions: the habits of a lender. Each is a choice by name, and every default that decides is printed."""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.terms.named_sets import NAMED
from repayplan.terms.shapes import read_shape
from repayplan.units.money import PLACES, own_context, read_decimal, to_minor
from repayplan.units.rates import COMPOUNDED
from repayplan.units.refusal import known_keys, one_of, refuse, under, whole
from repayplan.units.rounding import BIAS

if TYPE_CHECKING:
    from repayplan.terms.shape import Shape

# Where balances are carried, the walk counts in this part of a minor unit.
CARRIED = 10**12

# What each field may say, and where the word is found in use.
WORDS: dict[str, dict[str, str]] = {
    "interest_rounding": {
        "half-up": "most published schedules",
        "half-even": "a loan engine (fineract-2026-06)",
        "half-down": "no published source known; offered for completeness",
        "up": "OpenStax, Contemporary Mathematics, 6.8",
        "down": "LoanKeisan.com, whole yen",
    },
    "instalment_rounding": {
        "half-up": "most published schedules",
        "half-even": "a loan engine (fineract-2026-06)",
        "half-down": "no published source known; offered for completeness",
        "up": "9,997 of OpenIntro's 10,000 US consumer loans; OpenStax; Las Positas College",
        "down": "LoanKeisan.com, whole yen",
        "none": "Geltner et al., Exhibit 20-6: the exact annuity is carried, what is printed is rounded",
    },
    "instalment": {
        "annuity": "the exact annuity, rounded: nearly all sources",
        "least-that-closes": "the smallest sum that leaves nothing: MIT 6.00.1x, problem set 2",
        "given": "the lender's own sum: Federal Home Loan Bank Review, March 1935",
    },
    "annuity_periods": {
        "real": "the annuity over the days as they are: a loan engine (fineract-2026-06)",
        "equal": "the annuity over equal periods, whatever interest counts: US loans at actual/360",
        "as-counted": "over the days where days are counted, else over equal periods: a loan engine (fineract-2026-06)",
    },
    "balance": {
        "rounded": "each row in whole minor units: nearly all sources",
        "exact": "carried, and rounded where it is printed: Federal Home Loan Bank Review, March 1935",
    },
    "remainder": {
        "last": "the last instalment takes it: nearly all sources",
        "left": "it stays as a printed rest: Pima Open Press, Topics in Mathematics, 6.4",
    },
    "number": {
        "may fall": "sums rounded up may end a plan early, which a finding says",
        "kept": "the sum is lowered by as many units as it takes to keep the number",
    },
    "rate_compounding": {
        "monthly": "a nominal yearly rate",
        "quarterly": "a nominal yearly rate",
        "semi-annual": "Canadian mortgages: Interest Act, R.S.C. 1985, c. I-15, s. 6",
        "annual": "an effective yearly rate: Skinner, The Mathematical Theory of Investment, 1913, section 42",
    },
    "rate_form": {
        "interest": "the rate bears on what is owed",
        "flat fee": "the rate bears on the original amount: Chinese card instalments",
    },
    "part_period": {
        "counted-back": "whole periods are counted back from the due date: Directive 2008/48/EC, Annex I",
        "counted-on": "whole months are counted on from the start: a loan engine (fineract-2026-06)",
    },
    "equal_parts": {
        "odd-units-first": "what is spread is split exactly, the first parts take the odd units",
        "last-takes-rest": "each part is rounded, the last takes the rest: a loan engine (fineract-2026-06)",
    },
    "thirty_day_months": {
        "by-date": "30/360 counts the dates: ISDA 2006 Definitions, 4.16 (f)",
        "by-period": "it is a twelfth a month, a broken one by its days: a loan engine (fineract-2026-06)",
    },
    "year_split": {
        "1-january": "actual/actual parts years on 1 January: ISDA 2006 Definitions, 4.16 (b)",
        "31-december": "the night of 31 December counts in the new year: a loan engine (fineract-2026-06)",
    },
    "due_from": {
        "first-due": "later due dates follow the day of the first: nearly all sources",
        "start": "they follow the day on which interest starts: a loan engine (fineract-2026-06)",
    },
    "after_spread": {
        "accrues": "interest goes on after a re-age that spreads what is due of it",
        "stops": "no more accrues, and charges are spread too: a loan engine (fineract-2026-06)",
    },
    "split_rest": {
        "asked": "what equal parts of overdue interest leave when a plan is re-amortised is in the last of them",
        "forgiven": "nobody asks for it: a loan engine (fineract-2026-06)",
    },
    "solved_from": {
        "everything": "a level sum pays off all that is owed, whatever bears interest",
        "principal": "from the principal and what is spread; the rest is in the last: a loan engine (fineract-2026-06)",
    },
    "rate_from": {
        "its-day": "the first interest at a new rate is that of the night after its day: loans changed on a due date",
        "the-day-before": "it is that of the night before its day: a loan engine (fineract-2026-06)",
    },
}
SAID = "any"
# Words that contradict each other: (field, word, other field, other word), where a word may be anything said.
CONTRADICTIONS = (
    ("instalment_rounding", "none", "balance", "rounded"),
    ("instalment_rounding", "none", "unit", SAID),
    ("instalment_rounding", "none", "smoothing", SAID),
    ("instalment_rounding", "none", "instalment", "least-that-closes"),
    ("instalment", "least-that-closes", "annuity_periods", "equal"),
    ("instalment", "least-that-closes", "smoothing", SAID),
    ("instalment", "least-that-closes", "number", "kept"),
    ("instalment", "given", "annuity_periods", "equal"),
    ("instalment", "given", "smoothing", SAID),
    ("instalment", "given", "number", "kept"),
    ("smoothing", SAID, "number", "kept"),
    ("smoothing", SAID, "remainder", "left"),
    ("rate_form", "flat fee", "rate_compounding", SAID),
)


class Smoothing(NamedTuple):
    """How the last instalment is brought near the others: by moving all of them, some times over.

    In a round the difference between the last and the others is shared out among all of them, rounded; the round counts
    where the difference becomes smaller. A difference of at most ``share`` minor units an instalment is left alone.
    """

    rounds: int = 3
    share: str = "0.5"

    def least(self, instalments: int) -> int:
        """The largest difference that is left alone [minor units]."""
        return int(Fraction(self.share) * instalments)


@dataclass(frozen=True, kw_only=True)
class Conventions:
    """The habits of a lender: small choices, each by itself.

    Args:
        interest_rounding: of a period's interest: ``half-up``, ``half-even``, ``half-down``, ``up`` or ``down``. Where
            balances are carried, of every printed sum.
        instalment_rounding: of the level sum, with the same words, or ``none``: the exact sum is carried. ``up`` keeps
            the last instalment from being the largest. Of equal parts of the principal it rounds the part.
        unit: the instalment is a multiple of it [currency]; None is the minor unit.
        instalment: ``annuity``, ``least-that-closes``, or ``given``: the shape has to name the sum.
        annuity_periods: ``real``: solved over the periods as they are; ``equal``: over whole equal periods;
            ``as-counted``: the one where days are counted, the other where they are not.
        balance: ``rounded``, or ``exact``: the walk counts in a millionth of a millionth of the minor unit, the
            identity holds in that unit, printed cells are rounded, and a printed part of the principal is the printed
            payment less what else it pays.
        remainder: ``last``, or ``left``: no row asks for more than its sum, what stays is printed.
        number: ``may fall`` where rounding ends the plan early, or ``kept``.
        rate_compounding: of a yearly or monthly rate: ``monthly``, ``quarterly``, ``semi-annual``, ``annual``; None: as
            the period. Exact where the result is rational, else to 24 decimals.
        smoothing: a :class:`Smoothing` or its fields; None: none.
        rate_form: what a plain rate means: ``interest``, or a ``flat fee`` on the original amount.
        part_period: how whole months are counted in a broken one of equal periods: ``counted-back`` or ``counted-on``.
        equal_parts: how what is spread is rounded: ``odd-units-first`` or ``last-takes-rest``.
        thirty_day_months: what ``30/360`` of a debt means: ``by-date``, or ``by-period``, which reads it as equal
            periods (as ``actual/360`` where due dates are days or weeks apart).
        year_split: where ``actual/actual`` of a debt parts years: ``1-january`` or ``31-december``.
        due_from: the day that due dates keep: that of the ``first-due``, or of the ``start``; then a first due date
            that is not given is one period after the start.
        after_spread: whether interest ``accrues`` after a re-age that spreads it, or ``stops``.
        split_rest: what becomes of the rest where a re-amortised plan spreads interest in rounded equal parts:
            ``asked`` with the last, or ``forgiven``.
        solved_from: what a level sum pays off: ``everything``, or the ``principal`` and what is spread.
        larger_last: by which share the last instalment may exceed the others before a finding says so and names what
            would even it out: ``"0%"`` (any excess) to ``"1000%"``. It changes no row.
        rate_from: when a rate that is changed begins to bear: ``its-day`` or ``the-day-before``.
        shape: the shape of terms that name none; None: level.

    Raises:
        InputError: an unknown word, a unit that is not a positive number of whole minor units, or two choices that
            cannot be met together: it names both.

    Source:
        ``repayplan.terms.conventions.WORDS`` has a source for each word, ``named_sets.NAMED`` for each named set.

    Examples:
        >>> Conventions.named("textbook").instalment_rounding
        'half-up'
        >>> Conventions(instalment_rounding="none")
        Traceback (most recent call last):
        repayplan.units.refusal.InputError: instalment_rounding: got 'none', expected a choice that goes with \
balance='rounded'; change one of the two
    """

    interest_rounding: str = "half-up"
    instalment_rounding: str = "up"
    unit: Any = None
    instalment: str = "annuity"
    annuity_periods: str = "real"
    balance: str = "rounded"
    remainder: str = "last"
    number: str = "may fall"
    rate_compounding: str | None = None
    smoothing: Any = None
    rate_form: str = "interest"
    part_period: str = "counted-back"
    equal_parts: str = "odd-units-first"
    thirty_day_months: str = "by-date"
    year_split: str = "1-january"
    due_from: str = "first-due"
    after_spread: str = "accrues"
    split_rest: str = "asked"
    solved_from: str = "everything"
    rate_from: str = "its-day"
    larger_last: Any = "0%"
    shape: Shape | None = None

    def __post_init__(self) -> None:
        for name, words in WORDS.items():
            if (word := getattr(self, name)) is not None or name != "rate_compounding":
                one_of(word, words, name)
        if self.unit is not None:
            finest = max(PLACES, key=lambda code: PLACES[code])
            if not to_minor(self.unit, finest, "unit"):
                refuse("unit", self.unit, "an amount above zero", "leave it out for the minor unit")
            object.__setattr__(self, "unit", str(self.unit))
        object.__setattr__(self, "larger_last", _read_share(self.larger_last))
        object.__setattr__(self, "smoothing", _read_smoothing(self.smoothing))
        if self.shape is not None:
            object.__setattr__(self, "shape", read_shape(self.shape, "shape"))
        for one, word, two, other in CONTRADICTIONS:
            if self._says(one, word) and self._says(two, other):
                beside = f"{two}={getattr(self, two)!r}"
                refuse(one, getattr(self, one), f"a choice that goes with {beside}", "change one of the two")

    def _says(self, name: str, word: str) -> bool:
        value = getattr(self, name)
        return value is not None if word == SAID else value == word

    @classmethod
    def named(cls, name: str, **changes: Any) -> Conventions:
        """A named set of conventions, with some changed.

        Args:
            name: ``us-loan``, ``textbook``, ``eu``, ``canada-mortgage``, ``japan``, ``italy-constant-principal``,
                ``cn-card-instalment`` or ``fineract-2026-06``.
            changes: fields that differ from the set.

        Raises:
            InputError: no set of that name, or a change that cannot be met together with it.

        Examples:
            >>> Conventions.named("japan").interest_rounding, Conventions.named("us-loan", unit="10").unit
            ('down', '10')
        """
        one_of(name, NAMED, "conventions")
        return cls(**{**NAMED[name].fields, **changes})

    @property
    def fine(self) -> int:
        """The walk's units to a minor unit: 1, more where balances are carried."""
        return CARRIED if self.balance == "exact" else 1

    def multiple(self, currency: str) -> int:
        """What the instalment is a multiple of [the walk's units]."""
        if self.instalment_rounding == "none":
            return 1
        return self.fine * (1 if self.unit is None else to_minor(self.unit, currency, "conventions.unit"))

    @property
    def rounding(self) -> str:
        """How the instalment is rounded to that multiple."""
        return self.instalment_rounding if self.instalment_rounding in BIAS else "half-up"

    @property
    @own_context()
    def larger_last_share(self) -> Decimal:
        """By which share the last instalment may exceed the others [fraction of one]."""
        return Decimal(self.larger_last[:-1]) / 100

    @property
    def compounds(self) -> int | None:
        """How often a year a quoted rate compounds, None where it is as the period."""
        return None if self.rate_compounding is None else COMPOUNDED[self.rate_compounding]

    @classmethod
    def from_dict(cls, data: object) -> Conventions:
        """Read conventions of a document."""
        given: dict[str, Any] = dict(known_keys(data, [f.name for f in fields(cls)], ""))
        return cls(**{key: value for key, value in given.items() if value is not None})

    def to_dict(self) -> dict[str, Any]:
        """The conventions as plain data."""
        plain: dict[str, Any] = {f.name: getattr(self, f.name) for f in fields(self)}
        return plain | {
            "smoothing": None if self.smoothing is None else self.smoothing._asdict(),
            "shape": None if self.shape is None else self.shape.to_dict(),
        }


@own_context()
def _read_share(value: object) -> str:
    """A share as text of percents."""
    given = value.strip() if isinstance(value, str) else ""
    percents = read_decimal(given[:-1] if given.endswith("%") else value, "larger_last") * (
        1 if given.endswith("%") else 100
    )
    if not 0 <= percents <= 1000:
        refuse("larger_last", value, "a share from 0% to 1000%", 'write it like "5%"')
    return f"{percents.normalize():f}%"


def _read_smoothing(value: object) -> Smoothing | None:
    if value is None:
        return None
    with under("smoothing"):
        given = value._asdict() if isinstance(value, Smoothing) else known_keys(value, Smoothing._fields, "")
        found = Smoothing(**given)
        whole(found.rounds, "rounds", 1, 100)
        try:
            share = Fraction(str(found.share))
        except (ValueError, ZeroDivisionError):
            share = Fraction(-1)
        if not 0 <= share <= 1000:
            refuse("share", found.share, "minor units an instalment, from 0 to 1000", 'write it like "0.5"')
        return Smoothing(found.rounds, str(found.share))
