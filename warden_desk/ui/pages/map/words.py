"""What the map's page tells its widgets: colours of the theme, columns, the words of a row."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from warden_desk.domain.coverage_modes import MapClass, Mode, ModeRow, ModeView
from warden_desk.domain.dates import plain_date
from warden_desk.formats.map_looks import palette
from warden_desk.ui.theme import Tone, roles, scaled
from warden_desk.ui.widgets.lazy_table import Column
from warden_desk.ui.widgets.map_legend import Entry

_ROLES = ("ground", "surface", "sunken", "line", "strong", "text", "quiet", "faint", "accent")
_TONES = ("red", "amber", "green", "blue")

_DARK = 128
"""A ground less light than this is a dark theme's."""

SHOWN = 2
"""The column whose heading is what the map shows."""

FIGURES = "In figures"


def sort_keys(view: ModeView) -> dict[str, Callable[[ModeRow], Any]]:
    """How the table is put in order, by the key of its heading."""
    order = {one.key: number for number, one in enumerate(view.classes)}
    return {
        "name": lambda row: (row.name, row.district),
        "district": lambda row: (row.district, row.name),
        "shown": lambda row: (order[row.key], row.value or 0, row.district, row.name),
        "detail": lambda row: (row.value is None, row.value or 0, row.words, row.name),
        "primary": lambda row: (row.primary == "", row.primary, row.name),
        "visit": lambda row: (-(row.last_visit or date.min).toordinal(), row.name),
    }


def variables() -> dict[str, str]:
    """The theme in effect, as the page's style sheet names its colours."""
    colours = roles()
    is_dark = colours.colour("ground").lightness() < _DARK
    found = {f"--{role}": getattr(colours, role) for role in (*_ROLES, *_TONES)}
    return found | {
        "--edge": colours.surface,
        "--group": colours.quiet,
        "--halo": colours.surface,
        "--veil": f"{colours.surface}D9",
        "--size": f"{scaled(13)}px",
        "--ground-light": "0.72" if is_dark else "1",
    }


def plain_looks() -> dict[str, dict[str, Any]]:
    """Fill, ink and hatch of every look in the theme in effect."""
    is_dark = roles().colour("ground").lightness() < _DARK
    return {name: look.plain() for name, look in palette(is_dark=is_dark).items()}


def entries(view: ModeView, found: Mapping[str, int]) -> list[Entry]:
    """The key of the map with these counts; of people and teams only those that are there."""
    samples = plain_looks()
    is_names = view.mode in (Mode.WARDEN, Mode.TEAM)
    return [
        Entry(one.key, one.label, one.mark, one.meaning, samples[one.look], found[one.key])
        for one in view.classes
        if found[one.key] or not is_names
    ]


def columns(view: Callable[[], ModeView]) -> list[Column[ModeRow]]:
    """The table that says what the map shows; `view` is what it shows now."""

    def of(row: ModeRow) -> MapClass:
        return view().class_of(row.key)

    return [
        Column("Parish", lambda row: row.name, sort_key="name"),
        Column("District", lambda row: row.district, 130, "quiet", sort_key="district"),
        Column(
            "Coverage",
            lambda row: of(row).label,
            170,
            pill=lambda row: (of(row).label, Tone(of(row).tone), of(row).mark),
            sort_key="shown",
        ),
        Column(
            FIGURES,
            lambda row: "" if row.words == of(row).label else row.words,
            204,
            sort_key="detail",
            can_hide=True,
        ),
        Column("Looked after by", carers, 150, sort_key="primary", can_hide=True),
        Column(
            "Last visit",
            lambda row: visit_words(row.last_visit, view().on),
            180,
            "quiet",
            sort_key="visit",
            can_hide=True,
        ),
    ]


def has_figures(view: ModeView) -> bool:
    """Whether something is to be said of an area beyond the class it is in."""
    labels = {one.key: one.label for one in view.classes}
    return any(row.words != labels[row.key] for row in view.rows)


def carers(row: ModeRow) -> str:
    """Who looks after an area."""
    return row.primary or ", ".join(row.others) or "nobody"


def visit_words(last_visit: date | None, on: date) -> str:
    """Such as "21 Nov 2026, 2 days ago"."""
    if last_visit is None:
        return "never"
    days = (on - last_visit).days
    ago = {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")
    return f"{plain_date(last_visit)}, {ago}"
