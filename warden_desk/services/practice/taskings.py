"""Four hundred invented taskings, in every state, with the log that led there."""

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from warden_desk.domain.ids import new_id
from warden_desk.domain.tasking_entries import EntryKind
from warden_desk.domain.tasking_states import State
from warden_desk.domain.taskings import reference
from warden_desk.services.practice.people import Crew
from warden_desk.storage.tables import (
    Area,
    EntryPerson,
    OrganisationArea,
    Tasking,
    TaskingAssignment,
    TaskingEntry,
)

_COUNT = 400
_BY = "Practice"
_PATHS: dict[State, tuple[State, ...]] = {
    State.RECEIVED: (),
    State.ACCEPTED: (State.ACCEPTED,),
    State.DECLINED: (State.DECLINED,),
    State.ASSIGNED: (State.ACCEPTED, State.ASSIGNED),
    State.IN_PROGRESS: (State.ACCEPTED, State.ASSIGNED, State.IN_PROGRESS),
    State.ON_HOLD: (State.ACCEPTED, State.ON_HOLD),
    State.CANCELLED: (State.ACCEPTED, State.CANCELLED),
}
_DONE = (*_PATHS[State.IN_PROGRESS], State.RESULT_ENTERED)
_PATHS[State.RESULT_ENTERED] = _DONE
_PATHS[State.CHECKED] = (*_DONE, State.CHECKED)
_PATHS[State.RETURNED] = (*_PATHS[State.CHECKED], State.RETURNED)
_PATHS[State.CLOSED] = (*_PATHS[State.RETURNED], State.CLOSED)
_PATHS[State.REOPENED] = (*_PATHS[State.CLOSED], State.REOPENED)
"""The states each one has been through since it was received."""

_RECENT = (
    *(*(State.RECEIVED,) * 3, *(State.ACCEPTED,) * 2, *(State.ASSIGNED,) * 4),
    *(*(State.IN_PROGRESS,) * 4, State.RESULT_ENTERED, State.CHECKED, State.ON_HOLD),
    *(State.REOPENED, State.RETURNED),
)
_OLD = (*(State.CLOSED,) * 12, State.RETURNED, State.DECLINED, State.CANCELLED, State.CHECKED)
_REASONS = {
    State.DECLINED: "Not for wardens: passed to the district's noise team.",
    State.CANCELLED: "Withdrawn by the CSU.",
    State.ON_HOLD: "Wait until the resident is back.",
    State.REOPENED: "It started again.",
}


@dataclass(slots=True)
class _Rows:
    """What is inserted in the end, table by table; all rows of a table have the same columns."""

    taskings: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    assignments: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    entries: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    visitors: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    numbers: dict[tuple[str, int], int] = field(default_factory=dict[tuple[str, int], int])

    def insert(self, session: Session) -> None:
        for table, values in (
            (Tasking, self.taskings),
            (TaskingAssignment, self.assignments),
            (TaskingEntry, self.entries),
            (EntryPerson, self.visitors),
        ):
            session.execute(insert(table), values)


def add(
    session: Session,
    texts: dict[str, Any],
    dice: random.Random,
    today: date,
    crews: list[Crew],
) -> None:
    """Make the taskings, oldest first, so that their numbers rise with time."""
    districts = dict(
        session.execute(select(Area.id, Area.short_code).where(Area.short_code != "")).all()
    )
    csus = dict(
        session.execute(select(OrganisationArea.area_id, OrganisationArea.organisation_id)).all()
    )
    ages = sorted((round(200 * dice.random() ** 2.2) for _ in range(_COUNT)), reverse=True)
    rows = _Rows()
    for number, age in enumerate(ages):
        crew = crews[number % len(crews)]
        district = dice.choice(list(crew.areas))
        kind = dice.choice(texts["taskings"])
        state = dice.choice(_RECENT if age < 25 else _OLD)
        received = today - timedelta(days=age)
        tasking = _tasking(kind, dice, received, state)
        tasking |= {
            "district_id": district,
            "area_id": dice.choice(crew.areas[district]),
            "csu_id": csus[district],
            "requester": dice.choice(texts["requesters"]),
            **_numbered(rows, district, districts[district], received.year),
        }
        rows.taskings.append(tasking)
        _history(rows, tasking, texts, dice, crew, today)
    session.flush()
    rows.insert(session)


def _tasking(
    kind: dict[str, Any], dice: random.Random, received: date, state: State
) -> dict[str, Any]:
    urgency, days = dice.choice((("high", 4), ("medium", 14), ("medium", 14), ("low", 28)))
    return {
        "id": new_id(),
        "state": state,
        "state_since": _at(received, 9),
        "title": kind["title"],
        "wanted": kind["wanted"],
        "category": kind["category"],
        "meeting_on": received,
        "received_on": received,
        "received_how": "CSU list",
        "received_by": _BY,
        "agency": "CSU",
        "external_reference": f"CSU/{dice.randint(100, 999)}/{dice.randint(10, 99)}",
        "case_reference": f"TH{dice.randint(10000, 99999)}" if dice.random() < 0.4 else "",
        "marking": "OFFICIAL-SENSITIVE" if kind.get("sensitive") else "OFFICIAL",
        "subject_kind": "victim" if kind.get("sensitive") else "location",
        "place": kind["place"],
        "pair_up": bool(kind.get("sensitive")) and dice.random() < 0.3,
        "urgency": urgency,
        "due_on": received + timedelta(days=days),
        "review_on": received + timedelta(days=28) if urgency != "low" else None,
        "hold_until": received + timedelta(days=40) if state is State.ON_HOLD else None,
        "outcome": "",
    }


def _numbered(rows: _Rows, district: str, short_code: str, year: int) -> dict[str, Any]:
    number = rows.numbers[district, year] = rows.numbers.get((district, year), 0) + 1
    return {"reference": reference(short_code, year, number), "year": year, "number": number}


def _history(
    rows: _Rows,
    tasking: dict[str, Any],
    texts: dict[str, Any],
    dice: random.Random,
    crew: Crew,
    today: date,
) -> None:
    """Write the log that leads from `received` to the tasking's state."""
    person = dice.choice(crew.wardens[1:])
    previous, day = State.RECEIVED, tasking["received_on"]
    for state in _PATHS[tasking["state"]]:
        day = min(today, day + timedelta(days=dice.randint(0, 4)))
        entry = _step(rows, tasking, texts, dice, person, state, day)
        rows.entries.append(entry | {"from_state": previous, "to_state": state})
        tasking["state_since"] = _at(day, 9)
        previous = state


def _step(
    rows: _Rows,
    tasking: dict[str, Any],
    texts: dict[str, Any],
    dice: random.Random,
    person: str,
    state: State,
    day: date,
) -> dict[str, Any]:
    """What brought the tasking into this state, as the log has it."""
    if state is State.ASSIGNED:
        rows.assignments.append(_assignment(tasking, person, day))
        return _with_person(rows, _entry(tasking, EntryKind.ASSIGNED, day), person)
    if state is State.IN_PROGRESS:
        visit = _entry(tasking, EntryKind.VISIT, day, text=dice.choice(texts["visit_notes"]))
        visit |= {
            "happened_on": day,
            "start_minute": dice.randint(8, 19) * 60,
            "minutes": dice.choice((15, 20, 35, 45, 60)),
            "area_id": tasking["area_id"],
        }
        return _with_person(rows, visit, person)
    if state is State.RESULT_ENTERED:
        result = dice.choice(texts["results"])
        tasking["outcome"] = result["outcome"]
        entry = _entry(tasking, EntryKind.RESULT, day, text=result["text"])
        return entry | {"outcome": result["outcome"]}
    if state is State.REOPENED:  # it has to be given to somebody anew
        tasking["outcome"] = ""
        rows.assignments[-1]["ended_at"] = _at(day, 10)
    return _entry(tasking, EntryKind.STATUS, day, text=_REASONS.get(state, ""))


def _with_person(rows: _Rows, entry: dict[str, Any], person: str) -> dict[str, Any]:
    rows.visitors.append({"id": new_id(), "entry_id": entry["id"], "person_id": person})
    return entry


def _assignment(tasking: dict[str, Any], person: str, day: date) -> dict[str, Any]:
    return {
        "id": new_id(),
        "tasking_id": tasking["id"],
        "person_id": person,
        "assigned_by": _BY,
        "assigned_at": _at(day, 9),
        "ended_at": None,
    }


def _entry(
    tasking: dict[str, Any], kind: EntryKind, day: date, *, text: str = ""
) -> dict[str, Any]:
    return {
        "id": new_id(),
        "tasking_id": tasking["id"],
        "kind": kind,
        "at": _at(day, 10),
        "by": _BY,
        "text": text,
        "area_id": None,
        "happened_on": None,
        "start_minute": None,
        "minutes": None,
        "outcome": "",
        "from_state": "",
        "to_state": "",
    }


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), UTC)
