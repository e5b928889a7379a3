"""Settling, sending, signing and sending back a week: what is kept of it, and what refuses it."""

from collections.abc import Callable
from functools import partial

from warden_desk.domain.dates import Week
from warden_desk.domain.errors import NeedsReason, UserError
from warden_desk.domain.sheet_versions import VersionRow
from warden_desk.domain.week_rows import FindingRow
from warden_desk.services.papers import check_lists, issuing
from warden_desk.ui.jobs import Job
from warden_desk.ui.pages.issuing.forms import answer_form, reason_form
from warden_desk.ui.panel_opener import PanelOpener
from warden_desk.ui.saving import attempt_job
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.workspace import Workspace

TOLD = 4
"""Of the warnings a signature lets stand, how many are named where the reason is asked for."""


class Signing:
    """The page says which week; forms open beside its list."""

    def __init__(self, page: SplitPage, workspace: Workspace) -> None:
        self._page, self._workspace = page, workspace
        self._opener = PanelOpener(page, workspace)

    def give_reason(self, found: tuple[FindingRow, ...]) -> None:
        """Ask why these may stand."""
        form = reason_form()
        what = "1 warning" if len(found) == 1 else f"{len(found)} warnings"
        self._opener.open_writing(
            f"Why {what} may stand",
            form,
            "Keep the reason",
            f"Let {what} stand",
            lambda: (check_lists.give_reason, (found, form.draft().reason), {}),
        )

    def send(self, team_id: str, week: Week) -> None:
        """Ask a supervisor to sign."""
        self._start(
            f"Send week {week.number} for sign-off",
            partial(issuing.send, team_id=team_id, week=week),
            "Sent. It stands on the Today page of whoever signs.",
        )

    def sign_off(self, team_id: str, week: Week) -> None:
        """Sign, and issue the version."""
        is_practice = self._workspace.is_practice
        self._start(
            f"Issue week {week.number}",
            partial(issuing.sign_off, team_id=team_id, week=week, is_practice=is_practice),
            "Issued. This version stays as it is; later changes make the next one.",
        )

    def send_back(self, waiting: VersionRow) -> None:
        """Ask what is to be done before it is signed."""
        form = answer_form()
        self._opener.open_writing(
            f"Back to {waiting.sent_by}",
            form,
            "Send back",
            f"Send week {waiting.week.number} back",
            lambda: (issuing.send_back, (waiting.id, form.draft().answer), {}),
        )

    def _start(self, label: str, work: Callable[..., object], done: str) -> None:
        """Write in the background, for the whole week is read; then say that it is done."""
        if self._workspace.is_writing:
            return
        said = {"today": self._workspace.today(), "act": self._workspace.act()}

        def start(reason: str) -> Job:
            why = {"reason": reason} if reason else {}
            job = self._workspace.start_write(
                label,
                lambda session, progress: _shortened(
                    lambda: work(session, progress=progress, **said, **why)
                ),
                partial(self._say_done, done),
            )
            self._page.progress.follow(job)
            return job

        attempt_job(self._page, start)

    def _say_done(self, done: str, _: object) -> None:
        self._page.tell(done, Tone.GREEN)


def _shortened(sign: Callable[[], object]) -> object:
    """Name the first of many warnings: the list beside has them all."""
    try:
        return sign()
    except NeedsReason as asked:
        more = len(asked.warnings) - TOLD
        if more <= 0:
            raise
        told = (*asked.warnings[:TOLD], f"and {more} more, in the list below")
        raise NeedsReason(told) from asked
    except UserError as refusal:
        lines = str(refusal).splitlines()
        if len(lines) <= TOLD + 1:
            raise
        raise UserError("\n".join((*lines[: TOLD + 1], "…"))) from refusal
