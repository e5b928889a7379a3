"""Instants by the clock on the desk's own wall."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from warden_desk.domain.changes import Act
from warden_desk.domain.dates import uk_date
from warden_desk.domain.settings import Settings


def local_day(act: Act, settings: Settings) -> date:
    """The day of an act on the wall calendar."""
    return act.at.astimezone(ZoneInfo(settings.zone)).date()


def moment(at: datetime, settings: Settings) -> str:
    """An aware instant in words: "Mon 23 Nov 2026, 09:00"."""
    local = at.astimezone(ZoneInfo(settings.zone))
    return f"{uk_date(local.date())}, {local:%H:%M}"
