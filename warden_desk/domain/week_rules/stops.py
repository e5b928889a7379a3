"""The rules that stop: nothing goes on against them. The service's own manual."""

from collections.abc import Iterator, Sequence

from warden_desk.domain.duties import Away, Duty
from warden_desk.domain.week_rules.findings import Finding, Rule, Severity
from warden_desk.domain.week_rules.words import named


def overlaps(duties: Sequence[Duty]) -> Iterator[Finding]:
    """Two working shifts at once. Nobody is in two places; the service's first rule."""
    for number, duty in enumerate(duties):
        for other in duties[number + 1 :]:
            if other.start >= duty.end:
                break
            first, second = duty.shift, other.shift
            yield Finding(
                Rule.OVERLAP,
                Severity.STOP,
                second.on_date,
                f"{second.head} overlaps {named(first, second)}",
                "overlap",
                (second.id, first.id),
            )


def work_while_absent(duties: Sequence[Duty], away: Sequence[Away]) -> Iterator[Finding]:
    """Working while recorded as absent. Correct the absence first; the service's second rule."""
    for duty in duties:
        for absence in away:
            if duty.start < absence.end and absence.start < duty.end:
                yield Finding(
                    Rule.ABSENT,
                    Severity.STOP,
                    duty.shift.on_date,
                    f"{duty.shift.head} is planned during {absence.label}",
                    "away",
                    (duty.shift.id, absence.shift_id) if absence.shift_id else (duty.shift.id,),
                )
