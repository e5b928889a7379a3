"""The chips that say which taskings the list shows, and in what order."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from warden_desk.domain.tasking_filters import Counts, SortBy, Which
from warden_desk.ui.widgets.buttons import Button, Chip
from warden_desk.ui.widgets.flow import Flow
from warden_desk.ui.widgets.one_of import OneOf

WHICH = {
    Which.OPEN: "Open",
    Which.OVERDUE: "Overdue",
    Which.UNASSIGNED: "Unassigned",
    Which.TO_CHECK: "To check",
    Which.OWED: "Owed",
    Which.ALL: "All",
}
SORTS = {
    SortBy.DUE: "Due first",
    SortBy.STATE: "By state",
    SortBy.REFERENCE: "By reference",
    SortBy.NEWEST: "Newest first",
    SortBy.WHAT: "By what",
    SortBy.WHERE: "By place",
    SortBy.WHO: "By who has it",
}


class FilterChips(QWidget):
    """One of the chips on the left is on; perhaps mine; any of the districts; one order."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        chips = {
            which: Chip(text, name=f"show_{which.name.lower()}") for which, text in WHICH.items()
        }
        self._which = OneOf(chips, Which.OPEN, self)
        for chip in chips.values():
            chip.clicked.connect(self._say)
        self._mine = Chip("Mine", name="show_mine")
        self._mine.clicked.connect(self._say)
        self._mine.hide()
        self._districts: dict[str, Chip] = {}
        self._sort = SortBy.DUE
        self._is_descending = False
        self._sort_button = Button(
            SORTS[self._sort], rank="quiet", icon_name="chevron-down", name="sort"
        )
        self._sort_button.setMenu(self._sort_menu())
        self._flow = Flow(*chips.values(), self._mine, self._sort_button)
        self.setLayout(self._flow)

    def which(self) -> Which:
        return self._which.key

    def set_which(self, which: Which) -> None:
        """Turn another chip on, as if it had been clicked."""
        if self._which.key is not which:
            self._which.turn(which)
            self.changed.emit()

    def show_filter(
        self,
        which: Which,
        sort: SortBy,
        district_ids: Sequence[str],
        *,
        mine: bool,
        is_descending: bool = False,
    ) -> None:
        """Set all at once, and say so once."""
        self._which.turn(which)
        self._mine.setChecked(mine)
        for key, chip in self._districts.items():
            chip.setChecked(key in district_ids)
        self.set_sort(sort, is_descending=is_descending)

    def is_mine(self) -> bool:
        """Whether only those of whoever sits at the desk are wanted."""
        return self._mine.isChecked() and not self._mine.isHidden()

    def offer_mine(self, *, is_known: bool) -> None:
        """Offer the chip where the desk knows who sits at it."""
        self._mine.setVisible(is_known)

    def sort(self) -> SortBy:
        return self._sort

    def is_descending(self) -> bool:
        """Whether the order is the other way round."""
        return self._is_descending

    def set_sort(self, sort: SortBy, *, is_descending: bool = False) -> None:
        """Order the list another way."""
        self._sort, self._is_descending = sort, is_descending
        words = f"{SORTS[sort]}, backwards" if is_descending else SORTS[sort]
        self._sort_button.setText(words)
        self._sort_button.setAccessibleName(f"Order: {words}")
        self.changed.emit()

    def district_ids(self) -> tuple[str, ...]:
        """The districts that are on; none on means all that are offered."""
        chosen = tuple(key for key, chip in self._districts.items() if chip.isChecked())
        return chosen or tuple(self._districts)

    def offer_districts(self, districts: Sequence[tuple[str, str]]) -> None:
        """Chips for these districts (key, name), all on."""
        if [key for key, _ in districts] == list(self._districts):
            return
        for chip in self._districts.values():
            self._flow.removeWidget(chip)
            chip.deleteLater()
        self._districts = {key: Chip(name, on=True) for key, name in districts}
        self._flow.removeWidget(self._sort_button)
        for chip in self._districts.values():
            chip.clicked.connect(self._say)
            self._flow.addWidget(chip)
        self._flow.addWidget(self._sort_button)

    def show_counts(self, counts: Counts) -> None:
        """Say on the chips how many there are."""
        for which, count in (
            (Which.OVERDUE, counts.overdue),
            (Which.UNASSIGNED, counts.unassigned),
            (Which.TO_CHECK, counts.to_check),
            (Which.OWED, counts.owed),
        ):
            self._which.chips[which].set_count(count or None)

    def _sort_menu(self) -> QMenu:
        menu = QMenu(self)
        for sort, words in SORTS.items():
            menu.addAction(words).triggered.connect(partial(self._choose_sort, sort))
        return menu

    def _choose_sort(self, sort: SortBy, *_: object) -> None:
        self.set_sort(sort)

    def _say(self) -> None:
        self.changed.emit()
