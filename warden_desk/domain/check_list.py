"""What a supervisor looks at before a week is issued, item by item, and what stands against it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from warden_desk.domain.dates import Week
from warden_desk.domain.week_rows import FindingRow
from warden_desk.domain.week_rules.findings import Rule, Severity, Theme


class Check(StrEnum):
    """The items of the list, in its order. The values are stable: they are in JSON."""

    VISITS = "visits"
    TASKINGS = "taskings"
    TIME = "working_time"
    VETTING = "vetting"
    VOLUNTEERS = "volunteers"
    PAIRS = "pairs"
    LEAVE = "leave"
    FAIR = "fair_share"
    FUNDING = "commissioned"
    WELFARE = "welfare"
    COVER = "cover"
    OTHER = "other"

    @property
    def wanted(self) -> str:
        """What is so when the item can be ticked."""
        return _WANTED[self]


_WANTED = {
    Check.VISITS: "Every designated parish gets its visits",
    Check.TASKINGS: "Urgent taskings have somebody, in time",
    Check.TIME: "Working time and rest are kept",
    Check.VETTING: "Vetting, training and powers are in date",
    Check.VOLUNTEERS: "Volunteers are not alone, nor over their hours",
    Check.PAIRS: "Marked addresses are visited in pairs",
    Check.LEAVE: "Nobody works twice at once, or while away",
    Check.FAIR: "Lates and weekends are shared fairly",
    Check.FUNDING: "The hours that parishes bought are given",
    Check.WELFARE: "Every lone late has a named contact",
    Check.COVER: "Every district has somebody, every day",
    Check.OTHER: "Nothing else stands against it",
}

_RULES: dict[Check, tuple[Rule, ...]] = {
    Check.VISITS: (Rule.PARISH_GAP,),
    Check.TASKINGS: (Rule.HIGH_TASKING,),
    Check.VETTING: (Rule.VETTING, Rule.CREDENTIAL, Rule.POWER),
    Check.VOLUNTEERS: (Rule.VOLUNTEER_LONE, Rule.VOLUNTEER_HOURS, Rule.VOLUNTEER_CONSENT),
    Check.PAIRS: (Rule.PAIR, Rule.MARKER),
    Check.LEAVE: (Rule.OVERLAP, Rule.ABSENT),
    Check.FAIR: (Rule.FAIR_LATES, Rule.FAIR_WEEKENDS),
    Check.FUNDING: (Rule.FUNDING,),
    Check.WELFARE: (Rule.LONE_LATE,),
    Check.COVER: (Rule.COVER,),
}
_BY_RULE = {rule: check for check, rules in _RULES.items() for rule in rules}


def check_of(rule: Rule) -> Check:
    """The item a rule belongs to; a rule of working time needs no line of its own."""
    named = _BY_RULE.get(rule)
    if named is None:
        return Check.TIME if rule.theme is Theme.TIME else Check.OTHER
    return named


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One item, with everything that stands against it or was let stand with a reason."""

    check: Check
    findings: tuple[FindingRow, ...] = ()

    @property
    def stops(self) -> int:
        """How many of its findings forbid issuing."""
        return sum(found.severity is Severity.STOP for found in self.findings)

    @property
    def open(self) -> tuple[FindingRow, ...]:
        """The warnings nobody has given a reason for."""
        return tuple(found for found in self.findings if found.wants_reason)

    @property
    def is_ticked(self) -> bool:
        """Whether nothing of it is to be settled."""
        return not self.stops and not self.open

    @property
    def standing(self) -> str:
        """`2 stop it · 1 needs a reason`, `1 let stand`, `in order`."""
        stood = sum(found.is_settled for found in self.findings)
        notes = sum(found.severity is Severity.NOTE for found in self.findings)
        parts = (
            (self.stops, "stops it", "stop it"),
            (len(self.open), "needs a reason", "need a reason"),
            (stood, "let stand", "let stand"),
            (notes, "to know", "to know"),
        )
        said = [f"{count} {one if count == 1 else more}" for count, one, more in parts if count]
        return " · ".join(said) or "in order"


@dataclass(frozen=True, slots=True)
class CheckList:
    """All items for one team's week."""

    team: str
    week: Week
    lines: tuple[CheckLine, ...]

    @property
    def findings(self) -> tuple[FindingRow, ...]:
        """Everything that was found, item by item."""
        return tuple(found for line in self.lines for found in line.findings)

    @property
    def stops(self) -> tuple[FindingRow, ...]:
        """What forbids issuing."""
        return tuple(found for found in self.findings if found.severity is Severity.STOP)

    @property
    def open(self) -> tuple[FindingRow, ...]:
        """The warnings that need a reason before anybody signs."""
        return tuple(found for line in self.lines for found in line.open)

    @property
    def settled(self) -> tuple[FindingRow, ...]:
        """The warnings that were let stand with a reason."""
        return tuple(found for found in self.findings if found.is_settled)


def check_list(team: str, week: Week, findings: Iterable[FindingRow]) -> CheckList:
    """The list, every item of it, with the findings sorted under the items.

    The last item, for what no other one is about, is there only when something is under it.
    """
    under: dict[Check, list[FindingRow]] = defaultdict(list)
    for found in findings:
        under[check_of(found.rule)].append(found)
    shown = [check for check in Check if check is not Check.OTHER or under[check]]
    return CheckList(team, week, tuple(CheckLine(c, tuple(under[c])) for c in shown))
