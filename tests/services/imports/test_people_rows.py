from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.conftest import TODAY
from tests.services.imports.conftest import Plan, TakeIn
from warden_desk.domain.changes import Act
from warden_desk.domain.imports import ImportContext, Verdict
from warden_desk.services import people, teams
from warden_desk.services.imports import applying
from warden_desk.storage.database import Database
from warden_desk.storage.tables import Person, TeamMember

HEAD = (
    "Collar No.;Surname;Forename;Post;Team;FTE;Mobile;E-mail;Base;"
    "DBS issued;NPPV level;NPPV expires"
)
ROW = (
    "CW901;Turnbull;Derek;Team Leader;Ashford & Swale;0.8;+447700900875;d@wardens.example;Egerton;"
    "awaiting;2;15/08/2027"
)


def staff(*rows: str) -> str:
    return "\n".join([HEAD, *rows])


def test_a_row_becomes_a_person_with_team_vetting_and_hours(
    founded: Database, plan: Plan, take_in: TakeIn
) -> None:
    take_in(plan("people", staff(ROW)))

    found = founded.read(people.find, "cw901", TODAY)
    card = founded.read(people.card, found.id, TODAY)
    [team] = founded.read(teams.rows, TODAY)
    assert (found.name, found.base, found.mobile) == ("Derek Turnbull", "Egerton", "07700 900875")
    assert card.contract_minutes == round(0.8 * 37 * 60)
    assert [(c.kind, c.status, c.expires_on) for c in card.credentials] == [
        ("DBS", "awaited", None),
        ("NPPV", "held", date(2027, 8, 15)),
    ]
    assert (team.name, team.districts, team.leader) == (
        "Ashford & Swale",
        ("Ashford", "Swale"),
        "Derek Turnbull",
    )


def test_a_later_list_changes_only_what_it_says_otherwise(
    founded: Database, plan: Plan, take_in: TakeIn
) -> None:
    take_in(plan("people", staff(ROW)))
    later = plan(
        "people",
        "Collar No;Surname;Forename;Mobile;DBS;Base\nCW901;Turnbull;Derek;;21/08/2026;Lydd\n",
    )

    [row] = later.rows
    take_in(later)

    assert row.verdict is Verdict.UPDATE
    assert [(c.field, c.before, c.after) for c in row.changes] == [
        ("Base", "Egerton", "Lydd"),
        ("DBS", "awaited", "issued 2026-08-21"),
    ]
    found = founded.read(people.find, "CW901", TODAY)
    assert (found.mobile, found.kind) == ("07700 900875", "team leader")
    assert len(founded.read(people.card, found.id, TODAY).credentials) == 2


def test_a_change_of_team_ends_the_old_time_and_begins_the_new(
    founded: Database, plan: Plan, take_in: TakeIn
) -> None:
    take_in(plan("people", staff(ROW)))
    take_in(plan("people", staff(ROW.replace("Ashford & Swale", "Dover & Folkestone and Hythe"))))

    def times(session: Session) -> list[tuple[date, date | None]]:
        query = select(TeamMember.valid_from, TeamMember.valid_to).order_by(TeamMember.id)
        return [(start, end) for start, end in session.execute(query)]

    [first, second] = founded.read(times)
    assert first[1] == second[0] == TODAY
    assert second[1] is None
    served = {team.name: team.districts for team in founded.read(teams.rows, TODAY)}
    assert served["Dover & Folkestone and Hythe"] == ("Dover", "Folkestone and Hythe")


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (ROW.replace("CW901", ""), "collar number is missing"),
        (ROW.replace("CW901", "n/k"), "is no collar number"),
        (ROW.replace("Turnbull", ""), "surname is missing"),
        (ROW + ";x;y", "more cells than there are headings"),
        (ROW.replace("Derek", "D" * 6000), "longer than 5,000"),
    ],
)
def test_a_row_that_cannot_be_used_says_what_to_do(plan: Plan, row: str, sentence: str) -> None:
    [found] = plan("people", staff(row)).rows

    assert found.verdict is Verdict.ERROR
    assert sentence in found.why
    assert found.row == 2


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("0.8", "1.8", "not a number from 0 to 1"),
        ("0.8", "nan", "not a number"),
        ("15/08/2027", "31/02/2027", "There is no 31 February 2027"),
        ("15/08/2027", "asap", "is not a date"),
        ("Egerton", "Boughton", "no place on the list"),
        ("awaiting", "lost", "neither a date nor"),
        ("+447700900875", "12", "no telephone number"),
        ("d@wardens.example", "d at wardens", "no e-mail"),
        ("Team Leader", "Wizard", "not known here"),
    ],
)
def test_a_doubtful_cell_is_looked_at_and_can_be_left_out(
    plan: Plan, before: str, after: str, sentence: str
) -> None:
    [found] = plan("people", staff(ROW.replace(before, after))).rows

    assert found.verdict is Verdict.LOOK
    assert sentence in found.why
    assert found.findings[0].column in HEAD.split(";")
    assert found.can_be_accepted


def test_the_same_person_twice_in_a_file_is_refused(plan: Plan) -> None:
    [first, second] = plan("people", staff(ROW, ROW)).rows

    assert first.verdict is Verdict.NEW
    assert second.verdict is Verdict.ERROR
    assert "row 2 already" in second.why


def test_a_base_that_two_districts_have_is_settled_by_the_team(
    founded: Database, plan: Plan, take_in: TakeIn
) -> None:
    take_in(plan("people", staff(ROW.replace("Egerton", "Newington"))))

    person = founded.read(people.find, "CW901", TODAY)
    assert person.base == "Newington"


def test_a_decision_about_a_place_is_kept(plan: Plan) -> None:
    first = plan("people", staff(ROW.replace("Egerton", "Boughton")))
    area = first.rows[0].candidates[0].area_id

    again = plan(
        "people",
        staff(ROW.replace("Egerton", "Boughton")),
        context=ImportContext(today=TODAY, areas={2: area}),
    )

    assert again.rows[0].verdict is Verdict.NEW


VOLUNTEERS = (
    "Name;Phone;Email;Parish;Hours per month;DBS;Agreement signed;Paired with\n"
    "Mr Danny Knowles;0116 496 0427;v6@volunteers.example;Ripple;4;Pass 03/2025;12/06/2026;CW901\n"
)


def test_volunteers_need_no_collar_number_and_are_paired(
    founded: Database, plan: Plan, take_in: TakeIn
) -> None:
    take_in(plan("people", staff(ROW)))
    found = plan("people", VOLUNTEERS)
    take_in(found)

    person = founded.read(people.find, "Danny Knowles", TODAY)
    card = founded.read(people.card, person.id, TODAY)
    assert found.source == "Volunteer list"
    assert person.kind == "volunteer"
    assert "4 hours a month" in card.agreement
    assert "paired with Derek Turnbull" in card.agreement
    assert card.credentials[0].issued_on == date(2025, 3, 1)
    assert any("first of the month" in note for note in found.rows[0].notes)


def test_a_volunteer_is_known_again_without_an_address(plan: Plan, take_in: TakeIn) -> None:
    nobody = VOLUNTEERS.replace("CW901", "")
    take_in(plan("people", nobody))

    same = plan("people", nobody.replace("v6@volunteers.example", "").replace("Mr ", ""))
    other = plan("people", nobody.replace("v6@", "v9@").replace("0427", "0999"))

    assert [row.verdict for row in same.rows] == [Verdict.SAME]
    assert [row.verdict for row in other.rows] == [Verdict.NEW]


def test_a_pair_nobody_knows_is_asked_about(plan: Plan) -> None:
    [row] = plan("people", VOLUNTEERS).rows

    assert row.verdict is Verdict.LOOK
    assert "Import the staff list first" in row.why


def test_an_import_of_a_desk_that_moved_on_is_refused_whole(
    founded: Database, plan: Plan, take_in: TakeIn, act: Act
) -> None:
    stale = plan("people", staff(ROW, ROW.replace("901", "902")))
    take_in(plan("people", staff(ROW)))

    with pytest.raises(applying.DeskChanged):
        take_in(stale)

    assert founded.read(lambda session: len(list(session.scalars(select(Person.id))))) == 1


def test_a_list_that_says_nothing_new_is_not_written(plan: Plan, take_in: TakeIn) -> None:
    take_in(plan("people", staff(ROW)))

    with pytest.raises(applying.NothingToImport):
        take_in(plan("people", staff(ROW)))
