"""Risk markers, bought hours, and how often the rules of the week were overridden."""

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum
from functools import partial
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from warden_desk.domain.dates import MONTHS
from warden_desk.domain.funding import FundingMonth
from warden_desk.domain.markers import MarkerRow, MarkerState
from warden_desk.domain.rights import Right
from warden_desk.services import funding_months, markers
from warden_desk.services.week import week_reasons
from warden_desk.services.week.week_reasons import OverrideCount
from warden_desk.ui.actions import Command
from warden_desk.ui.pages.registers import lists
from warden_desk.ui.pages.registers.lists import OverrideRow
from warden_desk.ui.pages.registers.panels import Panels
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.basics import Card
from warden_desk.ui.widgets.buttons import Button, Chip
from warden_desk.ui.widgets.empty_state import EmptyState
from warden_desk.ui.widgets.lazy_table import LazyTable
from warden_desk.ui.widgets.one_of import OneOf
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.workspace import Workspace

_TABLES = (
    "risk_marker",
    "funding_agreement",
    "funding_area",
    "shift",
    "stop",
    "sheet_reason",
    "area",
)
_BACK = timedelta(days=183)
"""So far back overridden rules are counted."""


class Register(StrEnum):
    """Which list."""

    MARKERS = "Risk markers"
    REVIEW = "To approve or review"
    FUNDING = "Bought hours"
    OVERRIDES = "Overridden rules"


_NOTHING = {
    Register.MARKERS: (
        "No risk marker",
        "Add one (N) for a place or a case where more care is taken.",
    ),
    Register.REVIEW: (
        "Nothing to look at",
        "Every marker is approved, and none is past its review.",
    ),
    Register.FUNDING: (
        "No hours are bought",
        "Add an agreement (N) for a parish that pays for hours.",
    ),
    Register.OVERRIDES: ("No rule was overridden", "Reasons given in the week are counted here."),
}


class RegistersPage(SplitPage):
    """One list at a time; a form opens beside it."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("Markers and agreements", detail_width=332)
        self._workspace = workspace
        self._markers: dict[str, MarkerRow] = {}
        self._funding: dict[str, FundingMonth] = {}
        chips = {each: Chip(each.value, name=each.name.lower()) for each in Register}
        self._list = OneOf(chips, Register.MARKERS, self)
        self.markers: LazyTable[MarkerRow] = LazyTable(lists.marker_columns(), "Risk markers")
        self.funding: LazyTable[FundingMonth] = LazyTable(lists.funding_columns(), "Bought hours")
        self.overrides: LazyTable[OverrideRow] = LazyTable(
            lists.override_columns(), "Overridden rules"
        )
        self._nothing = EmptyState("done", "", "")
        self._stack = QStackedWidget()
        self._panels = Panels(self, workspace)
        self._build()
        self.follow(workspace.changed, *_TABLES)

    def commands(self) -> Sequence[Command]:
        one = partial(Command, group="Markers and agreements")
        return (
            one("registers_add", "Add a marker or an agreement", self.add, "N", needs=Right.RECORD),
            one("registers_approve", "Approve the marker", self.approve, "A", needs=Right.RECORD),
            one("registers_end", "End the marker or agreement", self.end, "E", needs=Right.RECORD),
            one("registers_next", "The next list", self.turn, "Ctrl+T"),
        )

    def read(self) -> None:
        """Read the lists again."""
        workspace, today = self._workspace, self._workspace.today()
        found = workspace.read(markers.rows, today)
        months = workspace.read(funding_months.rows, today)
        self._markers = {row.id: row for row in found}
        self._funding = {row.id: row for row in months}
        waiting = [row for row in found if row.state is not MarkerState.LIVE]
        self._list.chips[Register.MARKERS].set_count(len(found))
        self._list.chips[Register.REVIEW].set_count(len(waiting))
        self._list.chips[Register.FUNDING].set_count(len(months))
        self.markers.show_all(waiting if self._list.key is Register.REVIEW else found)
        self.funding.show_all(months)
        if self._list.key is Register.OVERRIDES:
            first = (today - _BACK).replace(day=1)
            job = workspace.start(
                "Count reasons",
                lambda session, _: week_reasons.counts(session, first, today + _BACK),
                self._show_counts,
            )
            self.progress.follow(job)
        self._show()

    def add(self) -> None:
        """Enter a marker, or an agreement."""
        if self._list.key is Register.FUNDING:
            self._panels.add_agreement()
        elif self._list.key is Register.OVERRIDES:
            self.tell("Reasons are given in the week: Shift F8 there.", Tone.BLUE)
        else:
            self._panels.add_marker()

    def approve(self) -> None:
        """Let the chosen marker count."""
        row = self._markers.get(self.markers.chosen_id())
        if row is None or self.markers.isHidden() or row.state is not MarkerState.WAITING:
            self.tell("Choose a marker that waits for approval.", Tone.AMBER)
        else:
            self._panels.approve(row)

    def end(self) -> None:
        """Take the chosen marker or agreement out of use."""
        if self._list.key is Register.OVERRIDES:
            return
        if self._list.key is Register.FUNDING:
            if agreement := self._funding.get(self.funding.chosen_id()):
                self._panels.end_agreement(agreement)
            else:
                self.tell("Choose an agreement in the list first.", Tone.AMBER)
        elif marker := self._markers.get(self.markers.chosen_id()):
            self._panels.end_marker(marker)
        else:
            self.tell("Choose a marker in the list first.", Tone.AMBER)

    def turn(self) -> None:
        """Show the next list."""
        self._list.turn_next()
        self.focus_list()

    def focus_list(self) -> None:
        """Put the cursor into the list."""
        self._table().setFocus()

    def _build(self) -> None:
        self._list.lay_out(self.chips_row)
        self._list.turned.connect(self._show_other)
        self.chips_row.addStretch(1)
        for button in (
            Button("Approve…", self.approve, name="approve"),
            Button("End…", self.end, name="end"),
            Button("Add", self.add, rank="primary", key="N", name="add"),
        ):
            self.actions_row.addWidget(button)
        for table in (self.markers, self.funding, self.overrides):
            self._stack.addWidget(Card(table, margins=(0, 4, 0, 4)))
        self._stack.addWidget(Card(self._nothing))
        self.set_sides(self._stack, QWidget())
        self.fold_detail(is_folded=True)
        self.setFocusProxy(self.markers)

    def _table(self) -> LazyTable[Any]:
        tables = {Register.FUNDING: self.funding, Register.OVERRIDES: self.overrides}
        return tables.get(self._list.key, self.markers)

    def _show(self) -> None:
        table = self._table()
        shown = (self.markers, self.funding, self.overrides).index(table)
        self._nothing.say(*_NOTHING[self._list.key])
        self._stack.setCurrentIndex(shown if table.model().rowCount() else 3)
        today = self._workspace.today()
        month = f"{MONTHS[today.month - 1]} {today.year}"
        self.set_titles(self._list.key.value, month if self._list.key is Register.FUNDING else "")

    def _show_counts(self, counts: list[OverrideCount]) -> None:
        newest = sorted(counts, key=lambda each: (-each.month.toordinal(), -each.count, each.rule))
        self.overrides.show_all([OverrideRow(each) for each in newest])
        self._show()

    def _show_other(self) -> None:
        self.notice.clear()
        self.refresh()
