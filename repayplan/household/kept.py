"""What stays with the household: a part of each month's surplus, and a floor under its cash."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from repayplan.engine.solve import smallest
from repayplan.engine.width import INTS, Amount
from repayplan.units.money import from_minor, to_minor
from repayplan.units.rates import percent_text, read_share
from repayplan.units.refusal import refuse, text

if TYPE_CHECKING:
    from decimal import Decimal

_CAPPED = re.compile(r"(.*%)\s+up to\s+(\S+)")
_PRESET = re.compile(r"[^/%\s]+/[^/%\s]+")
_WEEKS = re.compile(r"([0-9]{1,3}) weeks?(?: of income)?")


class Kept(NamedTuple):
    """What is kept of a month's surplus: a sum, or a share of it rounded up, at most a cap [minor units]."""

    fixed: int = 0
    share: Fraction = Fraction(0)
    cap: int | None = None

    def of(self, surplus: Amount, xp: Any = INTS) -> Amount:
        """What stays of one month's surplus, or of a column of them [minor units]: never more than a positive one."""
        if self is NOTHING:
            return 0
        part = self.share
        wanted = -(-surplus * part.numerator // part.denominator) if part else self.fixed
        most = surplus if self.cap is None else xp.minimum(surplus, self.cap)
        return xp.maximum(xp.minimum(most, wanted), 0)

    def needed(self, left: int) -> int | None:
        """The smallest surplus of which so much is left; None where no surplus is enough [minor units]."""
        if left <= 0:
            return left
        # Nothing beyond the fixed sum or the cap is kept: a share without a cap is turned round.
        if self.share and self.cap is None:
            rest = 1 - self.share
            return None if not rest else smallest(
                lambda surplus: surplus - self.of(surplus) >= left, left * rest.denominator // rest.numerator, left,
                (left + 1) * rest.denominator,
            )  # fmt: skip
        most = left + (self.fixed if self.cap is None else self.cap)
        return smallest(lambda surplus: surplus - self.of(surplus) >= left, most, left, most)


NOTHING = Kept()


def read_keep_back(given: object, currency: str) -> tuple[Kept, Decimal | str | None]:
    """What is kept back, and as a document has it: a sum, a share such as ``10%``, or ``10% up to 20``."""
    if given is None:
        return NOTHING, None
    if isinstance(given, str) and (capped := _CAPPED.fullmatch(given.strip())):
        share, cap = read_share(capped[1], "keep_back"), to_minor(capped[2], currency, "keep_back")
        return Kept(share=share, cap=cap), f"{percent_text(share)} up to {from_minor(cap, currency)}"
    if isinstance(given, str) and given.strip().endswith("%"):
        share = read_share(given, "keep_back")
        return Kept(share=share), percent_text(share)
    units = to_minor(given, currency, "keep_back")
    return (Kept(fixed=units) if units else NOTHING), from_minor(units, currency)


def read_reserve(given: object, currency: str) -> Decimal | str | None:
    """The reserve as a document has it: a sum, or weeks of income."""
    if given is None:
        return None
    if isinstance(given, str) and "week" in given:
        weeks = _WEEKS.fullmatch(given)
        if weeks is None:
            refuse("reserve", given, "a sum, or weeks of income", 'write it like "4 weeks of income"')
        return f"{int(weeks[1])} weeks of income"
    return from_minor(to_minor(given, currency, "reserve"), currency)


def given_or_preset(given: Any, named: object, subject: str, currency: str) -> tuple[Any, str | None]:
    """What was given for ``keep_back`` or ``reserve``, and the id of the preset that it is, where it is one.

    ``given`` may be that id itself; a preset that is ``named`` beside it counts as long as the value is still its own.
    """
    if isinstance(given, str) and _PRESET.fullmatch(given):
        return _preset_value(given, subject, currency), given
    if named is None:
        return given, None
    value = _preset_value(text(named, f"presets.{subject}"), subject, currency)
    same = given is None or _settled(given, subject, currency) == _settled(value, subject, currency)
    return (value, str(named)) if same else (given, None)


def _settled(value: Any, subject: str, currency: str) -> object:
    """A value as a document has it."""
    return read_reserve(value, currency) if subject == "reserve" else read_keep_back(value, currency)[1]


def _preset_value(preset_id: str, subject: str, currency: str) -> str:
    # Loaded by the first preset: the rules are read from files.
    from repayplan.rules.book import preset_of

    preset = preset_of(subject, preset_id)
    if preset.currency not in (None, currency):
        refuse(subject, preset_id, f"a preset in {currency}, not {preset.currency}", "write out its value")
    cap = f" up to {preset.parts['cap']}" if "cap" in preset.parts else ""
    return f"{preset.parts['value']}{cap}"
