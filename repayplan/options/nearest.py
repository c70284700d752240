"""Why not, and what would: the smallest change that makes one rejected option feasible and within the rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from repayplan.household.household import LEDGERS
from repayplan.options.candidates import Candidates
from repayplan.options.levers import Change, Lever, pull
from repayplan.options.proposal import Drafts
from repayplan.options.scales import flexible_lines
from repayplan.options.shares import Pot
from repayplan.options.space import Space
from repayplan.units.findings import Finding
from repayplan.words.shown import Shown

if TYPE_CHECKING:
    from repayplan.feasibility.assessment import Assessment
    from repayplan.feasibility.case import Case
    from repayplan.options.option import Option

# Time, then what creditors added, then what will accrue, then what they lent; then what the household would have to do.
ORDER = (
    "months", "start", "penalty", "fees", "interest", "pause", "rate", "write_down", "spending", "savings", "income",
)  # fmt: skip
# An option that is paid at once or as the contract asks has no months and dates of its own.
WITHOUT_TERMS = ("months", "start", "pause")


@dataclass(frozen=True)
class Nearest(Shown):
    """What would make one option feasible on the declared ledger and within the rules.

    Attributes:
        option: its id.
        levers: for each lever the smallest change with which this very option can be kept; None with the reason.
        first: the name of the first lever, in the order in which it is asked, of which some size is enough; None where
            there is none.
        findings: why the option stands where it stands, and what no lever changes.

    Examples:
        >>> import repayplan as rp
        >>> menu = rp.advise(rp.sample("dmp-four-cards"))
        >>> found = menu.nearest("us.debt_management_plan/interest-run/charges-spread/8%/longest")
        >>> found.levers == {}, found.findings[-1].code
        (True, 'lever_not_needed')
    """

    option: str
    levers: dict[str, Lever]
    first: str | None
    findings: tuple[Finding, ...]

    @property
    def change(self) -> Change | None:
        """The smallest change of the first lever."""
        return None if self.first is None else self.levers[self.first].feasible

    def parts(self, language: str = "en") -> list[Any]:
        """What would make it one that may be proposed."""
        from repayplan.options.concession_tables import nearest_parts

        return nearest_parts(self, language)

    def to_dict(self) -> dict[str, Any]:
        """The changes as plain data."""
        return {
            "option": self.option,
            "first": self.first,
            "levers": {name: lever.to_dict() for name, lever in self.levers.items()},
            "findings": [finding.to_dict() for finding in self.findings],
        }


def nearest(case: Case, option: Option, assessment: Assessment) -> Nearest:
    """The smallest change of each lever that makes an option feasible and keeps it within the rules."""
    asking, reasons = option.proposal.asking, option.findings
    programme = asking.programme
    eased = assessment.able == "yes" and asking.only_if_unable
    refused = programme is not None and not programme.may_be_asked(assessment.able, assessment.willing)
    if eased or refused or option.shape == "settlement":
        return Nearest(option.id, {}, None, (*reasons, Finding("nearest_none", {})))
    if option.feasible and not any(f.code == "too_many_instalments" for f in reasons):
        return Nearest(option.id, {}, None, (*reasons, Finding("lever_not_needed", {"lever": "change"})))
    space = _space(case, option)
    levers: dict[str, Lever] = {}
    for name in ORDER:
        if name in WITHOUT_TERMS and option.shape in ("pay_now", "contract"):
            continue
        if programme is not None and name in programme.kept:
            numbers = {"lever": name, "programme": programme.id}
            levers[name] = Lever(name, "", None, None, (Finding("lever_forbidden", numbers, programme.kept[name]),))
            continue
        lines = flexible_lines(space) if name == "spending" else []
        levers[name] = pull(space, name, lines[0].name if lines else None)
    first = next((name for name in ORDER if name in levers and levers[name].feasible is not None), None)
    return Nearest(option.id, levers, first, (*reasons, *([] if first else [Finding("nearest_none", {})])))


def _space(case: Case, option: Option) -> Space:
    """The option alone: its asking and shape, sized as it is; months only as far as its programme and limits go."""
    asking = option.proposal.asking
    most = asking.most or 0
    bound = asking.programme.most_months if asking.programme is not None else None
    candidates, content = Candidates(case, Drafts(case)), option.proposal.content
    sized = [ledger for ledger in LEDGERS if content in _contents(candidates, option, ledger)]
    return Space(
        case, candidates, [asking], LEDGERS[0], level=True, shape=option.shape, term=(most, bound or most),
        sized_on=sized,
    )  # fmt: skip


def _contents(candidates: Candidates, option: Option, ledger: str) -> list[object]:
    """What an option's shape asks, sized on a ledger; nothing where it has no size of its own."""
    if option.shape in ("pay_now", "contract"):
        return []
    asking = option.proposal.asking
    found = candidates.one(option.shape, asking, Pot.of(candidates.case, ledger, asking.months()))
    return [] if found is None else [found.content]
