"""The other taskings that one is linked with, as the detail lists them."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from warden_desk.domain.repeats import LinkRow
from warden_desk.ui.widgets.basics import column, empty, label, row
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.line_list import Entry, LineButton


class LinkList(QWidget):
    """A heading, "Link…", and a line for each link that opens the other tasking."""

    def __init__(self, add: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = column(gap=1)
        self._hint = label("none", "quiet")
        link = Button("Link…", add, rank="link", name="link", as_command="tasking_link")
        self.setLayout(
            column(row(label("Links", "h2"), self._hint, None, link), self._lines, gap=4)
        )

    def show_links(self, links: Sequence[LinkRow], open_tasking: Callable[[str], object]) -> None:
        """Replace the lines."""
        empty(self._lines)
        self._hint.setVisible(not links)
        for link in links:
            said = f"{link.words} {link.reference}"
            entry = Entry(
                f"{said[0].upper()}{said[1:]}", link.title, partial(open_tasking, link.tasking_id)
            )
            self._lines.addWidget(LineButton(entry, 0))

    def lines(self) -> list[LineButton]:
        """The lines shown."""
        inside = [self._lines.itemAt(at) for at in range(self._lines.count())]
        widgets = [item.widget() for item in inside if item]
        return [widget for widget in widgets if isinstance(widget, LineButton)]
