"""Contacts: whom to ring at councils and other organisations, and whether that still holds."""

from collections.abc import Sequence
from enum import StrEnum
from functools import partial

from PySide6.QtWidgets import QButtonGroup

from warden_desk.domain.contact_log import OrganisationCard
from warden_desk.domain.contacts import PARISH_COUNCIL, ContactRow, Due
from warden_desk.domain.errors import NotFound
from warden_desk.domain.rights import Right
from warden_desk.services import areas
from warden_desk.services.contacts import contact_lists, contacts, organisations
from warden_desk.ui.actions import Command
from warden_desk.ui.pages.parishes.card_panels import Shown
from warden_desk.ui.pages.parishes.contact_card import ContactVerbs, OrganisationDetail
from warden_desk.ui.pages.parishes.contact_panels import ContactPanels
from warden_desk.ui.pages.parishes.organisation_panels import OrganisationPanels
from warden_desk.ui.pages.parishes.upkeep_panels import AskWhere, UpkeepPanels, ask_where
from warden_desk.ui.pages.parishes.words import ContactLine, columns, keep_looks
from warden_desk.ui.saving import attempt
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.buttons import Button, Chip
from warden_desk.ui.widgets.card_page import CardPage
from warden_desk.ui.widgets.empty_state import EmptyState
from warden_desk.ui.widgets.lazy_table import LazyTable
from warden_desk.ui.workspace import Workspace

SHOWN_TABLES = (
    *("contact", "contact_entry", "organisation", "organisation_area", "area", "setting"),
    *("team_district", "tasking"),
)


class Which(StrEnum):
    """Which contacts the list shows."""

    ALL = "All"
    DUE = "To confirm"
    BOUNCED = "Came back"
    TERM = "Term ended"
    NOBODY = "Nobody named"

    def takes(self, row: ContactRow) -> bool:
        """Whether the list shows this one."""
        if self is Which.NOBODY:
            return not row.id
        wanted = {Which.DUE: set(Due), Which.BOUNCED: {Due.BOUNCED}, Which.TERM: {Due.TERM_ENDED}}
        return self is Which.ALL or bool(wanted[self] & set(row.due))


def contact_of(card: OrganisationCard, key: str) -> str:
    """The contact of whom all is told: the one asked for, else the first to ring."""
    keys = [contact.id for contact in card.contacts]
    return key if key in keys else next(iter(keys), "")


class ContactsPage(CardPage[ContactLine]):
    """The contacts of the team's districts (or all), and the organisation of the one chosen."""

    def __init__(self, workspace: Workspace, ask: AskWhere = ask_where) -> None:
        self._panels = ContactPanels(self, workspace, self._shown_now, self.open_item)
        self._organisations = OrganisationPanels(self, workspace, self._shown_now, self.open_item)
        self.detail = OrganisationDetail(self._verbs())
        table = LazyTable(columns(), "Contacts", several=True)
        super().__init__("Contacts", table, self.detail, "Search name, organisation, place")
        self._workspace = workspace
        self._card: OrganisationCard | None = None
        self._key = ""
        self._every: dict[str, ContactRow] = {}
        self._rows: dict[str, ContactRow] = {}
        self._which = Which.ALL
        self._chips = {each: Chip(each.value, name=each.name.lower()) for each in Which}
        self.councils = Chip("Only councils", name="councils")
        self.upkeep = UpkeepPanels(self, workspace, ask)
        self._nothing = EmptyState(
            "phone",
            "Nobody here",
            "Change the search or the filters above, or add an organisation.",
        )
        self._arrange()
        self._connect()
        self.catch_up()

    def commands(self) -> Sequence[Command]:
        act = partial(Command, group="Contacts", needs=Right.RECORD)
        look = partial(Command, group="Contacts")
        return (
            act("contact_confirm", "Confirm the contact", self.confirm, "C"),
            act("contact_talk", "Log a talk", self._panels.talk, "L"),
            act("contact_change", "Change the contact", self._panels.change, "E"),
            act("contact_new", "New contact", self._panels.new, "N"),
            act("contact_leave", "The contact is no longer there", self._panels.leave),
            act("contact_strike", "Strike an entry of the log", self._panels.strike),
            act("contact_terms", "Set terms of office", self.begin_terms, "T"),
            act("contact_bounced", "Mail that came back", self.begin_bounced, "B"),
            look("contact_letters", "Letters to those listed", self.begin_letters, "M"),
            act("organisation_new", "New organisation", self._organisations.new, "O"),
            act("organisation_change", "Change the organisation", self._organisations.change),
            act(
                "organisation_aside",
                "The organisation is no longer there",
                self._organisations.put_aside,
            ),
            look("contact_which", "The next list of contacts", self.turn, "Ctrl+T"),
        )

    def read_list(self, typed: str) -> None:
        team, today = self._workspace.team_id, self._workspace.today()
        read = self._workspace.read
        own = None if team is None else [a.id for a in read(areas.team_districts, team, today)]
        rows = read(contact_lists.rows, today, district_ids=own, text=typed)
        if self.councils.isChecked():
            rows = [row for row in rows if row.organisation_kind == PARISH_COUNCIL]
        self._every = {row.key: row for row in rows}
        for which, chip in self._chips.items():
            chip.set_count(sum(which.takes(row) for row in rows))
        shown = [row for row in rows if self._which.takes(row)]
        if self._which is Which.DUE:
            shown.sort(key=lambda row: row.pressing)
        self._rows = {row.key: row for row in shown}
        self.show_rows([ContactLine(row) for row in shown], self._nothing)
        self._show_count()

    def read_card(self, key: str) -> bool:
        before, self._key = self._card, key
        try:
            today = self._workspace.today()
            self._card = self._workspace.read(organisations.card, key, today) if key else None
        except NotFound:
            self._card = None
        if self._card is None:
            self.detail.show_nothing()
            return False
        if before is None or before.id != self._card.id:
            keep_looks(self._workspace, self._card.log)
        self.detail.show_organisation(self._card, contact_of(self._card, key))
        return True

    def confirm(self) -> None:
        """Keep that those chosen were asked today; the next of the list follows."""
        keys = [row.id for row in self._chosen() if row.id]
        if not keys:
            self.tell("Choose a contact first.", Tone.AMBER)
            return
        at = self.table.currentIndex().row()
        act = self._workspace.act()
        words = "Confirm contact" if len(keys) == 1 else f"Confirm {len(keys)} contacts"
        attempt(self, lambda _: self._workspace.write(words, contacts.confirm, keys, act=act))
        if not self.table.chosen_id():
            self.table.choose_near(at)

    def begin_terms(self) -> None:
        """Set the terms of those elected to the councils chosen."""
        if chosen := self._chosen():
            self.upkeep.terms(chosen)
        else:
            self.tell("Choose the councils first; Ctrl A takes all.", Tone.AMBER)

    def begin_bounced(self) -> None:
        """Take in the mails that came back."""
        self.upkeep.bounced()

    def begin_letters(self) -> None:
        """Write a list for letters: to those chosen if several are, else to all listed."""
        chosen = self._chosen()
        self.upkeep.letters(chosen if len(chosen) > 1 else list(self._rows.values()))

    def turn(self) -> None:
        """Show the next list."""
        every = list(Which)
        self._chips[every[(every.index(self._which) + 1) % len(every)]].setChecked(True)
        self.focus_list()

    def open_item(self, item_id: str) -> None:
        """Show a contact or organisation; the list of those due, if it is one of them."""
        self.catch_up()
        row = self._every.get(item_id)
        if row is not None and row.due and self._which is Which.ALL:
            self._chips[Which.DUE].setChecked(True)
        super().open_item(item_id)

    def _verbs(self) -> ContactVerbs:
        return ContactVerbs(
            choose=self._go,
            confirm=self.confirm,
            change=self._panels.change,
            leave=self._panels.leave,
            add=self._panels.new,
            talk=self._panels.talk,
            strike=self._panels.strike,
            change_organisation=self._organisations.change,
        )

    def _arrange(self) -> None:
        for button in (
            Button("Came back", self.begin_bounced, key="B", name="to_bounced"),
            Button("Terms", self.begin_terms, key="T", name="to_terms"),
            Button("Letters", self.begin_letters, key="M", name="to_letters"),
            Button("New organisation", self._organisations.new, key="O", name="organisation"),
        ):
            self.actions_row.addWidget(button)
        one_of = QButtonGroup(self)
        for which, chip in self._chips.items():
            one_of.addButton(chip)
            chip.setChecked(which is self._which)
            chip.toggled.connect(partial(self._choose_list, which))
            self.chips_row.addWidget(chip)
        self.chips_row.addWidget(self.councils)
        self.chips_row.addStretch(1)

    def _connect(self) -> None:
        self.councils.toggled.connect(self.show_filtered)
        self.table.count_chosen.connect(self._show_count)
        self.table.all_wanted.connect(lambda: self.table.choose_keys(list(self._rows)))
        self.follow(self._workspace.changed, *SHOWN_TABLES)
        self._workspace.team_changed.connect(self.show_filtered)

    def _choose_list(self, which: Which, is_on: bool) -> None:
        if is_on:
            self._which = which
            self.notice.clear()
            self.show_filtered()

    def _go(self, kind: str, key: str) -> None:
        """A contact is shown here, whatever else on its own page."""
        if kind == "contact":
            self.open_item(key)
        else:
            self._workspace.open_thing(kind, key)

    def _shown_now(self) -> Shown | None:
        if self._card is None:
            return None
        wanted = contact_of(self._card, self._key)
        return Shown(self._card, next((c for c in self._card.contacts if c.id == wanted), None))

    def _chosen(self) -> list[ContactRow]:
        """The rows that are chosen; else the contact shown, which the list may not have."""
        keys = self.table.chosen_ids()
        if found := [self._rows[key] for key in keys if key in self._rows]:
            return found
        shown = self._shown_now()
        return [shown.contact] if shown and shown.contact else []

    def _show_count(self, chosen: int = 1) -> None:
        count = len(self._rows)
        shown = "1 shown" if count == 1 else f"{count} shown"
        self.set_titles("Contacts", f"{chosen} of {count} chosen" if chosen > 1 else shown)
