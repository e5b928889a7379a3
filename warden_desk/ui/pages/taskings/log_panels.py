"""The side panels that write in a tasking's log: visits, results, notes, referrals; and strike."""

from collections.abc import Callable
from functools import partial

from warden_desk.domain.tasking_entries import STRIKABLE
from warden_desk.domain.taskings import TaskingDetail
from warden_desk.services.tasking import tasking_candidates, tasking_choices, tasking_log
from warden_desk.ui.pages.taskings import drafts, words
from warden_desk.ui.panel_opener import Call, PanelOpener
from warden_desk.ui.workspace import Workspace


class LogPanels:
    """Each asks for one entry, saves it, and closes."""

    def __init__(self, workspace: Workspace, opener: PanelOpener) -> None:
        self._workspace, self._opener = workspace, opener

    def verbs(self) -> dict[str, Callable[[TaskingDetail], None]]:
        """What can be done with a tasking here, by the names the detail uses."""
        return {
            "visit": self.visit,
            "result": self.result,
            "note": self.note,
            "refer": self.refer,
            "strike": self.strike,
        }

    def visit(self, detail: TaskingDetail) -> None:
        """Log a visit."""
        workspace = self._workspace
        found = workspace.read(tasking_candidates.candidates, detail.id, act=workspace.act())
        form = drafts.visit_form(workspace.today(), detail.assignments, found)
        self._opener.open_writing(
            f"Log a visit, {detail.reference}",
            form,
            "Save visit",
            f"Log a visit, {detail.reference}",
            lambda: (tasking_log.visit, (detail.id, form.draft().visit()), {}),
        )

    def result(self, detail: TaskingDetail) -> None:
        """Enter how it ended."""
        outcomes = self._workspace.read(tasking_choices.outcomes, self._workspace.today())
        form = drafts.result_form(outcomes)

        def call() -> Call:
            draft = form.draft()
            return tasking_log.result, (detail.id, draft.outcome or "", draft.text), {}

        self._opener.open_writing(
            f"Result, {detail.reference}",
            form,
            "Save result",
            f"Enter the result of {detail.reference}",
            call,
        )

    def note(self, detail: TaskingDetail) -> None:
        """Write a note."""
        form = drafts.note_form()
        self._opener.open_writing(
            f"Add a note, {detail.reference}",
            form,
            "Save note",
            f"Add a note to {detail.reference}",
            lambda: (tasking_log.note, (detail.id, form.draft().text), {}),
        )

    def refer(self, detail: TaskingDetail) -> None:
        """Keep that an agency was asked, and whether the person agreed."""
        form = drafts.refer_form()

        def call() -> Call:
            draft = form.draft()
            service = partial(tasking_log.refer, has_consent=draft.consent())
            return service, (detail.id, draft.agency, draft.text), {}

        self._opener.open_writing(
            f"Refer, {detail.reference}",
            form,
            "Save referral",
            f"Refer {detail.reference}",
            call,
        )

    def strike(self, detail: TaskingDetail) -> None:
        """Mark an entry as wrong."""
        today = self._workspace.today()
        entries = {
            entry.id: f"{words.when(entry, today)}  {entry.words()}"
            for entry in detail.entries
            if entry.kind in STRIKABLE and not entry.is_struck
        }
        form = drafts.strike_form(entries)

        def call() -> Call:
            draft = form.draft()
            return tasking_log.strike, (draft.entry_id or "", draft.reason), {}

        self._opener.open_writing(
            f"Strike an entry, {detail.reference}",
            form,
            "Strike",
            f"Strike an entry, {detail.reference}",
            call,
        )
