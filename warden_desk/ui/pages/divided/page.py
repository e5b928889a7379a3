"""What is under way for parishes that were divided, and giving it to their parts."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QStackedWidget

from warden_desk.domain.divided import DividedWork, work_words
from warden_desk.domain.rights import Right
from warden_desk.services.reorganisation import divided_work
from warden_desk.ui.actions import Command
from warden_desk.ui.pages.divided.detail import MOST_PARTS, PartsDetail
from warden_desk.ui.pages.divided.words import CHIPS, NOTHING, Which, columns
from warden_desk.ui.saving import attempt
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.basics import Card
from warden_desk.ui.widgets.buttons import Button, Chip
from warden_desk.ui.widgets.empty_state import EmptyState
from warden_desk.ui.widgets.lazy_table import LazyTable
from warden_desk.ui.widgets.one_of import OneOf
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.widgets.scrolling import scrolling
from warden_desk.ui.workspace import Workspace


class DividedPage(SplitPage):
    """Choose lines, see what would go along, and press the number of a part."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("Divided parishes", detail_width=340)
        self._workspace = workspace
        self._rows: dict[str, DividedWork] = {}
        chips = {which: Chip(words, name=f"show_{which}") for which, words in CHIPS.items()}
        self._list = OneOf(chips, Which.WAITING, self)
        self.table: LazyTable[DividedWork] = LazyTable(
            columns(), "What may go to a part", several=True
        )
        self.detail = PartsDetail(self.give)
        go = partial(workspace.open_thing, "page", "reorganise")
        self._nothing = EmptyState("parishes", "", "", Button("Reorganisation", go, name="go"))
        self._stack = QStackedWidget()
        self._arrange()
        self.follow(workspace.changed)

    def commands(self) -> Sequence[Command]:
        one = partial(Command, group="Divided parishes")
        numbers = (
            one(
                f"divided_{number}",
                f"Give to part {number}",
                partial(self.give, number),
                str(number),
                needs=Right.RECORD,
            )
            for number in range(1, MOST_PARTS + 1)
        )
        return (
            *numbers,
            one("divided_all", "Choose all that is listed", self.choose_all, "Ctrl+A"),
            one("divided_parish", "Choose all of this parish", self.choose_parish, "A"),
            one("divided_other", "Show the other list", self.show_other, "F"),
        )

    def read(self) -> None:
        """Read what may go to a part again."""
        found = self._workspace.read(divided_work.rows, self._workspace.today())
        lists = {which: [row for row in found if which.holds(row)] for which in Which}
        for which, chip in self._list.chips.items():
            chip.set_count(len(lists[which]))
        shown = lists[self._list.key]
        self._rows = {row.id: row for row in shown}
        self.table.show_all(shown)
        self._nothing.say(*NOTHING[self._list.key])
        self._stack.setCurrentIndex(0 if shown else 1)
        waiting = work_words(lists[Which.WAITING])
        self.set_titles("Divided parishes", f"{waiting} to decide" if waiting else "")
        self._show_chosen()

    def give(self, number: int) -> None:
        """Give what is chosen to a part, by its number."""
        chosen = self._chosen()
        parts = chosen[0].parts if chosen else ()
        if len({row.parish_id for row in chosen}) != 1 or number > len(parts):
            self.tell(self.detail.refusal(chosen), Tone.AMBER)
            return
        part, words = parts[number - 1], work_words(chosen)
        near = min(self._numbers(chosen))

        def save(_: str) -> None:
            self._workspace.write(
                f"Give {words} to {part.name}",
                divided_work.give,
                [row.id for row in chosen],
                part.id,
                self._workspace.today(),
                act=self._workspace.act(),
            )
            self.refresh()
            self.table.choose_near(near)
            self.tell(f"{words} given to {part.name}. Ctrl+Z takes it back.", Tone.GREEN)

        attempt(self, save)

    def choose_all(self) -> None:
        """Choose every line."""
        self.table.choose_all(tuple(self._rows))
        self.table.setFocus()

    def choose_parish(self) -> None:
        """Choose every line of the parish the cursor is in."""
        at = self._rows.get(self.table.chosen_id())
        if at is not None:
            same = [key for key, row in self._rows.items() if row.parish_id == at.parish_id]
            self.table.choose_all(same)
        self.table.setFocus()

    def show_other(self) -> None:
        """Change between what waits and what is planned."""
        self._list.turn_next()

    def focus_list(self) -> None:
        """Put the cursor into the list."""
        self.table.setFocus()

    def _chosen(self) -> list[DividedWork]:
        return [self._rows[key] for key in self.table.chosen_ids() if key in self._rows]

    def _numbers(self, chosen: Sequence[DividedWork]) -> list[int]:
        keys = list(self._rows)
        return [keys.index(row.id) for row in chosen]

    def _show_chosen(self) -> None:
        self.detail.show_chosen(self._chosen())

    def _arrange(self) -> None:
        self._list.lay_out(self.chips_row)
        self._list.turned.connect(self._turn)
        self.chips_row.addStretch(1)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._nothing)
        left = Card(self._stack, margins=(0, 4, 0, 4))
        self.set_sides(left, Card(scrolling(self.detail)))
        self.table.count_chosen.connect(self._show_chosen)
        self.table.chosen.connect(self._show_chosen)
        self.setFocusProxy(self.table)

    def _turn(self) -> None:
        self.notice.clear()
        self.refresh()
        self.table.choose_first()
