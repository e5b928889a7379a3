"""Opening a file that may be any list: read it, see what it is, and plan it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from warden_desk.domain.errors import UserError
from warden_desk.domain.imports import ImportContext, ImportKind, ImportPlan
from warden_desk.domain.progress import Progress
from warden_desk.formats import columns
from warden_desk.formats.blocks import is_in_blocks
from warden_desk.formats.cells import Book
from warden_desk.formats.lists import best_sheet, find_headings
from warden_desk.formats.tabular import read_beside, read_pasted
from warden_desk.services.imports import desk_list, planning


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file as it was read once, the kind of list it looks like, and the first plan for it."""

    book: Book
    kind: ImportKind
    plan: ImportPlan


def open_file(session: Session, *, path: Path, today: date, progress: Progress) -> OpenFile:
    """Read a file and say what it would do; nothing is written.

    Raises:
        UserError: it cannot be read, or holds no list that is known.
    """
    return _opened(session, read_beside(path, progress), today, progress)


def open_pasted(session: Session, *, text: str, today: date, progress: Progress) -> OpenFile:
    """As `open_file`, for text from the clipboard.

    Raises:
        UserError: it holds no list that is known.
    """
    return _opened(session, read_pasted(text), today, progress)


def _opened(session: Session, book: Book, today: date, progress: Progress) -> OpenFile:
    kind = likely_kind(book)
    if kind is None:
        raise UserError(
            f"No line of {book.file_name} has headings that are known for staff, volunteers, "
            "parish councils, other organisations or taskings. Put a line of headings above the "
            "rows."
        )
    context = ImportContext(today=today)
    plan = planning.plan(session, kind, book, context=context, progress=progress)
    return OpenFile(book, kind, plan)


def likely_kind(book: Book) -> ImportKind | None:
    """The kind of list whose headings the file has most of; None if it has none."""
    if book.hand_over is not None or desk_list.read(book) is not None:
        return ImportKind.TASKINGS
    scored = [(_recognised(book, kind), kind) for kind in ImportKind]
    best, kind = max(scored, key=lambda found: found[0])
    return kind if best >= 2 else None


def _recognised(book: Book, kind: ImportKind) -> int:
    sheet = best_sheet(book, kind)
    if sheet.is_letter:
        return 2 if kind is ImportKind.TASKINGS else 0
    if is_in_blocks(sheet, kind):
        return columns.recognised([row[0] for row in sheet.rows if row], kind)
    at = find_headings(sheet, kind)
    return 0 if at is None else columns.recognised(sheet.rows[at], kind)
