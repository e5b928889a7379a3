"""The record of who looked: tampering shows, and what is old goes without hiding it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from tests.hidden_desk import ACT
from tests.tasking_desk import TODAY
from warden_desk.domain.clearance import ActKind, AuditFilter
from warden_desk.domain.errors import NotAllowed, UserError
from warden_desk.domain.record_chain import Line, Seal, broken_at
from warden_desk.domain.rights import Rights
from warden_desk.services.access import audit, record
from warden_desk.storage.database import Database
from warden_desk.storage.tables import AuditEntry

EIGHT_YEARS_AGO = replace(ACT, at=ACT.at.replace(year=ACT.at.year - 8))
OPEN = ("DROP TRIGGER audit_entry_update", "DROP TRIGGER audit_entry_delete")
"""What somebody with the file and the skill does first."""


@pytest.fixture
def noted(founded: Database) -> Database:
    """Five lines of eight years ago, then five of today."""
    for act, first in ((EIGHT_YEARS_AGO, 0), (ACT, 5)):
        keys = [str(number) for number in range(first, first + 5)]
        founded.write("Look", audit.looked, keys, "screen", act=act)
    return founded


def tamper(database: Database, *statements: str) -> None:
    def work(session: Session) -> None:
        for statement in statements:
            session.execute(text(statement))

    database.write("Tamper", work)


def count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(AuditEntry)) or 0


def test_lines_are_numbered_and_the_record_is_whole(noted: Database) -> None:
    found = noted.read(record.state)

    assert found.is_whole
    assert found.last.number == 10
    assert str(found.last) in found.sentence


@pytest.mark.parametrize(
    ("statement", "at"),
    [
        ("UPDATE audit_entry SET by = 'somebody else' WHERE number = 3", 3),
        ("UPDATE audit_entry SET at = datetime(at, '+1 second') WHERE number = 4", 4),
        ("UPDATE audit_entry SET thing_id = 'another' WHERE number = 10", 10),
        ("DELETE FROM audit_entry WHERE number = 7", 7),
        ("DELETE FROM audit_entry WHERE number < 3", 1),
        ("UPDATE audit_entry SET digest = 'made up' WHERE number = 5", 5),
    ],
)
def test_a_line_changed_or_taken_out_past_the_program_shows(
    noted: Database, statement: str, at: int
) -> None:
    tamper(noted, *OPEN, statement)

    found = noted.read(record.state)

    assert found.broken == at
    assert f"at line {at}" in found.sentence


def test_an_end_that_was_cut_off_shows_against_a_seal_noted_before(noted: Database) -> None:
    seal = Seal.read(str(noted.read(record.state).last))
    assert noted.read(record.compare, seal) == ""

    tamper(noted, *OPEN, "DELETE FROM audit_entry WHERE number > 8")

    assert noted.read(record.state).is_whole  # the file alone cannot tell
    assert "cut off" in noted.read(record.compare, seal)


def test_a_record_written_anew_with_seals_of_its_own_shows_against_the_old_seal(
    noted: Database,
) -> None:
    seal = noted.read(record.state).last
    tamper(noted, *OPEN, "DELETE FROM audit_entry")
    noted.write("Look", audit.looked, [str(n) for n in range(10)], "screen", act=ACT)

    assert noted.read(record.state).is_whole
    assert "another seal" in noted.read(record.compare, seal)


def test_what_will_go_is_said_before_and_nothing_younger_goes(noted: Database) -> None:
    said = noted.read(record.disposal, TODAY)
    assert said.lines == 5
    assert "5 lines go for good" in said.sentence
    assert noted.read(count) == 10

    noted.write("Dispose", record.dispose, act=ACT)

    assert noted.read(count) == 6  # and the line that tells of it
    rows = noted.read(audit.rows, AuditFilter())
    assert rows[0].act is ActKind.ERASURE
    assert rows[0].how == "5 lines, up to line 5, after 7 years"


def test_the_record_can_be_followed_after_lines_went_and_more_were_written(
    noted: Database,
) -> None:
    old = noted.read(record.state).last
    noted.write("Dispose", record.dispose, act=ACT)
    noted.write("Look", audit.looked, ["x"], "screen", act=ACT)

    found = noted.read(record.state)

    assert (found.is_whole, found.gone, found.last.number) == (True, 5, 12)
    assert noted.read(record.compare, old) == ""
    assert "cannot be compared" in noted.read(record.compare, replace(old, number=3))


def test_a_record_of_which_all_went_goes_on_where_it_was(founded: Database) -> None:
    founded.write("Look", audit.looked, ["1", "2"], "screen", act=EIGHT_YEARS_AGO)
    founded.write("Dispose", record.dispose, act=ACT)

    found = founded.read(record.state)

    assert (found.is_whole, found.last.number) == (True, 3)


def test_a_disposal_nobody_told_of_shows(noted: Database) -> None:
    tamper(
        noted,
        "INSERT INTO audit_disposal SELECT number, digest, number, at, at, by, id "
        "FROM audit_entry WHERE number = 5",
        "DELETE FROM audit_entry WHERE number <= 5",
    )

    assert noted.read(record.state).broken == 5


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM audit_disposal",
        "UPDATE audit_disposal SET number = 9",
        "DELETE FROM audit_entry",
    ],
)
def test_the_file_lets_go_of_nothing_more_than_was_disposed_of(
    noted: Database, statement: str
) -> None:
    noted.write("Dispose", record.dispose, act=ACT)

    with pytest.raises(Exception, match="permanent"):
        tamper(noted, statement)


def test_nothing_goes_from_a_record_that_is_not_whole(noted: Database) -> None:
    tamper(noted, *OPEN, "UPDATE audit_entry SET by = 'somebody else' WHERE number = 3")

    with pytest.raises(UserError, match="changed outside this program"):
        noted.write("Dispose", record.dispose, act=ACT)

    assert noted.read(count) == 10


def test_nothing_goes_before_its_years_are_over(founded: Database) -> None:
    founded.write("Look", audit.looked, ["1"], "screen", act=ACT)

    with pytest.raises(UserError, match="Nothing is older than 7 years"):
        founded.write("Dispose", record.dispose, act=ACT)


def test_an_old_line_behind_a_young_one_stays_until_that_goes(founded: Database) -> None:
    """A clock that was wrong must not tear a gap."""
    founded.write("Look", audit.looked, ["1"], "screen", act=ACT)
    founded.write("Look", audit.looked, ["2"], "screen", act=EIGHT_YEARS_AGO)

    assert founded.read(record.disposal, TODAY).lines == 0


def test_a_viewer_disposes_of_nothing(noted: Database) -> None:
    noted.rights = Rights(frozenset(), "Vera is a viewer")

    with pytest.raises(NotAllowed, match="Vera is a viewer"):
        noted.write("Dispose", record.dispose, act=ACT)


@pytest.mark.parametrize("typed", ["", "12", "12-xyz", "a-3f2a91bc", "12-3f2a"])
def test_what_is_no_seal_is_refused(typed: str) -> None:
    with pytest.raises(UserError, match="is no seal"):
        Seal.read(typed)


MOMENTS = st.integers(0, 10**8).map(lambda seconds: ACT.at + timedelta(seconds=seconds))
LINES = st.lists(
    st.builds(Line, *[st.text(max_size=4)], MOMENTS, *[st.text(max_size=4)] * 5),
    min_size=1,
    max_size=6,
)
CHANGES: list[Callable[[Line], Line]] = [
    lambda line: replace(line, by=line.by + "x"),
    lambda line: replace(line, how="x" + line.how),
    lambda line: replace(line, at=line.at + timedelta(microseconds=1)),
]


@given(LINES, st.data())
def test_any_change_of_any_line_breaks_the_record_there(lines: list[Line], data) -> None:
    seals = [Seal()]
    for line in lines:
        seals.append(seals[-1].next(line))
    kept = list(zip(seals[1:], lines, strict=True))
    assert broken_at(Seal(), kept) == (seals[-1], None)

    at = data.draw(st.integers(0, len(lines) - 1))
    change = data.draw(st.sampled_from(CHANGES))
    kept[at] = (kept[at][0], change(lines[at]))

    assert broken_at(Seal(), kept) == (seals[at], at + 1)
