"""All rules about one person's own shifts, in one list: before a change, and for the grid."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from warden_desk.domain.duties import Away, Duty
from warden_desk.domain.settings import Settings
from warden_desk.domain.week_rules import rest, young
from warden_desk.domain.week_rules.findings import Finding, Severity, Theme
from warden_desk.domain.week_rules.lone import lone_hours
from warden_desk.domain.week_rules.stops import overlaps, work_while_absent
from warden_desk.domain.week_rules.workers import ANYBODY, Worker


def judge(
    duties: Sequence[Duty], away: Sequence[Away], settings: Settings, worker: Worker = ANYBODY
) -> list[Finding]:
    """Everything the rules say about one person's shifts (as `duties` gives them), worst first."""
    found = [
        *overlaps(duties),
        *work_while_absent(duties, away),
        *_working_time(duties, settings, worker),
        *lone_hours(duties, settings),
    ]
    if worker.is_volunteer:
        found = [as_note(finding) for finding in found]
    order = list(Severity)
    return sorted(found, key=lambda finding: (order.index(finding.severity), finding.on_date))


def as_note(finding: Finding) -> Finding:
    """Working time as volunteers have it: told, never asked about.

    They are no workers in the sense of WTR reg. 2(1), but tiredness is the same.
    """
    if finding.severity is Severity.WARNING and finding.rule.theme is Theme.TIME:
        return replace(finding, severity=Severity.NOTE)
    return finding


def _working_time(duties: Sequence[Duty], settings: Settings, worker: Worker) -> Iterator[Finding]:
    """By the limits of the age somebody has that day: a birthday may fall into the week."""
    adult_on = worker.adult_on
    if adult_on is None or not duties or adult_on <= duties[0].shift.on_date:
        yield from _rest(duties, settings)
        return
    under_age = [duty for duty in duties if worker.is_under_age(duty.shift.on_date)]
    yield from young.long_days(under_age, settings)
    yield from young.long_weeks(under_age, settings)
    yield from young.night_work(under_age, settings)
    for finding in _rest(duties, young.limits(settings)):
        if worker.is_under_age(finding.on_date):
            yield finding
    for finding in _rest(duties, settings):
        if not worker.is_under_age(finding.on_date):
            yield finding


def _rest(duties: Sequence[Duty], settings: Settings) -> Iterator[Finding]:
    yield from rest.daily_rest(duties, settings)
    yield from rest.long_days(duties, settings)
    yield from rest.weekly_rest(duties, settings)
    yield from rest.breaks(duties, settings)
