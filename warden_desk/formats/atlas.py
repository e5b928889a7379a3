# pyright: basic
"""An atlas as a vector PDF: an overview, an index, then a page for every part of the map."""

from collections.abc import Iterable, Sequence
from functools import partial

from reportlab.pdfgen.canvas import Canvas

from warden_desk.domain.map_papers import Atlas, AtlasPart, Per
from warden_desk.domain.progress import Progress
from warden_desk.formats import atlas_index, atlas_parish, atlas_part
from warden_desk.formats.atlas_page import Pages
from warden_desk.formats.map_ground import Shapes
from warden_desk.formats.pdf.page import LANDSCAPE, PageDraft, Paper, write
from warden_desk.formats.pdf.style import safe_name


def render(atlas: Atlas, shapes: Shapes, told: Progress) -> bytes:
    """The atlas on A4.

    Args:
        shapes: outlines by GSS code, EPSG:27700.
        told: hears of every part that is drawn.
    """
    pages = Pages()
    parts = [(part, _laid(atlas, part, shapes, pages)) for part in atlas.parts]
    first = [
        *atlas_index.overview(atlas, shapes, pages),
        *atlas_index.index(atlas, pages),
    ]
    number = len(first) + 1
    for part, laid in parts:
        pages.begin(part, number)
        number += len(laid)
    drafts = [*first, *_telling((laid for _, laid in parts), told)]
    whole = atlas.whole
    paper = Paper(
        title=f"{atlas.title}, {whole.view.on.isoformat()}",
        imprint=whole.imprint,
        pages=drafts,
        size=LANDSCAPE,
        watermarks=whole.watermarks,
    )
    return write([paper])


def file_name(atlas_per: Per, mode: str, day: str) -> str:
    """Such as "atlas_district_coverage_2026-11-23.pdf"."""
    return safe_name("atlas", atlas_per, mode, day)


def _laid(atlas: Atlas, part: AtlasPart, shapes: Shapes, pages: Pages) -> Sequence[PageDraft]:
    if atlas.per is Per.PARISH:
        return atlas_parish.pages_of(atlas, part, shapes)
    return atlas_part.pages_of(atlas, part, shapes, pages)


def _telling(laid: Iterable[Sequence[PageDraft]], told: Progress) -> list[PageDraft]:
    """All pages, each part of which says so when it is painted."""
    parts = list(laid)
    for number, drafts in enumerate(parts, start=1):
        step = partial(_tell, told=told, number=number, total=len(parts))
        drafts[0].paints.insert(0, step)
    return [draft for drafts in parts for draft in drafts]


def _tell(_: Canvas, *, told: Progress, number: int, total: int) -> None:
    told.step(number, total, f"{number} of {total} drawn")
