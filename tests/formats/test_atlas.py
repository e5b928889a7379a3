"""The atlas: every part has its page, every parish its name or number, each label its place."""

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import combinations
from typing import Any

import pypdf
import pypdfium2
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from tests.formats.map_samples import HOSTILE, printed_map
from warden_desk.domain.coverage_modes import Mode
from warden_desk.domain.errors import Cancelled
from warden_desk.domain.map_papers import Atlas, AtlasPart, Per
from warden_desk.domain.progress import Silent
from warden_desk.formats import areas, atlas
from warden_desk.formats.atlas_ground import PageMap
from warden_desk.formats.atlas_page import Layout
from warden_desk.formats.map_labels import Label
from warden_desk.formats.pdf.page import Box
from warden_desk.formats.pdf.style import register_fonts

SHAPES = areas.shapes()


def sample(
    per: Per = Per.DISTRICT,
    mode: Mode = Mode.COVERAGE,
    *,
    hostile: bool = False,
    has_names: bool = False,
) -> Atlas:
    whole = printed_map(mode, hostile=hostile, has_names=has_names)
    groups: dict[str, list[Any]] = {}
    for row in whole.view.rows:
        groups.setdefault(row.name if per is Per.PARISH else row.district, []).append(row)
    facts = (("Coverage", "Covered"), ("Last visit", "never")) if per is Per.PARISH else ()
    return Atlas(
        per=per,
        whole=whole,
        parts=tuple(
            AtlasPart(
                title=name,
                under=rows[0].district,
                rows=tuple(rows[:1] if facts else rows),
                facts=facts,
            )
            for name, rows in sorted(groups.items())
        ),
        places={row.gss_code: (row.name, row.district) for row in whole.view.rows},
    )


def some(whole: Atlas, *titles: str) -> Atlas:
    parts = tuple(part for part in whole.parts if part.title in titles)
    rows = [row for part in parts for row in part.rows]
    return Atlas(
        per=whole.per,
        whole=whole.whole.only(rows, "Kent"),
        parts=parts,
        places=whole.places,
    )


def texts(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages]


@pytest.fixture(scope="module")
def by_district() -> bytes:
    return atlas.render(sample(), SHAPES, Silent())


def page_about(pages: list[str], title: str) -> int:
    return next(at for at, text in enumerate(pages, start=1) if f"Coverage: {title}\n" in text)


def test_every_district_has_a_page_and_the_overview_says_which(by_district: bytes) -> None:
    pages = texts(by_district)

    for part in sample().parts:
        number = page_about(pages, part.title)
        assert re.search(rf"p\. {number}\b", pages[0]), part.title
        assert f"Page {number} of {len(pages)}" in pages[number - 1]


def test_the_index_leads_to_the_page_and_the_line_of_every_parish(by_district: bytes) -> None:
    pages = texts(by_district)
    index = "\n".join(text for text in pages if "Where to find each parish" in text)

    for part in sample().parts:
        number = page_about(pages, part.title)
        for at, row in enumerate(part.rows, start=1):
            assert row.name.split(" (")[0][:20] in index
            assert f"{at}\n{row.name}"[:12] in pages[number - 1].replace(f"{at} ", f"{at}\n")


def test_a_page_has_all_that_a_map_needs(by_district: bytes) -> None:
    pages = texts(by_district)
    text = pages[page_about(pages, "Ashford") - 1]

    for words in (
        *("Coverage: Ashford", "Monday 23 November 2026", "OFFICIAL", "PRACTICE", "km", "N"),
        *("Indicative areas", "Contains National Statistics data.", "parishes and towns"),
        *("Covered", "Thin", "Contact only", "Volunteer only", "None", "Unparished"),
    ):
        assert words in text


def test_the_key_of_a_page_counts_that_page(by_district: bytes) -> None:
    whole = sample()
    [ashford] = [part for part in whole.parts if part.title == "Ashford"]
    text = texts(by_district)[page_about(texts(by_district), "Ashford") - 1]

    for one, count in whole.whole.key(ashford.rows):
        assert re.search(rf"{re.escape(one.label)}\n(?:[^\n]*\n)?{count}\b", text), one.label


def test_it_is_lines_and_letters_with_every_typeface_in_it(by_district: bytes) -> None:
    for page in pypdf.PdfReader(BytesIO(by_district)).pages:
        resources: Any = page["/Resources"]
        assert not page.images
        assert all("/FontDescriptor" in font.get_object() for font in resources["/Font"].values())


def boxes_on(pdf: bytes, page: int) -> Iterator[tuple[str, shapely.Polygon]]:
    """Each piece of text on a page with the box it really takes, as a reader of PDF finds it."""
    document = pypdfium2.PdfDocument(pdf)
    text = document[page].get_textpage()
    seen: set[tuple[str, int, int]] = set()
    for at in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(at)
        words = text.get_text_bounded(left, bottom, right, top).strip()
        # The white rim of a label is the same text at the same place once more.
        if words and words != "PRACTICE" and (words, round(left), round(bottom)) not in seen:
            seen.add((words, round(left), round(bottom)))
            yield words, shapely.box(left, bottom, right, top)
    document.close()


def overlaps(found: list[tuple[str, shapely.Polygon]]) -> list[tuple[str, str]]:
    return [
        (one, other)
        for (one, box), (other, another) in combinations(found, 2)
        if one != other and shapely.area(shapely.intersection(box, another)) > 1
    ]


def test_no_piece_of_text_stands_on_another(by_district: bytes) -> None:
    frame = Layout.of(sample().whole, sample().whole.key()).frame
    within = shapely.box(frame.x, frame.bottom, frame.x + frame.width, frame.top)
    for page in range(len(texts(by_district))):
        inside = [each for each in boxes_on(by_district, page) if shapely.within(each[1], within)]
        assert page in (1, 2) or inside
        assert overlaps(inside) == [], page + 1


def page_map(*titles: str, frame: Box) -> PageMap:
    whole = some(sample(), *titles)
    rows = [row for part in whole.parts for row in part.rows]
    numbers = {row.gss_code: str(number) for number, row in enumerate(rows, start=1)}
    around = {code: district for code, (_, district) in whole.places.items()}
    return PageMap(whole.whole, rows, SHAPES, numbers, around, frame)


def labels_of(on: PageMap) -> list[Label]:
    return on.paint(Canvas(BytesIO(), initialFontName=register_fonts())).placed  # pyright: ignore[reportArgumentType]


@settings(max_examples=6, deadline=None)
@given(
    titles=st.lists(
        st.sampled_from([part.title for part in sample().parts]), min_size=1, max_size=3
    ),
    width=st.integers(220, 800),
    height=st.integers(200, 500),
)
def test_on_paper_of_any_size_labels_keep_apart_and_within_the_frame(
    titles: list[str], width: int, height: int
) -> None:
    frame = Box(30, 550, width, height)
    on = page_map(*titles, frame=frame)

    labels = labels_of(on)

    paper = shapely.box(30, 550 - height, 30 + width, 550)
    assert all(shapely.within(label.box, paper) for label in labels)
    for one, other in combinations(labels, 2):
        assert not shapely.overlaps(one.box, other.box), (one.lines, other.lines)
    for inset in on.insets:
        window = shapely.box(
            inset.box.x, inset.box.bottom, inset.box.x + inset.box.width, inset.box.top
        )
        assert not any(shapely.overlaps(label.box, window) for label in labels)


def test_every_parish_of_a_page_has_its_name_or_its_number_on_the_map() -> None:
    on = page_map("Ashford", frame=Layout.of(sample().whole, sample().whole.key()).frame)

    placed = {" ".join(label.lines) for label in labels_of(on)}

    for row in on.rows:
        name = f"{row.name} (unparished)" if row.is_unparished else row.name
        assert name in placed or on.numbers[row.gss_code] in placed, row.name


def test_what_is_too_small_for_its_number_is_shown_enlarged() -> None:
    on = page_map("Maidstone", frame=Box(30, 500, 500, 400))

    small = next(row for row in on.rows if row.name == "Downswood")
    windows = [inset.projection.metres(inset.box) for inset in on.insets]

    assert any(shapely.contains(window, SHAPES[small.gss_code]) for window in windows)
    assert all(inset.projection.scale > 2 * on.projection.scale for inset in on.insets)


def test_neighbours_are_named_with_their_page(by_district: bytes) -> None:
    pages = texts(by_district)
    ashford = pages[page_about(pages, "Ashford") - 1].replace("\n", " ")

    assert f"Swale, page {page_about(pages, 'Swale')}" in ashford


def test_an_atlas_of_parishes_says_of_each_what_the_maps_say() -> None:
    whole = some(sample(Per.PARISH), "Lenham", "Charing", "Acol")

    pages = texts(atlas.render(whole, SHAPES, Silent()))

    lenham = pages[page_about(pages, "Lenham") - 1]
    assert "What the maps say" in lenham
    assert "Next to it" in lenham
    assert "In Maidstone" in lenham
    assert "Charing" in lenham


@pytest.mark.parametrize("mode", [Mode.WARDEN, Mode.COVERAGE])
def test_pages_with_names_are_marked_as_sensitive_and_the_index_is_not(mode: Mode) -> None:
    whole = some(sample(Per.DISTRICT, mode, has_names=True), "Thanet", "Gravesham")

    pages = texts(atlas.render(whole, SHAPES, Silent()))

    named = [text for text in pages if "Ben Tilley" in text]
    assert named
    assert all("OFFICIAL-SENSITIVE" in text for text in named)
    [index] = [text for text in pages if "Where to find" in text]
    assert all("OFFICIAL-SENSITIVE" in text for text in pages if "No." in text and text != index)
    assert "SENSITIVE" not in index


def test_nobody_is_named_unless_it_is_wanted() -> None:
    whole = some(sample(Per.DISTRICT, Mode.WARDEN), "Thanet", "Gravesham")

    text = "\n".join(texts(atlas.render(whole, SHAPES, Silent())))

    assert "Tilley" not in text
    assert "SENSITIVE" not in text


def test_a_district_without_any_outline_has_its_list_all_the_same() -> None:
    whole = some(sample(), "Thanet", "Gravesham")
    codes = {row.gss_code for part in whole.parts if part.title == "Thanet" for row in part.rows}
    shapes = {code: shape for code, shape in SHAPES.items() if code not in codes}

    pages = texts(atlas.render(whole, shapes, Silent()))

    assert "Manston" in pages[page_about(pages, "Thanet") - 1]


def test_hostile_names_are_only_names_on_every_page() -> None:
    pdf = atlas.render(sample(hostile=True), SHAPES, Silent())

    assert b"/JavaScript" not in pdf
    assert all("/Annots" not in page for page in pypdf.PdfReader(BytesIO(pdf)).pages)
    assert HOSTILE[0][:12] in "".join(texts(pdf))


def test_it_tells_how_far_it_is_and_stops_when_asked_to() -> None:
    class Told:
        def __init__(self) -> None:
            self.heard: list[tuple[int, int]] = []

        def step(self, done: int, total: int, label: str = "") -> None:
            self.heard.append((done, total))
            if done == 2:
                raise Cancelled

    told = Told()

    with pytest.raises(Cancelled):
        atlas.render(some(sample(), "Thanet", "Gravesham", "Dartford"), SHAPES, told)

    assert told.heard == [(1, 3), (2, 3)]


def test_the_small_map_of_a_district_is_kept_once_and_seen_on_every_page() -> None:
    whole = sample(Per.PARISH)
    names = [row.name for row in whole.whole.view.rows if row.district == "Thanet"]
    pdf = atlas.render(some(whole, *names), SHAPES, Silent())

    forms = re.findall(rb"/Subtype /Form", pdf)
    document = pypdfium2.PdfDocument(pdf)
    at = len(document) - 1
    corner = document[at].render(scale=1).to_pil().convert("L").crop((560, 420, 810, 555))
    document.close()

    assert len(names) > 5
    assert len(forms) == 1
    darkest, lightest = corner.getextrema()
    assert darkest < 80
    assert lightest == 255
    assert sum(shade < 200 for shade in corner.tobytes()) > 1_000
