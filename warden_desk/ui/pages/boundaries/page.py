"""Outlines for the map: the sets on the desk; or a file, and what taking it in would change."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget

from warden_desk.domain.areas import AreaKind
from warden_desk.domain.boundaries import (
    BoundaryPlan,
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
from warden_desk.ui.pages.boundaries.review import Review, doubt_words
from warden_desk.ui.pages.boundaries.sets import Sets
from warden_desk.ui.pages.boundaries.words import AskForFile, ask_for_file
from warden_desk.ui.saving import attempt_job
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.basics import Card, label
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.date_fields import DateField
from warden_desk.ui.widgets.file_drops import FileDrops
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.widgets.scrolling import scrolling
from warden_desk.ui.workspace import Workspace


class BoundariesPage(SplitPage):
    """Nothing is written before every change has been shown."""

    def __init__(self, workspace: Workspace, ask: AskForFile = ask_for_file) -> None:
        super().__init__("Boundaries", detail_width=380)
        self._workspace, self._ask = workspace, ask
        self.since = DateField(workspace.today)
        self._since_label = label("Holds from", "label")
        self.sets, self.review = Sets(), Review(self._read_as)
        self._lists, self._details = QStackedWidget(), QStackedWidget()
        self._arrange()
        self._connect()
        self._show_mode()

    def commands(self) -> Sequence[Command]:
        one = partial(Command, group="Boundaries")
        act = partial(one, needs=Right.AREAS)
        return (
            act("boundary_choose", "Choose a file of boundaries", self.choose, "N"),
            act("boundary_fetch", "Fetch boundaries from the ONS", self.fetch),
            act("boundary_take", "Take this file in", self.take_in, "Ctrl+Return"),
            one("boundary_compare", "What changed from the set before", self.compare, "D"),
            one("boundary_leave", "Leave this file", self.close_file, "B"),
            one(
                "boundary_alike", "Decide so about all of this kind", self.review.decide_alike, "A"
            ),
            one("boundary_left", "Show what is left to decide", self.review.left.click, "L"),
            *_choices(self.review),
        )

    def read(self) -> None:
        """Read the sets again."""
        self.sets.show_sets(self._workspace.read(boundaries.sets))
        if self.review.opened is None:
            self.set_titles("Boundaries", "What maps are drawn with")

    def has_typing(self) -> bool:
        return self.review.opened is not None and bool(self.review.opened.decisions)

    def choose(self) -> None:
        """Ask for a file and look at it."""
        if (path := self._ask(self)) is not None:
            self.open_file(path)

    def open_file(self, path: Path, kind: AreaKind | None = None) -> None:
        """Look at a file, in another process; nothing is written."""
        today = self._workspace.today()
        self._run(
            lambda: self._workspace.start(
                f"Look at {path.name}",
                lambda session, job: boundaries_reading.look_at(session, path, today, job, kind),
                partial(self._show_plan, path),
            )
        )

    def fetch(self) -> None:
        """Ask the ONS, now and only now, and look at what came."""
        today = self._workspace.today()
        self._run(
            lambda: self._workspace.start(
                "Fetch from the ONS",
                lambda session, job: boundaries_reading.fetch(session, today, job),
                self.open_file,
            )
        )

    def compare(self) -> None:
        """Say what changed from the set before to the chosen one; it takes a moment."""
        pair = self.sets.compared()
        if pair is None:
            self.tell("Choose a set that follows another of the same areas.", Tone.AMBER)
            return
        self._run(
            lambda: self._workspace.start(
                "Compare two sets",
                lambda session, _: boundaries.differences(session, *pair),
                partial(self.sets.show_differences, pair[1].id),
            )
        )

    def take_in(self) -> None:
        """Write what was shown, in the background, as one change."""
        opened = self.review.opened
        if opened is None:
            self.tell("Choose a file first.", Tone.AMBER)
            return
        act = self._workspace.act()
        self._run(
            lambda: self._workspace.start_write(
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
        )

    def close_file(self) -> None:
        """Go back to the sets; nothing was written."""
        self.review.opened = None
        self._show_mode()
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.focus_list()

    def focus_list(self) -> None:
        table = self.sets.table if self.review.opened is None else self.review.lines
        table.setFocus()

    def _arrange(self) -> None:
        self._leave = Button("Back", self.close_file, rank="quiet", key="B", name="leave")
        self._fetch = Button("Fetch from the ONS", self.fetch, name="fetch")
        self._choose = Button(
            "Choose a file…", self.choose, icon_name="import", key="N", name="choose"
        )
        go = partial(self._workspace.open_thing, "page", "reorganise")
        self._reorganise = Button("Reorganisation", go, rank="quiet", name="reorganise")
        self._take = Button("Take in", self.take_in, rank="primary", name="take_in")
        for button in (self._leave, self._reorganise, self._fetch, self._choose, self._take):
            self.actions_row.addWidget(button)
        self.since.setAccessibleName("Holds from")
        for part in (self._since_label, self.since, *self.review.filters):
            self.chips_row.addWidget(part)
        self.chips_row.addStretch(1)
        for table in (self.sets.table, self.review.lines):
            self._lists.addWidget(Card(table, margins=(0, 4, 0, 4)))
        for detail in (self.sets.detail, self.review.detail):
            self._details.addWidget(Card(scrolling(detail)))
        self.set_sides(self._lists, self._details)
        FileDrops(self).dropped.connect(self._take_dropped)

    def _connect(self) -> None:
        self.since.left.connect(self._plan_again)
        self.sets.detail.compare_wanted.connect(self.compare)
        self.review.decided.connect(self._warn)
        self.follow(self._workspace.changed, "boundary_set")

    def _show_mode(self) -> None:
        is_open = self.review.opened is not None
        for part in (self._leave, self._take, self._since_label, self.since):
            part.setVisible(is_open)
        for part in (self._reorganise, self._fetch, self._choose):
            part.setVisible(not is_open)
        if not is_open:
            for part in self.review.filters:
                part.hide()
        self._lists.setCurrentIndex(int(is_open))
        self._details.setCurrentIndex(int(is_open))

    def _show_plan(self, path: Path, plan: BoundaryPlan) -> None:
        self.since.set_value(plan.valid_from)
        self.review.open(path, plan)
        self._show_mode()
        self.set_titles(plan.file.title, path.name)
        self._warn()
        self.focus_list()

    def _plan_again(self) -> None:
        """From another day on: the register is compared as it is on that day."""
        since, opened = self.since.value(), self.review.opened
        if opened is None or since is None or since == opened.plan.valid_from:
            return
        file, today = opened.plan.file, self._workspace.today()
        self.review.plan_anew(self._workspace.read(boundaries_plan.plan, file, today, since))
        self._warn()

    def _warn(self, said: str = "") -> None:
        """Say what was decided, and what stays out as long as nothing is."""
        words = doubt_words(self.review.opened) if self.review.opened else ""
        if said or words:
            self.tell("\n".join(filter(None, (said, words))), Tone.AMBER if words else Tone.BLUE)
        else:
            self.notice.clear()

    def _take_dropped(self, files: list[Path]) -> None:
        self.open_file(files[0])

    def _read_as(self, kind: AreaKind) -> None:
        if self.review.opened is not None:
            self.open_file(self.review.opened.path, kind)

    def _finish(self, taken: TakenIn) -> None:
        self.close_file()
        self.sets.table.choose(taken.done.set_id)
        self.tell(f"{taken.sentence} Ctrl+Z takes it back.", Tone.GREEN)

    def _run(self, start: Callable[[], Job]) -> None:
        def begin(_: str) -> Job:
            job = start()
            self.progress.follow(job)
            return job

        attempt_job(self, begin)


def _choices(review: Review) -> list[Command]:
    return [
        Command(
            f"boundary_choice_{number}",
            f"Decide about this area: choice {number}",
            partial(review.decide_by_number, number),
            str(number),
            group="Boundaries",
        )
        for number in (1, 2, 3, 4)
    ]
