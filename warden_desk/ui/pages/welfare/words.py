"""How somebody's calls are said: words and a mark beside every colour."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from warden_desk.domain.shifts import clock
from warden_desk.domain.welfare import LoneShift, Outcome, wall_clock
from warden_desk.domain.welfare_standing import Alert, Standing
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.lazy_table import Column, PillState

NO_ALARM = (
    "This page is no alarm: it rings nobody, makes no sound, and is only as good as whoever is "
    "looking at it. In danger, ring 999."
)
TONES = {
    Alert.ESCALATED: Tone.RED,
    Alert.MISSED: Tone.RED,
    Alert.LATE: Tone.AMBER,
    Alert.DUE: Tone.BLUE,
    Alert.SOON: Tone.BLUE,
    Alert.COMING: Tone.NEUTRAL,
    Alert.OVER: Tone.GREEN,
}


@dataclass(frozen=True, slots=True)
class LoneRow:
    """One line of the list."""

    shift: LoneShift
    how: Standing
    zone: ZoneInfo

    @property
    def id(self) -> str:
        return self.shift.id

    @property
    def pill(self) -> PillState:
        """State in words with its tone."""
        return self.how.words, TONES[self.how.alert], None

    @property
    def next_call(self) -> str:
        """`18:00 check-in`."""
        call = self.how.call
        return "" if call is None else f"{wall_clock(call.at, self.zone)} {call.kind.words}"

    @property
    def until(self) -> str:
        """`1400–2200`, and the day where it is not today's."""
        return f"{clock(self.shift.start_minute)}–{clock(self.shift.end_minute)}"


def columns() -> list[Column[LoneRow]]:
    """The state comes first: it is what one looks for."""
    return [
        Column("", lambda row: row.how.words, 146, pill=lambda row: row.pill),
        Column("Who", lambda row: row.shift.name, 150),
        Column("Next call", lambda row: row.next_call, 170),
        Column("Phone", lambda row: row.shift.phone, 112),
        Column("Shift", lambda row: row.until, 96),
        Column("Buddy", lambda row: row.shift.buddy or "nobody named", 140, can_hide=True),
        Column("Where", lambda row: ", ".join(row.shift.places), 0, "quiet"),
    ]


def title(rows: Sequence[LoneRow]) -> str:
    """`2 out alone now · next call 18:00 check-in, Carys Evans`."""
    out = sum(row.how.is_out for row in rows)
    coming = [row for row in rows if row.how.call is not None]
    first = min(coming, key=lambda row: row.how.rank[1], default=None)
    said = "nobody is out alone now" if not out else f"{out} out alone now"
    return said if first is None else f"{said} · next {first.next_call}, {first.shift.name}"


def facts(row: LoneRow) -> list[tuple[str, str]]:
    """What is needed to find somebody."""
    shift = row.shift
    why = "" if shift.is_planned_alone else "The plan does not say alone, but nobody else is late."
    return [
        ("Ring", shift.phone or "no number known"),
        ("Team", shift.team),
        ("Buddy", ", ".join(filter(None, (shift.buddy, shift.buddy_phone))) or "nobody named"),
        ("Where", ", ".join(shift.places)),
        ("Vehicle", shift.vehicle),
        ("To tell", shift.contact),
        ("Note", why),
    ]


def calls(row: LoneRow) -> list[tuple[str, str]]:
    """Every call of the shift with what is known of it, in order."""
    found: list[tuple[str, str]] = []
    heard = [call.at for call in row.shift.calls if call.has(Outcome.MADE)]
    for call in row.shift.calls:
        made = next((e for e in call.entries if e.outcome is Outcome.MADE), None)
        if made is not None:
            said = f"✓ heard at {wall_clock(made.at, row.zone)}, {made.by}"
        elif call == row.how.call:
            said = row.how.words
        elif heard and call.at < heard[-1]:
            said = "not ticked, heard from them later"
        elif row.how.call is not None and call.at < row.how.call.at:
            said = "not made"
        else:
            said = "to come"
        words = call.kind.words
        found.append((wall_clock(call.at, row.zone), f"{words[0].upper()}{words[1:]}: {said}"))
    return found


def steps(row: LoneRow) -> list[tuple[str, str]]:
    """What to do if there is no answer, the next one marked."""
    coming = row.shift.next_step
    return [
        ("→ next" if step is coming else str(number), step.sentence)
        for number, step in enumerate(row.shift.steps, start=1)
    ]
