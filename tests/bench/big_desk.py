"""A desk of 150,000 taskings, for measuring: made once, by bulk statements, kept in a temp folder.

Its words and names are invented. `python -m tests.bench.big_desk` makes it and says where it is.
"""

import random
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select

from warden_desk.domain.ids import new_id
from warden_desk.domain.tasking_states import OPEN, State
from warden_desk.services import founding
from warden_desk.storage import desks
from warden_desk.storage.desks import Desk
from warden_desk.storage.tables import (
    Area,
    EntryPerson,
    Person,
    PersonStatus,
    Shift,
    Stop,
    Tasking,
    TaskingAssignment,
    TaskingEntry,
    Team,
    TeamDistrict,
    TeamMember,
)

TODAY = date(2026, 11, 23)
TASKINGS = 150_000
ENTRIES = 500_000
OPEN_SHARE = 0.03
PEOPLE = 100
ROUND_DAYS = 400
_SINCE = date(2015, 4, 1)
_FILLED = ("tasking", "tasking_entry", "tasking_assignment", "entry_person", "shift", "stop")
_SCHEMA_MARK = "6"
"""Change it when what is made changes, so that no old desk is measured."""

# fmt: off
_WORDS = (
    "young", "people", "gathering", "recreation", "ground", "noise", "litter", "patrol",
    "evening", "school", "visit", "welfare", "resident", "isolated", "calls", "fly", "tip", "lay",
    "by", "photos", "reported", "district", "flood", "road", "needles", "play", "area", "checked",
    "swept", "rogue", "traders", "cold", "callers", "roof", "repairs", "leaflets", "sheltered",
    "housing", "neighbour", "dispute", "boundary", "joint", "officer", "speeding", "speed",
    "watch", "volunteers", "bikes", "footpath", "clerk", "parish", "council", "shop", "theft",
    "repeat", "reassurance", "scam", "bank", "advice", "given", "nobody", "there", "spoke",
    "family", "referred", "agreed", "next", "week", "quiet", "weekend", "car", "park", "bins",
    "asked", "friendly", "followed", "up",
)
# fmt: on
_FORENAMES = ("Amara", "Ben", "Carys", "Dev", "Ellen", "Femi", "Grace", "Hal", "Iris", "Jo")
_SURNAMES = (
    "Okafor",
    "Tilley",
    "Evans",
    "Patel",
    "Marsh",
    "Adeyemi",
    "Wickham",
    "Lyle",
    "Quist",
    "Ray",
)


def path() -> Path:
    """Where the desk lies; made now if it is not there yet."""
    folder = Path(tempfile.gettempdir()) / "warden-desk-bench"
    made = folder / f"big-{_SCHEMA_MARK}-{TASKINGS}.desk"
    if not made.exists():
        folder.mkdir(exist_ok=True)
        making = folder / "making.desk"
        making.unlink(missing_ok=True)
        desks.key_file(making).unlink(missing_ok=True)
        with desks.create_practice(making) as desk:
            desk.database.write("New desk", founding.found)
            _fill(desk)
        shutil.move(desks.key_file(making), desks.key_file(made))
        shutil.move(making, made)
    return made


@contextmanager
def opened() -> Iterator[Desk]:
    """The big desk, for reading."""
    with desks.open_desk(path()) as desk:
        yield desk


def _fill(desk: Desk) -> None:
    """Past the door: nobody takes this back, and recording how would double the time."""
    chance = random.Random(20261123)
    with desk.database._engines.writer.begin() as connection:  # pyright: ignore[reportPrivateUsage]
        for name in _FILLED:
            connection.exec_driver_sql(f"DROP TRIGGER _journal_{name}_insert")
        people = _people(connection)
        districts = _districts(connection)
        keys = _taskings(connection, chance, districts)
        _assignments(connection, chance, keys, people)
        local = [key for _, _, inside in districts for key in inside]
        _entries(connection, chance, keys, people, local)
        _rounds(connection, chance, people, local)
        connection.exec_driver_sql("DELETE FROM _journal")


def _districts(connection: Connection) -> list[tuple[str, str, list[str]]]:
    """(key, letters, keys of the local areas) of each district."""
    query = select(Area.id, Area.short_code).where(Area.kind == "district").order_by(Area.name)
    return [
        (key, code, list(connection.scalars(select(Area.id).where(Area.parent_id == key))))
        for key, code in connection.execute(query).tuples()
    ]


def _people(connection: Connection) -> list[str]:
    names = [(f, s) for s in _SURNAMES for f in _FORENAMES][:PEOPLE]
    people = [
        {
            "id": new_id(),
            "kind": "warden",
            "forename": forename,
            "surname": surname,
            "collar_number": f"CW{number}",
        }
        for number, (forename, surname) in enumerate(names, start=100)
    ]
    connection.execute(insert(Person), people)
    keys = [person["id"] for person in people]
    districts = list(connection.scalars(select(Area.id).where(Area.kind == "district")))
    for number in range(6):
        team = {"id": new_id(), "number": number + 1, "name": f"Team {number + 1}"}
        connection.execute(insert(Team), [team])
        connection.execute(
            insert(TeamDistrict),
            [
                {"id": new_id(), "team_id": team["id"], "area_id": key, "valid_from": _SINCE}
                for key in districts[2 * number : 2 * number + 2]
            ],
        )
        connection.execute(
            insert(TeamMember),
            [
                {"id": new_id(), "team_id": team["id"], "person_id": key, "valid_from": _SINCE}
                for key in keys[number::6]
            ],
        )
    connection.execute(
        insert(PersonStatus),
        [
            {"id": new_id(), "person_id": key, "status": "active", "valid_from": _SINCE}
            for key in keys
        ],
    )
    return keys


def _taskings(
    connection: Connection, chance: random.Random, districts: list[tuple[str, str, list[str]]]
) -> list[str]:
    numbers: dict[tuple[str, int], int] = {}
    days = (TODAY - _SINCE).days

    def one(at: int) -> dict[str, Any]:
        received = _SINCE + timedelta(days=days * at // TASKINGS)
        district, code, areas = chance.choice(districts)
        numbers[district, received.year] = number = numbers.get((district, received.year), 0) + 1
        is_open = at >= TASKINGS * (1 - OPEN_SHARE)
        states = OPEN if is_open else (State.CLOSED, State.CLOSED, State.CLOSED, State.DECLINED)
        due = TODAY + timedelta(days=chance.randint(-9, 30)) if is_open else received
        return {
            "id": new_id(),
            "reference": f"{code}-{received.year % 100:02d}-{number:04d}",
            "district_id": district,
            "area_id": chance.choice(areas),
            "year": received.year,
            "number": number,
            "state": chance.choice(states).value,
            "state_since": _instant(received),
            "title": _said(chance, 5),
            "description": _said(chance, 18),
            "wanted": _said(chance, 6),
            "received_on": received,
            "due_on": due if chance.random() > 0.1 else None,
            "hold_until": None,
        }

    return _in_batches(connection, insert(Tasking), (one(at) for at in range(TASKINGS)))


def _assignments(
    connection: Connection, chance: random.Random, keys: list[str], people: list[str]
) -> None:
    rows = (
        {
            "id": new_id(),
            "tasking_id": key,
            "person_id": chance.choice(people),
            "assigned_by": "A. Okafor",
            "assigned_at": _instant(TODAY),
        }
        for key in keys
    )
    _in_batches(connection, insert(TaskingAssignment), rows)


def _entries(
    connection: Connection,
    chance: random.Random,
    keys: list[str],
    people: list[str],
    areas: list[str],
) -> None:
    def one(at: int) -> dict[str, Any]:
        day = _SINCE + timedelta(days=(TODAY - _SINCE).days * at // ENTRIES)
        return {
            "id": new_id(),
            "tasking_id": keys[at * len(keys) // ENTRIES],
            "kind": "visit",
            "at": _instant(day),
            "by": "A. Okafor",
            "text": _said(chance, 9),
            "area_id": chance.choice(areas),
            "happened_on": day,
            "minutes": 20,
        }

    entries = _in_batches(connection, insert(TaskingEntry), (one(at) for at in range(ENTRIES)))
    visitors = (
        {"id": new_id(), "entry_id": key, "person_id": chance.choice(people)} for key in entries
    )
    _in_batches(connection, insert(EntryPerson), visitors)


def _rounds(
    connection: Connection, chance: random.Random, people: list[str], areas: list[str]
) -> None:
    """Three days a week of everybody's, for more than a year, with two parishes each."""
    team = connection.scalars(select(Team.id)).first()
    days = [TODAY - timedelta(days=back) for back in range(ROUND_DAYS) if back % 7 in (0, 2, 4)]
    shifts = [
        {
            "id": new_id(),
            "person_id": person,
            "team_id": team,
            "on_date": day,
            "code": "E",
            "start_minute": 540,
            "end_minute": 1020,
            "status": "worked",
        }
        for day in days
        for person in people
    ]
    _in_batches(connection, insert(Shift), iter(shifts))
    stops = (
        {
            "id": new_id(),
            "shift_id": shift["id"],
            "position": position,
            "area_id": chance.choice(areas),
            "minutes_planned": 60,
        }
        for shift in shifts
        for position in range(2)
    )
    _in_batches(connection, insert(Stop), stops)


def _in_batches(
    connection: Connection, statement: Any, rows: Iterator[dict[str, Any]]
) -> list[str]:
    keys: list[str] = []
    while batch := list(islice(rows, 5000)):
        connection.execute(statement, batch)
        keys += [row["id"] for row in batch]
    return keys


def _said(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS, k=words)).capitalize()


def _instant(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


if __name__ == "__main__":
    began = time.perf_counter()
    print(path(), f"{time.perf_counter() - began:.0f} s")  # noqa: T201
