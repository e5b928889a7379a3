"""A PDF as it will be printed, inside the window: pages, zoom, save, print. Never in the way."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QSaveFile,
    QStandardPaths,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeySequence, QPageLayout, QPageSize, QPainter, QShortcut
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QSizePolicy, QWidget

from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.basics import Card, column, label, row
from warden_desk.ui.widgets.buttons import Button, icon_button
from warden_desk.ui.widgets.notice import Notice
from warden_desk.ui.widgets.paper_view import PaperView
from warden_desk.ui.widgets.pdf_pages import PdfPages

ChooseFile = Callable[[QWidget, Path], Path | None]
ChoosePrinter = Callable[[QWidget, QPrinter], bool]
WhyNot = Callable[[], str]
"""Why what is shown may not be handed on, by whoever sits here now; "" if it may."""

_POINTS_PER_INCH = 72
_PRINT_DPI = 300


def ask_for_file(parent: QWidget, suggested: Path) -> Path | None:
    """The system's own window for choosing where to save."""
    name, _ = QFileDialog.getSaveFileName(parent, "Save as PDF", str(suggested), "PDF (*.pdf)")
    return Path(name) if name else None


def ask_for_printer(parent: QWidget, printer: QPrinter) -> bool:
    """The system's own window for choosing a printer and pages; False if it was given up."""
    return QPrintDialog(printer, parent).exec() == QDialog.DialogCode.Accepted


class PrintPreview(QWidget):
    """Shows one PDF. The paper is made elsewhere, in a job; this widget is handed its bytes."""

    closed = Signal()
    saved = Signal(str)
    """The path it was saved to."""
    printed = Signal()

    def __init__(
        self,
        choose_file: ChooseFile = ask_for_file,
        choose_printer: ChoosePrinter = ask_for_printer,
        parent: QWidget | None = None,
        *,
        may_not: WhyNot = str,  # which says ""
    ) -> None:
        super().__init__(parent)
        self._may_not = may_not
        self._choose_file, self._choose_printer = choose_file, choose_printer
        self._data, self._file_name = b"", ""
        self._save: Callable[[], object] = self.save_one
        self._buffer = QBuffer(self)
        self._document = QPdfDocument(self)
        self.notice = Notice()
        self._title, self._count = label("", "h2"), label("", "quiet")
        self._zoom = label("", "quiet")
        self._pages, self._view = PdfPages(), PaperView(self._document, self)
        self._lay_out()
        self._view.zoomed.connect(self._zoom.setText)
        self._view.pageNavigator().currentPageChanged.connect(self._follow_page)
        for keys, run in (
            (QKeySequence.StandardKey.Print, self.print_pages),
            (QKeySequence.StandardKey.Save, self.save),
            (QKeySequence.StandardKey.ZoomIn, self._view.zoom_in),
            (QKeySequence.StandardKey.ZoomOut, self._view.zoom_out),
            (Qt.Key.Key_Escape, self.closed.emit),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)

    def show_pdf(self, data: bytes, title: str, file_name: str, *, take_focus: bool = True) -> None:
        """Show a finished PDF from its first page.

        Args:
            file_name: what it is called if it is saved, without a folder.
            take_focus: False where somebody is still choosing what to see.
        """
        self._data, self._file_name = data, file_name
        self.notice.clear()
        self._document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(data))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        pages = self._document.pageCount()
        self._title.setText(title)
        self._title.setToolTip(title)
        self._count.setText("1 page" if pages == 1 else f"{pages} pages")
        self._view.setAccessibleName(f"Preview of {title}")
        self._pages.show_pages(self._document)
        self._view.fit_width()
        if take_focus:
            self._view.setFocus()

    def page_count(self) -> int:
        return self._document.pageCount()

    def text(self, page: int) -> str:
        """What stands on a page, as a screen reader hears it; the first page is 0."""
        return self._document.getAllText(page).text()

    def why_not(self, button: Button) -> str:
        """Why what a button does may not be done: printing or saving what is shown."""
        return self._may_not() if button.run in (self.save, self.print_pages) else ""

    def take_over_saving(self, run: Callable[[], object]) -> None:
        """Have `run` do what Save does: it may write several files, and may call `save_one`."""
        self._save = run

    def save(self) -> None:
        """Write what is shown where the user wants it."""
        if not self._tell_refusal():
            self._save()

    def save_one(self) -> None:
        """Write the PDF where the user wants it, all of it or not at all."""
        documents = QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        path = self._choose_file(self, Path(documents) / self._file_name)
        if path is None:
            return
        file = QSaveFile(str(path))
        if (
            file.open(QIODevice.OpenModeFlag.WriteOnly)
            and file.write(QByteArray(self._data)) == len(self._data)
            and file.commit()
        ):
            self.notice.say(f"Saved as {path.name}.", Tone.GREEN)
            self.saved.emit(str(path))
        else:
            self.notice.say(
                f"{path} could not be written. Choose another folder, or close the program that "
                "has the file open.",
                Tone.RED,
            )

    def print_pages(self) -> None:
        """Hand the pages to the printer the user chooses."""
        if self._tell_refusal():
            return
        printer = _printer(self._document, self._file_name)
        if not self._choose_printer(self, printer):
            return
        if _paint_on(printer, self._document):
            self.notice.say(f"Sent to {printer.printerName() or 'the printer'}.", Tone.GREEN)
            self.printed.emit()
        else:
            self.notice.say("The printer did not take it. Save it as PDF instead.", Tone.RED)

    def _tell_refusal(self) -> bool:
        """Keys get here past a greyed button."""
        if why := self._may_not():
            self.notice.say(why, Tone.AMBER)
        return bool(why)

    def _lay_out(self) -> None:
        view = self._view
        tools = row(
            icon_button("chevron-left", "Back", self.closed.emit),
            self._title,
            self._count,
            _sign("−", "Smaller", view.zoom_out),
            self._zoom,
            _sign("+", "Larger", view.zoom_in),
            Button("Fit width", view.fit_width, rank="quiet", name="fit_width"),
            Button("Fit page", view.fit_page, rank="quiet", name="fit_page"),
            Button("Save as PDF…", self.save, icon_name="save", name="save_pdf"),
            Button("Print…", self.print_pages, rank="primary", icon_name="print", name="print_pdf"),
        )
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        tools.setStretchFactor(self._title, 1)  # it is cut rather than that the window widens
        self._pages.currentRowChanged.connect(view.go_to)
        body = row(
            Card(self._pages, margins=(0, 4, 0, 4)), Card(view, margins=(1, 1, 1, 1)), gap=12
        )
        body.setStretch(1, 1)
        outer = column(tools, self.notice, body, gap=12)
        outer.setStretch(2, 1)
        self.setLayout(outer)

    def _follow_page(self, page: int) -> None:
        self._view.setAccessibleDescription(self.text(page))
        if page != self._pages.currentRow():
            self._pages.setCurrentRow(page)


def _sign(sign: str, text: str, run: Callable[[], object]) -> Button:
    made = Button(sign, run, rank="quiet")
    made.setAccessibleName(text)
    made.setToolTip(text)
    return made


def _printer(document: QPdfDocument, name: str) -> QPrinter:
    """A printer set up for the document's paper, all pages."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(_PRINT_DPI)
    printer.setFullPage(True)
    printer.setDocName(name)
    printer.setFromTo(1, document.pageCount())
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    size = document.pagePointSize(0)
    is_wide = size.width() > size.height()
    printer.setPageOrientation(
        QPageLayout.Orientation.Landscape if is_wide else QPageLayout.Orientation.Portrait
    )
    return printer


def _paint_on(printer: QPrinter, document: QPdfDocument) -> bool:
    """Paint the pages the printer was asked for; False if it would not begin or end."""
    painter = QPainter()
    if not painter.begin(printer):
        return False
    first = max(1, printer.fromPage())
    last = min(printer.toPage() or document.pageCount(), document.pageCount())
    for number in range(first, last + 1):
        if number > first:
            printer.newPage()
        size = document.pagePointSize(number - 1) * (_PRINT_DPI / _POINTS_PER_INCH)
        painter.drawImage(0, 0, document.render(number - 1, size.toSize()))
    return painter.end()
