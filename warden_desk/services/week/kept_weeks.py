"""A team's week that is looked at for long: read once, then only where a change touched it.

What it answers is always what reading everything anew would: shifts and stops are the only tables
whose changes are followed by person, and after a change of any other all is read again.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Change
from warden_desk.domain.dates import Week
from warden_desk.domain.week_rows import FindingRow, ParishGrid, WeekGrid, marked
from warden_desk.services.week import (
    week_facts,
    week_findings,
    week_ground,
    week_parishes,
    week_views,
)
from warden_desk.services.week.week_facts import Facts
from warden_desk.services.week.week_ground import Ground
from warden_desk.services.week.week_parishes import Standing, Visits
from warden_desk.storage.tables import Shift

_FOLLOWED = frozenset({Shift.__tablename__, "stop"})


@dataclass(frozen=True, slots=True)
class SettledWeek:
    """Both grids of a week, with marks for all that is said of somebody's day, and the findings."""

    grid: WeekGrid
    parishes: ParishGrid
    findings: list[FindingRow]


@dataclass(slots=True)
class _Touched:
    """Whose shifts changed since something was read."""

    people: set[str] = field(default_factory=set[str])
    first_on: date = date.max
    """The earliest day."""

    def add(self, shifts: Iterable[tuple[str, date]]) -> None:
        for person_id, day in shifts:
            self.people.add(person_id)
            self.first_on = min(self.first_on, day)


class KeptWeek:
    """The grids and findings of one team's week, as far as they were asked for."""

    def __init__(self, team_id: str, week: Week) -> None:
        self.team_id, self.week = team_id, week
        self._ground: Ground | None = None
        self._grid: WeekGrid | None = None
        self._facts: Facts | None = None
        self._standing: Standing | None = None
        self._visits: Visits = {}
        self._parishes: ParishGrid | None = None
        self._settled: SettledWeek | None = None
        self._changes: list[Change] = []
        self._unread = _Touched()
        self._unsettled = _Touched()

    def follow(self, change: Change) -> None:
        """Something was written: what it touched is read again when it is asked for."""
        if change.tables <= _FOLLOWED and change.about:
            self._changes.append(change)
            self._settled = None
        elif change.tables:
            self._ground = self._grid = self._facts = None
            self._standing = self._parishes = self._settled = None
            self._changes.clear()
            self._unread, self._unsettled = _Touched(), _Touched()

    @property
    def is_settled(self) -> bool:
        """Whether everything was read before, so that little of it is to be read again."""
        return self._facts is not None

    def people(self, session: Session) -> WeekGrid:
        """People × days.

        Raises:
            NotFound: there is no such team.
        """
        self._see(session)
        if self._ground is None or self._grid is None:
            self._ground = week_ground.read(session, self.team_id, self.week)
            self._grid = week_views.of_ground(self._ground)
        elif self._unread.people:
            touched = self._unread.people
            self._ground = week_ground.again(session, self._ground, touched)
            self._grid = week_views.of_ground(self._ground, self._grid, touched)
        self._unread = _Touched()
        return self._grid

    def settled(self, session: Session) -> SettledWeek:
        """Everything: people × days, parishes × days, and what is to be settled."""
        if self._settled is None:
            grid = self.people(session)
            assert self._ground is not None  # the grid was made of it
            parishes = self._parishes = self._come(session, self._ground)
            if self._facts is None:
                self._facts = week_facts.read(session, grid)
            elif self._unsettled.people:
                self._facts = week_facts.again(session, grid, self._facts, self._unsettled.people)
            self._unsettled = _Touched()
            found = week_findings.of_facts(grid, parishes, self._facts)
            self._settled = SettledWeek(marked(grid, found), parishes, found)
        return self._settled

    def _come(self, session: Session, ground: Ground) -> ParishGrid:
        """Who comes where: the past only if it changed, and the rows of the areas concerned."""
        districts = [area.id for area in ground.districts]
        touched = self._unsettled
        known, before, events = self._standing, self._parishes, ground.events
        if known is None or touched.first_on < self.week.monday:
            known = self._standing = week_parishes.standing(session, districts, self.week)
            self._visits = week_parishes.visits(session, districts, self.week)
            before = None
        if before is None or not touched.people:
            return week_parishes.of_visits(self.team_id, self.week, known, self._visits, events)
        new = week_parishes.visits(session, districts, self.week, touched.people)
        old = {key: own for key, own in self._visits.items() if key in touched.people}
        others = {key: own for key, own in self._visits.items() if key not in old}
        self._visits = {**others, **new}
        areas = {visit.area_id for own in (*old.values(), *new.values()) for visit in own}
        areas |= {event.area_id for event in events if event.area_id}
        return week_parishes.of_visits(
            self.team_id, self.week, known, self._visits, events, before, areas
        )

    def _see(self, session: Session) -> None:
        """Find out whose shifts the changes since then were about."""
        if not self._changes:
            return
        about = frozenset[tuple[str, ...]]().union(*(change.about for change in self._changes))
        self._changes.clear()
        shifts = [(row[1], date.fromisoformat(row[2])) for row in about if row[0] != "stop"]
        # A shift that is gone with its stops was named itself.
        shifts += self._whose(session, {row[1] for row in about if row[0] == "stop"})
        self._unread.add(shifts)
        self._unsettled.add(shifts)

    def _whose(self, session: Session, shift_ids: set[str]) -> list[tuple[str, date]]:
        people = self._ground.people.values() if self._ground else ()
        known = {s.id: (s.person_id, s.on_date) for own in people for s in own.shifts}
        found = [known[key] for key in shift_ids & known.keys()]
        if new := shift_ids - known.keys():
            query = select(Shift.person_id, Shift.on_date).where(Shift.id.in_(new))
            found += [(person_id, day) for person_id, day in session.execute(query)]
        return found
