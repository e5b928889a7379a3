"""Who serves, and who looks after a parish."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.conftest import TODAY
from warden_desk.domain.changes import Act
from warden_desk.domain.errors import Invalid, NotFound, UserError
from warden_desk.domain.parishes import DesignationDraft
from warden_desk.domain.people import AbsenceDraft, AssignmentRole, PersonDraft, PersonKind
from warden_desk.services import absences, new_people, parishes, people, teams
from warden_desk.storage.desks import Desk


@pytest.fixture
def desk(practice_desk: Desk) -> Desk:
    return practice_desk


def _parish(desk: Desk, *, without: bool):
    rows = desk.database.read(parishes.rows, TODAY, only_without=without)
    return next(row for row in rows if not row.is_unparished)


def test_somebody_is_found_by_collar_number_in_any_case_and_by_name(desk: Desk):
    found = desk.database.read(people.find, "cw105", TODAY)

    assert found.collar_number == "CW105"
    assert desk.database.read(people.find, found.name, TODAY) == found


def test_a_name_that_several_have_is_asked_about(desk: Desk):
    with pytest.raises(NotFound, match="could be"):
        desk.database.read(people.find, "a", TODAY)
    with pytest.raises(NotFound, match="Nobody here is called"):
        desk.database.read(people.find, "Nemo Nobody", TODAY)


def test_people_are_listed_by_team_kind_and_text(desk: Desk):
    team = desk.database.read(teams.rows, TODAY)[0]
    members = desk.database.read(people.rows, TODAY, team_id=team.id)

    assert len(members) == team.members
    volunteers = desk.database.read(
        people.rows, TODAY, team_id=team.id, kinds=[PersonKind.VOLUNTEER]
    )
    assert {person.kind for person in volunteers} == {PersonKind.VOLUNTEER}
    one = members[3]
    assert one in desk.database.read(people.rows, TODAY, text=one.name)


def test_a_new_person_is_in_the_team_from_today_and_not_before(desk: Desk, act: Act):
    team = desk.database.read(teams.rows, TODAY)[0]
    draft = PersonDraft("Vera", "Quill", collar_number="cw900")
    key, _ = desk.database.write("Add", new_people.record, draft, team_id=team.id, act=act)

    assert desk.database.read(people.row, key, TODAY).team == team.name
    assert desk.database.read(people.row, key, TODAY - timedelta(days=1)).team == ""


def test_a_collar_number_is_given_once(desk: Desk, act: Act):
    draft = PersonDraft("Vera", "Quill", collar_number="CW105")

    with pytest.raises(Invalid) as refusal:
        desk.database.write("Add", new_people.record, draft, team_id=None, act=act)

    assert "collar_number" in refusal.value.problems


def test_a_team_is_found_by_number_or_beginning_of_its_name(desk: Desk):
    first = desk.database.read(teams.rows, TODAY)[0]

    assert desk.database.read(teams.find, "1", TODAY) == first
    assert desk.database.read(teams.find, first.name[:6].upper(), TODAY) == first
    with pytest.raises(NotFound, match="The teams are: 1 "):
        desk.database.read(teams.find, "nine", TODAY)


def test_a_new_primary_ends_the_time_of_the_former_one_and_history_is_kept(desk: Desk, act: Act):
    parish = _parish(desk, without=False)
    former = desk.database.read(parishes.card, parish.id, TODAY).carers[0]
    wardens = desk.database.read(people.rows, TODAY, kinds=[PersonKind.WARDEN])
    successor = next(person for person in wardens if person.id != former.person_id)

    desk.database.write(
        "Designate", parishes.designate, parish.id, DesignationDraft(successor.id), act=act
    )

    card = desk.database.read(parishes.card, parish.id, TODAY)
    primaries = [c.name for c in card.carers if c.role == AssignmentRole.PRIMARY]
    assert primaries == [successor.name]
    assert former.name in [carer.name for carer in card.earlier]
    yesterday = desk.database.read(parishes.card, parish.id, TODAY - timedelta(days=1))
    assert yesterday.carers[0].name == former.name


def test_the_same_role_is_not_given_twice(desk: Desk, act: Act):
    parish = _parish(desk, without=True)
    person = desk.database.read(people.find, "CW105", TODAY)
    desk.database.write(
        "Designate", parishes.designate, parish.id, DesignationDraft(person.id), act=act
    )

    with pytest.raises(UserError, match="already"):
        desk.database.write(
            "Designate", parishes.designate, parish.id, DesignationDraft(person.id), act=act
        )


def test_a_warden_designated_by_mistake_and_relieved_the_same_day_leaves_no_trace(
    desk: Desk, act: Act
):
    parish = _parish(desk, without=True)
    person = desk.database.read(people.find, "CW105", TODAY)
    before = desk.database.read(parishes.card, parish.id, TODAY)
    made, _ = desk.database.write(
        "Designate", parishes.designate, parish.id, DesignationDraft(person.id), act=act
    )
    desk.database.write("Relieve", parishes.relieve, made, act=act)

    assert desk.database.read(parishes.card, parish.id, TODAY) == before


def test_a_parish_card_tells_whom_to_ring(desk: Desk):
    parish = _parish(desk, without=False)
    card = desk.database.read(parishes.card, parish.id, TODAY)

    assert [contact.role for contact in card.contacts] == ["clerk", "chair"]
    assert parish.clerk == card.contacts[0].name
    assert card.meets == parish.meets


def test_an_absence_is_seen_on_its_days_and_gone_once_removed(desk: Desk, act: Act):
    person = desk.database.read(people.find, "CW105", TODAY)
    first, last = date(2027, 2, 1), date(2027, 2, 5)
    key, _ = desk.database.write(
        "Leave", absences.record, person.id, AbsenceDraft("AL", first, last), act=act
    )

    seen = desk.database.read(absences.between, last, last + timedelta(days=3), [person.id])
    assert [absence.id for absence in seen] == [key]
    assert not desk.database.read(absences.between, last + timedelta(days=1), date(2027, 3, 1))

    desk.database.write("Remove", absences.remove, key, reason="typed twice", act=act)
    assert not desk.database.read(absences.between, first, last, [person.id])


@pytest.mark.parametrize(
    ("days", "minutes", "field"),
    [
        ((2, 1), (None, None), "ends_on"),
        ((1, 1), (60, None), "start_minute"),
        ((1, 1), (60, 60), "end_minute"),
    ],
)
def test_an_absence_that_cannot_be_is_refused(desk: Desk, act: Act, days, minutes, field):
    person = desk.database.read(people.find, "CW105", TODAY)

    with pytest.raises(Invalid) as refusal:
        desk.database.write(
            "Leave",
            absences.record,
            person.id,
            AbsenceDraft("AL", date(2027, 2, days[0]), date(2027, 2, days[1]), *minutes),
            act=act,
        )

    assert list(refusal.value.problems) == [field]


def test_what_begins_just_after_midnight_begins_on_that_day(desk: Desk):
    summer_night = Act("T. Tester", datetime(2027, 6, 1, 23, 30, tzinfo=UTC))
    first = date(2027, 6, 2)
    draft = PersonDraft("Theodora", "Testwright", collar_number="CW990")

    key, _ = desk.database.write("Add", new_people.record, draft, team_id=None, act=summer_night)
    parish = desk.database.read(parishes.rows, first)[0]
    desk.database.write(
        "Designate", parishes.designate, parish.id, DesignationDraft(key), act=summer_night
    )

    assert desk.database.read(people.card, key, first).started_on == first
    carer = next(
        c for c in desk.database.read(parishes.card, parish.id, first).carers if c.person_id == key
    )
    assert carer.valid_from == first


@pytest.mark.parametrize("typed", ["%", "_", "", " "])
def test_a_sign_that_means_anything_to_the_database_means_nobody(desk: Desk, typed: str):
    with pytest.raises(NotFound):
        desk.database.read(people.find, typed, TODAY)


def test_the_same_days_of_the_same_kind_are_not_recorded_twice(desk: Desk, act: Act):
    somebody = desk.database.read(people.rows, TODAY)[0].id
    leave = AbsenceDraft("AL", date(2027, 3, 8), date(2027, 3, 12))
    desk.database.write("Absence", absences.record, somebody, leave, act=act)

    again = AbsenceDraft("AL", date(2027, 3, 12))
    with pytest.raises(Invalid, match="recorded already"):
        desk.database.write("Absence", absences.record, somebody, again, act=act)

    for beside in (AbsenceDraft("SK", date(2027, 3, 10)), AbsenceDraft("AL", date(2027, 3, 13))):
        desk.database.write("Absence", absences.record, somebody, beside, act=act)


def test_a_new_person_is_kept_as_an_import_would_write_them(desk: Desk, act: Act):
    draft = PersonDraft(
        "Theodora ",
        "\u202eTest\0\nwright",
        collar_number=" cw 990",
        mobile="+44 (0)7700900990",
    )

    key, _ = desk.database.write("Add", new_people.record, draft, team_id=None, act=act)

    found = desk.database.read(people.row, key, TODAY)
    assert (found.name, found.collar_number) == ("Theodora Test wright", "CW990")
    assert found.mobile == "07700 900990"


def test_two_parts_of_one_day_may_both_be_away(desk: Desk, act: Act):
    somebody = desk.database.read(people.rows, TODAY)[0].id
    for start in (9, 14):
        part = AbsenceDraft("TR", TODAY, None, start * 60, (start + 2) * 60)
        desk.database.write("Absence", absences.record, somebody, part, act=act)

    assert len(desk.database.read(people.card, somebody, TODAY).absences) >= 2
