"""What every copy of a team's week stands on: the plan, the sheet made of it, who prints when."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from warden_desk.domain import private_text
from warden_desk.domain.changes import Act
from warden_desk.domain.copies import CopyHead, CopyKind
from warden_desk.domain.copy_requests import CopyRequest
from warden_desk.domain.dates import WEEKDAYS
from warden_desk.domain.settings import Settings
from warden_desk.domain.sheets import Imprint, SheetContent, destroy_on
from warden_desk.domain.week_rows import WeekGrid
from warden_desk.services import settings as desk_settings
from warden_desk.services.access import clearance
from warden_desk.services.papers import sheets
from warden_desk.services.week import week_views

HELD_BACK = "Held back, see the desk"
"""Stands for words that seem to name somebody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One team's week, and the paper's circumstances."""

    team_id: str
    settings: Settings
    grid: WeekGrid
    sheet: SheetContent
    today: date
    act: Act
    hides_sensitive: bool
    """Whoever prints may not see what is sensitive, so no copy holds it."""

    def is_sensitive(self, marking: str) -> bool:
        return marking.strip().casefold() == self.settings.sensitive_marking.casefold()

    @property
    def is_cleared_on(self) -> date:
        """The day that clearance must reach: a copy is carried to the week's end."""
        return max(self.today, self.grid.week.sunday)


def ground(
    session: Session, request: CopyRequest, *, today: date, act: Act, is_practice: bool
) -> Ground:
    """Read the team's week once for all its copies.

    Raises:
        NotFound: there is no such team.
    """
    settings = desk_settings.load(session)
    return Ground(
        team_id=request.team_id,
        settings=settings,
        grid=week_views.grid(session, request.team_id, request.week),
        sheet=sheets.content(
            session,
            request.team_id,
            request.week,
            today=today,
            printed_by=act.by,
            printed_at=act.at,
            copy_for=request.copy_for,
            is_practice=is_practice,
        ),
        today=today,
        act=act,
        hides_sensitive=bool(clearance.sight_of(session).hides),
    )


def head(
    on: Ground, kind: CopyKind, title: str, subtitle: str, *, copy_for: str, slug: str, what: str
) -> CopyHead:
    """The head of a copy of the week.

    Args:
        slug: what the file is named for, never a person.
        what: what the print log calls it.
    """
    week, sheet = on.grid.week, on.sheet
    return CopyHead(
        kind=kind,
        title=title,
        subtitle=subtitle,
        period=f"Week {week.number}",
        period_words=week.title,
        team=sheet.team,
        status=sheet.status,
        imprint=replace(sheet.imprint, copy_for=copy_for, version=sheet.version_words),
        file_parts=(slug, str(week), sheet.version_words),
        logged=f"{what}, {week}",
        destroy_on=destroy_on(week, on.settings.sheet_destroy_days),
    )


def without_version(found: CopyHead, version: str) -> CopyHead:
    """The head of a paper that is never issued, so that it has no version and no watermark."""
    imprint: Imprint = replace(found.imprint, version=version)
    return replace(found, status=None, imprint=imprint, file_parts=found.file_parts[:-1])


def told(text: str) -> str:
    """Free text as it may leave the building."""
    return HELD_BACK if private_text.warnings(text) else text.strip()


def day_title(day: date) -> str:
    """`Mon 23`, as the sheet says it."""
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day}"


def listed(days: Iterable[date]) -> str:
    """`Tue 24, Thu 26`."""
    return ", ".join(day_title(day) for day in sorted(set(days)))
