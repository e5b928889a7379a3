"""What can be done with a tasking where it stands: its buttons, its menu, its commands."""

from collections.abc import Mapping

from warden_desk.domain.tasking_entries import STRIKABLE
from warden_desk.domain.tasking_states import FINAL, RESTING, TO_DO, Move, State, moves_from
from warden_desk.domain.taskings import TaskingDetail

Verb = tuple[str, str, str]
"""Name, words and key of something that can be done."""

VISIT: Verb = ("visit", "Log a visit", "V")
RESULT: Verb = ("result", "Result", "R")
ASSIGN: Verb = ("assign", "Assign", "A")
PLAN: Verb = ("plan", "Plan a visit", "D")
NOTE: Verb = ("note", "Add a note", "M")
EDIT: Verb = ("edit", "Change the facts", "E")
STRIKE: Verb = ("strike", "Strike an entry", "")
REFER: Verb = ("refer", "Refer to an agency", "F")
LINK: Verb = ("link", "Link with another tasking", "L")
UNLINK: Verb = ("unlink", "Take a link away", "")
JOB_SHEET: Verb = ("job_sheet", "Print the job sheet", "P")
WEEK_SHEETS: Verb = ("week_sheets", "Print this week’s sheets of who has it", "")
UNASSIGN: Verb = ("unassign", "Take from somebody", "")
ACKNOWLEDGE: Verb = ("acknowledge", "They know of it", "K")
PACK: Verb = ("pack", "Return to the CSU", "T")
TOLD: Verb = ("told", "The CSU was told in words", "")

MOVE_WORDS = {
    Move.ACCEPT: "Accept",
    Move.DECLINE: "Decline…",
    Move.CHECK: "Mark as checked",
    Move.SEND_BACK: "Send back…",
    Move.CLOSE: "Close",
    Move.HOLD: "Put on hold…",
    Move.RESUME: "Take off hold",
    Move.CANCEL: "Cancel it…",
    Move.REOPEN: "Reopen…",
}
"""The moves one makes by themselves; a return is made with its pack."""

_FIRST: Mapping[State, tuple[Verb | Move, ...]] = {
    State.RECEIVED: (ASSIGN, Move.ACCEPT, Move.DECLINE),
    State.ACCEPTED: (ASSIGN,),
    State.REOPENED: (ASSIGN,),
    State.ASSIGNED: (VISIT, RESULT, ASSIGN),
    State.IN_PROGRESS: (VISIT, RESULT, ASSIGN),
    State.ON_HOLD: (Move.RESUME,),
    State.RESULT_ENTERED: (Move.CHECK, Move.SEND_BACK),
    State.CHECKED: (PACK, Move.SEND_BACK),
    State.RETURNED: (Move.CLOSE, Move.REOPEN),
    State.CLOSED: (Move.REOPEN,),
    State.DECLINED: (Move.REOPEN,),
    State.CANCELLED: (Move.REOPEN,),
}


def first(detail: TaskingDetail) -> tuple[Verb | Move, ...]:
    """What is done next; the first is the primary button. The rest is in the menu."""
    if detail.state is State.CHECKED and not detail.situation.has_csu:
        return (Move.CLOSE, Move.SEND_BACK)
    return _FIRST[detail.state]


def further(detail: TaskingDetail) -> list[Verb]:
    """What may be done besides moves, in this state."""
    working = detail.state in (State.ASSIGNED, State.IN_PROGRESS)
    is_held = bool(detail.assignments)
    offered = (
        (TOLD, detail.state is State.CHECKED and detail.situation.has_csu),
        (PLAN, detail.state in TO_DO),
        (VISIT, working or detail.state is State.RESULT_ENTERED),
        (UNASSIGN, working and is_held),
        (ACKNOWLEDGE, working and is_held),
        (REFER, detail.state not in RESTING),
        (EDIT, detail.state not in FINAL),
        (NOTE, True),
        (LINK, True),
        (UNLINK, bool(detail.links)),
        (JOB_SHEET, True),
        (WEEK_SHEETS, is_held),
        (STRIKE, any(e.kind in STRIKABLE and not e.is_struck for e in detail.entries)),
    )
    return [verb for verb, is_offered in offered if is_offered]


def further_moves(detail: TaskingDetail) -> list[Move]:
    """The moves that begin here."""
    return [move for move in moves_from(detail.situation) if move in MOVE_WORDS]
