"""A kept file, looked at inside the window: a picture, a PDF or a text. Never opened outside."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QImageReader,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QShortcut,
)
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QPlainTextEdit, QStackedWidget, QWidget

from warden_desk.ui.theme import roles, scaled
from warden_desk.ui.widgets.basics import Card, column, label, row
from warden_desk.ui.widgets.buttons import Button, icon_button
from warden_desk.ui.widgets.empty_state import EmptyState
from warden_desk.ui.widgets.notice import Notice

_LARGEST_SIDE = 2400
"""A larger picture is shrunk while it is read: no screen shows more of it."""
_MOST_TEXT = 200_000


class FileView(QWidget):
    """Shows one file. Saving a copy and removing it are its owner's work."""

    closed = Signal()
    save_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notice = Notice()
        self._title, self._about = label("", "h1"), label("", "quiet")
        self._buffer, self._document = QBuffer(self), QPdfDocument(self)
        self.picture, self.pages, self.text = Picture(), QPdfView(self), QPlainTextEdit()
        self._stack = QStackedWidget()
        self._nothing = EmptyState("export", "No preview", "Save a copy to look at it elsewhere.")
        self._lay_out()
        for keys, run in (
            (QKeySequence(QKeySequence.StandardKey.Save), self.save_wanted.emit),
            (QKeySequence(Qt.Key.Key_Escape), self.closed.emit),
        ):
            shortcut = QShortcut(keys, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)

    def show_file(self, name: str, about: str, media_type: str, data: bytes) -> None:
        """Show a file's content; `about` stands beside its name."""
        self.notice.clear()
        self._title.setText(name)
        self._about.setText(about)
        self._document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(data))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        shown = self._shown(media_type, data)
        shown.setAccessibleName(f"Preview of {name}")
        self._stack.setCurrentWidget(shown)
        shown.setFocus()

    def _shown(self, media_type: str, data: bytes) -> QWidget:
        if media_type.startswith("image/") and self.picture.show_from(self._buffer):
            return self.picture
        if media_type == "application/pdf":
            self._document.load(self._buffer)
            if self._document.pageCount():
                self._colour_ground()
                return self.pages
        if media_type.startswith("text/"):
            self.text.setPlainText(data[:_MOST_TEXT].decode("utf-8", "replace"))
            return self.text
        return self._nothing

    def _colour_ground(self) -> None:
        palette = self.pages.palette()
        palette.setColor(QPalette.ColorRole.Dark, roles().colour("sunken"))  # round the pages
        self.pages.setPalette(palette)

    def _lay_out(self) -> None:
        self.pages.setDocument(self._document)
        self.pages.setPageMode(QPdfView.PageMode.MultiPage)
        self.pages.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.text.setReadOnly(True)
        self.picture.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for part in (self.picture, self.pages, self.text, self._nothing):
            self._stack.addWidget(part)
        tools = row(
            icon_button("chevron-left", "Back", self.closed.emit),
            self._title,
            self._about,
            None,
            Button("Remove…", self.remove_wanted.emit, name="remove_file"),
            Button(
                "Save a copy…",
                self.save_wanted.emit,
                rank="primary",
                icon_name="save",
                name="save_copy",
            ),
        )
        outer = column(tools, self.notice, Card(self._stack, margins=(1, 1, 1, 1)), gap=12)
        outer.setStretch(2, 1)
        self.setLayout(outer)


class Picture(QWidget):
    """One picture, as large as there is room for, never larger than it is."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()

    def show_from(self, device: QIODevice) -> bool:
        """Read a picture and show it; False if it cannot be read."""
        reader = QImageReader(device)
        size = reader.size()
        if max(size.width(), size.height()) > _LARGEST_SIDE:
            limit = QSize(_LARGEST_SIDE, _LARGEST_SIDE)
            reader.setScaledSize(size.scaled(limit, Qt.AspectRatioMode.KeepAspectRatio))
        self._image = reader.read()
        self.update()
        return not self._image.isNull()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        edge = scaled(12)
        room = self.rect().adjusted(edge, edge, -edge, -edge)
        size = self._image.size().boundedTo(
            self._image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        )
        if size.isEmpty():
            return
        place = room
        place.setSize(size)
        place.moveCenter(self.rect().center())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, self._image)
        painter.end()
