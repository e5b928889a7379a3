"""Who may sit at this desk, in which role, and what clearance each of them has."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from warden_desk.domain.clearance import Role, UserDraft, UserRow
from warden_desk.domain.rights import RESERVABLE, RIGHT_WORDS, LeaderRights, Right
from warden_desk.services import people
from warden_desk.services.access import users
from warden_desk.ui.actions import Command
from warden_desk.ui.saving import attempt
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets import editors
from warden_desk.ui.widgets.basics import Card, column, kind
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.choice_box import Option
from warden_desk.ui.widgets.empty_state import EmptyState
from warden_desk.ui.widgets.form import Form
from warden_desk.ui.widgets.lazy_table import Column, LazyTable, PillState
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.widgets.side_panel import SidePanel
from warden_desk.ui.workspace import Workspace

_TABLES = ("desk_user", "setting", "person", "credential")
_ROLES = {role: role.value.capitalize() for role in Role}
_HOW = (
    "Somebody is cleared while the vetting of the person they are linked with is in date, or "
    "until the last day in the clearance letter that you have seen. Others see no more of a "
    "sensitive tasking than its reference, its CSU, its state and when it is due."
)
_MAY = (
    "A viewer looks at everything else and changes nothing. Team leaders and supervisors keep the "
    "records. Signing weeks, districts, settings and this list can be kept for supervisors."
)


class UsersPage(SplitPage):
    """Enter on a user changes them; the user who sits here is marked."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("At this desk")
        self._workspace = workspace
        self.table: LazyTable[UserRow] = LazyTable(_columns(workspace), "Users of this desk")
        self._build()
        self.follow(workspace.changed, *_TABLES)

    def commands(self) -> Sequence[Command]:
        one = partial(Command, group="At this desk")
        return (
            one("user_add", "Add a user", self.add, "N", needs=Right.USERS),
            one("user_change", "Change this user", self.change, "E", needs=Right.USERS),
            one("user_sit", "This user sits at the desk now", self.sit, "S"),
            one("user_rights", "What team leaders may do", self.set_rights, needs=Right.USERS),
            one("user_looked", "Who looked at what", self.show_looked),
        )

    def read(self) -> None:
        """Read the users again."""
        self.table.show_all(self._workspace.read(users.rows, self._workspace.today()))
        seat = self._workspace.at_desk.seat
        self.set_titles("At this desk", seat.name)
        if seat.advice:
            self.tell(seat.advice, Tone.AMBER)
        else:
            self.notice.clear()

    def add(self) -> None:
        """Name somebody who may sit here."""
        seat, today = self._workspace.at_desk.seat, self._workspace.today()
        name = "" if seat.user else seat.name  # whoever sits here unnamed is named first
        self._open("Add a user", UserDraft(name=name, valid_from=today), "Add", "")

    def change(self, *_: object) -> None:
        """Put the chosen user right."""
        if chosen := self._chosen():
            draft = self._workspace.read(users.draft_of, chosen)
            self._open(f"Change {draft.name}", draft, "Save", chosen)

    def sit(self) -> None:
        """The chosen user sits at the desk from now on."""
        if chosen := self._chosen():
            attempt(self, lambda _: self._workspace.at_desk.sit(chosen))

    def set_rights(self) -> None:
        """Tick what team leaders may do, and what is kept for supervisors."""
        said = LeaderRights.read(self._workspace.settings.supervisors_alone)
        words = {
            right.value: (
                RIGHT_WORDS[right].capitalize(),
                editors.yes_no("team leaders, too"),
            )
            for right in RESERVABLE
        }
        form: Form[LeaderRights] = Form(said, words)

        def save(reason: str) -> None:
            del reason  # no rule warns here
            act = self._workspace.act()
            self._workspace.write(
                "What team leaders may do", users.keep_for_supervisors, form.draft(), act=act
            )
            if panel := self.panel():
                panel.close_panel()

        panel = SidePanel("What team leaders may do", form, "Save", is_dirty=form.is_dirty)
        panel.accepted.connect(lambda: attempt(panel, save, form=form))
        self.open_panel(panel)

    def show_looked(self) -> None:
        """Go to the record of who looked."""
        self._workspace.open_thing("page", "looked")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.panel() is None:
            self.table.setFocus()

    def _build(self) -> None:
        self.actions_row.addWidget(Button("Who looked", self.show_looked, name="looked"))
        self.actions_row.addWidget(Button("Sits here now", self.sit, key="S", name="sit"))
        add = Button("Add a user", self.add, rank="primary", key="N", name="add_user")
        self.actions_row.addWidget(add)
        self.table.opened.connect(self.change)
        change = Button("Change this user", self.change, key="E", name="change_user")
        rights = Button("What team leaders may do", self.set_rights, name="rights")
        about = EmptyState("lock", "Who sees what is sensitive", _HOW, change)
        may = EmptyState("key", "Who may do what", _MAY, rights)
        side = kind(QWidget(), "clear")
        side.setLayout(column(Card(about), Card(may), gap=12))
        self.set_sides(Card(self.table, margins=(0, 4, 0, 4)), side)

    def _open(self, heading: str, draft: UserDraft, verb: str, user_id: str) -> None:
        form: Form[UserDraft] = Form(
            draft,
            {
                "name": ("Name", editors.text("Every entry is signed with it")),
                "role": ("Role", editors.choice(_ROLES)),
                "person_id": ("Is on record as", editors.pick(self._people())),
                "cleared_until": ("Cleared until", editors.day(self._workspace.today)),
                "valid_from": ("Sits here from", editors.day(self._workspace.today)),
                "valid_to": ("Until", editors.day(self._workspace.today)),
            },
        )

        def save(reason: str) -> None:
            del reason
            new = form.draft()
            call: Callable[..., str] = partial(users.save, user_id=user_id)
            self._workspace.write(f"{verb} {new.name}", call, new, act=self._workspace.act())
            if panel := self.panel():
                panel.close_panel()

        panel = SidePanel(heading, form, verb, is_dirty=form.is_dirty)
        panel.accepted.connect(lambda: attempt(panel, save, form=form))
        self.open_panel(panel)

    def _people(self) -> list[Option]:
        rows = self._workspace.read(people.rows, self._workspace.today())
        return [Option(row.id, row.name, row.collar_number) for row in rows]

    def _chosen(self) -> str:
        chosen = self.table.chosen_id()
        if not chosen:
            self.tell("Choose a user in the list first.", Tone.AMBER)
        return chosen


def _columns(workspace: Workspace) -> list[Column[UserRow]]:
    def clearance(row: UserRow) -> str:
        return row.clearance(workspace.today())

    def pill(row: UserRow) -> PillState:
        tone = Tone.GREEN if row.is_cleared(workspace.today()) else Tone.AMBER
        return clearance(row), tone, None

    def here(row: UserRow) -> str:
        user = workspace.at_desk.seat.user
        return "sits here" if user is not None and user.id == row.id else ""

    return [
        Column("Name", lambda row: row.name),
        Column("Now", here, 84, "quiet"),
        Column("Role", lambda row: row.role.value, 110),
        Column("On record as", lambda row: row.person, 150, "quiet", can_hide=True),
        Column("Clearance", clearance, 210, pill=pill),
    ]
