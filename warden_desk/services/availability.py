"""When people can come: the week as a rule, exceptions on days, and leave that is asked for.

Planning against a no is a warning, never a stop: `between` is what the rules and the planner read.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from warden_desk.domain.absences import AbsenceState
from warden_desk.domain.availability import Answer, AnswerDraft, AnswerRow, Source, standing
from warden_desk.domain.changes import Act
from warden_desk.domain.dates import WEEKDAYS
from warden_desk.domain.errors import Invalid
from warden_desk.domain.people import AbsenceRow
from warden_desk.services import absences
from warden_desk.storage.tables import Availability, AvailabilityDay

Days = dict[tuple[str, date], tuple[AnswerRow, ...]]
"""By person and day; who said nothing for a day has no entry."""


def keep_week(
    session: Session,
    person_id: str,
    week: Mapping[int, Sequence[AnswerDraft]],
    valid_from: date,
    *,
    act: Act,
) -> None:
    """Keep what is usual for a person from a day on, by weekday (Monday is 0).

    What was usual before ends there; weekdays without an answer say nothing.

    Raises:
        Invalid: a weekday is none, or the times of an answer do not fit.
    """
    if not set(week) <= set(range(len(WEEKDAYS))):
        raise Invalid({"week": "A week has the days from Monday to Sunday."})
    for answers in week.values():
        for draft in answers:
            draft.check()
    _end_usual(session, person_id, valid_from)
    session.add_all(
        Availability(
            person_id=person_id,
            weekday=weekday,
            valid_from=valid_from,
            answer=draft.answer,
            role=draft.role.strip(),
            start_minute=draft.start_minute,
            end_minute=draft.end_minute,
            note=draft.note.strip(),
        )
        for weekday, answers in week.items()
        for draft in answers
    )
    session.flush()


def _end_usual(session: Session, person_id: str, on: date) -> None:
    query = select(Availability).where(
        Availability.person_id == person_id,
        or_(Availability.valid_to.is_(None), Availability.valid_to > on),
    )
    for row in session.scalars(query):
        if row.valid_from < on:
            row.valid_to = on
        else:
            session.delete(row)


def keep_day(
    session: Session,
    person_id: str,
    on_date: date,
    answers: Sequence[AnswerDraft],
    *,
    act: Act,
) -> None:
    """Keep what a person says for one day in place of what is usual; nothing takes it back.

    Raises:
        Invalid: the times of an answer do not fit.
    """
    for draft in answers:
        draft.check()
    for row in session.scalars(
        select(AvailabilityDay).where(
            AvailabilityDay.person_id == person_id, AvailabilityDay.on_date == on_date
        )
    ):
        session.delete(row)
    session.add_all(
        AvailabilityDay(
            person_id=person_id,
            on_date=on_date,
            answer=draft.answer,
            role=draft.role.strip(),
            start_minute=draft.start_minute,
            end_minute=draft.end_minute,
            note=draft.note.strip(),
        )
        for draft in answers
    )
    session.flush()


def keep(
    session: Session,
    person_id: str,
    week: Mapping[int, Sequence[AnswerDraft]] | None,
    valid_from: date,
    days: Mapping[date, Sequence[AnswerDraft]],
    *,
    act: Act,
) -> None:
    """Keep a usual week, if one is given, and what is said for single days, as one change.

    Raises:
        Invalid: as for `keep_week` and `keep_day`.
    """
    if week is not None:
        keep_week(session, person_id, week, valid_from, act=act)
    for on_date, answers in days.items():
        keep_day(session, person_id, on_date, answers, act=act)


def usual(session: Session, person_id: str, on: date) -> dict[int, tuple[AnswerDraft, ...]]:
    """What is usual for a person as on a day, by weekday, to be changed in a form."""
    found: dict[int, list[AnswerDraft]] = defaultdict(list)
    for row in _usual(session, on, on, [person_id]):
        found[row.weekday].append(_draft(row))
    return {weekday: tuple(drafts) for weekday, drafts in found.items()}


def exceptions(session: Session, person_id: str, first: date) -> dict[date, list[AnswerDraft]]:
    """What a person says for single days from a day on, in order, to be changed in a form."""
    query = (
        select(AvailabilityDay)
        .where(AvailabilityDay.person_id == person_id, AvailabilityDay.on_date >= first)
        .order_by(AvailabilityDay.on_date, AvailabilityDay.start_minute)
    )
    found: dict[date, list[AnswerDraft]] = defaultdict(list)
    for row in session.scalars(query):
        found[row.on_date].append(_draft(row))
    return dict(found)


def between(session: Session, first: date, last: date, person_ids: Collection[str]) -> Days:
    """What these people say for each day from `first` to `last` (both inclusive)."""
    said: dict[tuple[str, date], list[AnswerRow]] = defaultdict(list)
    for row in (
        *_usual_days(session, first, last, person_ids),
        *_single_days(session, first, last, person_ids),
        *_absent_days(session, first, last, person_ids),
    ):
        said[row.person_id, row.on_date].append(row)
    return {cell: tuple(standing(rows)) for cell, rows in said.items()}


def _usual(
    session: Session, first: date, last: date, person_ids: Collection[str]
) -> Sequence[Availability]:
    return session.scalars(
        select(Availability)
        .where(
            Availability.person_id.in_(person_ids),
            Availability.valid_from <= last,
            or_(Availability.valid_to.is_(None), Availability.valid_to > first),
        )
        .order_by(Availability.weekday, Availability.start_minute)
    ).all()


def _usual_days(
    session: Session, first: date, last: date, person_ids: Collection[str]
) -> Iterator[AnswerRow]:
    held = _usual(session, first, last, person_ids)
    for day in _days(first, last):
        for row in held:
            holds = row.valid_from <= day and (row.valid_to is None or day < row.valid_to)
            if holds and row.weekday == day.weekday():
                yield _row(row, day, Source.USUAL)


def _single_days(
    session: Session, first: date, last: date, person_ids: Collection[str]
) -> Iterator[AnswerRow]:
    query = select(AvailabilityDay).where(
        AvailabilityDay.person_id.in_(person_ids), AvailabilityDay.on_date.between(first, last)
    )
    for row in session.scalars(query):
        yield _row(row, row.on_date, Source.THAT_DAY)


def _absent_days(
    session: Session, first: date, last: date, person_ids: Collection[str]
) -> Iterator[AnswerRow]:
    """Leave that is only asked for is a maybe; granted for one kind of shift, a no to that."""
    for absence in absences.between(
        session, first, last, list(person_ids), states=absences.STANDING, with_roles=True
    ):
        is_granted = absence.state is AbsenceState.APPROVED
        if is_granted and not absence.role:
            continue
        for day in _days(max(first, absence.starts_on), min(last, absence.ends_on)):
            yield _absent(absence, day, Answer.NO if is_granted else Answer.MAYBE)


def _absent(absence: AbsenceRow, day: date, answer: Answer) -> AnswerRow:
    return AnswerRow(
        person_id=absence.person_id,
        on_date=day,
        answer=answer,
        source=Source.ABSENCE,
        start_minute=absence.start_minute,
        end_minute=absence.end_minute,
        role=absence.role,
        note=f"{absence.code} asked for" if answer is Answer.MAYBE else absence.code,
    )


def _draft(row: Availability | AvailabilityDay) -> AnswerDraft:
    return AnswerDraft(
        answer=Answer(row.answer),
        start_minute=row.start_minute,
        end_minute=row.end_minute,
        role=row.role,
        note=row.note,
    )


def _row(row: Availability | AvailabilityDay, day: date, source: Source) -> AnswerRow:
    return AnswerRow(
        person_id=row.person_id,
        on_date=day,
        answer=Answer(row.answer),
        source=source,
        start_minute=row.start_minute,
        end_minute=row.end_minute,
        role=row.role,
        note=row.note,
    )


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)
