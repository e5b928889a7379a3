"""The command line sees what whoever sits at the desk may see, and is in the record, too."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.cli.conftest import CommandLine
from tests.conftest import TODAY
from tests.hidden_desk import ACT, MARKING, SENTINEL, plant, sit_down
from warden_desk.domain.clearance import Role
from warden_desk.services import practice
from warden_desk.services import settings as desk_settings
from warden_desk.services.access import users
from warden_desk.storage import desks

SENSITIVE = "ASH-26-0001"


@pytest.fixture
def planted_line(founded_line: CommandLine) -> CommandLine:
    """A desk with a sensitive tasking, at which a team leader sits who is not cleared."""
    with desks.open_desk(founded_line.desk) as desk:
        plant(desk.database)
        sit_down(desk.database, is_cleared=False)
    return founded_line


@pytest.mark.parametrize(
    "words",
    [
        ("tasking", "list", "--which", "all"),
        ("tasking", "list", "--which", "all", "--search", SENTINEL),
        ("tasking", "show", SENSITIVE),
        ("tasking", "owed"),
        ("tasking", "attachments", SENSITIVE),
        ("tasking", "return", "--csu", "Ashford", "--dry-run"),
        ("week", "show", "--team", "1", "--week", "2026-W48"),
        ("audit", "list"),
    ],
    ids=" ".join,
)
def test_no_command_tells_a_word_of_what_is_hidden(
    planted_line: CommandLine, words: tuple[str, ...]
) -> None:
    assert SENTINEL not in planted_line(*words).stdout
    if words[1] != "return":
        assert SENTINEL not in planted_line(*words, "--json").stdout


def test_a_job_sheet_tells_none_either(planted_line: CommandLine, tmp_path: Path) -> None:
    out = tmp_path / "job.pdf"

    planted_line("tasking", "job-sheet", SENSITIVE, "--out", out)

    assert SENTINEL.encode() not in out.read_bytes()
    assert [row["where"] for row in planted_line.json("audit", "list")].count("job sheet") == 1


def test_the_list_says_that_something_is_hidden(planted_line: CommandLine) -> None:
    rows = planted_line.json("tasking", "list", "--which", "all")

    assert {row["ref"]: row["title"] for row in rows}[SENSITIVE] == f"Hidden: {MARKING}"


def test_showing_one_to_somebody_cleared_is_in_the_record(practice_line: CommandLine) -> None:
    ref = _sensitive(practice_line)
    before = practice_line.json("audit", "list", "--tasking", ref)

    practice_line("tasking", "show", ref)

    newest, *rest = practice_line.json("audit", "list", "--tasking", ref)
    assert rest == before
    assert (newest["act"], newest["where"], newest["ref"]) == ("consultation", "command line", ref)
    assert "command line" in practice_line("audit", "list", "--tasking", ref).stdout


def test_showing_one_that_is_not_sensitive_is_not(practice_line: CommandLine) -> None:
    rows = practice_line.json("tasking", "list")
    ref = next(row["ref"] for row in rows if row["marking"] == "OFFICIAL")

    practice_line("tasking", "show", ref)

    assert practice_line.json("audit", "list", "--tasking", ref) == []


def test_the_record_is_narrowed_by_person_and_days(practice_line: CommandLine) -> None:
    every = practice_line.json("audit", "list")
    mine = practice_line.json("audit", "list", "--by", practice.USER)

    assert {row["by"] for row in mine} == {practice.USER}
    assert len(mine) < len(every)
    assert practice_line.json("audit", "list", "--from", TODAY.isoformat()) == []


def test_a_viewer_does_not_see_the_record(practice_line: CommandLine) -> None:
    with desks.open_desk(practice_line.desk) as desk:
        rows = desk.database.read(users.rows, TODAY)
        viewer = next(row.id for row in rows if row.role is Role.VIEWER)
        desk.database.write("Sit", users.sit, viewer, act=ACT)

    assert "team leaders and supervisors" in practice_line.refusal("audit", "list")


def _sensitive(line: CommandLine) -> str:
    return line.json("audit", "list")[0]["ref"]


def test_a_hand_over_of_something_sensitive_is_in_the_record(
    founded_line: CommandLine, tmp_path: Path
) -> None:
    with desks.open_desk(founded_line.desk) as desk:
        plant(desk.database)
        sit_down(desk.database, is_cleared=True)

    founded_line("tasking", "hand-over", SENSITIVE, "--out", tmp_path / "cover.wdtaskings")

    rows = founded_line.json("audit", "list")
    assert [row["where"] for row in rows].count("export") == 1


def test_the_record_is_checked_and_held_against_a_seal(practice_line: CommandLine) -> None:
    found = practice_line.json("audit", "check")
    assert (found["whole"], found["disposed"], found["differs"]) == (True, 0, "")

    assert found["seal"] in practice_line("audit", "check", "--seal", found["seal"]).stdout
    number = int(found["seal"].partition("-")[0])
    later = f"{number + 1}-3f2a91bc"
    assert "cut off at its end" in practice_line.refusal("audit", "check", "--seal", later)
    assert "is no seal" in practice_line.refusal("audit", "check", "--seal", "yesterday's")


def test_a_record_changed_past_the_program_is_no_whole_desk(practice_line: CommandLine) -> None:
    with desks.open_desk(practice_line.desk) as desk:

        def tamper(session: Session) -> None:
            session.execute(text("DROP TRIGGER audit_entry_update"))
            session.execute(text("UPDATE audit_entry SET by = 'nobody' WHERE number = 2"))

        desk.database.write("Tamper", tamper)

    for words in (("check",), ("audit", "check")):
        assert "was changed outside this program, at line 2" in practice_line.refusal(*words)
    assert practice_line.json("audit", "check")["whole"] is False


def test_old_lines_go_after_it_was_said_which(practice_line: CommandLine) -> None:
    with desks.open_desk(practice_line.desk) as desk:
        settings = replace(desk.database.read(desk_settings.load), looked_keep_years=0)
        desk.database.write("Keep for no time", desk_settings.save, settings)
    before = practice_line.json("audit", "list")

    assert (
        f"{len(before)} lines go for good" in practice_line("audit", "dispose", "--dry-run").stdout
    )
    assert practice_line.json("audit", "list") == before
    practice_line("audit", "dispose")

    [told] = practice_line.json("audit", "list")
    assert (told["act"], told["ref"]) == ("erasure", "this record")
    assert "Nothing is older" in practice_line.refusal("audit", "dispose")
    assert practice_line.json("audit", "check")["whole"] is True
