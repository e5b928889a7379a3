"""Returns: every CSU with what it is owed, and the pack it gets before it meets."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

from PySide6.QtWidgets import QStackedWidget

from warden_desk.domain.meetings import MeetingRow
from warden_desk.domain.returns import SentItem, SentReturn, Standing, Status
from warden_desk.domain.rights import Right
from warden_desk.domain.tasking_states import State
from warden_desk.services import areas
from warden_desk.services.returns import meetings, returns_answers, returns_layouts, returns_owed
from warden_desk.ui.actions import Command
from warden_desk.ui.pages.returns import words
from warden_desk.ui.pages.returns.csu_list import csu_list
from warden_desk.ui.pages.returns.detail import CsuDetail, Verbs
from warden_desk.ui.pages.returns.pack_view import ChooseFile, PackView, ask_for_file
from warden_desk.ui.pages.returns.packs import Packs
from warden_desk.ui.pages.returns.panels import Panels
from warden_desk.ui.saving import attempt
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.basics import Card
from warden_desk.ui.widgets.buttons import Button, Chip
from warden_desk.ui.widgets.empty_state import EmptyState
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.workspace import Workspace

_TABLES = (
    *("tasking", "tasking_entry", "tasking_assignment", "tasking_return", "return_item"),
    *("return_layout", "tasking_meeting", "meeting_action", "event", "organisation", "setting"),
)
_MEETINGS_BACK = timedelta(days=60)


class ReturnsPage(SplitPage):
    """The CSUs of the team (or all), the next to meet first; a pack takes the whole page."""

    def __init__(self, workspace: Workspace, choose_file: ChooseFile = ask_for_file) -> None:
        super().__init__("Returns", detail_width=420)
        self._workspace = workspace
        self._rows: list[Standing] = []
        self.table = csu_list(workspace.today)
        self.pressing = Chip("Owed or queried", name="pressing")
        self.panels = Panels(self, workspace)
        self.pack_view = PackView(choose_file)
        self.packs = Packs(self, workspace, self.pack_view)
        self.detail = CsuDetail(self._verbs())
        self._left = QStackedWidget()
        self._build()
        self.follow(workspace.changed, *_TABLES)
        workspace.team_changed.connect(self.mark_stale)

    def commands(self) -> Sequence[Command]:
        one = partial(Command, group="Returns")
        return (
            one("return_pack", "Make this CSU's pack", self.make_pack, "P", needs=Right.RECORD),
            one("return_chase", "A text to chase what is missing", self.chase, "C"),
            one(
                "meeting_new",
                "Enter a tasking meeting",
                self.enter_meeting,
                "N",
                needs=Right.RECORD,
            ),
        )

    def open_item(self, item_id: str) -> None:
        """Show a CSU."""
        self.close_pack()
        self.pressing.setChecked(False)
        self.catch_up()
        self.table.choose(item_id)

    def read(self) -> None:
        """Read everything again; what was chosen stays chosen."""
        team, today = self._workspace.team_id, self._workspace.today()
        served = self._workspace.read(areas.team_districts, team, today) if team else []
        self._rows = self._workspace.read(
            returns_owed.standings, today, [district.id for district in served]
        )
        self.set_titles("Returns", words.totals(self._rows))
        presses = [row for row in self._rows if row.status in (Status.OWED, Status.QUERIED)]
        self.pressing.set_count(len(presses))
        shown = presses if self.pressing.isChecked() else self._rows
        self.table.show_all(shown)
        self.table.choose_first()
        self._left.setCurrentIndex(int(not shown))
        self._show_csu(self.table.chosen_id())

    def make_pack(self) -> None:
        """Make the chosen CSU's files in the background, and show them before anything goes."""
        if chosen := self._chosen():
            self.packs.make(chosen)

    def chase(self) -> None:
        """Show a text that names what is missing, to copy."""
        if chosen := self._chosen():
            today = self._workspace.today()
            self.close_pack()
            self.panels.chase(self._workspace.read(returns_owed.chaser, chosen.id, today))

    def enter_meeting(self) -> None:
        """Open the form for a tasking meeting of the chosen CSU."""
        chosen = self._row(self.table.chosen_id())
        csus = {row.id: row.csu for row in self._rows}
        self.close_pack()
        self.panels.meeting(csus, chosen.id if chosen else None, None)

    def _correct(self, meeting: MeetingRow) -> None:
        self.panels.correct(meeting, {row.id: row.csu for row in self._rows})

    def close_pack(self) -> None:
        """Back to the CSUs."""
        self.show_whole(None)

    def focus_list(self) -> None:
        self.table.setFocus()

    def _build(self) -> None:
        meeting = Button("Enter a meeting", self.enter_meeting, key="N", name="new_meeting")
        self.actions_row.addWidget(meeting)
        self.chips_row.addWidget(self.pressing)
        self.chips_row.addStretch(1)
        self.pressing.toggled.connect(self.refresh)
        nothing = EmptyState("export", "Nothing to return", "No CSU is owed an answer now.")
        self._left.addWidget(Card(self.table, margins=(0, 4, 0, 4)))
        self._left.addWidget(Card(nothing))
        self.set_sides(self._left, self.detail)
        self.pack_view.closed.connect(self.close_pack)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(self._open)

    def _verbs(self) -> Verbs:
        workspace = self._workspace
        return Verbs(
            open_tasking=partial(workspace.open_thing, "tasking"),
            make_pack=self.make_pack,
            chase=self.chase,
            show_proof=self.packs.open,
            acknowledge=self._acknowledge,
            query=self.panels.query,
            send_back=self._send_back,
            correct=self._correct,
            add_action=self.panels.action,
            finish=self._finish,
        )

    def _open(self, csu_id: str) -> None:
        del csu_id  # it is the chosen one
        self.make_pack()

    def _choose(self, csu_id: str) -> None:
        self._show_csu(csu_id)
        self.detail.scroll_to_top()

    def _show_csu(self, csu_id: str) -> None:
        standing = self._row(csu_id)
        if standing is None:
            self.detail.show_nothing()
            return
        read, today = self._workspace.read, self._workspace.today()
        has_own = read(returns_layouts.known, csu_id) is not None
        self.detail.show_csu(
            standing,
            read(returns_owed.chaser, csu_id, today),
            read(returns_answers.rows, csu_id),
            read(meetings.rows, csu_id=csu_id, since=today - _MEETINGS_BACK),
            "in the columns of its own list" if has_own else "in our columns: no list came in yet",
            today,
        )

    def _acknowledge(self, sent: SentReturn, close: bool) -> None:
        self._write("The CSU has its answers", returns_answers.acknowledge, sent.id, close=close)

    def _send_back(self, item: SentItem) -> None:
        def save(reason: str) -> None:
            del reason
            state = self._workspace.write(
                f"Send {item.reference} back to work",
                returns_answers.send_back,
                item.id,
                act=self._workspace.act(),
            )
            if state is State.REOPENED:
                self.tell(f"{item.reference} is reopened. Nobody has it: assign it.", Tone.AMBER)

        attempt(self, save)

    def _finish(self, action_id: str) -> None:
        self._write("Action done", meetings.finish, action_id)

    def _write(
        self, label: str, service: Callable[..., object], *given: object, **how: object
    ) -> None:
        act = self._workspace.act()
        attempt(
            self, lambda _: self._workspace.write(label, partial(service, **how, act=act), *given)
        )

    def _chosen(self) -> Standing | None:
        chosen = self._row(self.table.chosen_id())
        if chosen is None:
            self.tell("Choose a CSU in the list first.", Tone.AMBER)
        return chosen

    def _row(self, csu_id: str) -> Standing | None:
        return next((row for row in self._rows if row.id == csu_id), None)
