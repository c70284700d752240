"""How a letter is written: its phrases in a language, and its amounts and days, plainly or as a locale writes them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from importlib import import_module
from typing import TYPE_CHECKING, Any

from repayplan.units.money import PLACES
from repayplan.units.refusal import refuse
from repayplan.words.formats import amount, language_index, money, percent
from repayplan.words.formats import day as plain_day
from repayplan.words.frames import MissingLibrary
from repayplan.words.labels import label
from repayplan.words.letters import LETTERS
from repayplan.words.sentences import filled, sentence
from repayplan.words.tables import Heading, Table
from repayplan.words.vocabulary import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from repayplan.units.findings import Finding

Part = Table | Heading | str


class Writer:
    """The hand that writes one letter.

    Args:
        language: ``en`` or ``zh``.
        locale: how amounts and days are written, by Babel (extra ``locale``): ``"en_GB"``, ``"zh_CN"``; None: plainly,
            days as year-month-day, amounts with the currency's code.
        currency: ISO 4217 code of the letter's amounts.

    Raises:
        InputError: another language, or a locale that Babel does not know.
        MissingLibrary: a locale without Babel.

    Examples:
        >>> pen = Writer("zh", None, "CNY")
        >>> pen.say("clause_fee", amount=Decimal("3"))
        '每期另付费用3.00元，不收其他费用。'
    """

    def __init__(self, language: str, locale: str | None, currency: str) -> None:
        self.index = language_index(language)
        self.language, self.currency = language, currency
        self._babel = None if locale is None else _Babel(locale)

    def say(self, code: str, **values: Any) -> str:
        """A phrase with its values put in."""
        return filled(LETTERS[code][self.index], {name: self.value(v) for name, v in values.items()}, self.language)

    def value(self, value: Any) -> str:
        """A value within a sentence: an amount with its currency, a day, a text as it is."""
        if isinstance(value, Decimal):
            return self.money(value)
        return self.day(value) if isinstance(value, date) else str(value)

    def money(self, value: Decimal, currency: str = "") -> str:
        """An amount with its currency."""
        currency = currency or self.currency
        if self._babel is not None:
            return self._babel.money(value, currency)
        return f"{amount(value, currency)}元" if self.index and currency == "CNY" else money(value, currency)

    def sum(self, value: Decimal, currency: str = "") -> str:
        """An amount in a table, whose head names the currency."""
        currency = currency or self.currency
        return amount(value, currency) if self._babel is None else self._babel.sum(value, currency)

    def day(self, value: date) -> str:
        """A day."""
        return plain_day(value) if self._babel is None else self._babel.day(value)

    def share(self, value: Decimal) -> str:
        """A fraction of one."""
        return percent(value)

    def word(self, name: str) -> str:
        """A word of the field."""
        return word(name, self.language)

    def finding(self, found: Finding) -> str:
        """A finding as a sentence, without its rule."""
        return sentence(found, self.language).split("[")[0].strip()

    def joined(self, items: Iterable[str]) -> str:
        """Items in one line."""
        return (", ", "、")[self.index].join(items)

    def together(self, *sentences: str) -> str:
        """Sentences as one paragraph."""
        return (" ", "")[self.index].join(sentences)

    def heading(self, code: str, level: int = 2, **values: Any) -> Heading:
        """A heading."""
        return Heading(self.say(code, **values), level)

    def name(self, code: str) -> str:
        """The name of a column: a phrase of letters, or a label of tables."""
        return self.say(code) if code in LETTERS else label(code, self.language)

    def table(
        self, columns: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[str] = (), own: Sequence[str] = ()
    ) -> Table:
        """A table."""
        names = [(self.name(code), "right" if code in right else "left") for code in columns]
        return Table("", (*names, *((text, "right") for text in own)), tuple(map(tuple, rows)))

    def formats(self) -> str:
        """How days and amounts are written here."""
        return self.say("formats" if self._babel is None else "amounts_in", currency=self.currency)


class _Babel:
    """Amounts and days of a locale."""

    def __init__(self, locale: str) -> None:
        try:
            core, numbers, dates = (import_module(f"babel.{name}") for name in ("core", "numbers", "dates"))
        except ImportError as error:
            raise MissingLibrary("a locale", error.name or "babel", '"repayplan[locale]"') from error
        try:
            self.locale = core.Locale.parse(locale)
        except (ValueError, TypeError, core.UnknownLocaleError):
            refuse("locale", locale, "a locale that Babel knows", 'write it like "en_GB" or "zh_CN"')
        self._numbers, self._dates = numbers, dates

    def money(self, value: Decimal, currency: str) -> str:
        """With the currency's sign, where the locale has it."""
        return str(self._numbers.format_currency(value, currency, locale=self.locale))

    def sum(self, value: Decimal, currency: str) -> str:
        """Without the currency, in its decimals, grouped as the locale groups."""
        places = PLACES[currency]
        pattern = str(self.locale.decimal_formats[None].pattern).split(".")[0] + ("." + "0" * places if places else "")
        return str(self._numbers.format_decimal(value, format=pattern, locale=self.locale))

    def day(self, value: date) -> str:
        """In full; a moment with its hour and minute."""
        text = str(self._dates.format_date(value, "long", locale=self.locale))
        if not isinstance(value, datetime):
            return text
        return f"{text} {self._dates.format_time(value, 'short', locale=self.locale)}"
