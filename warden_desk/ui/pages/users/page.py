"""Who may sit at this desk, in which role, and what clearance each of them has."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLayout, QStackedWidget, QWidget

from warden_desk.domain.clearance import Role, UserDraft, UserRow
from warden_desk.domain.new_key import NewKey
from warden_desk.domain.rights import RESERVABLE, RIGHT_WORDS, LeaderRights, Right
from warden_desk.services import people
from warden_desk.services.access import users
from warden_desk.ui.actions import Command
from warden_desk.ui.pages.users.columns import columns_of_users
from warden_desk.ui.pages.users.new_key import code_card, new_key_panel
from warden_desk.ui.pages.users.passphrases import passphrase_panel, proof_panel
from warden_desk.ui.saving import attempt
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets import editors
from warden_desk.ui.widgets.basics import Card, column, label, row, rule
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.choice_box import Option
from warden_desk.ui.widgets.empty_state import EmptyState
from warden_desk.ui.widgets.form import Form
from warden_desk.ui.widgets.lazy_table import LazyTable
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.widgets.side_panel import SidePanel
from warden_desk.ui.workspace import Workspace

_TABLES = ("desk_user", "setting", "person", "credential")
_ROLES = {role: role.value.capitalize() for role in Role}
_HOW = (
    "Somebody is cleared while the vetting of the person they are linked with is in date, or "
    "until the last day in the clearance letter you have seen. Others see no more of a "
    "sensitive tasking than its reference, CSU, state and when it is due."
)
_NOBODY = "Add yourself first (N): every entry is signed with a name."
_COPIES = (
    "A copy of the key file from before still opens copies of the desk, also later ones, until "
    "you change the desk’s key."
)
_KEY = (
    "Once somebody has left, or a passphrase became known, put the desk under another key: nothing "
    "of before opens it then, nor any copy made later."
)
_MAY = (
    "A viewer looks, and changes nothing. Team leaders and supervisors keep the "
    "records. Signing weeks, districts, settings and this list can be kept for supervisors."
)


class UsersPage(SplitPage):
    """Enter on a user changes them; the user who sits here is marked."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("At this desk")
        self._workspace = workspace
        self._held = frozenset[str]()
        self._is_showing_code = False
        columns = columns_of_users(workspace, lambda: self._held)
        self.table: LazyTable[UserRow] = LazyTable(columns, "Users of this desk")
        self._build()
        self.follow(workspace.changed, *_TABLES)

    def commands(self) -> Sequence[Command]:
        one = partial(Command, group="At this desk")
        change = partial(one, needs=Right.USERS)
        return (
            change("user_add", "Add a user", self.add, "N"),
            change("user_change", "Change this user", self.change, "E"),
            one("user_sit", "This user sits at the desk now", self.sit, "S"),
            one("user_passphrase", "Passphrase of this user", self.give_passphrase, "P"),
            change("user_no_passphrase", "Take this user’s passphrase away", self.take_passphrase),
            change(
                "desk_no_passphrase", "Take the desk’s common passphrase away", self.take_common
            ),
            change("desk_key", "Change the desk’s key", self.change_key),
            change("user_rights", "What team leaders may do", self.set_rights),
            one("user_looked", "Who looked at what", self.show_looked),
        )

    def read(self) -> None:
        """Read the users again."""
        self._held = self._workspace.at_desk.with_passphrase()
        rows = self._workspace.read(users.rows, self._workspace.today())
        self.table.show_all(rows)
        self._list.setCurrentIndex(0 if rows else 1)
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
            self._seat(chosen)

    def open_item(self, item_id: str) -> None:
        """Somebody who proves with a passphrase that it is them wants to sit down."""
        self.refresh()
        self.table.choose(item_id)
        self._seat(item_id)

    def give_passphrase(self) -> None:
        """Let the chosen user open the desk with a passphrase of their own."""
        if user := self._chosen_row():
            self.open_panel(passphrase_panel(self._workspace, user))

    def take_passphrase(self) -> None:
        """The chosen user's own passphrase opens the desk no longer."""
        if user := self._chosen_row():
            if user.id in self._held:
                self._take(user.id, f"The passphrase of {user.name}")
            else:
                self.tell(f"{user.name} has none of their own.", Tone.AMBER)

    def take_common(self) -> None:
        """Only users' own passphrases open the desk from now on, and the recovery code."""
        self._take("", "The passphrase that all knew")

    def _take(self, user_id: str, what: str) -> None:
        if attempt(self, lambda _: self._workspace.at_desk.take_passphrase(user_id)):
            said = f"{what} opens this desk no longer. {_COPIES}"
            self.notice.offer(said, "Change the desk’s key", self.change_key)

    def change_key(self) -> None:
        """Put the desk under another key, which nothing of before opens."""

        def ask(_: str) -> None:
            follow = self.progress.follow
            self.open_panel(new_key_panel(self._workspace, follow, self._show_code))

        attempt(self, ask)

    def has_typing(self) -> bool:
        """Also while a recovery code is shown that nobody could find again."""
        return super().has_typing() or self._is_showing_code

    def _show_code(self, done: NewKey) -> None:
        self._is_showing_code = True
        self.tell(done.sentence, Tone.GREEN if done.copy else Tone.AMBER)
        self.show_whole(code_card(self._workspace, done.code, self._code_is_kept))

    def _code_is_kept(self) -> None:
        self._is_showing_code = False
        self.show_whole(None)
        self._workspace.at_desk.tell_anew()

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
        self.actions_row.addWidget(Button("Passphrase", self.give_passphrase, key="P"))
        self.actions_row.addWidget(Button("Sits here now", self.sit, key="S", name="sit"))
        add = Button("Add a user", self.add, rank="primary", key="N", name="add_user")
        self.actions_row.addWidget(add)
        self.table.opened.connect(self.change)
        change = Button("Change this user", self.change, key="E", name="change_user")
        rights = Button("What team leaders may do", self.set_rights, name="rights")
        change_key = Button("Change the desk’s key", self.change_key, name="change_key")
        side = Card(
            column(
                *_explained("Who sees what is sensitive", _HOW, change),
                rule(),
                *_explained("Who may do what", _MAY, rights),
                rule(),
                *_explained("Who opens it no more", _KEY, change_key),
                None,
                gap=12,
            )
        )
        self._list = QStackedWidget()
        self._list.addWidget(self.table)
        self._list.addWidget(EmptyState("people", "Nobody is named yet", _NOBODY))
        self.set_sides(Card(self._list, margins=(0, 4, 0, 4)), side)

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

    def _seat(self, user_id: str) -> None:
        if self._workspace.at_desk.wants_proof(user_id):
            if user := self._row(user_id):
                self.open_panel(proof_panel(self._workspace, user))
            return
        attempt(self, lambda _: self._workspace.at_desk.sit(user_id))

    def _chosen_row(self) -> UserRow | None:
        return self._row(chosen) if (chosen := self._chosen()) else None

    def _row(self, user_id: str) -> UserRow | None:
        rows = self._workspace.read(users.rows, self._workspace.today())
        return next((row for row in rows if row.id == user_id), None)

    def _chosen(self) -> str:
        chosen = self.table.chosen_id()
        if not chosen:
            self.tell("Choose a user in the list first.", Tone.AMBER)
        return chosen


def _explained(heading: str, words: str, button: Button) -> tuple[QWidget | QLayout, ...]:
    return label(heading, "h2"), label(words, "quiet", wrap=True), row(button, None)
