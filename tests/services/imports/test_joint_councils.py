"""A council whose name puts parishes together serves them all, and is one council."""

import pytest

from tests.conftest import TODAY
from tests.services.imports.conftest import Plan, TakeIn
from warden_desk.domain.changes import Act
from warden_desk.domain.contacts import OrganisationDraft
from warden_desk.domain.imports import ImportContext, Verdict
from warden_desk.services import areas
from warden_desk.services.contacts import contact_lists, organisations
from warden_desk.storage.database import Database

LISTS = {
    "organisations": "Organisation;Kind;Contact;Role\n{};Council;Ann Ames;clerk\n",
    "contacts": "Council;Clerk\n{};Ann Ames\n",
}
BOTH = ("Brabourne", "Smeeth")
JOINT = "Brabourne & Smeeth Parish Council"

every_list = pytest.mark.parametrize("kind", LISTS)


def served(database: Database) -> dict[str, tuple[str, ...]]:
    """The places of every parish council."""
    rows = database.read(contact_lists.rows, TODAY)
    councils = (row for row in rows if row.organisation_kind == "parish council")
    return {row.organisation: row.places for row in councils}


def has_council(database: Database, act: Act, name: str) -> None:
    area = database.read(areas.find, name, TODAY).id
    draft = OrganisationDraft(
        name=f"{name} Parish Council", kind="parish council", area_ids=(area,)
    )
    database.write("New", organisations.record, draft, act=act)


@every_list
def test_a_joint_council_comes_in_once_with_every_parish_it_serves(
    kind: str, plan: Plan, take_in: TakeIn, founded: Database
):
    first = plan(kind, LISTS[kind].format(JOINT))
    [row] = first.rows
    told = f"{row.shown} {row.why} {' '.join(row.notes)}"
    assert row.verdict is Verdict.NEW
    assert "joint council of Brabourne and Smeeth (Ashford)" in told

    take_in(first)

    assert served(founded) == {"Brabourne and Smeeth Parish Council": BOTH}
    [again] = plan(kind, LISTS[kind].format(JOINT)).rows
    assert again.verdict is Verdict.SAME
    [by_one] = plan(kind, LISTS[kind].format("Smeeth PC")).rows
    assert by_one.verdict is Verdict.SAME


@every_list
def test_a_council_that_is_there_gets_the_parish_it_serves_besides(
    kind: str, plan: Plan, take_in: TakeIn, founded: Database, act: Act
):
    has_council(founded, act, "Brabourne")
    first = plan(kind, LISTS[kind].format(JOINT))
    assert ("Place", "Smeeth") in [(c.field, c.after) for c in first.rows[0].changes]

    take_in(first)

    assert served(founded) == {"Brabourne Parish Council": BOTH}


@every_list
def test_two_councils_that_are_there_are_not_made_one(
    kind: str, plan: Plan, take_in: TakeIn, founded: Database, act: Act
):
    for name in BOTH:
        has_council(founded, act, name)
    first = plan(kind, LISTS[kind].format(JOINT))
    [row] = first.rows
    assert row.verdict is Verdict.LOOK
    assert not row.can_be_accepted
    assert "have a council each" in row.why
    assert [candidate.name for candidate in row.candidates] == list(BOTH)

    context = ImportContext(today=TODAY, areas={row.row: row.candidates[1].area_id})
    take_in(plan(kind, LISTS[kind].format(JOINT), context=context))

    assert served(founded) == {f"{name} Parish Council": (name,) for name in BOTH}
    smeeth = founded.read(contact_lists.rows, TODAY, text="smeeth")
    assert [row.name for row in smeeth] == ["Ann Ames"]


@every_list
def test_a_council_of_one_of_its_parishes_is_not_a_second_one(kind: str, plan: Plan):
    lists = LISTS[kind].format(JOINT) + LISTS[kind].splitlines()[1].format("Smeeth PC") + "\n"

    found = plan(kind, lists)

    assert found.rows[0].verdict is Verdict.NEW
    assert found.rows[1].verdict in (Verdict.LOOK, Verdict.ERROR)
    assert "stands in row 2 already" in found.rows[1].why


@pytest.mark.parametrize(
    "name",
    [
        "Brabourne & Nowhere Parish Council",
        "Lenham and Smeeth Parish Council",  # of two districts
        "Maidstone and Lenham Parish Council",  # a town without a council
    ],
)
@every_list
def test_names_that_are_not_all_parishes_of_one_district_stay_a_matter_of_doubt(
    name: str, kind: str, plan: Plan
):
    assert plan(kind, LISTS[kind].format(name)).rows[0].verdict is Verdict.LOOK


def test_a_place_between_two_parishes_stays_a_matter_of_doubt(plan: Plan):
    lists = "Ref;Location;Problem;Action\nA1;Brabourne & Smeeth;Noise;Visit\n"

    [row] = plan("taskings", lists).rows

    assert row.verdict is Verdict.LOOK


def test_the_parish_column_of_a_council_may_name_them_too(
    plan: Plan, take_in: TakeIn, founded: Database
):
    lists = "Organisation;Kind;Parish\nThe Stour Parish Council;Council;Brabourne and Smeeth\n"

    take_in(plan("organisations", lists))

    assert served(founded) == {"Brabourne and Smeeth Parish Council": BOTH}
