"""Handing parishes over: what the preview says is what happens, and one undo takes it back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.conftest import TODAY
from warden_desk.domain.changes import Act
from warden_desk.domain.coverage_proposals import HandOverDraft
from warden_desk.domain.errors import Invalid, UserError
from warden_desk.domain.people import AssignmentRole
from warden_desk.services import people
from warden_desk.services.coverage import coverage_handing
from warden_desk.services.coverage.coverage_ground import Ground, grounds
from warden_desk.storage.database import Database
from warden_desk.storage.desks import Desk
from warden_desk.storage.tables import ParishAssignment

DAYS = (TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=30))


def ground_of(database: Database, *proposals: HandOverDraft) -> list[Ground]:
    return database.read(grounds, DAYS, proposals=proposals)


def facts(found: list[Ground]) -> list[object]:
    """Who looks after what, how often, and its state: everything but the rows' own order."""
    return [
        (ground.on, one.area.id, sorted(one.people, key=repr), one.target_days, one.state)
        for ground in found
        for one in ground.areas
    ]


@pytest.fixture
def desk(practice_desk: Desk) -> Database:
    return practice_desk.database


def two_wardens(database: Database) -> tuple[str, str]:
    """Somebody with several parishes, and somebody else."""
    [ground] = database.read(grounds, [TODAY])
    keys = [one.first.person_id for one in ground.areas if one.first]
    most = max(set(keys), key=keys.count)
    return most, next(key for key in keys if key != most)


def parishes_of(database: Database, person_id: str) -> tuple[str, ...]:
    [ground] = database.read(grounds, [TODAY])
    own = [one for one in ground.areas if one.first and one.first.person_id == person_id]
    return tuple(one.area.id for one in own)


@pytest.mark.parametrize("role", list(AssignmentRole))
def test_what_is_proposed_is_what_comes_true(
    desk: Database, act: Act, role: AssignmentRole
) -> None:
    giver, taker = two_wardens(desk)
    [ground] = desk.read(grounds, [TODAY])
    every_third = tuple(one.area.id for one in ground.areas)[::3]
    drafts = [
        HandOverDraft(area_ids=every_third, person_id=taker, role=role, from_day=TODAY),
        HandOverDraft(
            area_ids=every_third[:9],
            person_id=giver,
            from_day=TODAY,
            visit_every_days=5,
        ),
    ]
    foretold = facts(ground_of(desk, *drafts))

    desk.write("Hand over", coverage_handing.carry_out, drafts, act=act)

    assert facts(ground_of(desk)) == foretold


def test_one_undo_takes_a_whole_group_back(desk: Database, act: Act) -> None:
    giver, taker = two_wardens(desk)
    before = facts(ground_of(desk))
    draft = HandOverDraft(area_ids=parishes_of(desk, giver), person_id=taker, from_day=TODAY)

    made, change = desk.write("Hand over", coverage_handing.carry_out, [draft], act=act)
    assert made == len(draft.area_ids) > 1
    desk.revert(change)

    assert facts(ground_of(desk)) == before


def test_the_former_ones_row_keeps_the_note_and_ends_the_day_before(
    desk: Database, act: Act
) -> None:
    giver, taker = two_wardens(desk)
    [first, *_] = parishes_of(desk, giver)
    draft = HandOverDraft(
        area_ids=(first,), person_id=taker, from_day=TODAY, note=" Ring the clerk first. "
    )

    desk.write("Hand over", coverage_handing.carry_out, [draft], act=act)

    ended = desk.read(_rows, first, giver)
    said = [(row.valid_to, row.handover_note) for row in ended]
    assert said == [(TODAY, "Ring the clerk first.")]


def _rows(session: Session, area_id: str, person_id: str) -> list[ParishAssignment]:
    query = select(ParishAssignment).where(
        ParishAssignment.area_id == area_id, ParishAssignment.person_id == person_id
    )
    return list(session.scalars(query))


def test_the_preview_says_who_gains_and_who_loses(desk: Database) -> None:
    giver, taker = two_wardens(desk)
    given = parishes_of(desk, giver)
    draft = HandOverDraft(area_ids=given, person_id=taker, from_day=TODAY)

    found = desk.read(coverage_handing.preview, draft)

    gains, loses = found.loads
    assert (gains.person_id, loses.person_id) == (taker, giver)
    assert gains.after.parishes == gains.before.parishes + len(given)
    assert loses.after.parishes == 0
    assert loses.before.visits_a_week == pytest.approx(
        gains.after.visits_a_week - gains.before.visits_a_week, abs=0.2
    )
    assert loses.after.kilometres in (0, None)
    assert len(found.parishes) == len(given)


def test_too_many_visits_for_the_contract_are_warned_of(desk: Database) -> None:
    _, taker = two_wardens(desk)
    [ground] = desk.read(grounds, [TODAY])
    everything = tuple(one.area.id for one in ground.areas)
    draft = HandOverDraft(area_ids=everything, person_id=taker, from_day=TODAY)

    found = desk.read(coverage_handing.preview, draft)

    assert any("Visits alone would take" in warning for warning in found.warnings)


def test_a_volunteer_is_not_designated_without_a_warning(desk: Database) -> None:
    volunteer = next(p for p in desk.read(people.rows, TODAY) if p.kind.is_volunteer)
    giver, _ = two_wardens(desk)
    draft = HandOverDraft(
        area_ids=parishes_of(desk, giver)[:1], person_id=volunteer.id, from_day=TODAY
    )

    as_primary = desk.read(coverage_handing.preview, draft)
    as_volunteer = desk.read(
        coverage_handing.preview, replace(draft, role=AssignmentRole.VOLUNTEER)
    )

    assert any("is a volunteer" in warning for warning in as_primary.warnings)
    assert not any("is a volunteer" in warning for warning in as_volunteer.warnings)


def test_what_they_have_already_is_refused_only_if_it_is_all(desk: Database, act: Act) -> None:
    giver, taker = two_wardens(desk)
    own, others = parishes_of(desk, taker), parishes_of(desk, giver)
    draft = HandOverDraft(area_ids=own, person_id=taker, from_day=TODAY)

    with pytest.raises(UserError, match="already"):
        desk.write("Hand over", coverage_handing.carry_out, [draft], act=act)

    both = replace(draft, area_ids=(*own, *others))
    made, _ = desk.write("Hand over", coverage_handing.carry_out, [both], act=act)
    assert made == len(others)


def test_a_later_hand_over_that_is_planned_stands_in_the_way(desk: Database, act: Act) -> None:
    giver, taker = two_wardens(desk)
    [area, *_] = parishes_of(desk, giver)
    later = HandOverDraft(area_ids=(area,), person_id=taker, from_day=date(2027, 1, 4))
    desk.write("Hand over", coverage_handing.carry_out, [later], act=act)
    third = next(p for p in desk.read(people.rows, TODAY) if p.id not in (giver, taker))

    with pytest.raises(UserError, match="Mon 4 Jan 2027"):
        desk.write(
            "Hand over",
            coverage_handing.carry_out,
            [HandOverDraft(area_ids=(area,), person_id=third.id, from_day=TODAY)],
            act=act,
        )


def test_what_is_missing_is_said_field_by_field() -> None:
    with pytest.raises(Invalid) as refused:
        HandOverDraft(visit_every_days=400).check()

    assert set(refused.value.problems) == {"area_ids", "person_id", "from_day", "visit_every_days"}
