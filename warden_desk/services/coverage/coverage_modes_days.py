"""Maps of days: how well an area is covered, how long ago somebody came, what is owed to it."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from warden_desk.domain.coverage import Coverage
from warden_desk.domain.coverage_modes import (
    DEBT,
    NEVER,
    SINCE,
    STATES,
    Asked,
    ModeRow,
    ModeView,
    debt_of,
    step_of,
)
from warden_desk.services.coverage.coverage_ground import Ground, Standing
from warden_desk.services.coverage.coverage_weights import weights as need_weights

NEVER_DAYS = 365
"""What counts as the time since the last visit where there never was one."""

_ORDER = tuple(Coverage)


def coverage(session: Session, asked: Asked, grounds: Sequence[Ground]) -> list[ModeView]:
    """The state of every area."""
    del session
    return [
        asked.view(
            ground.on,
            STATES,
            tuple(
                one.row(state := one.state, state.label, _ORDER.index(state))
                for one in ground.areas
            ),
        )
        for ground in grounds
    ]


def visit(session: Session, asked: Asked, grounds: Sequence[Ground]) -> list[ModeView]:
    """How many days ago somebody was there, on a round or on a tasking."""
    del session
    return [
        asked.view(
            ground.on,
            (*(step.shown for step in SINCE), NEVER),
            tuple(_visited(one) for one in ground.areas),
        )
        for ground in grounds
    ]


def debt(session: Session, asked: Asked, grounds: Sequence[Ground]) -> list[ModeView]:
    """By how many days the target is missed, weighted by the area's need on the day."""
    return [
        asked.view(
            ground.on,
            tuple(step.shown for step in DEBT),
            tuple(_owed(one, weights.get(one.area.id, 1)) for one in ground.areas),
            note=_DEBT_NOTE if weights else _DEBT_NOTE_PLAIN,
        )
        for ground, weights in zip(grounds, need_weights(session, grounds), strict=True)
    ]


_DEBT_NOTE_PLAIN = (
    f"Days over the agreed time between visits; never visited counts as {NEVER_DAYS} days. "
    "No need scores were on record, so every parish counts the same."
)
_DEBT_NOTE = (
    "Days over the agreed time between visits, times the parish's need against the middle one "
    f"of that day; never visited counts as {NEVER_DAYS} days."
)


def _visited(one: Standing) -> ModeRow:
    days = one.days_since
    if days is None:
        return one.row(NEVER.key, NEVER.label, NEVER_DAYS * 100)
    return one.row(step_of(days, SINCE), days_ago(days), days)


def _owed(one: Standing, weight: float) -> ModeRow:
    days = NEVER_DAYS if one.days_since is None else one.days_since
    owed = round(debt_of(days, one.target_days, weight), 1)
    words = f"{owed:g} days" if owed else "No debt"
    return one.row(step_of(owed, DEBT), words, owed)


def days_ago(days: int) -> str:
    """Such as "2 days ago"."""
    return {0: "Today", 1: "Yesterday"}.get(days, f"{days} days ago")
