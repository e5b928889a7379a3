"""`contacts …` and `import organisations`: kept up to date from scripts."""

from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine, everything
from warden_desk.formats.tabular import read_book

COUNCILS = """\
Council;Clerk;E-mail
Lenham PC;Ann Ames;ann@lenham.example
Harrietsham PC;Bo Bell;
"""

REPORT = """\
From: MAILER-DAEMON@kent.example
Subject: Undelivered
MIME-Version: 1.0
Content-Type: multipart/report; boundary="=="

--==
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: base64

PGFubkBsZW5oYW0uZXhhbXBsZT46IG5vIHN1Y2ggdXNlcgo=

--==
Content-Type: message/delivery-status

Reporting-MTA: dns; kent.example

Final-Recipient: rfc822; gone@elsewhere.example
Action: failed

--==--
"""


@pytest.fixture
def line(founded_line: CommandLine, tmp_path: Path) -> CommandLine:
    """A desk with two councils, taken in and never confirmed."""
    path = tmp_path / "councils.csv"
    path.write_text(COUNCILS, "utf-8")
    founded_line("import", "contacts", path)
    return founded_line


def written(folder: Path, text: str) -> Path:
    path = folder / "mail.txt"
    path.write_text(text, "utf-8")
    return path


def test_what_is_due_is_listed_and_confirmed_by_ref_or_address(line: CommandLine):
    due = line.json("contacts", "due")
    assert {row["name"]: row["why"] for row in due} == {
        "Ann Ames": ["never confirmed"],
        "Bo Bell": ["never confirmed"],
    }
    assert "Harrietsham Parish Council" in line("contacts", "due").stdout

    bell = next(row["ref"] for row in due if row["name"] == "Bo Bell")
    said = line("contacts", "confirm", bell, "ANN@lenham.example").stdout

    assert said == "2 contacts confirmed.\n"
    assert line.json("contacts", "due") == []


def test_nobody_is_confirmed_if_one_is_not_known(line: CommandLine):
    before = everything(line)
    assert "no contact of this desk" in line.refusal("contacts", "confirm", "x@y.example")
    assert everything(line) == before


def test_a_list_of_addresses_is_looked_at_and_then_marked(line: CommandLine, tmp_path: Path):
    mail = written(tmp_path, "ann@lenham.example, gone@elsewhere.example")
    before = everything(line)
    said = line("contacts", "bounced", mail, "--dry-run").stdout
    assert "Ann Ames, Lenham Parish Council" in said
    assert "gone@elsewhere.example: nobody on this desk" in said
    assert everything(line) == before

    line("contacts", "bounced", mail, "--on", "2026-11-20")

    [ann] = [row for row in line.json("contacts", "due") if row["name"] == "Ann Ames"]
    assert ann["why"][0] == "mail came back"
    assert ann["bounced_on"] == "2026-11-20"


def test_a_saved_message_is_read_in_its_parts(line: CommandLine, tmp_path: Path):
    found = line.json("contacts", "bounced", written(tmp_path, REPORT), "--dry-run")

    assert [row["email"] for row in found["contacts"]] == ["ann@lenham.example"]
    assert found["unknown"] == ["gone@elsewhere.example"]


def test_mail_is_read_in_from_another_program(line: CommandLine):
    said = line("contacts", "bounced", "-", input="<ann@lenham.example>").stdout
    assert said.endswith("1 contact marked.\n")


def test_a_file_without_any_address_is_refused(line: CommandLine, tmp_path: Path):
    said = line.refusal("contacts", "bounced", written(tmp_path, "nothing of the kind"))

    assert said.startswith("No e-mail address stands in mail.txt.")


def test_a_file_that_is_not_there_is_refused(line: CommandLine, tmp_path: Path):
    assert "cannot be read" in line.refusal("contacts", "bounced", tmp_path / "none.txt")


def test_letters_are_written_and_those_left_out_are_counted(line: CommandLine, tmp_path: Path):
    out = tmp_path / "letters.xlsx"
    counted = line.json("contacts", "merge", "--dry-run")
    assert counted["letters"] == 1
    assert counted["left_out"] == {"nobody named": 12, "no address": 1}
    assert not out.exists()

    said = line("contacts", "merge", "--out", out, "--kind", "Parish council").stdout

    assert said == "1 letter. Left out: 1 without an e-mail address.\n"
    assert read_book(out).sheets[0].rows[1][:2] == ["Lenham Parish Council", "Dear Ann Ames"]
    assert line.json("contacts", "merge", "--role", "chair", "--dry-run")["letters"] == 0


def test_that_letters_were_written_is_in_the_record_of_who_looked(
    practice_line: CommandLine, tmp_path: Path
):
    before = len(practice_line.json("audit", "list"))
    letters = practice_line.json("contacts", "merge", "--dry-run")["letters"]
    assert len(practice_line.json("audit", "list")) == before

    practice_line("contacts", "merge", "--out", tmp_path / "letters.xlsx")

    noted = practice_line.json("audit", "list")
    assert len(noted) == before + 1
    assert (noted[0]["act"], noted[0]["kind"]) == ("disclosure", "contact")
    assert (noted[0]["ref"], noted[0]["where"]) == (f"{letters} contacts", "list for letters")


def test_letters_want_a_file_of_a_known_kind(line: CommandLine, tmp_path: Path):
    assert "--out letters.xlsx" in line.refusal("contacts", "merge")
    assert "--out letters.xlsx" in line.refusal("contacts", "merge", "--out", tmp_path / "l.docx")


def test_only_a_teams_contacts_are_due_to_it(practice_line: CommandLine):
    every = practice_line.json("contacts", "due")
    own = practice_line.json("contacts", "due", "--team", "2")
    assert 0 < len(own) < len(every)


def test_respondents_are_looked_at_and_taken_in(
    founded_line: CommandLine, data: Path, tmp_path: Path
):
    source = data / "consultation_respondents_2014.csv"
    planned = founded_line.json("import", "organisations", source, "--dry-run")
    by_name = {row["shown"]: row for row in planned["rows"]}
    slip = by_name["Lvdd Town Council"]
    assert (slip["verdict"], slip["match"]) == ("look", "doubtful")
    assert slip["candidates"][0] == "Lydd (Folkestone and Hythe)"

    ark = by_name["The Ark Dover"]["row"]
    founded_line(
        *("import", "organisations", source, "--area", f"{slip['row']}={slip['candidates'][0]}"),
        *("--area", f"{ark}=Dover (the district)"),
    )

    again = founded_line.json("import", "organisations", source)
    assert again["counts"]["new"] == again["counts"]["update"] == 0
