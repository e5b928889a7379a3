"""Calendar files against RFC 5545."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from warden_desk.domain.copies import CalendarEntry
from warden_desk.formats.calendar_file import calendar_file

LONDON = ZoneInfo("Europe/London")
MADE = datetime(2026, 11, 23, 9, tzinfo=UTC)


def entry(**fields: object) -> CalendarEntry:
    plain: dict[str, object] = {
        "uid": "a1@warden-desk",
        "on_date": date(2026, 11, 23),
        "summary": "E Early",
        "starts_at": datetime(2026, 11, 23, 7, 30, tzinfo=LONDON),
        "ends_at": datetime(2026, 11, 23, 15, 30, tzinfo=LONDON),
    }
    return CalendarEntry(**(plain | fields))  # pyright: ignore[reportArgumentType]


def unfolded(data: bytes) -> list[str]:
    """The content lines, as RFC 5545, 3.1 says to read them."""
    return data.decode().replace("\r\n ", "").split("\r\n")[:-1]


def value(data: bytes, name: str) -> str:
    [found] = [line for line in unfolded(data) if re.match(rf"{name}[;:]", line)]
    return found.partition(":")[2]


def unescaped(text: str) -> str:
    signs = {"\\n": "\n", "\\,": ",", "\\;": ";", "\\\\": "\\"}
    return re.sub(r"\\[n,;\\]", lambda found: signs[found[0]], text)


def test_a_calendar_is_one_object_with_an_event_for_each_entry():
    lines = unfolded(calendar_file([entry(), entry(uid="b2")], "Shifts, week 48", MADE))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 2
    for needed in ("VERSION:2.0", "METHOD:PUBLISH"):
        assert needed in lines
    assert sum(line.startswith("PRODID:") for line in lines) == 1


def test_an_event_has_its_key_its_stamp_and_its_times_in_utc():
    data = calendar_file([entry()], "Shifts", MADE)
    assert value(data, "UID") == "a1@warden-desk"
    assert value(data, "DTSTAMP") == "20261123T090000Z"
    assert value(data, "DTSTART") == "20261123T073000Z"
    assert value(data, "DTEND") == "20261123T153000Z"


def test_summer_time_is_reckoned_with_also_in_the_night_it_ends():
    start = datetime(2026, 10, 24, 22, tzinfo=LONDON)
    end = datetime(2026, 10, 25, 6, tzinfo=LONDON)
    data = calendar_file([entry(starts_at=start, ends_at=end)], "Shifts", MADE)
    assert value(data, "DTSTART") == "20261024T210000Z"
    assert value(data, "DTEND") == "20261025T060000Z"


def test_a_shift_without_times_lasts_its_whole_day():
    data = calendar_file([entry(starts_at=None, ends_at=None)], "Shifts", MADE)
    assert "DTSTART;VALUE=DATE:20261123" in unfolded(data)
    assert "DTEND;VALUE=DATE:20261124" in unfolded(data)


def test_a_later_file_counts_for_more_than_an_earlier_one():
    first, second = (
        int(value(calendar_file([entry()], "Shifts", at), "SEQUENCE"))
        for at in (MADE, MADE + timedelta(minutes=1))
    )
    assert first < second < 2**31


def test_an_empty_calendar_is_still_one():
    assert unfolded(calendar_file([], "Shifts", MADE))[-1] == "END:VCALENDAR"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp", "Zs"])))
def test_any_words_come_back_as_they_were(text: str):
    words = f"{text}, {text};\\ \n{text}"
    data = calendar_file([entry(location=words)], "Shifts", MADE)
    assert unescaped(value(data, "LOCATION")) == words


@given(st.text(st.characters(codec="utf-8"), max_size=400))
def test_whatever_the_words_lines_are_short_and_none_is_made_up(text: str):
    data = calendar_file([entry(summary=text, location=text, description=text)], text, MADE)
    lines = data.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert all(line.decode() is not None for line in lines), "no sign is broken in two"
    names = {line.partition(":")[0].partition(";")[0] for line in unfolded(data)}
    assert names <= {
        *("BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "METHOD", "X-WR-CALNAME", "UID"),
        *("DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "DESCRIPTION"),
        "CLASS",
    }
