from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from tests.formats.pdf import samples
from tests.formats.pdf.reading import (
    font_sizes,
    fonts,
    margin_bars,
    overprinted,
    page_texts,
    signs,
    watermarks,
)
from warden_desk.domain.sheets import SheetChange, SheetContent, SheetStatus
from warden_desk.formats.pdf.deployment_sheet import file_name, render, sheet_papers
from warden_desk.formats.pdf.page import LANDSCAPE
from warden_desk.formats.pdf.style import SMALLEST

SHEETS = {
    "usual": samples.team(),
    "fullest": samples.fullest(),
    "three people": samples.team(samples.NAMES[:3]),
    "empty": samples.empty(),
    "crowd": samples.crowd(),
    "changed": samples.changed(),
    "hostile": samples.hostile(),
}


@pytest.fixture(scope="module", params=SHEETS, ids=str)
def sheet(request: pytest.FixtureRequest) -> tuple[SheetContent, bytes]:
    content = SHEETS[request.param]
    return content, render(content)


def test_every_page_bears_the_marking_top_and_bottom(sheet: tuple[SheetContent, bytes]):
    content, pdf = sheet
    marking = content.imprint.marking[:20].upper().split()[0]
    for page in signs(pdf):
        middle = LANDSCAPE[0] / 2
        near = [sign for sign in page if abs(sign[1] - middle) < LANDSCAPE[0] / 2 - 20]
        top = "".join(sign[0] for sign in near if sign[2] > LANDSCAPE[1] - 26)
        bottom = "".join(sign[0] for sign in near if sign[4] < 24)
        assert marking in top
        assert marking in bottom


def test_every_page_says_which_of_how_many_it_is(sheet: tuple[SheetContent, bytes]):
    texts = page_texts(sheet[1])
    annex = [text for text in texts if "Annex, page" in text]
    body = texts[: len(texts) - len(annex)]
    for number, text in enumerate(body, start=1):
        assert f"Page {number} of {len(body)}" in text
    for number, text in enumerate(annex, start=1):
        assert f"Annex, page {number} of {len(annex)}" in text


def test_nothing_is_set_smaller_than_can_be_read(sheet: tuple[SheetContent, bytes]):
    assert min(font_sizes(sheet[1])) >= SMALLEST


def test_every_font_is_in_the_file_and_none_is_a_stand_in(sheet: tuple[SheetContent, bytes]):
    found = list(fonts(sheet[1]))
    assert found
    assert all(is_embedded and "IBMPlexSansCond" in name for name, is_embedded in found)


def test_nothing_is_printed_over_anything_else(sheet: tuple[SheetContent, bytes]):
    for page in signs(sheet[1]):
        assert overprinted(page) == []


def test_nothing_runs_off_the_paper(sheet: tuple[SheetContent, bytes]):
    width, height = LANDSCAPE
    for page in signs(sheet[1]):
        assert min(left for _, left, _, _, _ in page) > 20
        assert max(right for _, _, _, right, _ in page) < width - 20
        assert min(bottom for _, _, bottom, _, _ in page) > 8
        assert max(top for _, _, _, _, top in page) < height - 8


def test_twelve_wardens_stand_on_the_first_page_however_full_their_week():
    for content in (samples.team(), samples.fullest()):
        first = page_texts(render(content))[0]
        for number in range(12):
            assert f"CW{104 + number}" in first


def test_what_is_cut_in_a_cell_is_marked_there_and_given_in_full_below():
    first, *later = page_texts(render(samples.fullest()))
    assert "Kingswood…" in first
    assert "Hollingbourne" not in first
    full = " ".join(later)
    assert "In full" in full
    for place in samples.LONG_PLACES:
        assert place in full
    for reference in ("AS-26-0142", "AS-26-0163", "AS-26-0170", "AS-26-0171"):
        assert reference in full


def test_more_people_flow_on_under_the_same_head():
    texts = page_texts(render(samples.crowd()))
    assert "GuestM Brook" not in texts[0]
    assert any("GuestM Brook" in text for text in texts[1:])
    for text in texts:
        assert "Ashford & Swale" in text
        assert "ISO week 2026-W48" in text


def test_a_cell_names_three_taskings_and_counts_the_rest():
    full = samples.fullest()
    one = replace(full, people=full.people[:1])
    assert "AS-26-0142, AS-26-0151, AS-26-0163 +2" in page_texts(render(one))[0]


def test_a_sensitive_tasking_stands_in_the_annex_by_its_reference_only():
    *body, annex = page_texts(render(samples.team()))
    assert "OFFICIAL-SENSITIVE" not in " ".join(body)
    assert "AS-26-0144" not in " ".join(body)
    assert annex.count("OFFICIAL-SENSITIVE") == 2
    assert "A1 Sensitive: see the annex Ben Tilley" in body[-1]
    assert "A1 AS-26-0144" in annex
    assert "must not be shown" not in " ".join((*body, annex))


def carrying(reference: str) -> SheetContent:
    """The usual sheet with one more tasking in the first cell, and what changed since."""
    content = samples.team()
    entry = samples.working(references=(reference,), is_sensitive=True)
    person = samples.person(0, "Amara Okafor", "AO", ((entry,), *((),) * 6))
    return replace(content, people=(person, *content.people[1:]))


def test_a_cell_names_a_sensitive_tasking_by_its_number_in_the_annex():
    *body, annex = page_texts(render(carrying("AS-26-0144")))
    assert "OFFICIAL-SENSITIVE" not in " ".join(body)
    assert "AS-26-0144" not in " ".join(body)
    assert "0730–1530 Lenham A1" in body[0]
    assert "Mon 23 Amara Okafor" in annex


def test_a_cell_of_a_sensitive_tasking_that_no_annex_can_take_marks_its_page():
    first = page_texts(render(carrying("AS-26-0999")))[0]
    assert first.count("OFFICIAL-SENSITIVE") == 2


def test_a_change_of_a_sensitive_tasking_is_told_without_its_reference():
    change = SheetChange("Tasking AS-26-0144", "", "due Fri 27 Nov, AS-26-0144 was without a date")
    content = replace(samples.team(), changed_since="v1", changes=(change,))
    *body, _ = page_texts(render(content))
    assert "Tasking A1" in body[0]
    assert "AS-26-0144" not in " ".join(body)


def test_a_sensitive_tasking_that_left_the_plan_is_named_in_the_annex_only():
    gone = "AS-26-0777"
    change = SheetChange("Amara Okafor", "Tue 24", f"free, was E 0730–1530 Wye, {gone}")
    left = replace(samples.team(), changed_since="v1", changes=(change,), sensitive_gone=(gone,))
    alone = replace(left, taskings=())
    for content, number in ((left, "A2"), (alone, "A1")):
        *body, annex = page_texts(render(content))
        assert f"Wye, {number}" in body[0]
        assert gone not in " ".join(body)
        assert f"{number} {gone}" in annex
        assert "no longer on the sheet" in annex


def test_the_body_can_be_made_without_its_annex():
    [body] = sheet_papers(samples.team(), with_annex=False)
    assert not body.is_annex
    assert not any(page.is_sensitive for page in body.pages)


def test_what_changed_is_told_on_top_and_barred_in_the_margin():
    first, *_ = page_texts(render(samples.changed()))
    top = first.index("Changed since v2")
    assert top < first.index("Who Hours")
    assert first.index("L 1400–2200 Lenham, was E 0730–1530 Charing") < first.index("Who Hours")
    assert "thick line below a day: changed since v2" in " ".join(
        page_texts(render(samples.changed()))
    )
    bars = margin_bars(render(samples.changed()))
    assert len(bars) == 2, "one beside the row of the person, one beside the event"
    assert margin_bars(render(samples.team())) == []


def test_a_long_list_of_changes_goes_on_in_full_below():
    content = samples.changed()
    many = tuple(replace(content.changes[0], when=f"Day {n}") for n in range(14))
    texts = page_texts(render(replace(content, changes=many)))
    assert "and 4 more in full below" in texts[0]
    below = " ".join(texts).partition("In full: changed since v2")[2]
    assert all(f"Day {n} " in below for n in range(14))


def test_a_signed_sheet_says_who_signed_it_and_asks_for_no_signature():
    text = " ".join(page_texts(render(samples.changed())))
    assert "Signed off by Grace Hale, Fri 20 Nov 2026, 16:40." in text
    assert "Supervisor's signature" not in text


def test_the_lists_below_the_week_say_what_to_look_out_for():
    text = " ".join(page_texts(render(samples.team())))
    for words in (
        "Urgent: Nuisance motorbikes on the recreation ground",
        "Thu 19 Nov, overdue",
        "nobody yet",
        "not planned",
        "NO BUDDY NAMED",
        "LONE AO",
        "9.5 hours' rest: swapped at his own wish",
        "Stone-cum-Ebony",
        "CSU meeting",
        "Supervisor's signature",
        "01632 960100",
        "Volunteers with nothing planned: Pat Quill, Rhys Teale",
    ):
        assert words in text


def test_the_imprint_says_who_printed_it_for_whom_and_until_when():
    for text in page_texts(render(samples.team())):
        for words in (
            "Draft 1",
            "Destroy by Sun 6 Dec 2026",
            "Copy for Village hall board",
            "Printed Mon 23 Nov 2026, 09:00 by T. Tester",
        ):
            assert words in text


def test_an_empty_week_says_so_in_sentences():
    [text] = page_texts(render(samples.empty()))
    assert "Nothing is due, overdue or planned." in text
    assert "Nobody works early or late alone." in text


@pytest.mark.parametrize(
    ("status", "is_practice", "marks"),
    [
        (SheetStatus.DRAFT, False, ["DRAFT"]),
        (SheetStatus.DRAFT, True, ["PRACTICE", "DRAFT"]),
        (SheetStatus.SUPERSEDED, False, ["SUPERSEDED"]),
        (SheetStatus.ISSUED, True, ["PRACTICE"]),
        (SheetStatus.ISSUED, False, []),
    ],
)
def test_a_watermark_says_on_every_page_that_it_is_no_issued_sheet(
    status: SheetStatus, is_practice: bool, marks: list[str]
):
    imprint = replace(samples.IMPRINT, is_practice=is_practice)
    content = replace(samples.team(), status=status, imprint=imprint)
    assert watermarks(render(content)) == ["".join(marks)] * 3


def test_the_metadata_names_the_service_and_no_person():
    metadata = PdfReader(BytesIO(render(samples.team()))).metadata
    assert metadata is not None
    assert metadata.author == "Community Warden Service"
    assert metadata.title == "Deployment sheet, Ashford & Swale, 2026-W48, Draft 1"
    everything = " ".join(str(value) for value in metadata.values())
    for name in ("Tester", "Okafor", "anonymous", "untitled"):
        assert name not in everything


def test_sheets_in_one_file_each_count_their_own_pages():
    texts = page_texts(render(samples.team(), samples.empty()))
    assert len(texts) == 4
    assert "Page 2 of 2" in texts[1]
    assert "Annex, page 1 of 1" in texts[2]
    assert "Page 1 of 1" in texts[3]


def test_the_file_is_named_for_the_team_and_the_week_and_for_no_person():
    assert file_name(samples.team()) == "deployment-sheet_ashford-swale_2026-W48_draft-1.pdf"
    issued = replace(samples.team(), status=SheetStatus.ISSUED, version=2, team="../..\\CON: x")
    assert file_name(issued) == "deployment-sheet_con-x_2026-W48_version-2.pdf"


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_no_text_whatever_breaks_the_sheet(text: str):
    pdf = render(samples.hostile(text))
    assert len(PdfReader(BytesIO(pdf)).pages) >= 1
    assert all(overprinted(page) == [] for page in signs(pdf))
