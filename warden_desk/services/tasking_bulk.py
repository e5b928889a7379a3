"""One act on several taskings: all that can take it, in one write and with one undo."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.errors import Invalid, NeedsReason, UserError
from warden_desk.domain.tasking_bulk import BulkChange, BulkPlan
from warden_desk.domain.tasking_people import Candidate, candidate
from warden_desk.domain.tasking_states import FINAL, RESTING, State
from warden_desk.services import settings as desk_settings
from warden_desk.services import tasking_people, taskings
from warden_desk.services.tasking_candidates import facts, work_facts
from warden_desk.services.taskings import draft_of, get, local_day
from warden_desk.storage.tables import Tasking


def plan_assign(
    session: Session, tasking_ids: Sequence[str], person_id: str, *, act: Act
) -> BulkPlan:
    """Which of these the person can be given, and which not."""
    can: list[str] = []
    cannot: dict[str, str] = {}
    warnings: dict[str, None] = {}
    for key in tasking_ids:
        tasking = get(session, key)
        if State(tasking.state) in RESTING:
            cannot[tasking.reference] = f"It is {tasking.state}."
            continue
        judged = _judged(session, tasking, person_id, act)
        if judged is None or judged.stops:
            cannot[tasking.reference] = judged.stops[0] if judged else "That person has left."
        else:
            can.append(key)
            warnings |= dict.fromkeys(judged.warnings)
    return BulkPlan(tuple(can), cannot, warnings=tuple(warnings))


def assign(
    session: Session, tasking_ids: Sequence[str], person_id: str, *, act: Act, reason: str = ""
) -> BulkPlan:
    """Give the person all they can be given.

    Raises:
        Invalid: they can be given none of them.
        NeedsReason: a rule warns; with a `reason`, which is kept, it goes through.
    """
    plan = plan_assign(session, tasking_ids, person_id, act=act)
    if not plan.can:
        raise Invalid({"person_id": " ".join(plan.cannot.values()) or "Choose taskings first."})
    if plan.warnings and not reason.strip():
        raise NeedsReason(plan.warnings)
    for key in plan.can:
        tasking_people.assign(session, key, person_id, act=act, reason=reason)
    return plan


def plan_change(
    session: Session, tasking_ids: Sequence[str], change: BulkChange, *, act: Act
) -> BulkPlan:
    """Which of these can be changed so, which cannot, and how many are so already."""
    today = local_day(act, desk_settings.load(session))
    can: list[str] = []
    cannot: dict[str, str] = {}
    unchanged = 0
    for key in tasking_ids:
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
    session: Session, tasking_ids: Sequence[str], wanted: BulkChange, *, act: Act
) -> BulkPlan:
    """Set the chosen facts on all that can take them; the rest of each stays as it is.

    Raises:
        Invalid: nothing is chosen.
        UserError: none of them can be changed so.
    """
    wanted.check()
    plan = plan_change(session, tasking_ids, wanted, act=act)
    if not plan.can:
        raise UserError(plan.words("change {}"))
    for key in plan.can:
        after = wanted.applied(draft_of(get(session, key)))
        taskings.amend(session, key, after, act=act)
    return plan


def _judged(session: Session, tasking: Tasking, person_id: str, act: Act) -> Candidate | None:
    settings = desk_settings.load(session)
    today = local_day(act, settings)
    found = facts(session, tasking, today, [person_id])
    return candidate(found[0], work_facts(session, tasking, settings, today)) if found else None
