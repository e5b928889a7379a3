"""The command palette: everything that can be done, and anything that can be opened, by name."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from warden_desk.ui.actions import Command
from warden_desk.ui.icons import draw
from warden_desk.ui.theme import roles, scaled
from warden_desk.ui.widgets.basics import label
from warden_desk.ui.widgets.overlay import Overlay
from warden_desk.ui.widgets.search_box import SearchBox

MOST = 40
NOT_ALLOWED = "not for whoever sits here"
FOUND = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Found:
    """One line of the palette. `hint` stands at the right: keys, or what kind of thing it is."""

    title: str
    hint: str
    icon: str
    run: Callable[[], object]


Finder = Callable[[str], Sequence[Found]]
"""Answers what was typed with what it finds; called as the user types, so it must be quick."""


class Palette(Overlay):
    """Type, arrow, Enter."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, width=620)
        self.setObjectName("palette")
        self.setAccessibleName("Search and commands")
        self._commands: Callable[[], Iterable[Command]] = tuple
        self._finders: Sequence[Finder] = ()
        self.line = SearchBox("Search or type a command")
        self.line.searched.connect(self._show_found)
        self._rows = QStandardItemModel(self)
        self.list = QListView()
        self.list.setAccessibleName("What was found")
        self.list.setModel(self._rows)
        self.list.setItemDelegate(_Line(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(self._run_index)
        self._nothing: QLabel = label("Nothing bears that name. Try a part of it.", "quiet")
        self.line.returnPressed.connect(self._run_current)
        for part in (self.line, self.list, self._nothing):
            self.box.addWidget(part)

    def search_in(
        self, commands: Callable[[], Iterable[Command]], finders: Sequence[Finder] = ()
    ) -> None:
        """Offer these from now on."""
        self._commands, self._finders = commands, finders

    def open_palette(self, text: str = "") -> None:
        """Open it with this text typed already."""
        self.line.setText(text)
        self._show_found(text)
        self.open_over()
        self.line.setFocus()

    def wanted_height(self, width: int) -> int:
        del width
        return scaled(420)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        elif self._rows.rowCount():
            at = (self.list.currentIndex().row() + step) % self._rows.rowCount()
            self.list.setCurrentIndex(self._rows.index(at, 0))

    def _show_found(self, text: str) -> None:
        self._rows.clear()
        for found in self._find(text)[:MOST]:
            item = QStandardItem(found.title)
            item.setData(found, FOUND)
            item.setAccessibleDescription(found.hint)
            self._rows.appendRow(item)
        self.list.setCurrentIndex(self._rows.index(0, 0))
        self.list.setVisible(self._rows.rowCount() > 0)
        self._nothing.setVisible(self._rows.rowCount() == 0)

    def _find(self, text: str) -> list[Found]:
        words = text.casefold().split()
        commands = [
            Found(
                command.text,
                NOT_ALLOWED if command.is_refused else command.keys,
                "lock" if command.is_refused else "chevron-right",
                command.run,
            )
            for command in self._commands()
            if all(word in command.text.casefold() for word in words)
        ]
        if not words:
            return commands
        return [*(found for finder in self._finders for found in finder(text)), *commands]

    def _run_current(self) -> None:
        # What was typed last may not have been searched yet: Enter follows quick typing.
        self._show_found(self.line.text().strip())
        self._run_index(self.list.currentIndex())

    def _run_index(self, index: QModelIndex) -> None:
        found = index.data(FOUND)
        if isinstance(found, Found):
            self.close_over()
            found.run()


class _Line(QStyledItemDelegate):
    """Icon, title, and a faint hint at the right."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(super().sizeHint(option, index).width(), scaled(32))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        found: Found = index.data(FOUND)
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType]
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType]
        colours, side = roles(), scaled(16)
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.colour("accent_soft"))
            painter.drawRoundedRect(rect, scaled(6), scaled(6))
        mark = QRect(rect.left() + scaled(8), rect.center().y() - side // 2, side, side)
        draw(painter, mark, found.icon, colours.colour("quiet"))
        words = rect.adjusted(scaled(34), 0, -scaled(10), 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(colours.colour("faint"))
        painter.drawText(words, Qt.AlignmentFlag.AlignRight | middle, found.hint)
        room = words.width() - painter.fontMetrics().horizontalAdvance(found.hint) - scaled(16)
        title = painter.fontMetrics().elidedText(found.title, Qt.TextElideMode.ElideRight, room)
        painter.setPen(colours.colour("text"))
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | middle, title)
        painter.restore()
