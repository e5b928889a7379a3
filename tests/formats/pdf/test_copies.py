"""Copies as they are drawn: nothing overprints, leaves the paper, or is cut without a mark."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.formats.pdf import copy_samples, samples
from tests.formats.pdf.reading import font_sizes, overprinted, page_texts, signs, watermarks
from warden_desk.domain.copies import Copy
from warden_desk.domain.copy_requests import parse_pages
from warden_desk.domain.errors import UserError
from warden_desk.formats.pdf.copies import file_name, one_each, one_file, papers
from warden_desk.formats.pdf.style import SMALLEST

COPIES: dict[str, Copy] = {
    **{f"full {name}": copy for name, copy in copy_samples.everything().items()},
    **{f"empty {name}": copy for name, copy in copy_samples.emptiest().items()},
    **{f"hostile {name}": copy for name, copy in copy_samples.everything(samples.HOSTILE).items()},
}


@pytest.fixture(scope="module", params=COPIES, ids=str)
def drawn(request: pytest.FixtureRequest) -> tuple[Copy, bytes]:
    copy = COPIES[request.param]
    return copy, one_file([copy]).data


def test_nothing_is_printed_over_anything_else(drawn: tuple[Copy, bytes]):
    for page in signs(drawn[1]):
        assert overprinted(page) == []


def test_nothing_runs_off_the_paper(drawn: tuple[Copy, bytes]):
    copy, pdf = drawn
    sizes = [paper.size for paper in papers(copy) for _ in paper.pages]
    for page, (width, height) in zip(signs(pdf), sizes, strict=True):
        assert min(left for _, left, _, _, _ in page) > 20
        assert max(right for _, _, _, right, _ in page) < width - 20
        assert min(bottom for _, _, bottom, _, _ in page) > 8
        assert max(top for _, _, _, _, top in page) < height - 8


def test_nothing_runs_into_the_imprint_below(drawn: tuple[Copy, bytes]):
    for page in signs(drawn[1]):
        between = [sign for sign in page if 37 < sign[2] < 40.5]
        assert between == []


def test_nothing_is_set_smaller_than_can_be_read(drawn: tuple[Copy, bytes]):
    assert min(font_sizes(drawn[1])) >= SMALLEST


def test_every_page_bears_a_marking_its_number_and_its_title(drawn: tuple[Copy, bytes]):
    copy, pdf = drawn
    texts = iter(page_texts(pdf))
    for paper in papers(copy):
        for number, page in enumerate(paper.pages, start=1):
            text = next(texts)
            marking = "OFFICIAL-SENSITIVE" if page.is_sensitive else "OFFICIAL"
            if "<b>" not in text:
                assert text.count(marking) >= 2
                assert ("OFFICIAL-SENSITIVE" in text) == page.is_sensitive
            assert paper.page_words(number) in text


def test_the_annex_alone_holds_what_is_sensitive():
    for copy in (copy_samples.person(), copy_samples.csu()):
        body, annex = papers(copy)
        assert not any(page.is_sensitive for page in body.pages)
        assert annex.is_annex
        assert all(page.is_sensitive for page in annex.pages)
        count = len(body.pages)
        texts = page_texts(one_file([copy]).data)
        assert "ASH-26-0999" not in " ".join(texts[:count])
        assert all("ASH-26-0999" in text for text in texts[count:])
        alone = " ".join(page_texts(one_file([copy], with_annex=False).data))
        assert "ASH-26-0999" not in alone


def test_a_full_persons_week_is_all_there_and_goes_on_under_its_heading():
    texts = page_texts(one_file([copy_samples.person()], with_annex=False).data)
    everything = " ".join(texts)
    assert len(texts) > 1
    assert everything.count("ALONE, buddy") == 12
    assert everything.count("Go in a pair.") == 9
    assert everything.count("01632 960123") == 14
    assert "continued" in everything
    assert all(copy_samples.LONG in text for text in texts)


def test_a_month_counts_what_has_no_room_in_a_cell():
    text = " ".join(page_texts(one_file([copy_samples.month()]).data))
    assert "+2" in text
    assert "of them late" in text


def test_a_month_and_a_wall_sheet_have_all_their_people_and_heads_on_every_page():
    for copy, word in ((copy_samples.month(), "Who Hours"), (copy_samples.wall(), "Mon 23")):
        texts = page_texts(one_file([copy]).data)
        assert len(texts) > 1
        assert all(word in text for text in texts)


def test_an_empty_copy_says_so_in_sentences():
    drawn = {n: page_texts(one_file([c]).data) for n, c in copy_samples.emptiest().items()}
    assert all(len(pages) == 1 for pages in drawn.values())
    assert drawn["person"][0].count("Nothing planned") == 7
    assert "No visit is planned this week." in drawn["parish"][0]
    assert "None of your taskings is due or planned this week." in drawn["csu"][0]
    assert "Nobody is in the team this month." in drawn["month"][0]


def test_what_is_never_issued_bears_no_watermark_and_a_draft_does():
    assert watermarks(one_file([copy_samples.wall(people=3)]).data) == [""]
    assert watermarks(one_file([copy_samples.empty_person()]).data) == ["DRAFT"]


def test_pages_are_chosen_through_the_file_and_keep_their_own_numbers():
    every = page_texts(one_file([copy_samples.person()]).data)
    assert page_texts(one_file([copy_samples.person()], pages={2}).data) == [every[1]]
    with pytest.raises(UserError, match=f"It has {len(every)} pages"):
        one_file([copy_samples.person()], pages={99})


def test_one_file_each_puts_the_annex_into_its_own():
    made = one_each([copy_samples.person(), copy_samples.empty_person()])
    names = [file.name for file in made]
    assert names[:2] == [
        "own-week_cw107_2026-w48_draft-1.pdf".replace("w48", "W48"),
        "own-week_cw107_2026-W48_draft-1_annex.pdf",
    ]
    assert "ASH-26-0999" not in " ".join(page_texts(made[0].data))


def test_no_file_is_named_for_a_person():
    for copy in copy_samples.everything().values():
        assert "feather" not in file_name(copy)


@pytest.mark.parametrize(
    ("typed", "pages"),
    [("", None), ("2", {2}), ("1-3", {1, 2, 3}), (" 1 – 2 , 5", {1, 2, 5}), ("3,3", {3})],
)
def test_pages_are_read_as_people_write_them(typed: str, pages: set[int] | None):
    assert parse_pages(typed) == pages


@pytest.mark.parametrize("typed", ["0", "3-1", "a", "1-", "-2", "1;2", "1-99999", "²"])
def test_what_names_no_pages_is_refused(typed: str):
    with pytest.raises(UserError, match="names no pages"):
        parse_pages(typed)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_no_text_whatever_breaks_a_copy(text: str):
    for copy in copy_samples.everything(text).values():
        assert all(overprinted(page) == [] for page in signs(one_file([copy], pages={1}).data))
