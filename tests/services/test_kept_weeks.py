"""A week that is kept says after every edit what reading it anew says."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.services.week_desk import MON, WEEK, Desk, desk_on, tasking
from warden_desk.domain.changes import Act, Change
from warden_desk.domain.errors import UserError
from warden_desk.domain.markers import MarkerDraft
from warden_desk.domain.shift_text import parse_cell
from warden_desk.domain.week_rows import marked
from warden_desk.services import areas, markers
from warden_desk.services.week import (
    week_findings,
    week_parishes,
    week_rows,
    week_views,
    weeks,
    worked,
)
from warden_desk.services.week.kept_weeks import KeptWeek, SettledWeek
from warden_desk.services.week.week_reasons import give
from warden_desk.storage.database import Database
from warden_desk.storage.tables import Person, Shift, Stop, VolunteerAgreement

DAY = timedelta(days=1)
TEXTS = (
    "E Lenham",
    "L Wye with Hinxhill ASH-26-0147",
    "1400-2200 Charing lone",
    "1400-2200 Charing lone buddy CW109",
    "2200-0600 River",
    "0700-2100",
    "RD",
    "AL",
    "",
)


@pytest.fixture
def desk(founded: Database, act: Act) -> Desk:
    desk = desk_on(founded, act)
    tasking(desk)

    def prepare(session: Session) -> None:
        carys = session.get_one(Person, desk.carys)
        carys.kind = "volunteer"
        session.add(VolunteerAgreement(person_id=desk.carys, minutes_a_month=600))
        session.get_one(Person, desk.ben).contract_minutes = 37 * 60
        charing = areas.find(session, "Charing", MON).id
        draft = MarkerDraft(
            kind="dog", control="pair", area_id=charing, evidence_reference="E 1", review_on=None
        )
        key = markers.add(session, draft, act=desk.act)
        markers.approve(session, key, act=replace(desk.act, by="A. Other"))

    desk.database.write("Prepare", prepare)
    return desk


def whole(desk: Desk) -> SettledWeek:
    """By the services that read everything."""
    grid = desk.database.read(week_views.grid, desk.team, WEEK)
    parishes = desk.database.read(week_parishes.parish_grid, desk.team, WEEK)
    found = desk.database.read(week_findings.of_grids, grid, parishes)
    return SettledWeek(marked(grid, found), parishes, found)


def settled(desk: Desk, kept: KeptWeek) -> SettledWeek:
    return desk.database.read(lambda session: kept.settled(session))


def _set(session: Session, person: str, day: date, team: str, text: str, act: Act) -> None:
    draft = parse_cell(text, week_rows.code_book(session, day)) if text else None
    cell = weeks.CellKey(person, day, team)
    weeks.set_cells(session, [(cell, draft)], act=act, reason="as agreed")


def _miss(session: Session, person: str, day: date, act: Act) -> None:
    for key in session.scalars(
        select(Shift.id).where(Shift.person_id == person, Shift.on_date == day)
    ):
        worked.missed(session, key, "ill", act=act)


def _turn(session: Session, person: str, day: date) -> None:
    """Change a stop and nothing of its shift."""
    query = select(Stop).join(Shift).where(Shift.person_id == person, Shift.on_date == day)
    for stop in session.scalars(query):
        stop.minutes_planned = (stop.minutes_planned or 0) + 30


def _drop(session: Session, person: str, day: date) -> None:
    for shift in session.scalars(
        select(Shift).where(Shift.person_id == person, Shift.on_date == day)
    ):
        session.delete(shift)


edits = st.tuples(
    st.sampled_from(("set", "set", "set", "miss", "turn", "drop", "undo", "reason")),
    st.sampled_from(("ben", "carys", "dev")),
    st.integers(-9, 8),
    st.sampled_from(("team", "other_team")),
    st.sampled_from(TEXTS),
)


def edit(
    desk: Desk, last: Change | None, what: str, who: str, n: int, team: str, text: str
) -> Change | None:
    person, day = getattr(desk, who), MON + n * DAY
    write: Callable[..., tuple[object, Change]] = desk.database.write
    try:
        match what:
            case "set":
                return write("Set", _set, person, day, getattr(desk, team), text, desk.act)[1]
            case "miss":
                return write("Miss", _miss, person, day, desk.act)[1]
            case "turn":
                return write("Turn", _turn, person, day)[1]
            case "drop":
                return write("Drop", _drop, person, day)[1]
            case "reason":
                rows = [row for row in whole(desk).findings if row.wants_reason]
                return write("Reason", give, rows[0], "agreed", act=desk.act)[1] if rows else None
            case _:
                return desk.database.revert(last) if last else None
    except UserError:
        return None


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(edits, min_size=1, max_size=8))
def test_after_any_edits_a_kept_week_says_what_reading_it_anew_says(
    desk: Desk, sequence: list[tuple[str, str, int, str, str]]
) -> None:
    kept = KeptWeek(desk.team, WEEK)
    assert settled(desk, kept) == whole(desk)
    last: Change | None = None
    for each in sequence:
        last = edit(desk, last, *each)
        if last is not None:
            kept.follow(last)
        assert settled(desk, kept) == whole(desk)


def test_only_the_person_whose_cell_was_typed_into_is_read_again(desk: Desk) -> None:
    desk.set(desk.ben, MON, "E Lenham")
    kept = KeptWeek(desk.team, WEEK)
    before = settled(desk, kept)

    _, change = desk.database.write(
        "Set", _set, desk.carys, MON + DAY, desk.team, "E Charing", desk.act
    )
    kept.follow(change)
    after = settled(desk, kept)

    rows = {row.person_id: row for row in before.grid.people}
    again = {row.person_id: row for row in after.grid.people}
    assert again[desk.ben] is rows[desk.ben]
    assert again[desk.carys] != rows[desk.carys]


def test_a_change_says_whose_shift_of_which_day_it_is_about(desk: Desk) -> None:
    _, change = desk.database.write("Set", _set, desk.ben, MON, desk.team, "E Lenham", desk.act)

    assert ("shift", desk.ben, MON.isoformat()) in change.about
    assert ("shift", desk.ben, MON.isoformat()) in desk.database.revert(change).about
