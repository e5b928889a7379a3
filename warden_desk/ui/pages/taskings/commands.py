"""What can be done on the page, for shortcuts, the palette and the sheet of keys."""

from collections.abc import Sequence
from functools import partial
from typing import Protocol

from warden_desk.domain.rights import Right
from warden_desk.domain.tasking_filters import SortBy, Which
from warden_desk.domain.tasking_states import Move
from warden_desk.ui.actions import Command
from warden_desk.ui.pages.taskings import verbs
from warden_desk.ui.pages.taskings.chips import SORTS, WHICH

GROUP = "Taskings"

_ON_ONE = (
    (verbs.ASSIGN, "Assign this tasking"),
    (verbs.PLAN, "Plan a visit on somebody’s round"),
    (verbs.VISIT, "Log a visit"),
    (verbs.RESULT, "Enter the result"),
    (verbs.EDIT, "Change the facts"),
    (verbs.NOTE, "Add a note"),
    (verbs.REFER, "Refer to an agency"),
    (verbs.LINK, "Link with another tasking"),
    (verbs.UNLINK, "Take a link away"),
    (verbs.ACKNOWLEDGE, "Somebody knows of it"),
    (verbs.UNASSIGN, "Take it from somebody"),
    (verbs.STRIKE, "Strike an entry of the log"),
    (verbs.JOB_SHEET, "Print the job sheet"),
    (verbs.PACK, "Return to the CSU: its pack"),
    (verbs.TOLD, "The CSU was told in words"),
)
_MOVES = {
    Move.ACCEPT: "Accept this tasking",
    Move.DECLINE: "Decline this tasking",
    Move.CHECK: "Mark as checked",
    Move.SEND_BACK: "Send the result back",
    Move.HOLD: "Put this tasking on hold",
    Move.RESUME: "Take this tasking off hold",
    Move.CANCEL: "Cancel this tasking",
    Move.REOPEN: "Reopen this tasking",
    Move.CLOSE: "Close this tasking",
}


class Doing(Protocol):
    """What the commands call, by name."""

    def do(self, verb: str) -> object: ...
    def move_tasking(self, move: Move) -> object: ...
    def show_only(self, which: Which) -> object: ...
    def sort_by(self, sort: SortBy) -> object: ...


def page_commands(page: Doing, others: Sequence[Command]) -> tuple[Command, ...]:
    """All of them; `others` is what is not about one tasking."""
    one = partial(Command, group=GROUP)
    act = partial(one, needs=Right.RECORD)
    return (
        *others,
        *(
            act(f"tasking_{name}", text, partial(page.do, name), key or None)
            for (name, _, key), text in _ON_ONE
        ),
        *(
            act(
                f"tasking_{move.value}",
                text,
                partial(page.move_tasking, move),
                "C" if move is Move.CHECK else None,
            )
            for move, text in _MOVES.items()
        ),
        *(
            one(f"show_{which.name.lower()}", f"Show: {text}", partial(page.show_only, which))
            for which, text in WHICH.items()
        ),
        *(
            one(f"sort_{sort.name.lower()}", f"Order: {text}", partial(page.sort_by, sort))
            for sort, text in SORTS.items()
        ),
    )
