"""The rules of working time, applied to what the desk holds: before a change, and for the panel."""

from collections import defaultdict
from collections.abc import Collection, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.dates import Week, short_day
from warden_desk.domain.duties import duties, times_away
from warden_desk.domain.errors import NeedsReason, UserError
from warden_desk.domain.people import AbsenceRow
from warden_desk.domain.settings import Settings
from warden_desk.domain.shifts import CodeBook, ShiftRow
from warden_desk.domain.week_rules.findings import Finding, Severity
from warden_desk.domain.week_rules.judging import judge
from warden_desk.domain.week_rules.workers import ANYBODY, Worker
from warden_desk.services import absences
from warden_desk.services import settings as desk_settings
from warden_desk.services.week import event_people, week_rows, week_workers
from warden_desk.storage.tables import Shift


@dataclass(frozen=True, slots=True)
class _Bench:
    """By what these people's days are judged: the same before a change and after it."""

    person_ids: Collection[str]
    first: date
    last: date
    book: CodeBook
    settings: Settings
    workers: Mapping[str, Worker]


@dataclass(frozen=True, slots=True)
class _Judged:
    shifts: dict[str, ShiftRow]
    findings: dict[str, list[Finding]]
    """By person."""


def window(first: date, last: date, settings: Settings) -> tuple[date, date]:
    """The days to look at so that the rules see all that bears on these: whole weeks and nights.

    Where time off is counted by the fortnight, the weeks beside are in it.
    """
    weeks = settings.weekly_rest_days // 7 - 1
    monday = Week.of(first).plus(-weeks).monday
    sunday = Week.of(last).plus(weeks).sunday
    return monday - timedelta(days=1), sunday + timedelta(days=1)


def judge_people(
    session: Session,
    shifts: Iterable[ShiftRow],
    away: Iterable[AbsenceRow],
    book: CodeBook,
    settings: Settings,
    *,
    known: Mapping[str, Worker] | None = None,
) -> dict[str, list[Finding]]:
    """What the rules say, by person. The days of `window` must be among `shifts`.

    Args:
        known: these people, where they are at hand.
    """
    zone = ZoneInfo(settings.zone)
    by_person: dict[str, list[ShiftRow]] = defaultdict(list)
    for shift in shifts:
        by_person[shift.person_id].append(shift)
    away_of: dict[str, list[AbsenceRow]] = defaultdict(list)
    for absence in away:
        away_of[absence.person_id].append(absence)
    if known is None:
        known = week_workers.workers(session, by_person)
    return {
        person_id: judge(
            duties(own, zone),
            times_away(own, away_of[person_id], book, zone),
            settings,
            known.get(person_id, ANYBODY),
        )
        for person_id, own in by_person.items()
    }


@contextmanager
def settled(
    session: Session, person_ids: Collection[str], days: Collection[date], reason: str
) -> Generator[None]:
    """Let through only a change of these people's days that the rules allow.

    A warning goes through with a reason, which is kept on the shift it is about; one that is as
    it was, with its reason kept, is not asked about again. A reason that explains nothing any
    more goes. Whoever is wanted at an event gets its stop.

    Raises:
        UserError: a rule stops the change.
        NeedsReason: a rule warns.
    """
    bench = _bench(session, person_ids, days)
    before = _judged(session, bench)
    yield
    session.flush()
    event_people.place_planned(session, person_ids, days)
    after = _judged(session, bench)
    stops: list[str] = []
    warnings: list[str] = []
    bearing: set[str] = set()
    for person_id, found in after.findings.items():
        known = {finding.key for finding in before.findings.get(person_id, ())}
        for finding in _about(found, after.shifts, days):
            sentence = (
                f"{bench.workers[person_id].name}, {short_day(finding.on_date)}: {finding.text}"
            )
            if finding.severity is Severity.STOP:
                stops.append(sentence)
            elif finding.severity is Severity.NOTE:
                continue
            elif finding.key not in known or not after.shifts[finding.shift_ids[0]].reason:
                warnings.append(sentence)
                bearing.add(finding.shift_ids[0])
    if stops:
        raise UserError("\n".join(f"{stop}." for stop in stops))
    if warnings and not reason.strip():
        raise NeedsReason(tuple(warnings))
    _keep_reasons(session, bearing, reason.strip())
    _drop_reasons(session, before, after)


@contextmanager
def tidied(
    session: Session, person_ids: Collection[str], days: Collection[date]
) -> Generator[None]:
    """Let a change through that only takes away: reasons that explain nothing any more go."""
    bench = _bench(session, person_ids, days)
    before = _judged(session, bench)
    yield
    session.flush()
    _drop_reasons(session, before, _judged(session, bench))


def _bench(session: Session, person_ids: Collection[str], days: Collection[date]) -> _Bench:
    """The whole weeks these days are in, and the nights at either end."""
    settings = desk_settings.load(session)
    first, last = window(min(days), max(days), settings)
    book = week_rows.code_book(session, min(days), settings)
    workers = week_workers.workers(session, person_ids)
    return _Bench(person_ids, first, last, book, settings, workers)


def _judged(session: Session, bench: _Bench) -> _Judged:
    first, last, book = bench.first, bench.last, bench.book
    shifts = week_rows.between(
        session, first, last, book, person_ids=bench.person_ids, with_stops=False
    )
    away = absences.between(session, first, last, list(bench.person_ids))
    findings = judge_people(session, shifts, away, book, bench.settings, known=bench.workers)
    return _Judged({shift.id: shift for shift in shifts}, findings)


def _about(
    findings: Sequence[Finding], shifts: dict[str, ShiftRow], days: Collection[date]
) -> list[Finding]:
    """Those in which a shift of these days has a part."""
    return [
        finding
        for finding in findings
        if any(shifts[key].on_date in days for key in finding.shift_ids)
    ]


def _keep_reasons(session: Session, shift_ids: Collection[str], reason: str) -> None:
    if not shift_ids:
        return
    for shift in session.scalars(select(Shift).where(Shift.id.in_(shift_ids))):
        kept = shift.override_reason
        shift.override_reason = f"{kept}; {reason}" if kept and reason not in kept else reason


def _drop_reasons(session: Session, before: _Judged, after: _Judged) -> None:
    explained = {finding.shift_ids[0] for found in after.findings.values() for finding in found}
    once = {finding.shift_ids[0] for found in before.findings.values() for finding in found}
    for key in (once & after.shifts.keys()) - explained:
        if after.shifts[key].reason:
            session.get_one(Shift, key).override_reason = ""
