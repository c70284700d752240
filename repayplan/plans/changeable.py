"""What changes a plan by date: each gives a new plan, which keeps what changed, when and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from repayplan.units.dates import read_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from repayplan.plans.changes import Change
    from repayplan.plans.plan import Plan


class Changeable:
    """The changes that a plan takes."""

    __slots__ = ()

    def changed(self, *changes: Change) -> Plan:
        """The plan with more changes.

        They hold in order of effective day, those that the plan has already among them, however they were entered. The
        rows before a change stay as they were. A change that solves the instalment anew does so over the due dates
        that are left, from what is owed by component when the last row before it ends, at the rates and with the
        windows that are known by then.

        Args:
            changes: of :class:`repayplan.plans.changes.Change`.

        Raises:
            InputError: a change dated after the plan ends, two changes that contradict each other, windows that
                overlap, more paid than is owed.
        """
        from repayplan.plans.stages import with_changes

        plan = cast("Plan", self)
        return with_changes(plan, (*plan.changes, *changes))

    def _change(self, kind: str, on: Any, **said: Any) -> Plan:
        from repayplan.plans.changes import Change

        return self.changed(Change(kind=kind, on=on, **said))

    def re_age(
        self,
        on: Any,
        instalments: int,
        interest: str = "first",
        paid: Sequence[tuple[Any, Any]] | None = None,
        *,
        first_due: Any = None,
        every: Any = None,
        treatment: Any = None,
        why: str = "",
    ) -> Plan:
        """The schedule starts anew from a day; the account counts as current.

        A row ends on that day. The instalments that follow are level and solved anew.

        Args:
            on: the day.
            instalments: how many follow.
            interest: what is due and unpaid of it: ``first`` (with the first instalment), ``spread`` or ``waive``.
                What is deferred stays deferred, unless the treatment says otherwise.
            paid: what was really paid so far, as (day, amount) pairs; None: as planned.
            first_due: the new first due date; None: the next one of the old schedule after ``on``.
            every: how far apart the new due dates are; None: as before.
            treatment: by component, as in terms: ``{"penalty": "waive"}``.
            why: kept with the plan.

        Examples:
            >>> import repayplan as rp
            >>> debt = rp.Debt(id="A", principal="900", rate="0%", currency="JPY")
            >>> plan = rp.schedule(debt, rp.Terms(instalments=3), as_of="2026-12-01")
            >>> late = plan.re_age("2027-01-31", instalments=4, paid=[("2026-12-31", "300")])
            >>> [(str(row.due), str(row.payment)) for row in late.rows[1:4]]
            [('2027-01-31', '0'), ('2027-02-28', '150'), ('2027-03-31', '150')]
        """
        return self._change(
            "re_age", on, instalments=instalments, interest=interest, paid=paid, first_due=first_due, every=every,
            treatment=treatment, why=why,
        )  # fmt: skip

    def re_amortise(
        self,
        on: Any,
        interest: str = "first",
        paid: Sequence[tuple[Any, Any]] | None = None,
        *,
        treatment: Any = None,
        why: str = "",
    ) -> Plan:
        """The instalment is solved anew over the due dates that remain after a day.

        Args:
            on: the day; what is due on it is due still as it was.
            interest: what is due and unpaid of it: ``first``, ``spread`` or ``waive``.
            paid: what was really paid so far, as (day, amount) pairs; None: as planned.
            treatment: by component, as in terms.
            why: kept with the plan.

        Examples:
            >>> import repayplan as rp
            >>> debt = rp.Debt(id="A", principal="900", rate="0%", currency="JPY")
            >>> plan = rp.schedule(debt, rp.Terms(instalments=3), as_of="2026-12-01")
            >>> plan.re_amortise("2026-12-31", paid=[]).instalment
            Decimal('450')
        """
        return self._change("re_amortise", on, interest=interest, paid=paid, treatment=treatment, why=why)

    def change_rate(self, on: Any, rate: Any, *, why: str = "") -> Plan:
        """Another rate from a day on, in place of all that was agreed for later; the instalment is solved anew.

        Examples:
            >>> import repayplan as rp
            >>> debt = rp.Debt(id="A", principal="1200", rate="12%", day_count="equal-periods", currency="CNY")
            >>> plan = rp.schedule(debt, rp.Terms(instalments=3), as_of="2026-12-31")
            >>> plan.change_rate("2027-01-31", "0%").total_interest
            Decimal('12.00')
        """
        return self._change("rate", on, rate=rate, why=why)

    def pause(self, start: Any, end: Any, treatment: str = "pause", *, why: str = "") -> Plan:
        """Days, both inclusive, in which new interest is treated otherwise; the instalment is kept.

        Examples:
            >>> import repayplan as rp
            >>> debt = rp.Debt(id="A", principal="1200", rate="12%", day_count="equal-periods", currency="CNY")
            >>> plan = rp.schedule(debt, rp.Terms(instalments=3), as_of="2026-12-31")
            >>> [str(row.payment) for row in plan.pause("2027-02-01", "2027-02-28").rows]
            ['408.03', '408.03', '399.90']
        """
        return self._change("window", start, until=end, becomes=treatment, why=why)

    def book(self, on: Any, *, why: str = "", **amounts: Any) -> Plan:
        """More is owed from a day on: a charge, or an advance of principal.

        A charge (``interest``, ``penalty``, ``fees``) falls due on top of the instalment of its period. With an advance
        (``principal``) the instalment is solved anew, as if it bore interest from the start of its period; it bears
        from its day.

        Examples:
            >>> import repayplan as rp
            >>> debt = rp.Debt(id="A", principal="900", rate="0%", currency="JPY")
            >>> plan = rp.schedule(debt, rp.Terms(instalments=3), as_of="2026-12-01")
            >>> [str(row.payment) for row in plan.book("2027-01-10", fees="25").rows]
            ['300', '325', '300']
            >>> [str(row.payment) for row in plan.book("2027-01-10", principal="200").rows]
            ['300', '400', '400']
        """
        return self._change("booked", on, amounts=amounts, why=why)

    def overdue(
        self, since: Any = None, until: Any = None, *, paid: Sequence[tuple[Any, Any]] | None = None, why: str = ""
    ) -> Plan:
        """The dues as a lender restates them: what is due from one day on and unpaid bears interest until another.

        What falls due stays as planned, and the last instalment takes what the arrears bear. It is not what becomes of
        the debt if nothing is paid: ``paid`` of a change says that.

        Args:
            since: the first due date that was not paid; None: the first that is no day of a payment in ``paid``.
            until: up to when interest is known; from then on what is overdue counts as paid.
            paid: where ``since`` is not given, what was paid on due dates, as (day, amount) pairs.
            why: kept with the plan.

        Examples:
            >>> import repayplan as rp
            >>> debt = rp.Debt(id="A", principal="1200", rate="12%", day_count="equal-periods", currency="CNY")
            >>> plan = rp.schedule(debt, rp.Terms(instalments=3), as_of="2026-12-31")
            >>> [str(row.to_interest) for row in plan.overdue("2027-01-31", "2027-02-14").rows]
            ['12.00', '10.02', '4.06']
        """
        plan = cast("Plan", self)
        if since is None:
            days = {read_date(pair[0], f"paid[{i}]") for i, pair in enumerate(paid or ())}
            since = next((row.due for row in plan.rows if row.payment and row.due not in days), plan.last_due)
        if until is not None and read_date(since, "since") >= read_date(until, "until"):
            return plan
        return self._change("overdue", since, until=until, why=why)

    def move_due(self, on: Any, to: Any, *, why: str = "") -> Plan:
        """The first due date from a day on moves to another, the later ones follow it; the instalment is kept.

        Examples:
            >>> import repayplan as rp
            >>> debt = rp.Debt(id="A", principal="900", rate="0%", currency="JPY")
            >>> plan = rp.schedule(debt, rp.Terms(instalments=3), as_of="2026-12-01")
            >>> [str(row.due) for row in plan.move_due("2027-01-31", "2027-02-10").rows]
            ['2026-12-31', '2027-02-10', '2027-03-10']
        """
        return self._change("due_date", on, to=to, why=why)

    def add_instalments(self, on: Any, instalments: int, *, why: str = "") -> Plan:
        """More instalments at the end; the instalment is solved anew from the first due date on or after a day.

        Examples:
            >>> import repayplan as rp
            >>> debt = rp.Debt(id="A", principal="900", rate="0%", currency="JPY")
            >>> plan = rp.schedule(debt, rp.Terms(instalments=3), as_of="2026-12-01")
            >>> [str(row.payment) for row in plan.add_instalments("2027-01-31", 1).rows]
            ['300', '200', '200', '200']
        """
        return self._change("added", on, instalments=instalments, why=why)
