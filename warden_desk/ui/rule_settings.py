"""The limits of the rules of the week, as the settings page asks for them."""

from collections.abc import Mapping

from warden_desk.ui.widgets import editors
from warden_desk.ui.widgets.editors import Editor

Fields = Mapping[str, tuple[str, Editor]]

PERIODS = {7: "each week", 14: "each fortnight"}


def working_time() -> Fields:
    """Rest, breaks and averages of adults."""
    return {
        "full_time_minutes": ("A full week", editors.duration()),
        "rest_minutes": ("Rest between two shifts", editors.duration()),
        "weekly_rest_days": ("Clear time is counted", editors.choice(PERIODS)),
        "weekly_rest_minutes": ("Clear of work at once", editors.duration()),
        "fortnight_rest_minutes": ("Or once in a fortnight", editors.duration()),
        "break_after_minutes": ("A break is due after", editors.duration()),
        "break_minutes": ("It lasts at least", editors.duration()),
        "weekly_average_minutes": ("Weekly average at most", editors.duration()),
        "average_weeks": ("Averaged over", editors.whole_number(1, 52, " weeks")),
        "excluded_absences": ("Leave left out of it", editors.text("AL, SK")),
        "contract_tolerance_minutes": ("Contract, give or take", editors.duration()),
        "rest_owed_days": ("Lost rest is given within", editors.whole_number(1, 90, " days")),
        "lieu_days": ("Bank holiday made good in", editors.whole_number(1, 365, " days")),
        "lieu_codes": ("By a day marked", editors.text("TOIL, BH")),
        "late_after_minute": ("A shift is late if it ends after", editors.time_of_day()),
    }


def under_eighteen() -> Fields:
    """What is different for apprentices under eighteen."""
    return {
        "young_rest_minutes": ("Rest between two shifts", editors.duration()),
        "young_weekly_rest_minutes": ("Clear of work each week", editors.duration()),
        "young_break_after_minutes": ("A break is due after", editors.duration()),
        "young_break_minutes": ("It lasts at least", editors.duration()),
        "young_day_minutes": ("Work a day at most", editors.duration()),
        "young_week_minutes": ("Work a week at most", editors.duration()),
        "young_night_from_minute": ("No work from", editors.time_of_day()),
        "young_night_until_minute": ("Until", editors.time_of_day()),
    }


def service() -> Fields:
    """What the service wants of a week."""
    return {
        "fair_weeks": ("Lates and weekends shared over", editors.whole_number(1, 52, " weeks")),
        "fair_lates": ("Too many lates", editors.whole_number(1, 50, " over the share")),
        "fair_weekends": ("Too many weekend days", editors.whole_number(1, 50, " over the share")),
        "cover_weekends": ("Cover in each district", editors.yes_no("at weekends, too")),
        "answers_that_warn": ("Answers not planned against", editors.text("no, maybe")),
        "urgent_codes": ("Urgent taskings are", editors.text("high")),
        "pair_controls": ("Markers that want two people", editors.text("pair")),
        "sign_off_by_another": ("Weeks are signed", editors.yes_no("by another than the planner")),
        "sick_code": ("Sickness is recorded as", editors.text("SK")),
        "duty_credentials": ("Certificates to keep in date", editors.text("FIRST-AID")),
    }


def lone_working() -> Fields:
    """When somebody who works early or late alone is rung, and when that is late."""
    return {
        "early_before_minute": ("Earlies alone, if before", editors.time_of_day()),
        "welfare_call_minutes": ("A call every", editors.whole_number(15, 720, " minutes")),
        "welfare_home_minutes": ("Home after the shift in", editors.whole_number(0, 180, " min")),
        "welfare_early_minutes": ("May be ticked before, by", editors.whole_number(0, 120, " min")),
        "welfare_late_minutes": ("A call is late after", editors.whole_number(1, 120, " minutes")),
        "welfare_missed_minutes": ("And missed after", editors.whole_number(2, 240, " minutes")),
    }
