from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.formats.pdf import samples
from warden_desk.formats.pdf.deployment_sheet import file_name, render
from warden_desk.ui.widgets.paper_view import PaperView
from warden_desk.ui.widgets.print_preview import PrintPreview

SHEET = samples.team()


class Desk:
    """Stands in for the system's windows: where to save, and which printer."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pages: tuple[int, int] = (1, 99)
        self.gives_up = False

    def file(self, parent: QWidget, suggested: Path) -> Path | None:
        del parent
        return None if self.gives_up else self.folder / suggested.name

    def printer(self, parent: QWidget, printer: QPrinter) -> bool:
        del parent
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.folder / "printed.pdf"))
        printer.setFromTo(*self.pages)
        return not self.gives_up


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def preview(qtbot: QtBot, desk: Desk) -> PrintPreview:
    preview = PrintPreview(desk.file, desk.printer)
    qtbot.addWidget(preview)
    preview.resize(1000, 640)
    preview.show()
    preview.show_pdf(render(SHEET), "Ashford & Swale, week 48", file_name(SHEET))
    return preview


def button(preview: PrintPreview, name: str) -> QPushButton:
    [found] = preview.findChildren(QPushButton, name)
    return found


def pages(preview: PrintPreview) -> QListWidget:
    [found] = preview.findChildren(QListWidget, "preview_pages")
    return found


def view(preview: PrintPreview) -> PaperView:
    [found] = preview.findChildren(PaperView)
    return found


def printed(path: Path) -> QPdfDocument:
    document = QPdfDocument()
    document.load(str(path))
    return document


def test_every_page_is_listed_and_can_be_read_out(preview: PrintPreview):
    assert preview.page_count() == pages(preview).count() == 3
    assert "OFFICIAL-SENSITIVE" in preview.text(2)
    spoken = pages(preview).item(0).data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert "Amara Okafor" in spoken


def test_choosing_a_page_goes_there(qtbot: QtBot, preview: PrintPreview):
    pages(preview).setCurrentRow(1)
    qtbot.waitUntil(lambda: view(preview).pageNavigator().currentPage() == 1)
    assert "Supervisor" in view(preview).accessibleDescription()


def test_another_paper_takes_the_place_of_the_first(preview: PrintPreview):
    preview.show_pdf(render(samples.empty()), "Empty", "empty.pdf")
    assert pages(preview).count() == 1
    assert "Nobody works early or late alone" in preview.text(0)


def test_it_is_fitted_and_enlarged(preview: PrintPreview):
    assert view(preview).zoomMode() is QPdfView.ZoomMode.FitToWidth
    button(preview, "fit_page").click()
    assert view(preview).zoomMode() is QPdfView.ZoomMode.FitInView
    view(preview).zoom_in()
    first = view(preview).zoomFactor()
    view(preview).zoom_in()
    assert view(preview).zoomFactor() == pytest.approx(first * 1.2)
    for _ in range(40):
        view(preview).zoom_out()
    assert view(preview).zoomFactor() == pytest.approx(0.25)


def test_saving_writes_the_very_bytes_and_says_where(
    qtbot: QtBot, preview: PrintPreview, desk: Desk
):
    with qtbot.waitSignal(preview.saved) as saved:
        button(preview, "save_pdf").click()
    path = desk.folder / "deployment-sheet_ashford-swale_2026-W48_draft-1.pdf"
    assert saved.args == [str(path)]
    assert path.read_bytes().startswith(b"%PDF")
    assert path.name in preview.notice.text()


def test_a_place_that_cannot_be_written_is_refused_with_a_sentence(
    qtbot: QtBot, preview: PrintPreview, desk: Desk
):
    desk.folder = desk.folder / "not there"
    with qtbot.assertNotEmitted(preview.saved):
        button(preview, "save_pdf").click()
    assert "could not be written" in preview.notice.text()


def test_all_pages_are_printed_on_paper_the_same_way_round(
    qtbot: QtBot, preview: PrintPreview, desk: Desk
):
    with qtbot.waitSignal(preview.printed):
        button(preview, "print_pdf").click()
    paper = printed(desk.folder / "printed.pdf")
    assert paper.pageCount() == 3
    assert paper.pagePointSize(0).width() > paper.pagePointSize(0).height()


def test_only_the_pages_asked_for_are_printed(preview: PrintPreview, desk: Desk):
    desk.pages = (2, 2)
    preview.print_pages()
    assert printed(desk.folder / "printed.pdf").pageCount() == 1


def test_giving_up_the_choice_does_nothing(qtbot: QtBot, preview: PrintPreview, desk: Desk):
    desk.gives_up = True
    with qtbot.assertNotEmitted(preview.printed), qtbot.assertNotEmitted(preview.saved):
        preview.save()
        preview.print_pages()
    assert list(desk.folder.iterdir()) == []


def test_escape_goes_back(qtbot: QtBot, preview: PrintPreview):
    with qtbot.waitSignal(preview.closed):
        qtbot.keyClick(view(preview), Qt.Key.Key_Escape)
