"""What people type after an option: days, times, weeks, reasons."""

from datetime import date, time
from typing import TYPE_CHECKING

import click

from warden_desk.domain.dates import WEEKDAYS, Week
from warden_desk.domain.errors import UserError

reason_option = click.option(
    "--reason", default="", help="Why a warning is overridden, or why a move is made; it is kept."
)

team_option = click.option("--team", required=True, help="A team's number or name.")

YEARS = range(1990, 2100)
"""Beyond them a slip of the finger is likelier than a plan."""

if TYPE_CHECKING:
    _DateType = click.ParamType[date]
    _MinuteType = click.ParamType[int]
    _WeekType = click.ParamType[Week]
else:
    _DateType = _MinuteType = _WeekType = click.ParamType


class _Day(_DateType):
    name = "YYYY-MM-DD"

    def convert(self, value: object, param: object, ctx: object) -> date:
        try:
            found = value if isinstance(value, date) else date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no date: write it as 2026-11-23.")
        if found.year not in YEARS:
            self.fail(f"{value!r} is too far away to be meant.")
        return found


class _ClockMinute(_MinuteType):
    name = "HH:MM"

    def convert(self, value: object, param: object, ctx: object) -> int:
        if isinstance(value, int):
            return value
        try:
            clock = time.fromisoformat(str(value).replace(".", ":").zfill(5))
        except ValueError:
            self.fail(f"{value!r} is no time: write it as 16:40.")
        return clock.hour * 60 + clock.minute


class _Week(_WeekType):
    name = "YYYY-Www"

    def convert(self, value: object, param: object, ctx: object) -> Week:
        try:
            found = value if isinstance(value, Week) else Week.parse(str(value))
        except UserError as error:
            self.fail(str(error))
        if found.monday.year not in YEARS:
            self.fail(f"{value!r} is too far away to be meant.")
        return found


day = _Day()
clock_minute = _ClockMinute()
week = _Week()

week_option = click.option(
    "--week", "in_week", type=week, required=True, help="An ISO week, such as 2026-W48."
)

_BETWEEN_DAYS = "|"


def seven_days(typed: str) -> list[str]:
    """What was typed for each day of a week, Monday first.

    Raises:
        UserError: it is not seven days.
    """
    days = [cell.strip() for cell in typed.split(_BETWEEN_DAYS)]
    if len(days) != len(WEEKDAYS):
        raise UserError(
            f"“{typed}” has {len(days)} days. Write seven with {_BETWEEN_DAYS} between them, "
            "Monday first; leave one empty that says nothing."
        )
    return days
