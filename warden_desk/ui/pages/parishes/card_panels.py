"""What the panels about a card of the Contacts page have in common."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from warden_desk.domain.contact_log import OrganisationCard
from warden_desk.domain.contacts import ContactRow
from warden_desk.ui.panel_opener import PanelOpener
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.editors import text
from warden_desk.ui.widgets.form import Form
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ReasonDraft:
    """Why."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the card shows: an organisation, and the contact of whom all is told."""

    card: OrganisationCard
    contact: ContactRow | None


class CardPanels:
    """Opens a form beside the list about what is shown, and saves what is typed in it."""

    def __init__(
        self,
        page: SplitPage,
        workspace: Workspace,
        shown: Callable[[], Shown | None],
        show: Callable[[str], object],
    ) -> None:
        """`show` shows a contact or an organisation by its key, once it is made."""
        self._page, self._workspace = page, workspace
        self._shown, self._show = shown, show
        self._opener = PanelOpener(page, workspace)

    def _organisation(self) -> Shown | None:
        """What is shown; asks for a choice where nothing is."""
        if (shown := self._shown()) is None:
            self._page.tell("Choose an organisation first.", Tone.AMBER)
        return shown

    def _add(
        self,
        heading: str,
        form: Form[Any],
        label: Callable[[], str],
        service: Callable[..., str],
        *given: str,
    ) -> None:
        """Ask for what a service makes of the form's draft, and show it then."""

        def save(_: str) -> None:
            workspace = self._workspace
            key = workspace.write(label(), service, *given, form.draft(), act=workspace.act())
            self._opener.close()
            self._show(key)

        self._opener.open(heading, form, "Add", save)

    def _put_aside(
        self, name: str, key: str, service: Callable[..., None], example: str, hint: str = ""
    ) -> None:
        """Ask why something is no longer there, and take it off the lists."""
        form = Form(ReasonDraft(), {"reason": ("Why", text(example))})
        if hint:
            form.show_hint("reason", hint)
        self._opener.open_writing(
            f"{name} is no longer there",
            form,
            "Put aside",
            f"Put {name} aside",
            lambda: (service, (key, form.draft().reason), {}),
        )
