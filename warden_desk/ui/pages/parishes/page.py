"""Parishes: who looks after each, whom to ring there, what is open."""

from collections.abc import Sequence
from datetime import date

from warden_desk.domain.errors import NotFound
from warden_desk.domain.parishes import DesignationDraft, ParishCard, ParishRow
from warden_desk.domain.people import AssignmentRole
from warden_desk.domain.rights import Right
from warden_desk.services import areas, parishes, people
from warden_desk.ui.actions import Command
from warden_desk.ui.pages.parishes.card import ParishDetail
from warden_desk.ui.saving import attempt
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.buttons import Button, Chip
from warden_desk.ui.widgets.card_page import CardPage
from warden_desk.ui.widgets.choice_box import Option
from warden_desk.ui.widgets.editors import choice, pick, whole_number
from warden_desk.ui.widgets.empty_state import EmptyState
from warden_desk.ui.widgets.form import Form
from warden_desk.ui.widgets.lazy_table import Column, LazyTable, PillState
from warden_desk.ui.widgets.side_panel import SidePanel
from warden_desk.ui.workspace import Workspace

SHOWN_TABLES = (
    *("area", "parish_assignment", "person", "organisation", "organisation_area", "contact"),
    *("tasking", "tasking_entry", "entry_person", "team_district"),
)


class ParishesPage(CardPage[ParishRow]):
    """The parishes of the team's districts (or all), and all that is known of one."""

    def __init__(self, workspace: Workspace) -> None:
        self.detail = ParishDetail(workspace.open_thing, self._relieve)
        table = LazyTable(_columns(), "Parishes")
        super().__init__("Parishes", table, self.detail, "Search parish or district")
        self._workspace = workspace
        self._card: ParishCard | None = None
        self.without = Chip("Without a warden", name="without")
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
        return (
            Command(
                "parish_designate", "Designate a warden", self.begin_designation, "D",
                group="Parishes", needs=Right.RECORD,
            ),
        )  # fmt: skip

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
        panel = SidePanel(f"Who looks after {parish.name}?", form, is_dirty=form.is_dirty)

        def save(_: str) -> None:
            self._workspace.write(
                f"Designate for {parish.name}",
                parishes.designate,
                parish.id,
                form.draft(),
                act=self._workspace.act(),
            )
            panel.close_panel()

        panel.accepted.connect(lambda: attempt(panel, save, form=form))
        self.open_panel(panel)

    @property
    def _today(self) -> date:
        return self._workspace.today()

    def _districts(self) -> list[str] | None:
        team = self._workspace.team_id
        if team is None:
            return None
        return [row.id for row in self._workspace.read(areas.team_districts, team, self._today)]

    def _arrange(self) -> None:
        self.actions_row.addWidget(
            Button("Designate a warden", self.begin_designation, rank="primary", key="D")
        )
        self.chips_row.addWidget(self.without)
        self.chips_row.addStretch(1)

    def _connect(self) -> None:
        self.without.toggled.connect(self.show_filtered)
        self.follow(self._workspace.changed, *SHOWN_TABLES)
        self._workspace.team_changed.connect(self.show_filtered)

    def read_list(self, typed: str) -> None:
        districts = self._districts()
        rows = self._workspace.read(parishes.rows, self._today, district_ids=districts, text=typed)
        without = [parish for parish in rows if not parish.primary]
        self.without.set_count(len(without))
        cared = len(rows) - len(without)
        self.set_titles("Parishes", f"{cared} of {len(rows)} have a primary warden")
        rows = without if self.without.isChecked() else rows
        self.show_rows(rows, self._no_districts if districts == [] else self._nothing)

    def read_card(self, key: str) -> bool:
        try:
            read = self._workspace.read
            self._card = read(parishes.card, key, self._today) if key else None
        except NotFound:
            self._card = None
        if self._card is None:
            self.detail.show_nothing()
        else:
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
