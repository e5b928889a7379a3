"""Maps of work: minutes against the target, taskings that are open, hours that were bought."""

from collections.abc import Callable, Sequence
from datetime import date

from sqlalchemy.orm import Session

from warden_desk.domain.coverage_modes import (
    NO_TARGET,
    NOT_BOUGHT,
    SHARES,
    TASKINGS,
    Asked,
    MapClass,
    ModeRow,
    ModeView,
    step_of,
)
from warden_desk.domain.shifts import hours
from warden_desk.services import coverage_work
from warden_desk.services import settings as desk_settings
from warden_desk.services.coverage.coverage_ground import Ground, Standing
from warden_desk.services.coverage_work import Bought, Open, Spent

_MINUTES_NOTE = (
    "Hours on rounds and visits in the period, against the visits agreed on with the designated "
    "warden at the usual length of a visit."
)
_FUNDED_NOTE = (
    "Hours in the period against those an agreement buys. An agreement of several parishes shows "
    "the same figures in each."
)
_TASKINGS_NOTE = "As they stood that day. A tasking that was reopened counts by its latest state."


def minutes(session: Session, asked: Asked, grounds: Sequence[Ground]) -> list[ModeView]:
    """Planned and done in the period, against what was agreed on."""
    usual = desk_settings.load(session).visit_minutes

    def rows(ground: Ground, first: date) -> tuple[ModeRow, ...]:
        spent = coverage_work.spent(session, first, ground.on)
        days = (ground.on - first).days + 1
        return tuple(_against_target(one, spent, days, usual) for one in ground.areas)

    classes = (*(step.shown for step in SHARES), NO_TARGET)
    return _period_views(asked, grounds, rows, classes, _MINUTES_NOTE)


def funded(session: Session, asked: Asked, grounds: Sequence[Ground]) -> list[ModeView]:
    """What agreements buy in the period, and what was given."""

    def rows(ground: Ground, first: date) -> tuple[ModeRow, ...]:
        bought = coverage_work.bought(session, first, ground.on)
        return tuple(_against_bought(one, bought) for one in ground.areas)

    classes = (*(step.shown for step in SHARES), NOT_BOUGHT)
    return _period_views(asked, grounds, rows, classes, _FUNDED_NOTE)


def taskings(session: Session, asked: Asked, grounds: Sequence[Ground]) -> list[ModeView]:
    """How many were open, and whether one was late."""

    def rows(ground: Ground, _: date) -> tuple[ModeRow, ...]:
        found = coverage_work.open_taskings(session, ground.on)
        return tuple(_open(one, found.get(one.area.id, Open())) for one in ground.areas)

    return _period_views(asked, grounds, rows, TASKINGS, _TASKINGS_NOTE)


def _period_views(
    asked: Asked,
    grounds: Sequence[Ground],
    rows: Callable[[Ground, date], tuple[ModeRow, ...]],
    classes: tuple[MapClass, ...],
    note: str,
) -> list[ModeView]:
    return [
        asked.view(
            ground.on,
            classes,
            rows(ground, asked.first(ground.on)),
            note=note,
        )
        for ground in grounds
    ]


def _against_target(one: Standing, spent: dict[str, Spent], days: int, usual: int) -> ModeRow:
    given = spent.get(one.area.id, Spent())
    said = f"{hours(given.done)} h done, {hours(given.planned)} h planned"
    if one.first is None:
        return one.row(NO_TARGET.key, said if given.planned or given.done else "No target", -1)
    target = usual * days / one.target_days
    share = given.done / target
    return one.row(step_of(share, SHARES), f"{said}, target {hours(round(target))} h", share)


def _against_bought(one: Standing, bought: dict[str, Bought]) -> ModeRow:
    deal = bought.get(one.area.id)
    if deal is None:
        return one.row(NOT_BOUGHT.key, NOT_BOUGHT.label, -1)
    share = deal.given / deal.minutes if deal.minutes else 1
    words = f"{hours(deal.given)} of {hours(deal.minutes)} h bought by {deal.payer}"
    return one.row(step_of(share, SHARES), words, share)


def _open(one: Standing, found: Open) -> ModeRow:
    if not found.count:
        return one.row("none", "None open", 0)
    late = f", {found.overdue} overdue" if found.overdue else ""
    key = "overdue" if found.overdue else "many" if found.count > _FEW else "few"
    return one.row(key, f"{found.count} open{late}", found.count + 1000 * found.overdue)


_FEW = 2
