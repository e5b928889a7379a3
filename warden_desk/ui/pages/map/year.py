"""The last twelve months, to be pulled through by hand or played."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QSlider, QWidget

from warden_desk.domain.coverage_modes import Asked, ModeView
from warden_desk.domain.dates import plain_date
from warden_desk.services.coverage import coverage_modes
from warden_desk.services.coverage.coverage_modes import MONTHS
from warden_desk.ui.theme import scaled
from warden_desk.ui.widgets.basics import column, label, row
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.map_marks import SliderMarks
from warden_desk.ui.workspace import Workspace

STEP_MS = 800
LINE_PX = 26


class YearStrip(QWidget):
    """A slider over the ends of twelve months. They are read once, when first wanted.

    `shown` brings the view of a month; the last one is the day that was asked for.
    """

    shown = Signal(object)

    def __init__(self, workspace: Workspace, asked: Callable[[], Asked]) -> None:
        super().__init__()
        self._workspace, self._asked = workspace, asked
        self._year: Sequence[ModeView] = ()
        self._of: Asked | None = None
        self._is_reading = False
        self._steps = QTimer(self, interval=STEP_MS)
        self._steps.timeout.connect(self._step)
        self.button = Button("Play", self.play, rank="quiet", name="play")
        self.button.setToolTip("Run through the ends of the last twelve months")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName("months")
        self.slider.setAccessibleName("Month shown")
        self.slider.setRange(0, MONTHS - 1)
        self.slider.setPageStep(3)
        self.slider.valueChanged.connect(self._moved)
        self.months = SliderMarks(self.slider)
        self.day = label("", "quiet")
        self.day.setMinimumWidth(scaled(82))
        strip = row(self.button, column(self.slider, self.months, gap=0), self.day)
        for part in (self.button, self.slider, self.day):
            part.setFixedHeight(scaled(LINE_PX))
        for beside in (self.button, self.day):
            strip.setAlignment(beside, Qt.AlignmentFlag.AlignTop)
        self.setLayout(strip)
        self.forget()

    def forget(self) -> None:
        """Go back to the day itself; what was read is not true any more, or of another map."""
        self._steps.stop()
        self._year, self._of = (), None
        self.slider.blockSignals(True)
        self.slider.setValue(MONTHS - 1)
        self.slider.blockSignals(False)
        self._say()

    @property
    def is_back(self) -> bool:
        """Whether an earlier month is shown than the day that was asked for."""
        return self.slider.value() < MONTHS - 1

    def pace(self, milliseconds: int) -> None:
        """How long each month stays."""
        self._steps.setInterval(milliseconds)

    def play(self) -> None:
        """Run through the year from its first month; again stops it."""
        if self._steps.isActive():
            self._steps.stop()
        else:
            self._steps.start()
            self.slider.setValue(0)
            self._moved()
        self._say()

    def _step(self) -> None:
        if self._is_reading:
            return
        self.slider.setValue(self.slider.value() + 1)
        if not self.is_back:
            self._steps.stop()
            self._say()

    def _moved(self) -> None:
        self._say()
        if self._year:
            self.shown.emit(self._year[self.slider.value()])
        elif not self._is_reading:
            self._read()

    def _read(self) -> None:
        self._is_reading, self._of = True, self._asked()
        asked = self._of
        job = self._workspace.start(
            "Read twelve months",
            lambda session, _: coverage_modes.twelve_months(session, asked),
            self._take,
        )
        job.finished.connect(self._end_reading)

    def _take(self, year: list[ModeView]) -> None:
        self._end_reading()
        if self._of is None:  # something else was asked for meanwhile
            return
        self._year = year
        self._moved()

    def _end_reading(self) -> None:
        self._is_reading = False

    def _say(self) -> None:
        days = coverage_modes.month_ends(self._asked().on)
        self.day.setText(plain_date(days[self.slider.value()]))
        self.months.show_marks([f"{day:%b}" for day in days])
        self.slider.setToolTip("The ends of the last twelve months")
        is_playing = self._steps.isActive()
        self.button.setText("Stop" if is_playing else "Play")
        self.button.setAccessibleName("Stop" if is_playing else "Play the year")
