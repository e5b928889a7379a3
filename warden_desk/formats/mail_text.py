"""E-mail text that lists requests as numbered or bulleted items, read as if they were rows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from warden_desk.domain.imports import ImportKind, LeftOut
from warden_desk.domain.names import plain_name
from warden_desk.domain.written_dates import is_written_date
from warden_desk.formats import columns
from warden_desk.formats.cells import Cell, Sheet, cell_text, clean_text
from warden_desk.formats.lists import Entry, SheetList

_LONGEST_LINE = 2_000
_QUOTED = re.compile(r"\A(?:\s*>)+ ?")
_MARK = re.compile(r"\A\s*(?:\(?(?P<number>\d{1,3})[.):](?!\d)|[-*•·‣o–](?=\s))\s*(?P<head>\S.*)\Z")
_HEADER = re.compile(r"\A(from|sent|date|subject|to|cc):\s*(.*)\Z", re.IGNORECASE)
_LABEL = re.compile(r"(?:\A|(?<=[.;]\s))(?P<label>[A-Za-z][A-Za-z /’'-]{1,30}):\s+")
_PARTS = re.compile(r"\s+[–—-]+\s+|\s*[–—]\s*|:\s+")
_PLACED = re.compile(r"\A(?P<what>.+?)\s+(?:at|in|near|outside|around)\s+(?P<where>[A-Z].*)\Z")
_BY = re.compile(
    r"[\s,;(]+(?:by|before|no later than|due)\s+(?P<day>[^()]+?)\)?\s*\.?\Z", re.IGNORECASE
)
_SOON = re.compile(r"[\s,;(]+(?P<day>a\.?s\.?a\.?p|urgently|immediately)\)?\s*\.?\Z", re.IGNORECASE)
_MEETING = re.compile(
    r"\b(mon|tues|wednes|thurs|fri|satur|sun)day[’']?s? (?:\w+ )?meeting", re.IGNORECASE
)

PLACE, CATEGORY, PROBLEM, WANTED, DUE = "Place", "Category", "Problem", "Ask", "Deadline"
MEETING_WEEKDAY = "meeting_weekday"
IS_LETTER = "is_letter"


@dataclass(slots=True)
class _Item:
    """One item while it is read: the line it starts on, its head, and its lines by label."""

    line: int
    head: str
    values: dict[str, str] = field(default_factory=dict[str, str])
    label: str = PROBLEM
    is_closed: bool = False

    def add(self, label: str, text: str) -> None:
        self.label = label
        self.values[label] = f"{self.values.get(label, '')} {text}".strip()


def lines_as_sheet(text: str, name: str) -> Sheet | None:
    """The text as a sheet of one column; None if it lists no items."""
    lines = [_QUOTED.sub("", line) for line in re.split(r"\r\n|\r|\n", text)]
    if not any(_MARK.match(line[:_LONGEST_LINE]) for line in lines):
        return None
    # Blanks at the start of a line tell whether it goes on with the item above.
    rows: list[list[Cell]] = [[_kept(line)] if line.strip() else [] for line in lines]
    return Sheet(name, rows, is_letter=True)


def has_headers(text: str) -> bool:
    """Whether it starts as an e-mail does: a sender, a subject."""
    first = [_QUOTED.sub("", line) for line in text.lstrip().splitlines()[:8]]
    return sum(_HEADER.match(line) is not None for line in first) >= 2


def read_items(sheet: Sheet) -> SheetList:
    """One entry per item; what could not be told apart is among the entry's doubts."""
    titles: list[str] = []
    facts: dict[str, Cell] = {IS_LETTER: "yes"}
    items: list[_Item] = []
    left_out: list[LeftOut] = []
    for number, row in enumerate(sheet.rows, start=1):
        line = cell_text(row[0]) if row else ""
        if not line:
            if items:
                items[-1].is_closed = True
        elif found := _MARK.match(line):
            items.append(_Item(number, clean_text(found["head"])))
        elif not items:
            titles.append(line.strip())
            _read_header(line.strip(), facts)
        elif _goes_on(items[-1], line):
            _continue(items[-1], clean_text(line))
        else:
            left_out.append(LeftOut(number, "A line outside the items.", line.strip()))
    return _as_list(sheet.name, items, facts, titles, left_out)


def _as_list(
    name: str,
    items: Sequence[_Item],
    facts: dict[str, Cell],
    titles: Sequence[str],
    left_out: Sequence[LeftOut],
) -> SheetList:
    doubts = [tuple(_settle(item)) for item in items]
    headings = [PLACE, CATEGORY, PROBLEM, WANTED, DUE]
    headings += [h for h in dict.fromkeys(h for i in items for h in i.values) if h not in headings]
    entries = [
        Entry(item.line, [item.values.get(h) or None for h in headings], doubts=doubt)
        for item, doubt in zip(items, doubts, strict=True)
    ]
    return SheetList(name, list(headings), entries, facts, titles, left_out)


def _settle(item: _Item) -> Iterator[str]:
    """Part the head into place and kind, and the date from what is asked; says what is unsure."""
    _part_head(item)
    if not item.values.get(PLACE):
        yield "To confirm: which words name the place is not clear."
    if item.values.pop("?", ""):
        yield f"To confirm: is “{item.values[PLACE]}” the place?"
    wanted = item.values.get(WANTED, "")
    if not wanted:
        yield "To confirm: what is asked of the wardens is not said."
    for pattern in (_BY, _SOON):
        found = pattern.search(wanted)
        if found and DUE not in item.values and is_written_date(found["day"]):
            item.values[DUE] = found["day"].strip()
            item.values[WANTED] = wanted[: found.start()].rstrip(" ,;.")
            return


def _part_head(item: _Item) -> None:
    """`Warden – Fly tipping`: the place, then what kind of thing it is."""
    head, *inline = _labelled(item.head)
    for label, text in inline:
        item.values.setdefault(label, text)
    parts = [part for part in _PARTS.split(head[1].rstrip(" .")) if part]
    if len(parts) > 1:
        item.values.setdefault(PLACE, parts[0])
        item.values.setdefault(CATEGORY, " – ".join(parts[1:]))
    elif PLACE not in item.values and (found := _PLACED.match(head[1].rstrip(" ."))):
        item.values |= {PLACE: found["where"], "?": "yes"}
        item.values.setdefault(CATEGORY, found["what"])
    elif parts:
        item.values.setdefault(CATEGORY, parts[0])
    if not item.values.get(PROBLEM):
        item.values[PROBLEM] = item.values.get(CATEGORY, "")


def _continue(item: _Item, line: str) -> None:
    for label, text in _labelled(line):
        item.add(label or item.label, text)


def _labelled(line: str) -> Iterator[tuple[str, str]]:
    """The line in pieces by the labels in it that are known; the first piece may have none."""
    marks = [m for m in _LABEL.finditer(line) if _heading(m["label"])]
    yield "", line[: marks[0].start()].strip() if marks else line
    for at, mark in enumerate(marks):
        end = marks[at + 1].start() if at + 1 < len(marks) else len(line)
        yield _heading(mark["label"]), line[mark.end() : end].strip()


def _heading(label: str) -> str:
    """What a label in an item stands for; empty if it is not known."""
    key = columns.field_named(label, ImportKind.TASKINGS)
    own = {
        "place": PLACE,
        "category": CATEGORY,
        "problem": PROBLEM,
        "wanted": WANTED,
        "due_on": DUE,
    }
    return own.get(key, label) if key else ""


def _goes_on(item: _Item, line: str) -> bool:
    """After a blank line only what is indented or labelled still belongs to the item."""
    is_labelled = bool((found := _LABEL.match(line.strip())) and _heading(found["label"]))
    if item.is_closed and not (line[0] == " " or is_labelled):
        return False
    item.is_closed = False
    return True


def _read_header(line: str, facts: dict[str, Cell]) -> None:
    if found := _HEADER.match(line):
        key = {"from": "district", "sent": "sent_on", "date": "sent_on"}.get(found[1].lower())
        if key is not None and found[2]:
            facts.setdefault(key, found[2])
    if meeting := _MEETING.search(line):
        facts.setdefault(MEETING_WEEKDAY, plain_name(meeting[1])[:3])


def _kept(line: str) -> str:
    is_indented = line[:1].isspace()
    return (" " if is_indented else "") + clean_text(line[:_LONGEST_LINE])
