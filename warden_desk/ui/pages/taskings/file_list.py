"""The files of a tasking, as the detail lists them."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from warden_desk.domain.attachments import AttachmentRow
from warden_desk.ui.widgets.basics import column, empty, label, row
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.line_list import Entry, LineButton


class FileList(QWidget):
    """A heading, "Attach a file", and a line for each file that opens it inside the window."""

    def __init__(self, add: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = column(gap=1)
        self._hint = label("drop files here", "quiet")
        attach = Button("Attach…", add, rank="link", name="attach")
        head = row(label("Attachments", "h2"), self._hint, None, attach)
        self.setLayout(column(head, self._lines, gap=4))

    def show_files(
        self, files: Sequence[AttachmentRow], open_file: Callable[[str], object]
    ) -> None:
        """Replace the lines."""
        empty(self._lines)
        self._hint.setVisible(not files)
        for file in files:
            entry = Entry(file.name, file.size_words, _opening(open_file, file.id))
            self._lines.addWidget(LineButton(entry, 0))

    def lines(self) -> list[LineButton]:
        """The lines shown."""
        inside = [self._lines.itemAt(at) for at in range(self._lines.count())]
        widgets = [item.widget() for item in inside if item]
        return [widget for widget in widgets if isinstance(widget, LineButton)]


def _opening(open_file: Callable[[str], object], key: str) -> Callable[[], object]:
    return lambda: open_file(key)
