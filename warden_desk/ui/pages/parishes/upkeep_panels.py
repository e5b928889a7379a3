"""The side panels about many contacts at once: terms after an election, bounces, letters."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from warden_desk.domain.contacts import ContactRow, TermsDraft
from warden_desk.domain.mailing import mailing
from warden_desk.services.access import audit
from warden_desk.services.contacts import contact_lists, contacts, mail_merge
from warden_desk.ui.pages.parishes.bounce_list import BounceList
from warden_desk.ui.pages.parishes.words import named
from warden_desk.ui.panel_opener import PanelOpener
from warden_desk.ui.saving import attempt
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.basics import column, label
from warden_desk.ui.widgets.editors import day, text
from warden_desk.ui.widgets.facts import KeyValueList
from warden_desk.ui.widgets.form import Form
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.widgets.side_panel import SidePanel
from warden_desk.ui.workspace import Workspace

AskWhere = Callable[[QWidget, str], Path | None]
_MOST_NAMED = 12
"""Names of those left out for one reason; the rest are counted."""


def ask_where(parent: QWidget, proposed: str) -> Path | None:
    """The system's own window for choosing where to save."""
    kinds = "Workbook (*.xlsx);;CSV (*.csv)"
    name, _ = QFileDialog.getSaveFileName(parent, "Save the list for letters", proposed, kinds)
    return Path(name) if name else None


class UpkeepPanels:
    """Opens a panel beside the list; says beforehand whom it concerns."""

    def __init__(self, page: SplitPage, workspace: Workspace, ask: AskWhere) -> None:
        self._page, self._workspace, self.ask_where = page, workspace, ask
        self._opener = PanelOpener(page, workspace)

    def terms(self, rows: Sequence[ContactRow]) -> None:
        """Ask for the terms of those elected to the councils of these rows."""
        workspace = self._workspace
        councils = list(dict.fromkeys(row.organisation_id for row in rows))
        people = workspace.read(contact_lists.of_organisations, councils, workspace.today())
        form = Form(
            TermsDraft(roles=workspace.settings.elected_roles),
            {
                "term_from": ("From", day(workspace.today)),
                "term_ends_on": ("To", day(workspace.today)),
                "roles": ("Whose", text("chair, councillor")),
            },
        )

        def count() -> None:
            wanted = form.draft().wanted_roles
            found = sum(row.role.casefold() in wanted for row in people)
            form.show_hint("roles", f"Sets the terms of {_counted(found)}. Others keep theirs.")

        form.edited.connect(count)
        count()
        where = rows[0].organisation if len(councils) == 1 else f"{len(councils)} organisations"
        self._opener.open_writing(
            f"Terms at {where}",
            form,
            "Set terms",
            f"Set terms at {where}",
            lambda: (contacts.set_terms, (councils, form.draft()), {}),
        )

    def bounced(self) -> None:
        """Ask for the mails that came back, and show whose they are before they are marked."""
        workspace = self._workspace
        body = BounceList(workspace)
        panel = SidePanel("Mail that came back", body, "Mark them", is_dirty=body.is_dirty)

        def save(_: str) -> None:
            keys, act = body.chosen(), workspace.act()
            on = body.day()
            count = workspace.write("Mail came back", contacts.mark_bounced, keys, on, act=act)
            panel.close_panel()
            self._page.tell(f"{_counted(count)} marked. They stand under “Came back”.", Tone.GREEN)

        panel.accepted.connect(lambda: attempt(panel, save))
        self._page.open_panel(panel)

    def letters(self, rows: Sequence[ContactRow]) -> None:
        """Say who gets a letter and who does not, and write the list for Word."""
        workspace = self._workspace
        found = mailing(rows, workspace.today())
        facts = KeyValueList(key_width=110)
        facts.show_facts(
            (f"{why.capitalize()}: {count}", _names(found.left_out_for(why)))
            for why, count in found.counts.items()
        )
        said = "The list has a line for each letter: organisation, salutation, name, role, e-mail."
        body = QWidget()
        body.setLayout(
            column(
                label(found.sentence, "strong", wrap=True), label(said, "quiet", wrap=True), facts
            )
        )
        panel = SidePanel("Letters", body, "Save the list…")
        panel.save_button.setEnabled(bool(found.letters))

        def save(_: str) -> None:
            path = self.ask_where(panel, "letters.xlsx")
            if path is not None:
                workspace.read(mail_merge.export, found, path)
                written = [row.id for row in found.letters]
                workspace.at_desk.handed_on(written, mail_merge.LISTED, thing_kind=audit.CONTACT)
                panel.close_panel()
                self._page.tell(f"{path.name}: {found.sentence}", Tone.GREEN)

        panel.accepted.connect(lambda: attempt(panel, save))
        self._page.open_panel(panel)


def _names(rows: Sequence[ContactRow]) -> str:
    shown = [f"{named(row)} ({row.organisation})" if row.id else row.organisation for row in rows]
    rest = len(shown) - _MOST_NAMED
    more = [f"and {rest} more"] if rest > 0 else []
    return "\n".join([*shown[:_MOST_NAMED], *more])


def _counted(count: int) -> str:
    return "1 contact" if count == 1 else f"{count} contacts"
