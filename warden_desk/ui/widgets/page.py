"""The grammar every page follows: title row, chips, a list on the left, detail on the right."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from warden_desk.ui.actions import Command
from warden_desk.ui.theme import Tone, scaled
from warden_desk.ui.widgets.basics import kind, label
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.notice import Notice
from warden_desk.ui.widgets.progress_strip import ProgressStrip
from warden_desk.ui.widgets.search_box import SearchBox
from warden_desk.ui.widgets.side_panel import SidePanel


class News(Protocol):
    """What is said of a change: whether it touches any of these tables."""

    def touches(self, *tables: str) -> bool: ...


class Page(QWidget):
    """A title with a sub-title and actions, a row of chips, a line for notices, and a body.

    The frame asks every page the same few things: its `commands`, to `open_item`, to take the
    cursor to its search, and whether leaving would lose typing.

    A page says what it reads (`read`) and which changes concern it (`follow`). It is read when it
    is first seen; after a change at once if it is seen, otherwise as soon as it is again.
    """

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kind(self, "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(title)
        self.title, self.subtitle = label(title, "h1"), label("", "quiet")
        self.subtitle.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.notice = Notice()
        self.progress = ProgressStrip()
        self.search: SearchBox | None = None
        self.actions_row, self.chips_row = QHBoxLayout(), QHBoxLayout()
        self.body = QVBoxLayout()
        self._is_stale = True
        self._concerns: tuple[str, ...] = ()
        self._refused: Sequence[tuple[Command, str]] = ()
        self._lay_out()

    def read(self) -> None:
        """Read from the desk what the page shows. Called by `refresh`."""

    def refresh(self) -> None:
        """Read everything now, whether it has changed or not."""
        self._is_stale = False
        self.read()

    def follow(self, changed: SignalInstance, *tables: str) -> None:
        """Read again after changes of these tables; without any, after every change.

        Args:
            changed: says `News`.
        """
        self._concerns = tables
        changed.connect(self._hear)

    def mark_stale(self) -> None:
        """Something the page shows has changed."""
        self._is_stale = True
        if self.isVisible():
            self.catch_up()

    def catch_up(self) -> None:
        """Read again, unless nothing has changed since the last time."""
        if self._is_stale:
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.catch_up()

    def commands(self) -> Sequence[Command]:
        """What can be done here, for shortcuts, palette and the sheet of keys."""
        return ()

    def refuse(self, refused: Sequence[tuple[Command, str]]) -> None:
        """Grey the buttons of what whoever sits here may not do, each with the reason."""
        self._refused = refused
        for button in self.findChildren(Button):
            button.ask_holder()

    def why_not(self, button: Button) -> str:
        """Why what a button does may not be done here; "" if it may. It does what its key does."""
        for command, why in self._refused:
            is_key = button.key and button.key == command.shortcut
            if is_key or button.run == command.run or button.as_command == command.key:
                return why
        return ""

    def open_item(self, item_id: str) -> None:
        """Show one thing this page is the place of."""
        del item_id

    def focus_search(self) -> None:
        """Put the cursor where one types what one looks for."""
        if self.search:
            self.search.setFocus()
            self.search.selectAll()

    def has_typing(self) -> bool:
        """Whether something typed is not saved yet. The page keeps it while another is shown."""
        return False

    def tell(self, text: str, tone: Tone = Tone.BLUE) -> None:
        """Say something on this page."""
        self.notice.say(text, tone)

    def set_titles(self, title: str, subtitle: str = "") -> None:
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        self.subtitle.setToolTip(subtitle)

    def add_search(self, placeholder: str) -> SearchBox:
        """Begin the chips row with a search box, which `/` goes to."""
        self.search = SearchBox(placeholder)
        self.chips_row.insertWidget(0, self.search)
        return self.search

    def _hear(self, news: News) -> None:
        if not self._concerns or news.touches(*self._concerns):
            self.mark_stale()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        self.title.setMinimumHeight(scaled(30))  # so that titles stand alike with and without verbs
        head.addWidget(self.title)
        head.addWidget(self.subtitle, 1)
        head.addLayout(self.actions_row)
        self.actions_row.setSpacing(8)
        self.chips_row.setSpacing(8)
        self.body.setSpacing(12)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 12)
        box.setSpacing(12)
        for part in (head, self.chips_row):
            box.addLayout(part)
        box.addWidget(self.notice)
        box.addWidget(self.progress)
        box.addLayout(self.body, 1)


class SplitPage(Page):
    """A list on the left; on the right the detail of what is selected, or a panel to fill in."""

    split_moved = Signal(int)
    """The width of the right side, when the user has changed it."""

    def __init__(
        self, title: str, *, detail_width: int = 372, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, parent)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(12)
        self._splitter.setChildrenCollapsible(False)
        self._right = QStackedWidget()
        self._right.setMinimumWidth(scaled(300))
        self._detail_width = detail_width
        self._panel: SidePanel | None = None
        self._is_folded = False
        self._whole: QWidget | None = None
        self._set_aside: list[QWidget] = []
        self._splitter.splitterMoved.connect(self._say_moved)
        self.body.addWidget(self._splitter, 1)

    def set_sides(self, left: QWidget, detail: QWidget) -> None:
        """Give the page its list and its detail. Called once."""
        self._right.addWidget(detail)
        self._splitter.addWidget(left)
        self._splitter.addWidget(self._right)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 0)
        self.set_detail_width(self._detail_width)

    def fold_detail(self, *, is_folded: bool) -> None:
        """Whether the right side goes while no panel is open, and leaves the list its room."""
        self._is_folded = is_folded
        self._right.setVisible(not is_folded or self._panel is not None)

    def set_detail_width(self, width: int) -> None:
        """As wide as the user left it last time."""
        self._detail_width = width
        self._splitter.setSizes([100_000, scaled(width)])

    def open_panel(self, panel: SidePanel) -> bool:
        """Put a panel in place of the detail, with the cursor in it.

        Returns:
            False if another panel holds typing; that one stays and says so.
        """
        if self._panel is not None:
            if self.has_typing():
                self._panel.ask_to_close()
                return False
            self._drop_panel()
        self._panel = panel
        self._right.addWidget(panel)
        self._right.setCurrentWidget(panel)
        self._right.show()
        panel.closed.connect(self._drop_panel)
        panel.take_cursor()
        return True

    def panel(self) -> SidePanel | None:
        """The panel being filled in, if there is one."""
        return self._panel

    def has_typing(self) -> bool:
        return self._panel is not None and self._panel.is_dirty()

    def show_whole(self, widget: QWidget | None) -> None:
        """Give the whole page to one thing, such as a paper to print; None brings the rest back."""
        if self._whole is not None:
            self._whole.hide()
        for part in self._set_aside:
            part.show()
        self._whole, self._set_aside = widget, []
        if widget is None:
            self.focus_list()
            return
        if self.body.indexOf(widget) < 0:
            self.body.addWidget(widget, 1)
        self._set_aside = [part for part in self._own_parts() if not part.isHidden()]
        for part in self._set_aside:
            part.hide()
        widget.show()
        widget.setFocus()

    def _own_parts(self) -> list[QWidget]:
        rows = (self.actions_row, self.chips_row)
        items = [row.itemAt(at) for row in rows for at in range(row.count())]
        inside = [item.widget() for item in items if item]
        return [self._splitter, self.title, self.subtitle, *(part for part in inside if part)]

    def _drop_panel(self) -> None:
        if self._panel is not None:
            self._right.removeWidget(self._panel)
            self._panel.deleteLater()
            self._panel = None
            self._right.setCurrentIndex(0)
            self._right.setVisible(not self._is_folded)
            self.focus_list()

    def focus_list(self) -> None:
        """Put the cursor back in the list, so that Ctrl+Z means the desk and not a field."""
        if left := self.focusProxy() or self._splitter.widget(0):
            left.setFocus()

    def _say_moved(self, position: int, index: int) -> None:
        del position, index
        self.split_moved.emit(self._splitter.sizes()[1])
