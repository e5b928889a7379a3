"""`import …`: nothing before it is asked for, nothing twice, and all of it taken back."""

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine, everything

COUNTS = ("new", "update", "same", "error", "look")
PEOPLE = ("staff_list.xlsx", "volunteers.csv")
TASKINGS = (
    *("csu_ashford_2026-11-17.xlsx", "csu_maidstone_2026-11-18.csv"),
    "csu_thanet_2026-11-19.xlsx",
)
FILES = [("people", PEOPLE), ("contacts", ("parish_contacts.csv",)), ("taskings", TASKINGS)]

STAFF = """\
Collar No;Surname;Forename;Team;Role;Mobile
CW901;Tester;Theodora;Team 1;Warden;07700 900901
CW902;Otter;Oswald;Team 1;Warden;07700 900902
"""


@pytest.fixture
def staff(tmp_path: Path) -> Path:
    """A small list of staff."""
    path = tmp_path / "staff.csv"
    path.write_text(STAFF, "utf-8")
    return path


def test_a_dry_run_says_what_would_happen_and_writes_nothing(
    founded_line: CommandLine, staff: Path
):
    before = everything(founded_line)

    said = founded_line("import", "people", staff, "--dry-run").stdout
    planned = founded_line.json("import", "people", staff, "--dry-run")

    assert "2 new" in said
    assert "Nothing was written." in said
    assert planned["counts"] == {"new": 2, "update": 0, "same": 0, "error": 0, "look": 0}
    assert everything(founded_line) == before


def test_the_json_of_an_import_keeps_its_shape(founded_line: CommandLine, staff: Path):
    done = founded_line.json("import", "people", staff)

    assert tuple(done["counts"]) == COUNTS
    assert [row["verdict"] for row in done["rows"]] == ["new", "new"]
    for row in done["rows"]:
        assert {"row", "verdict", "why", "file"} <= set(row)
        assert isinstance(row["row"], int)
        assert row["why"]
    assert [row["row"] for row in done["rows"]] == [2, 3]


def test_importing_twice_changes_nothing(founded_line: CommandLine, staff: Path):
    founded_line("import", "people", staff)
    before = everything(founded_line)

    again = founded_line("import", "people", staff).stdout

    assert "2 the same" in again
    assert "Nothing to write" in again
    assert everything(founded_line) == before


def test_a_doubtful_row_says_how_to_settle_it_and_is_settled_so(
    founded_line: CommandLine, tmp_path: Path
):
    contacts = tmp_path / "contacts.csv"
    contacts.write_text("Council;Clerk;Email\nNewington PC;A. Clerk;clerk@newington.example\n")

    said = founded_line("import", "contacts", contacts).stdout
    assert "perhaps Newington (Swale)" in said
    assert "--area ROW=PLACE" in said
    assert founded_line.json("import", "list") == []

    done = founded_line.json("import", "contacts", contacts, "--area", "2=newington (swale)")
    assert done["counts"]["new"] == 1


def test_accepting_a_row_that_is_not_there_changes_nothing(founded_line: CommandLine, staff: Path):
    founded_line("import", "people", staff)
    before = everything(founded_line)

    founded_line("import", "people", staff, "--accept", "9999")

    assert everything(founded_line) == before


def test_a_changed_row_updates_and_the_rest_stays(founded_line: CommandLine, staff: Path):
    founded_line("import", "people", staff)
    staff.write_text(STAFF.replace("900902", "900977"), "utf-8")

    counts = founded_line.json("import", "people", staff)["counts"]

    assert (counts["update"], counts["same"], counts["new"]) == (1, 1, 0)


def test_an_import_is_listed_and_taken_back_exactly(founded_line: CommandLine, staff: Path):
    before = everything(founded_line)
    founded_line("import", "people", staff)

    [listed] = founded_line.json("import", "list")
    assert listed["kind"] == "people"
    assert listed["source"] in founded_line("import", "list").stdout
    assert listed["source"] in founded_line("import", "undo", listed["ref"]).stdout

    assert everything(founded_line) == before
    assert "no such import" in founded_line.refusal("import", "undo")


def test_all_made_up_files_come_in_once_and_go_out_again(founded_line: CommandLine, data: Path):
    before = everything(founded_line)
    for kind, names in FILES:
        paths = [data / "made_up" / name for name in names]
        done = founded_line.json("import", kind, *paths)
        assert done["counts"]["new"] > 0
        assert done["counts"]["error"] == 0
        assert all(row["why"] for row in done["rows"])
        assert {row["file"] for row in done["rows"]} == set(names)

        full = everything(founded_line)
        again = founded_line.json("import", kind, *paths)
        assert again["counts"]["new"] == again["counts"]["update"] == 0
        assert everything(founded_line) == full

    for _ in founded_line.json("import", "list"):
        founded_line("import", "undo")
    assert everything(founded_line) == before


def test_a_saved_mail_is_taken_in_item_by_item(founded_line: CommandLine, data: Path):
    mail = data / "made_up" / "csu_swale_2026-11-17.txt"

    done = founded_line.json("tasking", "import", mail)

    assert (done["counts"]["new"], done["counts"]["look"]) == (6, 1)
    assert [row["ref"][:3] for row in founded_line.json("tasking", "list")] == ["SWA"] * 6


def test_where_tables_are_wanted_a_mail_is_refused_with_where_it_can_go(
    founded_line: CommandLine, data: Path
):
    mail = data / "made_up" / "csu_swale_2026-11-17.txt"

    said = founded_line.refusal("import", "taskings", mail)

    assert "not a table" in said
    assert "What can be imported: staff lists" in said
    assert "tasking import csu_swale_2026-11-17.txt" in said
    assert founded_line.json("tasking", "list") == []


def test_a_mail_without_items_is_refused_with_what_can_be_imported(
    founded_line: CommandLine, tmp_path: Path
):
    mail = tmp_path / "mail.txt"
    mail.write_text("From: Swale CSU\nSubject: Nothing\n\nHi,\nno taskings this week.\n", "utf-8")

    said = founded_line.refusal("import", "taskings", mail)

    assert "is text, but not a table" in said
    assert "e-mail that numbers them" in said
    assert founded_line.json("import", "list") == []


@pytest.mark.parametrize("text", ["Dear all\n", "Dear all,\nno list this week.\n", ""])
def test_one_list_that_is_none_stops_all_of_them_before_anything_is_written(
    text: str, founded_line: CommandLine, staff: Path, tmp_path: Path
):
    letter = tmp_path / "letter.txt"
    letter.write_text(text, "utf-8")

    assert "letter.txt" in founded_line.refusal("import", "people", staff, letter)

    assert founded_line.json("import", "list") == []


def test_a_list_that_is_not_there_or_is_a_folder_is_refused(
    founded_line: CommandLine, tmp_path: Path
):
    assert "There is no file" in founded_line.refusal("import", "people", tmp_path / "none.csv")
    assert "is a folder" in founded_line.refusal("import", "people", tmp_path)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--district", "Narnia"), "There is no district “Narnia”"),
        (("--column", "surname"), "names no column"),
        (("--column", "surname=0"), "names no column"),
        (("--column", "puppy=1"), "puppy"),
        (("--column", "surname=99"), "column 99"),
        (("--area", "2=Narnia"), "names no place"),
        (("--sheet", "Sheet 9"), "Sheet 9"),
    ],
)
def test_choices_that_make_no_sense_are_refused(
    words: tuple[str, ...], sentence: str, founded_line: CommandLine, staff: Path
):
    assert sentence in founded_line.refusal("import", "people", staff, *words)
    assert founded_line.json("import", "list") == []


def test_a_file_with_an_odd_name_is_taken_in_by_that_name(founded_line: CommandLine, staff: Path):
    odd = staff.with_name("Übersicht “w/c” 23 Nov; final & (2).csv".replace("/", "-"))
    shutil.copyfile(staff, odd)

    assert founded_line.json("import", "people", odd)["rows"][0]["file"] == odd.name


def test_rows_left_out_are_written_for_their_sender(
    founded_line: CommandLine, staff: Path, tmp_path: Path
):
    staff.write_text(STAFF + ";Nobody;Known;;;\n", "utf-8")
    back = tmp_path / "back.csv"

    founded_line("import", "people", staff, "--errors", back)

    assert "Nobody" in back.read_text("utf-8-sig")
    assert "Otter" not in back.read_text("utf-8-sig")


def test_rows_of_two_lists_do_not_go_into_one_file(founded_line: CommandLine, staff: Path):
    said = founded_line.refusal("import", "people", staff, staff, "--errors", "back.csv")

    assert "columns of its own" in said


def test_a_hand_over_of_another_desk_is_taken_in_and_taken_back(
    founded_line: CommandLine, practice_line: CommandLine, tmp_path: Path
):
    before = everything(founded_line)
    path = tmp_path / "cover.wdtaskings"
    said = practice_line("tasking", "hand-over", "--out", path).stdout
    count = len(practice_line.json("tasking", "list"))
    assert f"{count} taskings written to cover.wdtaskings." in said

    assert founded_line.json("tasking", "import", path, "--dry-run")["counts"]["new"] == count
    founded_line("tasking", "import", path)
    assert founded_line.json("tasking", "import", path)["counts"]["same"] == count
    founded_line("import", "undo")

    assert everything(founded_line) == before


def test_a_row_that_repeats_another_is_merged_or_linked_by_its_number(
    founded_line: CommandLine, tmp_path: Path
):
    path = tmp_path / "csu_ashford_2026-11-17.csv"
    rows = [f"A/{at};Pluckley village hall;Noise;Music {at};Visit" for at in (1, 2, 3)]
    path.write_text("Ref;Location;Type;Problem;Action\n" + "\n".join(rows), "utf-8")

    said = founded_line("tasking", "import", path, "--dry-run").stdout
    assert "row 3  perhaps a repeat: row 2 (received): Music 1. The same place" in said
    assert "Row 2 of" in founded_line.refusal("tasking", "import", path, "--merge", "2")
    founded_line("tasking", "import", path, "--merge", "3", "--link", "4")

    assert [row["ref"] for row in founded_line.json("tasking", "list")] == [
        "ASH-26-0001",
        "ASH-26-0002",
    ]
    log = founded_line.json("tasking", "show", "ASH-26-0001")["log"]
    assert {entry["text"] for entry in log} == {
        "Asked for again: A/2; Music 2; Visit",
        "related to ASH-26-0002",
    }


def test_rows_that_are_wrong_are_named_and_the_others_come_in(
    founded_line: CommandLine, tmp_path: Path
):
    path = tmp_path / "csu_ashford_2026-11-17.csv"
    path.write_text(
        "Ref;Location;Problem;Action;Deadline\n"
        "A/1;Pluckley;Noise;Visit;27/11/2026\n"
        "A/2;Atlantis;Noise;Visit;27/11/2026\n"
        "A/3;Egerton;Noise;Visit;31/02/2026\n"
        "A/1;Egerton;Noise;Visit;27/11/2026\n",
        "utf-8",
    )

    said = founded_line("tasking", "import", path).stdout

    assert "row 3  look  A/2 Noise: “Atlantis”" in said
    assert "row 4  look  A/3 Noise: There is no 31 February 2026. Correct the date" in said
    assert "row 5  error  A/1 Noise: The same entry stands in row 2 already." in said
    assert [row["ref"] for row in founded_line.json("tasking", "list")] == ["ASH-26-0001"]


@pytest.mark.usefixtures("somebody_saves")
def test_a_list_that_changes_while_it_is_read_is_refused(founded_line: CommandLine, staff: Path):
    before = everything(founded_line)
    said = founded_line.refusal("import", "people", staff)
    assert "staff.csv was being changed while it was read" in said
    assert everything(founded_line) == before


def test_a_row_said_to_be_no_entry_stays_out_of_the_next_list_too(
    founded_line: CommandLine, staff: Path
):
    staff.write_text(f"{STAFF}Printed 22 Nov;2 people\n", "utf-8")
    first = founded_line("import", "people", staff, "--skip", "4").stdout
    assert "row 4  left out: Left out as no entry, as decided." in first

    staff.write_text(f"{STAFF}Printed 29 Nov;2 people\n", "utf-8")
    second = founded_line("import", "people", staff).stdout
    assert "row 4  left out: Left out as no entry, as decided of an earlier list." in second
