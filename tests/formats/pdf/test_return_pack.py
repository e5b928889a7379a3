"""The pack on paper."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.pdf.reading import font_sizes, page_texts, watermarks
from tests.formats.pdf.return_samples import a_pack, an_item
from warden_desk.formats.pdf import return_pack
from warden_desk.formats.pdf.style import SMALLEST


def test_it_reads_like_the_csus_own_list():
    [page] = page_texts(return_pack.render(a_pack(an_item("CSU/118"))))

    for said in (
        "Results for Ashford CSU",
        "For the meeting of Tuesday 24 November 2026",
        "CSU/118",
        "our reference ASH-26-0147",
        "Where is it",
        "What is the",  # its last word stands on the next line
        "What came of it",
        "All calm now.",
    ):
        assert said in page
    assert "Colour of folder" not in page


def test_every_page_is_marked_by_the_most_sensitive_thing_in_it():
    items = [an_item(f"CSU/{number}", result="Calm. " * 60) for number in range(30)]
    items[-1] = replace(items[-1], is_sensitive=True)

    pages = page_texts(return_pack.render(a_pack(*items)))

    assert len(pages) > 3
    assert all(page.count("OFFICIAL-SENSITIVE") == 2 for page in pages)
    assert f"Page 1 of {len(pages)}" in pages[0]


def test_no_tasking_is_lost_between_pages():
    items = [an_item(f"CSU/{number}", result="Calm. " * (number % 40)) for number in range(60)]

    whole = " ".join(page_texts(return_pack.render(a_pack(*items))))

    assert all(f"CSU/{number} " in whole for number in range(60))


def test_an_answer_longer_than_a_page_goes_on_with_nothing_left_out():
    words = " ".join(f"word{number}" for number in range(4000))

    pages = page_texts(return_pack.render(a_pack(an_item("CSU/118", result=words))))

    assert len(pages) > 2
    assert "CSU/118, continued" in pages[1]
    whole = " ".join(pages)
    assert all(f"word{number} " in f"{whole} " for number in range(4000))


def test_practice_data_wears_its_watermark():
    pack = a_pack(an_item("CSU/118"))
    pack = replace(pack, imprint=replace(pack.imprint, is_practice=True))

    assert watermarks(return_pack.render(pack)) == ["PRACTICE"]


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200), st.text(max_size=40))
def test_any_text_makes_a_paper_that_can_be_read(text: str, reference: str):
    data = return_pack.render(a_pack(an_item(reference, result=text, problem=text)))

    assert min(font_sizes(data)) >= SMALLEST
