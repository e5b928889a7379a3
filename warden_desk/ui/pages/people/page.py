"""People: who serves, whether they are cleared, what they look after, when they are away."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from warden_desk.domain.dates import Week
from warden_desk.domain.errors import NotFound
from warden_desk.domain.people import PersonCard, PersonKind, PersonRow
from warden_desk.domain.rights import Right
from warden_desk.services import absences, people
from warden_desk.services.welfare import lone_cards
from warden_desk.ui.actions import Command
from warden_desk.ui.pages.people.card import PersonDetail
from warden_desk.ui.pages.people.columns import columns, lapses
from warden_desk.ui.pages.people.leaving import LeavingPanel
from warden_desk.ui.pages.people.panels import Panels
from warden_desk.ui.planning.availability_panel import open_availability
from warden_desk.ui.planning.rotation_editor import RotationEditor
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.buttons import Button, Chip
from warden_desk.ui.widgets.card_page import CardPage
from warden_desk.ui.widgets.empty_state import EmptyState
from warden_desk.ui.widgets.lazy_table import LazyTable
from warden_desk.ui.workspace import Workspace

SHOWN_TABLES = (
    *("person", "person_status", "credential", "team_member", "team", "parish_assignment"),
    *("absence", "volunteer_agreement", "tasking_assignment", "tasking", "setting"),
    *("emergency_contact", "vehicle"),
)


class PeoplePage(CardPage[PersonRow]):
    """The team's people (or everybody), and all that is known of the one chosen."""

    def __init__(self, workspace: Workspace) -> None:
        self.detail = PersonDetail(
            workspace.open_thing,
            self.begin_absence,
            self._remove_absence,
            (
                ("When they can come", self.begin_days),
                ("Rotation", self.open_rotation),
                ("Vehicle and contact", self.begin_lone_card),
                ("Leaves…", self.begin_leaving),
            ),
        )
        table = LazyTable(columns(workspace), "People")
        super().__init__("People", table, self.detail, "Search name, number, base")
        self._workspace = workspace
        self._card: PersonCard | None = None
        self.staff = Chip("Wardens", on=True, name="staff")
        self.volunteers = Chip("Volunteers", on=True, name="volunteers")
        self.lapsing = Chip("Vetting to renew", name="lapsing")
        self.rotation = RotationEditor(workspace)
        self._panels = Panels(self, workspace, self.open_item)
        self._nobody = self._nobody_yet()
        self._nobody_found = EmptyState(
            "people", "Nobody found", "Change the search or the filters above."
        )
        self._arrange()
        self._connect()
        self.catch_up()

    def commands(self) -> Sequence[Command]:
        act = partial(Command, group="People", needs=Right.RECORD)
        return (
            act("person_new", "New person", self.begin_person, "N"),
            act("absence_new", "Record an absence", self.begin_absence, "B"),
            act("lone_card", "Vehicle and contact", self.begin_lone_card, "C"),
            act("person_days", "When they can come", self.begin_days, "D"),
            act("person_rotation", "Their rotation", self.open_rotation, "O"),
            act("person_leaves", "They leave the service", self.begin_leaving, "L"),
        )

    def begin_person(self) -> None:
        """Open the form for somebody new."""
        self._panels.new_person()

    def begin_absence(self) -> None:
        """Open the form for time away of the person shown."""
        if self._card is None:
            self.tell("Choose somebody first.", Tone.AMBER)
        else:
            self._panels.absence(self._card.row)

    def begin_days(self) -> None:
        """Open the form for the days the person shown can come."""
        if self._card is None:
            self.tell("Choose somebody first.", Tone.AMBER)
        else:
            person = self._card.row
            open_availability(self, self._workspace, person.id, person.name)

    def open_rotation(self) -> None:
        """Show the rotation of the person shown, over the whole page."""
        if self._card is None:
            self.tell("Choose somebody first.", Tone.AMBER)
        else:
            person = self._card.row
            self.rotation.open(person.id, person.name, Week.of(self._today))
            self.show_whole(self.rotation)

    def has_typing(self) -> bool:
        return super().has_typing() or (self.rotation.isVisible() and self.rotation.is_dirty())

    def begin_lone_card(self) -> None:
        """Open the form for the vehicle and the emergency contact of the person shown."""
        if self._card is None:
            self.tell("Choose somebody first.", Tone.AMBER)
        else:
            self._panels.lone_card(self._card.row)

    def begin_leaving(self) -> None:
        """Open the form for the last day of the person shown."""
        if self._card is None:
            self.tell("Choose somebody first.", Tone.AMBER)
        else:
            self.open_panel(LeavingPanel(self._workspace, self._card.row))

    def _arrange(self) -> None:
        self.actions_row.addWidget(Button("Record an absence", self.begin_absence, key="B"))
        self.actions_row.addWidget(
            Button("New person", self.begin_person, rank="primary", key="N", name="new")
        )
        for chip in (self.staff, self.volunteers, self.lapsing):
            self.chips_row.addWidget(chip)
        self.chips_row.addStretch(1)

    def _connect(self) -> None:
        for chip in (self.staff, self.volunteers, self.lapsing):
            chip.toggled.connect(self.show_filtered)
        self.rotation.closed.connect(partial(self.show_whole, None))
        self.follow(self._workspace.changed, *SHOWN_TABLES)
        self._workspace.team_changed.connect(self.show_filtered)

    def _nobody_yet(self) -> EmptyState:
        to_imports = Button(
            "Import the staff list",
            lambda: self._workspace.open_thing("page", "imports"),
            rank="primary",
            name="to_imports",
        )
        return EmptyState(
            "people",
            "Nobody here yet",
            "Import the staff list and the volunteers, or add people one by one.",
            to_imports,
            Button("New person", self.begin_person, key="N"),
        )

    @property
    def _today(self) -> date:
        return self._workspace.today()

    def read_list(self, typed: str) -> None:
        days = self._workspace.settings.vetting_warning_days
        everybody = self._workspace.read(
            people.rows, self._today, team_id=self._workspace.team_id, text=typed
        )
        kinds = self._kinds()
        shown = [person for person in everybody if person.kind in kinds]
        due = [person for person in shown if lapses(person, self._today, days)]
        self.lapsing.set_count(len(due))
        rows = due if self.lapsing.isChecked() else shown
        self.set_titles("People", f"{len(rows)} shown" if rows else "")
        is_filtered = bool(typed or everybody or self._workspace.team_id)
        self.show_rows(rows, self._nobody_found if is_filtered else self._nobody)

    def _kinds(self) -> set[PersonKind]:
        wanted = set[PersonKind]()
        for kind in PersonKind:
            chip = self.volunteers if kind.is_volunteer else self.staff
            if chip.isChecked():
                wanted.add(kind)
        return wanted

    def read_card(self, key: str) -> bool:
        try:
            read = self._workspace.read
            self._card = read(people.card, key, self._today) if key else None
        except NotFound:
            self._card = None
        if self._card is None:
            self.detail.show_nobody()
        else:
            days = self._workspace.settings.vetting_warning_days
            lone = self._workspace.read(lone_cards.card, key, self._today)
            self.detail.show_person(self._card, lone, self._today, days)
        return self._card is not None

    def _remove_absence(self, absence_id: str) -> None:
        self._workspace.write(
            "Remove absence",
            absences.remove,
            absence_id,
            reason="removed on the People page",
            act=self._workspace.act(),
        )
