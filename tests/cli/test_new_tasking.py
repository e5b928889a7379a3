"""`tasking new` and what one does with one tasking or several from a script."""

import json
from typing import Any

import pytest

from tests.cli.conftest import CommandLine
from warden_desk.services import saved_views
from warden_desk.storage import desks


def rows(line: CommandLine, state: str) -> list[dict[str, Any]]:
    found = line.json("tasking", "list", "--which", "all")
    return [row for row in found if row["state"] == state]


def shown(line: CommandLine, ref: str) -> dict[str, Any]:
    return line.json("tasking", "show", ref)


NEW = ("tasking", "new", "Needles by the play area", "--category", "drug-litter")


def test_a_tasking_is_taken_in_with_its_place_made_out(founded_line: CommandLine) -> None:
    made = founded_line.json(
        *NEW,
        *("--place", "tesco ash", "--urgency", "High", "--wanted", "Check and report"),
        *("--their-ref", "SMP-301", "--requester", "PC", "--pair-up"),
    )

    assert made["new"]
    assert made["csu"].endswith("CSU")
    assert made["due"] is not None
    found = shown(founded_line, made["ref"])
    assert (found["place"], found["urgency"]) == ("Tesco", "high")
    assert found["external_reference"] == "SMP-301"
    assert found["area"].startswith("Ash")


def test_own_work_is_owed_to_no_csu(founded_line: CommandLine) -> None:
    made = founded_line.json(*NEW, "--place", "Wye", "--own")

    assert made["csu"] == ""
    assert made["district"] == "Ashford"
    line = founded_line("tasking", "show", made["ref"]).stdout
    assert "Asked by:  Community Warden Service" in line


@pytest.mark.parametrize("place", ["TR 061 364", "TR0636", "Wye"])
def test_a_grid_reference_or_a_name_finds_the_parish(founded_line: CommandLine, place: str) -> None:
    said = founded_line(*NEW, "--place", place, "--ignore").stdout

    assert "is taken in" in said


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--place", "kt9"), "half a postcode"),
        (("--place", "Wye", "--district", "Narnia"), "There is no district “Narnia”"),
        (("--place", "Wye", "--urgency", "splendid"), "not on the list"),
        ((), "district"),
        (("--place", "Wye", "--link"), "Nothing like it"),
        (("--place", "Wye", "--own", "--csu", "Ashford"), "own work is asked for by no CSU"),
        (("--place", "Wye", "--about", "Speak to Mrs Hopkins"), "seems to name a person"),
    ],
)
def test_what_is_not_clear_is_refused_and_nothing_is_taken_in(
    founded_line: CommandLine, words: tuple[str, ...], sentence: str
) -> None:
    assert sentence in founded_line.refusal(*NEW, *words)
    assert founded_line.json("tasking", "list") == []


def test_a_warning_goes_through_for_a_reason_that_the_log_keeps(
    founded_line: CommandLine,
) -> None:
    named = (*NEW, "--place", "Wye", "--about", "Speak to Mrs Hopkins")

    made = founded_line.json(*named, "--reason", "She asked us to")

    assert "She asked us to" in json.dumps(shown(founded_line, made["ref"])["log"])


def test_a_repeat_is_shown_and_linked_merged_or_taken_in(founded_line: CommandLine) -> None:
    first = founded_line.json(*NEW, "--place", "rec ground, Wye")["ref"]
    again = (*NEW, "--place", "rec ground, Wye")

    assert first in founded_line.refusal(*again)
    asked = founded_line.run_raw(*again, "--json")
    assert json.loads(asked.stdout)["repeats"][0]["ref"] == first

    linked = founded_line.json(*again, "--link")
    assert linked["linked"] == first
    assert shown(founded_line, linked["ref"])["links"] == [{"ref": first, "how": "related to"}]
    merged = founded_line.json(*again, "--merge")
    assert not merged["new"]
    assert "Asked for again" in json.dumps(shown(founded_line, merged["ref"])["log"])
    assert founded_line.json(*again, "--ignore")["new"]


def test_taskings_are_linked_and_unlinked(practice_line: CommandLine) -> None:
    one, other = (row["ref"] for row in rows(practice_line, "accepted")[:2])

    practice_line("tasking", "link", one, other, "--as", "duplicate")
    assert shown(practice_line, other)["links"] == [{"ref": one, "how": "has the duplicate"}]
    practice_line("tasking", "unlink", other, one)

    assert shown(practice_line, one)["links"] == []
    assert "not linked" in practice_line.refusal("tasking", "unlink", other, one)


def test_several_are_given_and_changed_at_once_after_saying_what_will_happen(
    practice_line: CommandLine,
) -> None:
    refs = [row["ref"] for row in rows(practice_line, "received")[:3]]
    closed = rows(practice_line, "closed")[0]["ref"]
    give = ("tasking", "assign", *refs, closed, "CW102", "--reason", "She is free")

    assert "Will give 3 taskings" in practice_line(*give, "--dry-run").stdout
    assert len(rows(practice_line, "received")) >= 3
    said = practice_line(*give).stdout
    assert "3 taskings given to" in said
    assert closed in said
    assert {shown(practice_line, ref)["state"] for ref in refs} == {"assigned"}

    practice_line("tasking", "edit", *refs, "--due", "2026-12-18", "--urgency", "high")
    assert {shown(practice_line, ref)["due"] for ref in refs} == {"2026-12-18"}
    assert "at least one thing" in practice_line.refusal("tasking", "edit", *refs)


def test_what_a_csu_was_told_in_words_counts_as_returned(practice_line: CommandLine) -> None:
    ref = rows(practice_line, "checked")[0]["ref"]

    practice_line("tasking", "told", ref, "--whom", "CSU sergeant", "--how", "at the meeting")

    assert shown(practice_line, ref)["state"] == "returned to CSU"
    assert "CSU sergeant" in json.dumps(shown(practice_line, ref)["log"])


def test_a_referral_and_a_note_are_kept(practice_line: CommandLine) -> None:
    ref = rows(practice_line, "in progress")[0]["ref"]

    practice_line("tasking", "refer", ref, "Age UK", "--consent", "--text", "A weekly call.")
    practice_line("tasking", "note", ref, "Rang the clerk.")

    log = shown(practice_line, ref)["log"]
    assert [entry["kind"] for entry in log[:2]] == ["note", "referral"]


def test_a_kept_view_is_listed_by_its_name(practice_line: CommandLine) -> None:
    view = {"which": "all", "sort": "what", "descending": True, "mine": False}
    with desks.open_desk(practice_line.desk) as desk:
        kept = json.dumps({**view, "districts": [], "text": "", "columns": []})
        desk.database.write("Keep", saved_views.save, "taskings", "All by title", kept)

    titles = [
        row["title"] for row in practice_line.json("tasking", "list", "--view", "all BY title")
    ]

    assert titles == sorted(titles, key=str.casefold, reverse=True)
    assert len(titles) == 400
    assert "All by title" in practice_line.refusal("tasking", "list", "--view", "Nope")
