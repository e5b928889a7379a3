"""Who holds which paper, and what became of it."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from tests.conftest import NOW, TODAY
from warden_desk.domain.changes import Act
from warden_desk.domain.errors import NotFound
from warden_desk.domain.papers import Papers, papers
from warden_desk.services.papers import print_log
from warden_desk.storage.database import Database
from warden_desk.storage.tables import PrintLog, Team

ACT = Act("T. Tester", NOW)


def note(
    database: Database, what: str, destroy_by: date | None, *, team: str = "", copy_for: str = ""
) -> str:
    return database.write(
        "Print", print_log.note, what, copy_for=copy_for, destroy_by=destroy_by, team=team, act=ACT
    )[0]


def listed(database: Database, which: Papers, *, team_id: str = "") -> list[str]:
    return [row.what for row in database.read(print_log.rows, which, TODAY, team_id=team_id)]


def form(database: Database, number: int, name: str) -> str:
    """A new team's key."""

    def work(session: Session) -> str:
        team = Team(number=number, name=name)
        session.add(team)
        session.flush()
        return team.id

    return database.write("Form", work)[0]


def rename(database: Database, team_id: str, name: str) -> None:
    def work(session: Session) -> None:
        session.get_one(Team, team_id).name = name

    database.write("Rename", work)


def test_papers_are_due_from_the_day_they_are_to_be_gone_by(database: Database):
    note(database, "tomorrow", TODAY + timedelta(days=1))
    note(database, "today", TODAY)
    note(database, "late", TODAY - timedelta(days=9))
    note(database, "for good", None)

    assert listed(database, Papers.DUE) == ["late", "today"]
    assert listed(database, Papers.OUT) == ["late", "today", "tomorrow", "for good"]
    assert database.read(print_log.count, Papers.DUE, TODAY) == 2


def test_a_destroyed_paper_says_when_and_by_whom_and_is_due_no_longer(database: Database):
    key = note(database, "sheet", TODAY - timedelta(days=1), copy_for="Carys Evans")
    database.write("Destroyed", print_log.destroyed, [key], TODAY, act=Act("Ben Tilley", NOW))

    [row] = database.read(print_log.rows, Papers.DESTROYED, TODAY)
    assert (row.destroyed_on, row.destroyed_by) == (TODAY, "Ben Tilley")
    assert row.fate(TODAY) == "destroyed Mon 23 Nov by Ben Tilley"
    assert listed(database, Papers.OUT) == []
    assert listed(database, Papers.ALL) == ["sheet"]


def test_a_paper_is_destroyed_once_and_the_first_word_stands(database: Database):
    key = note(database, "sheet", TODAY)
    other = note(database, "map", TODAY)
    database.write("Destroyed", print_log.destroyed, [key], TODAY, act=ACT)
    later = TODAY + timedelta(days=1)

    count, _ = database.write(
        "Destroyed", print_log.destroyed, [key, other], later, act=Act("Ben Tilley", NOW)
    )

    assert count == 1
    fates = {row.what: row for row in database.read(print_log.rows, Papers.ALL, TODAY)}
    assert (fates["sheet"].destroyed_on, fates["sheet"].destroyed_by) == (TODAY, "T. Tester")


def test_a_paper_that_is_not_in_the_log_is_refused(database: Database):
    with pytest.raises(NotFound, match="not in the print log"):
        database.write("Destroyed", print_log.destroyed, ["no such"], TODAY, act=ACT)


def test_a_team_sees_its_own_papers_and_those_of_the_whole_desk(database: Database):
    dover = form(database, 1, "Dover")
    form(database, 2, "Ashford & Swale")
    note(database, "theirs", TODAY, team="Dover")
    note(database, "ours", TODAY, team="Ashford & Swale")
    note(database, "everybody's", TODAY)

    rename(database, dover, "East")

    assert sorted(listed(database, Papers.DUE, team_id=dover)) == ["everybody's", "theirs"]
    assert database.read(print_log.count, Papers.OUT, TODAY, team_id=dover) == 2


def test_a_paper_of_which_only_the_name_is_known_goes_by_it(database: Database):
    dover = form(database, 1, "Dover")
    key = note(database, "old", TODAY, team="Dover")

    def forget(session: Session) -> None:
        session.get_one(PrintLog, key).team_id = None

    database.write("As before", forget)

    assert listed(database, Papers.DUE, team_id=dover) == ["old"]
    assert listed(database, Papers.DUE, team_id=form(database, 2, "Thanet")) == []


def test_what_is_to_become_of_a_paper_is_said_in_words(database: Database):
    note(database, "late", TODAY - timedelta(days=1))
    note(database, "today", TODAY)
    note(database, "kept", None)
    rows = {row.what: row for row in database.read(print_log.rows, Papers.OUT, TODAY)}

    assert rows["late"].fate(TODAY) == "was to be gone by Sun 22 Nov 2026"
    assert rows["today"].fate(TODAY) == "destroy by Mon 23 Nov 2026"
    assert rows["kept"].fate(TODAY) == "no date set"
    assert [row.is_due(TODAY) for row in rows.values()] == [True, True, False]
    assert (papers(1), papers(3)) == ("1 paper", "3 papers")
