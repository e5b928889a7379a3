"""Maps that leave the desk hold what they show and nothing else, whoever makes them."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pypdf
import pytest
from sqlalchemy import String, select, update
from sqlalchemy.orm import Session

from tests.conftest import TODAY
from tests.hidden_desk import HIDING, SENTINEL, plant
from warden_desk.domain.changes import Act
from warden_desk.domain.clearance import FULL_SIGHT, Sight
from warden_desk.domain.coverage_modes import Asked, Mode
from warden_desk.domain.coverage_proposals import HandOverDraft
from warden_desk.domain.map_papers import MapRequest
from warden_desk.domain.papers import Papers
from warden_desk.services import people
from warden_desk.services.coverage import coverage_maps, coverage_modes, maps
from warden_desk.services.papers import map_prints, print_log
from warden_desk.storage.database import Database
from warden_desk.storage.desks import Desk
from warden_desk.storage.tables import (
    Contact,
    EmergencyContact,
    Event,
    ParishAssignment,
    Person,
    PersonStatus,
    RiskMarker,
    Tasking,
    TaskingEntry,
)

PRIVATE = "qwzx"
"""A word that is put wherever something stands that no map is about."""

TOLD = frozenset(("id", "kind", "state", "role", "status", "marking", "urgency", "code"))
NEVER_SHOWN = (
    *(Contact, EmergencyContact, Event, ParishAssignment, Person, PersonStatus),
    *(RiskMarker, Tasking, TaskingEntry),
)


def wanted(mode: Mode, *, person_id: str | None = None, with_names: bool = False) -> MapRequest:
    asked = Asked(mode=mode, on=TODAY, person_id=person_id)
    return MapRequest(asked=asked, with_names=with_names)


def readable(data: bytes, kind: str) -> str:
    """All text of a file, a PDF's metadata and a GeoPackage's raw pages included."""
    if kind != "pdf":
        return data.decode("utf-8", "replace")
    reader = pypdf.PdfReader(BytesIO(data))
    return "\n".join([str(reader.metadata), *(page.extract_text() for page in reader.pages)])


def say_everywhere(session: Session) -> None:
    for table in NEVER_SHOWN:
        words = {
            column.name: PRIVATE
            for column in table.__table__.columns
            if isinstance(column.type, String)
            and not column.foreign_keys
            and column.name not in TOLD
            and not column.unique
        }
        session.execute(update(table).values(words))


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        *((mode, "html") for mode in coverage_modes.MODES),
        *((Mode.TASKINGS, kind) for kind in ("csv", "gpkg", "pdf")),
    ],
)
def test_no_map_holds_a_word_that_is_not_shown_on_it(
    practice_desk: Desk, act: Act, mode: Mode, kind: str
) -> None:
    practice_desk.database.write("Words", say_everywhere)
    [person_id] = practice_desk.database.read(lambda s: s.scalars(select(Person.id).limit(1)).all())

    for sight in (FULL_SIGHT, HIDING):
        data = practice_desk.database.read_as(
            sight, maps.made, wanted(mode, person_id=person_id), kind, is_every=True, act=act
        )

        assert len(data) > 5_000
        assert PRIVATE not in readable(data, kind)
        assert person_id not in readable(data, kind)


@pytest.mark.parametrize("sight", [FULL_SIGHT, HIDING])
def test_no_map_holds_a_word_of_a_sensitive_tasking(
    founded: Database, act: Act, sight: Sight
) -> None:
    plant(founded)

    for mode in coverage_modes.MODES:
        shown = wanted(mode, with_names=True)
        made = founded.read_as(sight, maps.made, shown, "html", act=act)
        assert SENTINEL not in made.decode().casefold(), mode
    every = wanted(Mode.COVERAGE, with_names=True)
    table = founded.read_as(sight, maps.made, every, "csv", is_every=True, act=act)
    assert SENTINEL not in table.decode().casefold()


@pytest.mark.parametrize("mode", coverage_modes.MODES)
def test_nobody_is_named_on_a_map_unless_it_is_wanted(
    practice_desk: Desk, act: Act, mode: Mode
) -> None:
    read = practice_desk.database.read
    names = [one.name for one in read(people.rows, TODAY)]
    leaver = read(people.rows, TODAY)[0].id

    plain = read(maps.made, wanted(mode, person_id=leaver), "html", act=act).decode()

    assert not [name for name in names if name in plain]
    assert '<p class="marking">OFFICIAL</p>' in plain
    assert act.by not in plain


def test_a_map_with_names_says_who_leaves_and_is_marked(practice_desk: Desk, act: Act) -> None:
    read = practice_desk.database.read
    leaver = read(people.rows, TODAY)[0]
    request = wanted(Mode.VACANCY, person_id=leaver.id, with_names=True)

    shown = read(coverage_maps.printed_map, request, act=act)

    assert shown.title == f"If {leaver.name} leaves: Kent"
    assert shown.marking == "OFFICIAL-SENSITIVE"
    assert shown.imprint.destroy_by == "Mon 30 Nov 2026"


def test_what_was_only_tried_is_said_on_the_map(practice_desk: Desk, act: Act) -> None:
    read = practice_desk.database.read
    request = wanted(Mode.WARDEN)
    row = read(coverage_maps.shown, request).rows[0]
    draft = HandOverDraft(
        area_ids=(row.area_id,), person_id=read(people.rows, TODAY)[0].id, from_day=TODAY
    )
    tried = replace(request, asked=replace(request.asked, proposals=(draft,)))

    for kind in ("pdf", "html"):
        assert "nothing of this is decided" in readable(read(maps.made, tried, kind, act=act), kind)
        assert "decided" not in readable(read(maps.made, request, kind, act=act), kind)


@pytest.mark.parametrize(("with_names", "is_due"), [(False, False), (True, True)])
def test_a_map_is_noted_and_due_for_destruction_only_if_it_names_somebody(
    practice_desk: Desk, act: Act, *, with_names: bool, is_due: bool
) -> None:
    database = practice_desk.database
    request = wanted(Mode.NEED, with_names=with_names)
    before = {row.id for row in database.read(print_log.rows, Papers.ALL, TODAY)}

    database.write("Print", map_prints.log, "Map", request, act=act)

    rows = database.read(print_log.rows, Papers.ALL, TODAY)
    [row] = [row for row in rows if row.id not in before]
    assert row.what.startswith("Map: Need score, Kent, 23 Nov 2026")
    assert row.destroy_by == (TODAY + timedelta(days=7) if is_due else None)
