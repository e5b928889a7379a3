"""People: who serves, whether they are cleared, what they look after, when they are away."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from warden_desk.domain.changes import Change
from warden_desk.domain.people import AbsenceDraft, PersonDraft, PersonKind, PersonRow
from warden_desk.services import absences, codes, people
from warden_desk.ui.actions import Command
from warden_desk.ui.pages.people.card import PersonDetail
from warden_desk.ui.saving import attempt
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.basics import Card
from warden_desk.ui.widgets.buttons import Button, Chip
from warden_desk.ui.widgets.editors import choice, day, long_text, text, time_of_day
from warden_desk.ui.widgets.empty_state import EmptyState
from warden_desk.ui.widgets.form import Form
from warden_desk.ui.widgets.lazy_table import Column, LazyTable, PillState
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.widgets.side_panel import SidePanel
from warden_desk.ui.workspace import Workspace

SHOWN_TABLES = (
    *("person", "person_status", "credential", "team_member", "team", "parish_assignment"),
    *("absence", "volunteer_agreement", "tasking_assignment", "setting"),
)
STAFF = (PersonKind.WARDEN, PersonKind.LEADER, PersonKind.SUPERVISOR, PersonKind.APPRENTICE)


class PeoplePage(SplitPage):
    """The team's people (or everybody), and all that is known of the one selected."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("People")
        self._workspace = workspace
        self.table: LazyTable[PersonRow] = LazyTable(self._columns(), "People")
        self.staff = Chip("Wardens", on=True, name="staff")
        self.volunteers = Chip("Volunteers", on=True, name="volunteers")
        self.lapsing = Chip("Vetting to renew", name="lapsing")
        self.detail = PersonDetail(workspace.open_thing, self.begin_absence, self._remove_absence)
        self._empty = EmptyState(
            "people", "Nobody here yet", "Import the staff list, or add people one by one."
        )
        self._arrange()
        workspace.changed.connect(self._follow)
        workspace.team_changed.connect(self.refresh)
        self.refresh()

    def commands(self) -> Sequence[Command]:
        return (
            Command("person_new", "New person", self.begin_person, "N", group="People"),
            Command("absence_new", "Record an absence", self.begin_absence, "B", group="People"),
        )

    def open_item(self, item_id: str) -> None:
        """Show somebody, of whatever team and kind."""
        if not self.table.choose(item_id):
            self.table.show_all([self._workspace.read(people.row, item_id, self._today)])
            self.table.choose(item_id)

    def refresh(self) -> None:
        """Read the list again, as the chips and the search say."""
        wanted = self._wanted()
        typed = self.search.text() if self.search else ""
        team = self._workspace.team_id
        everybody = self._workspace.read(people.rows, self._today, team_id=team, text=typed)
        shown = [person for person in everybody if person.kind in wanted]
        due = [person for person in shown if self._lapses(person)]
        self.lapsing.set_count(len(due))
        rows = due if self.lapsing.isChecked() else shown
        self.set_titles("People", f"{len(rows)} shown")
        self.table.show_all(rows)
        self._empty.setVisible(not rows)
        self.table.setVisible(bool(rows))
        self._empty.say(*self._words_for_none(typed))
        if rows:
            self.table.choose_first()
        self._show(self.table.chosen_id())

    def begin_person(self) -> None:
        """Open the form for somebody new."""
        form = Form(
            PersonDraft("", ""),
            {
                "forename": ("First name", text()),
                "surname": ("Surname", text()),
                "kind": ("Is a", choice({kind: kind.value.capitalize() for kind in PersonKind})),
                "collar_number": ("Collar number", text("CW105", longest=20)),
                "mobile": ("Mobile", text(longest=40)),
                "email": ("E-mail", text()),
            },
        )
        panel = SidePanel("New person", form, "Add", is_dirty=form.is_dirty)

        def save(_: str) -> None:
            key = self._workspace.write(
                "Add person",
                people.record,
                form.draft(),
                team_id=self._workspace.team_id,
                act=self._workspace.act(),
            )
            panel.close_panel()
            self.open_item(key)

        panel.accepted.connect(lambda: attempt(panel, save, form=form))
        self.open_panel(panel)

    def begin_absence(self) -> None:
        """Open the form for time away of the person selected."""
        person = self._chosen()
        if person is None:
            self.tell("Choose somebody first.", Tone.AMBER)
            return
        kinds = self._workspace.read(codes.entries, "absence", self._today)
        form = Form(
            AbsenceDraft(starts_on=self._today),
            {
                "code": ("Kind", choice({kind.code: kind.label for kind in kinds})),
                "starts_on": ("First day", day(self._workspace.today)),
                "ends_on": ("Last day", day(self._workspace.today)),
                "start_minute": ("From", time_of_day()),
                "end_minute": ("Until", time_of_day()),
                "note": ("Note", long_text("No medical reason, please.", lines=3)),
            },
        )
        form.show_hint("ends_on", "Leave it empty for one day.")
        form.show_hint("end_minute", "Leave the times empty for whole days.")
        panel = SidePanel(f"Absence of {person.name}", form, "Record", is_dirty=form.is_dirty)

        def save(_: str) -> None:
            self._workspace.write(
                f"Record absence of {person.name}", absences.record, person.id, form.draft()
            )
            panel.close_panel()

        panel.accepted.connect(lambda: attempt(panel, save, form=form))
        self.open_panel(panel)

    @property
    def _today(self) -> date:
        return self._workspace.today()

    def _arrange(self) -> None:
        self.actions_row.addWidget(Button("Record an absence", self.begin_absence, key="B"))
        self.actions_row.addWidget(
            Button("New person", self.begin_person, rank="primary", key="N", name="new")
        )
        search = self.add_search("Search name, number, base")
        for chip in (self.staff, self.volunteers, self.lapsing):
            chip.toggled.connect(self.refresh)
            self.chips_row.addWidget(chip)
        self.chips_row.addStretch(1)
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

    def _columns(self) -> list[Column[PersonRow]]:
        return [
            Column("Name", lambda person: person.name),
            Column("Number", lambda person: person.collar_number, 76, role="quiet"),
            Column("Is a", lambda person: person.kind.value.capitalize(), 100, role="quiet"),
            Column("Base", lambda person: person.base, 150),
            Column("Mobile", lambda person: person.mobile, 116, role="quiet"),
            Column("Vetting", _vetting_words, 196, pill=self._vetting),
        ]

    def _vetting(self, person: PersonRow) -> PillState | None:
        if not _vetting_words(person):
            return None
        if person.vetting in ("none", "awaited"):
            return f"Vetting {person.vetting}", Tone.AMBER, None
        if person.vetting == "run out":
            return "Vetting run out", Tone.RED, None
        if self._lapses(person) and person.vetting_ends is not None:
            return f"{(person.vetting_ends - self._today).days} days left", Tone.AMBER, None
        return person.vetting, Tone.GREEN, None

    def _lapses(self, person: PersonRow) -> bool:
        """Cleared for no longer than the warning time of the settings, or not at all."""
        if person.vetting_ends is None:
            return person.vetting == "run out"
        days = (person.vetting_ends - self._today).days
        return days <= self._workspace.settings.vetting_warning_days

    def _wanted(self) -> set[PersonKind]:
        wanted = set(STAFF) if self.staff.isChecked() else set[PersonKind]()
        return wanted | ({PersonKind.VOLUNTEER} if self.volunteers.isChecked() else set())

    def _words_for_none(self, typed: str) -> tuple[str, str]:
        if typed or self.lapsing.isChecked() or not self.staff.isChecked():
            return "Nobody found", "Change the search or the filters above."
        return "Nobody here yet", "Import the staff list, or add people one by one."

    def _chosen(self) -> PersonRow | None:
        number = self.table.rows.number_of(self.table.chosen_id())
        return None if number is None else self.table.rows.row(number)

    def _show(self, person_id: str) -> None:
        if person_id:
            card = self._workspace.read(people.card, person_id, self._today)
            self.detail.show_person(
                card, self._today, self._workspace.settings.vetting_warning_days
            )
        else:
            self.detail.show_nobody()

    def _remove_absence(self, absence_id: str) -> None:
        self._workspace.write(
            "Remove absence",
            absences.remove,
            absence_id,
            reason="removed on the People page",
            act=self._workspace.act(),
        )

    def _follow(self, change: Change) -> None:
        if change.touches(*SHOWN_TABLES):
            self.refresh()


def _vetting_words(person: PersonRow) -> str:
    """A volunteer need not be vetted by the police; where one is, it is said."""
    return "" if person.kind.is_volunteer and person.vetting == "none" else person.vetting
