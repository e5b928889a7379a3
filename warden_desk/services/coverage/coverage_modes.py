"""What the map of areas shows: one function of a session for every mode, all of one shape.

Each gets what is asked for and the areas as they stand on every day asked for, and answers a view
a day. So a day, a period and the last twelve months are one question, and so is "what if".
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from sqlalchemy.orm import Session

from warden_desk.domain.coverage_modes import Asked, Mode, ModeView
from warden_desk.services.coverage import (
    coverage_modes_days,
    coverage_modes_need,
    coverage_modes_people,
    coverage_modes_work,
)
from warden_desk.services.coverage.coverage_ground import Ground, grounds

MONTHS = 12


Maker = Callable[[Session, Asked, Sequence[Ground]], list[ModeView]]

_MAKERS: dict[Mode, Maker] = {
    Mode.COVERAGE: coverage_modes_days.coverage,
    Mode.WARDEN: coverage_modes_people.wardens,
    Mode.TEAM: coverage_modes_people.teams_of,
    Mode.VISIT: coverage_modes_days.visit,
    Mode.DEBT: coverage_modes_days.debt,
    Mode.MINUTES: coverage_modes_work.minutes,
    Mode.TASKINGS: coverage_modes_work.taskings,
    Mode.FUNDED: coverage_modes_work.funded,
    Mode.VACANCY: coverage_modes_people.vacancy,
    Mode.NEED: coverage_modes_need.need,
    Mode.INCIDENTS: coverage_modes_need.incidents,
}
MODES = tuple(_MAKERS)
"""The modes there are, in the order in which they are offered."""


def shown(session: Session, asked: Asked) -> ModeView:
    """The map of one day, or of the period that ends with it."""
    [view] = _views(session, asked, [asked.on])
    return view


def twelve_months(session: Session, asked: Asked) -> list[ModeView]:
    """The same on the last day of each of the eleven months before, and on the day itself."""
    return _views(session, asked, month_ends(asked.on))


def month_ends(on: date, count: int = MONTHS) -> list[date]:
    """The last days of the months before a day, earliest first, and the day."""
    found = [on]
    while len(found) < count:
        found.append(found[-1].replace(day=1) - timedelta(days=1))
    return found[::-1]


def _views(session: Session, asked: Asked, days: Sequence[date]) -> list[ModeView]:
    read = grounds(session, days, proposals=asked.proposals)
    return _MAKERS[asked.mode](session, asked, read)
