"""Who works early or late alone: whom to ring next, who has not been heard from, and the log."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget

from warden_desk.domain.rights import Right
from warden_desk.domain.welfare import Call, LoneShift, wall_clock
from warden_desk.domain.welfare_standing import in_order
from warden_desk.services import people
from warden_desk.services.welfare import lone_shifts, welfare
from warden_desk.ui.actions import Command
from warden_desk.ui.pages.welfare.detail import LoneDetail
from warden_desk.ui.pages.welfare.forms import buddy_form, note_form
from warden_desk.ui.pages.welfare.words import NO_ALARM, LoneRow, columns, title
from warden_desk.ui.panel_opener import PanelOpener
from warden_desk.ui.saving import attempt
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.basics import Card, label, row
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.empty_state import EmptyState, Picture
from warden_desk.ui.widgets.lazy_table import LazyTable
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.widgets.scrolling import scrolling
from warden_desk.ui.workspace import Workspace

TABLES = (
    *("welfare_check", "shift", "stop", "person", "absence", "setting", "code", "shift_code"),
    *("team", "team_member", "emergency_contact", "vehicle", "person_status"),
)
LOOK_MS = 10_000
"""How often the clock is looked at: the list puts itself in order as time passes."""


class WelfarePage(SplitPage):
    """What presses most is at the top. The desk is read after changes, not each time it looks."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("Welfare", detail_width=372)
        self._workspace = workspace
        self._shifts: list[LoneShift] = []
        self._rows: dict[str, LoneRow] = {}
        self.table: LazyTable[LoneRow] = LazyTable(columns(), "Who works alone")
        self.detail = LoneDetail()
        self._stack = QStackedWidget()
        self._opener = PanelOpener(self, workspace)
        self.clock = QTimer(self, interval=LOOK_MS)
        self._build()
        self._connect()

    def commands(self) -> Sequence[Command]:
        one = partial(Command, group="Welfare", needs=Right.RECORD)
        return (
            one("welfare_tick", "Heard from them", self.tick, "T"),
            one("welfare_no_answer", "No answer", self.no_answer, "M"),
            one("welfare_escalate", "Take the next step", self.escalate, "E"),
            one("welfare_note", "Keep a note", self.begin_note, "O"),
            one("welfare_buddy", "Another buddy", self.begin_buddy, "B"),
            one("welfare_strike", "Strike the last entry", self.strike, "X"),
        )

    def open_item(self, item_id: str) -> None:
        """Show one shift."""
        self.catch_up()
        self.table.choose(item_id)
        self.table.setFocus()

    def read(self) -> None:
        """Read the desk again."""
        workspace = self._workspace
        self._shifts = workspace.read(welfare.listed, workspace.act().at, workspace.team_id)
        self.look()

    def look(self) -> None:
        """Put the list in order as it stands at this moment."""
        settings, now = self._workspace.settings, self._workspace.act().at
        zone = lone_shifts.zone_of(settings)
        shown = [LoneRow(*each, zone) for each in in_order(self._shifts, now, settings)]
        self._rows = {row.id: row for row in shown}
        self.table.show_all(shown)
        if shown and not self.table.chosen_id():
            self.table.choose_first()
        self._stack.setCurrentIndex(0 if shown else 1)
        self.set_titles("Welfare", title(shown) if shown else "")
        self._show(self.table.chosen_id())

    def tick(self) -> None:
        """Note that the chosen person was heard from."""

        def work(row: LoneRow) -> str:
            label, key = f"Heard from {row.shift.name}", row.id
            act = self._workspace.act()
            call = self._workspace.write(label, welfare.tick, key, act=act)
            return f"Heard from {row.shift.name}: {call.kind.words} of {self._time(call)}."

        self._do(work, Tone.GREEN)

    def no_answer(self) -> None:
        """Note that the chosen person did not answer, and say what comes next."""

        def work(row: LoneRow) -> str:
            label, key = f"No answer from {row.shift.name}", row.id
            self._workspace.write(label, welfare.no_answer, key, act=self._workspace.act())
            step = row.shift.next_step
            coming = f" Next: {step.sentence}. E notes that it is done." if step else ""
            return f"No answer from {row.shift.name} is noted.{coming}"

        self._do(work, Tone.RED)

    def escalate(self) -> None:
        """Note that the next step is taken, and say whom to ring."""

        def work(row: LoneRow) -> str:
            label, key = f"Escalate: {row.shift.name}", row.id
            act = self._workspace.act()
            step = self._workspace.write(label, welfare.escalate, key, act=act)
            return f"{row.shift.name}: {step.sentence}. T once they are heard from, E for the next."

        self._do(work, Tone.RED)

    def begin_note(self) -> None:
        """Open the form for a note."""
        if (row := self._chosen()) is None:
            return
        form = note_form()
        self._opener.open_writing(
            f"A note about {row.shift.name}",
            form,
            "Keep",
            f"Note about {row.shift.name}",
            lambda: (welfare.keep_note, (row.id, form.draft().note), {}),
        )

    def begin_buddy(self) -> None:
        """Open the form for another buddy."""
        if (row := self._chosen()) is None:
            return
        everybody = self._workspace.read(people.rows, self._workspace.today())
        form, what = buddy_form(row.shift, everybody), f"Another buddy for {row.shift.name}"
        self._opener.open_writing(
            what,
            form,
            "Change",
            what,
            lambda: (welfare.substitute, (row.id, form.draft().buddy_id or ""), {}),
        )

    def strike(self) -> None:
        """Ask what is wrong with the last entry of the log, and strike it."""
        row = self._chosen()
        last = next((e for e in row.shift.log if not e.is_struck), None) if row else None
        if row is None or last is None:
            self.tell("There is no entry to strike.", Tone.AMBER)
            return

        def keep(reason: str) -> None:
            label, act = "Strike an entry", self._workspace.act()
            attempt(
                self,
                lambda _: self._workspace.write(label, welfare.strike, last.id, reason, act=act),
            )
            self.table.setFocus()

        self.notice.ask_reason(f"{last.sentence(row.zone)} What is wrong with it?", keep)

    def focus_list(self) -> None:
        """Put the cursor into the list."""
        self.table.setFocus()

    def _build(self) -> None:
        for words, run, key, name in (
            ("No answer", self.no_answer, "M", "no_answer"),
            ("Next step", self.escalate, "E", "escalate"),
        ):
            self.actions_row.addWidget(Button(words, run, key=key, name=name))
        self.actions_row.addWidget(
            Button("Heard from them", self.tick, rank="primary", key="T", name="tick")
        )
        no_alarm = label(NO_ALARM, "strong", wrap=True)
        no_alarm.setObjectName("no_alarm")
        self.body.insertWidget(0, Card(row(Picture("warning", 20, "amber"), no_alarm, gap=10)))
        nobody = (
            "Early and late shifts worked alone are listed here on their day, with their calls."
        )
        self._stack.addWidget(Card(self.table, margins=(0, 4, 0, 4)))
        self._stack.addWidget(Card(EmptyState("phone", "Nobody works early or late alone", nobody)))
        self.set_sides(self._stack, Card(scrolling(self.detail), margins=(16, 12, 4, 12)))
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        self.table.chosen.connect(self._show)
        self.clock.timeout.connect(self._look_if_seen)
        self.clock.start()
        self.follow(self._workspace.changed, *TABLES)
        self._workspace.team_changed.connect(self.mark_stale)

    def _look_if_seen(self) -> None:
        if self.isVisible():
            self.look()

    def _show(self, key: str) -> None:
        row = self._rows.get(key)
        self.fold_detail(is_folded=row is None)
        if row is not None:
            self.detail.show_row(row)

    def _chosen(self) -> LoneRow | None:
        row = self._rows.get(self.table.chosen_id())
        if row is None:
            self.tell("Choose somebody first.", Tone.AMBER)
        return row

    def _do(self, work: Callable[[LoneRow], str], tone: Tone) -> None:
        row = self._chosen()
        if row is not None:
            said: list[str] = []
            if attempt(self, lambda _: said.append(work(row))):
                self.tell(said[0], tone)

    def _time(self, call: Call) -> str:
        return wall_clock(call.at, lone_shifts.zone_of(self._workspace.settings))
