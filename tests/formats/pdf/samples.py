"""Deployment sheets to lay out: full, thin, empty, crowded and hostile. All invented."""

from dataclasses import replace

from warden_desk.domain.dates import Week, short_day
from warden_desk.domain.sheets import (
    CellKind,
    Company,
    DayEntry,
    Imprint,
    RuleOverride,
    SheetChange,
    SheetContent,
    SheetDay,
    SheetEvent,
    SheetGap,
    SheetPerson,
    SheetStatus,
    SheetTasking,
    WelfareCall,
    unique_initials,
)

WEEK = Week(2026, 48)
NAMES = (
    "Amara Okafor",
    "Bartholomew Featherstonehaugh-Cholmondeley",
    "Carys Evans",
    "Dev Patel",
    "Ellen Marsh",
    "Femi Adeyemi-Blackstone",
    "Grace Wickham",
    "Harry Stroud",
    "Łucja Żółkiewska",
    "Jocelyn Abernathy-Smythe",
    "Kit Rowe",
    "Laurence Vanderbilt-Montgomery",
)
VOLUNTEERS = ("Nadia Hussain", "Olwen Pryce", "Pat Quill")
LONG_PLACES = (
    "Boughton Monchelsea",
    "Broomfield and Kingswood",
    "Stone-cum-Ebony",
    "Hollingbourne with Hucking",
)
PLACES = ("Lenham", "Charing", "Wye", "Faversham", "Egerton", "Tenterden", "Chilham", "Teynham")

CALLS = "16:00, 18:00, 20:00, 22:15"
HOSTILE = "<b>& </para> Donaudampfschifffahrtsgesellschaftskapitänsmütze 🙂" * 3

IMPRINT = Imprint(
    service="Community Warden Service",
    marking="OFFICIAL",
    sensitive_marking="OFFICIAL-SENSITIVE",
    version="Draft 1",
    printed_by="T. Tester",
    printed_at="Mon 23 Nov 2026, 09:00",
    copy_for="Village hall board",
    destroy_by="Sun 6 Dec 2026",
)
TASKINGS = tuple(
    SheetTasking(
        reference=f"AS-26-{140 + n:04}",
        task=task,
        place=place,
        who="Ben Tilley" if n != 2 else "",
        going=("Tue", "Mon, Thu", "")[n % 3],
        due=("Fri 27 Nov", "Thu 19 Nov, overdue", "Wed 25 Nov")[n % 3],
        is_overdue=n % 3 == 1,
        is_urgent=n == 1,
        is_sensitive=n == 4,
    )
    for n, (task, place) in enumerate(
        (
            ("Reassurance visits after doorstep callers", "The Street, Lenham"),
            ("Nuisance motorbikes on the recreation ground", "Charing Heath"),
            ("Fly-tipping by the old lime kiln, third report", "Egerton"),
            ("Talk on scams for the lunch club", "Wye village hall"),
            ("A title that must not be shown", "A place that must not be shown"),
            ("Parking at school gates, speak with parents", "Tenterden"),
        )
    )
)


def working(n: int = 0, **changes: object) -> DayEntry:
    plain = DayEntry(code="E", times="0730–1530", places=(PLACES[n % 8],))
    return replace(plain, **changes)


def off(code: str = "RD") -> DayEntry:
    return DayEntry(code=code, kind=CellKind.REST if code == "RD" else CellKind.AWAY)


def person(
    n: int,
    name: str,
    initials: str,
    days: tuple[tuple[DayEntry, ...], ...],
    group: str = "Wardens",
) -> SheetPerson:
    return SheetPerson(
        name=name,
        initials=initials,
        role=f"CW{104 + n}" + (" · leader" if n == 0 else ""),
        group=group,
        hours="37.0",
        days=days,
    )


def ordinary_days(n: int) -> tuple[tuple[DayEntry, ...], ...]:
    late = working(
        n,
        code="L",
        times="1400–2200",
        is_late=True,
        company=Company.LONE if n % 3 == 0 else Company.PAIRED,
        buddy="AO",
    )
    early = working(n + 1, places=(PLACES[n % 8], PLACES[(n + 3) % 8]), references=("AS-26-0142",))
    if n % 5 == 2:
        return ((off("AL"),), (off("AL"),), (early,), (early,), (working(n),), (off(),), (off(),))
    if n % 5 == 3:
        return ((late,), (late,), (late,), (off(),), (off(),), (late,), (late,))
    return ((early,), (working(n),), (late,), (), (working(n + 2),), (off(),), (off(),))


def full_days() -> tuple[tuple[DayEntry, ...], ...]:
    entry = working(
        code="L",
        times="1400–2200",
        places=LONG_PLACES,
        references=("AS-26-0142", "AS-26-0151", "AS-26-0163", "AS-26-0170", "AS-26-0171"),
        is_late=True,
        company=Company.LONE,
        buddy="AO",
    )
    return ((entry,),) * 7


def sheet(people: tuple[SheetPerson, ...], **changes: object) -> SheetContent:
    content = SheetContent(
        team="Ashford & Swale",
        districts=("Ashford", "Swale"),
        week=WEEK,
        leader="Amara Okafor",
        out_of_hours_phone="01632 960100",
        status=SheetStatus.DRAFT,
        version=1,
        issued="",
        days=tuple(
            SheetDay(" ".join(short_day(day).split()[:2]), is_weekend=day.weekday() > 4)
            for day in WEEK.days
        ),
        people=people,
        legend=(
            ("E", "early"),
            ("L", "late"),
            ("RD", "rest day"),
            ("AL", "annual leave"),
            ("LONE", "works alone, with the buddy's initials"),
        ),
        imprint=IMPRINT,
    )
    return replace(content, **changes)


def team(names: tuple[str, ...] = NAMES, **changes: object) -> SheetContent:
    """A usual week with everything on it."""
    initials = unique_initials(names)
    people = tuple(
        person(n, name, short, ordinary_days(n))
        for n, (name, short) in enumerate(zip(names, initials, strict=True))
    )
    volunteers = (
        person(20, VOLUNTEERS[0], "NH", ((), (working(1, code="M"),), *((),) * 5), "Volunteers"),
        person(21, VOLUNTEERS[1], "OP", (*((),) * 5, (working(2, code="M"),), ()), "Volunteers"),
    )
    everything: dict[str, object] = {
        "taskings": TASKINGS,
        "unplanned": ("Pat Quill", "Rhys Teale"),
        "events": (
            SheetEvent("Tue 24, 19:30", "Parish council", "Lenham", "Ellen Marsh"),
            SheetEvent("Wed 25, 10:00", "CSU meeting", "Ashford", "Amara Okafor"),
            SheetEvent("Sat 28, 09:00", "Surgery at the market", "Wye", ""),
        ),
        "welfare": (
            WelfareCall("Mon 23", "Dev Patel", "22:00", "Amara Okafor", CALLS),
            WelfareCall("Wed 25", "Grace Wickham", "22:00", "", CALLS),
        ),
        "gaps": tuple(
            SheetGap(name, "every 14 days", "Kit Rowe", "12 Nov 2026")
            for name in ("Bethersden", "Orlestone", "Stone-cum-Ebony", "Molash")
        ),
        "overrides": (
            RuleOverride("Thu 26", "Harry Stroud", "9.5 hours' rest: swapped at his own wish"),
        ),
    }
    return sheet(people + volunteers, **(everything | changes))


def fullest() -> SheetContent:
    """Twelve long names, four long parishes and five taskings in every cell."""
    initials = unique_initials(NAMES)
    people = tuple(
        person(n, name, short, full_days())
        for n, (name, short) in enumerate(zip(NAMES, initials, strict=True))
    )
    return replace(team(), people=people)


def changed() -> SheetContent:
    """A second version, with what is new in it, signed off and issued."""
    content = team()
    first, *others = content.people
    moved = replace(first.days[1][0], is_changed=True)
    first = replace(first, days=(first.days[0], (moved,), *first.days[2:]), changed_days=(1, 3))
    event, *more = content.events
    return replace(
        content,
        people=(first, *others),
        events=(replace(event, is_changed=True), *more),
        changed_since="v2",
        changes=(
            SheetChange("Amara Okafor", "Tue 24", "L 1400–2200 Lenham, was E 0730–1530 Charing"),
            SheetChange("Amara Okafor", "Thu 26", "free, was E 0730–1530 Wye"),
            SheetChange("Parish council", "Tue 24", "new"),
        ),
        status=SheetStatus.ISSUED,
        version=3,
        issued="by Amara Okafor, Fri 20 Nov 2026, 16:40",
        signed_by="Grace Hale",
        signed_at="Fri 20 Nov 2026, 16:40",
    )


def crowd() -> SheetContent:
    """Twenty-five people."""
    return team((*NAMES, *(f"Guest{chr(65 + n)} Brook" for n in range(13))))


def empty() -> SheetContent:
    """Nobody planned, nothing to do."""
    people = tuple(person(n, NAMES[n], "X", ((),) * 7) for n in range(3))
    return sheet(people, leader="", out_of_hours_phone="", districts=())


def hostile(text: str = HOSTILE) -> SheetContent:
    """The same text in every place that takes one."""
    entry = working(code=text, times=text, places=(text,) * 4, references=(text,) * 5, buddy=text)
    days = ((entry, entry), (replace(entry, company=Company.LONE),), *((off(text),),) * 5)
    people = (
        SheetPerson(name=text, initials=text, role=text, group=text, hours=text, days=days),
    ) * 3
    imprint = Imprint(
        service=text,
        marking=text,
        sensitive_marking=text,
        version=text,
        printed_by=text,
        printed_at=text,
        copy_for=text,
        destroy_by=text,
        is_practice=True,
    )
    return sheet(
        people,
        team=text,
        districts=(text, text),
        leader=text,
        out_of_hours_phone=text,
        issued=text,
        unplanned=(text,) * 9,
        legend=((text, text),) * 9,
        days=(SheetDay(text, note=text),) * 7,
        taskings=(
            SheetTasking(reference=text, task=text, place=text, who=text, going=text, due=text),
        )
        * 9,
        events=(SheetEvent(text, text, text, text),) * 5,
        welfare=(WelfareCall(text, text, text, text, text),) * 5,
        gaps=(SheetGap(text, text, text, text),) * 5,
        overrides=(RuleOverride(text, text, text),) * 5,
        imprint=imprint,
    )
