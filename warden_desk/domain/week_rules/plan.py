"""A team's week as the rules that look at several people see it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from warden_desk.domain.dates import Week
from warden_desk.domain.duties import Away, Duty
from warden_desk.domain.settings import Settings
from warden_desk.domain.shifts import StopRow
from warden_desk.domain.week_rules.workers import ANYBODY, Worker


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A tasking as the rules see it. `references` are those of its case, in small letters."""

    id: str
    reference: str
    is_sensitive: bool = False
    pair_up: bool = False
    needed_power: str = ""
    area_id: str | None = None
    place: str = ""
    references: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """A warning about a place or a case. Only its control measure is ever told."""

    id: str
    control: str
    review_on: date
    area_id: str | None = None
    place: str = ""
    reference: str = ""
    is_approved: bool = False

    def is_live(self, day: date) -> bool:
        """Approved by another person, and not past its review."""
        return self.is_approved and day <= self.review_on

    def is_about(self, stop: StopRow, job: Job | None) -> bool:
        """Whether it warns of this stop: its case, its place, or all of its area."""
        if self.reference:
            return job is not None and self.reference.casefold() in job.references
        if self.area_id is None or self.area_id != stop.area_id:
            return False
        if not self.place:
            return True
        place = self.place.casefold()
        said = (stop.label, stop.text, job.place if job else "")
        return any(words and (place in words.casefold()) for words in said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Urgent:
    """An urgent tasking still open; `first_on` is the first day it is on somebody's round."""

    reference: str
    area_id: str = ""
    area: str = ""
    due_on: date | None = None
    is_assigned: bool = False
    first_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class District:
    """A district of the team, with the keys of its own area and of those in it."""

    id: str
    name: str
    area_ids: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bought:
    """Minutes that parishes bought over some weeks, and what was given in them."""

    payer: str
    minutes: int
    given: int
    weeks: int = 1
    area_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How often somebody worked late and at weekends over some weeks.

    Attributes:
        weight: how much of the work is theirs: the contract's minutes.
        last_late: the last such day of the week in question; None if there is none.
    """

    person_id: str
    lates: int = 0
    weekends: int = 0
    weight: int = 1
    last_late: date | None = None
    last_weekend: date | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who is to be looked for beyond the team: at these places and taskings, or to be rung."""

    area_ids: frozenset[str] = frozenset()
    tasking_ids: frozenset[str] = frozenset()
    buddy_ids: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.area_ids or self.tasking_ids or self.buddy_ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everybody's work in a team's week: guests', and what its own people do elsewhere.

    Attributes:
        others: what people do who neither are in the team nor work for it, where it matters.
        away: when those who are to be rung are away.
        leaders: those of them who lead a team.
    """

    team_id: str = ""
    week: Week
    settings: Settings
    duties: tuple[Duty, ...]
    workers: Mapping[str, Worker] = field(default_factory=dict[str, Worker])
    jobs: Mapping[str, Job] = field(default_factory=dict[str, Job])
    markers: tuple[Marker, ...] = ()
    districts: tuple[District, ...] = ()
    cover_days: tuple[date, ...] = ()
    """Days on which each district wants somebody."""
    others: tuple[Duty, ...] = ()
    away: Mapping[str, tuple[Away, ...]] = field(default_factory=dict[str, tuple[Away, ...]])
    leaders: frozenset[str] = frozenset()

    @property
    def own(self) -> Iterator[Duty]:
        """The shifts of the team itself; what its people do elsewhere is for the others to say."""
        return (duty for duty in self.duties if duty.shift.team_id == self.team_id)

    @property
    def volunteers(self) -> frozenset[str]:
        """Those of the people whose time is given."""
        return frozenset(key for key, worker in self.workers.items() if worker.is_volunteer)

    def worker(self, person_id: str) -> Worker:
        """Who that is; somebody unknown has no limits of their own."""
        return self.workers.get(person_id, ANYBODY)

    def job(self, stop: StopRow) -> Job | None:
        """The tasking a stop is for."""
        return self.jobs.get(stop.tasking_id) if stop.tasking_id else None

    def beside(self, duty: Duty) -> list[Duty]:
        """The other people at work at some time of this shift."""
        return [
            other
            for other in (*self.duties, *self.others)
            if other.shift.person_id != duty.shift.person_id
            and other.start < duty.end
            and duty.start < other.end
        ]
