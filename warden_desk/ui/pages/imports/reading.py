"""Reading a file in the background, at first and again with other choices."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from warden_desk.domain.imports import ImportContext
from warden_desk.services.imports import opening, planning
from warden_desk.ui.jobs import Job
from warden_desk.ui.pages.imports.choices import Choices
from warden_desk.ui.pages.imports.parts import Opened
from warden_desk.ui.workspace import Workspace


class Reading:
    """Reads one thing at a time: a new reading gives up the one before. Nothing is written."""

    def __init__(
        self,
        workspace: Workspace,
        show: Callable[[Opened], object],
        watch: Callable[[Job], object],
    ) -> None:
        self._workspace, self._show, self._watch = workspace, show, watch
        self._job: Job | None = None

    def file(self, path: Path) -> None:
        """Look at a file."""
        self._read(f"Reading {path.name}", partial(opening.open_file, path=path))

    def text(self, typed: str) -> None:
        """Look at pasted text."""
        self._read("Reading the text", partial(opening.open_pasted, text=typed))

    def again(self, opened: Opened, choices: Choices) -> None:
        """Look at the same file, read otherwise."""
        if choices.mapping is None and choices.is_for(opened.plan):
            choices = replace(choices, mapping=opened.choices.mapping)
        context = ImportContext(
            today=self._workspace.today(),
            district_id=choices.district_id,
            list_day=choices.list_day,
            next_meeting=choices.next_meeting,
            date_order=choices.date_order,
            areas=dict(opened.areas),
            words=dict(opened.words),
            skips=dict(opened.skips),
        )
        self._follow(
            self._workspace.start(
                f"Looking at {opened.book.file_name} again",
                lambda session, progress: planning.plan(
                    session,
                    choices.kind or opened.plan.kind,
                    opened.book,
                    context=context,
                    sheet=choices.sheet,
                    mapping=choices.mapping,
                    progress=progress,
                ),
                lambda plan: self._show(replace(opened, choices=choices, plan=plan)),
            )
        )

    def _read(self, words: str, open_: Callable[..., opening.OpenFile]) -> None:
        today = self._workspace.today()
        self._follow(
            self._workspace.start(
                words,
                lambda session, progress: open_(session, today=today, progress=progress),
                lambda found: self._show(Opened(found.book, Choices(), found.plan)),
            )
        )

    def _follow(self, job: Job) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job = job
        job.finished.connect(lambda: self._forget(job))
        self._watch(job)

    def _forget(self, job: Job) -> None:
        if self._job is job:
            self._job = None
