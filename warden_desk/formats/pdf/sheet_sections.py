"""What stands below the week: taskings, overrides, welfare calls, events and gaps in cover."""

from collections.abc import Sequence

from warden_desk.domain.sheets import SheetContent, SheetPerson, SheetTasking
from warden_desk.formats.pdf.lists import Column, ListRow, Section
from warden_desk.formats.pdf.sheet_changes import in_full


def left_sections(
    content: SheetContent, cut_cells: Sequence[tuple[SheetPerson, int]]
) -> list[Section]:
    """The wide column: taskings, then what explains the week above."""
    sections = [_taskings(content)]
    if cut_cells:
        sections.append(_cut(content, cut_cells))
    sections += in_full(content)
    sections.append(_overrides(content))
    return sections


def right_sections(content: SheetContent) -> list[Section]:
    """The narrow column: safety first, then fixed times, then cover."""
    return [_welfare(content), _events(content), _gaps(content)]


def _taskings(content: SheetContent) -> Section:
    return Section(
        "Taskings due or planned this week",
        (
            Column("Reference", 0.14),
            Column("Task and place", 0.40),
            Column("Who", 0.19),
            Column("Going", 0.11),
            Column("Due", 0.16),
        ),
        tuple(_tasking(tasking) for tasking in content.taskings),
        "Nothing is due, overdue or planned.",
    )


def _tasking(tasking: SheetTasking) -> ListRow:
    words = ", ".join(part for part in (tasking.task, tasking.place) if part)
    if tasking.is_urgent:
        words = f"Urgent: {words}"
    emphasis = {0: True, 1: tasking.is_urgent, 4: tasking.is_overdue}
    who, going = tasking.who or "nobody yet", tasking.going or "not planned"
    return ListRow(
        (tasking.reference, words, who, going, tasking.due),
        frozenset(column for column, is_strong in emphasis.items() if is_strong),
        is_changed=tasking.is_changed,
    )


def _cut(content: SheetContent, cut_cells: Sequence[tuple[SheetPerson, int]]) -> Section:
    """What the cells above had no room for; days that say the same share a line."""
    found: dict[tuple[str, str], list[int]] = {}
    sensitive: set[tuple[str, str]] = set()
    for person, day in cut_cells:
        for entry in person.days[day]:
            key = (person.name, ", ".join((*entry.places, *entry.references)))
            found.setdefault(key, []).append(day)
            if entry.is_sensitive:
                sensitive.add(key)
    rows = [
        ListRow(
            (key[0], _span(content, days), key[1]),
            is_sensitive=key in sensitive,
        )
        for key, days in found.items()
    ]
    columns = (Column("Who", 0.2, 3), Column("Days", 0.2, 3), Column("Places, taskings", 0.6, 9))
    return Section("In full: what is cut above with …", columns, tuple(rows), "")


def _span(content: SheetContent, days: Sequence[int]) -> str:
    """Such as "Mon 23 to Fri 27", or single days where they do not follow one another."""
    titles = [content.days[day].title for day in days]
    if len(days) > 2 and list(days) == list(range(days[0], days[-1] + 1)):
        return f"{titles[0]} to {titles[-1]}"
    return ", ".join(titles)


def _overrides(content: SheetContent) -> Section:
    return Section(
        "Warnings set aside, with reasons",
        (Column("Day", 0.14), Column("Who", 0.22), Column("Reason", 0.64, 4)),
        tuple(ListRow((each.day, each.who, each.reason)) for each in content.overrides),
        "No rule was set aside.",
    )


def _welfare(content: SheetContent) -> Section:
    rows = [
        ListRow(
            (call.day, call.who, call.until, call.buddy or "NO BUDDY NAMED", call.calls),
            frozenset({4} if call.buddy else {3, 4}),
        )
        for call in content.welfare
    ]
    columns = (
        Column("Day", 0.12),
        Column("Alone", 0.24),
        Column("Until", 0.10),
        Column("Buddy who rings", 0.24),
        Column("Calls at", 0.30),
    )
    return Section("Welfare calls", columns, tuple(rows), "Nobody works early or late alone.")


def _events(content: SheetContent) -> Section:
    rows = tuple(
        ListRow(
            (each.when, each.what, each.place, each.who or "nobody yet"),
            is_changed=each.is_changed,
        )
        for each in content.events
    )
    columns = (
        Column("When", 0.22),
        Column("What", 0.30),
        Column("Where", 0.24),
        Column("Who", 0.24),
    )
    return Section("Meetings and events", columns, rows, "None in the diary.")


def _gaps(content: SheetContent) -> Section:
    rows = tuple(
        ListRow((g.parish, g.wanted, g.warden, g.last_visit), is_changed=g.is_changed)
        for g in content.gaps
    )
    columns = (
        Column("Parish", 0.27),
        Column("Wanted", 0.30),
        Column("Warden", 0.23),
        Column("Last visit", 0.20),
    )
    return Section(
        "Gaps in cover: nobody planned",
        columns,
        rows,
        "Every parish with a warden is visited in time.",
    )
