"""Everything the desk says of days before a reorganisation, to be asked again afterwards."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.conftest import TODAY
from warden_desk.domain.changes import Act
from warden_desk.domain.coverage_modes import Asked
from warden_desk.domain.dates import Week
from warden_desk.domain.incidents import Level
from warden_desk.domain.papers import Papers
from warden_desk.domain.parishes import ParishCard
from warden_desk.domain.returns import SendDraft
from warden_desk.domain.tasking_filters import TaskingFilter, Which
from warden_desk.domain.tasking_states import State
from warden_desk.services import (
    areas,
    codes,
    coverage_work,
    csus,
    funding,
    funding_months,
    markers,
    parishes,
    people,
    teams,
)
from warden_desk.services import settings as desk_settings
from warden_desk.services.contacts import contact_lists
from warden_desk.services.coverage import coverage, coverage_modes, coverage_overlays
from warden_desk.services.hot_spots import hot_spots
from warden_desk.services.incidents import incident_figures, need
from warden_desk.services.papers import print_log, sheet_versions, sheets
from warden_desk.services.returns import (
    returns,
    returns_answers,
    returns_content,
    returns_files,
    returns_owed,
)
from warden_desk.services.tasking import tasking_lists
from warden_desk.services.week import week_parishes, week_views
from warden_desk.storage.database import Database
from warden_desk.storage.tables import Tasking

DAY = date(2028, 4, 1)
BEFORE = (date(2025, 6, 1), TODAY - timedelta(days=40), TODAY, DAY - timedelta(days=1))
WEEKS = (Week.of(TODAY - timedelta(days=7)), Week.of(TODAY))

Said = dict[str, Any]


def with_papers(desk: Database, act: Act) -> None:
    """Let a return go out and a signed sheet be printed, so that there is proof to be kept."""

    def send(session: Session) -> None:
        checked = select(Tasking.csu_id).where(Tasking.state == State.CHECKED)
        csu_id = session.scalars(checked.where(Tasking.csu_id.is_not(None))).first()
        assert csu_id is not None
        pack = returns_files.make(session, csu_id, act=act)
        draft = SendDraft(sent_to="csu@county.example")
        returns.send(session, pack.content, pack.sheet, draft, act=act, reason="Read through")

    def print_sheet(session: Session) -> None:
        [signed, *_] = [row for row in _versions(session) if row.issued_at is not None]
        paper = sheets.issued(session, signed.id, printed_by=act.by, printed_at=act.at)
        print_log.note_sheet(session, paper, act=act)

    desk.write("Send", send)
    desk.write("Print", print_sheet)


def told(session: Session, act: Act) -> Said:
    """What is said of every day before, by what it is said about."""
    said: Said = {}
    for day in BEFORE:
        for what, answer in _of_day(session, day, act):
            said[f"{what} on {day}"] = answer
    for what, answer in (*_of_weeks(session), *_of_returns(session), *_of_months(session)):
        said[what] = answer
    return said


def _of_day(session: Session, day: date, act: Act) -> Iterator[tuple[str, Any]]:
    districts, local = areas.districts(session, day), areas.local_areas(session, day)
    there = {area.id for area in local}
    yield "districts", districts
    yield "parishes", parishes.rows(session, day)
    yield "people", people.rows(session, day, with_left=True)
    yield "teams", teams.rows(session, day)
    yield "priorities", codes.entries(session, "priority", day)
    yield "markers", markers.rows(session, day)
    yield "CSUs", csus.serving(session, day, ())
    yield "contacts", contact_lists.rows(session, day)
    yield "agreements", [_not_ended(row) for row in funding.rows(session, day)]
    yield "bought hours", [_month(row) for row in funding_months.rows(session, day)]
    yield "coverage", coverage.coverage(session, day)
    yield "need", need.scores(session, day)
    for mode in coverage_modes.MODES:
        yield f"map of {mode}", coverage_modes.shown(session, Asked(mode=mode, on=day))
    for pins in (coverage_overlays.taskings, coverage_overlays.events, coverage_overlays.bases):
        yield f"pins of {pins.__name__}", pins(session, day, [each.id for each in districts[:3]])
    yield "open taskings", _only(coverage_work.open_taskings(session, day), there)
    year = day - timedelta(days=365)
    yield "minutes spent", _only(coverage_work.spent(session, year, day), there)
    for spot in hot_spots.rows(session):
        yield f"sheet of {spot.name}", hot_spots.sheet(session, spot.id, today=day, act=act)
    for district in districts:
        yield f"taskings of {district.name}", _taskings(session, district.id)
    for area in local[::40]:
        yield f"card of {area.id}", _still(parishes.card(session, area.id, day))
    yield "papers", print_log.rows(session, Papers.ALL, day)
    yield "owed", returns_owed.standings(session, day)


def _of_weeks(session: Session) -> Iterator[tuple[str, Any]]:
    for team in teams.rows(session, TODAY):
        for week in WEEKS:
            of = f"{team.name} in {week}"
            yield f"week of {of}", week_views.grid(session, team.id, week)
            yield f"parishes of {of}", week_parishes.parish_grid(session, team.id, week)
    for row in _versions(session):
        yield f"version {row.id}", row
        if row.issued_at is not None:
            yield f"signed {row.id}", sheet_versions.content_of(session, row.id)


def _of_returns(session: Session) -> Iterator[tuple[str, Any]]:
    for key, name in csus.serving(session, TODAY, ()).items():
        sent = returns_answers.rows(session, key)
        yield f"sent to {name}", sent
        for each in sent:
            proof = returns.proof(session, each.id)
            yield f"proof {each.id}", (proof.name, sha256(proof.data).hexdigest())
    answered = select(Tasking).where(Tasking.state.in_((State.CHECKED, State.RETURNED)))
    taskings, settings = session.scalars(answered).all(), desk_settings.load(session)
    for day in BEFORE:
        lines = returns_content.items(session, taskings, settings, day)
        yield f"lines of returns on {day}", lines


def _of_months(session: Session) -> Iterator[tuple[str, Any]]:
    known = incident_figures.on_desk(session)
    assert known
    for level in Level:
        yield f"police figures by {level}", incident_figures.summary(session, known, level)
    for month in known:
        yield (
            f"police figures of {month}",
            incident_figures.summary(session, [month], Level.DISTRICT),
        )
    yield "repeat locations", incident_figures.repeat_locations(session, known)
    by_year = session.execute(select(Tasking.district_id, Tasking.csu_id, Tasking.year))
    yield "taskings by year", sorted(map(repr, by_year))


def _versions(session: Session) -> list[Any]:
    found = [
        sheet_versions.versions(session, team.id, week)
        for team in teams.rows(session, TODAY)
        for week in WEEKS
    ]
    return [row for several in found for row in several]


def _still(card: ParishCard) -> ParishCard:
    """Without the end that is known now: on the day itself nobody's time was over."""
    return replace(card, carers=tuple(_not_ended(one) for one in card.carers))


def _month(row: Any) -> Any:
    return replace(row, agreement=_not_ended(row.agreement))


def _not_ended(row: Any) -> Any:
    return replace(row, valid_to=None) if row.valid_to == DAY else row


def _only(found: Said, there: set[str]) -> Said:
    return {key: value for key, value in found.items() if key in there}


def _taskings(session: Session, district_id: str) -> list[Any]:
    wanted = TaskingFilter(today=TODAY, which=Which.ALL, district_ids=(district_id,))
    keys = sorted(tasking_lists.ids(session, wanted))
    return [
        tasking_lists.rows(session, keys),
        tasking_lists.counts(session, TODAY, (district_id,)),
    ]
