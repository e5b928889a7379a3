"""The weekly deployment sheet, gathered from the plan, or as it was issued.

What leaves the building is decided here: a tasking is named by its title, unless it is sensitive
or its title seems to name somebody; why somebody is away is left out.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from warden_desk.domain.dates import WEEKDAYS, Week, uk_date
from warden_desk.domain.desk_clock import moment
from warden_desk.domain.sheet_changes import marked
from warden_desk.domain.sheets import (
    Imprint,
    RuleOverride,
    SheetContent,
    SheetDay,
    SheetStatus,
    destroy_on,
    version_words,
)
from warden_desk.domain.week_rows import FindingRow
from warden_desk.services import settings as desk_settings
from warden_desk.services.papers import check_lists, sheet_lists, sheet_people, sheet_versions
from warden_desk.services.week import team_weeks
from warden_desk.services.week.team_weeks import TeamWeek

LEADER_NOTE = "leader"
_DRAFT = SheetStatus.DRAFT


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
    """What is printed of a team's week now.

    That is the version that was issued, as long as the plan is still the same; otherwise the next
    draft, with what changed since.

    Args:
        today: decides what is overdue.
        printed_at: aware; printed in the desk's own zone.

    Raises:
        NotFound: there is no such team.
    """
    planned = team_weeks.read(session, team_id, week)
    settled = check_lists.of_read(session, planned).settled
    drawn = draft(session, planned, today=today, is_practice=is_practice, settled=settled)
    issued = sheet_versions.issued(sheet_versions.versions(session, team_id, week))
    if issued is not None and not drawn.changes:
        drawn = sheet_versions.content_of(session, issued.id)
    settings = desk_settings.load(session)
    return sheet_versions.for_print(
        drawn, printed_by=printed_by, printed_at=moment(printed_at, settings), copy_for=copy_for
    )


def issued(
    session: Session, sheet_id: str, *, printed_by: str, printed_at: datetime, copy_for: str = ""
) -> SheetContent:
    """An issued version as a paper of today: as it was signed, and who prints it now.

    Raises:
        NotFound: there is no such version, or it was never issued.
        Unreadable: it is not as it was signed.
    """
    return sheet_versions.for_print(
        sheet_versions.content_of(session, sheet_id),
        printed_by=printed_by,
        printed_at=moment(printed_at, desk_settings.load(session)),
        copy_for=copy_for,
    )


def draft(
    session: Session,
    planned: TeamWeek,
    *,
    today: date,
    is_practice: bool = False,
    settled: Iterable[FindingRow] = (),
) -> SheetContent:
    """A team's week as it stands, compared with the version that was issued last.

    Args:
        settled: the warnings that were let stand; not needed where only the plan is compared.
    """
    versions = sheet_versions.versions(session, planned.people.team_id, planned.people.week)
    issued = sheet_versions.issued(versions)
    number = 1 + max((row.version for row in versions if row.status is not _DRAFT), default=0)
    drawn = _gathered(session, planned, number, today=today, is_practice=is_practice)
    drawn = replace(drawn, overrides=overrides(settled))
    if issued is None:
        return drawn
    return marked(sheet_versions.content_of(session, issued.id), drawn, issued.short)


def _gathered(
    session: Session, planned: TeamWeek, version: int, *, today: date, is_practice: bool
) -> SheetContent:
    settings = desk_settings.load(session)
    grid, week = planned.people, planned.people.week
    taskings = sheet_lists.taskings(session, grid, settings, today)
    sensitive = {tasking.reference for tasking in taskings if tasking.is_sensitive}
    return SheetContent(
        team=grid.team,
        team_id=grid.team_id,
        districts=grid.districts,
        week=week,
        leader=next((row.name for row in grid.people if row.note == LEADER_NOTE), ""),
        out_of_hours_phone=settings.out_of_hours_phone,
        status=SheetStatus.DRAFT,
        version=version,
        issued="",
        days=tuple(SheetDay(_day(day), is_weekend=day.weekday() > 4) for day in week.days),
        people=sheet_people.people(grid, settings, sensitive),
        unplanned=sheet_people.unplanned(grid),
        legend=sheet_people.legend(grid),
        taskings=taskings,
        events=sheet_lists.events(session, grid.team_id, week),
        welfare=sheet_lists.welfare(grid, settings),
        gaps=sheet_lists.gaps(planned.parishes),
        imprint=Imprint(
            service=settings.service_name,
            marking=settings.default_marking,
            sensitive_marking=settings.sensitive_marking,
            version=version_words(SheetStatus.DRAFT, version),
            printed_by="",
            printed_at="",
            destroy_by=uk_date(destroy_on(week, settings.sheet_destroy_days)),
            is_practice=is_practice,
        ),
    )


def overrides(findings: Iterable[FindingRow]) -> tuple[RuleOverride, ...]:
    """The warnings that were let stand, in the order of the days."""
    return tuple(
        RuleOverride(_day(row.on_date), row.person or row.area, f"{row.text}. Reason: {row.reason}")
        for row in sorted(findings, key=lambda row: (row.on_date, row.person or row.area))
    )


def _day(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day}"
