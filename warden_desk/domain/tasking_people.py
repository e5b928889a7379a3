"""Who may have a tasking, who should, and why. Plain rules over plain facts.

Four rules stop (vetting, a needed power, absence through the due date, having it already); all
others warn, and going on needs a reason that is kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from warden_desk.domain.dates import uk_date
from warden_desk.domain.people import AssignmentRole, CredentialRow
from warden_desk.domain.tasking_closeness import Closeness

LEAD = "lead"
SUPPORT = "support"
ROLES = {LEAD: "Lead", SUPPORT: "Support"}

MANY_OPEN = 8
"""So many open taskings already, and one more deserves a thought."""

A_FEW = 3
"""So many open taskings more or less weigh more than the way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """What decides whether one person suits one tasking, as on a day.

    `away` are whole-day absences (first, last), both inclusive, that touch today or later.
    `parish_role` is how they look after the tasking's parish, "" if they do not.
    """

    id: str
    name: str
    team: str
    team_id: str | None = None
    serves_district: bool = False
    parish_role: str = ""
    is_active: bool = True
    is_volunteer: bool = False
    has_agreement: bool = True
    is_never_alone: bool = False
    """Their agreement says: no lone work."""
    takes_taskings: bool = True
    open_taskings: int = 0
    has_it: bool = False
    vetting: Sequence[CredentialRow] = ()
    powers: frozenset[str] = frozenset()
    closeness: Closeness = field(default=Closeness())
    away: Sequence[tuple[date, date]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkFacts:
    """What the tasking asks of whoever has it."""

    is_sensitive: bool
    vetting_kind: str
    due_on: date | None
    today: date
    power: str = ""
    """The statutory power it takes, if any."""
    has_warden: bool = False
    """Somebody who is no volunteer has it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One person for one tasking: why, why with a second thought, and why not at all."""

    person_id: str
    name: str
    team: str
    reasons: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    rank: tuple[int, ...] = ()


def candidate(person: PersonFacts, work: WorkFacts) -> Candidate:
    """Judge one person. Candidates sort best first by `rank`."""
    stops, warnings = _stops(person, work), _warnings(person, work)
    roles = [role.value for role in AssignmentRole]
    nearness = roles.index(person.parish_role) if person.parish_role in roles else len(roles)
    return Candidate(
        person.id,
        person.name,
        person.team,
        _reasons(person, work),
        warnings,
        stops,
        rank=(
            len(stops),
            nearness,
            not person.serves_district,
            len(warnings),
            person.open_taskings // A_FEW,
            *person.closeness.rank,
            person.open_taskings,
        ),
    )


def absent_on(person: PersonFacts, day: date) -> bool:
    """Whether the person is away that whole day."""
    return any(first <= day <= last for first, last in person.away)


def vetting_stop(person: PersonFacts, work: WorkFacts, on: date) -> str:
    """Why vetting forbids a sensitive tasking on this day; "" if it does not."""
    if not work.is_sensitive or any(held.is_current(on) for held in person.vetting):
        return ""
    kind = work.vetting_kind
    ended = [c.expires_on for c in person.vetting if c.status == "held" and c.expires_on]
    if ended:
        return f"{person.name}’s {kind} ended on {uk_date(max(ended))}; this tasking is sensitive."
    return f"{person.name} has no {kind}; this tasking is sensitive."


def _stops(person: PersonFacts, work: WorkFacts) -> tuple[str, ...]:
    found = [vetting_stop(person, work, work.today)]
    if work.power and work.power not in person.powers:
        found.append(f"{person.name} does not hold the power it takes: {work.power}.")
    if person.has_it:
        found.append(f"{person.name} has this tasking already.")
    if not person.is_active:
        found.append(f"{person.name} is not in service now.")
    back = _away_until(person, work.today)
    if back is not None and work.due_on is not None and work.today <= work.due_on <= back:
        found.append(f"{person.name} is away until {uk_date(back)}, and it is due before then.")
    return tuple(filter(None, found))


def _warnings(person: PersonFacts, work: WorkFacts) -> tuple[str, ...]:
    found: list[str] = []
    back = _away_until(person, work.today)
    if back is not None:
        found.append(f"{person.name} is away until {uk_date(back)}.")
    elif work.due_on is not None and absent_on(person, work.due_on):
        found.append(f"{person.name} is away on the day it is due.")
    if not person.takes_taskings:
        found.append(f"{person.name} does not take CSU taskings.")
    if person.is_volunteer and not person.has_agreement:
        found.append(f"{person.name} is a volunteer without a signed agreement.")
    elif person.is_volunteer and person.is_never_alone and not work.has_warden:
        found.append(f"{person.name} does not work alone: give it to a warden first.")
    if person.open_taskings >= MANY_OPEN:
        found.append(f"{person.name} has {person.open_taskings} open taskings.")
    if work.is_sensitive and _expiry_unknown(person, work.today):
        found.append(f"{person.name}’s {work.vetting_kind} has no expiry date on record.")
    return tuple(found)


def _reasons(person: PersonFacts, work: WorkFacts) -> tuple[str, ...]:
    roles = {
        AssignmentRole.PRIMARY: "designated here",
        AssignmentRole.BACKUP: "backup here",
        AssignmentRole.VOLUNTEER: "volunteers here",
        AssignmentRole.CONTACT_ONLY: "contact here",
    }
    found: list[str] = []
    if person.parish_role in roles:
        found.append(roles[AssignmentRole(person.parish_role)])
    if not person.serves_district:
        found.append(person.team or "no team")
    elif not found:
        found.append("serves the district")
    found += person.closeness.reasons()
    if work.power in person.powers:
        found.append(f"holds {work.power}")
    if vetted := _vetted(person, work):
        found.append(vetted)
    found.append(f"{person.open_taskings or 'none'} open")
    return tuple(found)


def _vetted(person: PersonFacts, work: WorkFacts) -> str:
    """Until when vetting lets them have a sensitive tasking; "" where it is not asked for."""
    ends = [c.expires_on for c in person.vetting if c.is_current(work.today) and c.expires_on]
    return f"{work.vetting_kind} to {uk_date(max(ends))}" if work.is_sensitive and ends else ""


def _away_until(person: PersonFacts, today: date) -> date | None:
    """The last day of the absence that covers today."""
    return max((last for first, last in person.away if first <= today <= last), default=None)


def _expiry_unknown(person: PersonFacts, today: date) -> bool:
    current = [held for held in person.vetting if held.is_current(today)]
    return bool(current) and all(held.expires_on is None for held in current)
