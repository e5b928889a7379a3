"""Organisations: matched to their places by code, name or a place in the name; never made up."""

from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import TODAY
from tests.services.imports.conftest import Plan, TakeIn
from warden_desk.domain.imports import ImportContext, ImportKind, ImportPlan, PlannedRow, Verdict
from warden_desk.formats.tabular import read_book
from warden_desk.services import areas
from warden_desk.services.contacts import contact_lists
from warden_desk.services.imports import opening
from warden_desk.storage.database import Database

HEAD = "Organisation;Kind;Parish;District;GSS code;Contact;Role;E-mail\n"


def by_name(plan: ImportPlan) -> dict[str, PlannedRow]:
    return {row.shown.partition(" · ")[0]: row for row in plan.rows}


def places(database: Database) -> dict[str, tuple[str, tuple[str, ...]]]:
    """The kind and the places of every organisation but the CSUs."""
    rows = database.read(contact_lists.rows, TODAY)
    return {
        row.organisation: (row.organisation_kind, row.places)
        for row in rows
        if row.organisation_kind != "CSU"
    }


def respondents(data: Path) -> Path:
    return data / "consultation_respondents_2014.csv"


def test_the_respondents_of_2014_get_a_verdict_each(data: Path, plan: Plan):
    planned = plan("organisations", respondents(data))

    assert len(planned.rows) == 208
    assert planned.counts[Verdict.ERROR] == 0
    assert all(row.match for row in planned.rows)
    assert {row.match for row in planned.rows} == {"exact", "likely", "doubtful", "none"}
    rows = by_name(planned)
    assert (rows["Kingswood Broomfield Parish council"].match) == "exact"
    slip = rows["Lvdd Town Council"]
    assert (slip.verdict, slip.match) == (Verdict.LOOK, "doubtful")
    assert slip.candidates[0].name == "Lydd"
    assert rows["Harrietsham Fish Scheme"].match == "likely"
    assert rows["Harrietsham Fish Scheme"].why == "Not on the desk yet; its place is likely."
    assert rows["KFRS (Herne Bav)"].match == "doubtful"
    assert rows["Strange Cargo"].match == "none"
    bridge = rows["BRFM Bridge Radio"]
    assert (bridge.verdict, bridge.can_be_accepted) == (Verdict.LOOK, True)
    assert [str(c) for c in rows["The Ark Dover"].candidates] == [
        *("Dover (Dover)", "Dover (the district)"),
    ]


def test_the_respondents_come_in_once_and_a_second_time_change_nothing(
    data: Path, plan: Plan, take_in: TakeIn, founded: Database
):
    done = take_in(plan("organisations", respondents(data)))

    known = places(founded)
    assert len(known) == done.added
    assert known["Broomfield and Kingswood Parish Council"] == (
        *("parish council", ("Broomfield and Kingswood",)),
    )
    assert known["Maidstone Borough Council"] == ("district council", ("Maidstone",))
    assert known["Strange Cargo"] == ("organisation", ())
    again = plan("organisations", respondents(data))
    assert again.counts[Verdict.NEW] == again.counts[Verdict.UPDATE] == 0
    assert again.counts[Verdict.SAME] + again.counts[Verdict.LOOK] == 208
    assert places(founded) == known


def test_respondents_do_not_make_a_second_council(
    data: Path, plan: Plan, take_in: TakeIn, founded: Database
):
    take_in(plan("contacts", "Council;Clerk\nLenham PC;Ann Ames\n"))
    take_in(plan("organisations", respondents(data)))

    lenham = founded.read(contact_lists.rows, TODAY, text="lenham")
    assert [(row.organisation, row.name) for row in lenham] == [
        ("Lenham Parish Council", "Ann Ames")
    ]


def test_a_decided_row_is_of_the_place_decided_and_known_by_it_next_time(
    data: Path, plan: Plan, take_in: TakeIn, founded: Database
):
    first = plan("organisations", respondents(data))
    slip = by_name(first)["Lvdd Town Council"]
    context = ImportContext(today=TODAY, areas={slip.row: slip.candidates[0].area_id})

    take_in(plan("organisations", respondents(data), context=context))

    assert places(founded)["Lydd Town Council"] == ("parish council", ("Lydd",))
    assert by_name(plan("organisations", respondents(data)))["Lvdd Town Council"].verdict == (
        Verdict.SAME
    )


def test_an_accepted_row_goes_in_as_spelt_without_a_place(
    data: Path, plan: Plan, take_in: TakeIn, founded: Database
):
    planned = plan("organisations", respondents(data))
    bridge = by_name(planned)["BRFM Bridge Radio"]

    take_in(planned, bridge.row)

    assert places(founded)["BRFM Bridge Radio"] == ("organisation", ())


def test_a_code_a_column_and_the_name_are_asked_in_this_order(
    plan: Plan, take_in: TakeIn, founded: Database
):
    lenham = founded.read(areas.find, "Lenham", TODAY)
    planned = plan(
        "organisations",
        HEAD + f"Harrietsham Scouts;Youth group;Ulcombe;;{lenham.gss_code};;;\n"
        "Ulcombe Stores;Shop;Harietsham;;;;;\n"
        "Newington Players;Club;;Swale;;;;\n"
        "Somebody;Club;;;E99999999;;;\n",
    )

    assert [row.match for row in planned.rows] == ["by code", "likely", "doubtful", "doubtful"]
    assert "no code" in planned.rows[3].why
    take_in(planned)
    assert places(founded) == {
        "Harrietsham Scouts": ("youth group", ("Lenham",)),
        "Ulcombe Stores": ("shop", ("Harrietsham",)),
    }


def test_two_rows_of_one_council_make_one(plan: Plan):
    planned = plan(
        "organisations", HEAD + "Vigo Parish Council;Council;;;;;;\nVigo PC;Council;;;;;;\n"
    )

    assert [row.verdict for row in planned.rows] == [Verdict.NEW, Verdict.LOOK]
    assert planned.rows[1].why == "It stands in row 2 already."
    assert not planned.rows[1].can_be_accepted


def test_a_contact_comes_with_its_organisation_and_follows_the_next_list(
    plan: Plan, take_in: TakeIn, founded: Database
):
    line = "Lenham School;School;Lenham;;;Mrs Dee Dunn;head;{}\n"
    take_in(plan("organisations", HEAD + line.format("head@lenham.example")))
    changed = plan("organisations", HEAD + line.format("office@lenham.example"))
    assert [(c.field, c.after) for c in changed.rows[0].changes] == [
        ("Contact’s email", "office@lenham.example")
    ]

    take_in(changed)

    [row] = founded.read(contact_lists.rows, TODAY, text="lenham school")
    assert (row.name, row.role, row.email) == ("Dee Dunn", "head", "office@lenham.example")
    assert row.lawful_basis == ""
    wrong = plan("organisations", HEAD + line.format("no address"))
    assert "no e-mail address" in wrong.rows[0].why or wrong.rows[0].verdict is Verdict.SAME


def test_an_organisation_without_a_place_gets_one_and_keeps_the_one_it_has(
    plan: Plan, take_in: TakeIn, founded: Database
):
    take_in(plan("organisations", HEAD + "Fish Scheme;Club;;;;;;\n"))
    placed = plan("organisations", HEAD + "Fish Scheme;Club;Lenham;;;;;\n")
    assert placed.rows[0].verdict is Verdict.UPDATE
    take_in(placed)

    moved = plan("organisations", HEAD + "Fish Scheme;Club;Ulcombe;;;;;\n")

    assert moved.rows[0].verdict is Verdict.SAME
    assert places(founded)["Fish Scheme"] == ("club", ("Lenham",))


@pytest.mark.parametrize(
    ("name", "verdict"),
    [("Dover Town Council", Verdict.NEW), ("Maidstone Town Council", Verdict.LOOK)],
)
def test_a_council_of_an_unparished_town_is_asked_about(name: str, verdict: Verdict, plan: Plan):
    [row] = plan("organisations", HEAD + f"{name};Council;;;;;;\n").rows
    assert row.verdict is verdict


def test_such_a_list_is_known_by_its_headings(data: Path):
    assert opening.likely_kind(read_book(respondents(data))) is ImportKind.ORGANISATIONS
    contacts = Counter(
        opening.likely_kind(read_book(path)) for path in (data / "made_up").glob("*contacts*")
    )
    assert set(contacts) == {ImportKind.CONTACTS}
