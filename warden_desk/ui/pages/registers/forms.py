"""What is typed in about markers and agreements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from warden_desk.domain.areas import AreaRow
from warden_desk.domain.funding import MOST_CARRIED, FundingDraft
from warden_desk.domain.markers import MarkerDraft, a_year_after
from warden_desk.ui.widgets.choice_box import Option
from warden_desk.ui.widgets.editors import (
    day,
    long_text,
    pick,
    pick_several,
    text,
    whole_number,
)
from warden_desk.ui.widgets.form import Form

MOST_HOURS = 168


@dataclass(frozen=True, slots=True)
class ApprovalDraft:
    """Who approves a marker."""

    name: str = ""


@dataclass(frozen=True, slots=True)
class MarkerEndDraft:
    """Why a marker does not hold any more."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class FundingEndDraft:
    """The first day on which an agreement does not hold any more."""

    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class FundingFormDraft:
    """An agreement as it is typed: in hours."""

    payer: str = ""
    area_ids: tuple[str, ...] = ()
    minutes_a_week: int = 0
    valid_from: date | None = None
    valid_to: date | None = None
    carry_weeks: int = 0
    note: str = ""

    def agreement(self) -> FundingDraft:
        """As the desk keeps it."""
        return FundingDraft(
            payer=self.payer,
            area_ids=self.area_ids,
            minutes_a_week=self.minutes_a_week * 60,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            carry_weeks=self.carry_weeks,
            note=self.note,
        )


def marker_form(places: Sequence[AreaRow], today: date) -> Form[MarkerDraft]:
    """It is about a place or a case; nobody is named."""
    return Form(
        MarkerDraft(review_on=a_year_after(today)),
        {
            "kind": ("Kind of risk", text("dog, no signal, …")),
            "control": ("What is done", text("pair: only this is printed")),
            "area_id": ("Parish", pick(_options(places))),
            "place": ("Place in it", text("Bull Lane; all of it unless said")),
            "reference": ("Or case", text("reference of a case")),
            "evidence_reference": ("Evidence", text("where it is written down")),
            "review_on": ("Review by", day(lambda: today)),
        },
    )


def approval_form(name: str) -> Form[ApprovalDraft]:
    """Another person than the one who entered it."""
    return Form(ApprovalDraft(name), {"name": ("Approved by", text())})


def marker_end_form() -> Form[MarkerEndDraft]:
    """Why."""
    return Form(
        MarkerEndDraft(), {"reason": ("Why", long_text("It does not hold any more…", lines=3))}
    )


def funding_form(places: Sequence[AreaRow], today: date) -> Form[FundingFormDraft]:
    """Who pays for how much, where, and since when."""
    return Form(
        FundingFormDraft(valid_from=today),
        {
            "area_ids": ("Parishes", pick_several(_options(places))),
            "payer": ("Who pays", text("the parishes unless said")),
            "minutes_a_week": ("Hours a week", whole_number(0, MOST_HOURS, " h")),
            "valid_from": ("From", day(lambda: today)),
            "valid_to": ("Until before", day(lambda: today)),
            "carry_weeks": ("Carried over", whole_number(0, MOST_CARRIED, " weeks")),
            "note": ("Note", text()),
        },
    )


def funding_end_form(today: date) -> Form[FundingEndDraft]:
    """When."""
    return Form(FundingEndDraft(today), {"valid_to": ("Ends before", day(lambda: today))})


def _options(places: Sequence[AreaRow]) -> list[Option]:
    return [Option(area.id, area.name, area.district) for area in places]
