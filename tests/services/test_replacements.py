"""What an absence leaves open, who could stand in and why, and one of them doing it."""

from datetime import date, timedelta
from functools import partial

import pytest
from sqlalchemy import select, update

from tests.services.week_desk import LONG_AGO, MON, SUN, THU, TUE, WED, Desk, area, tasking
from warden_desk.domain.availability import Answer, AnswerDraft
from warden_desk.domain.changes import Change
from warden_desk.domain.errors import NeedsReason, NotFound, UserError
from warden_desk.domain.people import AbsenceDraft
from warden_desk.domain.replacements import Replacement, Uncovered, Way
from warden_desk.services import absences, availability
from warden_desk.services.tasking import tasking_people
from warden_desk.services.week import replacements, uncovered
from warden_desk.storage.tables import (
    ParishAssignment,
    Person,
    Shift,
    Stop,
    Tasking,
    TaskingAssignment,
)

WYE = "Wye with Hinxhill"


def shift_id(desk: Desk, person: str, day: date) -> str:
    query = select(Shift.id).where(Shift.person_id == person, Shift.on_date == day)
    return desk.database.read(lambda session: session.scalars(query).one())


def asked(desk: Desk, shift: str) -> dict[str, Replacement]:
    found = desk.database.read(replacements.candidates, shift)
    assert [one.rank for one in found] == sorted(one.rank for one in found)
    return {one.person_id: one for one in found}


def choose(desk: Desk, shift: str, person: str, *, reason: str = "") -> Way:
    return desk.database.write(
        "Cover", replacements.take_over, shift, person, act=desk.act, reason=reason
    )[0]


def designate(desk: Desk, person: str, role: str, name: str = WYE) -> None:
    desk.add(
        ParishAssignment(area_id=area(desk, name), person_id=person, role=role, valid_from=LONG_AGO)
    )


def test_an_absence_says_which_shifts_taskings_and_visits_it_leaves(desk: Desk):
    designate(desk, desk.ben, "primary")
    designate(desk, desk.carys, "backup")
    job = tasking(desk)
    desk.database.write("Give", tasking_people.assign, job, desk.ben, act=desk.act)
    desk.database.write("Due", lambda s: s.execute(update(Tasking).values(due_on=THU)))
    for day in (MON, TUE, WED):
        desk.set(desk.ben, day, "0800-1600 Faversham")
    draft = AbsenceDraft("SK", TUE, WED, 540, 720)

    key, _ = desk.database.write("Away", absences.ask, desk.ben, draft, act=desk.act)
    left = desk.database.read(uncovered.by_absence, key)

    assert [shift.on_date for shift in left.shifts] == [TUE, WED]
    assert [one.sentence for one in left.taskings] == [
        "ASH-26-0147, due Thu 26 Nov: nobody else has it"
    ]
    assert [one.sentence for one in left.parishes] == [f"{WYE}, visit due Tue 24 Nov: Carys Evans"]
    desk.set(desk.carys, WED, f"E {WYE}")
    assert desk.database.read(uncovered.by_absence, key).parishes == ()


def test_a_part_day_leaves_only_the_shifts_it_meets(desk: Desk):
    desk.set(desk.ben, TUE, "0800-1000 Faversham / 1300-1500 Faversham")
    draft = AbsenceDraft("MT", TUE, TUE, 600, 780)

    key, _ = desk.database.write("Away", absences.ask, desk.ben, draft, act=desk.act)

    assert desk.database.read(uncovered.by_absence, key).is_nothing


def test_the_backup_of_the_parish_comes_before_others_and_says_so(desk: Desk):
    designate(desk, desk.carys, "backup")
    desk.set(desk.ben, TUE, f"0800-1600 {WYE}")

    found = asked(desk, shift_id(desk, desk.ben, TUE))

    assert list(found) == [desk.carys, desk.dev]
    assert found[desk.carys].reasons[0] == f"backup in {WYE}"
    assert "nothing planned that day" in found[desk.carys].reasons
    assert "Dover" in found[desk.dev].reasons
    assert desk.ben not in found


def test_who_is_away_may_not_and_who_would_rest_too_little_only_should_not(desk: Desk):
    desk.set(desk.ben, TUE, "0730-1530 Faversham")
    desk.set(desk.dev, MON, "1400-2200 Dover", team=desk.other_team)
    desk.away(desk.carys, "AL", TUE, TUE)
    key = shift_id(desk, desk.ben, TUE)

    found = asked(desk, key)

    assert list(found) == [desk.dev, desk.carys]
    assert any("rest" in warning for warning in found[desk.dev].warnings)
    assert any("annual leave" in stop for stop in found[desk.carys].stops)
    with pytest.raises(UserError, match="annual leave"):
        choose(desk, key, desk.carys, reason="needed")
    with pytest.raises(NeedsReason):
        choose(desk, key, desk.dev)
    assert choose(desk, key, desk.dev, reason="needed") is Way.SHIFT


def test_what_somebody_said_about_the_day_is_a_second_thought(desk: Desk):
    desk.set(desk.ben, TUE, "0800-1600 Faversham")
    no = [AnswerDraft(answer=Answer.NO)]
    desk.database.write("No", availability.keep_day, desk.carys, TUE, no, act=desk.act)

    found = asked(desk, shift_id(desk, desk.ben, TUE))[desk.carys]

    assert found.warnings == ("said: not available Tue",)
    assert found.stops == ()


def test_a_volunteer_without_an_agreement_may_not(desk: Desk):
    desk.database.write(
        "Volunteer",
        lambda s: s.execute(update(Person).where(Person.id == desk.carys).values(kind="volunteer")),
    )
    desk.set(desk.ben, TUE, "0800-1600 Faversham")

    assert asked(desk, shift_id(desk, desk.ben, TUE))[desk.carys].stops == (
        "has no signed agreement that stands",
    )


def test_standing_in_takes_the_shift_with_its_round_and_one_undo_gives_it_back(desk: Desk):
    desk.set(desk.ben, TUE, "0800-1600 Faversham, Lenham")
    desk.set(desk.carys, TUE, "RD")
    key = shift_id(desk, desk.ben, TUE)
    assert asked(desk, key)[desk.carys].warnings == ("has a rest day",)

    way, change = desk.database.write(
        "Cover", replacements.take_over, key, desk.carys, act=desk.act
    )

    assert way is Way.SHIFT
    assert desk.text(desk.carys, TUE) == "0800-1600 Faversham, Lenham"
    assert desk.text(desk.ben, TUE) == ""
    assert change is not None
    desk.database.revert(change)
    assert desk.text(desk.carys, TUE) == "RD"
    assert desk.text(desk.ben, TUE) == "0800-1600 Faversham, Lenham"


def test_who_works_that_day_takes_the_stops_along_each_place_once(desk: Desk):
    desk.set(desk.ben, TUE, "0800-1600 Faversham, Lenham")
    desk.set(desk.carys, TUE, "0900-1700 Lenham")
    key = shift_id(desk, desk.ben, TUE)
    assert asked(desk, key)[desk.carys].way is Way.STOPS

    assert choose(desk, key, desk.carys) is Way.STOPS

    assert desk.text(desk.carys, TUE) == "0900-1700 Lenham, Faversham"
    assert desk.text(desk.ben, TUE) == ""
    with pytest.raises(NotFound):
        asked(desk, key)


def test_an_empty_shift_is_nothing_to_take_along(desk: Desk):
    desk.set(desk.ben, TUE, "0800-1600")
    desk.set(desk.carys, TUE, "0900-1700 Lenham")
    key = shift_id(desk, desk.ben, TUE)

    assert asked(desk, key)[desk.carys].stops == ("works that day already",)
    with pytest.raises(UserError, match="no stops"):
        choose(desk, key, desk.carys)


def test_the_tasking_on_the_round_becomes_theirs_too(desk: Desk):
    job = tasking(desk)
    desk.database.write("Give", tasking_people.assign, job, desk.ben, act=desk.act)
    desk.set(desk.ben, TUE, "0800-1600 ASH-26-0147")

    choose(desk, shift_id(desk, desk.ben, TUE), desk.carys)

    query = select(TaskingAssignment.person_id).where(TaskingAssignment.tasking_id == job)
    assert set(desk.database.read(lambda s: list(s.scalars(query)))) == {desk.ben, desk.carys}


def test_nobody_without_vetting_gets_a_sensitive_round(desk: Desk):
    job = tasking(desk, marking="OFFICIAL-SENSITIVE")
    desk.set(desk.ben, TUE, "0800-1600")
    desk.add(Stop(shift_id=shift_id(desk, desk.ben, TUE), position=0, tasking_id=job))

    found = asked(desk, shift_id(desk, desk.ben, TUE))[desk.carys]

    assert any("NPPV" in stop for stop in found.stops)
    with pytest.raises(UserError, match="NPPV"):
        choose(desk, shift_id(desk, desk.ben, TUE), desk.carys, reason="needed")


def test_a_day_planned_as_leave_is_never_thrown_away(desk: Desk):
    desk.set(desk.ben, TUE, "0800-1600 Faversham")
    desk.set(desk.carys, TUE, "AL")

    with pytest.raises(UserError, match="annual leave"):
        choose(desk, shift_id(desk, desk.ben, TUE), desk.carys, reason="needed")

    assert desk.text(desk.carys, TUE) == "AL"


def part_day(desk: Desk, first: int, last: int) -> Uncovered:
    """What Ben leaves open on Tuesday from one hour to another."""
    draft = AbsenceDraft("MT", TUE, TUE, first * 60, last * 60)
    key, _ = desk.database.write("Away", absences.record, desk.ben, draft, act=desk.act)
    return desk.database.read(uncovered.by_absence, key)


def cover(desk: Desk, left: Uncovered, person: str) -> tuple[Way, Change | None]:
    [shift] = left.shifts
    work = partial(replacements.take_over, part=left.part(shift), act=desk.act)
    return desk.database.write("Cover", work, shift.id, person)


@pytest.mark.parametrize(
    ("first", "last", "theirs", "kept"),
    [
        (8, 10, "0800-1000 Faversham", "1000-1600 Lenham, Charing"),
        (13, 17, "1300-1600 Charing", "0800-1300 Faversham, Lenham"),
        (11, 13, "1100-1300 Lenham", "0800-1100 Faversham / 1300-1600 Charing"),
        (7, 17, "0800-1600 Faversham, Lenham, Charing", ""),
    ],
)
def test_who_stands_in_for_a_part_takes_its_hours_and_their_stops(
    desk: Desk, first: int, last: int, theirs: str, kept: str
):
    planned = "0800-1600 Faversham, Lenham, Charing"
    desk.set(desk.ben, TUE, planned)
    left = part_day(desk, first, last)
    [shift] = left.shifts
    found = desk.database.read(replacements.candidates, shift.id, left.part(shift))
    assert {one.person_id for one in found if not one.stops} == {desk.carys, desk.dev}

    way, change = cover(desk, left, desk.carys)

    assert way is Way.SHIFT
    assert (desk.text(desk.carys, TUE), desk.text(desk.ben, TUE)) == (theirs, kept)
    assert change is not None
    desk.database.revert(change)
    assert (desk.text(desk.carys, TUE), desk.text(desk.ben, TUE)) == ("", planned)


def test_who_works_that_day_takes_along_the_stops_of_the_part(desk: Desk):
    desk.set(desk.ben, TUE, "0800-1600 Faversham, Lenham")
    desk.set(desk.carys, TUE, "0900-1700 Wye with Hinxhill")
    left = part_day(desk, 12, 16)

    assert cover(desk, left, desk.carys)[0] is Way.STOPS

    assert desk.text(desk.carys, TUE) == "0900-1700 Wye with Hinxhill, Lenham"
    assert desk.text(desk.ben, TUE) == "0800-1200 Faversham"


def test_hours_nobody_stands_in_for_are_left_out_of_the_plan(desk: Desk):
    desk.set(desk.ben, TUE, "0800-1600 Faversham, Lenham")
    left = part_day(desk, 12, 16)
    [shift] = left.shifts
    leave = partial(replacements.leave_open, part=left.part(shift), act=desk.act)

    desk.database.write("Leave open", leave, shift.id)

    assert desk.text(desk.ben, TUE) == "0800-1200 Faversham"
    assert desk.database.read(uncovered.by_absence, left.absence.id).shifts == ()
    whole = shift_id(desk, desk.ben, TUE)
    desk.database.write("Leave open", replacements.leave_open, whole, act=desk.act)
    assert desk.text(desk.ben, TUE) == ""


def test_a_week_without_anything_planned_is_left_without_a_gap(desk: Desk):
    key = desk.away(desk.dev, "AL", MON, SUN + timedelta(days=7))

    assert desk.database.read(uncovered.by_absence, key).is_nothing
