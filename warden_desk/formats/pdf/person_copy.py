"""One person's week on A4: where to be, whom to ring, what to mind. Their own and nobody else's."""

from collections.abc import Iterator, Sequence

from warden_desk.domain.copies import CopyTasking, PersonCopy, PersonDay
from warden_desk.domain.sheets import CellKind, WelfareCall
from warden_desk.formats.pdf.copy_page import papers
from warden_desk.formats.pdf.lists import Column, ListRow, Section
from warden_desk.formats.pdf.page import Paper

_MOST = 14
_ALARM = "This paper is no alarm: in danger, ring 999 first."


def person_papers(copy: PersonCopy, *, with_annex: bool = True) -> list[Paper]:
    """The week, and apart from it the sensitive taskings."""
    sections = [_week(copy), _measures(copy)]
    if copy.welfare:
        sections.append(
            _calls("Welfare calls: you are rung", "Rung by", [(c.buddy, c) for c in copy.welfare])
        )
    if copy.rings:
        sections.append(
            _calls("Welfare calls: you ring", "Whom you ring", [(c.who, c) for c in copy.rings])
        )
    sections += [_taskings(copy), _phones(copy)]
    annex = [_annex(copy.annex)] if copy.annex and with_annex else []
    return papers(copy.head, sections, annex)


def _week(copy: PersonCopy) -> Section:
    columns = (
        Column("Day", 0.145),
        Column("Shift", 0.205, 3),
        Column("Where, in this order", 0.39, _MOST),
        Column("With whom", 0.26, 4),
    )
    rows = tuple(row for day in copy.days for row in _day(day))
    return Section(f"Your week, {copy.hours} hours", columns, rows, "", is_counted=False)


def _day(day: PersonDay) -> Iterator[ListRow]:
    if not day.shifts:
        yield ListRow((day.title, "", "Nothing planned", ""), frozenset({0}))
    for at, shift in enumerate(day.shifts):
        is_work = shift.kind is CellKind.WORK
        head = " ".join(filter(None, (shift.code, shift.times)))
        where = "\n".join(shift.stops) if shift.stops else "" if is_work else shift.name
        strong = {0: True, 1: is_work, 3: shift.is_lone}
        yield ListRow(
            ("" if at else day.title, head, where, shift.company),
            frozenset(column for column, is_strong in strong.items() if is_strong),
            is_shaded=not is_work,
        )


def _measures(copy: PersonCopy) -> Section:
    rows = tuple(ListRow((text,), frozenset({0}), is_shaded=True) for text in copy.measures)
    nothing = "None known. Judge it yourself on the spot."
    return Section("Mind this", (Column("", 1.0, _MOST),), rows, nothing, is_counted=False)


def _calls(title: str, label: str, calls: Sequence[tuple[str, WelfareCall]]) -> Section:
    columns = (
        Column("Day", 0.145),
        Column(label, 0.335, 3),
        Column("On duty until", 0.17),
        Column("Calls at", 0.35, 4),
    )
    rows = tuple(
        ListRow((call.day, who or "NO BUDDY NAMED", call.until, call.calls), frozenset({1, 3}))
        for who, call in calls
    )
    return Section(title, columns, rows, "", is_counted=False)


def _taskings(copy: PersonCopy) -> Section:
    rows = [_tasking(tasking, tasking.reference) for tasking in copy.taskings]
    if copy.annex:
        many = len(copy.annex)
        count = "1 sensitive tasking" if many == 1 else f"{many} sensitive taskings"
        said = f"{count}: see the annex, and carry it apart."
        rows.append(ListRow(("Annex", said, "", ""), frozenset({0})))
    return Section("Your taskings", _COLUMNS, tuple(rows), "None this week.", is_counted=False)


_COLUMNS = (
    Column("Reference", 0.17),
    Column("What, where, and what to mind", 0.46, _MOST),
    Column("Planned", 0.17, 3),
    Column("Due", 0.20, 2),
)


def _tasking(tasking: CopyTasking, reference: str) -> ListRow:
    what = ", ".join(filter(None, (tasking.task, tasking.place)))
    told = f"Urgent: {what}" if tasking.is_urgent else what
    strong = frozenset({0, 3} if tasking.is_overdue else {0})
    words = (reference, "\n".join((told, *tasking.measures)))
    return ListRow((*words, tasking.when or "not planned", tasking.due), strong)


def _annex(taskings: Sequence[CopyTasking]) -> Section:
    rows = tuple(_tasking(each, f"{each.number}\n{each.reference}") for each in taskings)
    return Section("Sensitive taskings", _COLUMNS, rows, "")


def _phones(copy: PersonCopy) -> Section:
    columns = (Column("", 0.34, 3), Column("", 0.44, 2), Column("", 0.22))
    rows = tuple(
        ListRow((each.why, each.who, each.phone or "no number known"), frozenset({2}))
        for each in copy.phones
    )
    alarm = ListRow(("In danger", _ALARM, "999"), frozenset({2}))
    return Section("Phones", columns, (alarm, *rows), "", is_counted=False)
