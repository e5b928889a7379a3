"""Copies to lay out: fullest, emptiest and hostile, of every kind. All invented."""

from dataclasses import replace
from datetime import date

from tests.formats.pdf import samples
from warden_desk.domain.copies import (
    Copy,
    CopyHead,
    CopyKind,
    CopyPhone,
    CopyTasking,
    CsuCopy,
    CsuTasking,
    MonthCell,
    MonthDay,
    MonthOverview,
    MonthPerson,
    ParishCopy,
    ParishVisit,
    PersonCopy,
    PersonDay,
    PersonShift,
    WallPerson,
    WallSheet,
)
from warden_desk.domain.dates import WEEKDAYS, short_day
from warden_desk.domain.sheets import CellKind, SheetEvent, SheetStatus, WelfareCall

LONG = "Bartholomew Featherstonehaugh-Cholmondeley"
LAST = 30


def head(kind: CopyKind, title: str = "Ben Tilley", **changes: object) -> CopyHead:
    plain = CopyHead(
        kind=kind,
        title=title,
        subtitle="CW107 · Ashford & Swale",
        period="Week 48",
        period_words=samples.WEEK.title,
        team="Ashford & Swale",
        status=SheetStatus.DRAFT,
        imprint=samples.IMPRINT,
        file_parts=("CW107", "2026-W48", "Draft 1"),
        logged="A copy, CW107, 2026-W48",
        destroy_on=date(2026, 12, 6),
    )
    return replace(plain, **changes)


def person(text: str = "", *, title: str = LONG) -> PersonCopy:
    """A week with four long stops and two shifts on every day; `text` stands everywhere instead."""
    place = text or "Stone-cum-Ebony and Hollingbourne with Hucking · 60 min"
    shift = PersonShift(
        code=text or "L",
        name=text or "Late",
        times=text or "1400–2200",
        stops=(place, place, f"ASH-26-0142, {place}", place),
        company=text or f"ALONE, buddy {LONG}",
        is_lone=True,
    )
    away = PersonShift(code="Away", name="", kind=CellKind.AWAY)
    call = WelfareCall("Mon 23", text or LONG, "2200", text or LONG, text or samples.CALLS)
    line = CopyTasking(
        reference=text or "ASH-26-0142",
        task=text or "Nuisance motorbikes on the recreation ground, third report this month",
        place=text or "Boughton Monchelsea",
        when=text or "Mon 23, Tue 24, Wed 25, Thu 26",
        due=text or "Thu 19 Nov, overdue",
        is_overdue=True,
        is_urgent=True,
        measures=(text or "Go in a pair.", text or "Do not cold-call: ring the clerk first."),
    )
    days = tuple(PersonDay(short_day(day), (shift, shift)) for day in samples.WEEK.days[:6])
    return PersonCopy(
        head=head(CopyKind.PERSON, text or title),
        hours="37.5",
        days=(*days, PersonDay("Sun 29 Nov", (away,))),
        phones=(CopyPhone(text or "Clerk, Stone-cum-Ebony", text or LONG, "01632 960123"),) * 14,
        measures=(text or "Lenham, at one address there (ask which): go in a pair",) * 4,
        welfare=(call,) * 4,
        rings=(call,) * 4,
        taskings=(line,) * 9,
        annex=(replace(line, reference=text or "ASH-26-0999", number="A1"),) * 9,
    )


def empty_person() -> PersonCopy:
    days = tuple(PersonDay(short_day(day), ()) for day in samples.WEEK.days)
    return PersonCopy(head=head(CopyKind.PERSON), hours="0", days=days)


def parish(text: str = "") -> ParishCopy:
    visit = ParishVisit("Wednesday 25", text or LONG, text or "14:00 to 22:00")
    event = SheetEvent(text or "Wed 25, 19:00", text or "Parish council", text or "Hall", "")
    return ParishCopy(
        head=head(CopyKind.PARISH, text or "Hollingbourne with Hucking"),
        phone=text or "01632 960100",
        wardens=((text or "Your warden", text or LONG),) * 5,
        visits=(visit,) * 21,
        events=(event,) * 8,
    )


def csu(text: str = "") -> CsuCopy:
    line = CsuTasking(
        theirs=text or "CSU/2026/00491/44",
        ours=text or "ASH-26-0142",
        who=text or f"{LONG}, Carys Evans",
        when=text or "Mon 23, Tue 24, Wed 25, Thu 26, Fri 27, Sat 28, Sun 29",
        due=text or "Thu 19 Nov, overdue",
        is_overdue=True,
    )
    annex = replace(line, theirs="SECRET/1", ours="ASH-26-0999")
    return CsuCopy(
        head=head(CopyKind.CSU, text or "Ashford CSU"),
        taskings=(line,) * 30,
        annex=(annex,) * 30,
        others=3,
    )


def month(text: str = "", *, people: int = 30) -> MonthOverview:
    days = tuple(
        MonthDay(
            WEEKDAYS[date(2026, 11, n).weekday()][:2],
            str(n),
            is_free=date(2026, 11, n).weekday() > 4,
            begins_week=date(2026, 11, n).weekday() == 0,
        )
        for n in range(1, LAST + 1)
    )
    cells = tuple(
        MonthCell(
            (text,) * 5 if text else ("L", "E", "M", "+")[: 1 + n % 4], CellKind.WORK, n % 2 > 0
        )
        for n in range(LAST)
    )
    rows = tuple(
        MonthPerson(
            text or f"{LONG} {n}", text or "CW107 · leader", f"Group {n // 12}", "157.5", cells
        )
        for n in range(people)
    )
    return MonthOverview(
        head=head(CopyKind.MONTH, text or "Ashford & Swale", status=None),
        days=days,
        people=rows,
        on_duty=(people,) * LAST,
        on_late=(0,) * LAST,
        legend=((text or "E", text or "early"),) * 6,
        holidays=(text or "Bank holiday 25 Dec 2026",),
    )


def wall(text: str = "", *, people: int = 24) -> WallSheet:
    rows = tuple(
        WallPerson(text or f"{LONG} {n}", text or "CW107", ("Wardens", "Volunteers")[n // 14 % 2])
        for n in range(people)
    )
    return WallSheet(
        head=head(CopyKind.WALL, text or "Ashford & Swale", status=None),
        days=samples.sheet(()).days,
        people=rows,
        leader=text or LONG,
        out_of_hours_phone=text,
    )


def everything(text: str = "") -> dict[str, Copy]:
    """Every kind at its fullest, or with one text in every place."""
    return {
        "person": person(text),
        "parish": parish(text),
        "csu": csu(text),
        "month": month(text),
        "wall": wall(text),
    }


def emptiest() -> dict[str, Copy]:
    """Every kind with nothing in it."""
    return {
        "person": empty_person(),
        "parish": ParishCopy(head=head(CopyKind.PARISH, "Wye"), phone=""),
        "csu": CsuCopy(head=head(CopyKind.CSU, "Ashford CSU")),
        "month": month(people=0),
        "wall": wall(people=0),
    }
