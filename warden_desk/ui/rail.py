"""The rail of pages at the left edge."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QVBoxLayout, QWidget

from warden_desk.ui.icons import icon
from warden_desk.ui.page_table import PageEntry
from warden_desk.ui.theme import scaled


class Rail(QFrame):
    """One button for each page; some stand at the foot."""

    chosen = Signal(str)

    def __init__(self, pages: Sequence[PageEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "rail")
        self.setAccessibleName("Pages")
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        self._under = {page.key: page.under for page in pages if page.under}
        box = QVBoxLayout(self)
        box.setContentsMargins(10, 14, 10, 14)
        box.setSpacing(2)
        numbered = list(enumerate((page for page in pages if not page.under), start=1))
        for number, page in numbered:
            if not page.at_foot:
                box.addWidget(self._button(page, number))
        box.addStretch(1)
        for number, page in numbered:
            if page.at_foot:
                box.addWidget(self._button(page, number))
        self.fit()

    def mark(self, key: str) -> None:
        """Show which page is open."""
        self._buttons[self._under.get(key, key)].setChecked(True)

    def fit(self) -> None:
        """Take the width that the text size wants."""
        self.setFixedWidth(scaled(152))
        for button in self._buttons.values():
            button.setIconSize(QSize(scaled(18), scaled(18)))

    def _button(self, page: PageEntry, number: int) -> QPushButton:
        button = self._buttons[page.key] = QPushButton("  " + page.title)
        button.setProperty("kind", "nav")
        button.setObjectName(f"nav_{page.key}")
        button.setAccessibleName(page.title)
        button.setToolTip(f"{page.title} (Ctrl+{number})")
        button.setIcon(icon(page.icon))
        button.setCheckable(True)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(lambda: self.chosen.emit(page.key))
        self._group.addButton(button)
        return button
