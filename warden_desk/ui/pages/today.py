"""Today: one look that says what needs somebody. Every line opens the thing itself."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QGridLayout

from warden_desk.domain.dates import MONTHS, WEEKDAYS, Week
from warden_desk.domain.rights import Right
from warden_desk.domain.today import Line, Opens, OutRow, Today, clock
from warden_desk.services.today import today as today_service
from warden_desk.ui.actions import Command
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.basics import row
from warden_desk.ui.widgets.figure_tile import FigureTile
from warden_desk.ui.widgets.line_list import Entry, LineList
from warden_desk.ui.widgets.page import Page
from warden_desk.ui.workspace import Workspace

SHOWN_TABLES = (
    *("tasking", "tasking_assignment", "tasking_entry", "shift", "stop", "event", "person"),
    *(
        "person_status",
        "credential",
        "team_member",
        "team_district",
        "parish_assignment",
        "setting",
        "deployment_sheet",
        "print_log",
        "welfare_check",
        "absence",
    ),
)
_MINUTE_MS = 60_000
TILES = 5


class TodayPage(Page):
    """Figures at the head; what needs somebody, what is owed, who is out, whom to call."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("Today")
        self._workspace = workspace
        self._asked = 0
        self._behind_tiles: list[Opens] = []
        self.tiles = [FigureTile() for _ in range(TILES)]
        self.needs = LineList("Needs you", "Enter opens", "Nothing needs you now.")
        self.owed = LineList(
            "Answers owed", "before the next meeting", "No CSU is waiting for an answer."
        )
        self.out = LineList("Out today", "place · until", "Nobody is down to work today.")
        self.calls = LineList(
            "Welfare calls", "this page is no alarm", "Nobody works early or late alone today."
        )
        self._lay_out_cards()
        self.follow(workspace.changed, *SHOWN_TABLES)
        workspace.team_changed.connect(self.mark_stale)
        self._clock = QTimer(self, interval=_MINUTE_MS)
        self._clock.timeout.connect(self._look_at_clock)
        self._clock.start()
        self.catch_up()

    def commands(self) -> Sequence[Command]:
        return (
            Command("today_refresh", "Look again", self.refresh, "F5", group="Today"),
            Command(
                "today_sick",
                "Somebody is sick today",
                self.begin_sick,
                "S",
                group="Today",
                needs=Right.RECORD,
            ),
        )

    def begin_sick(self) -> None:
        """Go to where somebody's day is covered."""
        self._open(Opens("sick", f"/{self._workspace.today()}"))

    def read(self) -> None:
        """Ask again, in the background; only the last answer asked for is shown."""
        self._asked += 1
        on, team_id = self._workspace.today(), self._workspace.team_id
        now = self._workspace.act().at
        self.set_titles(
            f"{WEEKDAYS[on.weekday()]} {on.day} {MONTHS[on.month - 1]}",
            f"Week {Week.of(on).number}",
        )

        self._workspace.start(
            "Look at today",
            lambda session, _: today_service.today(session, on, team_id, now=now),
            partial(self._show, self._asked),
        )

    def _show(self, asked: int, found: Today) -> None:
        if asked != self._asked:
            return
        lists = (self.needs, self.owed, self.out, self.calls)
        cursor = [(each, each.focused_line()) for each in lists]
        for tile, figure in zip(self.tiles, found.tiles, strict=True):
            tile.show_figure(figure.figure, figure.what, figure.hint, Tone(figure.weight))
        self._behind_tiles = [figure.opens for figure in found.tiles]
        more = f"and {found.more_needs} more, on their pages" if found.more_needs else ""
        self.needs.show_entries([self._entry(line) for line in found.needs], more)
        self.owed.show_entries([self._entry(line) for line in found.owed])
        self.out.show_entries([self._out_entry(person) for person in found.out])
        self.calls.show_entries([self._entry(line) for line in found.calls])
        for each, number in cursor:
            each.focus_line(number)

    def _look_at_clock(self) -> None:
        """Calls fall due as time passes; while there are none, nothing here changes by itself."""
        if self.isVisible() and self.calls.lines():
            self.refresh()

    def _entry(self, line: Line) -> Entry:
        run = partial(self._open, line.opens)
        return Entry(line.text, line.hint, run, line.word, Tone(line.weight))

    def _out_entry(self, person: OutRow) -> Entry:
        places = ", ".join(person.places) or person.code
        until = clock(person.end_minute)
        alone = " alone" if person.is_alone_late else ""
        hint = f"{places} · {until}{alone}" if until else places
        return Entry(person.name, hint, partial(self._open, Opens("person", person.person_id)))

    def _open_tile(self, number: int) -> None:
        if self._behind_tiles:
            self._open(self._behind_tiles[number])

    def _open(self, opens: Opens) -> None:
        self._workspace.open_thing(opens.kind, opens.id)

    def _lay_out_cards(self) -> None:
        for number, tile in enumerate(self.tiles):
            tile.clicked.connect(partial(self._open_tile, number))
        cards = QGridLayout()
        cards.setSpacing(12)
        for at, card in enumerate((self.needs, self.out, self.owed, self.calls)):
            cards.addWidget(card, at // 2, at % 2)
        cards.setRowStretch(0, 3)
        cards.setRowStretch(1, 1)
        cards.setColumnStretch(0, 3)
        cards.setColumnStretch(1, 2)
        self.body.addLayout(row(*self.tiles, gap=12))
        self.body.addLayout(cards, 1)
