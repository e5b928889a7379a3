"""What was open on past days: told by the log, and the same as the desk said on the day itself."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.tasking_desk import Patch, lay_out, record
from warden_desk.domain.changes import Act
from warden_desk.domain.errors import UserError
from warden_desk.domain.tasking_states import OPEN, TO_DO, Move
from warden_desk.services import coverage_work
from warden_desk.services.coverage import coverage_overlays
from warden_desk.services.coverage_work import Open
from warden_desk.services.tasking import tasking_moves
from warden_desk.storage.database import Database
from warden_desk.storage.tables import Tasking

MONDAY = date(2026, 11, 23)
MOVES = (Move.ACCEPT, Move.DECLINE, Move.HOLD, Move.RESUME, Move.CANCEL, Move.REOPEN)


@pytest.fixture
def patch(founded: Database) -> Patch:
    return lay_out(founded)


def move(database: Database, tasking: str, what: Move, at: datetime) -> None:
    database.write(
        "Move",
        tasking_moves.move,
        tasking,
        what,
        act=Act("A. Okafor", at),
        reason="As agreed",
        until=at.date() + timedelta(days=3),
    )


def as_it_stands(session: Session, area_id: str, on: date) -> Open:
    query = select(func.count()).where(Tasking.area_id == area_id)
    late = query.where(Tasking.state.in_(TO_DO), Tasking.due_on < on)
    return Open(
        session.scalar(query.where(Tasking.state.in_(OPEN))) or 0, session.scalar(late) or 0
    )


@pytest.mark.parametrize("seed", range(3))
def test_what_was_open_is_what_the_desk_said_that_evening(
    founded: Database, patch: Patch, seed: int
) -> None:
    dice = random.Random(seed)
    taskings = [
        record(founded, patch, due_on=MONDAY + timedelta(days=dice.randint(-3, 6)))
        for _ in range(12)
    ]
    said: list[Open] = []
    days = [MONDAY + timedelta(days=number) for number in range(8)]
    for day in days:
        for hour in (0, 9, 23):
            for tasking in dice.sample(taskings, 4):
                at = datetime(day.year, day.month, day.day, hour, 30, tzinfo=UTC)
                try:
                    move(founded, tasking, dice.choice(MOVES), at)
                except UserError:  # it does not stand where this move begins
                    continue
        said.append(founded.read(as_it_stands, patch.parish, day))

    found = founded.read(coverage_work.open_taskings_on, days)

    assert [each.get(patch.parish, Open()) for each in found] == said
    assert len({each.count for each in said}) > 1


def test_what_was_closed_and_reopened_since_was_not_open_in_between(
    founded: Database, patch: Patch
) -> None:
    tasking = record(founded, patch)
    move(founded, tasking, Move.CANCEL, datetime(2026, 11, 24, 10, tzinfo=UTC))
    move(founded, tasking, Move.REOPEN, datetime(2026, 11, 27, 10, tzinfo=UTC))

    def pins(on: date) -> list[str]:
        return [pin.id for pin in founded.read(coverage_overlays.taskings, on, None)]

    for day, is_open in ((23, True), (24, False), (26, False), (27, True)):
        on = date(2026, 11, day)
        found = founded.read(coverage_work.open_taskings, on)
        assert found.get(patch.parish, Open()).count == is_open
        assert (tasking in pins(on)) == is_open


def test_a_day_ends_at_midnight_where_the_service_is(founded: Database, patch: Patch) -> None:
    tasking = record(founded, patch, received_on=date(2026, 6, 1))
    move(founded, tasking, Move.CANCEL, datetime(2026, 12, 1, 10, tzinfo=UTC))
    late = datetime(2027, 6, 3, 23, 30, tzinfo=UTC)  # half past midnight in summer
    move(founded, tasking, Move.REOPEN, late)

    assert patch.parish not in founded.read(coverage_work.open_taskings, date(2027, 6, 3))
    assert patch.parish in founded.read(coverage_work.open_taskings, date(2027, 6, 4))
