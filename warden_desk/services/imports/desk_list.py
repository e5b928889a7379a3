"""The list of taskings as another desk exports it, known by its headings."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from warden_desk.domain import taskings as rules
from warden_desk.domain.date_reading import DateContext, Lean
from warden_desk.domain.hand_over import HandedTasking, HandOver
from warden_desk.domain.written_dates import read_date
from warden_desk.formats.cells import Book, Row, Sheet, cell_text

_OURS = frozenset({"Reference", "What", "State"})
_SEARCHED_ROWS = 10


def read(book: Book) -> HandOver | None:
    """The taskings of such a list; None if the book is another."""
    for sheet in book.sheets:
        at = _headings(sheet)
        if at is not None:
            names = [cell_text(cell) for cell in sheet.rows[at]]
            rows = [_by_name(names, row) for row in sheet.rows[at + 1 :]]
            taskings = [found for row in rows if (found := _tasking(row)) is not None]
            return HandOver("", datetime.now(UTC), tuple(taskings), is_list=True)
    return None


def _headings(sheet: Sheet) -> int | None:
    for at, row in enumerate(sheet.rows[:_SEARCHED_ROWS]):
        if {cell_text(cell) for cell in row} >= _OURS:
            return at
    return None


def _by_name(names: Sequence[str], row: Row) -> dict[str, str]:
    return dict(zip(names, map(cell_text, row), strict=False))


def _tasking(row: dict[str, str]) -> HandedTasking | None:
    """One row; None for a line that is none, such as the marking below the list."""
    reference = row.get("Reference", "")
    read_as = rules.parse_reference(reference)
    if read_as is None or read_as.district_code is None or read_as.year is None:
        return None
    year_end = date(read_as.year, 12, 31)
    received_on = read_date(row.get("Received"), DateContext(year_end, Lean.PAST)).day
    due_on = read_date(row.get("Due"), DateContext(received_on or year_end)).day
    return HandedTasking(
        id="",
        reference=reference,
        district=read_as.district_code,
        area=row.get("Where", ""),
        state_since=datetime.combine(received_on or year_end, time(12), UTC),
        facts={
            "title": row.get("What", ""),
            **({"received_on": received_on} if received_on else {}),
            "received_how": "list",
            "urgency": row.get("Urgency", ""),
            "category": row.get("Category", ""),
            "priority": row.get("Priority", ""),
            "external_reference": row.get("Their ref.", ""),
            "due_on": due_on,
            "due_words": "" if due_on else row.get("Due", ""),
        },
    )
