"""The week as people × days, broken into lines and dealt to pages."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from warden_desk.domain.sheets import (
    CellKind,
    Company,
    DayEntry,
    SheetContent,
    SheetPerson,
    shown_references,
)
from warden_desk.formats.pdf.dealing import deal
from warden_desk.formats.pdf.style import (
    SMALLEST,
    Ink,
    TextStyle,
)
from warden_desk.formats.pdf.text import fit, wrap

NAME_WIDTH = 96.0
HOURS_WIDTH = 28.0
HEAD_HEIGHT = 16.0
GROUP_HEIGHT = 12.0
PAD = 2.6
NAME = TextStyle(8.5, "SemiBold")
NOTE = TextStyle(SMALLEST, colour=Ink.QUIET)
_NAME_LINES = 2
INITIALS_WIDTH = 24.0
INSET = 6.0


@dataclass(frozen=True, slots=True)
class Density:
    """How large the cells are set, and how many lines one may have (None: as many as it needs)."""

    size: float
    most_lines: int | None = None


DENSITIES = (
    Density(8.5),
    Density(8.0),
    Density(7.5),
    Density(SMALLEST),
    Density(SMALLEST, 5),
    Density(SMALLEST, 4),
)
"""From generous to tight. Only the tightest cut text, and then every cut is given in full below."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a cell: a strong beginning, plain text, and a mark at its right edge."""

    text: str = ""
    strong: str = ""
    mark: str = ""
    is_boxed: bool = False
    is_quiet: bool = False


@dataclass(slots=True)
class Cell:
    """One day of one person, broken into lines."""

    lines: list[Line] = field(default_factory=list[Line])
    kind: CellKind | None = None
    is_late: bool = False
    is_cut: bool = False
    is_sensitive: bool = False
    is_changed: bool = False


@dataclass(slots=True)
class Row:
    """A person's row, or (without cells) the heading of a group."""

    height: float
    person: SheetPerson | None
    group: str = ""
    cells: list[Cell] = field(default_factory=list[Cell])

    @property
    def is_heading(self) -> bool:
        return self.person is None

    @property
    def is_sensitive(self) -> bool:
        return any(cell.is_sensitive for cell in self.cells)

    @property
    def is_changed(self) -> bool:
        return any(cell.is_changed for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Styles:
    """The text styles of one density."""

    plain: TextStyle
    strong: TextStyle
    quiet: TextStyle
    mark: TextStyle
    box: TextStyle

    @classmethod
    def of(cls, size: float) -> "Styles":
        return cls(
            plain=TextStyle(size),
            strong=TextStyle(size, "SemiBold"),
            quiet=TextStyle(size, colour=Ink.QUIET),
            mark=TextStyle(SMALLEST, "Medium"),
            box=TextStyle(SMALLEST, "SemiBold", Ink.PAPER),
        )


@dataclass(slots=True)
class Grid:
    """The rows of a week, measured at one density and dealt to pages."""

    density: Density
    styles: Styles
    day_width: float
    pages: list[list[Row]]

    @property
    def cut_cells(self) -> list[tuple[SheetPerson, int]]:
        """The person and day of every cell in which something was cut."""
        return [
            (row.person, day)
            for rows in self.pages
            for row in rows
            if row.person is not None
            for day, cell in enumerate(row.cells)
            if cell.is_cut
        ]


def lay_out(
    content: SheetContent, width: float, room: float, *, first_less: float = 0
) -> list[Grid]:
    """The settings that need no more pages than the tightest, the most generous first.

    One that cuts text is among them only if none does without.

    Args:
        room: the height a page leaves for rows, below the heads of the columns.
        first_less: what the first page lacks of it.
    """
    grids = [_grid(content, width, density, (room, first_less)) for density in DENSITIES]
    fewest = [grid for grid in grids if len(grid.pages) <= len(grids[-1].pages)]
    return [grid for grid in fewest if not grid.cut_cells] or fewest[:1]


def name_lines(person: SheetPerson) -> tuple[str, ...]:
    """A person's name as it stands in the first column, beside the initials."""
    room = NAME_WIDTH - 12 - NOTE.width(fit(person.initials, NOTE, INITIALS_WIDTH))
    return wrap(person.name, NAME, room, _NAME_LINES).lines


def _grid(content: SheetContent, width: float, density: Density, room: tuple[float, float]) -> Grid:
    styles = Styles.of(density.size)
    day_width = (width - NAME_WIDTH - HOURS_WIDTH) / 7
    rows = _rows(content.people, styles, day_width, density.most_lines)
    return Grid(density, styles, day_width, deal(rows, room[0], first_less=room[1]))


def _rows(
    people: Sequence[SheetPerson], styles: Styles, day_width: float, most: int | None
) -> list[Row]:
    rows: list[Row] = []
    group = people[0].group if people else ""
    for person in people:
        if person.group != group:
            group = person.group
            rows.append(Row(GROUP_HEIGHT, None, group))
        cells = [_cell(entries, styles, day_width, most) for entries in person.days]
        for day in person.changed_days:
            cells[day].is_changed = True
        lines = max(len(cell.lines) for cell in cells)
        named = len(name_lines(person)) * NAME.leading + NOTE.leading
        height = max(lines * styles.plain.leading, named) + 2 * PAD
        rows.append(Row(height, person, group, cells))
    return rows


def _cell(entries: Sequence[DayEntry], styles: Styles, day_width: float, most: int | None) -> Cell:
    cell = Cell()
    each = None if most is None else max(2, most // max(1, len(entries)))
    for entry in entries:
        _add_entry(cell, entry, styles, day_width - INSET - PAD, each)
    return cell


def _add_entry(cell: Cell, entry: DayEntry, styles: Styles, width: float, most: int | None) -> None:
    if cell.kind is not CellKind.WORK:
        cell.kind = entry.kind
    cell.is_late |= entry.is_late
    cell.is_sensitive |= entry.is_sensitive
    cell.is_changed |= entry.is_changed
    cell.lines.append(_head_line(entry, styles, width))
    references = shown_references(entry.references)
    for_references = None if most is None else min(most - 1, 1)
    refs = wrap(references, styles.quiet, width, for_references)
    left = None if most is None else max(0, most - 1 - len(refs.lines))
    if left == 0 and entry.places:
        cell.is_cut = True
        places = wrap("", styles.plain, width)
    else:
        places = wrap(", ".join(entry.places), styles.plain, width, left)
    cell.lines += [Line(text) for text in places.lines]
    cell.lines += [Line(text, is_quiet=True) for text in refs.lines]
    cell.is_cut |= places.is_cut or refs.is_cut


def _head_line(entry: DayEntry, styles: Styles, width: float) -> Line:
    mark = {
        Company.LONE: f"LONE {entry.buddy}".rstrip(),
        Company.PAIRED: f"with {entry.buddy}" if entry.buddy else "paired",
        Company.OPEN: "",
    }[entry.company]
    mark = fit(mark, styles.mark, width * 0.45)
    code = fit(entry.code, styles.strong, width * 0.5)
    taken = styles.strong.width(f"{code} ") + (styles.mark.width(mark) + 8 if mark else 0)
    room = width - taken
    times = fit(entry.times, styles.plain, room) if room > styles.plain.size else ""
    return Line(times, code, mark, is_boxed=entry.company is Company.LONE)
