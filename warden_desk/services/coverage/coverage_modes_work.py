"""Maps of work: minutes against the target, taskings that are open, hours that were bought."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from warden_desk.domain.coverage_modes import (
    NO_TARGET,
    NOT_BOUGHT,
    SHARES,
    TASKINGS,
    Asked,
    ModeRow,
    ModeView,
    step_of,
)
from warden_desk.domain.shifts import hours
from warden_desk.services import coverage_work
from warden_desk.services import settings as desk_settings
from warden_desk.services.coverage import coverage_bought
from warden_desk.services.coverage.coverage_bought import Bought
from warden_desk.services.coverage.coverage_ground import Ground, Standing
from warden_desk.services.coverage_work import Open, Period, Spent

_MINUTES_NOTE = (
    "Hours on rounds and visits in the period, against the visits agreed on with the designated "
    "warden at the usual length of a visit."
)
_FUNDED_NOTE = (
    "Hours in the period against those an agreement buys. An agreement of several parishes shows "
    "the same figures in each."
)
_TASKINGS_NOTE = (
    "As they stood at the end of that day. Of taskings that were imported as finished it is not "
    "known when they were; they count as open until the date of their state."
)


def minutes(session: Session, asked: Asked, grounds: Sequence[Ground]) -> list[ModeView]:
    """Planned and done in the period, against what was agreed on."""
    usual = desk_settings.load(session).visit_minutes
    found = coverage_work.spent_in(session, _periods(asked, grounds))
    classes = (*(step.shown for step in SHARES), NO_TARGET)
    return [
        asked.view(
            ground.on,
            classes,
            tuple(_against_target(one, spent, asked.days_back, usual) for one in ground.areas),
            note=_MINUTES_NOTE,
        )
        for ground, spent in zip(grounds, found, strict=True)
    ]


def funded(session: Session, asked: Asked, grounds: Sequence[Ground]) -> list[ModeView]:
    """What agreements buy in the period, and what was given."""
    bought = coverage_bought.bought(session, _periods(asked, grounds))
    classes = (*(step.shown for step in SHARES), NOT_BOUGHT)
    return [
        asked.view(
            ground.on,
            classes,
            tuple(_against_bought(one, deals) for one in ground.areas),
            note=_FUNDED_NOTE,
        )
        for ground, deals in zip(grounds, bought, strict=True)
    ]


def taskings(session: Session, asked: Asked, grounds: Sequence[Ground]) -> list[ModeView]:
    """How many were open, and whether one was late."""
    found = coverage_work.open_taskings_on(session, [ground.on for ground in grounds])
    return [
        asked.view(
            ground.on,
            TASKINGS,
            tuple(_open(one, waiting.get(one.area.id, Open())) for one in ground.areas),
            note=_TASKINGS_NOTE,
        )
        for ground, waiting in zip(grounds, found, strict=True)
    ]


def _periods(asked: Asked, grounds: Sequence[Ground]) -> list[Period]:
    return [(asked.first(ground.on), ground.on) for ground in grounds]


def _against_target(one: Standing, spent: dict[str, Spent], days: int, usual: int) -> ModeRow:
    given = spent.get(one.area.id, Spent())
    done, planned = f"{hours(given.done)} h done", f"{hours(given.planned)} h planned"
    if one.first is None:
        is_any = given.planned or given.done
        return one.row(NO_TARGET.key, f"{done}, {planned}" if is_any else NO_TARGET.label, -1)
    target = usual * days / one.target_days
    share = given.done / target
    words = f"{done} of {hours(round(target))} h, {planned}"
    return one.row(step_of(share, SHARES), words, share)


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
