"""Nobody is alone early or in the evening without somebody who expects their call."""

from collections.abc import Iterator, Sequence

from warden_desk.domain.duties import Duty
from warden_desk.domain.settings import Settings
from warden_desk.domain.shifts import ShiftRow, clock
from warden_desk.domain.week_rules.findings import Finding, Rule, Severity
from warden_desk.domain.welfare import is_late, wants_calls


def lone_hours(duties: Sequence[Duty], settings: Settings) -> Iterator[Finding]:
    """Somebody alone early or in the evening has a buddy who expects their call (HSE INDG73)."""
    for duty in duties:
        shift = duty.shift
        if wants_calls(shift, settings) and not shift.buddy_id:
            yield Finding(
                Rule.LONE_LATE,
                Severity.WARNING,
                shift.on_date,
                f"{alone_words(shift, settings)}, and nobody is named as buddy",
                "lone",
                (shift.id,),
            )


def alone_words(shift: ShiftRow, settings: Settings) -> str:
    """`alone until 22:00`, `alone from 07:30`: the hours that want a call."""
    if is_late(shift.end_minute, settings):
        return f"alone until {clock(shift.end_minute or 0)}"
    return f"alone from {clock(shift.start_minute or 0)}"
