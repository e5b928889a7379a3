"""The sensitive taskings of a team sheet, apart from it: the sheet itself names none of them."""

from collections.abc import Mapping
from dataclasses import replace

from warden_desk.domain.sheets import DayEntry, SheetChange, SheetContent, SheetPerson, SheetTasking
from warden_desk.formats.pdf.lists import Column, ListRow, Section


def numbers(content: SheetContent) -> dict[str, str]:
    """What stands in the sheet for each sensitive reference: "A1", "A2"."""
    listed = (each.reference for each in content.taskings if each.is_sensitive)
    found = dict.fromkeys((*listed, *content.sensitive_gone))
    return {reference: f"A{at}" for at, reference in enumerate(found, start=1)}


def without_sensitive(content: SheetContent) -> SheetContent:
    """The sheet as it may travel: numbers of the annex instead of sensitive references."""
    known = numbers(content)
    if not known:
        return content
    return replace(
        content,
        people=tuple(_person(each, known) for each in content.people),
        taskings=tuple(_tasking(each, known) for each in content.taskings),
        changes=tuple(_change(each, known) for each in content.changes),
        overrides=tuple(
            replace(each, reason=_told(each.reason, known)) for each in content.overrides
        ),
    )


def section(content: SheetContent) -> Section:
    """The list of the annex: which tasking it is, who sees to it and when; no more on paper."""
    known = numbers(content)
    columns = (
        Column("In the sheet", 0.08),
        Column("Reference", 0.14),
        Column("Who has it", 0.24, 6),
        Column("Planned", 0.34, 8),
        Column("Due", 0.20),
    )
    rows = tuple(
        ListRow(
            (
                known[each.reference],
                each.reference,
                each.who or "nobody yet",
                _planned(content, each.reference) or "not planned",
                each.due,
            ),
            frozenset({0, 1, 4} if each.is_overdue else {0, 1}),
            is_sensitive=True,
            is_changed=each.is_changed,
        )
        for each in content.taskings
        if each.is_sensitive
    )
    gone = tuple(
        ListRow(
            (known[each], each, "", _planned(content, each) or "no longer on the sheet", ""),
            frozenset({0, 1}),
            is_sensitive=True,
            is_changed=True,
        )
        for each in content.sensitive_gone
    )
    title = "Sensitive taskings: what they are about is at the desk only"
    return Section(title, columns, (*rows, *gone), "")


def _tasking(tasking: SheetTasking, known: Mapping[str, str]) -> SheetTasking:
    if not tasking.is_sensitive:
        return tasking
    number = known[tasking.reference]
    said = "Sensitive: see the annex"
    return replace(tasking, reference=number, task=said, place="", is_sensitive=False)


def _planned(content: SheetContent, reference: str) -> str:
    found = [
        f"{content.days[day].title} {person.name}"
        for person in content.people
        for day, entries in enumerate(person.days)
        if any(reference in entry.references for entry in entries)
    ]
    return ", ".join(found)


def _person(person: SheetPerson, known: Mapping[str, str]) -> SheetPerson:
    return replace(
        person, days=tuple(tuple(_entry(each, known) for each in day) for day in person.days)
    )


def _entry(entry: DayEntry, known: Mapping[str, str]) -> DayEntry:
    if not any(reference in known for reference in entry.references):
        return entry
    shown = tuple(known.get(reference, reference) for reference in entry.references)
    return replace(entry, references=shown, is_sensitive=False)


def _change(change: SheetChange, known: Mapping[str, str]) -> SheetChange:
    return replace(change, what=_told(change.what, known), words=_told(change.words, known))


def _told(text: str, known: Mapping[str, str]) -> str:
    for reference, number in known.items():
        text = text.replace(reference, number)
    return text
