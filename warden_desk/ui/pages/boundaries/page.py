"""Outlines for the map: the sets on the desk; or a file, and what taking it in would change."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget

from warden_desk.domain.areas import AreaKind
from warden_desk.domain.boundaries import (
    BoundaryLine,
    BoundaryPlan,
    LineState,
    SetRow,
)
from warden_desk.domain.rights import Right
from warden_desk.services.boundaries import (
    boundaries,
    boundaries_plan,
    boundaries_reading,
)
from warden_desk.services.incidents import incident_recount
from warden_desk.services.incidents.incident_recount import TakenIn
from warden_desk.ui.actions import Command
from warden_desk.ui.jobs import Job
from warden_desk.ui.pages.boundaries.detail import LineDetail, SetDetail
from warden_desk.ui.pages.boundaries.words import (
    WORDS,
    AskForFile,
    Shown,
    ask_for_file,
    line_columns,
    set_columns,
    shown,
)
from warden_desk.ui.saving import attempt
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.basics import Card, label
from warden_desk.ui.widgets.buttons import Button, Chip
from warden_desk.ui.widgets.date_fields import DateField
from warden_desk.ui.widgets.lazy_table import LazyTable
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.widgets.scrolling import scrolling
from warden_desk.ui.workspace import Workspace


@dataclass(slots=True)
class _Opened:
    """The file being looked at, and what was decided so far."""

    path: Path
    plan: BoundaryPlan
    decisions: dict[str, str] = field(default_factory=dict[str, str])


class BoundariesPage(SplitPage):
    """Nothing is written before every change has been shown."""

    def __init__(self, workspace: Workspace, ask: AskForFile = ask_for_file) -> None:
        super().__init__("Boundaries", detail_width=380)
        self._workspace, self._ask = workspace, ask
        self._open: _Opened | None = None
        self.sets: LazyTable[SetRow] = LazyTable(set_columns(), "Sets of boundaries")
        self.lines: LazyTable[Shown] = LazyTable(line_columns(), "Areas of the file")
        self.chips = {state: Chip(word, name=f"only_{state}") for state, word in WORDS.items()}
        self.since = DateField(workspace.today)
        self._since_label = label("Holds from", "label")
        self._set_detail, self.line_detail = SetDetail(), LineDetail(self._read_as)
        self._lists, self._details = QStackedWidget(), QStackedWidget()
        self._arrange()
        self._connect()
        self._show_mode()

    def commands(self) -> Sequence[Command]:
        one = partial(Command, group="Boundaries")
        act = partial(one, needs=Right.AREAS)
        choices = [
            one(
                f"boundary_choice_{number}",
                f"Decide about this area: choice {number}",
                partial(self.decide_by_number, number),
                str(number),
            )
            for number in (1, 2, 3, 4)
        ]
        return (
            act("boundary_choose", "Choose a file of boundaries", self.choose, "N"),
            act("boundary_fetch", "Fetch boundaries from the ONS", self.fetch),
            act("boundary_take", "Take this file in", self.take_in, "Ctrl+Return"),
            one("boundary_leave", "Leave this file", self.close_file, "B"),
            *choices,
        )

    def read(self) -> None:
        """Read the sets again."""
        rows = self._workspace.read(boundaries.sets)
        chosen = self.sets.chosen_id()
        self.sets.show_all(rows)
        if not self.sets.choose(chosen):
            self.sets.choose_first()
        self._show_set()
        if self._open is None:
            self.set_titles("Boundaries", "What maps are drawn with")

    def choose(self) -> None:
        """Ask for a file and look at it."""
        if (path := self._ask(self)) is not None:
            self.open_file(path)

    def open_file(self, path: Path, kind: AreaKind | None = None) -> None:
        """Look at a file, in another process; nothing is written."""
        self.notice.clear()
        today = self._workspace.today()
        self._watch(
            self._workspace.start(
                f"Look at {path.name}",
                lambda session, job: boundaries_reading.look_at(session, path, today, job, kind),
                partial(self._show_plan, path),
            )
        )

    def fetch(self) -> None:
        """Ask the ONS, now and only now, and look at what came."""
        self.notice.clear()
        today = self._workspace.today()
        self._watch(
            self._workspace.start(
                "Fetch from the ONS",
                lambda session, job: boundaries_reading.fetch(session, today, job),
                self.open_file,
            )
        )

    def decide_by_number(self, number: int) -> None:
        """Take the choice of this number for the chosen area."""
        line = self._line()
        if line is not None and number <= len(line.choices):
            self._decide(line.key, line.choices[number - 1].key)

    def take_in(self) -> None:
        """Write what was shown, in the background, as one change."""
        opened = self._open
        if opened is None:
            self.tell("Choose a file first.", Tone.AMBER)
            return
        act = self._workspace.act()

        def start(_: str) -> None:
            job = self._workspace.start_write(
                f"Take in {opened.plan.file.title}",
                lambda session, progress: incident_recount.take_in_boundaries(
                    session,
                    opened.plan,
                    decisions=opened.decisions,
                    act=act,
                    progress=progress,
                ),
                self._finish,
            )
            self._watch(job)

        attempt(self, start)

    def close_file(self) -> None:
        """Go back to the sets; nothing was written."""
        self._open = None
        self._show_mode()
        self.refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.open_file(files[0])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        (self.sets if self._open is None else self.lines).setFocus()

    def _arrange(self) -> None:
        self._leave = Button("Back", self.close_file, rank="quiet", key="B", name="leave")
        self._fetch = Button("Fetch from the ONS", self.fetch, name="fetch")
        self._choose = Button(
            "Choose a file…", self.choose, icon_name="import", key="N", name="choose"
        )
        self._take = Button("Take in", self.take_in, rank="primary", name="take_in")
        for button in (self._leave, self._fetch, self._choose, self._take):
            self.actions_row.addWidget(button)
        self.since.setAccessibleName("Holds from")
        for part in (self._since_label, self.since, *self.chips.values()):
            self.chips_row.addWidget(part)
        self.chips_row.addStretch(1)
        for table in (self.sets, self.lines):
            self._lists.addWidget(Card(table, margins=(0, 4, 0, 4)))
        for detail in (self._set_detail, self.line_detail):
            self._details.addWidget(Card(scrolling(detail)))
        self.set_sides(self._lists, self._details)
        self.setAcceptDrops(True)

    def _connect(self) -> None:
        for chip in self.chips.values():
            chip.clicked.connect(self._show_lines)
        self.since.left.connect(self._plan_again)
        self.sets.chosen.connect(self._show_set)
        self.lines.chosen.connect(self._show_line)
        self.line_detail.decided.connect(self._decide)
        self.follow(self._workspace.changed, "boundary_set")

    def _show_mode(self) -> None:
        is_open = self._open is not None
        for part in (self._leave, self._take, self._since_label, self.since):
            part.setVisible(is_open)
        for part in (*self.chips.values(), self._fetch, self._choose):
            part.setVisible(not is_open and part in (self._fetch, self._choose))
        self._lists.setCurrentIndex(int(is_open))
        self._details.setCurrentIndex(int(is_open))

    def _show_plan(self, path: Path, plan: BoundaryPlan) -> None:
        self._open = _Opened(path, plan)
        self.since.set_value(plan.valid_from)
        self._show_mode()
        self.set_titles(plan.file.title, path.name)
        self._show_lines()
        self.lines.choose_first()
        self.lines.setFocus()

    def _plan_again(self) -> None:
        """From another day on: the register is compared as it is on that day."""
        since = self.since.value()
        if self._open is None or since is None or since == self._open.plan.valid_from:
            return
        file, today = self._open.plan.file, self._workspace.today()
        self._open.plan = self._workspace.read(boundaries_plan.plan, file, today, since)
        self._show_lines()

    def _show_lines(self) -> None:
        if self._open is None:
            return
        plan, decisions = self._open.plan, self._open.decisions
        wanted = {state for state, chip in self.chips.items() if chip.isChecked()}
        for state, chip in self.chips.items():
            chip.set_count(plan.counts[state])
            chip.setVisible(plan.counts[state] > 0 or chip.isChecked())
        chosen = self.lines.chosen_id()
        self.lines.show_all(
            [
                shown(line, line.decided(decisions))
                for line in plan.lines
                if not wanted or line.state in wanted
            ]
        )
        if not self.lines.choose(chosen):
            self.lines.choose_first()
        self._show_line()
        self._warn(plan)

    def _warn(self, plan: BoundaryPlan) -> None:
        if count := plan.counts[LineState.DOUBTFUL]:
            areas = "1 area is" if count == 1 else f"{count} areas are"
            self.tell(f"{areas} doubtful and stay out until you say what to do.", Tone.AMBER)

    def _show_line(self, _: str = "") -> None:
        if self._open is not None:
            line = self._line()
            decided = line.decided(self._open.decisions) if line else ""
            self.line_detail.show_line(self._open.plan, line, decided)

    def _show_set(self, _: str = "") -> None:
        number = self.sets.rows.number_of(self.sets.chosen_id())
        self._set_detail.show_set(None if number is None else self.sets.rows.row(number))

    def _line(self) -> BoundaryLine | None:
        number = self.lines.rows.number_of(self.lines.chosen_id())
        return None if number is None else self.lines.rows.row(number).line

    def _decide(self, key: str, choice: str) -> None:
        if self._open is not None:
            self._open.decisions[key] = choice
            self._show_lines()

    def _read_as(self, kind: AreaKind) -> None:
        if self._open is not None:
            self.open_file(self._open.path, kind)

    def _finish(self, taken: TakenIn) -> None:
        self.close_file()
        self.sets.choose(taken.done.set_id)
        self.tell(f"{taken.sentence} Ctrl+Z takes it back.", Tone.GREEN)

    def _watch(self, job: Job) -> None:
        job.failed.connect(self._refuse)
        self.progress.follow(job)

    def _refuse(self, error: Exception) -> None:
        self.tell(str(error), Tone.RED)
