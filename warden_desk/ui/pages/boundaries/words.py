"""What the page calls things: columns of the sets and of a file's areas, pills and decisions."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from warden_desk.domain.boundaries import BoundaryLine, LineState, SetRow
from warden_desk.domain.dates import plain_date
from warden_desk.formats.boundaries_source import ENDINGS
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.lazy_table import Column

WORDS = {state: state.value.capitalize() for state in LineState}
_TONES = {
    LineState.DOUBTFUL: Tone.AMBER,
    LineState.NEW: Tone.BLUE,
    LineState.GONE: Tone.AMBER,
    LineState.MOVED: Tone.BLUE,
    LineState.RECODED: Tone.BLUE,
    LineState.RENAMED: Tone.BLUE,
    LineState.SAME: Tone.GREEN,
}
NOTHING_SENT = (
    "Nothing leaves this machine by itself. “Fetch from the ONS” asks the Office for National "
    "Statistics once, by the codes of your districts or by the place of the county, and shows what "
    "came before anything is changed."
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A line with what was decided about it, in words; or what happens if nobody decides."""

    line: BoundaryLine
    decision: str
    is_left: bool = False

    @property
    def id(self) -> str:
        return self.line.key


def set_columns() -> list[Column[SetRow]]:
    """The sets on the desk."""
    return [
        Column("Set", lambda row: row.name),
        Column("Holds from", lambda row: plain_date(row.valid_from), 110),
        Column(
            "Shows",
            lambda row: plain_date(row.captured_on) if row.captured_on else "",
            110,
            "quiet",
            can_hide=True,
        ),
        Column("Is", _standing, 150, pill=_standing_pill),
    ]


def line_columns() -> list[Column[Shown]]:
    """The areas of a file."""
    return [
        Column("Area", lambda row: row.line.name, 170),
        Column("District", lambda row: row.line.district, 130, "quiet", can_hide=True),
        Column(
            "Is",
            lambda row: WORDS[row.line.state],
            106,
            pill=lambda row: (WORDS[row.line.state], _TONES[row.line.state], None),
        ),
        Column("Decided", _told, 78, pill=_mark),
        Column("Decision", lambda row: row.decision, role=_ink),
    ]


def shown(line: BoundaryLine, decided: str, *, is_left: bool) -> Shown:
    """A line as the list shows it."""
    words = next((choice.words for choice in line.choices if choice.key == decided), "")
    return Shown(line, words, is_left)


def ask_for_file(parent: QWidget) -> Path | None:
    """The system's own window for choosing a file."""
    pattern = f"Outlines ({' '.join(f'*{end}' for end in ENDINGS)});;All files (*)"
    name, _ = QFileDialog.getOpenFileName(parent, "Choose a set of boundaries", "", pattern)
    return Path(name) if name else None


AskForFile = Callable[[QWidget], Path | None]


def _standing(row: SetRow) -> str:
    if not row.is_here:
        return "File is missing"
    return "Not official" if row.is_indicative else "Official"


def _standing_pill(row: SetRow) -> tuple[str, Tone, str | None]:
    tones = {"Official": Tone.GREEN, "Not official": Tone.BLUE}
    return _standing(row), tones.get(_standing(row), Tone.AMBER), None


def _mark(row: Shown) -> tuple[str, Tone, str | None] | None:
    if not row.line.choices:
        return None
    return ("Not yet", Tone.NEUTRAL, "") if row.is_left else ("Yes", Tone.GREEN, None)


def _told(row: Shown) -> str:
    found = _mark(row)
    return found[0] if found else ""


def _ink(row: Shown) -> str:
    return "quiet" if row.is_left else "text"
