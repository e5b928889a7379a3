"""What a parish council hangs up: who comes when, and whom to ring. Nothing about taskings."""

from warden_desk.domain.copies import ParishCopy
from warden_desk.formats.pdf.copy_page import papers
from warden_desk.formats.pdf.lists import LARGE, Column, ListRow, Look, Section
from warden_desk.formats.pdf.page import Paper
from warden_desk.formats.pdf.style import Ink, TextStyle

_LOOK = Look(
    TextStyle(14, "SemiBold"), TextStyle(8.5, colour=Ink.QUIET), TextStyle(12), 5.0, LARGE.gap + 8
)
"""Read on a notice board, from a step away."""
_ON_DUTY = (
    "The times are those of the whole shift, of which a part is spent in the parish. "
    "Plans change: ring before you come a long way."
)


def parish_papers(copy: ParishCopy) -> list[Paper]:
    """The parish's week."""
    return papers(copy.head, [_visits(copy), _events(copy), _reach(copy)], look=_LOOK)


def _visits(copy: ParishCopy) -> Section:
    columns = (Column("Day", 0.30), Column("Who comes", 0.42, 3), Column("On duty", 0.28))
    rows = tuple(
        ListRow((visit.day, visit.who, visit.times), frozenset({0, 1})) for visit in copy.visits
    )
    nothing = "No visit is planned this week."
    return Section("Your community wardens this week", columns, rows, nothing, is_counted=False)


def _events(copy: ParishCopy) -> Section:
    columns = (Column("When", 0.30), Column("What", 0.36, 3), Column("Where", 0.34, 3))
    rows = tuple(
        ListRow((each.when, each.what, each.place), frozenset({0})) for each in copy.events
    )
    nothing = "None in the diary."
    return Section("Meetings and events in the parish", columns, rows, nothing, is_counted=False)


def _reach(copy: ParishCopy) -> Section:
    rows = [ListRow((role, who), frozenset({1})) for role, who in copy.wardens]
    rows.append(ListRow(("The service's phone", copy.phone or "not set"), frozenset({1})))
    rows.append(ListRow(("Good to know", _ON_DUTY)))
    columns = (Column("", 0.30, 3), Column("", 0.70, 6))
    return Section("How to reach us", columns, tuple(rows), "", is_counted=False)
