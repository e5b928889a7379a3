"""The side panels that tie a tasking to others, and to what its CSU was told."""

from collections.abc import Callable
from dataclasses import dataclass

from warden_desk.domain.repeats import LinkKind
from warden_desk.domain.returns import SPOKEN, TellDraft
from warden_desk.domain.taskings import TaskingDetail
from warden_desk.services.returns import returns_files
from warden_desk.services.tasking import tasking_links
from warden_desk.ui.panel_opener import Call, PanelOpener
from warden_desk.ui.widgets.editors import choice, day, text
from warden_desk.ui.widgets.form import Form
from warden_desk.ui.workspace import Workspace

_SAYS = {
    LinkKind.RELATED: "is related to",
    LinkKind.DUPLICATE: "is a duplicate of",
    LinkKind.PARENT: "is the parent of",
}


@dataclass(frozen=True, slots=True)
class LinkDraft:
    """How this tasking stands to which other."""

    kind: LinkKind = LinkKind.RELATED
    other: str = ""


@dataclass(frozen=True, slots=True)
class UnlinkDraft:
    """Which link goes."""

    link_id: str | None = None


class LinkPanels:
    """Each asks for one thing, saves it, and closes."""

    def __init__(self, workspace: Workspace, opener: PanelOpener) -> None:
        self._workspace, self._opener = workspace, opener

    def verbs(self) -> dict[str, Callable[[TaskingDetail], None]]:
        """What can be done with a tasking here, by the names the detail uses."""
        return {"link": self.link, "unlink": self.unlink, "told": self.told, "pack": self.pack}

    def link(self, detail: TaskingDetail) -> None:
        """Say how it stands to another, by that one's reference."""
        rows = {
            "kind": ("This one", choice(_SAYS)),
            "other": ("Reference", text("147, or the CSU’s own")),
        }
        form = Form(LinkDraft(), rows)

        def call() -> Call:
            draft = form.draft()
            return tasking_links.link_to, (detail.id, draft.other, draft.kind), {}

        self._opener.open_writing(
            f"Link {detail.reference}", form, "Link", f"Link {detail.reference}", call
        )

    def unlink(self, detail: TaskingDetail) -> None:
        """Take one of its links away."""
        links = {link.id: f"{link.words} {link.reference}" for link in detail.links}
        form = Form(UnlinkDraft(next(iter(links), None)), {"link_id": ("Link", choice(links))})
        self._opener.open_writing(
            f"Take a link away, {detail.reference}",
            form,
            "Take it away",
            f"Unlink {detail.reference}",
            lambda: (tasking_links.unlink, (form.draft().link_id or "",), {}),
        )

    def told(self, detail: TaskingDetail) -> None:
        """Keep that the CSU heard the answer in words; who was told, and when."""
        workspace = self._workspace
        form = Form(
            TellDraft(on=workspace.today()),
            {
                "how": ("How", choice({how: how.value.capitalize() for how in SPOKEN})),
                "told": ("Whom", text("A post, such as CSU sergeant")),
                "on": ("Day", day(workspace.today)),
            },
        )

        def call() -> Call:
            given = {"is_practice": workspace.is_practice}
            return returns_files.tell, (detail.id, form.draft()), given

        self._opener.open_writing(
            f"What {detail.csu} was told, {detail.reference}",
            form,
            "Count as returned",
            f"Return {detail.reference}",
            call,
        )

    def pack(self, detail: TaskingDetail) -> None:
        """Go where its CSU's pack is made."""
        if detail.draft.csu_id:
            self._workspace.open_thing("csu", detail.draft.csu_id)
