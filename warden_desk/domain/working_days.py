"""Working days, and the deadlines counted in them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from warden_desk.domain.settings import Settings

IsHoliday = Callable[[date], bool]


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Monday to Friday, but for bank holidays."""

    is_holiday: IsHoliday

    def includes(self, day: date) -> bool:
        """Whether offices work on this day."""
        return day.weekday() < 5 and not self.is_holiday(day)

    def after(self, day: date, count: int) -> date:
        """The day `count` working days after this one; the day itself does not count."""
        while count > 0:
            day += timedelta(days=1)
            count -= self.includes(day)
        return day


@dataclass(frozen=True, slots=True)
class DueRule:
    """How soon a tasking of some urgency is due where its sender gave no date."""

    urgency: str
    days: int

    def words(self) -> str:
        """`high urgency: 3 working days`."""
        return f"{self.urgency} urgency: {self.days} working day{'' if self.days == 1 else 's'}"


def due_rule(urgency: str, settings: Settings) -> DueRule | None:
    """The rule for this urgency; None if there is none."""
    days = {
        "high": settings.due_days_high,
        "medium": settings.due_days_medium,
        "low": settings.due_days_low,
    }.get(urgency)
    return None if days is None else DueRule(urgency, days)


def review_date(urgency: str, received_on: date, settings: Settings) -> date | None:
    """When a tasking is looked at again: calendar days by urgency, None for never."""
    days = {
        "high": settings.review_days_high,
        "medium": settings.review_days_medium,
    }.get(urgency, 0)
    return received_on + timedelta(days=days) if days else None
