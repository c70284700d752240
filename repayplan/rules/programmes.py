"""Programmes that creditors agree to, and where a household finds free advice or a statutory way out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from repayplan.rules.cited import Cited, Reader, optional, texts, words
from repayplan.rules.conditions import read_conditions
from repayplan.units.money import read_currency, to_minor
from repayplan.units.rates import read_rate
from repayplan.units.refusal import one_of, refuse, required, text, whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from repayplan.rules.rule import Rule

ABLE = ("yes", "part of the year", "no", "unknown")
WILLING = ("willing", "unknown", "declined")
INTEREST = ("run", "pause", "waive")
CHARGES = ("spread", "waive")
GIVEN_UP = ("months", "rate", "pause", "start", "interest", "penalty", "fees", "write_down")
MOST = 600
MONTHS = {"months": 1, "years": 12}


def _rates(value: object, path: str) -> tuple[str, ...]:
    found = texts(value, path)
    for i, rate in enumerate(found):
        read_rate(rate, f"{path}[{i}]")
    return found


@dataclass(frozen=True, kw_only=True)
class Programme(Cited):
    """A programme that a creditor may be asked to agree to; nobody is entitled to it unless the note says so.

    Attributes:
        name_en: its name in English.
        name_zh: its name in Chinese.
        able: for which words of ability it may be asked.
        willing: for which words of willingness it may be asked.
        debts: kinds of debt that it covers; empty is every kind.
        most_months: the most months that it may run; None where no number is known.
        most_months_rule: id of the rule that says so; ``Rulebook.programmes`` takes the number from it.
        rates: rates that may be asked in place of the contract's [text with unit]; empty is the contract's alone.
        interest: what may be asked of interest that would newly accrue: ``run``, ``pause``, ``waive``.
        charges: what may be asked of penalty and fees together: ``spread``, ``waive``.
        tokens: small sums that may be asked while there is no surplus [``currency``].
        currency: of the tokens.
        conditions: what else has to be so, or usually is: each ``measure: id of a rule``, or a text.
        order: the order in which creditors are asked to give up something, by levers; empty is the usual one.
        keeps: what a creditor does not give up in it, each as ``lever: id of the rule that says so``.

    Raises:
        InputError: naming the key, the value, what was expected and what to do.

    Examples:
        >>> from repayplan.rules.book import rulebook
        >>> programme = rulebook("cn").programmes("2026-12-01")[0]
        >>> programme.name_zh, programme.most_months, programme.covers("online_loan")
        ('个性化分期还款协议', 60, False)
    """

    name_en: str
    name_zh: str
    able: tuple[str, ...]
    willing: tuple[str, ...]
    debts: tuple[str, ...] = ()
    most_months: int | None = None
    most_months_rule: str | None = None
    rates: tuple[str, ...] = ()
    interest: tuple[str, ...] = ("run",)
    charges: tuple[str, ...] = ("spread",)
    tokens: tuple[str, ...] = ()
    currency: str | None = None
    conditions: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()

    READERS: ClassVar[Mapping[str, Reader]] = {
        **Cited.READERS,
        "name_en": text,
        "name_zh": text,
        "able": words(*ABLE),
        "willing": words(*WILLING),
        "debts": texts,
        "most_months": optional(lambda value, path: whole(value, path, 1, MOST)),
        "most_months_rule": optional(text),
        "rates": _rates,
        "interest": words(*INTEREST),
        "charges": words(*CHARGES),
        "tokens": texts,
        "currency": optional(read_currency),
        "conditions": read_conditions,
        "order": words(*GIVEN_UP),
        "keeps": texts,
    }

    def __post_init__(self) -> None:
        super().__post_init__()
        for name in ("able", "willing", "interest", "charges"):
            if not getattr(self, name):
                refuse(name, [], "at least one word")
        for i, token in enumerate(self.tokens):
            to_minor(token, str(required({"currency": self.currency}, "currency", "")), f"tokens[{i}]")
        for i, entry in enumerate(self.keeps):
            lever, _, rule = entry.partition(": ")
            one_of(lever, GIVEN_UP, f"keeps[{i}]")
            text(rule, f"keeps[{i}]")

    @property
    def kept(self) -> dict[str, str]:
        """What a creditor does not give up in it, with the id of the rule that says so."""
        return dict(entry.split(": ", 1) for entry in self.keeps)

    def covers(self, debt_kind: str) -> bool:
        """Whether it is for debts of a kind."""
        return not self.debts or debt_kind in self.debts

    def may_be_asked(self, able: str, willing: str) -> bool:
        """Whether it is for a household of this ability and willingness."""
        return able in self.able and willing in self.willing

    def bounded(self, rules: Mapping[str, Rule]) -> Programme:
        """The programme with its most months taken from the rule in force."""
        rule = rules.get(self.most_months_rule) if self.most_months_rule else None
        if rule is None:
            return self
        if rule.unit not in MONTHS or not isinstance(rule.value, int):
            refuse("most_months_rule", rule.id, "a rule in months or years", f"it is in {rule.unit}")
        return replace(self, most_months=rule.value * MONTHS[rule.unit])

    def __str__(self) -> str:
        """Name, most months, source and status."""
        most = f"at most {self.most_months} months" if self.most_months else "no longest term known"
        return f"{self.name_en} ({self.name_zh}): {most} ({self.citation})"


@dataclass(frozen=True, kw_only=True)
class Advice(Cited):
    """Free local advice, or a statutory route: where to go when no plan works, or before one is signed.

    Attributes:
        name_en: its name in English.
        name_zh: its name in Chinese.
        kind: ``advice`` or ``statutory route``.
        conditions: what a route asks for: each ``measure: id of a rule``, or a text.

    Examples:
        >>> from repayplan.rules.book import rulebook
        >>> [entry.name_en for entry in rulebook("sg").advice("2026-12-01") if entry.kind == "advice"]
        ['Credit Counselling Singapore']
    """

    name_en: str
    name_zh: str
    conditions: tuple[str, ...] = ()

    READERS: ClassVar[Mapping[str, Reader]] = {
        **Cited.READERS,
        "conditions": read_conditions,
        "kind": lambda value, path: one_of(value, ("advice", "statutory route"), path),
        "name_en": text,
        "name_zh": text,
    }

    def __str__(self) -> str:
        """Name, source and status."""
        return f"{self.name_en} ({self.name_zh}) ({self.citation})"
