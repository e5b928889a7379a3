"""The chips and pills over the grids: what is shown, and how the week stands."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout

from warden_desk.domain.week_rows import FindingRow, Group, ParishGrid, PersonWeek, WeekGrid
from warden_desk.domain.week_rules.findings import Severity
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.buttons import Chip
from warden_desk.ui.widgets.pill import Pill


class Bars(QObject):
    """Which grid, which people; and stops, warnings and cover as pills."""

    turned = Signal()
    """The other grid is wanted."""
    filtered = Signal()
    """Other people are wanted."""

    def __init__(self, chips_row: QHBoxLayout, parent: QObject) -> None:
        super().__init__(parent)
        self._people = Chip("People × days", on=True, name="show_people")
        self._parishes = Chip("Parishes × days", name="show_parishes")
        one_of = QButtonGroup(self)
        self._groups = {
            group: Chip(group.value, on=True, name=f"show_{group.lower()}") for group in Group
        }
        self._stops = Pill("", Tone.RED)
        self._warnings = Pill("", Tone.AMBER)
        self._cover = Pill("", Tone.GREEN)
        for chip in (self._people, self._parishes):
            one_of.addButton(chip)
            chips_row.addWidget(chip)
        chips_row.addSpacing(16)
        for chip in self._groups.values():
            chip.toggled.connect(self.filtered)
            chips_row.addWidget(chip)
        chips_row.addStretch(1)
        for pill in (self._stops, self._warnings, self._cover):
            pill.hide()
            chips_row.addWidget(pill)
        self._parishes.toggled.connect(self._turn)

    @property
    def is_by_parish(self) -> bool:
        """Whether parishes × days is wanted."""
        return self._parishes.isChecked()

    def turn(self, *, by_parish: bool) -> None:
        (self._parishes if by_parish else self._people).setChecked(True)

    def shown(self, people: Sequence[PersonWeek]) -> list[PersonWeek]:
        """Those of the groups that are on."""
        return [person for person in people if self._groups[person.group].isChecked()]

    def show_group(self, group: Group) -> None:
        """Have this group shown, because somebody in it is asked for."""
        self._groups[group].setChecked(True)

    def count(self, grid: WeekGrid) -> None:
        """Say how many people each group has; one without any has no chip."""
        for group, chip in self._groups.items():
            chip.set_count(grid.count(group))
            chip.setVisible(group is Group.WARDENS or bool(grid.count(group)))

    def tell(self, findings: Sequence[FindingRow], parishes: ParishGrid) -> None:
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
        is_all = parishes.in_target == parishes.wanted
        text = f"{parishes.in_target} of {parishes.wanted} parishes in target"
        self._cover.set_state(text, Tone.GREEN if is_all else Tone.AMBER)
        self._cover.setVisible(bool(parishes.wanted))

    def _turn(self, checked: bool) -> None:
        for chip in self._groups.values():
            chip.setEnabled(not checked)
        self.turned.emit()


def _many(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
