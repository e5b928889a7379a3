"""What the places, references and names typed into a cell mean on the desk.

The one place where a typed name becomes a parish. A name that is nearly a parish's is refused,
because a misspelt parish would silently count as not visited.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cached_property, lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.areas import AreaRow
from warden_desk.domain.errors import UserError
from warden_desk.domain.names import place_name
from warden_desk.domain.shifts import ShiftDraft, StopRow
from warden_desk.domain.tasking_people import vetting_stop
from warden_desk.domain.tasking_states import LABELS, OPEN, State
from warden_desk.services import areas, people, successions
from warden_desk.services import settings as desk_settings
from warden_desk.services.tasking import tasking_candidates, taskings
from warden_desk.storage.tables import Event, Tasking, TeamDistrict

_ALIKE = 0.8
_plain = lru_cache(maxsize=4096)(place_name)  # the same few hundred names, at every cell typed


@dataclass(frozen=True, slots=True)
class StopDraft:
    """A stop whose place is known, with the words typed where they are not its own name."""

    area_id: str | None = None
    tasking_id: str | None = None
    event_id: str | None = None
    text: str = ""


class Gazetteer:
    """The names that can be typed for a team on a day. Nothing is read before it is asked for."""

    def __init__(self, session: Session, team_id: str, on: date) -> None:
        self._session, self._team_id, self.on = session, team_id, on

    @cached_property
    def district_ids(self) -> frozenset[str]:
        """The districts of the team."""
        query = select(TeamDistrict.area_id).where(
            TeamDistrict.team_id == self._team_id, areas.on_day(TeamDistrict, self.on)
        )
        return frozenset(self._session.scalars(query))

    @cached_property
    def _named(self) -> dict[str, set[str]]:
        """The areas of each spelling, wherever they are."""
        named: dict[str, set[str]] = defaultdict(set)
        for key, spelling in areas.spellings(self._session, self.on):
            named[_plain(spelling)].add(key)
        return named

    @cached_property
    def _events(self) -> dict[str, str]:
        query = select(Event.id, Event.title).where(Event.on_date == self.on)
        return {title.casefold(): key for key, title in self._session.execute(query)}

    def place(self, typed: str, *, is_exact: bool = False) -> StopDraft:
        """An event of the day, a parish of the team's, one elsewhere, or the words as they are.

        Raises:
            UserError: it may mean several parishes, or is nearly the name of one (words that
                stand in quotation marks, `is_exact`, may be).
        """
        event = self._events.get(typed.casefold())
        if event is not None:
            return StopDraft(event_id=event)
        found = self._meant(typed)
        if len(found) == 1:
            is_plain = _plain(typed) == _plain(found[0].name)
            return StopDraft(area_id=found[0].id, text="" if is_plain else typed)
        if found:
            several = " and ".join(f"{area.name} ({area.district})" for area in found)
            raise UserError(f"“{typed}” is the name of {several}. Write the district with it.")
        near = None if is_exact else self._nearly(typed)
        if near is not None:
            raise UserError(
                f"No parish is called “{typed}”. Is {near.name} meant? "
                "To keep the words as they are, put them in quotation marks."
            )
        return StopDraft(text=typed)

    def _meant(self, typed: str) -> list[AreaRow]:
        found = areas.by_ids(self._session, self._named.get(_plain(typed), ()))
        own = [area for area in found if area.district_id in self.district_ids]
        return own or found or self._in_district(typed)

    def _nearly(self, typed: str) -> AreaRow | None:
        own = self._own_names()
        near = get_close_matches(_plain(typed), own, n=1, cutoff=_ALIKE)
        return own[near[0]] if near else None

    def _own_names(self) -> dict[str, AreaRow]:
        """Every spelling of an area of the team's districts."""
        own = areas.local_areas(self._session, self.on, sorted(self.district_ids))
        known = {area.id: area for area in own}
        return {
            name: known[key] for name, keys in self._named.items() for key in keys if key in known
        }

    def _in_district(self, typed: str) -> list[AreaRow]:
        """`Sutton (Dover)`."""
        name, bracket, district = typed.rstrip(") ").rpartition("(")
        if not bracket:
            return []
        wanted = district.strip().casefold()
        found = areas.by_ids(self._session, self._named.get(_plain(name), ()))
        return [area for area in found if area.district.casefold() == wanted]


def stops(
    session: Session,
    draft: ShiftDraft,
    gazetteer: Gazetteer,
    kept: Sequence[StopRow],
) -> list[StopDraft]:
    """What the draft's places and references mean, in order; those already in the cell stay.

    Raises:
        UserError: a place is doubtful, or there is no such open tasking.
    """
    known = {stop.label: stop for stop in kept if stop.tasking_id is None}
    held = {stop.reference: stop for stop in kept if stop.tasking_id is not None}
    found: list[StopDraft] = []
    for place in draft.places:
        stop = known.get(place)
        if stop is not None:
            found.append(StopDraft(stop.area_id, None, stop.event_id, stop.text))
        else:
            found.append(gazetteer.place(place, is_exact=place in draft.exact))
    for reference in draft.taskings:
        stop = held.get(reference)
        if stop is not None:
            found.append(StopDraft(stop.area_id, stop.tasking_id, None, stop.text))
        else:
            found.append(_tasking(session, reference, gazetteer))
    return found


def buddy(session: Session, typed: str, person_id: str, on: date) -> str | None:
    """The key of the person named as buddy; None if nobody is.

    Raises:
        UserError: nobody or several are called so, or it is the person themselves.
    """
    if not typed:
        return None
    found = people.find(session, typed, on).id
    if found == person_id:
        raise UserError("Nobody is their own buddy. Name somebody else.")
    return found


def refuse_unvetted(session: Session, person_id: str, tasking_ids: Sequence[str], on: date) -> None:
    """Hold the third rule that stops: no sensitive tasking without vetting in date that day.

    Raises:
        UserError: the person's vetting has run out by then, or there is none.
    """
    if not tasking_ids:
        return
    settings = desk_settings.load(session)
    for key in tasking_ids:
        tasking = taskings.get(session, key)
        if tasking.marking != settings.sensitive_marking:
            continue
        work = tasking_candidates.work_facts(session, tasking, settings, on)
        for person in tasking_candidates.facts(session, tasking, on, [person_id]):
            if said := vetting_stop(person, work, on):
                raise UserError(f"{tasking.reference}: {said}")


def _tasking(session: Session, reference: str, gazetteer: Gazetteer) -> StopDraft:
    key = taskings.find(session, reference, district_ids=tuple(gazetteer.district_ids))
    tasking: Tasking = taskings.get(session, key)
    state = State(tasking.state)
    if state not in OPEN:
        raise UserError(f"{reference} is {LABELS[state].lower()}: there is nothing left to do.")
    area_id = successions.heir(session, tasking.area_id, gazetteer.on)
    return StopDraft(area_id=area_id, tasking_id=key)
