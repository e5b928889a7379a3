"""What can be done on the week page as a whole, as buttons and as keys."""

from collections.abc import Sequence
from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QWidget

from warden_desk.domain.rights import Right
from warden_desk.ui.actions import Command
from warden_desk.ui.pages.week.board import Board
from warden_desk.ui.pages.week.full_page import FullPage
from warden_desk.ui.pages.week.issuing import StandingPill
from warden_desk.ui.pages.week.team_choice import TeamChoice
from warden_desk.ui.pages.week.whole_week import WholeWeek
from warden_desk.ui.widgets.buttons import Button, icon_button


class Deeds(Protocol):
    """What the page does."""

    state: StandingPill
    teams: TeamChoice
    board: Board
    whole: WholeWeek
    full: FullPage

    def go(self, by: int) -> None: ...
    def go_to_now(self) -> None: ...
    def turn(self) -> None: ...
    def turn_month(self) -> None: ...
    def open_row(self) -> None: ...
    def apply_rotation(self) -> None: ...
    def issue(self) -> None: ...
    def begin_sick(self) -> None: ...


def buttons(page: Deeds) -> tuple[QWidget, ...]:
    """The title row."""
    back, on = partial(page.go, -1), partial(page.go, 1)
    return (
        page.state,
        icon_button("chevron-left", "The week before", back, rank="secondary"),
        Button("This week", page.go_to_now, name="this_week"),
        icon_button("chevron-right", "The week after", on, rank="secondary"),
        Button("Copy last week", page.whole.copy_last, icon_name="copy", name="copy"),
        Button("Issue…", page.issue, name="issue"),
        Button("Print sheet", page.full.print_sheet, rank="primary", name="print"),
    )


def commands(page: Deeds) -> Sequence[Command]:
    """The keys."""
    one = partial(Command, group="Week")
    act = partial(one, needs=Right.RECORD)
    return (
        one("week_back", "The week before", partial(page.go, -1), "Alt+Left"),
        one("week_on", "The week after", partial(page.go, 1), "Alt+Right"),
        one("week_now", "This week", page.go_to_now, "Alt+Home"),
        one("week_turn", "People or parishes", page.turn, "Ctrl+T"),
        one("week_month", "Month or week", page.turn_month, "Ctrl+M"),
        one("week_teams", "Choose teams", page.teams.open, "Ctrl+Shift+T"),
        act("week_copy", "Copy last week", page.whole.copy_last, "Ctrl+L"),
        act("week_pattern", "Plan by the rotations", page.whole.apply_patterns, "Ctrl+Shift+L"),
        act("week_rotation", "Rotation of this person", page.full.open_rotation, "Ctrl+Alt+R"),
        act("week_pattern_one", "Plan by their rotation", page.apply_rotation, "Ctrl+Alt+L"),
        one("week_open", "Open the person or parish", page.open_row, "Ctrl+O"),
        one("week_settle", "What is to be settled", page.board.findings.focus_first, "F8"),
        act("week_reason", "Give a reason", page.board.findings.give_reason, "Shift+F8"),
        act("week_sick", "Somebody is sick today", page.begin_sick, "F9"),
        one("week_issue", "Look over and issue", page.issue, "Ctrl+I"),
        act("week_print", "Print the sheet", page.full.print_sheet, "Ctrl+P"),
    )
