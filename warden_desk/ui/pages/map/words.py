"""What the map's page tells its widgets: colours of the theme, columns, the words of a row."""

from collections.abc import Callable
from datetime import date
from typing import Any

from warden_desk.domain.coverage import Coverage, CoverageRow
from warden_desk.domain.dates import plain_date
from warden_desk.formats.map_looks import looks
from warden_desk.ui.theme import Tone, roles, scaled
from warden_desk.ui.widgets.lazy_table import Column
from warden_desk.ui.widgets.map_legend import Entry

_ROLES = ("ground", "surface", "sunken", "line", "strong", "text", "quiet", "faint", "accent")

SORTS: dict[str, Callable[[CoverageRow], Any]] = {
    "name": lambda row: (row.name, row.district),
    "district": lambda row: (row.district, row.name),
    "state": lambda row: ([*Coverage].index(row.state), row.district, row.name),
    "primary": lambda row: (row.primary == "", row.primary, row.name),
    "visit": lambda row: (-(row.last_visit or date.min).toordinal(), row.name),
}


def variables() -> dict[str, str]:
    """The theme in effect, as the page's style sheet names its colours."""
    colours = roles()
    found = {f"--{role}": getattr(colours, role) for role in _ROLES}
    return found | {
        "--edge": colours.surface,
        "--group": colours.quiet,
        "--halo": colours.surface,
        "--veil": f"{colours.surface}D9",
        "--size": f"{scaled(13)}px",
    }


def plain_looks() -> dict[str, dict[str, Any]]:
    """Fill, ink and hatch of each state in the theme in effect."""
    is_dark = roles().colour("ground").lightness() < 128
    return {state.value: look.plain() for state, look in looks(is_dark=is_dark).items()}


def entries(found: dict[Coverage, int]) -> list[Entry]:
    """The key of the map with these counts."""
    samples = plain_looks()
    return [
        Entry(s.value, s.label, s.mark, s.meaning, samples[s.value], count)
        for s, count in found.items()
    ]


def columns(today: Callable[[], date]) -> list[Column[CoverageRow]]:
    """The table that says what the map shows."""
    return [
        Column("Parish", lambda row: row.name, sort_key="name"),
        Column("District", lambda row: row.district, 170, role="quiet", sort_key="district"),
        Column(
            "State",
            lambda row: row.state.label,
            140,
            pill=lambda row: (row.state.label, Tone(row.state.tone), row.state.mark),
            sort_key="state",
        ),
        Column("Looked after by", _carers, 170, sort_key="primary"),
        Column("Last visit", lambda row: visit_words(row, today()), 180, "quiet", sort_key="visit"),
    ]


def _carers(row: CoverageRow) -> str:
    return row.primary or ", ".join(row.others) or "nobody"


def visit_words(row: CoverageRow, on: date) -> str:
    """Such as "21 Nov 2026, 2 days ago"."""
    if row.last_visit is None:
        return "never"
    days = (on - row.last_visit).days
    ago = {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")
    return f"{plain_date(row.last_visit)}, {ago}"
