"""The parishes that are picked together, whose they are, and how to pick more of them."""

from collections import Counter
from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from warden_desk.domain.coverage_modes import ModeRow, ModeView
from warden_desk.ui.pages.map.words import carers
from warden_desk.ui.theme import scaled
from warden_desk.ui.widgets.basics import column, empty, label, row, rule
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.editors import whole_number
from warden_desk.ui.widgets.facts import KeyValueList

MOST_NAMED, MOST_CARERS = 12, 5
FARTHEST_KM = 50
_HINT = (
    "On the map Shift and an arrow key pick as they go. Ctrl and a click, or Ctrl+Enter, pick one "
    "or let go of it. In the table Shift and Ctrl do the same."
)


class PickedPanel(QWidget):
    """Says what is picked. What its buttons do has a key as well.

    Args:
        more: the ways to pick more, each a button.
        let_go: picks nothing any more.
        near: picks what lies within the kilometres given.
    """

    def __init__(self, more: Sequence[Button], let_go: Button, near: Callable[[], object]) -> None:
        super().__init__()
        self._said = QVBoxLayout()
        self._said.setSpacing(10)
        self._far = whole_number(1, FARTHEST_KM, " km")
        self._far.set(5)
        self._far.widget.setObjectName("kilometres")
        self._far.widget.setAccessibleName("Within so many kilometres")
        self._far.widget.setFixedWidth(scaled(84))
        self._of = label("", wrap=True)
        pick = Button("Pick", near, key="K", name="pick_near")
        box = column(
            self._said,
            row(let_go, None),
            rule(),
            label("Pick more", "strong"),
            row(*more, None),
            row(label("Within"), self._far.widget, self._of, None, pick),
            label(_HINT, "label", wrap=True),
            None,
            gap=10,
        )
        box.setContentsMargins(8, 0, 8, 0)
        self.setLayout(box)

    @property
    def kilometres(self) -> int:
        """How far "near" is."""
        return self._far.get()

    def show_picked(self, rows: Sequence[ModeRow], view: ModeView, start: str) -> None:
        """Show these; `start` is the parish from which kilometres count."""
        empty(self._said)
        some = "1 parish picked" if len(rows) == 1 else f"{len(rows)} parishes picked"
        heading = label(some, "h2")
        heading.setObjectName("picked")
        self._said.addWidget(heading)
        self._said.addWidget(label(_named(rows), "quiet", wrap=True))
        facts = KeyValueList(key_width=100)
        facts.show_facts(
            [
                ("Looked after by", _carers(rows)),
                (view.title, _classes(rows, view)),
            ]
        )
        self._said.addWidget(facts)
        self._of.setText(f"of {start}")


def _named(rows: Sequence[ModeRow]) -> str:
    more = len(rows) - MOST_NAMED
    names = ", ".join(row.name for row in rows[:MOST_NAMED])
    return f"{names} and {more} more" if more > 0 else names


def _carers(rows: Sequence[ModeRow]) -> str:
    """Such as "Ben Tilley (3), nobody", whoever has the most first."""
    found = Counter(carers(row) for row in rows).most_common()
    said = [who if count == 1 else f"{who} ({count})" for who, count in found[:MOST_CARERS]]
    more = len(found) - MOST_CARERS
    return ", ".join(said) + (f" and {more} more" if more > 0 else "")


def _classes(rows: Sequence[ModeRow], view: ModeView) -> str:
    """Such as "Covered 6, None 2"."""
    found = Counter(view.class_of(row.key).label for row in rows).most_common(MOST_CARERS)
    return ", ".join(f"{words} {count}" for words, count in found)
