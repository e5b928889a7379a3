"""The Today page: what needs somebody, in the order it presses."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from warden_desk.domain.coverage import Coverage, CoverageRow
from warden_desk.domain.dates import plain_date, short_day
from warden_desk.domain.duties import instant
from warden_desk.domain.people import PersonRow
from warden_desk.domain.settings import Settings
from warden_desk.domain.tasking_filters import Counts, TaskingFilter, Which
from warden_desk.domain.tasking_states import UNASSIGNED
from warden_desk.domain.taskings import TaskingRow
from warden_desk.domain.today import (
    Line,
    Opens,
    OwedRow,
    Presence,
    Tile,
    Today,
    Weight,
    clock,
    days_late,
    in_days,
)
from warden_desk.services import areas, people
from warden_desk.services import settings as desk_settings
from warden_desk.services.coverage import coverage as area_coverage
from warden_desk.services.tasking import tasking_lists
from warden_desk.services.today import today_contacts, today_leave, today_papers, today_welfare
from warden_desk.services.today.today_presence import owed, presence
from warden_desk.storage.tables import Tasking

OF_EACH = 4
"""Lines of one sort under "Needs you"; the rest are counted, and stand on their page."""


@dataclass(frozen=True, slots=True)
class _Sort:
    """Lines of one sort, and how many there are with those that are not among them."""

    lines: Sequence[Line]
    count: int


def today(session: Session, on: date, team_id: str | None, *, now: datetime | None = None) -> Today:
    """Everything the page shows, for a team or for all; without `now` as the day begins."""
    settings = desk_settings.load(session)
    mine = [area.id for area in areas.team_districts(session, team_id, on)] if team_id else None
    counts = tasking_lists.counts(session, on, mine or ())
    there = presence(session, on, team_id, settings)
    answers = owed(session, on, tuple(mine or ()))
    moment = now or instant(on, 0, ZoneInfo(settings.zone))
    calls, ringing = today_welfare.calls(session, moment, team_id, settings)
    bare: list[CoverageRow] = []
    vetting: list[Line] = []
    upkeep: list[Line] = []
    if there.people:  # a desk without people says what to do first, not what lacks
        bare = _bare(area_coverage.coverage(session, on, mine))
        vetting = _running_out(people.rows(session, on, team_id=team_id), on, settings)
        upkeep = today_contacts.to_confirm(session, on, mine)
    overdue, to_check, unassigned = _work(session, on, mine or (), counts)
    needs, more = _needs(
        (
            _all([] if there.people else _first_steps()),
            _all(ringing),
            overdue,
            _all(today_papers.to_sign(session, team_id)),
            to_check,
            _all(today_leave.to_answer(session, on, team_id)),
            _all(today_papers.to_destroy(session, on, team_id)),
            _all([_no_cover(row, on) for row in bare]),
            _all(vetting),
            unassigned,
            _all(upkeep),
        )
    )
    return Today(
        on=on,
        tiles=_tiles(counts, there, bare, answers, on),
        needs=needs,
        more_needs=more,
        owed=tuple(_owed_line(row, on) for row in answers),
        out=there.out,
        calls=tuple(calls),
    )


def _all(lines: Sequence[Line]) -> _Sort:
    return _Sort(lines, len(lines))


def _needs(sorts: Iterable[_Sort]) -> tuple[tuple[Line, ...], int]:
    """The lines to show of these sorts, in this order, and how many more there are."""
    every = list(sorts)
    lines = _each_once(line for sort in every for line in sort.lines[:OF_EACH])
    return lines, max(0, sum(sort.count for sort in every) - len(lines))


def _work(
    session: Session, on: date, districts: Sequence[str], counts: Counts
) -> tuple[_Sort, _Sort, _Sort]:
    """Taskings that are overdue, to be checked, and new; one that is both is counted once."""
    overdue, to_check, unassigned = (
        _taskings(session, which, on, tuple(districts))
        for which in (Which.OVERDUE, Which.TO_CHECK, Which.UNASSIGNED)
    )
    fresh = counts.unassigned - _late_and_unassigned(session, on, tuple(districts))
    return (
        _Sort(_overdue(overdue, on), counts.overdue),
        _Sort(_to_check(to_check), counts.to_check),
        _Sort(_unassigned(unassigned), fresh),
    )


def _first_steps() -> list[Line]:
    imports = Opens("page", "imports")
    return [
        Line("First", Weight.NEWS, "Take in the staff list, then volunteers", "Imports", imports),
        Line("Then", Weight.NEWS, "Take in the parish contacts", "Imports", imports),
        Line("Then", Weight.NEWS, "Take in a CSU's list of taskings", "Imports", imports),
        Line("Or", Weight.PLAIN, "Type them in", "People", Opens("page", "people")),
    ]


def _taskings(
    session: Session, which: Which, on: date, districts: tuple[str, ...]
) -> tuple[TaskingRow, ...]:
    wanted = TaskingFilter(today=on, which=which, district_ids=districts)
    return tasking_lists.page(session, wanted, limit=OF_EACH).rows


def _late_and_unassigned(session: Session, on: date, districts: tuple[str, ...]) -> int:
    """How many taskings would otherwise be told of twice."""
    both = TaskingFilter(today=on, which=Which.OVERDUE, states=UNASSIGNED, district_ids=districts)
    return (
        session.scalar(
            select(func.count(Tasking.id)).where(*tasking_lists.conditions(session, both))
        )
        or 0
    )


def _each_once(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines, a thing being told of only where it presses most; group lines all stay."""
    told: set[Opens] = set()
    kept: list[Line] = []
    for line in lines:
        if line.opens.kind == "page" or line.opens not in told:
            told.add(line.opens)
            kept.append(line)
    return tuple(kept)


def _tiles(
    counts: Counts,
    there: Presence,
    bare: list[CoverageRow],
    answers: list[OwedRow],
    on: date,
) -> tuple[Tile, ...]:
    alone = sum(row.is_alone_late for row in there.out)
    next_csu = next((row for row in answers if row.meets_on), None)
    meets = (
        f"{next_csu.csu} meets {in_days(next_csu.meets_on, on)}"
        if (next_csu and next_csu.meets_on)
        else "no meeting in the diary"
    )
    return (
        Tile(
            f"{len({row.person_id for row in there.out})} of {there.people}",
            "out today",
            f"{there.away} away, {alone} late alone",
            Weight.PLAIN,
            Opens("page", "week"),
        ),
        _tile(counts.overdue, "taskings overdue", "work past its date", Weight.LATE, "taskings"),
        _tile(counts.to_check, "results to check", "before they go back", Weight.SOON, "taskings"),
        _tile(counts.owed, "answers owed to CSUs", meets, Weight.SOON, "returns"),
        _tile(len(bare), "parishes without cover", "nobody looks after them", Weight.SOON, "map"),
    )


def _tile(count: int, what: str, hint: str, weight: Weight, page: str) -> Tile:
    return Tile(
        str(count),
        what,
        hint if count else "nothing waits",
        weight if count else Weight.PLAIN,
        Opens("page", page),
    )


def _overdue(rows: Iterable[TaskingRow], on: date) -> list[Line]:
    return [
        Line(
            f"{days_late(row.due_on, on)} late" if row.due_on else "Late",
            Weight.LATE,
            _told(row),
            ", ".join(row.who) or "nobody has it",
            Opens("tasking", row.id),
        )
        for row in rows
    ]


def _to_check(rows: Iterable[TaskingRow]) -> list[Line]:
    return [
        Line("To check", Weight.SOON, _told(row), ", ".join(row.who), Opens("tasking", row.id))
        for row in rows
    ]


def _unassigned(rows: Iterable[TaskingRow]) -> list[Line]:
    return [
        Line("New", Weight.NEWS, _told(row), "nobody has it", Opens("tasking", row.id))
        for row in rows
    ]


def _told(row: TaskingRow) -> str:
    return " · ".join(part for part in (row.reference, row.title, row.area) if part)


def _bare(rows: list[CoverageRow]) -> list[CoverageRow]:
    """Parishes that nobody looks after, those seen longest ago first."""
    bare = [row for row in rows if row.state is Coverage.NONE]
    return sorted(bare, key=lambda row: (row.last_visit or date.min, row.name))


def _no_cover(row: CoverageRow, on: date) -> Line:
    seen = f"last visit {(on - row.last_visit).days} days ago" if row.last_visit else "no visit yet"
    text = f"{row.name}: nobody looks after it, {seen}"
    return Line("No cover", Weight.SOON, text, row.district, Opens("area", row.area_id))


def _running_out(rows: list[PersonRow], on: date, settings: Settings) -> list[Line]:
    """Vetting that has run out or will before a renewal could come through."""
    limit = on + timedelta(days=settings.vetting_warning_days)
    near = [row for row in rows if row.vetting_ends and row.vetting_ends <= limit]
    near.sort(key=lambda row: row.vetting_ends or date.max)
    return [
        Line(
            "Vetting",
            Weight.LATE if row.vetting_ends and row.vetting_ends < on else Weight.SOON,
            f"{row.name}: {_ends(row, on)}",
            row.team,
            Opens("person", row.id),
        )
        for row in near
    ]


def _ends(row: PersonRow, on: date) -> str:
    if row.vetting_ends is None or row.vetting_ends < on:
        return f"vetting ran out on {plain_date(row.vetting_ends)}" if row.vetting_ends else ""
    return f"{row.vetting} runs out {in_days(row.vetting_ends, on)}"


def _owed_line(row: OwedRow, on: date) -> Line:
    if row.meets_on is None:
        word, weight, when = "Owed", Weight.PLAIN, "no meeting in the diary"
    else:
        word = in_days(row.meets_on, on).capitalize()
        weight = Weight.SOON if (row.meets_on - on).days <= 1 else Weight.NEWS
        when = f"{short_day(row.meets_on)} {clock(row.meets_at)}".strip()
    text = f"{row.csu}, {when} · {row.checked} checked, {row.waiting} still open"
    return Line(word, weight, text, "", Opens("page", "returns"))
