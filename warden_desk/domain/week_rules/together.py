"""Who is with whom: marked places in pairs, and volunteers with a warden."""

from collections.abc import Iterator

from warden_desk.domain.duties import Duty
from warden_desk.domain.shifts import StopRow
from warden_desk.domain.week_rules import volunteers
from warden_desk.domain.week_rules.findings import Finding, Rule, Severity
from warden_desk.domain.week_rules.lone import alone_words
from warden_desk.domain.week_rules.plan import Marker, Plan, Wanted
from warden_desk.domain.welfare import wants_calls


def volunteers_alone(plan: Plan) -> Iterator[Finding]:
    """A volunteer's shift has a warden beside it: as buddy, or at one of its places.

    Places decide where there are any; without, a warden of the same team and time is company.
    """
    givers = plan.volunteers
    for duty in plan.own:
        if duty.shift.person_id not in givers:
            continue
        worker = plan.worker(duty.shift.person_id)
        wardens = [other for other in plan.beside(duty) if other.shift.person_id not in givers]
        yield from volunteers.alone(
            duty, worker, is_accompanied=any(_are_together(duty, other) for other in wardens)
        )


def pairs(plan: Plan) -> Iterator[Finding]:
    """Two people go where a tasking or a live marker asks for it (HSE INDG73; risk register)."""
    if not plan.markers and not any(job.pair_up for job in plan.jobs.values()):
        return
    for duty in plan.own:
        for stop in duty.shift.stops:
            why = _pair_wanted(plan, duty, stop)
            if why and not any(_meet(duty, other, stop) for other in plan.beside(duty)):
                yield Finding(
                    Rule.PAIR,
                    Severity.WARNING,
                    duty.shift.on_date,
                    f"{why} is for two people, and nobody else is planned there",
                    "pair",
                    person_id=duty.shift.person_id,
                )


def welfare_contacts(plan: Plan) -> Iterator[Finding]:
    """The buddy of somebody alone early or late can be rung: there, and on duty (HSE INDG73)."""
    for duty in plan.own:
        buddy_id = duty.shift.buddy_id
        if not buddy_id or not wants_calls(duty.shift, plan.settings):
            continue
        why = _unreachable(plan, duty, buddy_id)
        if why:
            name = plan.worker(buddy_id).name or "the buddy"
            yield Finding(
                Rule.LONE_LATE,
                Severity.WARNING,
                duty.shift.on_date,
                f"{alone_words(duty.shift, plan.settings)}, and {name} {why}",
                "buddy",
                person_id=duty.shift.person_id,
            )


def wanted(plan: Plan) -> Wanted:
    """Where company is missing within the team, and who is to be rung."""
    areas: set[str] = set()
    taskings: set[str] = set()
    buddies: set[str] = set()
    alone = {(f.person_id, f.on_date) for f in (*pairs(plan), *volunteers_alone(plan))}
    for duty in plan.own:
        shift = duty.shift
        is_alone = (shift.person_id, shift.on_date) in alone
        if is_alone:
            areas.update(stop.area_id for stop in shift.stops if stop.area_id)
            taskings.update(stop.tasking_id for stop in shift.stops if stop.tasking_id)
        if shift.buddy_id and (is_alone or wants_calls(shift, plan.settings)):
            buddies.add(shift.buddy_id)
    return Wanted(frozenset(areas), frozenset(taskings), frozenset(buddies))


def _unreachable(plan: Plan, duty: Duty, buddy_id: str) -> str:
    """Why nobody can count on a buddy; empty if somebody can."""
    if any(duty.start < away.end and away.start < duty.end for away in plan.away.get(buddy_id, ())):
        return "is away that day"
    on_duty = any(other.shift.person_id == buddy_id for other in plan.beside(duty))
    return "" if on_duty or buddy_id in plan.leaders else "is not on duty then"


def markers_under_review(plan: Plan) -> Iterator[Finding]:
    """A marker without approval or past its review says to ask first (the marker register)."""
    if not plan.markers:
        return
    for duty in plan.own:
        day = duty.shift.on_date
        for stop in duty.shift.stops:
            if any(not marker.is_live(day) for marker in _markers(plan, stop)):
                where = stop.reference or stop.label
                yield Finding(
                    Rule.MARKER,
                    Severity.WARNING,
                    day,
                    f"{where}: marker under review, call the team leader",
                    "marker",
                    person_id=duty.shift.person_id,
                )


def _pair_wanted(plan: Plan, duty: Duty, stop: StopRow) -> str:
    """What asks for two people, by its name; empty if nothing does."""
    job = plan.job(stop)
    if job is not None and job.pair_up:
        return job.reference
    for marker in _markers(plan, stop):
        asks = marker.control.strip().casefold() in plan.settings.codes("pair_controls")
        if asks and marker.is_live(duty.shift.on_date):
            return stop.reference or stop.label
    return ""


def _markers(plan: Plan, stop: StopRow) -> Iterator[Marker]:
    job = plan.job(stop)
    return (marker for marker in plan.markers if marker.is_about(stop, job))


def _meet(duty: Duty, other: Duty, stop: StopRow) -> bool:
    """Whether another person is at this very stop, or is the buddy."""
    if _are_buddies(duty, other):
        return True
    if stop.tasking_id:
        return any(theirs.tasking_id == stop.tasking_id for theirs in other.shift.stops)
    return any(theirs.area_id == stop.area_id for theirs in other.shift.stops)


def _are_together(duty: Duty, other: Duty) -> bool:
    if _are_buddies(duty, other):
        return True
    places = {stop.area_id for stop in duty.shift.stops if stop.area_id}
    if places:
        return any(stop.area_id in places for stop in other.shift.stops)
    return duty.shift.team_id == other.shift.team_id


def _are_buddies(duty: Duty, other: Duty) -> bool:
    one, two = duty.shift, other.shift
    return one.buddy_id == two.person_id or two.buddy_id == one.person_id
