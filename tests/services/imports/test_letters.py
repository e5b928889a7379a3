"""Requests in running text: e-mails as CSUs write them, and anything else somebody pastes."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import TODAY
from tests.services.imports.conftest import Plan, TakeIn
from warden_desk.domain.errors import UserError
from warden_desk.domain.imports import ImportContext, ImportKind, PlannedRow, Verdict
from warden_desk.domain.taskings import TaskingDraft
from warden_desk.formats.blocks import read_list
from warden_desk.formats.tabular import read_book, read_pasted
from warden_desk.services import areas
from warden_desk.services.imports import planning
from warden_desk.services.imports.tasking_rows import TaskingWrite
from warden_desk.storage.database import Database

HEAD = "From: Swale CSU <csu@swale.example>\nSubject: Taskings from Tuesday's meeting\n\n"
NAME = "swale_2026-11-18.txt"


@pytest.fixture
def read(plan: Plan):
    """The first row of a letter, and the tasking it would write."""

    def one(body: str) -> tuple[PlannedRow, TaskingDraft]:
        found = plan("taskings", HEAD + body, name=NAME)
        write = found.drafts[found.rows[0].row]
        assert isinstance(write, TaskingWrite)
        return found.rows[0], write.draft

    return one


def test_an_item_gives_place_kind_problem_request_and_deadline(founded: Database, read) -> None:
    row, draft = read(
        "1) Bapchild – ASB – youths\n   Groups gathering after school.\n"
        "   Ask: High vis patrol 1600-2000 by end of Nov\n\nThanks\nCSU\n"
    )

    area = founded.read(areas.by_id, draft.area_id)
    assert row.verdict is Verdict.NEW
    assert row.row == 4
    assert area is not None
    assert (area.name, draft.category) == ("Bapchild", "asb-youths")
    assert draft.description == "Groups gathering after school."
    assert draft.wanted == "High vis patrol 1600-2000"
    assert str(draft.due_on) == "2026-11-30"


def test_sender_and_meeting_come_from_the_letter_itself(plan: Plan) -> None:
    found = plan("taskings", HEAD + "1) Bapchild – Noise\nMusic.\nAsk: Visit\n", name=NAME)

    assert (found.district, found.source) == ("Swale", "Swale CSU list")
    assert str(found.context.list_day) == "2026-11-17"
    assert found.notes == ["“Tuesday’s meeting” is taken as Tue 17 Nov 2026."]


def test_a_letter_without_any_date_counts_from_today(plan: Plan) -> None:
    body = "From: Swale CSU\n1) Bapchild – Noise\nMusic.\nAsk: Visit by Friday\n"
    found = plan("taskings", body, name="mail.txt")

    assert found.context.list_day == TODAY
    assert "taken as of today" in found.notes[0]


@pytest.mark.parametrize(
    "body",
    [
        "- Bapchild - Noise\n  Music till two.\n  Action: Visit by 27/11/2026\n",
        "• Bapchild: Noise\nMusic till two. Ask: Visit by Fri 27th\n",
        "> 1. Bapchild – Noise\n> Music till two.\n> Ask: Visit.\n> Deadline: 27 Nov\n",
        "(1) Noise – Bapchild\n\n   Music till two.\n\n   Ask: Visit, before Fri 27th.\n",
    ],
)
def test_other_ways_to_write_an_item_are_read_alike(founded: Database, read, body: str) -> None:
    row, draft = read(body)

    area = founded.read(areas.by_id, draft.area_id)
    assert row.verdict is Verdict.NEW, row.why
    assert area is not None
    assert (area.name, draft.category, draft.wanted.rstrip(".")) == ("Bapchild", "noise", "Visit")
    assert draft.description.rstrip(".") == "Music till two"
    assert str(draft.due_on) == "2026-11-27"


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("1) Fly tipping at Bapchild\nAsk: Report\n", "is “Bapchild” the place?"),
        ("1) Fly tipping again\nAsk: Report\n", "which words name the place"),
        ("1) Bapchild – Noise\nMusic.\n", "what is asked of the wardens"),
        ("1) Nowhere – Noise\nMusic.\nAsk: Visit\n", "no place on the list"),
        ("1) Bapchild – Noise\nMusic.\nAsk: Visit by 31 Feb\n", "There is no 31 February"),
    ],
)
def test_what_is_unsure_is_to_be_confirmed(read, body: str, sentence: str) -> None:
    row, _ = read(body)

    assert row.verdict is Verdict.LOOK
    assert row.can_be_accepted
    assert sentence in row.why


def test_a_word_after_by_that_is_no_date_stays_in_the_request(read) -> None:
    _, draft = read("1) Bapchild – Noise\nMusic.\nAsk: Contact the resident by phone\n")

    assert draft.wanted == "Contact the resident by phone"
    assert draft.due_on is None


def test_the_same_letter_again_has_nothing_new(plan: Plan, take_in: TakeIn) -> None:
    body = HEAD + "1) Bapchild – Noise\nMusic.\nAsk: Visit\n2) Selling – Noise\nDogs.\nAsk: Visit\n"
    take_in(plan("taskings", body, name=NAME))

    again = plan("taskings", body, name=NAME)

    assert [row.verdict for row in again.rows] == [Verdict.SAME, Verdict.SAME]


def test_lines_after_the_last_item_are_left_out_and_told(plan: Plan) -> None:
    found = plan("taskings", HEAD + "1) Bapchild – Noise\nMusic.\n\nThanks\nCSU\n", name=NAME)

    assert [(line.row, line.text) for line in found.left_out] == [(7, "Thanks"), (8, "CSU")]


def test_a_letter_is_no_staff_list(plan: Plan) -> None:
    with pytest.raises(UserError, match="letter of taskings"):
        plan("people", HEAD + "1) Bapchild – Noise\nMusic.\n", name=NAME)


def test_rows_pasted_from_a_spreadsheet_are_rows(founded: Database) -> None:
    book = read_pasted("Ref\tLocation\tProblem\nC/1\tBapchild\tNoise\nC/2\tSelling\tNoise\n")

    context = ImportContext(today=TODAY)
    found = founded.read(planning.plan, ImportKind.TASKINGS, book, context=context)

    assert [row.row for row in found.rows] == [2, 3]


@pytest.mark.parametrize("text", ["", "   \n", "Hello\nnothing this week.\n"])
def test_pasted_text_without_requests_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="Pasted text"):
        read_pasted(text)


MARKS = ("1) ", "- ", "99. ", "> ", "²)", "Ask: ", "Deadline:", "From: ", "Subject: ")
SIGNS = (" – ", ": ", "\n", "\n\n", "  ", "\t", ",", ";", '"', "\u202e")
WORDS = (" by ", "asap", "31 Feb", "Bapchild", "ſat")
PIECES = st.sampled_from(MARKS + SIGNS + WORDS)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES | st.text(max_size=8), max_size=40).map("".join))
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    try:
        book = read_pasted(text)
        found = read_list(book.sheets[0], ImportKind.TASKINGS)
    except UserError:
        return
    assert all(len(entry.cells) == len(found.headings) for entry in found.entries)


def test_a_letter_beside_a_table_file_is_told_apart(tmp_path) -> None:
    table = tmp_path / "list.txt"
    table.write_text("Ref,Location,Problem\n1) a,Bapchild,Noise\n2) b,Selling,Noise\n", "utf-8")

    assert not read_book(table).sheets[0].is_letter
