"""iCalendar files (RFC 5545): one event a shift, times in UTC, lines folded at 75 octets."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from warden_desk.domain.copies import CalendarEntry, MadeFile, PersonCopy

_PRODUCT = "-//Warden Desk//Shifts//EN"
_LINE = 75
"""The most octets a line may have before it is folded (RFC 5545, 3.1)."""


def calendar_file(entries: Sequence[CalendarEntry], name: str, made_at: datetime) -> bytes:
    """Shifts as a calendar to be imported.

    Args:
        name: what programs call the calendar; they show it, so it names nobody.
        made_at: aware; also orders one file after another, so that a later one counts.
    """
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(name)}",
        *(line for entry in entries for line in _event(entry, made_at)),
        "END:VCALENDAR",
    )
    return b"".join(_folded(line) for line in lines)


def calendar_of(copy: PersonCopy, made_at: datetime) -> MadeFile:
    """A person's shifts as a file: "shifts_cw107_2026-W48.ics"; nothing in it names them."""
    who, week, *_ = copy.head.file_parts
    slug = re.sub(r"[^a-z0-9]+", "-", who.lower()).strip("-")
    data = calendar_file(copy.calendar, f"Shifts, {copy.head.period.lower()}", made_at)
    return MadeFile(f"shifts_{slug}_{week}.ics", data)


def _event(entry: CalendarEntry, made_at: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(entry.uid)}"
    yield f"DTSTAMP:{_utc(made_at)}"
    yield f"SEQUENCE:{int(made_at.timestamp()) // 60}"
    if entry.starts_at is not None and entry.ends_at is not None:
        yield f"DTSTART:{_utc(entry.starts_at)}"
        yield f"DTEND:{_utc(entry.ends_at)}"
    else:
        yield f"DTSTART;VALUE=DATE:{_day(entry.on_date)}"
        yield f"DTEND;VALUE=DATE:{_day(entry.on_date + timedelta(days=1))}"
    for field, text in (
        ("SUMMARY", entry.summary),
        ("LOCATION", entry.location),
        ("DESCRIPTION", entry.description),
    ):
        if text:
            yield f"{field}:{_escaped(text)}"
    yield "CLASS:PRIVATE"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    """A value of type TEXT; what is invisible and no line break is left out (RFC 5545, 3.3.11)."""
    escaped = (
        text.replace("\\", "\\\\")
        .replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\n", "\\n")
        .replace(";", "\\;")
        .replace(",", "\\,")
    )
    return "".join(sign for sign in escaped if sign.isprintable() or sign == "\t")


def _folded(line: str) -> bytes:
    """A line in UTF-8, broken between signs, never within one."""
    folded, room = bytearray(), _LINE
    for sign in line:
        octets = sign.encode()
        if len(octets) > room:
            folded += b"\r\n "
            room = _LINE - 1
        folded += octets
        room -= len(octets)
    return bytes(folded) + b"\r\n"


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _day(on: date) -> str:
    return f"{on:%Y%m%d}"
