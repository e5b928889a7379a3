"""The weekly deployment sheet: everything that is printed, already in words.

A sheet leaves the building, so what is not needed on the road has no field here: no subject of a
tasking, no description, nobody's telephone but the out-of-hours one.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from warden_desk.domain.dates import Week

SHOWN_REFERENCES = 3
"""Of a cell's taskings, how many are named; the rest are counted."""

OVERDUE = ", overdue"
"""Follows a day that has passed: "Thu 19 Nov, overdue"."""


class SheetStatus(StrEnum):
    """Where a version of a sheet stands."""

    DRAFT = "draft"
    ISSUED = "issued"
    SUPERSEDED = "superseded"


class CellKind(StrEnum):
    """What a line of a cell says about the day."""

    WORK = "work"
    REST = "rest"
    AWAY = "away"


class Company(StrEnum):
    """Who goes along."""

    OPEN = ""
    LONE = "lone"
    PAIRED = "paired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """What stands on every page of a printed paper: whose it is, which one, and until when.

    A page that shows something sensitive bears `sensitive_marking` instead of `marking`.
    """

    service: str
    marking: str
    sensitive_marking: str
    version: str
    printed_by: str
    printed_at: str
    copy_for: str = ""
    destroy_by: str = ""
    is_practice: bool = False


@dataclass(frozen=True, slots=True)
class SheetDay:
    """The head of a column: "Mon 23"."""

    title: str
    is_weekend: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayEntry:
    """One shift, or one absence, of a person on a day."""

    code: str
    times: str = ""
    places: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    kind: CellKind = CellKind.WORK
    company: Company = Company.OPEN
    buddy: str = ""
    """Initials."""
    is_late: bool = False
    is_sensitive: bool = False
    is_changed: bool = False
    """Was not there, or was otherwise, in the version the sheet is compared with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPerson:
    """A row of the week: seven days, Monday first. `group` is the heading it stands under.

    `changed_days` are the days (0 is Monday) that differ from the version the sheet is compared
    with, those too that have become empty.
    """

    name: str
    initials: str
    role: str
    group: str
    hours: str
    days: tuple[tuple[DayEntry, ...], ...]
    changed_days: tuple[int, ...] = ()
    person_id: str = ""
    """Never printed: by it a row is found again in another version, whatever the name is then."""


@dataclass(frozen=True, slots=True)
class SheetGap:
    """A parish that goes without this week. `last_visit` is "12 Nov 2026" or "none known"."""

    parish: str
    wanted: str
    warden: str
    last_visit: str
    is_changed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetTasking:
    """A tasking to be done this week, in one line that names nobody it is about."""

    reference: str
    task: str
    place: str
    who: str
    going: str
    """The days somebody is planned to see to it: "Tue, Thu"; empty if nobody is."""
    due: str
    is_overdue: bool = False
    is_urgent: bool = False
    is_sensitive: bool = False
    is_changed: bool = False


@dataclass(frozen=True, slots=True)
class SheetEvent:
    """A meeting or occasion. `who` are the people planned to be there."""

    when: str
    what: str
    place: str
    who: str
    is_changed: bool = False


@dataclass(frozen=True, slots=True)
class WelfareCall:
    """A late shift worked alone: who is called, until when, by whom, at what times."""

    day: str
    who: str
    until: str
    buddy: str
    calls: str
    is_changed: bool = False


@dataclass(frozen=True, slots=True)
class RuleOverride:
    """A rule that warned and was set aside, for the supervisor to see."""

    day: str
    who: str
    reason: str


@dataclass(frozen=True, slots=True)
class SheetChange:
    """One difference from the version issued before, for the list on top of the sheet.

    `what` is "Ben Tilley" or "Tasking AS-26-0142", `when` "Thu 26" or empty, and `words` are
    "L 1400–2200 Lenham, was E 0730–1530 Charing".
    """

    what: str
    when: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetContent:
    """One team's week, ready to print."""

    team: str
    districts: tuple[str, ...]
    week: Week
    leader: str
    out_of_hours_phone: str
    status: SheetStatus
    version: int
    issued: str
    """By whom and when, "by Amara Okafor, Fri 20 Nov 2026, 16:40"; empty while a draft."""
    days: tuple[SheetDay, ...]
    people: tuple[SheetPerson, ...]
    unplanned: tuple[str, ...] = ()
    """Volunteers with nothing in the whole week: named in a line, not given a row."""
    legend: tuple[tuple[str, str], ...] = ()
    """The codes in use and what they mean."""
    taskings: tuple[SheetTasking, ...] = ()
    events: tuple[SheetEvent, ...] = ()
    welfare: tuple[WelfareCall, ...] = ()
    gaps: tuple[SheetGap, ...] = ()
    overrides: tuple[RuleOverride, ...] = ()
    changed_since: str = ""
    """The version it is compared with, "v2"; empty for the first, which is compared with none."""
    changes: tuple[SheetChange, ...] = ()
    sensitive_gone: tuple[str, ...] = ()
    """Sensitive references that were on the version compared with, and that only changes name."""
    signed_by: str = ""
    signed_at: str = ""
    """"Fri 20 Nov 2026, 16:40"; both are empty while nobody has signed it off."""
    imprint: Imprint
    team_id: str = ""
    """Empty on a version that was issued before it was kept."""

    @property
    def version_words(self) -> str:
        """As people say it: "Draft 1", "Version 2"."""
        return version_words(self.status, self.version)


def version_words(status: SheetStatus, version: int) -> str:
    """A version as people say it: a draft is numbered by the version it would become."""
    return f"{'Draft' if status is SheetStatus.DRAFT else 'Version'} {version}"


def destroy_on(week: Week, days: int) -> date:
    """The day by which every copy of a week's sheet is to be gone."""
    return week.sunday + timedelta(days=days)


def shown_references(references: Sequence[str]) -> str:
    """As many as a cell names, and how many more: "AS-26-0142, AS-26-0150, AS-26-0151 +2"."""
    shown = ", ".join(references[:SHOWN_REFERENCES])
    more = len(references) - SHOWN_REFERENCES
    return f"{shown} +{more}" if more > 0 else shown


def unique_initials(names: Iterable[str]) -> list[str]:
    """Initials for names, no two alike: "BT", "BTi", "BTil", then "BT2".

    A buddy is named by initials only, so two people must never share them.
    """
    taken: set[str] = set()
    found: list[str] = []
    for name in names:
        found.append(next(each for each in _candidates(name) if each not in taken))
        taken.add(found[-1])
    return found


def _candidates(name: str) -> Iterable[str]:
    forename, _, rest = name.strip().partition(" ")
    first = _letters(forename)[:1].upper()
    last = _letters(rest.rpartition(" ")[2]).capitalize()
    short = first + last[:1] or "?"
    yield short
    if last:
        yield from (first + last[:length] for length in (2, 3))
    number = 2
    while True:
        yield f"{short}{number}"
        number += 1


def _letters(name: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFC", name) if each.isalpha())


def welfare_times(start: int, end: int, *, every: int, after_end: int) -> tuple[int, ...]:
    """Minutes at which somebody working alone is rung up: on the way, and once they should be home.

    Args:
        start: minute of the day the shift begins; `end` may lie past midnight.
        every: minutes from one call to the next.
        after_end: minutes after the shift until the call that it ended well.
    """
    last = end + after_end
    on_the_way = range(start + every, end, every) if every > 0 else range(0)
    return (*on_the_way, last)
