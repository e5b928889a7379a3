"""The weekly deployment sheet, gathered from the plan; and who holds which paper.

What leaves the building is decided here: a tasking is named by its title, unless it is sensitive
or its title seems to name somebody; why somebody is away is left out.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.dates import WEEKDAYS, Week, uk_date
from warden_desk.domain.settings import Settings
from warden_desk.domain.sheets import (
    Imprint,
    RuleOverride,
    SheetContent,
    SheetDay,
    SheetStatus,
    destroy_on,
    version_words,
)
from warden_desk.domain.week_rows import WeekGrid
from warden_desk.services import settings as desk_settings
from warden_desk.services import sheet_lists, sheet_people, week_views
from warden_desk.storage.tables import DeploymentSheet, PrintLog

LEADER_NOTE = "leader"


def content(
    session: Session,
    team_id: str,
    week: Week,
    *,
    today: date,
    printed_by: str,
    printed_at: datetime,
    copy_for: str = "",
    is_practice: bool = False,
) -> SheetContent:
    """A team's week as it stands, as the next draft.

    Args:
        today: decides what is overdue.
        printed_at: aware; printed in the desk's own zone.

    Raises:
        NotFound: there is no such team.
    """
    settings = desk_settings.load(session)
    grid = week_views.grid(session, team_id, week)
    version = _next_version(session, team_id, week)
    taskings = sheet_lists.taskings(session, grid, settings, today)
    sensitive = {tasking.reference for tasking in taskings if tasking.is_sensitive}
    people = sheet_people.people(grid, settings, sensitive)
    return SheetContent(
        team=grid.team,
        districts=grid.districts,
        week=week,
        leader=next((row.name for row in grid.people if row.note == LEADER_NOTE), ""),
        out_of_hours_phone=settings.out_of_hours_phone,
        status=SheetStatus.DRAFT,
        version=version,
        issued="",
        days=tuple(SheetDay(_day(day), is_weekend=day.weekday() > 4) for day in week.days),
        people=people,
        unplanned=sheet_people.unplanned(grid),
        legend=sheet_people.legend(grid),
        taskings=taskings,
        events=sheet_lists.events(session, team_id, week),
        welfare=sheet_lists.welfare(grid, settings),
        gaps=sheet_lists.gaps(session, team_id, week),
        overrides=_overrides(grid),
        imprint=Imprint(
            service=settings.service_name,
            marking=settings.default_marking,
            sensitive_marking=settings.sensitive_marking,
            version=version_words(SheetStatus.DRAFT, version),
            printed_by=printed_by,
            printed_at=moment(printed_at, settings),
            copy_for=copy_for,
            destroy_by=uk_date(destroy_on(week, settings.sheet_destroy_days)),
            is_practice=is_practice,
        ),
    )


def log_print(session: Session, printed: SheetContent, *, act: Act) -> str:
    """Note that a sheet was printed, for whom, and when the paper is to be destroyed."""
    days = desk_settings.load(session).sheet_destroy_days
    entry = PrintLog(
        what=f"Deployment sheet, {printed.team}, {printed.week}, {printed.version_words}",
        copy_for=printed.imprint.copy_for,
        printed_by=act.by,
        printed_at=act.at,
        destroy_by=destroy_on(printed.week, days),
    )
    session.add(entry)
    return entry.id


def moment(at: datetime, settings: Settings) -> str:
    """An instant by the clock on the desk's own wall: "Mon 23 Nov 2026, 09:00"."""
    local = at.astimezone(ZoneInfo(settings.zone))
    return f"{uk_date(local.date())}, {local:%H:%M}"


def _next_version(session: Session, team_id: str, week: Week) -> int:
    issued = (
        select(func.max(DeploymentSheet.version))
        .where(DeploymentSheet.team_id == team_id, DeploymentSheet.week == str(week))
        .where(DeploymentSheet.status != SheetStatus.DRAFT)
    )
    return (session.scalar(issued) or 0) + 1


def _overrides(grid: WeekGrid) -> tuple[RuleOverride, ...]:
    return tuple(
        RuleOverride(_day(found.on_date), found.person, f"{found.text}. Reason: {found.reason}")
        for found in grid.findings
        if found.is_settled
    )


def _day(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day}"
