"""Shifts as the rules see them, written shortly."""

from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from warden_desk.domain.duties import Duty, duties
from warden_desk.domain.people import PersonKind
from warden_desk.domain.shifts import ShiftCodeRow, ShiftRow, StopRow
from warden_desk.domain.week_rules.findings import Finding
from warden_desk.domain.week_rules.workers import Worker

LONDON = ZoneInfo("Europe/London")
EARLY = ShiftCodeRow("E", "Early", True, False, 450, 930, 30)

APPRENTICE = Worker(id="ben", kind=PersonKind.APPRENTICE, adult_on=date(2027, 6, 1))
VOLUNTEER = Worker(id="vic", kind=PersonKind.VOLUNTEER, no_lone_work=True)
WARDEN = Worker(id="ben", contract_minutes=37 * 60)


def shift(
    day: date,
    start: str = "0730",
    end: str = "1530",
    *,
    person: str = "ben",
    pause: int = 0,
    reason: str = "",
    stops: Iterable[StopRow] = (),
    buddy: str | None = None,
    team: str = "team",
    status: str = "planned",
) -> ShiftRow:
    """A shift; an end of "3000" is six in the morning after."""
    return ShiftRow(
        id=f"{person} {day} {start}",
        person_id=person,
        team_id=team,
        team="Ashford",
        on_date=day,
        code=EARLY,
        start_minute=int(start[:2]) * 60 + int(start[2:]),
        end_minute=int(end[:2]) * 60 + int(end[2:]),
        break_minutes=pause,
        reason=reason,
        stops=tuple(stops),
        buddy_id=buddy,
        status=status,
    )


def on_duty(*shifts: ShiftRow) -> list[Duty]:
    return duties(shifts, LONDON)


def texts(found: Iterable[Finding]) -> list[str]:
    return [finding.text for finding in found]
