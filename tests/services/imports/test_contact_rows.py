import pytest

from tests.conftest import TODAY
from tests.services.imports.conftest import Plan, TakeIn
from warden_desk.domain.imports import ImportContext, Verdict
from warden_desk.services import areas, parishes
from warden_desk.storage.database import Database

HEAD = "Council;Clerk;Telephone;E-mail;Chairman;Meets;Warden"
LYDD = "Lydd Town Council;Ms Ann Field;+44(0)1632960881;clerk@parish.example;Rob Hill;1st Mon;CW901"
STAFF = "Collar No.;Surname;Forename\nCW901;Turnbull;Derek\nCW902;Byrne;Ann\n"


def councils(*rows: str) -> str:
    return "\n".join([HEAD, *rows])


def area_id(founded: Database, name: str) -> str:
    return next(a.id for a in founded.read(areas.local_areas, TODAY) if a.name == name)


@pytest.fixture(autouse=True)
def _wardens(plan: Plan, take_in: TakeIn) -> None:
    take_in(plan("people", STAFF))


def test_a_row_becomes_a_council_with_clerk_chair_and_warden(
    founded: Database, plan: Plan, take_in: TakeIn
) -> None:
    take_in(plan("contacts", councils(LYDD)))

    card = founded.read(parishes.card, area_id(founded, "Lydd"), TODAY)
    assert [(c.role, c.name, c.phone) for c in card.contacts] == [
        ("clerk", "Ann Field", "01632 960881"),
        ("chair", "Rob Hill", ""),
    ]
    assert card.meets == "1st Mon"
    assert [(c.name, c.role) for c in card.carers] == [("Derek Turnbull", "primary")]


def test_a_later_list_changes_clerk_and_warden_and_keeps_who_it_was(
    founded: Database, plan: Plan, take_in: TakeIn
) -> None:
    take_in(plan("contacts", councils(LYDD)))
    changed = LYDD.replace("Ms Ann Field", "Sue Day").replace("CW901", "CW902")
    later = plan("contacts", councils(changed))
    take_in(later)

    card = founded.read(parishes.card, area_id(founded, "Lydd"), TODAY)
    assert [c.field for c in later.rows[0].changes] == ["Clerk’s name", "Designated warden"]
    assert [c.name for c in card.carers] == ["Ann Byrne"]
    assert [c.name for c in card.earlier] == ["Derek Turnbull"]


def test_a_council_that_could_be_two_is_proposed_and_never_written(
    founded: Database, plan: Plan
) -> None:
    found = plan("contacts", councils(LYDD.replace("Lydd Town Council", "Newington PC")))
    [row] = found.rows

    assert row.verdict is Verdict.LOOK
    assert not row.can_be_accepted
    assert [c.district for c in row.candidates] == ["Folkestone and Hythe", "Swale"]
    assert found.writes(frozenset({2})) == []

    chosen = ImportContext(today=TODAY, areas={2: row.candidates[1].area_id})
    again = plan("contacts", councils(LYDD.replace("Lydd", "Newington")), context=chosen)
    assert again.rows[0].verdict is Verdict.NEW


def test_a_district_beside_the_council_decides(plan: Plan) -> None:
    [row] = plan("contacts", "Council;District;Clerk\nNewington PC;Swale;Ann Field\n").rows

    assert row.verdict is Verdict.NEW


@pytest.mark.parametrize(
    ("row", "verdict", "sentence"),
    [
        (";Ann;01632 960881;;;;", Verdict.ERROR, "council's name is missing"),
        (LYDD.replace("CW901", "CW999"), Verdict.LOOK, "nobody on this desk"),
        (LYDD.replace("Lydd Town", "Ashford Town"), Verdict.LOOK, "no parish council"),
        (LYDD.replace("+44(0)1632960881", "ring me"), Verdict.LOOK, "no telephone number"),
    ],
)
def test_what_is_wrong_with_a_row_is_said(
    plan: Plan, row: str, verdict: Verdict, sentence: str
) -> None:
    found = plan("contacts", councils(row, LYDD.replace("Lydd", "Wye"))).rows[0]

    assert found.verdict is verdict
    assert sentence in found.why


def test_the_same_council_twice_is_refused(plan: Plan) -> None:
    rows = plan("contacts", councils(LYDD, LYDD.replace("Lydd Town Council", "LYDD P.C."))).rows

    assert [row.verdict for row in rows] == [Verdict.NEW, Verdict.ERROR]
