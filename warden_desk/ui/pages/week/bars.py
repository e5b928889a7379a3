"""The chips and pills over the grids: what is shown, and how the week stands."""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout

from warden_desk.domain.week_rows import FindingRow, Group, ParishGrid, PersonWeek, WeekGrid
from warden_desk.domain.week_rules.findings import Severity
from warden_desk.ui.pages.week.team_choice import TeamChoice
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.buttons import Chip
from warden_desk.ui.widgets.flow import Flow
from warden_desk.ui.widgets.one_of import OneOf
from warden_desk.ui.widgets.pill import Pill


class View(IntEnum):
    """Which grid is shown."""

    PEOPLE = 0
    PARISHES = 1
    MONTH = 2


class Bars(QObject):
    """Which grid, which people; and stops, warnings and cover as pills."""

    turned = Signal()
    """The other grid is wanted."""
    filtered = Signal()
    """Other people are wanted."""

    def __init__(self, chips_row: QHBoxLayout, teams: TeamChoice, parent: QObject) -> None:
        super().__init__(parent)
        views = {
            View.PEOPLE: Chip("People × days", name="show_people"),
            View.PARISHES: Chip("Parishes × days", name="show_parishes"),
            View.MONTH: Chip("Month", name="show_month"),
        }
        self._views = OneOf(views, View.PEOPLE, self)
        self._groups = {
            group: Chip(group.value, on=True, name=f"show_{group.lower()}") for group in Group
        }
        self._stops = Pill("", Tone.RED)
        self._warnings = Pill("", Tone.AMBER)
        self._cover = Pill("", Tone.GREEN)
        flow = Flow()
        for chip in views.values():
            flow.addWidget(chip)
        flow.addWidget(teams)
        for chip in self._groups.values():
            chip.toggled.connect(self.filtered)
            flow.addWidget(chip)
        chips_row.addLayout(flow, 1)
        for pill in (self._stops, self._warnings, self._cover):
            pill.hide()
            chips_row.addWidget(pill)
        self._views.turned.connect(self._turn)

    @property
    def view(self) -> View:
        """Which grid is wanted."""
        return self._views.key

    def turn(self, view: View) -> None:
        """Want this grid."""
        self._views.turn(view)

    @property
    def groups(self) -> set[Group]:
        """The groups that are on."""
        return {group for group, chip in self._groups.items() if chip.isChecked()}

    def shown(self, people: Sequence[PersonWeek]) -> list[PersonWeek]:
        """Those of the groups that are on."""
        return [person for person in people if person.group in self.groups]

    def show_group(self, group: Group) -> None:
        """Have this group shown, because somebody in it is asked for."""
        self._groups[group].setChecked(True)

    def count(self, grids: Sequence[WeekGrid]) -> None:
        """Say how many people each group has; one without any has no chip."""
        for group, chip in self._groups.items():
            number = sum(grid.count(group) for grid in grids)
            chip.set_count(number)
            chip.setVisible(group is Group.WARDENS or bool(number))

    def tell(self, findings: Sequence[FindingRow], parishes: Sequence[ParishGrid]) -> None:
        """Say how the week stands."""
        stops = sum(row.severity is Severity.STOP for row in findings)
        warnings = sum(
            row.severity is Severity.WARNING and not row.is_settled and not row.area_id
            for row in findings
        )
        self._stops.set_state(_many(stops, "stop"), Tone.RED)
        self._stops.setVisible(bool(stops))
        self._warnings.set_state(_many(warnings, "warning"), Tone.AMBER)
        self._warnings.setVisible(bool(warnings))
        kept = sum(grid.in_target for grid in parishes)
        wanted = sum(grid.wanted for grid in parishes)
        text = f"{kept} of {wanted} parishes in target"
        self._cover.set_state(text, Tone.GREEN if kept == wanted else Tone.AMBER)
        self._cover.setVisible(bool(wanted))

    def _turn(self) -> None:
        for each in self._groups.values():
            each.setEnabled(self.view is not View.PARISHES)
        self.turned.emit()


def _many(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
