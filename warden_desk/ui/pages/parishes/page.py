"""Parishes: who looks after each, whom to ring there, what is open."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from warden_desk.domain.errors import NotFound
from warden_desk.domain.parishes import DesignationDraft, ParishCard, ParishRow
from warden_desk.domain.people import AssignmentRole
from warden_desk.domain.rights import Right
from warden_desk.services import areas, parishes, people
from warden_desk.services.contacts import contacts
from warden_desk.ui.actions import Command
from warden_desk.ui.pages.parishes.card import ParishDetail
from warden_desk.ui.pages.parishes.contact_panels import talk_panel
from warden_desk.ui.pages.parishes.words import keep_looks
from warden_desk.ui.panel_opener import PanelOpener
from warden_desk.ui.saving import attempt
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.buttons import Button, Chip
from warden_desk.ui.widgets.card_page import CardPage
from warden_desk.ui.widgets.choice_box import Option
from warden_desk.ui.widgets.editors import choice, pick, whole_number
from warden_desk.ui.widgets.empty_state import EmptyState
from warden_desk.ui.widgets.form import Form
from warden_desk.ui.widgets.lazy_table import Column, LazyTable, PillState
from warden_desk.ui.workspace import Workspace

SHOWN_TABLES = (
    *("area", "parish_assignment", "person", "organisation", "organisation_area", "contact"),
    *("tasking", "tasking_entry", "entry_person", "team_district", "contact_entry", "setting"),
)
_NOBODY_NAMED = "Nobody is named for this parish yet. Contacts (K) takes them in."


class ParishesPage(CardPage[ParishRow]):
    """The parishes of the team's districts (or all), and all that is known of one."""

    def __init__(self, workspace: Workspace) -> None:
        self.detail = ParishDetail(workspace.open_thing, self._relieve, self.begin_talk)
        table = LazyTable(_columns(), "Parishes")
        super().__init__("Parishes", table, self.detail, "Search parish or district")
        self._workspace = workspace
        self._card: ParishCard | None = None
        self._opener = PanelOpener(self, workspace)
        self.without = Chip("Without a warden", name="without")
        self.to_confirm = Chip("Contacts to confirm", name="to_confirm")
        self._no_districts = EmptyState(
            "parishes",
            "This team serves no district yet",
            "Choose another team above, or All teams, to see its parishes.",
        )
        self._nothing = EmptyState(
            "parishes", "Nothing found", "Change the search or the filter above."
        )
        self._arrange()
        self._connect()
        self.catch_up()

    def commands(self) -> Sequence[Command]:
        act = partial(Command, group="Parishes", needs=Right.RECORD)
        return (
            act("parish_designate", "Designate a warden", self.begin_designation, "D"),
            act("parish_talk", "Log a talk with the council", self.begin_talk, "L"),
            act("parish_confirm", "Confirm the parish's contacts", self.confirm_contacts, "C"),
            Command(
                "parish_contacts", "Show the contacts", self.show_contacts, "K", group="Parishes"
            ),
        )

    def begin_designation(self) -> None:
        """Open the form that gives the selected parish to somebody."""
        if self._card is None:
            self.tell("Choose a parish first.", Tone.AMBER)
            return
        parish = self._card.area
        everybody = self._workspace.read(people.rows, self._today)
        if not everybody:
            self.tell("There is nobody to choose yet. Import the staff list first.", Tone.AMBER)
            return
        form = Form(
            DesignationDraft(visit_every_days=self._workspace.settings.visit_every_days),
            {
                "person_id": (
                    "Who",
                    pick([Option(p.id, p.name, p.collar_number or p.kind) for p in everybody]),
                ),
                "role": ("As", choice({r: r.value.capitalize() for r in AssignmentRole})),
                "visit_every_days": ("Visits every", whole_number(1, 365, " days")),
            },
        )
        form.show_hint("role", "A new primary follows the former one; the history is kept.")
        self._opener.open_writing(
            f"Who looks after {parish.name}?",
            form,
            "Save",
            f"Designate for {parish.name}",
            lambda: (parishes.designate, (parish.id, form.draft()), {}),
        )

    def begin_talk(self) -> None:
        """Log that somebody spoke to a council or another contact of the parish shown."""
        if self._card is None or not self._card.contacts:
            self.tell(_NOBODY_NAMED, Tone.AMBER)
            return
        talk_panel(self._opener, self._workspace, self._card.contacts, "")

    def confirm_contacts(self) -> None:
        """Keep that all contacts of the parish shown were asked today."""
        if self._card is None or not self._card.contacts:
            self.tell(_NOBODY_NAMED, Tone.AMBER)
            return
        keys = [contact.id for contact in self._card.contacts]
        words, act = f"Confirm contacts of {self._card.area.name}", self._workspace.act()
        attempt(self, lambda _: self._workspace.write(words, contacts.confirm, keys, act=act))

    def show_contacts(self) -> None:
        """Go to the list of contacts."""
        self._workspace.open_thing("page", "contacts")

    @property
    def _today(self) -> date:
        return self._workspace.today()

    def _districts(self) -> list[str] | None:
        team = self._workspace.team_id
        if team is None:
            return None
        return [row.id for row in self._workspace.read(areas.team_districts, team, self._today)]

    def _arrange(self) -> None:
        self.actions_row.addWidget(Button("Contacts", self.show_contacts, key="K", name="contacts"))
        self.actions_row.addWidget(
            Button("Designate a warden", self.begin_designation, rank="primary", key="D")
        )
        self.chips_row.addWidget(self.without)
        self.chips_row.addWidget(self.to_confirm)
        self.chips_row.addStretch(1)

    def _connect(self) -> None:
        for chip in (self.without, self.to_confirm):
            chip.toggled.connect(self.show_filtered)
        self.follow(self._workspace.changed, *SHOWN_TABLES)
        self._workspace.team_changed.connect(self.show_filtered)

    def read_list(self, typed: str) -> None:
        districts = self._districts()
        rows = self._workspace.read(parishes.rows, self._today, district_ids=districts, text=typed)
        without = [parish for parish in rows if not parish.primary]
        self.without.set_count(len(without))
        cared = len(rows) - len(without)
        self.set_titles("Parishes", f"{cared} of {len(rows)} have a primary warden")
        self.to_confirm.set_count(sum(parish.to_confirm for parish in rows))
        rows = without if self.without.isChecked() else rows
        if self.to_confirm.isChecked():
            rows = [parish for parish in rows if parish.to_confirm]
        self.show_rows(rows, self._no_districts if districts == [] else self._nothing)

    def read_card(self, key: str) -> bool:
        before = self._card
        try:
            read = self._workspace.read
            self._card = read(parishes.card, key, self._today) if key else None
        except NotFound:
            self._card = None
        if self._card is None:
            self.detail.show_nothing()
        else:
            if before is None or before.area.id != key:
                keep_looks(self._workspace, self._card.log)
            self.detail.show_parish(self._card)
        return self._card is not None

    def _relieve(self, assignment_id: str) -> None:
        self._workspace.write(
            "End a designation", parishes.relieve, assignment_id, act=self._workspace.act()
        )


def _columns() -> list[Column[ParishRow]]:
    """In the order of reading; a narrow window keeps the place and who looks after it."""
    return [
        Column("Parish", lambda parish: parish.name),
        Column("District", lambda parish: parish.district, 144, "quiet", can_hide=True),
        Column("Warden", lambda parish: parish.primary or "nobody", 150, pill=_nobody),
        Column("Clerk", lambda parish: parish.clerk, 130, "quiet", can_hide=True),
        Column("Council meets", lambda parish: parish.meets, 190, "quiet", can_hide=True),
    ]


def _nobody(parish: ParishRow) -> PillState | None:
    if parish.primary:
        return None
    if parish.others:
        return "No primary", Tone.AMBER, None
    return ("Unparished", Tone.NEUTRAL, "") if parish.is_unparished else ("Nobody", Tone.RED, None)
