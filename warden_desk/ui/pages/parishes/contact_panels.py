"""The side panels about one contact: taken in, changed, spoken to, gone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from warden_desk.domain import private_text
from warden_desk.domain.contact_log import How, TalkDraft
from warden_desk.domain.contacts import Basis, ContactDraft, ContactRow
from warden_desk.domain.dates import plain_date
from warden_desk.services.contacts import contact_log, contacts
from warden_desk.ui.pages.parishes.card_panels import CardPanels
from warden_desk.ui.pages.parishes.words import named
from warden_desk.ui.panel_opener import Call, PanelOpener
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.editors import choice, day, long_text, text, yes_no
from warden_desk.ui.widgets.form import Form
from warden_desk.ui.workspace import Workspace

_STAYS = "No resident's name. The entry stays: a wrong one is struck."
_BASES = {"": "Not on record"} | {basis.value: basis.value.capitalize() for basis in Basis}


@dataclass(frozen=True, slots=True)
class StrikeDraft:
    """Which entry is wrong, and why."""

    entry_id: str | None = None
    reason: str = ""


def talk_panel(
    opener: PanelOpener, workspace: Workspace, offered: Sequence[ContactRow], chosen: str
) -> None:
    """Ask who of us spoke to whom, when and about what. `offered` are those one may have met."""
    by_key = {row.key: row for row in offered}
    first = chosen if chosen in by_key else next(iter(by_key))
    form = Form(
        TalkDraft(happened_on=workspace.today(), contact_id=first),
        {
            "contact_id": ("With", choice({row.key: named(row) for row in offered})),
            "happened_on": ("On", day(workspace.today)),
            "how": ("How", choice({how: how.value.capitalize() for how in How})),
            "text": ("About", long_text("What was said, and what was promised", lines=5)),
            "who": ("Who of us", text("whoever writes this, unless said")),
            "tasking": ("Tasking", text("ASH-26-0147, if it was about one", longest=20)),
        },
    )

    def warn() -> None:
        found = " ".join(private_text.warnings(form.draft().text))
        form.show_hint("text", found or _STAYS)

    form.edited.connect(warn)
    warn()

    def call() -> Call:
        draft = form.draft()
        row = by_key[draft.contact_id or first]
        draft = replace(draft, contact_id=row.id or None)
        return contact_log.talk, (row.organisation_id, draft), {}

    opener.open_writing("Log a talk", form, "Log it", "Log a talk", call)


class ContactPanels(CardPanels):
    """About the contact shown, and what was said with the organisation."""

    def new(self) -> None:
        """Ask for somebody at the organisation shown."""
        if shown := self._organisation():
            at, form = shown.card, self._form(ContactDraft())
            words = f"New contact of {at.name}"
            self._add(words, form, lambda: words, contacts.record, at.id)

    def change(self) -> None:
        """Ask what is different about the contact shown."""
        if contact := self._contact():
            form = self._form(self._workspace.read(contacts.draft_of, contact.id))
            words = f"Change {contact.shown}"
            self._opener.open_writing(
                words, form, "Save", words, lambda: (contacts.amend, (contact.id, form.draft()), {})
            )

    def leave(self) -> None:
        """Ask why the contact shown is no longer there."""
        if contact := self._contact():
            hint = "They go off the list; the log keeps what was said."
            self._put_aside(contact.shown, contact.id, contacts.put_aside, "retired in May", hint)

    def talk(self) -> None:
        """Log a talk with the organisation shown."""
        if (shown := self._organisation()) is None:
            return
        card, contact = shown.card, shown.contact
        whole = ContactRow(
            organisation_id=card.id, organisation=card.name, organisation_kind=card.kind
        )
        chosen = contact.id if contact else ""
        talk_panel(self._opener, self._workspace, [*card.contacts, whole], chosen)

    def strike(self) -> None:
        """Ask which entry of the log is wrong, and why."""
        shown = self._shown()
        told = {
            entry.id: entry for entry in (shown.card.log if shown else ()) if entry.can_be_struck
        }
        if not told:
            self._page.tell("Nothing is logged here that can be struck.", Tone.AMBER)
            return
        lines = {
            key: f"{plain_date(entry.happened_on)} {entry.text}"[:90] for key, entry in told.items()
        }
        form = Form(
            StrikeDraft(next(iter(lines))),
            {"entry_id": ("Entry", choice(lines)), "reason": ("Why", text("wrong parish"))},
        )

        def read_out() -> None:
            form.show_hint("entry_id", told[form.draft().entry_id or next(iter(told))].words())

        form.edited.connect(read_out)
        read_out()

        def call() -> Call:
            draft = form.draft()
            return contact_log.strike, (draft.entry_id or "", draft.reason), {}

        self._opener.open_writing("Strike an entry", form, "Strike", "Strike an entry", call)

    def _contact(self) -> ContactRow | None:
        shown = self._shown()
        if shown is None or shown.contact is None:
            self._page.tell("Choose a contact first.", Tone.AMBER)
            return None
        return shown.contact

    def _form(self, draft: ContactDraft) -> Form[ContactDraft]:
        today = self._workspace.today
        form = Form(
            draft,
            {
                "name": ("Name", text()),
                "role": ("Role", text("clerk, chair, councillor")),
                "phone": ("Phone", text(longest=40)),
                "email": ("E-mail", text()),
                "preferred": ("Best way", text("phone, mornings")),
                "term_from": ("Term from", day(today)),
                "term_ends_on": ("Term to", day(today)),
                "salutation": ("Letters", text("Dear Cllr Ames, unless by name")),
                "lawful_basis": ("Kept as", choice(_BASES)),
                "objected": ("", yes_no("Does not want to be written to")),
            },
        )
        form.show_hint("lawful_basis", "Without one no letters are merged for them.")
        return form
