"""What a CSU is told of the week: the plan for its own taskings, in its own numbering."""

from collections.abc import Sequence

from warden_desk.domain.copies import CsuCopy, CsuTasking
from warden_desk.formats.pdf.copy_page import papers
from warden_desk.formats.pdf.lists import Column, ListRow, Section
from warden_desk.formats.pdf.page import Paper

_COLUMNS = (
    Column("Your reference", 0.20, 3),
    Column("Our reference", 0.16, 2),
    Column("Who goes", 0.25, 6),
    Column("When", 0.22, 8),
    Column("Due", 0.17, 3),
)


def csu_papers(copy: CsuCopy, *, with_annex: bool = True) -> list[Paper]:
    """The plan, and apart from it that for sensitive taskings."""
    nothing = "None of your taskings is due or planned this week."
    sections = [Section("Your taskings this week", _COLUMNS, _rows(copy.taskings), nothing)]
    told = _told(copy)
    if told:
        rows = tuple(ListRow((text,)) for text in told)
        sections.append(Section("Besides", (Column("", 1.0),), rows, "", is_counted=False))
    annex = Section("Sensitive taskings", _COLUMNS, _rows(copy.annex), "")
    return papers(copy.head, sections, [annex] if copy.annex and with_annex else [])


def _rows(taskings: Sequence[CsuTasking]) -> tuple[ListRow, ...]:
    return tuple(
        ListRow(
            (
                each.theirs or "none given",
                each.ours,
                each.who or "nobody yet",
                each.when or "not planned",
                each.due,
            ),
            frozenset({0, 4} if each.is_overdue else {0}),
        )
        for each in taskings
    )


def _told(copy: CsuCopy) -> list[str]:
    found: list[str] = []
    if copy.annex:
        are = "1 sensitive tasking is" if len(copy.annex) == 1 else f"{len(copy.annex)} are"
        found.append(f"{are} in the annex, which is handed over apart.")
    if copy.others:
        are = "1 more is" if copy.others == 1 else f"{copy.others} more are"
        found.append(f"{are} open with us, neither due nor planned this week.")
    return found
