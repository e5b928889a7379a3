"""Keying in the slips that came back: a number, Enter, the slip's boxes, Enter. And what is out."""

from collections.abc import Sequence

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from warden_desk.domain.errors import Invalid, UserError
from warden_desk.domain.result_slips import EXAMPLE, SlipRow
from warden_desk.domain.rights import Right
from warden_desk.services import areas
from warden_desk.services.papers import slips
from warden_desk.services.tasking import tasking_candidates, tasking_choices
from warden_desk.ui.actions import Command
from warden_desk.ui.pages.slips.give_up import give_up_form
from warden_desk.ui.pages.slips.keying import EnterGoesOn, slip_form
from warden_desk.ui.panel_opener import PanelOpener
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.basics import Card, column, label
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.empty_state import EmptyState
from warden_desk.ui.widgets.lazy_table import Column, LazyTable
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.workspace import Workspace

_TABLES = ("result_slip", "tasking", "tasking_assignment", "person", "setting")


class SlipsPage(SplitPage):
    """The list is of the slips still out; the number of any slip can be typed."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("Result slips")
        self._workspace = workspace
        self._out: dict[str, SlipRow] = {}
        self.table: LazyTable[SlipRow] = LazyTable(_columns(workspace), "Slips still out")
        self._left = QStackedWidget()
        self._opener = PanelOpener(self, workspace)
        self._build()
        self.follow(workspace.changed, *_TABLES)
        workspace.team_changed.connect(self.mark_stale)

    def commands(self) -> Sequence[Command]:
        return (
            Command("slip_number", "Type a slip's number", self.focus_search, "N", group="Slips"),
            Command(
                "slip_give_up",
                "It will not come back",
                self.give_up,
                group="Slips",
                needs=Right.RECORD,
            ),
            Command("slip_tasking", "Show the tasking", self.show_tasking, "T", group="Slips"),
        )

    def open_item(self, item_id: str) -> None:
        """Key in the slip with this number."""
        if self.search:
            self.search.setText(item_id)
            self.look_up()

    def read(self) -> None:
        """Read again which slips are out."""
        rows = self._workspace.read(slips.out, self._districts())
        self._out = {row.id: row for row in rows}
        self.table.show_all(rows)
        self._left.setCurrentIndex(0 if rows else 1)
        count = "1 slip is" if len(rows) == 1 else f"{len(rows)} slips are"
        self.set_titles("Result slips", f"{count} still out" if rows else "")

    def focus_list(self) -> None:
        """The next slip's number is typed at once."""
        self.focus_search()

    def look_up(self) -> None:
        """Open the slip whose number is typed."""
        typed = self.search.text() if self.search else ""
        try:
            slip = self._workspace.read(slips.find, typed)
        except Invalid as refusal:
            self.tell("\n".join(refusal.problems.values()), Tone.AMBER)
            self.focus_search()
            return
        self.notice.clear()
        self._open(slip)

    def give_up(self) -> None:
        """Stop waiting for the slip chosen in the list."""
        if (slip := self._chosen()) is None:
            return
        form, slip_id = give_up_form(), slip.id
        self._opener.open_writing(
            f"{slip.number} will not come back",
            form,
            "Give it up",
            f"Give up slip {slip.number}",
            lambda: (slips.give_up, (slip_id, form.draft().reason), {}),
        )

    def show_tasking(self) -> None:
        """Go to the tasking of the slip chosen in the list."""
        if slip := self._chosen():
            self._workspace.open_thing("tasking", slip.tasking_id)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.focus_search()

    def _build(self) -> None:
        self.actions_row.addWidget(Button("Show the tasking", self.show_tasking, name="tasking"))
        self.actions_row.addWidget(Button("It will not come back…", self.give_up, name="give_up"))
        search = self.add_search(f"Slip number, then Enter: {EXAMPLE}")
        search.returnPressed.connect(self.look_up)
        search.left_down.connect(self.table.setFocus)
        self.chips_row.addStretch(1)
        self.table.opened.connect(self._open_out)
        nothing = EmptyState(
            "result",
            "No slip is out",
            "Print a tasking’s job sheet (P). Its slip is listed here until it is back.",
        )
        self._left.addWidget(Card(self.table, margins=(0, 4, 0, 4)))
        self._left.addWidget(Card(nothing))
        hint = EmptyState(
            "edit",
            "Key in a slip",
            "Type the number at the top of the slip, then Enter. Its boxes follow, left to right.",
        )
        self.set_sides(self._left, Card(hint))

    def _open(self, slip: SlipRow) -> None:
        workspace, today = self._workspace, self._workspace.today()
        outcomes = workspace.read(tasking_choices.outcomes, today)
        found = workspace.read(tasking_candidates.candidates, slip.tasking_id, act=workspace.act())
        form = slip_form(slip, outcomes, found, today)
        body = QWidget()
        body.setLayout(column(label(slip.title, "strong", wrap=True), form, gap=12))

        def save(reason: str) -> None:
            del reason
            workspace.write(
                f"Key in slip {slip.number}",
                slips.key_in,
                slip.id,
                form.draft().slip(),
                act=workspace.act(),
            )
            self._opener.close()
            if self.search:
                self.search.clear()
            self.tell(f"{slip.number} is in. The next one?", Tone.GREEN)

        panel = self._opener.open(f"Slip {slip.number}", form, "Save slip", save, body)
        if panel is not None:
            EnterGoesOn(form, "text", panel.accepted.emit)
            form.editor("on").setFocus()

    def _open_out(self, slip_id: str) -> None:
        if slip := self._out.get(slip_id):
            try:
                self._open(slip)
            except UserError as refusal:
                self.tell(str(refusal), Tone.AMBER)

    def _chosen(self) -> SlipRow | None:
        slip = self._out.get(self.table.chosen_id())
        if slip is None:
            self.tell("Choose a slip in the list first.", Tone.AMBER)
        return slip

    def _districts(self) -> tuple[str, ...]:
        workspace, team_id = self._workspace, self._workspace.team_id
        if team_id is None:
            return ()
        served = workspace.read(areas.team_districts, team_id, workspace.today())
        return tuple(district.id for district in served)


def _columns(workspace: Workspace) -> list[Column[SlipRow]]:
    def days(row: SlipRow) -> str:
        count = (workspace.today() - row.printed_at.astimezone().date()).days
        return "today" if count == 0 else "1 day" if count == 1 else f"{count} days"

    return [
        Column("Slip", lambda row: str(row.number), 136),
        Column("What", lambda row: row.title),
        Column("Who", lambda row: ", ".join(row.who), 160, can_hide=True),
        Column("Out for", days, 84, "quiet"),
        Column("Printed by", lambda row: row.printed_by, 120, "quiet", can_hide=True),
    ]
