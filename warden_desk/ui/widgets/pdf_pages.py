"""The pages of a PDF as a list of small pictures."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from warden_desk.ui.theme import roles, scaled

_THUMBNAIL = 104


class PdfPages(QListWidget):
    """Small pictures of the pages, one of them current."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        side = scaled(_THUMBNAIL)
        self.setObjectName("preview_pages")
        self.setAccessibleName("Pages")
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setMovement(QListWidget.Movement.Static)
        self.setFlow(QListWidget.Flow.TopToBottom)
        self.setWrapping(False)
        self.setIconSize(QSize(side, side))
        self.setGridSize(QSize(side + scaled(34), side + scaled(28)))
        self.setFixedWidth(side + scaled(44))

    def show_pages(self, document: QPdfDocument) -> None:
        """List all pages of a document, the first of them current."""
        self.clear()
        for number in range(document.pageCount()):
            picture = self._picture(document, number)
            icon = QIcon(picture)
            icon.addPixmap(picture, QIcon.Mode.Selected)  # or Qt tints the paper when selected
            item = QListWidgetItem(icon, f"Page {number + 1}")
            text = document.getAllText(number).text()
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, text)
            self.addItem(item)
        self.setCurrentRow(0)

    def _picture(self, document: QPdfDocument, number: int) -> QPixmap:
        ratio, side = self.devicePixelRatioF(), scaled(_THUMBNAIL)
        size = document.pagePointSize(number)
        size.scale(side * ratio, side * ratio, Qt.AspectRatioMode.KeepAspectRatio)
        paper = QPixmap(size.toSize())
        paper.fill(Qt.GlobalColor.white)  # a PDF page has no ground of its own
        painter = QPainter(paper)
        painter.drawImage(0, 0, document.render(number, size.toSize()))
        painter.setPen(roles().colour("strong"))
        painter.drawRect(paper.rect().adjusted(0, 0, -1, -1))
        painter.end()
        paper.setDevicePixelRatio(ratio)
        return paper
