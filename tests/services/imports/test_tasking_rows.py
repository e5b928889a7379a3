from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.conftest import TODAY
from tests.every_row import dump
from tests.services.imports.conftest import Plan, TakeIn
from warden_desk.domain.imports import ImportContext, Verdict
from warden_desk.domain.taskings import TaskingDraft
from warden_desk.services import areas
from warden_desk.services.imports import opening
from warden_desk.services.imports.report import save_rows_back
from warden_desk.services.tasking import taskings
from warden_desk.storage import search
from warden_desk.storage.database import Database

HEAD = "Ref;Date raised;Location;Problem;Action;Priority;Deadline;Marking"
ROW = (
    "CSU/1;4 Nov;Pluckley village hall;Shop theft: Repeat theft.;Advice visit;H;27/11/2026;OFFICIAL"
)
FILE = "csu_ashford_2026-11-17.csv"


def tasked(*rows: str) -> str:
    return "\n".join([HEAD, *rows])


def recorded(founded: Database, typed: str) -> TaskingDraft:
    key = founded.read(taskings.find, typed)
    return founded.read(taskings.draft_to_amend, key)


def test_a_row_becomes_a_numbered_tasking(founded: Database, plan: Plan, take_in: TakeIn) -> None:
    found = plan("taskings", tasked(ROW), name=FILE)
    take_in(found)

    draft = recorded(founded, "ASH-26-0001")
    area = founded.read(areas.by_id, str(draft.area_id))
    assert found.district_reason == "Ashford: the file's name says so."
    assert area is not None
    assert area.name == "Pluckley"
    assert (draft.title, draft.category, draft.urgency) == ("Repeat theft", "shop-theft", "high")
    assert (draft.received_on, draft.due_on) == (date(2026, 11, 4), date(2026, 11, 27))
    assert draft.meeting_on == date(2026, 11, 17)
    assert (draft.external_reference, draft.place) == ("CSU/1", "Pluckley village hall")


def test_a_later_list_puts_right_what_it_says_otherwise(
    founded: Database, plan: Plan, take_in: TakeIn
) -> None:
    take_in(plan("taskings", tasked(ROW), name=FILE))
    later = plan(
        "taskings",
        tasked(ROW.replace("27/11/2026", "30/11/2026")),
        name="csu_ashford_2026-11-24.csv",
    )
    take_in(later)

    [row] = later.rows
    assert row.verdict is Verdict.UPDATE
    assert [(c.field, c.before, c.after) for c in row.changes] == [
        ("Due", "Fri 27 Nov 2026", "Mon 30 Nov 2026")
    ]
    assert recorded(founded, "CSU/1").due_on == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("deadline", "due_on", "words"),
    [
        ("asap", date(2026, 11, 20), "asap"),
        ("", date(2026, 11, 20), ""),
        ("Fri 27th", date(2026, 11, 27), ""),
    ],
)
def test_a_deadline_in_words_becomes_a_day_and_says_how(
    founded: Database, plan: Plan, take_in: TakeIn, deadline: str, due_on: date, words: str
) -> None:
    take_in(plan("taskings", tasked(ROW.replace("27/11/2026", deadline)), name=FILE))

    draft = recorded(founded, "CSU/1")
    assert (draft.due_on, draft.due_words) == (due_on, words)


def test_the_next_meeting_is_asked_for_unless_it_is_known(plan: Plan) -> None:
    text = tasked(ROW.replace("27/11/2026", "next mtg"))

    [asked] = plan("taskings", text, name=FILE).rows
    known = ImportContext(today=TODAY, next_meeting=date(2026, 12, 1))
    [resolved] = plan("taskings", text, name=FILE, context=known).rows

    assert asked.verdict is Verdict.LOOK
    assert asked.can_be_accepted
    assert "when the next meeting is" in asked.why
    assert resolved.verdict is Verdict.NEW


@pytest.mark.parametrize(
    ("before", "after", "verdict", "sentence"),
    [
        ("27/11/2026", "31/02/2027", Verdict.LOOK, "There is no 31 February 2027"),
        ("27/11/2026", "01/11/2026", Verdict.LOOK, "before it was raised"),
        ("4 Nov", "25/11/2026", Verdict.LOOK, "after today"),
        ("Pluckley village hall", "Tovil", Verdict.LOOK, "outside the district"),
        ("Pluckley village hall", "", Verdict.LOOK, "No place is given"),
        (";H;", ";whenever;", Verdict.LOOK, "not known here"),
        ("Repeat theft.", "Mrs Example says", Verdict.LOOK, "seems to name a person"),
        ("Repeat theft.", "Ring 01632 960001", Verdict.LOOK, "telephone number"),
        ("Shop theft: Repeat theft.;Advice visit", ";", Verdict.ERROR, "Neither the problem nor"),
    ],
)
def test_what_is_doubtful_or_wrong_is_said(
    plan: Plan, before: str, after: str, verdict: Verdict, sentence: str
) -> None:
    [row] = plan("taskings", tasked(ROW.replace(before, after)), name=FILE).rows

    assert row.verdict is verdict
    assert sentence in row.why


def test_an_unknown_marking_is_taken_for_the_stricter_one(plan: Plan) -> None:
    [row] = plan("taskings", tasked(ROW.replace("OFFICIAL", "SECRET-ISH")), name=FILE).rows

    assert any("taken as OFFICIAL-SENSITIVE" in note for note in row.notes)


def test_the_district_is_found_by_the_places_or_asked_for(plan: Plan) -> None:
    rows = [ROW, ROW.replace("CSU/1", "CSU/2").replace("Pluckley", "Wye")]

    by_places = plan("taskings", tasked(*rows), name="list 17.11.2026.csv")
    unsaid = plan("taskings", tasked(ROW.replace("Pluckley", "Nowhere")), name="list.csv")

    assert by_places.district_reason == "Ashford: 2 of its places lie there."
    assert "Say which district" in unsaid.rows[0].why
    assert not unsaid.rows[0].can_be_accepted


def test_half_a_date_in_an_undated_list_is_asked_about(plan: Plan) -> None:
    [row] = plan("taskings", tasked(ROW), name="ashford.csv").rows

    assert row.verdict is Verdict.LOOK
    assert "the list is not dated" in row.why


def test_a_tasking_without_a_reference_is_known_again(plan: Plan, take_in: TakeIn) -> None:
    text = tasked(ROW.replace("CSU/1", ""))
    take_in(plan("taskings", text, name=FILE))

    assert [row.verdict for row in plan("taskings", text, name=FILE).rows] == [Verdict.SAME]


def test_the_same_reference_twice_is_refused(plan: Plan) -> None:
    rows = plan("taskings", tasked(ROW, ROW), name=FILE).rows

    assert [row.verdict for row in rows] == [Verdict.NEW, Verdict.ERROR]


def test_a_task_of_another_agency_is_looked_at_and_can_be_taken_in(
    founded: Database, plan: Plan, take_in: TakeIn
) -> None:
    text = "Ref;Parish;Details;Owner\nM/1;Tovil;Noise;Police\nM/2;Tovil;Speeding;KCC Warden + MBC\n"
    found = plan("taskings", text, name="csu_maidstone_2026-11-18.csv")

    assert [row.verdict for row in found.rows] == [Verdict.LOOK, Verdict.NEW]
    done = take_in(found, 2)
    assert (done.added, done.counts[Verdict.LOOK]) == (2, 0)
    assert recorded(founded, "M/1").agency == "Police"


def test_columns_can_be_decided_by_hand(plan: Plan) -> None:
    text = "Ref;Xyzzy;Location;Problem\nCSU/1;Fly tipping seen;Wye;ignored\n"

    found = plan(
        "taskings", text, name=FILE, mapping={"external_reference": 0, "problem": 1, "place": 2}
    )

    assert found.rows[0].shown == "CSU/1 Fly tipping seen"
    assert [use.field for use in found.columns] == ["external_reference", "problem", "place"]


def test_the_kind_of_a_list_is_told_by_its_headings(tmp_path: object, plan: Plan) -> None:
    from warden_desk.formats.cells import Book, Sheet

    def kind(text: str) -> object:
        rows = [list(line.split(";")) for line in text.splitlines()]
        return opening.likely_kind(Book("x", "0", [Sheet("s", rows)]))  # pyright: ignore[reportArgumentType]

    assert kind(tasked(ROW)) == "taskings"
    assert kind("Council;Clerk;Meets") == "contacts"
    assert kind("Collar;Surname;Team") == "people"
    assert kind("Apples;Pears") is None


def test_rows_left_out_come_back_as_a_file_that_can_be_corrected_and_sent_again(
    plan: Plan, tmp_path: Path
) -> None:
    wrong = ROW.replace("CSU/1", "CSU/2").replace("Pluckley village hall", "=Nowhere")
    back = tmp_path / "left out of csu_ashford_2026-11-17.csv"
    save_rows_back(plan("taskings", tasked(ROW, wrong), name=FILE), back)

    text = back.read_text("utf-8-sig")
    again = plan("taskings", back)

    assert "no place on the list of areas" in text
    assert "CSU/1" not in text
    assert [(row.verdict, row.shown[:5]) for row in again.rows] == [(Verdict.LOOK, "CSU/2")]


def test_rows_that_were_accepted_are_not_sent_back(plan: Plan, tmp_path: Path) -> None:
    found = plan("taskings", tasked(ROW.replace("Pluckley village hall", "")), name=FILE)
    back = tmp_path / "back.csv"
    save_rows_back(found, back, frozenset({2}))

    assert len(back.read_text("utf-8-sig").splitlines()) == 1


def test_a_later_list_that_words_hundreds_otherwise_leaves_no_old_word_to_be_found(
    founded: Database, plan: Plan, take_in: TakeIn
) -> None:
    rows = [ROW.replace("CSU/1", f"CSU/{number}") for number in range(search.MANY + 1)]
    rows = [row.replace("Repeat theft", "Trireme seen") for row in rows]
    take_in(plan("taskings", tasked(*rows), name=FILE))
    before = dump(founded)

    later = tasked(*rows).replace("Trireme", "Quinquereme")
    done = take_in(plan("taskings", later, name="csu_ashford_2026-11-24.csv"))

    assert done.updated == len(rows)
    assert (_found(founded, "trireme"), _found(founded, "quinquereme")) == (0, len(rows))
    founded.take_back(done.batch_id)
    assert (_found(founded, "trireme"), _found(founded, "quinquereme")) == (len(rows), 0)
    assert dump(founded) == before
    take_in(plan("taskings", tasked(ROW.replace("CSU/1", "CSU/999")), name=FILE))
    assert _found(founded, "advice") == len(rows) + 1


def _found(database: Database, word: str) -> int:
    query = text("SELECT count(*) FROM search WHERE search MATCH :word")
    return database.read(lambda session: session.scalar(query, {"word": word})) or 0
