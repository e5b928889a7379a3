"""Whether a sender writes the day or the month first: shown by the dates that can be only one."""

import re
from collections.abc import Iterable
from enum import StrEnum


class DateOrder(StrEnum):
    """What comes first in a date of three numbers. A year in front is known by itself."""

    DAY_FIRST = "day"
    MONTH_FIRST = "month"


_NUMBERS = re.compile(r"(?<![\d/.-])(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(?:\d{4}|\d{2})(?!\d)")


def shown_by(texts: Iterable[str]) -> tuple[DateOrder | None, bool]:
    """The order that the dates of a list can only have; and whether there are such dates at all.

    None if they show none, or both.
    """
    orders: set[DateOrder] = set()
    has_some = False
    for text in texts:
        for first, second in _NUMBERS.findall(text):
            has_some = True
            if int(first) > 12 >= int(second):
                orders.add(DateOrder.DAY_FIRST)
            elif int(second) > 12 >= int(first):
                orders.add(DateOrder.MONTH_FIRST)
    return (orders.pop() if len(orders) == 1 else None), has_some
