"""What people type into a cell of the week, and the same written back.

    E Lenham, Harrietsham            an early, two parishes
    0900-1700 Lenham ASH-26-0147     times alone, a parish and a tasking
    9-1 Lenham / 4-8 Faversham       a split day
    L Sheerness, alone, buddy Amara Okafor
    RD                               a rest day

Quotation marks keep a place as it is written: `E "Lenham market"`.
"""

import re
from dataclasses import dataclass

from warden_desk.domain.errors import UserError
from warden_desk.domain.shifts import (
    DAY,
    PLAIN,
    CellDraft,
    CodeBook,
    ShiftCodeRow,
    ShiftDraft,
    clock,
)

_CLOCK = r"(\d{1,2})(?:[:.]?(\d{2}))?\s*(am|pm)?"
_TIMES = re.compile(
    rf"(?<!\w){_CLOCK}\s*(?:-|–|—|to)\s*{_CLOCK}(?![\w:])", re.IGNORECASE | re.ASCII
)
REFERENCE = re.compile(r"(?<![\w-])[A-Za-z]{2,5}-\d{2}-\d{1,6}(?![\w-])", re.ASCII)
_BUDDY = re.compile(r"(?:buddy|with)\s+(?P<name>\S.*)", re.IGNORECASE | re.DOTALL)
_ALONE = re.compile(r"(?:^|\s+)(?:alone|lone)$", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“”]([^\"“”]*)[\"“”]")
_STRAY = re.compile(r"[\"“”\0]")
_EARLIEST_BARE_HOUR = 6
"""`9-5` and `6-2` begin in the morning, `1-5` after noon."""


def parse_cell(text: str, book: CodeBook) -> CellDraft:
    """Read what was typed into one cell.

    Raises:
        UserError: something is not understood; the sentence says what, and how to write it.
    """
    quoted: list[str] = []

    def keep(found: re.Match[str]) -> str:
        quoted.append(" ".join(found[1].split()))
        return f"\0{len(quoted) - 1}\0"

    # Set aside first: inside quotation marks a comma, a stroke or a number means nothing.
    plain = _QUOTED.sub(keep, text.replace("\0", ""))
    parts = [part.strip() for part in re.split(r"[/;\n]", plain)]
    if not any(parts):
        raise UserError("Nothing is typed. To clear a cell, press Delete.")
    return CellDraft(tuple(_shift(part, quoted, book) for part in parts if part))


def format_cell(draft: CellDraft, book: CodeBook) -> str:
    """The shortest text that `parse_cell` reads as this draft."""
    return " / ".join(_written(shift, book) for shift in draft.shifts)


def find_times(text: str) -> tuple[int, int, str] | None:
    """Times typed anywhere in a text, and the text without them; None where there are none.

    Raises:
        UserError: they are no times of a day.
    """
    found = _TIMES.search(text)
    if found is None:
        return None
    return *_times(found, PLAIN), f"{text[: found.start()]} {text[found.end() :]}"


def _shift(text: str, quoted: list[str], book: CodeBook) -> ShiftDraft:
    references = tuple(dict.fromkeys(found.upper() for found in REFERENCE.findall(text)))
    text = REFERENCE.sub(" ", text).strip()
    code, rest = _code(text, book)
    times = _TIMES.search(rest)
    start, end = _times(times, code) if times else _usual(code)
    if times:
        rest = f"{rest[: times.start()]} {rest[times.end() :]}"
    stops = _stops(rest, quoted)
    if not code.is_work and (references or stops != _Stops()):
        raise UserError(
            f"{code.code} ({code.name.lower()}) is no work. Write it alone: "
            "no place and no reason is kept with it."
        )
    return ShiftDraft(
        code=code.code,
        start_minute=start,
        end_minute=end,
        break_minutes=book.pause(code, start, end),
        places=stops.places,
        taskings=references,
        is_lone=stops.is_lone,
        buddy=stops.buddy,
        exact=stops.exact,
    )


def _code(text: str, book: CodeBook) -> tuple[ShiftCodeRow, str]:
    """The code at the beginning, and what follows it; times alone are a plain shift."""
    if _TIMES.match(text):
        return PLAIN, text
    word = re.match(r"[^\s,]*", text)
    first = word[0] if word else ""
    code = book.find(first)
    if code is None:
        raise _unknown(text, first, book)
    return code, text[len(first) :]


def _unknown(text: str, word: str, book: CodeBook) -> UserError:
    if re.match(r"\d", text):
        return UserError(f"“{text}” is not understood. Write times as in 0900-1700 or 9-5.")
    return UserError(
        f"“{word}” is no shift code. Begin with times, as in 0900-1700 Lenham, or with one of: "
        f"{book.listed}."
    )


def _usual(code: ShiftCodeRow) -> tuple[int | None, int | None]:
    if code.times is not None:
        return code.times
    if code.is_work:
        raise UserError(
            f"{code.code} ({code.name.lower()}) has no usual times. "
            f"Write them after it, as in {code.code} 0900-1300."
        )
    return None, None


def _times(found: re.Match[str], code: ShiftCodeRow) -> tuple[int, int]:
    start_hour, start_minute, start_half, end_hour, end_minute, end_half = found.groups()
    starts = _candidates(found[0], start_hour, start_minute, start_half)
    ends = _candidates(found[0], end_hour, end_minute, end_half)
    if code.times is not None:
        usual = code.times[0]
        start = min(starts, key=lambda minute: abs(minute - usual)) % DAY
    else:
        daytime = [minute for minute in starts if minute >= _EARLIEST_BARE_HOUR * 60]
        start = (daytime or starts)[0] % DAY
    end = min(minute for end in ends for minute in (end, end + DAY) if minute > start)
    if end - start == DAY:
        raise UserError(f"“{found[0].strip()}” begins and ends at the same time.")
    return start, end


def _candidates(text: str, hour: str, minute: str | None, half: str | None) -> list[int]:
    """The minutes of the day a clock time can mean: `9` is morning or evening, `0900` is not."""
    hours, minutes = int(hour), int(minute or 0)
    if hours > 24 or minutes > 59 or (hours == 24 and minutes) or (half and not 1 <= hours <= 12):
        raise UserError(f"“{text.strip()}” holds a time that does not exist.")
    if half:
        return [(hours % 12 + (12 if half.lower() == "pm" else 0)) * 60 + minutes]
    if minute is None and len(hour) == 1 and hours >= 1:
        return [hours * 60, (hours + 12) * 60]
    if minute is None and 10 <= hours <= 12:
        return sorted({hours * 60, (hours % 12 + 12) * 60})
    return [hours * 60 + minutes]


@dataclass(frozen=True, slots=True)
class _Stops:
    places: tuple[str, ...] = ()
    is_lone: bool = False
    buddy: str = ""
    exact: frozenset[str] = frozenset()


def _stops(text: str, quoted: list[str]) -> _Stops:
    """Places, `alone` and `buddy …`, separated by commas."""
    places: list[str] = []
    is_lone, buddy = False, ""
    for part in text.split(","):
        plain = " ".join(part.split())
        if named := _BUDDY.fullmatch(plain):
            buddy = _whole(named["name"], quoted)
            continue
        if _ALONE.search(plain):
            is_lone, plain = True, _ALONE.sub("", plain)
        places.append(_whole(plain, quoted))
    unique = tuple(dict.fromkeys(place for place in places if place))
    return _Stops(unique, is_lone, buddy, frozenset(quoted).intersection(unique))


def _whole(text: str, quoted: list[str]) -> str:
    """The text with what stood in quotation marks put back."""
    back = re.sub("\0(\\d+)\0", lambda found: quoted[int(found[1])], text)
    return _STRAY.sub("", back).strip()


def _written(shift: ShiftDraft, book: CodeBook) -> str:
    code = book.row(shift.code)
    head = [code.code] if code.code else []
    if shift.start_minute is not None and shift.end_minute is not None:
        times = (shift.start_minute, shift.end_minute)
        if times != code.times:
            head.append(f"{clock(times[0])}-{clock(times[1])}")
    places = ", ".join(_place(place, shift.exact) for place in shift.places)
    whole = " ".join(word for word in (*head, places, *shift.taskings) if word)
    alone = ", alone" if shift.is_lone else ""
    buddy = f", buddy {shift.buddy}" if shift.buddy else ""
    return f"{whole}{alone}{buddy}"


def _place(place: str, exact: frozenset[str]) -> str:
    """The place, in quotation marks where it would be read as something else without them."""
    alike = bool(_TIMES.search(place) or REFERENCE.search(place) or re.search(r"[/;\n]", place))
    if place in exact or alike or _stops(place, []).places != (place,):
        return f'"{_STRAY.sub("", place)}"'
    return place
