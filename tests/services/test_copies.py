"""Copies as they are gathered: what each reader is told, and above all what not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.conftest import NOW, TODAY
from tests.formats.pdf.reading import page_texts
from tests.services import week_desk
from tests.services.week_desk import FRI, MON, TUE, WED, WEEK, area
from warden_desk.domain.changes import Act
from warden_desk.domain.clearance import Sight
from warden_desk.domain.copies import Copy, CopyKind, CsuCopy, MonthOverview, ParishCopy, PersonCopy
from warden_desk.domain.copy_requests import CopyRequest
from warden_desk.domain.dates import Week
from warden_desk.domain.errors import NotFound, UserError
from warden_desk.formats.calendar_file import calendar_of
from warden_desk.formats.pdf.copies import one_file
from warden_desk.services import teams
from warden_desk.services.papers import copies
from warden_desk.storage.database import Database
from warden_desk.storage.desks import Desk as OpenDesk
from warden_desk.storage.tables import (
    Area,
    Contact,
    Credential,
    Event,
    Organisation,
    OrganisationArea,
    Person,
    PrintLog,
    RiskMarker,
    Shift,
    Stop,
    Tasking,
)

SENSITIVE = "OFFICIAL-SENSITIVE"
PLAIN, SECRET = "ASH-26-0147", "ASH-26-0148"
WYE = "Wye with Hinxhill"


@pytest.fixture
def desk(founded: Database, act: Act) -> week_desk.Desk:
    """Ben has an early in Wye on Monday with a plain tasking and a sensitive one."""
    desk = week_desk.desk_on(founded, act)
    week_desk.tasking(desk, PLAIN)
    week_desk.tasking(desk, SECRET, marking=SENSITIVE)
    desk.set(desk.ben, MON, "E Wye with Hinxhill")
    desk.set(desk.carys, MON, "E Lenham")

    def fill(session: Session) -> None:
        csu = session.scalars(select(Organisation).where(Organisation.name == "Ashford CSU")).one()
        for tasking in session.scalars(select(Tasking)):
            tasking.csu_id = csu.id
            tasking.external_reference = f"CSU/{tasking.number}"
            tasking.subject_reference = "SUBJECT-77"
            tasking.case_reference = "CASE-88"
            tasking.constraints = "Do not cold-call."
            tasking.due_on = FRI
            tasking.title = "Nuisance bikes" if tasking.reference == PLAIN else "Hush, a witness"
            shift = session.scalars(select(Shift).where(Shift.person_id == desk.ben)).one()
            session.add(
                Stop(
                    shift_id=shift.id,
                    position=5,
                    tasking_id=tasking.id,
                    area_id=tasking.area_id,
                    minutes_planned=45,
                )
            )

    founded.write("Fill", fill)
    return desk


def gather(
    desk: week_desk.Desk, kind: CopyKind, *readers: str, week: Week = WEEK
) -> tuple[Copy, ...]:
    request = CopyRequest(kind=kind, team_id=desk.team, week=week, reader_ids=readers)
    return desk.database.read(copies.gather, request, today=TODAY, act=desk.act)


def person_copy(desk: week_desk.Desk, person: str) -> PersonCopy:
    [copy] = gather(desk, CopyKind.PERSON, person)
    assert isinstance(copy, PersonCopy)
    return copy


def clear(desk: week_desk.Desk, person: str) -> None:
    until = TODAY + timedelta(days=300)
    desk.add(Credential(person_id=person, kind="NPPV", status="held", expires_on=until))


def all_text(copy: Copy) -> str:
    """What the file says and all that the content holds, drawn or not."""
    return " ".join(page_texts(one_file([copy]).data)) + repr(copy)


# One person


def test_a_person_who_is_not_cleared_gets_nothing_of_a_sensitive_tasking(desk: week_desk.Desk):
    copy = person_copy(desk, desk.ben)
    assert copy.left_out == 1
    assert copy.annex == ()
    told = all_text(copy)
    assert PLAIN in told
    for word in (SECRET, "Hush", SENSITIVE + ",", "Annex A", "CSU/148"):
        assert word not in told
    assert len(page_texts(one_file([copy]).data)) == 1


def test_a_cleared_person_gets_it_in_the_annex_only(desk: week_desk.Desk):
    clear(desk, desk.ben)
    copy = person_copy(desk, desk.ben)
    body, annex = page_texts(one_file([copy]).data)
    assert copy.left_out == 0
    assert SECRET not in body
    assert "Hush" not in body
    assert SENSITIVE not in body
    assert "Annex A1 · 45 min" in body
    assert SECRET in annex
    assert annex.count(SENSITIVE) >= 2


def test_clearance_must_reach_to_the_end_of_the_week(desk: week_desk.Desk):
    desk.add(Credential(person_id=desk.ben, kind="NPPV", status="held", expires_on=WED))
    assert person_copy(desk, desk.ben).annex == ()


def test_nobody_who_may_not_see_sensitive_things_can_print_them(desk: week_desk.Desk):
    clear(desk, desk.ben)
    desk.database.sight = Sight(SENSITIVE)
    for copy in (person_copy(desk, desk.ben), *gather(desk, CopyKind.CSU)):
        assert "Hush" not in all_text(copy)
        assert SECRET not in all_text(copy)


def test_no_copy_holds_a_subject_or_a_case_reference(desk: week_desk.Desk):
    clear(desk, desk.ben)
    for kind in CopyKind:
        for copy in gather(desk, kind):
            assert "SUBJECT-77" not in all_text(copy)
            assert "CASE-88" not in all_text(copy)


def test_a_person_is_told_stops_measures_and_phones_but_nothing_of_others(desk: week_desk.Desk):
    def fill(session: Session) -> None:
        session.get_one(Person, desk.carys).mobile = "07700 900456"
        shift = session.scalars(select(Shift).where(Shift.person_id == desk.ben)).one()
        shift.buddy_id = desk.carys
        council = Organisation(kind="parish council", name="Wye Parish Council")
        session.add(council)
        session.flush()
        wye = session.scalars(select(Area.id).where(Area.name == WYE)).one()
        session.add_all(
            [
                OrganisationArea(
                    organisation_id=council.id, area_id=wye, valid_from=week_desk.LONG_AGO
                ),
                Contact(
                    organisation_id=council.id, name="Pat Quill", role="Clerk", phone="01632 960111"
                ),
            ]
        )

    desk.database.write("Fill", fill)
    copy = person_copy(desk, desk.ben)
    monday = copy.days[0].shifts[0]
    assert monday.stops == (WYE, f"{PLAIN}, {WYE} · 45 min")
    assert monday.company == "with Carys Evans"
    assert copy.taskings[0].measures == ("Do not cold-call.",)
    phones = {(each.why, each.who, each.phone) for each in copy.phones}
    assert ("Buddy this week", "Carys Evans", "07700 900456") in phones
    assert (f"Clerk, {WYE}", "Pat Quill", "01632 960111") in phones
    assert "Lenham" not in all_text(copy)


def test_a_late_alone_tells_both_sides_who_rings_whom(desk: week_desk.Desk):
    desk.set(desk.ben, TUE, "L Lenham")

    def pair(session: Session) -> None:
        shift = session.scalars(
            select(Shift).where(Shift.person_id == desk.ben, Shift.on_date == TUE)
        ).one()
        shift.is_lone, shift.buddy_id = True, desk.carys

    desk.database.write("Pair", pair)
    [call] = person_copy(desk, desk.ben).welfare
    assert (call.day, call.until, call.buddy) == ("Tue 24", "2200", "Carys Evans")
    [ring] = person_copy(desk, desk.carys).rings
    assert (ring.who, ring.calls) == ("Ben Tilley", call.calls)
    assert person_copy(desk, desk.carys).welfare == ()


def marker(**fields: Any) -> RiskMarker:
    plain: dict[str, Any] = {
        "kind": "violence against staff",
        "control": "go in a pair",
        "entered_by": "G. Hale",
        "entered_at": NOW,
        "review_on": TODAY + timedelta(days=90),
        "approved_by": "A. Okafor",
        "approved_at": NOW,
    }
    return RiskMarker(**(plain | fields))


def test_a_risk_marker_tells_its_control_measure_and_never_its_reason(desk: week_desk.Desk):
    wye = area(desk, WYE)
    desk.add(marker(area_id=wye, place="14 Acacia Road"), marker(reference="case-88"))
    copy = person_copy(desk, desk.ben)
    assert copy.measures == (f"{WYE}, at one address there (ask which): go in a pair",)
    assert "Control measure: go in a pair" in copy.taskings[0].measures
    for word in ("violence", "Acacia", "case-88"):
        assert word not in all_text(copy)


@pytest.mark.parametrize("change", [{"approved_at": None}, {"review_on": MON - timedelta(days=1)}])
def test_a_marker_that_does_not_hold_says_to_ask_first(
    desk: week_desk.Desk, change: dict[str, Any]
):
    desk.add(marker(area_id=area(desk, WYE), **change))
    [said] = person_copy(desk, desk.ben).measures
    assert said == f"{WYE}: marker under review, call the team leader first"


def test_an_absence_is_told_as_away_and_nothing_more(desk: week_desk.Desk):
    desk.away(desk.carys, "SK", TUE, WED)
    copy = person_copy(desk, desk.carys)
    assert copy.days[1].shifts[0].code == "Away"
    assert "sick" not in all_text(copy).casefold()


def test_somebody_of_another_team_gets_no_copy_here(desk: week_desk.Desk):
    with pytest.raises(NotFound, match="not in Ashford & Swale"):
        person_copy(desk, desk.dev)


def test_everybody_planned_gets_a_copy_and_an_empty_week_none(desk: week_desk.Desk):
    titles = [c.head.title for c in gather(desk, CopyKind.PERSON) if isinstance(c, PersonCopy)]
    assert titles == ["Ben Tilley", "Carys Evans"]
    with pytest.raises(UserError, match="Nobody is planned"):
        gather(desk, CopyKind.PERSON, week=Week(2026, 52))


# Parishes


def test_a_parish_is_told_who_comes_and_nothing_about_taskings(desk: week_desk.Desk):
    desk.add(
        Event(
            kind="parish-council",
            title="Parish council",
            on_date=TUE,
            start_minute=19 * 60,
            end_minute=20 * 60,
            area_id=area(desk, WYE),
            place="Village hall",
        )
    )
    [copy] = gather(desk, CopyKind.PARISH, area(desk, WYE))
    assert isinstance(copy, ParishCopy)
    [visit] = copy.visits
    assert (visit.day, visit.who, visit.times) == ("Monday 23", "Ben Tilley", "07:30 to 15:30")
    assert copy.events[0].when == "Tue 24, 19:00 to 20:00"
    for word in ("-26-", "tasking", "bikes", "Hush", "CSU/"):
        assert word not in " ".join(page_texts(one_file([copy]).data))


def test_a_visit_for_a_tasking_alone_is_not_told_to_the_parish(desk: week_desk.Desk):
    def only_taskings(session: Session) -> None:
        for stop in session.scalars(select(Stop).where(Stop.tasking_id.is_(None))):
            session.delete(stop)

    desk.database.write("Cut", only_taskings)
    [copy] = gather(desk, CopyKind.PARISH, area(desk, WYE))
    assert isinstance(copy, ParishCopy)
    assert copy.visits == ()


# CSUs


def test_a_csu_is_told_its_own_taskings_in_its_numbering_and_no_others(desk: week_desk.Desk):
    ashford, swale = gather(desk, CopyKind.CSU)
    assert isinstance(ashford, CsuCopy)
    [line] = ashford.taskings
    assert (line.theirs, line.who, line.when) == ("CSU/147", "Ben Tilley", "Mon 23")
    assert [each.theirs for each in ashford.annex] == ["CSU/148"]
    assert ashford.head.title == "Ashford CSU"
    for word in ("CSU/147", "CSU/148", PLAIN, SECRET):
        assert word not in all_text(swale)


def test_a_csus_body_names_no_sensitive_tasking(desk: week_desk.Desk):
    ashford, _ = gather(desk, CopyKind.CSU)
    body, annex = page_texts(one_file([ashford]).data)
    assert "CSU/148" not in body
    assert SECRET not in body
    assert SECRET in annex


# The team


def test_the_month_counts_who_is_on_duty_and_tells_no_kind_of_absence(desk: week_desk.Desk):
    desk.set(desk.ben, TUE, "L Lenham")
    desk.away(desk.carys, "AL", TUE, WED)
    [copy] = gather(desk, CopyKind.MONTH)
    assert isinstance(copy, MonthOverview)
    assert copy.on_duty[22:25] == (2, 1, 0)
    assert copy.on_late[22:25] == (0, 1, 0)
    carys = next(row for row in copy.people if row.name == "Carys Evans")
    assert carys.cells[23].codes == ("A",)
    assert "leave" not in all_text(copy)


def test_the_month_is_that_of_the_weeks_thursday(desk: week_desk.Desk):
    [copy] = gather(desk, CopyKind.MONTH, week=Week(2026, 53))
    assert isinstance(copy, MonthOverview)
    assert copy.head.period == "December 2026"


def test_the_wall_sheet_has_names_and_days_and_nothing_planned(desk: week_desk.Desk):
    [copy] = gather(desk, CopyKind.WALL)
    told = all_text(copy)
    assert "Ben Tilley" in told
    assert "Mon 23" in told
    assert "0730" not in told


# Calendars, the log, the practice desk


def test_a_calendar_keeps_its_keys_when_a_day_is_typed_anew_and_names_no_tasking(
    desk: week_desk.Desk,
):
    before = person_copy(desk, desk.ben)
    desk.set(desk.ben, MON, "L Lenham")
    after = person_copy(desk, desk.ben)
    assert [each.uid for each in before.calendar] == [each.uid for each in after.calendar]
    assert before.calendar != after.calendar
    for copy in (before, after):
        data = calendar_of(copy, NOW).data.decode()
        assert "-26-" not in data
        assert "bikes" not in data


def test_each_copy_is_noted_with_its_reader_and_its_last_day(desk: week_desk.Desk):
    made = gather(desk, CopyKind.PERSON)
    desk.database.write("Print", copies.log_prints, made, act=desk.act)
    entries = desk.database.read(
        lambda s: [
            (e.what, e.copy_for, e.version, e.team, e.destroy_by)
            for e in s.scalars(select(PrintLog).order_by(PrintLog.id))
        ]
    )
    gone_by = WEEK.sunday + timedelta(days=7)
    assert entries == [
        (
            "Copy for one person, CW107, 2026-W48",
            "Ben Tilley",
            "Draft 1",
            "Ashford & Swale",
            gone_by,
        ),
        (
            "Copy for one person, CW109, 2026-W48",
            "Carys Evans",
            "Draft 1",
            "Ashford & Swale",
            gone_by,
        ),
    ]


def test_a_reader_is_found_by_name_or_number_and_a_vague_one_is_refused(desk: week_desk.Desk):
    request = CopyRequest(kind=CopyKind.PERSON, team_id=desk.team, week=WEEK)
    rows = desk.database.read(copies.readers, request, today=TODAY, act=desk.act)
    assert copies.find_reader(rows, "cw107").name == "Ben Tilley"
    assert copies.find_reader(rows, "carys").name == "Carys Evans"
    with pytest.raises(UserError, match="is not one of them: Ben Tilley"):
        copies.find_reader(rows, "e")


def test_all_copies_of_the_practice_week_keep_to_their_readers(practice_desk: OpenDesk, act: Act):
    database = practice_desk.database
    week, team = Week.of(TODAY), database.read(teams.rows, TODAY)[0]
    gathered: Callable[[CopyKind], tuple[Copy, ...]] = lambda kind: database.read(  # noqa: E731
        copies.gather, CopyRequest(kind=kind, team_id=team.id, week=week), today=TODAY, act=act
    )
    references = database.read(lambda s: list(s.scalars(select(Tasking.reference))))
    for text in page_texts(one_file(gathered(CopyKind.PARISH)).data):
        assert not any(reference in text for reference in references)
    subjects = database.read(
        lambda s: set(s.scalars(select(Tasking.subject_reference))) | {"no such subject"}
    ) - {""}
    for kind in CopyKind:
        for text in page_texts(one_file(gathered(kind)).data):
            assert not any(subject in text for subject in subjects)


def test_a_request_names_the_teams_of_papers_of_a_whole_team(desk: week_desk.Desk):
    request = CopyRequest(kind=CopyKind.TEAM, team_id=desk.team, week=WEEK)
    both = replace(request, reader_ids=(desk.team, desk.other_team))
    made = desk.database.read(copies.gather, both, today=TODAY, act=desk.act)
    assert len(made) == 2
