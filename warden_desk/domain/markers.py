"""Risk markers: what is done about a place or a case, and until when that is believed."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from warden_desk.domain.errors import Invalid

LONGEST_MONTHS = 12


class MarkerState(StrEnum):
    """How far a marker may be relied on."""

    WAITING = "waits for approval"
    LIVE = "live"
    REVIEW = "review is due"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkerDraft:
    """A marker as typed in. It is about a place or about a case, and names no person."""

    kind: str = ""
    control: str = ""
    area_id: str | None = None
    place: str = ""
    reference: str = ""
    evidence_reference: str = ""
    review_on: date | None = None

    def check(self, today: date) -> date:
        """The day it is reviewed, if all is well.

        Raises:
            Invalid: by field, what is missing or lasts too long.
        """
        problems: dict[str, str] = {}
        if not self.kind.strip():
            problems["kind"] = "Say what kind of risk it is, as in “dog”."
        if not self.control.strip():
            problems["control"] = "Say what is done about it, as in “pair”. Only that is printed."
        if self.area_id is None and not self.reference.strip():
            problems["area_id"] = "Give the parish, or the reference of the case."
        if not self.evidence_reference.strip():
            problems["evidence_reference"] = "Give the reference of the evidence."
        last = a_year_after(today)
        review = self.review_on or last
        if not today < review <= last:
            problems["review_on"] = f"A marker is reviewed within {LONGEST_MONTHS} months."
        if problems:
            raise Invalid(problems)
        return review


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkerRow:
    """A marker as lists show it."""

    id: str
    kind: str
    control: str
    area: str
    place: str
    reference: str
    evidence_reference: str
    entered_by: str
    approved_by: str
    review_on: date
    state: MarkerState

    @property
    def about(self) -> str:
        """`Lenham, Bull Lane`, or the reference of a case."""
        return ", ".join(part for part in (self.area, self.place, self.reference) if part)


def a_year_after(day: date) -> date:
    """The same day twelve months later; of 29 February the 28th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def state_of(*, is_approved: bool, is_ended: bool, review_on: date, today: date) -> MarkerState:
    """How far a marker may be relied on."""
    if is_ended:
        return MarkerState.ENDED
    if not is_approved:
        return MarkerState.WAITING
    return MarkerState.REVIEW if review_on < today else MarkerState.LIVE
