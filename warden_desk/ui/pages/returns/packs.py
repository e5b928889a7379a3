"""Making a pack, looking at it, marking it as sent, and opening it again."""

from functools import partial

from PySide6.QtCore import QObject

from warden_desk.domain.errors import UserError
from warden_desk.domain.returns import SentReturn, Standing
from warden_desk.services.access import clearance
from warden_desk.services.returns import returns, returns_files
from warden_desk.services.returns.returns_files import Pack, Proof
from warden_desk.ui.jobs import Job
from warden_desk.ui.pages.returns import words
from warden_desk.ui.pages.returns.pack_view import PackView
from warden_desk.ui.saving import attempt
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.workspace import Workspace


class Packs(QObject):
    """Fills the view of a page, which takes the whole of it: a wide list wants room."""

    def __init__(self, page: SplitPage, workspace: Workspace, view: PackView) -> None:
        super().__init__(page)  # a job that ends after the page is gone finds nobody to tell
        self._page, self._workspace = page, workspace
        self._view = view
        self._csu: Standing | None = None
        self._without: tuple[str, ...] = ()
        view.send_wanted.connect(self.send)
        view.leave_out.connect(self._leave_out)
        view.put_back.connect(self._put_back)

    def make(self, csu: Standing) -> None:
        """Make a CSU's files in the background, and show them before anything goes."""
        self._csu, self._without = csu, ()
        self._make(csu)

    def _leave_out(self, tasking_id: str) -> None:
        """Make the pack again without this one, which stays owed."""
        if self._csu is not None:
            self._without = (*self._without, tasking_id)
            self._make(self._csu)

    def _put_back(self) -> None:
        if self._csu is not None:
            self.make(self._csu)

    def _make(self, csu: Standing) -> None:
        without = self._without
        act, is_practice = self._workspace.act(), self._workspace.is_practice
        self._follow(
            self._workspace.start(
                f"Make the pack for {csu.csu}",
                lambda session, _: returns_files.make(
                    session, csu.id, act=act, without=without, is_practice=is_practice
                ),
                self._show,
            )
        )

    def open(self, sent: SentReturn) -> None:
        """Show what was sent, from the bytes that are kept."""
        self._follow(
            self._workspace.start(
                "Open what was sent",
                lambda session, _: returns_files.proof(session, sent.id),
                partial(self._show_proof, sent),
            )
        )

    def send(self) -> None:
        """Keep that the file that is shown went out; a warning asks for a reason first."""
        pack, file = self._view.pack(), self._view.file()
        if pack is None or file is None:
            return
        content, draft = pack.content, self._view.draft()
        count = len(content.items)

        def save(reason: str) -> None:
            self._workspace.write(
                f"Return {count} to {content.csu}",
                returns.send,
                content,
                file,
                draft,
                act=self._workspace.act(),
                reason=reason,
            )
            self._page.show_whole(None)
            said = "1 answer counts" if count == 1 else f"{count} answers count"
            self._page.tell(
                f"{said} as sent to {content.csu}. The file is kept as proof.", Tone.GREEN
            )

        attempt(self._view, save)

    def _show(self, pack: Pack) -> None:
        self._page.show_whole(self._view)
        self._view.show_pack(pack, len(self._without))
        items = pack.content.items if not self._workspace.at_desk.hides else ()
        sensitive = [item.tasking_id for item in items if item.is_sensitive]
        self._workspace.at_desk.looked(sensitive, "return pack on screen")

    def _show_proof(self, sent: SentReturn, proof: Proof) -> None:
        self._page.show_whole(self._view)
        self._view.show_proof(proof, f"Sent {words.sent_heading(sent)}")
        told = self._workspace.read(clearance.sensitive_in_return, sent.id)
        self._workspace.at_desk.looked(told, "return pack on screen")

    def _follow(self, job: Job) -> None:
        self._page.notice.clear()
        self._page.progress.follow(job)
        job.failed.connect(self._refused)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self._page.tell(str(error), Tone.AMBER)
