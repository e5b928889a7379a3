"""`absence …`, `pattern …`, `event …`, `tasking book`, `week worked`: planning data by script."""

import re

import pytest

from tests.cli.conftest import CommandLine, everything

TEAM_1 = ("--team", "1")
SPRING = "2027-W10"
"""Monday 8 March 2027, beyond what the practice desk has planned."""
WARDEN = "CW102"


def cells(line: CommandLine, week: str = SPRING) -> list[str]:
    shown = line.json("week", "show", *TEAM_1, "--week", week)
    [found] = [person for person in shown["people"] if person["ref"] == WARDEN]
    return [" ".join(filter(None, (day["cell"], day["places"]))) for day in found["days"]]


def leave(line: CommandLine) -> list[tuple[str, str, str]]:
    found = line.json(
        "absence", "list", "--person", WARDEN, "--from", "2027-03-08", "--to", "2027-03-14"
    )
    return [(row["from"], row["to"], row["state"]) for row in found]


def test_leave_is_asked_for_granted_and_cut(practice_line: CommandLine):
    days = ("--from", "2027-03-08", "--to", "2027-03-10")
    practice_line("absence", "add", WARDEN, "--code", "AL", *days, "--asked")
    assert leave(practice_line) == [("2027-03-08", "2027-03-10", "asked")]

    practice_line("absence", "approve", WARDEN, "--on", "2027-03-09", "--note", "enjoy")
    assert "asked for nothing" in practice_line.refusal(
        "absence", "approve", WARDEN, "--on", "2027-03-09"
    )
    practice_line(
        "absence", "cut", WARDEN, "--from", "2027-03-09", "--start", "12:00", "--end", "18:00"
    )

    assert leave(practice_line) == [
        ("2027-03-08", "2027-03-08", "approved"),
        ("2027-03-09", "2027-03-09", "approved"),
        ("2027-03-09", "2027-03-09", "approved"),
        ("2027-03-10", "2027-03-10", "approved"),
    ]
    assert "enjoy" in practice_line("absence", "list", "--from", "2027-03-08").stdout
    assert "not away" in practice_line.refusal("absence", "cut", WARDEN, "--from", "2027-03-20")


def test_leave_is_refused_with_a_reason_that_is_listed(practice_line: CommandLine):
    practice_line("absence", "add", WARDEN, "--code", "AL", "--from", "2027-03-08", "--asked")

    practice_line("absence", "refuse", WARDEN, "--on", "2027-03-08", "--why", "three are away")

    assert leave(practice_line) == [("2027-03-08", "2027-03-08", "refused")]
    assert "three are away" in practice_line("absence", "list", "--from", "2027-03-08").stdout


def test_what_an_absence_leaves_open_names_who_could_stand_in(practice_line: CommandLine):
    practice_line("week", "set", *TEAM_1, WARDEN, "2027-03-08", "E Lenham")
    practice_line("absence", "add", WARDEN, "--code", "SK", "--from", "2027-03-08")

    said = practice_line("absence", "uncovered", WARDEN, "--on", "2027-03-08").stdout

    assert "Mon 8 Mar 2027 E 0730–1530 Lenham" in said
    assert said.count("takes the shift") == 3
    assert "nothing planned that day" in said


def test_days_somebody_can_come_are_kept_and_listed(practice_line: CommandLine):
    days = "yes 1800-2100|no|||no L||maybe"
    practice_line("availability", "set", WARDEN, "--week", days, "--from", "2027-03-08")
    practice_line("availability", "set", WARDEN, "--date", "2027-03-10", "--says", "no pm, exam")

    listed = practice_line.json("availability", "list", *TEAM_1, "--week", SPRING)
    found = practice_line("availability", "list", *TEAM_1, "--week", SPRING).stdout

    [name] = {row["person"] for row in listed if row["note"] == "exam"}
    said = [(r["date"], r["answer"], r["shift"]) for r in listed if r["person"] == name]
    assert said == [
        ("2027-03-08", "yes", ""),
        ("2027-03-09", "no", ""),
        ("2027-03-10", "no", ""),
        ("2027-03-12", "no", "L"),
        ("2027-03-14", "maybe", ""),
    ]
    assert "not available Wed pm" in found
    assert "seven" in practice_line.refusal("availability", "set", WARDEN, "--week", "yes|no")
    assert "either" in practice_line.refusal("availability", "set", WARDEN)


def test_a_rotation_is_kept_listed_and_applied(practice_line: CommandLine):
    practice_line(
        *("pattern", "set", WARDEN, "--from", "2027-03-01"),
        *("--week", "E Lenham|E||L||RD|RD", "--week", "L|||||| "),
    )
    [row] = [
        row
        for row in practice_line.json("pattern", "list", *TEAM_1, "--week", SPRING)
        if row["weeks"][0][0] == "E Lenham"
    ]
    assert row["from"] == "2027-03-01"

    week = ("pattern", "apply", *TEAM_1, "--person", WARDEN, "--week")
    said = practice_line(*week, "2027-W11").stdout
    assert said.startswith("5 planned, 0 that were filled already stay.")
    assert practice_line(*week, SPRING).stdout.startswith("1 planned")

    assert cells(practice_line)[0].startswith("L")
    assert cells(practice_line, "2027-W11")[0] == "E 0730–1530 Lenham"
    assert "has 2 days" in practice_line.refusal(
        "pattern", "set", WARDEN, "--from", "2027-03-01", "--week", "E|E"
    )


def test_an_event_is_put_down_listed_and_removed(practice_line: CommandLine):
    practice_line("week", "set", *TEAM_1, WARDEN, "2027-03-08", "L Lenham")
    add = ("event", "add", "Parish council", "--date", "2027-03-08", "--start", "19:00")
    series = ("--repeat", "weekly", "--until", "2027-03-22")
    assert "Give both" in practice_line.refusal(*add, *series[:2])

    said = practice_line(*add, "--end", "20:30", "--who", WARDEN, *series).stdout
    assert "and 2 more" in said
    week = (*TEAM_1, "--week", SPRING)
    [row] = practice_line.json("event", "list", *week)
    assert (row["ref"], row["times"], len(row["who"]), row["missing"]) == (1, "1900–2030", 1, [])

    assert "no event 2" in practice_line.refusal("event", "remove", *week, "2")
    assert "and 2 later" in practice_line("event", "remove", *week, "1", "--and-later").stdout
    assert practice_line.json("event", "list", *week) == []
    assert cells(practice_line)[0].endswith("Lenham")


def test_a_tasking_is_booked_on_a_round(practice_line: CommandLine):
    practice_line("week", "set", *TEAM_1, WARDEN, "2027-03-08", "E Lenham")
    tasking = next(
        row["ref"]
        for row in practice_line.json("tasking", "list", *TEAM_1, "--which", "open")
        if practice_line.run_raw(
            *("tasking", "book", row["ref"], WARDEN, "2027-03-08"),
            *("--minutes", "40", "--reason", "on the way"),
        ).exit_code
        == 0
    )

    [booked] = [
        row
        for row in practice_line.json("tasking", "bookings", tasking)
        if row["date"] == "2027-03-08"
    ]

    assert (booked["minutes"], booked["done"]) == (40, None)
    assert "no shift" in practice_line.refusal("tasking", "book", tasking, WARDEN, "2027-03-09")


def test_what_was_worked_takes_the_place_of_the_plan(practice_line: CommandLine):
    shift = ("week", "set", *TEAM_1, WARDEN)
    practice_line(*shift, "2026-11-23", "0800-1600 Lenham", "--reason", "test")
    on = (WARDEN, "2026-11-23")

    assert "confirmed" in practice_line("week", "confirm", *on).stdout
    said = practice_line("week", "worked", *on, "--start", "8:00", "--end", "17:00").stdout
    assert re.search(r"changed, \d+ minutes", said)
    assert "Missing option" in practice_line.run_raw("week", "missed", *on).output
    practice_line("week", "missed", *on, "--why", "burst pipe")
    week = practice_line.json("week", "show", *TEAM_1, "--week", "2026-W48")
    [row] = [person for person in week["people"] if person["ref"] == WARDEN]
    assert row["days"][0]["cell"]


def test_a_week_to_come_is_not_settled(practice_line: CommandLine):
    practice_line("week", "set", *TEAM_1, WARDEN, "2027-03-08", "E Lenham")
    before = everything(practice_line)

    said = practice_line("week", "as-planned", *TEAM_1, "--week", SPRING).stdout

    assert "0 shifts" in said
    assert "still to come" in practice_line.refusal("week", "worked", WARDEN, "2027-03-08")
    assert "no shifts" in practice_line.refusal("week", "worked", WARDEN, "2027-03-09")
    assert everything(practice_line) == before


@pytest.mark.parametrize("number", ["2", "9"])
def test_a_shift_that_is_not_there_is_not_confirmed(practice_line: CommandLine, number: str):
    practice_line("week", "set", *TEAM_1, WARDEN, "2027-03-08", "E Lenham")

    assert "has one shift" in practice_line.refusal(
        "week", "confirm", WARDEN, "2027-03-08", "--number", number
    )
