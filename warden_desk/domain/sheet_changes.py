"""What differs between two versions of a sheet, in words and as marks for the margin.

Compared is what somebody would do otherwise: that a tasking has meanwhile become overdue, or that
a parish was visited since, is no change of the plan.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from warden_desk.domain.sheets import (
    OVERDUE,
    Company,
    DayEntry,
    SheetChange,
    SheetContent,
    SheetEvent,
    SheetGap,
    SheetPerson,
    SheetTasking,
    WelfareCall,
)

T = TypeVar("T")
Fields = tuple[tuple[str, str], ...]
"""What is printed of a line: what each part is called, and what it says."""

NOTHING = "nothing planned"


def changes(before: SheetContent, after: SheetContent) -> tuple[SheetChange, ...]:
    """Everything `after` says otherwise than `before`: people by day, then what stands below."""
    before, after = _veiled(before, after)
    return (
        *_head(before, after),
        *_people(before, after),
        *_EVENTS.changes(before.events, after.events),
        *_TASKINGS.changes(before.taskings, after.taskings),
        *_WELFARE.changes(before.welfare, after.welfare),
        *_GAPS.changes(before.gaps, after.gaps),
    )


def marked(before: SheetContent, after: SheetContent, since: str) -> SheetContent:
    """`after` with its changes listed, and marked where they stand.

    Args:
        since: which version `before` is, "v2".
    """
    events = _EVENTS.changed(before.events, after.events)
    taskings = _TASKINGS.changed(before.taskings, after.taskings)
    welfare = _WELFARE.changed(before.welfare, after.welfare)
    gaps = _GAPS.changed(before.gaps, after.gaps)
    old = _by_person(before.people)
    return replace(
        after,
        changed_since=since,
        changes=changes(before, after),
        sensitive_gone=_sensitive_gone(before, after),
        people=tuple(
            _marked_person(old.get(key), each, len(after.days))
            for key, each in _by_person(after.people).items()
        ),
        events=tuple(replace(e, is_changed=e in events) for e in after.events),
        taskings=tuple(replace(e, is_changed=e in taskings) for e in after.taskings),
        welfare=tuple(replace(e, is_changed=e in welfare) for e in after.welfare),
        gaps=tuple(replace(e, is_changed=e in gaps) for e in after.gaps),
    )


def cell_words(entries: Sequence[DayEntry]) -> str:
    """A day of a person as it is read out: "L 1400–2200 Lenham, alone, buddy BT"."""
    return "; ".join(_entry_words(entry) for entry in entries) or NOTHING


@dataclass(frozen=True, slots=True)
class _Listing(Generic[T]):
    """How the lines of one list are told apart, and what is said of them."""

    key: Callable[[T], str]
    head: Callable[[T], tuple[str, str]]
    """What it is, and when."""
    said: Callable[[T], Fields]
    gone: str

    def changes(self, before: Sequence[T], after: Sequence[T]) -> Iterator[SheetChange]:
        old, new = self._numbered(before), self._numbered(after)
        for key, now in new.items():
            was = old.get(key)
            if was is None or self.said(was) != self.said(now):
                yield SheetChange(*self.head(now), self._words(was, now))
        for key, was in old.items():
            if key not in new:
                yield SheetChange(*self.head(was), self.gone)

    def changed(self, before: Sequence[T], after: Sequence[T]) -> list[T]:
        """The lines of `after` that are new or say something else."""
        old = self._numbered(before)
        return [
            now
            for key, now in self._numbered(after).items()
            if key not in old or self.said(old[key]) != self.said(now)
        ]

    def _numbered(self, lines: Sequence[T]) -> dict[tuple[str, int], T]:
        """The lines by key; of several with one key, the first is 0."""
        found: dict[tuple[str, int], T] = {}
        for line in lines:
            number = 0
            while (self.key(line), number) in found:
                number += 1
            found[self.key(line), number] = line
        return found

    def _words(self, was: T | None, now: T) -> str:
        if was is None:
            told = ", ".join(f"{name} {value}".strip() for name, value in self.said(now) if value)
            return f"new: {told}" if told else "new"
        pairs = zip(self.said(was), self.said(now), strict=True)
        return "; ".join(
            f"{name} {new or 'none'}, was {old or 'none'}".strip()
            for (_, old), (name, new) in pairs
            if old != new
        )


_EVENTS: _Listing[SheetEvent] = _Listing(
    key=lambda event: f"{event.when} {event.what} {event.place}",
    head=lambda event: (event.what, event.when),
    said=lambda event: (("", event.place), ("for", event.who)),
    gone="no longer planned",
)
_TASKINGS: _Listing[SheetTasking] = _Listing(
    key=lambda tasking: tasking.reference,
    head=lambda tasking: (f"Tasking {tasking.reference}", ""),
    said=lambda tasking: (
        ("", tasking.task),
        ("at", tasking.place),
        ("for", tasking.who),
        ("on", tasking.going),
        ("due", tasking.due.removesuffix(OVERDUE)),
    ),
    gone="no longer on the list",
)
_WELFARE: _Listing[WelfareCall] = _Listing(
    key=lambda call: f"{call.day} {call.who}",
    head=lambda call: (f"Welfare calls to {call.who}", call.day),
    said=lambda call: (("until", call.until), ("by", call.buddy), ("at", call.calls)),
    gone="no longer needed",
)
_GAPS: _Listing[SheetGap] = _Listing(
    key=lambda gap: gap.parish,
    head=lambda gap: (gap.parish, ""),
    said=lambda gap: (("goes without, a visit wanted", gap.wanted), ("warden", gap.warden)),
    gone="goes without no longer",
)


def _veiled(before: SheetContent, after: SheetContent) -> tuple[SheetContent, SheetContent]:
    """Both without what a tasking is about that is sensitive in one of them."""
    told = (*before.taskings, *after.taskings)
    hidden = {tasking.reference for tasking in told if tasking.is_sensitive}

    def veiled(content: SheetContent) -> SheetContent:
        return replace(
            content,
            taskings=tuple(
                replace(each, task="", place="") if each.reference in hidden else each
                for each in content.taskings
            ),
        )

    return (veiled(before), veiled(after)) if hidden else (before, after)


def _sensitive_gone(before: SheetContent, after: SheetContent) -> tuple[str, ...]:
    """Those only `before` names. A cell does not say which of its taskings is the sensitive one."""
    known = {tasking.reference for tasking in after.taskings}
    known |= {tasking.reference for tasking in before.taskings if not tasking.is_sensitive}
    known |= {reference for entry in _entries(after) for reference in entry.references}
    sensitive = (entry for entry in _entries(before) if entry.is_sensitive)
    found = [tasking.reference for tasking in before.taskings if tasking.is_sensitive]
    found += (reference for entry in sensitive for reference in entry.references)
    return tuple(dict.fromkeys(each for each in found if each not in known))


def _entries(content: SheetContent) -> Iterator[DayEntry]:
    return (entry for person in content.people for day in person.days for entry in day)


def _head(before: SheetContent, after: SheetContent) -> Iterator[SheetChange]:
    for what, old, new in (
        ("Team", before.team, after.team),
        ("Team leader", before.leader, after.leader),
        ("Out-of-hours telephone", before.out_of_hours_phone, after.out_of_hours_phone),
        ("Districts", ", ".join(before.districts), ", ".join(after.districts)),
    ):
        if old != new:
            yield SheetChange(what, "", f"{new or 'none'}, was {old or 'none'}")


def _people(before: SheetContent, after: SheetContent) -> Iterator[SheetChange]:
    old, new = _by_person(before.people), _by_person(after.people)
    for key, person in (old | new).items():
        was, now = old.get(key), new.get(key)
        if was and now and was.name != now.name:
            yield SheetChange(now.name, "", f"was called {was.name}")
        count = len(after.days)
        was_days, now_days = _days(was, count), _days(now, count)
        for day in _changed_days(was_days, now_days):
            words = f"{cell_words(now_days[day])}, was {cell_words(was_days[day])}"
            yield SheetChange(person.name, after.days[day].title, words)


def _by_person(people: Sequence[SheetPerson]) -> dict[str, SheetPerson]:
    return {person.person_id or f"{person.name} {person.role}": person for person in people}


def _marked_person(before: SheetPerson | None, after: SheetPerson, count: int) -> SheetPerson:
    was, now = _days(before, count), _days(after, count)
    changed = _changed_days(was, now)
    days = tuple(
        tuple(
            replace(entry, is_changed=day in changed and entry not in was[day]) for entry in entries
        )
        for day, entries in enumerate(now)
    )
    return replace(after, days=days, changed_days=changed)


def _days(person: SheetPerson | None, count: int) -> tuple[tuple[DayEntry, ...], ...]:
    if person is None:
        return ((),) * count
    return tuple(tuple(replace(e, is_changed=False) for e in day) for day in person.days)


def _changed_days(
    before: Sequence[tuple[DayEntry, ...]], after: Sequence[tuple[DayEntry, ...]]
) -> tuple[int, ...]:
    pairs = enumerate(zip(before, after, strict=True))
    return tuple(day for day, (was, now) in pairs if cell_words(was) != cell_words(now))


def _entry_words(entry: DayEntry) -> str:
    head = " ".join(part for part in (entry.code, entry.times, ", ".join(entry.places)) if part)
    taskings = ", ".join(entry.references)
    return ", ".join(part for part in (head, taskings, _company(entry)) if part)


def _company(entry: DayEntry) -> str:
    if entry.company is Company.LONE:
        return f"alone, buddy {entry.buddy}" if entry.buddy else "alone"
    return f"with {entry.buddy}" if entry.company is Company.PAIRED else ""
