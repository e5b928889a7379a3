"""Who could stand in for a shift, with the reasons for and against, and what an absence leaves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from warden_desk.domain.availability import Answer
from warden_desk.domain.dates import short_day
from warden_desk.domain.people import AbsenceRow, AssignmentRole
from warden_desk.domain.rounds import Hours, part_of
from warden_desk.domain.shifts import DAY, ShiftRow, hours


class Way(StrEnum):
    """How somebody stands in."""

    SHIFT = "takes the shift"
    STOPS = "takes its stops along"
    """On the round they have that day already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueTasking:
    """A tasking of somebody who is away that is due by then. `others` have it, too."""

    tasking_id: str
    reference: str
    title: str
    due_on: date
    others: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """`ASH-26-0147, due Tue 24 Nov: nobody else has it`."""
        who = f"{', '.join(self.others)} too" if self.others else "nobody else has it"
        return f"{self.reference}, due {short_day(self.due_on)}: {who}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LapsingParish:
    """A parish whose visit falls due while its warden is away. `others` look after it as well."""

    area_id: str
    name: str
    due_on: date
    others: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """`Lenham, visit due Tue 24 Nov: backup Dev Patel`."""
        who = ", ".join(self.others) or "nobody else looks after it"
        return f"{self.name}, visit due {short_day(self.due_on)}: {who}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncovered:
    """What an absence leaves open: shifts planned then, taskings due, visits that lapse."""

    absence: AbsenceRow
    shifts: tuple[ShiftRow, ...] = ()
    taskings: tuple[DueTasking, ...] = ()
    parishes: tuple[LapsingParish, ...] = ()

    def part(self, shift: ShiftRow) -> Hours | None:
        """The hours of a shift they are away in; None where that is all of it."""
        away = self.absence
        if away.start_minute is None or away.end_minute is None:
            return None
        for later in (0, DAY):  # a shift may end on the day after
            if away.starts_on <= shift.on_date + timedelta(days=later // DAY) <= away.ends_on:
                hours_away = (away.start_minute + later, away.end_minute + later)
                if found := part_of(shift, hours_away):
                    return found
        return None

    @property
    def is_nothing(self) -> bool:
        """Whether nobody will be missed."""
        return not (self.shifts or self.taskings or self.parishes)


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """What is known of one person who might stand in for a shift.

    Attributes:
        roles: how they look after each parish of the round, by its name.
        km: from where they are based to the first place of the round.
        working: their shift of that time or day, if they have one; `is_same_time` if they meet.
        day_off: "rest day", where the plan says so.
        breaks, bends: what the rules would say that they do not say now: stops, and warnings.
        minutes: planned in the week without the shift; `contract` a week, None for volunteers.
    """

    id: str
    name: str
    team: str
    is_own_team: bool
    is_volunteer: bool = False
    has_agreement: bool = True
    is_never_alone: bool = False
    roles: Sequence[tuple[str, str]] = ()
    km: int | None = None
    working: ShiftRow | None = None
    is_same_time: bool = False
    day_off: str = ""
    answer: Answer = Answer.YES
    said: str = ""
    breaks: tuple[str, ...] = ()
    bends: tuple[str, ...] = ()
    minutes: int = 0
    contract: int | None = None


@dataclass(frozen=True, slots=True)
class Replacement:
    """One person for one shift: how, why, why with a second thought, and why not at all."""

    person_id: str
    name: str
    team: str
    way: Way
    reasons: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    rank: tuple[int, ...] = ()


_FAR = 999


def replacement(person: StandIn, shift: ShiftRow) -> Replacement:
    """Judge one person. Replacements sort best first by `rank`."""
    way = Way.STOPS if person.working is not None else Way.SHIFT
    stops, warnings = _stops(person, way, shift), _warnings(person, way)
    roles = [role.value for role in AssignmentRole]
    nearest = min((roles.index(role) for _, role in person.roles), default=len(roles))
    return Replacement(
        person.id,
        person.name,
        person.team,
        way,
        _reasons(person, way, shift),
        warnings,
        stops,
        rank=(
            len(stops),
            bool(person.is_volunteer and shift.is_lone),
            len(warnings),
            not person.is_own_team,
            nearest,
            way is Way.STOPS,
            _FAR if person.km is None else person.km,
            person.minutes,
        ),
    )


def _stops(person: StandIn, way: Way, shift: ShiftRow) -> tuple[str, ...]:
    found = list(person.breaks)
    if way is Way.STOPS and not shift.stops:
        found.append("works that day already")
    if person.is_volunteer and not person.has_agreement:
        found.append("has no signed agreement that stands")
    return tuple(found)


def _warnings(person: StandIn, way: Way) -> tuple[str, ...]:
    found = list(person.bends) if way is Way.SHIFT else []
    if person.day_off:
        found.append(f"has a {person.day_off}")
    if person.answer is not Answer.YES:
        found.append(f"said: {person.said}")
    if person.is_never_alone:
        found.append("does not work alone")
    if way is Way.STOPS and not person.is_same_time and person.working is not None:
        found.append(f"works at another time: {person.working.head}")
    return tuple(found)


def _reasons(person: StandIn, way: Way, shift: ShiftRow) -> tuple[str, ...]:
    words = {
        AssignmentRole.PRIMARY: "designated in",
        AssignmentRole.BACKUP: "backup in",
        AssignmentRole.VOLUNTEER: "volunteers in",
        AssignmentRole.CONTACT_ONLY: "contact in",
    }
    found = [f"{words[AssignmentRole(role)]} {name}" for name, role in person.roles]
    if not person.is_own_team:
        found.append(person.team or "no team")
    if person.working is not None:
        found.append(f"works {person.working.head} for {person.working.team}")
    elif not person.day_off:
        found.append("nothing planned that day")
    if person.km is not None:
        found.append(f"{person.km} km")
    after = person.minutes + (shift.minutes if way is Way.SHIFT else 0)
    owed = "" if person.contract is None else f" of {hours(person.contract)}"
    found.append(f"{hours(after)}{owed} h this week with it")
    return tuple(found)
