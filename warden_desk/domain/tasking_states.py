"""How a tasking moves from the CSU's list to the answer the CSU gets back.

The table `RULES` is the whole of it: which move leads from where to where, and what it requires.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from warden_desk.domain.errors import Invalid, UserError


class State(StrEnum):
    """Where a tasking stands, in the order of its life. "Overdue" is not one: it is computed."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    REOPENED = "reopened"
    ASSIGNED = "assigned"
    IN_PROGRESS = "in progress"
    ON_HOLD = "on hold"
    RESULT_ENTERED = "result entered"
    CHECKED = "checked"
    RETURNED = "returned to CSU"
    CLOSED = "closed"
    DECLINED = "declined"
    CANCELLED = "cancelled"


OPEN = (
    State.RECEIVED,
    State.ACCEPTED,
    State.REOPENED,
    State.ASSIGNED,
    State.IN_PROGRESS,
    State.ON_HOLD,
    State.RESULT_ENTERED,
    State.CHECKED,
)
"""Something is still to be done by us. A returned tasking waits only for the CSU."""

TO_DO = (State.RECEIVED, State.ACCEPTED, State.REOPENED, State.ASSIGNED, State.IN_PROGRESS)
"""The work itself is still to be done, so the due date counts."""

FINAL = (State.RETURNED, State.CLOSED, State.DECLINED, State.CANCELLED)
"""Nothing more is done here, until it is reopened; then nobody has it."""

RESTING = (*FINAL, State.ON_HOLD)
"""Nobody works on it now."""

UNASSIGNED = (State.RECEIVED, State.ACCEPTED, State.REOPENED)
"""Nobody has it."""

LABELS: Mapping[State, str] = {
    State.RECEIVED: "Received",
    State.ACCEPTED: "Accepted",
    State.REOPENED: "Reopened",
    State.ASSIGNED: "Assigned",
    State.IN_PROGRESS: "In progress",
    State.ON_HOLD: "On hold",
    State.RESULT_ENTERED: "Result in, to check",
    State.CHECKED: "Checked, owed",
    State.RETURNED: "Returned",
    State.CLOSED: "Closed",
    State.DECLINED: "Declined",
    State.CANCELLED: "Cancelled",
}


class Move(StrEnum):
    """What somebody does to a tasking's state."""

    ACCEPT = "accept"
    DECLINE = "decline"
    ASSIGN = "assign"
    UNASSIGN = "unassign"
    START = "start"
    ENTER_RESULT = "enter_result"
    CHECK = "check"
    SEND_BACK = "send_back"
    RETURN = "return"
    CLOSE = "close"
    HOLD = "hold"
    RESUME = "resume"
    CANCEL = "cancel"
    REOPEN = "reopen"


class Need(StrEnum):
    """What a move requires before it is allowed."""

    PERSON = "person"
    NOBODY = "nobody"
    OUTCOME = "outcome"
    REASON = "reason"
    UNTIL = "until"
    PROOF = "proof"


@dataclass(frozen=True, slots=True)
class Rule:
    """One move: from any of `sources` to `target`, given what it `needs`.

    `target` is None where the tasking goes back to the state it was held in.
    """

    label: str
    sources: tuple[State, ...]
    target: State | None
    needs: tuple[Need, ...] = ()


RULES: Mapping[Move, Rule] = {
    Move.ACCEPT: Rule("Accept", (State.RECEIVED,), State.ACCEPTED),
    Move.DECLINE: Rule("Decline", (State.RECEIVED, State.ACCEPTED), State.DECLINED, (Need.REASON,)),
    Move.ASSIGN: Rule("Assign", (State.ACCEPTED, State.REOPENED), State.ASSIGNED, (Need.PERSON,)),
    Move.UNASSIGN: Rule(
        "Take back", (State.ASSIGNED, State.IN_PROGRESS), State.ACCEPTED, (Need.NOBODY,)
    ),
    Move.START: Rule("Start", (State.ASSIGNED, State.REOPENED), State.IN_PROGRESS, (Need.PERSON,)),
    Move.ENTER_RESULT: Rule(
        "Enter the result",
        (State.IN_PROGRESS,),
        State.RESULT_ENTERED,
        (Need.PERSON, Need.OUTCOME),
    ),
    Move.CHECK: Rule("Mark as checked", (State.RESULT_ENTERED,), State.CHECKED, (Need.OUTCOME,)),
    Move.SEND_BACK: Rule(
        "Send back",
        (State.RESULT_ENTERED, State.CHECKED),
        State.IN_PROGRESS,
        (Need.REASON,),
    ),
    Move.RETURN: Rule(
        "Return to the CSU", (State.CHECKED,), State.RETURNED, (Need.OUTCOME, Need.PROOF)
    ),
    Move.CLOSE: Rule("Close", (State.RETURNED, State.CHECKED), State.CLOSED, (Need.OUTCOME,)),
    Move.HOLD: Rule("Put on hold", TO_DO, State.ON_HOLD, (Need.UNTIL, Need.REASON)),
    Move.RESUME: Rule("Take off hold", (State.ON_HOLD,), None),
    Move.CANCEL: Rule("Cancel", (*TO_DO, State.ON_HOLD), State.CANCELLED, (Need.REASON,)),
    Move.REOPEN: Rule(
        "Reopen",
        FINAL,
        State.REOPENED,
        (Need.REASON,),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What decides whether a tasking may move. `held_in` is the state it was put on hold in."""

    state: State
    has_person: bool = False
    has_outcome: bool = False
    has_csu: bool = True
    has_proof: bool = False
    """What was said to the CSU since it was checked is kept."""
    held_in: State | None = None


def next_state(
    move: Move,
    situation: Situation,
    *,
    today: date,
    reason: str = "",
    until: date | None = None,
) -> State:
    """Where the move leads.

    Raises:
        UserError: the tasking does not stand where this move begins.
        Invalid: it does, but something the move requires is missing (`reason`, `until`, …).
    """
    rule = RULES[move]
    if situation.state not in rule.sources:
        raise UserError(
            f"A tasking that is {situation.state} cannot be moved so: "
            f"“{rule.label}” is for taskings that are {_listed(rule.sources)}."
        )
    if _owes_answer(move, situation):
        raise UserError("The CSU has not had its answer yet. Return it to the CSU, then close it.")
    problems = {
        need.value: sentence
        for need in rule.needs
        if (sentence := _missing(need, situation, reason, until, today))
    }
    if problems:
        raise Invalid(problems)
    return rule.target or situation.held_in or State.ACCEPTED


def moves_from(situation: Situation) -> tuple[Move, ...]:
    """The moves that begin where this tasking stands, whether or not their needs are met yet."""
    return tuple(
        move
        for move, rule in RULES.items()
        if situation.state in rule.sources
        and not (move is Move.CLOSE and situation.state is State.CHECKED and situation.has_csu)
    )


def _owes_answer(move: Move, situation: Situation) -> bool:
    """Whether closing would leave a CSU without its answer."""
    return move is Move.CLOSE and situation.state is State.CHECKED and situation.has_csu


def _missing(need: Need, situation: Situation, reason: str, until: date | None, today: date) -> str:
    match need:
        case Need.PERSON:
            return "" if situation.has_person else "Nobody has this tasking yet: assign it first."
        case Need.NOBODY:
            return "Somebody still has this tasking." if situation.has_person else ""
        case Need.OUTCOME:
            return "" if situation.has_outcome else "Enter an outcome first."
        case Need.REASON:
            return "" if reason.strip() else "Say why: the reason is kept in the log."
        case Need.PROOF:
            return "" if situation.has_proof else "Make the CSU’s pack, or say how it was told."
        case Need.UNTIL:
            if until is None:
                return "Say until when."
            return "" if until > today else "Choose a day after today."


def _listed(states: tuple[State, ...]) -> str:
    *most, last = states
    return f"{', '.join(most)} or {last}" if most else last
