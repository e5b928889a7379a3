"""How well an area is looked after on a day, in the six words of the service."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from warden_desk.domain.funding import FundingRow
from warden_desk.domain.incidents import AreaIncidents
from warden_desk.domain.need import NeedRow
from warden_desk.domain.parishes import ParishCard
from warden_desk.domain.people import AssignmentRole


class Coverage(StrEnum):
    """The state of a parish or an unparished area, best first. The values are stable: JSON.

    Each comes with a word, a mark and a colour role, so that no reader depends on colour.
    """

    COVERED = "covered"
    THIN = "thin"
    CONTACT_ONLY = "contact only"
    VOLUNTEER_ONLY = "volunteer only"
    NONE = "none"
    UNPARISHED = "unparished"

    @property
    def label(self) -> str:
        """As a heading or a legend says it: "Contact only"."""
        return self.value.capitalize()

    @property
    def mark(self) -> str:
        """One sign that stands for the state beside its word."""
        return _MARKS[self]

    @property
    def tone(self) -> str:
        """The colour role of the theme: green, amber, blue, red or neutral."""
        return _TONES[self]

    @property
    def meaning(self) -> str:
        """A few words for the legend, after the label."""
        return _MEANINGS[self]


_MARKS = {
    Coverage.COVERED: "✓",
    Coverage.THIN: "!",
    Coverage.CONTACT_ONLY: "@",
    Coverage.VOLUNTEER_ONLY: "+",
    Coverage.NONE: "×",
    Coverage.UNPARISHED: "–",
}
_TONES = {
    Coverage.COVERED: "green",
    Coverage.THIN: "amber",
    Coverage.CONTACT_ONLY: "blue",
    Coverage.VOLUNTEER_ONLY: "blue",
    Coverage.NONE: "red",
    Coverage.UNPARISHED: "neutral",
}
_MEANINGS = {
    Coverage.COVERED: "Warden, visited in time",
    Coverage.THIN: "Warden, visit overdue",
    Coverage.CONTACT_ONLY: "Nobody designated",
    Coverage.VOLUNTEER_ONLY: "No warden",
    Coverage.NONE: "Nobody",
    Coverage.UNPARISHED: "No council, nobody",
}


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One area on a day. `others` are everybody but the primary, in order of role and name."""

    area_id: str
    gss_code: str
    name: str
    district_id: str | None
    district: str
    is_unparished: bool
    state: Coverage
    primary: str
    last_visit: date | None
    target_days: int
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeper:
    """Somebody who looks after an area or did, and what they wrote when they handed it over."""

    person_id: str
    name: str
    role: AssignmentRole
    mobile: str
    since: date
    until: date | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaVisit:
    """Somebody was there. `tasking_id` is empty where it was a round."""

    on: date
    who: str
    tasking_id: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaCard:
    """What the panel of a clicked parish shows. Visits come newest first, keepers by role."""

    row: CoverageRow
    parish: ParishCard
    keepers: tuple[Keeper, ...]
    earlier: tuple[Keeper, ...]
    visits: tuple[AreaVisit, ...]
    agreements: tuple[FundingRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaNeed:
    """Why somebody is wanted in an area. `ranked` areas have a rank; `months` say of which year."""

    need: NeedRow | None
    ranked: int
    incidents: AreaIncidents | None
    months: str
    compared_with: str


def state_of(
    *,
    is_unparished: bool,
    roles: Collection[AssignmentRole],
    days_since: int | None,
    target_days: int,
) -> Coverage:
    """Decide the state of an area from who looks after it and when somebody was last there.

    A primary decides first: visited within the target is covered, otherwise thin. Without one, a
    contact point or a backup makes it "contact only": there is somebody to ring, but nobody goes.
    Volunteers alone are said to be alone. An unparished area with anybody at all counts by the
    same rules as a parish, for its people are served like any others; only with nobody is it
    "unparished" rather than "none", because no council is waiting there.
    """
    if AssignmentRole.PRIMARY in roles:
        in_time = days_since is not None and days_since <= target_days
        return Coverage.COVERED if in_time else Coverage.THIN
    if AssignmentRole.CONTACT_ONLY in roles or AssignmentRole.BACKUP in roles:
        return Coverage.CONTACT_ONLY
    if AssignmentRole.VOLUNTEER in roles:
        return Coverage.VOLUNTEER_ONLY
    return Coverage.UNPARISHED if is_unparished else Coverage.NONE
