"""Parishes: who looks after each, whom to ring there, what is open."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from warden_desk.domain.changes import Change
from warden_desk.domain.parishes import DesignationDraft, ParishRow
from warden_desk.domain.people import AssignmentRole
from warden_desk.services import areas, parishes, people
from warden_desk.ui.actions import Command
from warden_desk.ui.pages.parishes.card import ParishDetail
from warden_desk.ui.saving import attempt
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.basics import Card
from warden_desk.ui.widgets.buttons import Button, Chip
from warden_desk.ui.widgets.choice_box import Option
from warden_desk.ui.widgets.editors import choice, pick, whole_number
from warden_desk.ui.widgets.empty_state import EmptyState
from warden_desk.ui.widgets.form import Form
from warden_desk.ui.widgets.lazy_table import Column, LazyTable, PillState
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.widgets.side_panel import SidePanel
from warden_desk.ui.workspace import Workspace

SHOWN_TABLES = (
    *("area", "parish_assignment", "person", "organisation", "organisation_area", "contact"),
    *("tasking", "tasking_entry", "team_district"),
)


class ParishesPage(SplitPage):
    """The parishes of the team's districts (or all), and all that is known of one."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("Parishes")
        self._workspace = workspace
        self.table: LazyTable[ParishRow] = LazyTable(_columns(), "Parishes")
        self.without = Chip("Without a warden", name="without")
        self.detail = ParishDetail(workspace.open_thing, self._relieve)
        self._empty = EmptyState("parishes", "Nothing found", "Change the search or the filter.")
        self._arrange()
        workspace.changed.connect(self._follow)
        workspace.team_changed.connect(self.refresh)
        self.refresh()

    def commands(self) -> Sequence[Command]:
        return (
            Command(
                "parish_designate", "Designate a warden", self.begin_designation, "D",
                group="Parishes",
            ),
        )  # fmt: skip

    def open_item(self, item_id: str) -> None:
        """Show a parish, of whatever district."""
        if not self.table.choose(item_id):
            everywhere = self._workspace.read(parishes.rows, self._today)
            self.table.show_all([parish for parish in everywhere if parish.id == item_id])
            self.table.choose(item_id)

    def refresh(self) -> None:
        """Read the list again, as the chip and the search say."""
        rows = self._workspace.read(
            parishes.rows,
            self._today,
            district_ids=self._districts(),
            text=self.search.text() if self.search else "",
        )
        without = [parish for parish in rows if not parish.primary]
        self.without.set_count(len(without))
        cared = len(rows) - len(without)
        self.set_titles("Parishes", f"{cared} of {len(rows)} in a warden's care")
        rows = without if self.without.isChecked() else rows
        self.table.show_all(rows)
        self.table.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        if rows:
            self.table.choose_first()
        self._show(self.table.chosen_id())

    def begin_designation(self) -> None:
        """Open the form that gives the selected parish to somebody."""
        parish = self._chosen()
        if parish is None:
            self.tell("Choose a parish first.", Tone.AMBER)
            return
        everybody = self._workspace.read(people.rows, self._today)
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
        search = self.add_search("Search parish or district")
        self.chips_row.addWidget(self.without)
        self.chips_row.addStretch(1)
        self.without.toggled.connect(self.refresh)
        search.searched.connect(self.refresh)
        search.left_down.connect(self.table.setFocus)
        self.table.chosen.connect(self._show)
        left = QWidget()
        box = QVBoxLayout(left)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.table)
        box.addWidget(self._empty)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.detail)
        self.set_sides(Card(left, margins=(0, 4, 0, 4)), Card(scroll, margins=(16, 12, 4, 12)))

    def _chosen(self) -> ParishRow | None:
        number = self.table.rows.number_of(self.table.chosen_id())
        return None if number is None else self.table.rows.row(number)

    def _show(self, area_id: str) -> None:
        if area_id:
            self.detail.show_parish(self._workspace.read(parishes.card, area_id, self._today))
        else:
            self.detail.show_nothing()

    def _relieve(self, assignment_id: str) -> None:
        self._workspace.write(
            "End a designation", parishes.relieve, assignment_id, act=self._workspace.act()
        )

    def _follow(self, change: Change) -> None:
        if change.touches(*SHOWN_TABLES):
            self.refresh()


def _columns() -> list[Column[ParishRow]]:
    return [
        Column("Parish", lambda parish: parish.name),
        Column("District", lambda parish: parish.district, 150, role="quiet"),
        Column("Warden", lambda parish: parish.primary or "nobody", 170, pill=_nobody),
        Column("Clerk", lambda parish: parish.clerk, 140, role="quiet"),
        Column("Council meets", lambda parish: parish.meets, 160, role="quiet"),
    ]


def _nobody(parish: ParishRow) -> PillState | None:
    if parish.primary:
        return None
    if parish.others:
        return "No primary", Tone.AMBER, None
    return ("Unparished", Tone.NEUTRAL, "") if parish.is_unparished else ("Nobody", Tone.RED, None)
