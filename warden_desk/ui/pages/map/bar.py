"""What the map shall show: the choice of one thing, its day or period, and whose."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from warden_desk.domain.coverage_modes import PERIODS, USUAL_DAYS, Asked, Mode
from warden_desk.services import people
from warden_desk.services.coverage.coverage_modes import MODES
from warden_desk.ui.theme import scaled
from warden_desk.ui.widgets.basics import label
from warden_desk.ui.widgets.buttons import Chip
from warden_desk.ui.widgets.choice_box import ChoiceBox, Option
from warden_desk.ui.widgets.date_fields import DateField
from warden_desk.ui.workspace import Workspace


class MapBar(QWidget):
    """Says `changed` when another map is wanted."""

    changed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.mode = ChoiceBox([Option(mode, mode.label) for mode in MODES], "Show")
        self.mode.setObjectName("mode")
        self.mode.setAccessibleName("What the map shows")
        self.mode.setMinimumWidth(scaled(226))
        self.mode.set_value(Mode.COVERAGE)
        self.day = DateField(workspace.today)
        self.day.setObjectName("day")
        self.day.setAccessibleName("Day shown")
        self.day.set_value(workspace.today())
        self.on = label("On", "quiet")
        self.period = ChoiceBox([Option(days, text) for days, text in PERIODS.items()])
        self.period.setObjectName("period")
        self.period.setAccessibleName("Length of the period")
        self.period.set_value(USUAL_DAYS)
        self.person = ChoiceBox((), "Who might leave?")
        self.person.setObjectName("person")
        self.person.setAccessibleName("Who might leave")
        self.person.setMinimumWidth(scaled(156))
        self.whole = Chip("Whole county", name="whole")
        self.as_table = Chip("As a table", name="as_table")
        self.what_if = Chip("What if", name="what_if_chip")
        self.lasso = Chip("Lasso", name="lasso")
        self.lasso.setToolTip(
            "Draw round parishes with the mouse to pick them all. By keyboard X picks the "
            "neighbours of a parish, D its district, K all within some kilometres."
        )
        self._arrange()
        self._before = self.asked()
        for field in (self.mode, self.period, self.person, self.day):
            field.left.connect(self._say)

    def asked(self) -> Asked:
        """The map wanted now."""
        mode = self.mode.value() or Mode.COVERAGE
        return Asked(
            mode=mode,
            on=self.day.value() or self._workspace.today(),
            days_back=self.period.value() or USUAL_DAYS,
            person_id=self.person.value() if mode is Mode.VACANCY else None,
        )

    def show_mode(self, mode: Mode) -> None:
        """Choose what is shown."""
        self.mode.set_value(mode)
        self._say()

    def _arrange(self) -> None:
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        for part in (self.mode, self.person, self.period, self.on, self.day):
            box.addWidget(part)
        box.addWidget(self.whole)
        box.addWidget(self.as_table)
        box.addWidget(self.lasso)
        box.addWidget(self.what_if)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._fit()

    def _fit(self) -> None:
        mode = self.asked().mode
        self.on.setText("up to" if mode.has_period else "On")
        fields = {self.period: mode.has_period, self.person: mode is Mode.VACANCY}
        # First what goes: with both for a moment, a small window would be widened for good.
        for field, is_wanted in sorted(fields.items(), key=lambda pair: pair[1]):
            field.setVisible(is_wanted)
        if mode is Mode.VACANCY:
            rows = self._workspace.read(people.rows, self.asked().on)
            self.person.set_options([Option(one.id, one.name, one.team) for one in rows])

    def _say(self) -> None:
        asked = self.asked()
        if asked != self._before:
            self._before = asked
            self._fit()
            self.changed.emit()
