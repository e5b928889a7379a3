"""The pages of a PDF one below the other, fitted to the room or enlarged."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QPalette
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QWidget

from warden_desk.ui.theme import roles, scaled

_STEP = 1.2
_SMALLEST, _LARGEST = 0.25, 5.0
_POINTS_PER_INCH = 72


class PaperView(QPdfView):
    """Shows a document; says how large whenever that changes."""

    zoomed = Signal(str)

    def __init__(self, document: QPdfDocument, parent: QWidget) -> None:
        super().__init__(parent)
        self._paper = document
        self.setDocument(document)
        self.setPageMode(QPdfView.PageMode.MultiPage)
        self.setPageSpacing(scaled(12))
        self._colour_ground()

    def go_to(self, page: int) -> None:
        """Show a page from its top; the first is 0."""
        navigator = self.pageNavigator()
        if page >= 0 and page != navigator.currentPage():
            navigator.jump(page, navigator.currentLocation())

    def zoom_in(self) -> None:
        self._zoom_to(self._shown_zoom() * _STEP)

    def zoom_out(self) -> None:
        self._zoom_to(self._shown_zoom() / _STEP)

    def fit_width(self) -> None:
        self.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.zoomed.emit("Width")

    def fit_page(self) -> None:
        self.setZoomMode(QPdfView.ZoomMode.FitInView)
        self.zoomed.emit("Page")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._colour_ground()

    def _colour_ground(self) -> None:
        palette = self.palette()
        ground = roles().colour("sunken")
        if palette.color(QPalette.ColorRole.Dark) != ground:
            palette.setColor(QPalette.ColorRole.Dark, ground)  # what QPdfView paints round a page
            self.setPalette(palette)

    def _shown_zoom(self) -> float:
        """The factor in effect, also while the pages are fitted to the view."""
        room = self.viewport().size()
        size = self._paper.pagePointSize(0) * (self.logicalDpiX() / _POINTS_PER_INCH)
        if self.zoomMode() is QPdfView.ZoomMode.FitToWidth:
            return room.width() / size.width()
        if self.zoomMode() is QPdfView.ZoomMode.FitInView:
            return min(room.width() / size.width(), room.height() / size.height())
        return self.zoomFactor()

    def _zoom_to(self, factor: float) -> None:
        factor = max(_SMALLEST, min(factor, _LARGEST))
        self.setZoomMode(QPdfView.ZoomMode.Custom)
        self.setZoomFactor(factor)
        self.zoomed.emit(f"{factor:.0%}")
