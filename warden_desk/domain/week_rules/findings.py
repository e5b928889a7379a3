"""What a rule says about a week: it stops a change, warns, or only notes."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Severity(StrEnum):
    """Whether a rule forbids, asks for a reason that is kept, or only tells. Worst first."""

    STOP = "stop"
    WARNING = "warning"
    NOTE = "note"


class Theme(StrEnum):
    """What a rule is about, as people ask for it."""

    TIME = "Working time"
    LONE = "Lone working"
    VOLUNTEERS = "Volunteers"
    TASKINGS = "Taskings"
    COVER = "Cover"
    FAIRNESS = "Fairness"


class Rule(StrEnum):
    """What was looked at. The values are stable: they are in JSON and in kept reasons."""

    OVERLAP = "overlap"
    ABSENT = "absent"
    VETTING = "vetting"
    REST = "rest"
    LONG_DAY = "long_day"
    WEEKLY_REST = "weekly_rest"
    BREAK = "break"
    YOUNG_DAY = "young_day"
    YOUNG_WEEK = "young_week"
    YOUNG_NIGHT = "young_night"
    AVERAGE = "average"
    CONTRACT = "contract"
    BANK_HOLIDAY = "bank_holiday"
    REST_OWED = "rest_owed"
    LONE_LATE = "lone_late"
    VOLUNTEER_LONE = "volunteer_lone"
    VOLUNTEER_HOURS = "volunteer_hours"
    VOLUNTEER_CONSENT = "volunteer_consent"
    AGAINST_WORD = "against_word"
    PAIR = "pair"
    MARKER = "marker"
    POWER = "power"
    CREDENTIAL = "credential"
    HIGH_TASKING = "high_tasking"
    PARISH_GAP = "parish_gap"
    COVER = "cover"
    FUNDING = "funding"
    FAIR_LATES = "fair_lates"
    FAIR_WEEKENDS = "fair_weekends"

    @property
    def label(self) -> str:
        """`Rest between shifts`, for lists and counts."""
        return _ABOUT[self][0]

    @property
    def theme(self) -> Theme:
        """What it is about."""
        return _ABOUT[self][1]

    @property
    def is_about_a_day(self) -> bool:
        """Whether it is about what somebody does that day, and not about a week or more."""
        return self not in _OF_WEEKS


_OF_WEEKS = {
    Rule.AVERAGE,
    Rule.CONTRACT,
    Rule.REST_OWED,
    Rule.VOLUNTEER_HOURS,
    Rule.FAIR_LATES,
    Rule.FAIR_WEEKENDS,
}

_ABOUT = {
    Rule.OVERLAP: ("Two shifts at once", Theme.TIME),
    Rule.ABSENT: ("Work while absent", Theme.TIME),
    Rule.VETTING: ("Vetting for sensitive work", Theme.TASKINGS),
    Rule.REST: ("Rest between shifts", Theme.TIME),
    Rule.LONG_DAY: ("Long day", Theme.TIME),
    Rule.WEEKLY_REST: ("Clear time in the week", Theme.TIME),
    Rule.BREAK: ("Break", Theme.TIME),
    Rule.YOUNG_DAY: ("Under 18: the day", Theme.TIME),
    Rule.YOUNG_WEEK: ("Under 18: the week", Theme.TIME),
    Rule.YOUNG_NIGHT: ("Under 18: the night", Theme.TIME),
    Rule.AVERAGE: ("Weekly average", Theme.TIME),
    Rule.CONTRACT: ("Contract hours", Theme.TIME),
    Rule.BANK_HOLIDAY: ("Bank holiday", Theme.TIME),
    Rule.REST_OWED: ("Rest owed", Theme.TIME),
    Rule.LONE_LATE: ("Alone in the evening", Theme.LONE),
    Rule.VOLUNTEER_LONE: ("Volunteer alone", Theme.VOLUNTEERS),
    Rule.VOLUNTEER_HOURS: ("Volunteer's hours", Theme.VOLUNTEERS),
    Rule.VOLUNTEER_CONSENT: ("Volunteer's agreement", Theme.VOLUNTEERS),
    Rule.AGAINST_WORD: ("Against their word", Theme.TIME),
    Rule.PAIR: ("In pairs", Theme.LONE),
    Rule.MARKER: ("Marker under review", Theme.LONE),
    Rule.POWER: ("Power needed", Theme.TASKINGS),
    Rule.CREDENTIAL: ("Certificate run out", Theme.TASKINGS),
    Rule.HIGH_TASKING: ("Urgent tasking", Theme.TASKINGS),
    Rule.PARISH_GAP: ("Parish without a visit", Theme.COVER),
    Rule.COVER: ("District without cover", Theme.COVER),
    Rule.FUNDING: ("Bought hours", Theme.COVER),
    Rule.FAIR_LATES: ("Share of lates", Theme.FAIRNESS),
    Rule.FAIR_WEEKENDS: ("Share of weekends", Theme.FAIRNESS),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a rule has to say.

    Attributes:
        mark: two words for the corner of a cell.
        shift_ids: the shifts it is about; the first is the one that keeps the reason. Without any
            the reason is kept with the week.
        area: the name of a district or parish, where it is about one.
    """

    rule: Rule
    severity: Severity
    on_date: date
    text: str
    mark: str
    shift_ids: tuple[str, ...] = ()
    person_id: str = ""
    area_id: str = ""
    area: str = ""

    @property
    def key(self) -> tuple[str, date, str]:
        """The same for the same trouble, whatever became of the rows."""
        return self.rule, self.on_date, self.text
