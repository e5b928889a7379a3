"""A tasking on paper."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.pdf.reading import font_sizes, fonts, overprinted, page_texts, signs, watermarks
from warden_desk.domain.job_sheets import JobSheetContent
from warden_desk.domain.sheets import Imprint
from warden_desk.formats.pdf import job_sheet
from warden_desk.formats.pdf.style import SMALLEST

OUTCOMES = ("Resolved", "Advice given", "Referred to a partner", "No contact made")


def a_sheet(**changed: object) -> JobSheetContent:
    plain = JobSheetContent(
        tasking_id="t1",
        reference="ASH-26-0147",
        title="Needles near the play area",
        slip="ASH-26-0147-1K",
        slip_number=1,
        due="Fri 27 Nov 2026",
        review="Fri 11 Dec 2026",
        facts=(("Where", "Recreation ground, Wye"), ("Wanted", "High-visibility patrol")),
        measures=("Go in a pair.",),
        people=("Ben Tilley",),
        visits=(("20 Nov 2026 16:00", "20 min. All quiet."),),
        earlier_visits=0,
        outcomes=OUTCOMES,
        is_sensitive=False,
        imprint=Imprint(
            service="Community Warden Service",
            marking="OFFICIAL",
            sensitive_marking="OFFICIAL-SENSITIVE",
            version="Job sheet",
            printed_by="A. Okafor",
            printed_at="Mon 23 Nov 2026, 09:00",
        ),
    )
    return replace(plain, **changed)  # pyright: ignore[reportArgumentType]


def test_a_usual_sheet_is_one_page_with_everything_on_it():
    [page] = page_texts(job_sheet.render([a_sheet()]))

    for said in (
        "Needles near the play area",
        "Recreation ground, Wye",
        "High-visibility patrol",
        "Go in a pair.",
        "Ben Tilley",
        "Due Fri 27 Nov 2026",
        "Review Fri 11 Dec 2026",
        "All quiet.",
        "Tear off and hand in",
        "ASH-26-0147-1K",
        *OUTCOMES,
        "No result yet",
    ):
        assert said in page
    assert page.count("OFFICIAL") == 2


def test_every_page_of_a_sensitive_job_is_marked_so_and_of_its_neighbour_is_not():
    long = (("What", "It goes on and on. " * 400),)
    pages = page_texts(
        job_sheet.render([a_sheet(is_sensitive=True, facts=long), a_sheet(reference="ASH-26-0001")])
    )

    assert len(pages) > 2
    assert all(page.count("OFFICIAL-SENSITIVE") == 2 for page in pages[:-1])
    assert "OFFICIAL-SENSITIVE" not in pages[-1]
    assert "Page 1 of 1" in pages[-1]


def test_the_slip_is_at_the_foot_of_the_last_page_only():
    long = (("What", "It goes on and on. " * 400), ("Wanted", "the very end of it"))
    pages = page_texts(job_sheet.render([a_sheet(facts=long)]))

    assert [("Result slip" in page) for page in pages] == [False] * (len(pages) - 1) + [True]
    assert "the very end of it" in " ".join(pages)


def test_no_name_is_in_the_name_of_the_file():
    assert job_sheet.file_name([a_sheet()]) == "job-sheet_ash-26-0147-1k.pdf"
    assert job_sheet.file_name([a_sheet(), a_sheet()]) == "job-sheet_2-taskings.pdf"


def test_practice_papers_say_so():
    imprint = replace(a_sheet().imprint, is_practice=True)

    assert watermarks(job_sheet.render([a_sheet(imprint=imprint)])) == ["PRACTICE"]


texts = st.text(max_size=300)


@given(
    title=texts,
    facts=st.lists(st.tuples(texts, st.text(max_size=2500)), max_size=6).map(tuple),
    measures=st.lists(texts, max_size=4).map(tuple),
    people=st.lists(texts, max_size=4).map(tuple),
    visits=st.lists(st.tuples(texts, texts), max_size=6).map(tuple),
    outcomes=st.lists(texts, max_size=20).map(tuple),
)
@settings(max_examples=40, deadline=None)
def test_whatever_is_written_the_slip_is_there_and_nothing_lies_on_anything(**changed: object):
    pdf = job_sheet.render([a_sheet(**changed)])

    assert "Result slip" in page_texts(pdf)[-1]
    assert min(font_sizes(pdf)) >= SMALLEST
    assert all(is_embedded for _, is_embedded in fonts(pdf))
    assert [pair for page in signs(pdf) for pair in overprinted(page)] == []
