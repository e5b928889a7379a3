"""Copies as files: all in one, or one each, of all pages or some."""

from collections.abc import Collection, Sequence

from warden_desk.domain.copies import (
    Copy,
    CopyKind,
    CsuCopy,
    MadeFile,
    MonthOverview,
    ParishCopy,
    PersonCopy,
)
from warden_desk.domain.errors import UserError
from warden_desk.domain.progress import Progress, Silent
from warden_desk.domain.sheets import SheetContent
from warden_desk.formats.pdf import deployment_sheet
from warden_desk.formats.pdf.csu_copy import csu_papers
from warden_desk.formats.pdf.month_overview import month_papers
from warden_desk.formats.pdf.page import Paper, write
from warden_desk.formats.pdf.parish_copy import parish_papers
from warden_desk.formats.pdf.person_copy import person_papers
from warden_desk.formats.pdf.style import safe_name
from warden_desk.formats.pdf.wall_sheet import wall_papers

_NAMES = {
    CopyKind.PERSON: "own week",
    CopyKind.PARISH: "parish",
    CopyKind.CSU: "csu",
    CopyKind.MONTH: "month",
    CopyKind.WALL: "wall sheet",
}


def one_file(
    copies: Sequence[Copy],
    *,
    pages: Collection[int] | None = None,
    with_annex: bool = True,
    progress: Progress | None = None,
) -> MadeFile:
    """All copies in one file; the pages are counted through it.

    Raises:
        UserError: it has none of these pages.
    """
    told = progress or Silent()
    made: list[Paper] = []
    for at, copy in enumerate(copies):
        told.step(at, len(copies))
        made += papers(copy, with_annex=with_annex)
    return MadeFile(_name(copies), _written(made, pages))


def one_each(
    copies: Sequence[Copy],
    *,
    pages: Collection[int] | None = None,
    with_annex: bool = True,
    progress: Progress | None = None,
) -> list[MadeFile]:
    """A file for each copy, and one for each annex; the pages are counted through each copy.

    Raises:
        UserError: one of them has none of these pages.
    """
    told = progress or Silent()
    made: list[MadeFile] = []
    for at, copy in enumerate(copies):
        told.step(at, len(copies))
        body, *annex = papers(copy, with_annex=with_annex)
        made.append(MadeFile(file_name(copy), _written([body], pages)))
        made += [MadeFile(file_name(copy, "annex"), write([each])) for each in annex]
    return made


def papers(copy: Copy, *, with_annex: bool = True) -> list[Paper]:
    """A copy laid out: its body, then its annex if it has one."""
    if isinstance(copy, SheetContent):
        return deployment_sheet.sheet_papers(copy, with_annex=with_annex)
    if isinstance(copy, PersonCopy):
        return person_papers(copy, with_annex=with_annex)
    if isinstance(copy, CsuCopy):
        return csu_papers(copy, with_annex=with_annex)
    if isinstance(copy, ParishCopy):
        return parish_papers(copy)
    return month_papers(copy) if isinstance(copy, MonthOverview) else wall_papers(copy)


def file_name(copy: Copy, *more: str) -> str:
    """Without anybody's name: "own-week_cw107_2026-W48_draft-1.pdf"."""
    if isinstance(copy, SheetContent):
        parts = (copy.team, str(copy.week), copy.version_words)
        return safe_name("deployment sheet", *parts, *more)
    return safe_name(_NAMES[copy.head.kind], *copy.head.file_parts, *more)


def _name(copies: Sequence[Copy]) -> str:
    first = copies[0]
    if len(copies) == 1:
        return file_name(first)
    if isinstance(first, SheetContent):
        return safe_name("deployment sheets", str(first.week), f"{len(copies)} teams")
    _, *rest = first.head.file_parts
    return safe_name(f"{_NAMES[first.head.kind]} copies", *rest, f"{len(copies)} in one")


def _written(made: Sequence[Paper], pages: Collection[int] | None) -> bytes:
    count = sum(len(paper.pages) for paper in made)
    if pages is not None and not any(page <= count for page in pages):
        has = "1 page" if count == 1 else f"{count} pages"
        raise UserError(f"It has {has}. Choose among them.")
    return write(made, pages)
