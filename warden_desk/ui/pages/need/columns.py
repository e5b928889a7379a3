"""What the list of ranked areas shows: rank, how it moved, and every indicator's figure."""

from collections.abc import Sequence
from functools import partial
from textwrap import wrap

from warden_desk.domain.need import Indicator, Moved
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.lazy_table import Column, PillState

DISTRICT = "District"
_LINE = 11
"""Letters of a heading beside one another; a longer one takes two lines."""


def need_columns(indicators: Sequence[Indicator], heading: str) -> list[Column[Moved]]:
    """The columns of those that are weighed; the district last, as a narrow list is scrolled."""
    own = [
        Column(
            _heading(one.label),
            partial(_figure, at),
            _width(one.label),
            is_number=True,
            can_hide=True,
        )
        for at, one in enumerate(indicators)
        if one.weight
    ]
    return [
        Column("Rank", lambda moved: _or_none(moved.row.rank), 48, is_number=True),
        Column(heading, lambda moved: moved.row.name),
        Column("Score", lambda moved: score_words(moved.row.score), 54, is_number=True),
        Column("Rank\nbefore", lambda moved: _or_none(moved.before), 60, "quiet", is_number=True),
        Column("Moved", _moved_words, 70, pill=_moved),
        *own,
        Column(DISTRICT, lambda moved: moved.row.district, 128, "quiet", can_hide=True),
    ]


def score_words(score: float | None) -> str:
    """`71.4`."""
    return "" if score is None else f"{score:.1f}"


def figure_words(value: float | None) -> str:
    """`1,204`, `21.5`, or nothing."""
    if value is None:
        return ""
    return f"{value:,.0f}" if value == round(value) or abs(value) >= 1000 else f"{value:,.1f}"


def _figure(at: int, moved: Moved) -> str:
    return figure_words(moved.row.parts[at].value)


def _moved(moved: Moved) -> PillState | None:
    if not moved.up:
        return None
    mark = "↑" if moved.up > 0 else "↓"
    return str(abs(moved.up)), Tone.AMBER if moved.up > 0 else Tone.BLUE, mark


def _moved_words(moved: Moved) -> str:
    if not moved.up:
        return ""
    return f"{'up' if moved.up > 0 else 'down'} {abs(moved.up)}"


def _heading(text: str) -> str:
    lines = wrap(text, _LINE, break_long_words=False)
    return "\n".join(lines[:2]) + ("…" if len(lines) > 2 else "")


def _width(text: str) -> int:
    return max(56, 14 + 7 * max(map(len, _heading(text).split("\n"))))


def _or_none(number: int | None) -> str:
    return "" if number is None else str(number)
