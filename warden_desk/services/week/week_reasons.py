"""Why warnings are let stand: on the shift that bears one, or with the week of its team."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.dates import Week
from warden_desk.domain.errors import Invalid, NotFound, UserError
from warden_desk.domain.week_rows import FindingRow
from warden_desk.domain.week_rules.findings import Rule, Severity
from warden_desk.services import absences
from warden_desk.services import settings as desk_settings
from warden_desk.services.week import week_checks, week_rows
from warden_desk.storage.tables import SheetReason, Shift

Key = tuple[str, str, date, str]
"""Rule, whom it is about, day and words: the same as long as the rules say the very same."""


@dataclass(frozen=True, slots=True)
class Given:
    """A reason, who gave it, and when."""

    reason: str
    by: str
    at: datetime


Reasons = Mapping[Key, Given]


@dataclass(frozen=True, slots=True)
class OverrideCount:
    """How often a rule was overridden in a month, which is given by its first day."""

    rule: Rule
    month: date
    count: int


def kept(session: Session, team_id: str, week: Week) -> Reasons:
    """The reasons that are kept with the week of a team; the last one given counts."""
    query = (
        select(SheetReason)
        .where(SheetReason.team_id == team_id, SheetReason.week == str(week))
        .order_by(SheetReason.given_at, SheetReason.id)
    )
    return {
        (row.rule, row.subject, row.on_date, row.text): Given(
            row.reason, row.given_by, row.given_at
        )
        for row in session.scalars(query)
    }


def filled(reasons: Reasons, rows: Iterable[FindingRow]) -> list[FindingRow]:
    """These findings with the reasons that are kept with the week."""
    return [_with(row, reasons.get(_key(row))) for row in rows]


def give(session: Session, row: FindingRow, reason: str, *, act: Act) -> None:
    """Keep why a warning is let stand; a reason given before is followed, not replaced.

    Raises:
        Invalid: the reason is empty.
        UserError: it is no warning.
        NotFound: the shift it is about is gone.
    """
    said = reason.strip()
    if not said:
        raise Invalid({"reason": "Say why it may stand: the supervisor reads it on the sheet."})
    if row.severity is not Severity.WARNING:
        raise UserError("A reason settles a warning only. A stop must be put right.")
    if row.shift_id:
        _keep_on_shift(session, row.shift_id, said)
        return
    session.add(
        SheetReason(
            team_id=row.team_id,
            week=str(Week.of(row.on_date)),
            rule=row.rule,
            subject=row.subject,
            on_date=row.on_date,
            text=row.text,
            reason=said,
            given_by=act.by,
            given_at=act.at,
        )
    )


def counts(session: Session, first: date, last: date) -> list[OverrideCount]:
    """How often each rule was overridden in these days, by month: on shifts and with weeks."""
    found: Counter[tuple[date, Rule]] = Counter()
    for rule, day in {*_on_shifts(session, first, last), *_with_weeks(session, first, last)}:
        found[day.replace(day=1), rule[0]] += 1
    return [OverrideCount(rule, month, count) for (month, rule), count in sorted(found.items())]


def _on_shifts(
    session: Session, first: date, last: date
) -> Collection[tuple[tuple[Rule, str, str], date]]:
    """Each warning about a shift with a reason, by rule, person and words."""
    settings = desk_settings.load(session)
    since, until = week_checks.window(first, last, settings)
    book = week_rows.code_book(session, first)
    query = select(Shift.person_id).where(
        Shift.on_date.between(first, last), Shift.override_reason != ""
    )
    people = set(session.scalars(query))
    shifts = week_rows.between(session, since, until, book, person_ids=people, with_stops=False)
    away = absences.between(session, since, until, list(people))
    reasons = {shift.id: shift.reason for shift in shifts}
    return [
        ((finding.rule, person_id, finding.text), finding.on_date)
        for person_id, found in week_checks.judge_people(
            session, shifts, away, book, settings
        ).items()
        for finding in found
        if finding.severity is Severity.WARNING
        and first <= finding.on_date <= last
        and reasons[finding.shift_ids[0]]
    ]


def _with_weeks(
    session: Session, first: date, last: date
) -> Collection[tuple[tuple[Rule, str, str], date]]:
    query = select(
        SheetReason.rule, SheetReason.subject, SheetReason.text, SheetReason.on_date
    ).where(SheetReason.on_date.between(first, last))
    return [
        ((Rule(rule), subject, text), day) for rule, subject, text, day in session.execute(query)
    ]


def _keep_on_shift(session: Session, shift_id: str, said: str) -> None:
    shift = session.get(Shift, shift_id)
    if shift is None:
        raise NotFound("That shift is no longer in the plan.")
    kept = shift.override_reason
    shift.override_reason = f"{kept}; {said}" if kept and said not in kept else said


def _with(row: FindingRow, given: Given | None) -> FindingRow:
    if given is None or not row.wants_reason:
        return row
    return replace(row, reason=given.reason, accepted_by=given.by, accepted_at=given.at)


def _key(row: FindingRow) -> Key:
    return row.rule, row.subject, row.on_date, row.text
