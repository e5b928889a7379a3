"""Nobody is alone in the evening without somebody who expects their call."""

from collections.abc import Iterator, Sequence

from warden_desk.domain.duties import Duty
from warden_desk.domain.settings import Settings
from warden_desk.domain.shifts import clock
from warden_desk.domain.week_rules.findings import Finding, Rule, Severity


def lone_lates(duties: Sequence[Duty], settings: Settings) -> Iterator[Finding]:
    """Somebody alone in the evening has a buddy who expects their call (HSE INDG73)."""
    for duty in duties:
        shift = duty.shift
        if is_lone_late(duty, settings) and not shift.buddy_id:
            yield Finding(
                Rule.LONE_LATE,
                Severity.WARNING,
                shift.on_date,
                f"alone until {clock(shift.end_minute or 0)}, and nobody is named as buddy",
                "lone",
                (shift.id,),
            )


def is_lone_late(duty: Duty, settings: Settings) -> bool:
    """Whether it is a shift alone that ends in the evening."""
    end = duty.shift.end_minute
    return duty.shift.is_lone and end is not None and end > settings.late_after_minute
