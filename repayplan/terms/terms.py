"""Terms: what a creditor could be asked to agree to, for one debt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from repayplan.terms.conventions import Conventions
from repayplan.terms.shape import MOST_INSTALMENTS, Shape
from repayplan.terms.shapes import Level, read_shape
from repayplan.terms.treatment import Treatment, read_treatment, treatment_document
from repayplan.terms.working_days import SHIFTS, Calendar
from repayplan.units.components import COMPONENTS, DEFAULT_ORDER, PRINCIPAL, read_order
from repayplan.units.dates import read_date, read_every
from repayplan.units.money import read_decimal, to_minor
from repayplan.units.rates import RatePath, read_path
from repayplan.units.refusal import known_keys, one_of, refuse, under, whole

KEYS = (
    "instalments", "first_due", "every", "shape", "treatment", "rate", "write_down", "order", "conventions",
    "fee_per_instalment", "down_payment", "calendar", "shift",
)  # fmt: skip
SUMS = ("fee_per_instalment", "down_payment")
# Terms that name no shape have this one: the conventions' own takes its place.
UNSAID: Shape = Level()
USUAL = Conventions()


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What could be offered for one debt.

    Args:
        instalments: how many; None where the shape or the balance decides (a fixed amount until paid).
        first_due: first due date; None: the debt's due day, else a month's end.
        every: ``month``, ``week``, ``fortnight``, ... or ``(k, "days")``.
        shape: of :mod:`repayplan.terms.shapes`, ``rp.shapes``; left out: the conventions' own, else level.
        treatment: by component: one word, a list of :class:`Window`, or both parts in full.
        rate: a new rate in place of the contract's; None keeps it.
        write_down: principal forgiven at the start [currency], or by component: ``{"penalty": "12.50"}``.
        order: of components in a payment.
        conventions: the lender's habits.
        fee_per_instalment: comes on top of each instalment [currency].
        down_payment: paid on ``as_of``, before the instalments [currency].
        calendar: a :class:`Calendar` of working days; None: a due date is never moved.
        shift: where a due date goes that is no working day: ``following``, ``preceding``, ``modified following``.
            Interest by days runs to the day that it is moved to; equal periods stay equal.

    Raises:
        InputError: naming the path, the value, what was expected and what to do.

    Examples:
        >>> Terms(instalments=60, treatment={"interest": "waive"}).to_dict()["treatment"]["interest"]
        {'opening': 'waive', 'accrual': 'waive'}
    """

    instalments: int | None = None
    first_due: Any = None
    every: Any = "month"
    shape: Shape = UNSAID
    treatment: Any = None
    rate: Any = None
    write_down: Any = None
    order: tuple[str, ...] = DEFAULT_ORDER
    conventions: Conventions = USUAL
    fee_per_instalment: Any = None
    down_payment: Any = None
    calendar: Calendar | None = None
    shift: str = "following"
    treated: Treatment = field(init=False, repr=False, compare=False)
    path: RatePath | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        put = object.__setattr__
        if not isinstance(self.conventions, Conventions):
            refuse("conventions", self.conventions, "rp.Conventions", 'as in rp.Conventions.named("us-loan")')
        unsaid = self.shape is UNSAID and self.conventions.shape is not None
        put(self, "shape", read_shape(self.conventions.shape if unsaid else self.shape, "shape"))
        put(self, "instalments", self._read_count())
        if self.first_due is not None:
            put(self, "first_due", read_date(self.first_due, "first_due"))
        put(self, "every", read_every(self.every, "every"))
        put(self, "treated", read_treatment(self.treatment, "treatment"))
        put(self, "treatment", treatment_document(self.treated))
        put(self, "path", None if self.rate is None else read_path(self.rate, "rate"))
        put(self, "rate", None if self.path is None else self.path.to_document())
        put(self, "order", read_order(self.order, "order"))
        if self.calendar is not None and not isinstance(self.calendar, Calendar):
            refuse("calendar", self.calendar, "rp.Calendar", "as in rp.Calendar(holidays=[...])")
        one_of(self.shift, SHIFTS, "shift")
        put(self, "write_down", _read_write_down(self.write_down))
        for name in SUMS:
            if (given := getattr(self, name)) is not None:
                read_decimal(given, name)
                put(self, name, str(given))

    def _read_count(self) -> int | None:
        fixed = self.shape.count()
        if self.instalments is None:
            if fixed is None and not self.shape.open_ended:
                refuse("instalments", None, "how many instalments", "give a number, or a fixed amount until paid")
            return fixed
        count = whole(self.instalments, "instalments", 1, MOST_INSTALMENTS)
        if fixed is not None and count != fixed:
            refuse("instalments", count, f"{fixed}, as many as the shape has", "leave it out")
        return count

    def check(self, currency: str) -> None:
        """Refuse sums that are not whole minor units of the currency."""
        for name in SUMS:
            if (given := getattr(self, name)) is not None:
                to_minor(given, currency, name)
        self.forgiven(currency)
        with under("shape"):
            self.shape.check(currency)

    def units(self, name: str, currency: str) -> int:
        """One of the sums [minor units], 0 where it is absent."""
        given = getattr(self, name)
        return 0 if given is None else to_minor(given, currency, name)

    def forgiven(self, currency: str) -> list[int]:
        """What is written down, by component [minor units]."""
        if not isinstance(self.write_down, Mapping):
            sums = [0] * len(COMPONENTS)
            sums[PRINCIPAL] = self.units("write_down", currency)
            return sums
        return [to_minor(self.write_down.get(name, 0), currency, f"write_down.{name}") for name in COMPONENTS]

    def but(self, **changes: Any) -> Terms:
        """The same terms with some changed."""
        return replace(self, **changes)

    @classmethod
    def from_dict(cls, data: object) -> Terms:
        """Read the terms of a document."""
        given: dict[str, Any] = {k: v for k, v in known_keys(data, KEYS, "").items() if v is not None}
        if "conventions" in given:
            with under("conventions"):
                given["conventions"] = Conventions.from_dict(given["conventions"])
        if "calendar" in given:
            with under("calendar"):
                given["calendar"] = Calendar.from_dict(given["calendar"])
        if isinstance(given.get("every"), list):
            given["every"] = tuple(given["every"])
        return cls(**given)

    def to_dict(self) -> dict[str, Any]:
        """The terms as plain data, nothing left out."""
        plain: dict[str, Any] = {key: getattr(self, key) for key in KEYS}
        return plain | {
            "first_due": None if self.first_due is None else str(self.first_due),
            "every": list(self.every) if isinstance(self.every, tuple) else self.every,
            "shape": self.shape.to_dict(),
            "order": list(self.order),
            "conventions": self.conventions.to_dict(),
            "calendar": None if self.calendar is None else self.calendar.to_dict(),
        }


def _read_write_down(given: Any) -> Any:
    """Principal alone as a sum, or sums by component, as a document has them."""
    if given is None:
        return None
    if not isinstance(given, Mapping):
        read_decimal(given, "write_down")
        return str(given)
    sums = known_keys(given, COMPONENTS, "write_down")
    for name, amount in sums.items():
        read_decimal(amount, f"write_down.{name}")
    return {name: str(sums[name]) for name in COMPONENTS if name in sums}
