"""One act on several taskings: all that can take it, in one write and with one undo."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.desk_clock import local_day
from warden_desk.domain.errors import Invalid, NeedsReason, UserError
from warden_desk.domain.progress import Progress, Silent
from warden_desk.domain.tasking_bulk import BulkChange, BulkPlan
from warden_desk.domain.tasking_people import MANY_OPEN, PersonFacts, candidate
from warden_desk.domain.tasking_states import FINAL, RESTING, State
from warden_desk.services import settings as desk_settings
from warden_desk.services.tasking import tasking_people, taskings
from warden_desk.services.tasking.tasking_candidates import beside, standing, work_facts
from warden_desk.services.tasking.taskings import draft_of, get

QUIETLY = Silent()
LOOKED_AT, DONE = "taskings looked at", "taskings done"


def plan_assign(
    session: Session,
    tasking_ids: Sequence[str],
    person_id: str,
    *,
    act: Act,
    progress: Progress = QUIETLY,
) -> BulkPlan:
    """Which of these the person can be given, and which not."""
    can: list[str] = []
    cannot: dict[str, str] = {}
    warnings: dict[str, None] = {}
    load = ""
    settings = desk_settings.load(session)
    today = local_day(act, settings)
    person = next(iter(standing(session, today, [person_id])), None)
    for at, key in enumerate(tasking_ids):
        progress.step(at, len(tasking_ids), LOOKED_AT)
        tasking = get(session, key)
        if State(tasking.state) in RESTING:
            cannot[tasking.reference] = f"It is {tasking.state}."
            continue
        if person is None:
            cannot[tasking.reference] = "That person has left."
            continue
        [for_it] = beside(session, tasking, today, [person])
        judged = candidate(for_it, work_facts(session, tasking, settings, today))
        if judged.stops:
            cannot[tasking.reference] = judged.stops[0]
        else:
            can.append(key)
            warnings |= dict.fromkeys(judged.warnings)
            load = _load(person, len(can))
    warned = (*warnings, load) if load else tuple(warnings)
    return BulkPlan(tuple(can), cannot, warnings=warned)


def assign(
    session: Session,
    tasking_ids: Sequence[str],
    person_id: str,
    *,
    act: Act,
    reason: str = "",
    progress: Progress = QUIETLY,
) -> BulkPlan:
    """Give the person all they can be given.

    Raises:
        Invalid: they can be given none of them.
        NeedsReason: a rule warns; with a `reason`, which is kept, it goes through.
    """
    plan = plan_assign(session, tasking_ids, person_id, act=act, progress=progress)
    if not plan.can:
        raise Invalid({"person_id": " ".join(plan.cannot.values()) or "Choose taskings first."})
    if plan.warnings and not reason.strip():
        raise NeedsReason(plan.warnings)
    for at, key in enumerate(plan.can):
        progress.step(at, len(plan.can), DONE)
        tasking_people.give(session, get(session, key), person_id, act=act, reason=reason)
    return plan


def plan_change(
    session: Session,
    tasking_ids: Sequence[str],
    change: BulkChange,
    *,
    act: Act,
    progress: Progress = QUIETLY,
) -> BulkPlan:
    """Which of these can be changed so, which cannot, and how many are so already."""
    today = local_day(act, desk_settings.load(session))
    can: list[str] = []
    cannot: dict[str, str] = {}
    unchanged = 0
    for at, key in enumerate(tasking_ids):
        progress.step(at, len(tasking_ids), LOOKED_AT)
        tasking = get(session, key)
        before = draft_of(tasking)
        after = change.applied(before)
        if State(tasking.state) in FINAL:
            cannot[tasking.reference] = f"It is {tasking.state}."
        elif after == before:
            unchanged += 1
        else:
            try:
                after.check(today=today)
            except Invalid as refusal:
                cannot[tasking.reference] = " ".join(refusal.problems.values())
            else:
                can.append(key)
    return BulkPlan(tuple(can), cannot, unchanged)


def change(
    session: Session,
    tasking_ids: Sequence[str],
    wanted: BulkChange,
    *,
    act: Act,
    progress: Progress = QUIETLY,
) -> BulkPlan:
    """Set the chosen facts on all that can take them; the rest of each stays as it is.

    Raises:
        Invalid: nothing is chosen.
        UserError: none of them can be changed so.
    """
    wanted.check()
    plan = plan_change(session, tasking_ids, wanted, act=act, progress=progress)
    if not plan.can:
        raise UserError(plan.words("change {}"))
    for at, key in enumerate(plan.can):
        progress.step(at, len(plan.can), DONE)
        after = wanted.applied(draft_of(get(session, key)))
        taskings.amend(session, key, after, act=act)
    return plan


def _load(person: PersonFacts, more: int) -> str:
    """That so many more are many, where the first of them alone would not be warned of."""
    then = person.open_taskings + more
    is_many = person.open_taskings < MANY_OPEN < then
    return f"{person.name} will have {then} open taskings." if is_many else ""
