"""What stands at the right of the grid: the day of the current cell, or a form to fill in."""

import re
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QTimer

from warden_desk.domain.dates import short_day
from warden_desk.domain.rights import Right
from warden_desk.domain.rounds import RoundDraft
from warden_desk.domain.shifts import ShiftRow
from warden_desk.services.week import rounds
from warden_desk.services.week.weeks import CellKey
from warden_desk.ui.actions import Command
from warden_desk.ui.pages.week.day_panel import DayPanel
from warden_desk.ui.pages.week.keys import cell_id, owner
from warden_desk.ui.pages.week.planner import Planner
from warden_desk.ui.pages.week.verbs import Verbs
from warden_desk.ui.saving import attempt
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.widgets.week_grid_view import WeekGridView
from warden_desk.ui.workspace import Workspace

_WITH_MINUTES = re.compile(r"(?P<place>.*\D)\s+(?P<minutes>\d{1,3})(?:\s*min)?", re.DOTALL)


class Side:
    """Follows the cursor of the grid with the day panel, once that is wanted."""

    def __init__(
        self,
        page: SplitPage,
        view: WeekGridView,
        workspace: Workspace,
        planner: Planner,
        verbs: Verbs,
    ) -> None:
        self._page, self._view = page, view
        self._workspace, self._planner = workspace, planner
        self.day = DayPanel()
        self._soon = QTimer(page)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.refresh)
        view.went.connect(self._soon.start)
        self.day.closed.connect(self.close)
        self.day.added.connect(self._add)
        self.day.given.connect(self._give)
        self.day.described.connect(self._describe)
        self.day.rounds.timed.connect(self._time)
        self.day.rounds.moved.connect(self._move)
        self.day.rounds.removed.connect(self._remove)
        self.day.stretched.connect(partial(self._stretch, verbs))

    def commands(self) -> Sequence[Command]:
        one = partial(Command, group="Week: the day")
        return (
            one("week_day", "The day: stops and minutes", self.toggle, "F4"),
            one("week_stop", "Add a stop", self.add_stop, "Ctrl+Return", needs=Right.RECORD),
        )

    def toggle(self) -> None:
        """Open the day with the cursor in it, or close it."""
        if self.day.isVisible() and self.day.isAncestorOf(self._page.focusWidget() or self._page):
            self.close()
        else:
            self._open()
            self.day.take_cursor()

    def add_stop(self) -> None:
        """Type a stop for the current cell."""
        self._open()
        self.day.line.setFocus()

    def close(self) -> None:
        """Give the grid its room back."""
        self._page.fold_detail(is_folded=True)
        self._page.focus_list()

    def refresh(self) -> None:
        """Show the day of the cell the cursor is in."""
        key = self._key()
        if key is None or not self.day.isVisible():
            return
        day = self._workspace.read(rounds.day, key)
        self.day.show_day(day, is_over=key.on_date <= self._workspace.today())

    def _open(self) -> None:
        self._page.fold_detail(is_folded=False)
        self.refresh()

    def _key(self) -> CellKey | None:
        cell = self._view.current_cell()
        return owner(cell) if cell else None

    def _add(self, shift_id: str, typed: str) -> None:
        found = _WITH_MINUTES.fullmatch(typed.strip())
        place = found["place"] if found else typed
        minutes = int(found["minutes"]) if found else None

        def add(reason: str) -> None:
            self._write(
                f"Add {place.strip()} to {self._name()}",
                partial(rounds.add, minutes=minutes, reason=reason),
                shift_id,
                place,
            )
            self.day.line.clear()

        attempt(self._page, add)

    def _give(self, tasking_id: str) -> None:
        if (key := self._key()) is not None:
            attempt(
                self._page,
                lambda reason: self._write(
                    f"Give a tasking to {self._name()}",
                    partial(rounds.give, reason=reason),
                    tasking_id,
                    key,
                ),
            )

    def _describe(self, shift_id: str, draft: RoundDraft) -> None:
        attempt(
            self._page,
            lambda reason: self._write(
                f"Change the details of {self._name()}",
                partial(rounds.set_details, reason=reason),
                shift_id,
                draft,
            ),
        )

    def _time(self, stop_id: str, planned: int | None, done: int | None) -> None:
        label = f"Change minutes of {self._name()}"
        work = partial(rounds.set_minutes, planned=planned, done=done)
        attempt(self._page, lambda _: self._write(label, work, stop_id))

    def _move(self, stop_id: str, by: int) -> None:
        label = f"Move a stop of {self._name()}"
        attempt(self._page, lambda _: self._write(label, rounds.reorder, stop_id, by))

    def _remove(self, stop_id: str) -> None:
        label = f"Take a stop off {self._name()}"
        attempt(self._page, lambda _: self._write(label, rounds.remove, stop_id))

    def _stretch(self, verbs: Verbs, shift: ShiftRow, start: int, end: int) -> None:
        cell = cell_id(shift.person_id, shift.team_id, shift.on_date)
        verbs.stretch(shift, cell, start, end)
        self.refresh()

    def _name(self) -> str:
        day = self.day.shown()
        return f"{day.person}, {short_day(day.on_date)}" if day else ""

    def _write(self, label: str, work: Callable[..., object], *args: object) -> None:
        self._workspace.write(label, work, *args, act=self._workspace.act())
