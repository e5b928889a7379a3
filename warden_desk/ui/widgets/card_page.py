"""A list, and all that is known of the one chosen in it."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtWidgets import QStackedWidget, QWidget

from warden_desk.ui.widgets.basics import Card
from warden_desk.ui.widgets.empty_state import EmptyState
from warden_desk.ui.widgets.lazy_model import HasId
from warden_desk.ui.widgets.lazy_table import LazyTable
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.widgets.scrolling import scrolling

Row = TypeVar("Row", bound=HasId)


class CardPage(SplitPage, Generic[Row]):
    """A list on the left, the card of what is chosen on the right.

    What is shown stays shown while it is there, whether or not the list has it. A page says how
    its list is read (`read_list`, which ends with `show_rows`) and how a card is (`read_card`).
    """

    def __init__(
        self, title: str, table: LazyTable[Row], card: QWidget, search: str, *, width: int = 372
    ) -> None:
        """`search` says what the search box finds, `width` how wide the card is at first."""
        super().__init__(title, detail_width=width)
        self.table = table
        self._shown = ""
        self._left = QStackedWidget()
        self._left.addWidget(table)
        box = self.add_search(search)
        box.searched.connect(self.show_filtered)
        box.left_down.connect(table.setFocus)
        table.chosen.connect(self.show_card)
        left = Card(self._left, margins=(0, 4, 0, 4))
        self.set_sides(left, Card(scrolling(card), margins=(16, 12, 4, 12)))
        self.setFocusProxy(table)

    def read_list(self, typed: str) -> None:
        """Read what the list shows, with these words in it."""
        raise NotImplementedError

    def read_card(self, key: str) -> bool:
        """Read and show one thing; "" for nothing. False if it is not there any more."""
        raise NotImplementedError

    def show_rows(self, rows: Sequence[Row], otherwise: EmptyState) -> None:
        """Show these, or what to do where there are none."""
        if self._left.indexOf(otherwise) < 0:
            self._left.addWidget(otherwise)
        self.table.show_all(rows)
        self._left.setCurrentWidget(self.table if rows else otherwise)

    def open_item(self, item_id: str) -> None:
        """Show one thing, whether or not the list shows it now."""
        self.catch_up()
        if not self.table.choose(item_id):
            self.table.clear_choice()
            self.show_card(item_id)
        self.table.setFocus()

    def read(self) -> None:
        """Read everything again; what is shown stays shown."""
        shown = self._shown
        self._read_list()
        self.show_card(self.table.chosen_id() or shown)
        if not self._shown:
            self.table.choose_first()

    def focus_list(self) -> None:
        self.table.setFocus()

    def show_filtered(self) -> None:
        """Show another list, and its first thing if the one shown is not in it."""
        self._read_list()
        if not self.table.chosen_id():
            self.show_card("")
            self.table.choose_first()

    def show_card(self, key: str) -> None:
        """Show one thing; none if it is not there any more."""
        is_there = bool(key) and self.read_card(key)
        if not is_there:
            self.read_card("")
        self._shown = key if is_there else ""

    def _read_list(self) -> None:
        self.read_list(self.search.text() if self.search else "")
