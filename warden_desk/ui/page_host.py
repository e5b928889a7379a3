"""Makes pages when they are first visited, and shows one at a time."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from warden_desk.ui.page_table import PAGES, PageEntry, page_for
from warden_desk.ui.widgets.page import Page, SplitPage

if TYPE_CHECKING:
    from warden_desk.ui.workspace import Workspace


class PageHost(QStackedWidget):
    """The page area. Before a desk is open it shows the way in."""

    shown = Signal(str)
    """The key of the page that came to the front."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace: Workspace | None = None
        self._pages: dict[str, Page] = {}
        self._entrance: Page | None = None

    def show_entrance(self, page: Page) -> None:
        """Show a page that is not in the table: welcome, unlock."""
        self._drop_entrance()
        self._entrance = page
        self.addWidget(page)
        self.setCurrentWidget(page)

    def open(self, workspace: "Workspace") -> None:
        """Show the desk's pages from now on."""
        self._workspace = workspace
        workspace.open_requested.connect(self.open_thing)

    def page(self, key: str) -> Page:
        """A page of the table, made now if this is the first visit."""
        if self._workspace is None:
            raise RuntimeError("no desk is open")
        if key not in self._pages:
            entry = next(entry for entry in PAGES if entry.key == key)
            self._pages[key] = page = self._made(entry, self._workspace)
            self.addWidget(page)
        return self._pages[key]

    def go_to(self, key: str) -> Page:
        """Bring a page to the front."""
        page = self.page(key)
        self.setCurrentWidget(page)
        page.setFocus()
        self._drop_entrance()
        self.shown.emit(key)
        return page

    def open_thing(self, kind: str, thing_id: str) -> None:
        """Show one thing on the page that is its place; of kind "page", the page itself."""
        if kind == "page":
            self.go_to(thing_id)
        elif entry := page_for(kind):
            self.go_to(entry.key).open_item(thing_id)

    def current_page(self) -> Page | None:
        """The page in front."""
        page = self.currentWidget()
        return page if isinstance(page, Page) else None

    def with_typing(self) -> str | None:
        """The key of a page that holds typing not saved yet."""
        return next((key for key, page in self._pages.items() if page.has_typing()), None)

    def remake(self) -> None:
        """Make pages again in the text size in effect, at once or when they are next visited.

        Their lengths are taken when they are made. A page that holds typing is left as it is.
        """
        front = self.current_page()
        for key, page in list(self._pages.items()):
            if not page.has_typing():
                del self._pages[key]
                if page is front:
                    self.go_to(key)
                self.removeWidget(page)
                page.deleteLater()

    def _made(self, entry: PageEntry, workspace: "Workspace") -> Page:
        page = entry.make(workspace)
        page.setObjectName(f"page_{entry.key}")
        if isinstance(page, SplitPage):
            store = workspace.preferences
            if width := store.now.widths.get(entry.key):
                page.set_detail_width(width)
            page.split_moved.connect(_remembering(store.remember_width, entry.key))
        return page

    def _drop_entrance(self) -> None:
        if self._entrance is not None:
            self.removeWidget(self._entrance)
            self._entrance.deleteLater()
            self._entrance = None


def _remembering(remember: Callable[[str, int], None], key: str) -> Callable[[int], None]:
    def moved(width: int) -> None:
        remember(key, width)

    return moved
