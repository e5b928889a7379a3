"""Contacts kept alive: confirmed, spoken to, written to, and marked when mail comes back."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.conftest import TODAY
from tests.hidden_desk import HIDING, SENTINEL, plant
from warden_desk.domain.changes import Act
from warden_desk.domain.contact_log import ContactEntryKind, How, TalkDraft
from warden_desk.domain.contacts import ContactDraft, Due, OrganisationDraft, TermsDraft
from warden_desk.domain.errors import Invalid, NotFound, UserError
from warden_desk.domain.mailing import HEADINGS, Mailing, mailing
from warden_desk.formats.tabular import read_book
from warden_desk.services import areas, parishes
from warden_desk.services.contacts import (
    bounces,
    contact_lists,
    contact_log,
    contacts,
    mail_merge,
    organisations,
)
from warden_desk.storage.database import Database
from warden_desk.storage.tables import Contact, ContactEntry, Organisation, Tasking

CLERK = ContactDraft(
    name="Ann Ames", role="clerk", email="ann@lenham.example", lawful_basis="public task"
)
CHAIR = ContactDraft(name="Bo Bell", role="chair", email="shared@lenham.example")


@pytest.fixture
def council(founded: Database, act: Act) -> str:
    """The council of Lenham, with a clerk and a chair confirmed today."""

    def work(session: Session) -> str:
        lenham = areas.find(session, "Lenham", TODAY)
        draft = OrganisationDraft(
            name="Lenham Parish Council", kind="parish council", area_ids=(lenham.id,)
        )
        key = organisations.record(session, draft, act=act)
        for each in (CLERK, CHAIR):
            contacts.record(session, key, each, act=act)
        return key

    return founded.write("New council", work)[0]


def named(database: Database, name: str):
    return next(row for row in database.read(contact_lists.rows, TODAY) if row.name == name)


def log(database: Database, key: str):
    return database.read(contact_log.entries, [key])


def set_confirmed(database: Database, name: str, day: date) -> None:
    def work(session: Session) -> None:
        contact = session.scalars(select(Contact).where(Contact.name == name)).one()
        contact.confirmed_on = day

    database.write("Long ago", work)


def test_the_clerk_stands_first_and_an_organisation_without_anybody_is_listed(
    founded: Database, council: str
):
    rows = founded.read(contact_lists.rows, TODAY, text="lenham")

    assert [row.name for row in rows] == ["Ann Ames", "Bo Bell"]
    assert rows[0].places == ("Lenham",)
    csu = next(row for row in founded.read(contact_lists.rows, TODAY) if "CSU" in row.organisation)
    assert (csu.id, csu.shown, csu.due) == ("", "nobody named", ())


def test_a_list_of_some_districts_leaves_the_others_out(founded: Database, council: str):
    def districts(session: Session) -> dict[str, str]:
        return {row.name: row.id for row in areas.districts(session, TODAY)}

    keys = founded.read(districts)
    here = founded.read(contact_lists.rows, TODAY, district_ids=[keys["Maidstone"]])
    there = founded.read(contact_lists.rows, TODAY, district_ids=[keys["Swale"]])
    assert {row.organisation for row in here} == {"Lenham Parish Council", "Maidstone CSU"}
    assert {row.organisation for row in there} == {"Swale CSU"}


def test_one_to_confirm_is_confirmed_and_the_log_keeps_it(
    founded: Database, council: str, act: Act
):
    set_confirmed(founded, "Ann Ames", TODAY - timedelta(days=400))
    [due] = founded.read(contact_lists.due, TODAY)
    assert due.due == (Due.OLD,)

    count, _ = founded.write("Confirm", contacts.confirm, [due.id], act=act)

    assert count == 1
    assert founded.read(contact_lists.due, TODAY) == []
    assert log(founded, council)[0].kind is ContactEntryKind.CONFIRMED


def test_the_list_counts_by_parish_what_is_to_confirm(founded: Database, council: str):
    set_confirmed(founded, "Ann Ames", TODAY - timedelta(days=400))

    rows = founded.read(parishes.rows, TODAY)

    assert {row.name: row.to_confirm for row in rows if row.to_confirm} == {"Lenham": 1}


def test_pasted_bounces_are_matched_marked_and_undone(founded: Database, council: str, act: Act):
    text = "ANN@lenham.example\nnobody@elsewhere.example"
    found = founded.read(bounces.read, text, TODAY)
    assert [row.name for row in found.contacts] == ["Ann Ames"]
    assert found.unknown == ("nobody@elsewhere.example",)

    keys = [row.id for row in found.contacts]
    _, change = founded.write("Bounced", contacts.mark_bounced, keys, TODAY, act=act)
    assert named(founded, "Ann Ames").due == (Due.BOUNCED,)
    assert "came back" in log(founded, council)[0].words()

    founded.revert(change)
    assert named(founded, "Ann Ames").due == ()


def test_mail_does_not_come_back_tomorrow(founded: Database, council: str, act: Act):
    with pytest.raises(Invalid, match="today or before"):
        founded.write("Bounced", contacts.mark_bounced, [], TODAY + timedelta(days=1), act=act)


def test_an_address_two_share_is_both_of_them(founded: Database, council: str, act: Act):
    both = ContactDraft(name="Cy Cole", role="councillor", email=CHAIR.email)
    founded.write("New", contacts.record, council, both, act=act)

    found = founded.read(bounces.read, f"<{CHAIR.email}>", TODAY)

    assert sorted(row.name for row in found.contacts) == ["Bo Bell", "Cy Cole"]


def test_another_address_has_not_come_back(founded: Database, council: str, act: Act):
    ann = named(founded, "Ann Ames").id
    founded.write("Bounced", contacts.mark_bounced, [ann], TODAY, act=act)
    draft = ContactDraft(name="Ann Ames", role="clerk", email="new@lenham.example")

    founded.write("Amend", contacts.amend, ann, draft, act=act)

    row = named(founded, "Ann Ames")
    assert (row.bounced_on, row.email, row.lawful_basis) == (None, "new@lenham.example", "")
    assert founded.read(contacts.draft_of, ann) == draft


def test_saving_what_was_not_changed_leaves_the_log_alone(
    founded: Database, council: str, act: Act
):
    before = log(founded, council)
    ann = named(founded, "Ann Ames").id
    founded.write("Amend", contacts.amend, ann, founded.read(contacts.draft_of, ann), act=act)
    assert log(founded, council) == before


def test_terms_of_chosen_councils_are_set_in_one_go_for_those_elected(
    founded: Database, council: str, act: Act
):
    draft = TermsDraft(
        term_from=date(2023, 5, 8), term_ends_on=date(2026, 5, 10), roles="Chair, councillor"
    )
    count, change = founded.write("Terms", contacts.set_terms, [council], draft, act=act)

    assert count == 1
    assert named(founded, "Bo Bell").term_ends_on == date(2026, 5, 10)
    assert named(founded, "Ann Ames").term_ends_on is None
    founded.revert(change)
    assert named(founded, "Bo Bell").term_ends_on is None


def test_whoever_left_is_off_the_list_and_stays_in_the_log(
    founded: Database, council: str, act: Act
):
    ann = named(founded, "Ann Ames").id
    with pytest.raises(Invalid, match="reason"):
        founded.write("Left", contacts.put_aside, ann, " ", act=act)

    founded.write("Left", contacts.put_aside, ann, "retired", act=act)

    card = founded.read(organisations.card, council, TODAY)
    assert [row.name for row in card.contacts] == ["Bo Bell"]
    assert "Ann Ames (clerk): put aside: retired" in card.log[0].words()
    with pytest.raises(NotFound):
        founded.read(contacts.draft_of, ann)


def test_a_talk_is_logged_shown_on_the_parish_and_struck_with_a_reason(
    founded: Database, council: str, act: Act
):
    ann = named(founded, "Ann Ames").id
    draft = TalkDraft(happened_on=TODAY, contact_id=ann, how=How.MET, text="Parking by the school")
    entry, _ = founded.write("Log", contact_log.talk, council, draft, act=act)
    lenham = founded.read(areas.find, "Lenham", TODAY)

    shown = founded.read(parishes.card, lenham.id, TODAY).log[0]
    assert shown.words() == "T. Tester to Ann Ames (clerk) in person: Parking by the school"

    with pytest.raises(Invalid, match="reason"):
        founded.write("Strike", contact_log.strike, entry, "", act=act)
    founded.write("Strike", contact_log.strike, entry, "another parish", act=act)
    struck = log(founded, council)[0]
    assert (struck.text, struck.struck_reason) == ("Parking by the school", "another parish")
    assert not struck.can_be_struck
    with pytest.raises(NotFound, match="already"):
        founded.write("Strike", contact_log.strike, entry, "twice", act=act)


def test_what_the_desk_recorded_is_not_struck(founded: Database, council: str, act: Act):
    recorded = log(founded, council)[0]
    assert not recorded.can_be_struck
    with pytest.raises(Invalid, match="recorded"):
        founded.write("Strike", contact_log.strike, recorded.id, "wrong", act=act)


def test_a_talk_to_come_or_about_nothing_is_refused(founded: Database, council: str, act: Act):
    draft = TalkDraft(happened_on=TODAY + timedelta(days=1), tasking="ASH-26-9999")
    with pytest.raises(Invalid) as refused:
        founded.write("Log", contact_log.talk, council, draft, act=act)
    assert set(refused.value.problems) == {"happened_on", "text"}

    draft = TalkDraft(happened_on=TODAY, text="About it", tasking="ASH-26-9999")
    with pytest.raises(Invalid) as refused:
        founded.write("Log", contact_log.talk, council, draft, act=act)
    assert set(refused.value.problems) == {"tasking"}


def test_a_talk_about_a_hidden_tasking_is_hidden_with_it(founded: Database, act: Act):
    patch, key = plant(founded)
    reference = founded.read(lambda session: session.get_one(Tasking, key).reference)
    draft = TalkDraft(happened_on=TODAY, text=f"Said {SENTINEL}", tasking=reference.lower())
    entry, _ = founded.write("Log", contact_log.talk, patch.csu, draft, act=act)
    seen = next(each for each in log(founded, patch.csu) if each.id == entry)
    assert (seen.is_sensitive, seen.tasking) == (True, reference)

    founded.sight = HIDING

    hidden = next(each for each in log(founded, patch.csu) if each.id == entry)
    assert hidden.words() == f"T. Tester by phone ({reference}): hidden"
    told = founded.read(lambda s: [list(row) for row in s.execute(select(ContactEntry.text))])
    assert SENTINEL not in str(told)
    with pytest.raises(UserError, match="hidden here"):
        founded.write("Strike", contact_log.strike, entry, "wrong", act=act)
    with pytest.raises(UserError, match="hidden here"):
        founded.write("Log", contact_log.talk, patch.csu, draft, act=act)


def test_places_that_are_no_longer_served_end_today(founded: Database, council: str, act: Act):
    harrietsham = founded.read(areas.find, "Harrietsham", TODAY).id
    draft = OrganisationDraft(
        name="Joint Council", kind="parish council", meets="monthly", area_ids=(harrietsham,)
    )
    later = Act(act.by, act.at + timedelta(days=10))
    founded.write("Amend", organisations.amend, council, draft, act=later)

    after, before = TODAY + timedelta(days=10), TODAY
    assert [n for _, n in founded.read(organisations.card, council, after).areas] == ["Harrietsham"]
    assert [n for _, n in founded.read(organisations.card, council, before).areas] == ["Lenham"]
    assert founded.read(organisations.draft_of, council, after) == draft


def test_two_organisations_of_one_name_and_kind_are_refused(
    founded: Database, council: str, act: Act
):
    draft = OrganisationDraft(name="lenham parish council", kind="parish council")
    with pytest.raises(Invalid, match="already"):
        founded.write("New", organisations.record, draft, act=act)


def test_a_csu_that_asks_for_taskings_stays_one(founded: Database, act: Act):
    patch, _ = plant(founded)
    draft = OrganisationDraft(name="Elsewhere", kind="school")
    with pytest.raises(UserError, match="asks for taskings"):
        founded.write("Amend", organisations.amend, patch.csu, draft, act=act)
    with pytest.raises(UserError, match="asks for taskings"):
        founded.write("Aside", organisations.put_aside, patch.csu, "gone", act=act)


def test_an_organisation_put_aside_is_off_every_list(founded: Database, council: str, act: Act):
    founded.write("Aside", organisations.put_aside, council, "merged", act=act)

    assert "Lenham Parish Council" not in {
        row.organisation for row in founded.read(contact_lists.rows, TODAY)
    }
    kept = founded.read(lambda session: session.get_one(Organisation, council).deleted_reason)
    assert kept == "merged"


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_the_letters_file_has_a_line_a_letter_and_every_cell_is_text(
    suffix: str, founded: Database, council: str, act: Act, tmp_path: Path
):
    evil = ContactDraft(
        name="=1+1", role="councillor", email="x@lenham.example", lawful_basis="consent"
    )
    founded.write("New", contacts.record, council, evil, act=act)
    found: Mailing = mailing(founded.read(contact_lists.rows, TODAY, text="lenham"), TODAY)
    assert "1 without a lawful basis on record" in found.sentence

    data = founded.read(mail_merge.content, found, suffix)

    path = tmp_path / f"letters{suffix}"
    path.write_bytes(data)
    sheet = read_book(path).sheets[0]
    assert sheet.rows[0] == list(HEADINGS)
    assert sheet.rows[1][2] == "Ann Ames"
    assert str(sheet.rows[2][2]).lstrip("'") == "=1+1"
