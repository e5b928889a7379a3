"""Hours that parishes buy."""

from dataclasses import dataclass
from datetime import date

from warden_desk.domain.errors import Invalid

WEEK_MINUTES = 7 * 24 * 60
MOST_CARRIED = 52


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingDraft:
    """An agreement as typed in. It runs from a day to a day (exclusive; none = still)."""

    payer: str = ""
    area_ids: tuple[str, ...] = ()
    minutes_a_week: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    carry_weeks: int = 0
    note: str = ""

    def check(self) -> tuple[int, date]:
        """The minutes and the first day, if all is well.

        Raises:
            Invalid: by field, what is missing or cannot be.
        """
        problems: dict[str, str] = {}
        if not self.area_ids:
            problems["area_ids"] = "Name the parish or parishes that it is for."
        if not self.minutes_a_week or not 0 < self.minutes_a_week <= WEEK_MINUTES:
            problems["minutes_a_week"] = "Give the time a week that was bought."
        if self.valid_from is None:
            problems["valid_from"] = "Give the first day."
        elif self.valid_to is not None and self.valid_to <= self.valid_from:
            problems["valid_to"] = "The end is not after the first day."
        if not 0 <= self.carry_weeks <= MOST_CARRIED:
            problems["carry_weeks"] = f"Hours are carried over {MOST_CARRIED} weeks at most."
        if problems or self.minutes_a_week is None or self.valid_from is None:
            raise Invalid(problems)
        return self.minutes_a_week, self.valid_from


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingRow:
    """An agreement as lists show it."""

    id: str
    payer: str
    areas: tuple[str, ...]
    minutes_a_week: int
    carry_weeks: int
    valid_from: date
    valid_to: date | None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingMonth:
    """How an agreement goes in a month, in minutes.

    Attributes:
        planned: what is in the plan of the month, done or not.
        done: what was worked of it.
    """

    agreement: FundingRow
    bought: int
    planned: int
    done: int

    @property
    def id(self) -> str:
        return self.agreement.id
