"""How a value is written: amounts, days, months, rates, percentages and lists. Nothing is rounded here."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from repayplan.units.dates import month_of, month_text
from repayplan.units.money import PLACES
from repayplan.units.refusal import one_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from repayplan.units.rates import Rate

LANGUAGES = ("en", "zh")
_RATES = {
    "year": ("{} a year", "年利率{}"),
    "month": ("{} a month", "月利率{}"),
    "day": ("{} a day", "日利率{}"),
}
_LIST = (", ", "、")


def language_index(language: str) -> int:
    """Where a language stands in every (en, zh) pair.

    Examples:
        >>> language_index("zh")
        1
    """
    return LANGUAGES.index(one_of(language, LANGUAGES, "language"))


def amount(value: Decimal, currency: str = "") -> str:
    """An amount with thousands separators and the currency's decimals; without a currency, with its own.

    Args:
        value: the amount [currency]. Decimals beyond the currency's are shown, never rounded away.
        currency: ISO 4217 code, which is not printed.

    Examples:
        >>> amount(Decimal("1066.67")), amount(Decimal("1200"), "CNY"), amount(Decimal("-1200"), "JPY")
        ('1,066.67', '1,200.00', '-1,200')
    """
    own = max(0, -int(value.as_tuple().exponent))
    places = max(own, PLACES[currency]) if currency else own
    return f"{value.copy_abs() if value.is_zero() else value:,.{places}f}"


def money(value: Decimal, currency: str) -> str:
    """An amount with its currency's code in front.

    Examples:
        >>> money(Decimal("1066.67"), "CNY")
        'CNY 1,066.67'
    """
    return f"{currency} {amount(value, currency)}"


def plain(value: Decimal) -> str:
    """A number without separators, exponent or trailing zeros.

    Examples:
        >>> plain(Decimal("7.1500")), plain(Decimal("1E+3"))
        ('7.15', '1000')
    """
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def percent(value: Decimal) -> str:
    """A fraction of one as a percentage, with all its decimals.

    Examples:
        >>> percent(Decimal("0.0969")), percent(Decimal("1"))
        ('9.69%', '100%')
    """
    sign, digits, exponent = value.as_tuple()
    return plain(Decimal((sign, digits, int(exponent) + 2))) + "%"


def rate(value: Rate, language: str = "en") -> str:
    """A rate with the period that it is quoted for.

    Examples:
        >>> from repayplan.units.rates import read_rate
        >>> rate(read_rate("18.25%", "rate")), rate(read_rate("0.05%/day", "rate"), "zh")
        ('18.25% a year', '日利率0.05%')
    """
    return _RATES[value.per][language_index(language)].format(str(value).partition("/")[0])


def day(value: date) -> str:
    """A day as ISO writes it; a moment with its hour and minute.

    Examples:
        >>> from datetime import date, datetime
        >>> day(date(2026, 12, 1)), day(datetime(2026, 11, 25, 15, 0))
        ('2026-12-01', '2026-11-25 15:00')
    """
    return value.isoformat(" ", "minutes") if isinstance(value, datetime) else value.isoformat()


def month(value: date) -> str:
    """The month of a day.

    Examples:
        >>> from datetime import date
        >>> month(date(2026, 12, 31))
        '2026-12'
    """
    return month_text(month_of(value))


def joined(items: Iterable[str], language: str = "en") -> str:
    """Items in one line, parted as the language parts them.

    Examples:
        >>> joined(["A", "B"]), joined(["A", "B"], "zh")
        ('A, B', 'A、B')
    """
    return _LIST[language_index(language)].join(items)
