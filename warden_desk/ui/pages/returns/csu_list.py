"""The list of CSUs: when each meets, what is late, and how its answers stand."""

from collections.abc import Callable
from datetime import date

from warden_desk.domain.returns import Standing
from warden_desk.ui.pages.returns import words
from warden_desk.ui.widgets.lazy_table import Column, LazyTable


def csu_list(today: Callable[[], date]) -> LazyTable[Standing]:
    """An empty list; `show_all` fills it."""
    return LazyTable(
        [
            Column("CSU", lambda row: row.csu),
            Column("Meets", lambda row: words.meets(row.meeting), 140),
            _number("Open", lambda row: row.open, 60),
            _number("Late", lambda row: row.late, 60),
            _number("To check", lambda row: row.to_check, 84),
            Column("Answers", words.standing_words, 140, pill=words.standing_pill),
        ],
        "CSUs",
    )


def _number(heading: str, of: Callable[[Standing], int], width: int) -> Column[Standing]:
    return Column(heading, lambda row: str(of(row) or "–"), width, "quiet", is_number=True)
