"""All that is known of an organisation and its people, as the right side of the Contacts page."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from warden_desk.domain.contact_log import OrganisationCard
from warden_desk.domain.contacts import ContactRow
from warden_desk.ui.pages.parishes.words import facts, log_lines, reach, state
from warden_desk.ui.widgets.basics import column, empty, kind, label, row, rule
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.facts import KeyValueList, LogList
from warden_desk.ui.widgets.flow import Flow
from warden_desk.ui.widgets.pill import Pill

_WHEN = 84


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactVerbs:
    """What the card lets one do; `choose` shows another contact or place by kind and key."""

    choose: Callable[[str, str], object]
    confirm: Callable[[], object]
    change: Callable[[], object]
    leave: Callable[[], object]
    add: Callable[[], object]
    talk: Callable[[], object]
    strike: Callable[[], object]
    change_organisation: Callable[[], object]


class OrganisationDetail(QWidget):
    """Shows one `OrganisationCard`, with the facts of the contact that was chosen."""

    def __init__(self, verbs: ContactVerbs) -> None:
        super().__init__()
        kind(self, "clear")
        self._verbs = verbs
        self._card: OrganisationCard | None = None
        self._chosen, self._shows_struck = "", False
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 12, 0)
        self._box.setSpacing(10)

    def show_nothing(self) -> None:
        """Leave the side empty."""
        self._card = None
        empty(self._box)
        self._box.addStretch(1)

    def show_organisation(self, card: OrganisationCard, chosen: str) -> None:
        """Show an organisation; `chosen` is the contact of whom all is told."""
        if self._card is None or self._card.id != card.id:
            self._shows_struck = False
        self._card, self._chosen = card, chosen
        empty(self._box)
        self._head(card)
        for contact in card.contacts:
            self._box.addWidget(rule())
            self._contact(contact, is_chosen=contact.id == chosen)
        if not card.contacts:
            self._box.addWidget(rule())
            self._box.addWidget(label("Nobody is named yet.", "quiet"))
        new = Button("New contact", self._verbs.add, key="N", name="new_contact")
        self._box.addLayout(row(new, None))
        self._log(card)
        self._box.addStretch(1)

    def _head(self, card: OrganisationCard) -> None:
        change = Button("Change", self._verbs.change_organisation, rank="link", name="change_org")
        self._box.addWidget(label(card.name, "h1", wrap=True))
        self._box.addLayout(row(label(card.kind, "quiet"), None, change))
        if card.areas:
            links = [
                Button(name, partial(self._verbs.choose, "area", key), rank="link")
                for key, name in card.areas
            ]
            self._box.addLayout(Flow(*links))
        for text in (f"Meets: {card.meets}" if card.meets else "", card.note):
            if text:
                self._box.addWidget(label(text, "quiet", wrap=True))

    def _contact(self, contact: ContactRow, *, is_chosen: bool) -> None:
        pill = Pill(*state(contact))
        if not is_chosen:
            show = partial(self._verbs.choose, "contact", contact.id)
            name = Button(contact.shown, show, rank="link")
            said = label(" · ".join(filter(None, (contact.role, reach(contact)))), "label")
            said.setWordWrap(True)
            self._box.addLayout(column(row(name, None, pill), said, gap=2))
            return
        self._box.addLayout(row(label(contact.shown, "h2", wrap=True), None, pill))
        known = KeyValueList()
        known.show_facts(
            [
                ("Role", contact.role if contact.name else ""),
                ("Phone", contact.phone),
                ("E-mail", contact.email),
                *facts(contact),
            ]
        )
        self._box.addWidget(known)
        confirm = Button("Confirm", self._verbs.confirm, rank="primary", key="C", name="confirm")
        change = Button("Change", self._verbs.change, key="E", name="change")
        leave = Button("No longer there", self._verbs.leave, rank="link", name="leave")
        self._box.addLayout(row(confirm, change, None, leave))

    def _log(self, card: OrganisationCard) -> None:
        struck = sum(entry.struck_at is not None for entry in card.log)
        words = "Hide struck" if self._shows_struck else f"Show {struck} struck"
        show = Button(words, self._toggle_struck, rank="link", name="show_struck")
        show.setVisible(struck > 0)
        self._box.addWidget(rule())
        talk = Button("Log a talk", self._verbs.talk, key="L", name="talk")
        self._box.addLayout(row(label("Log", "h2"), None, show, talk))
        lines = log_lines(card.log, with_struck=self._shows_struck)
        if lines:
            log = LogList(_WHEN)
            log.show_entries(lines)
            self._box.addWidget(log)
        else:
            self._box.addWidget(label("Nothing was logged yet.", "quiet"))
        if any(entry.can_be_struck for entry in card.log):
            strike = Button("Strike an entry", self._verbs.strike, rank="link", name="strike")
            self._box.addLayout(row(strike, None))

    def _toggle_struck(self) -> None:
        self._shows_struck = not self._shows_struck
        if self._card is not None:
            self.show_organisation(self._card, self._chosen)
