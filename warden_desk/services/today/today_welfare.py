"""What Today says of those who work a late alone: whom to call when, and who did not answer."""

from datetime import datetime

from sqlalchemy.orm import Session

from warden_desk.domain.settings import Settings
from warden_desk.domain.today import Line, Opens, Weight
from warden_desk.domain.welfare import LoneShift, wall_clock
from warden_desk.domain.welfare_standing import Alert, Standing, in_order
from warden_desk.services.welfare import welfare
from warden_desk.services.welfare.lone_shifts import zone_of

_WEIGHTS = {
    Alert.ESCALATED: Weight.LATE,
    Alert.MISSED: Weight.LATE,
    Alert.LATE: Weight.SOON,
    Alert.DUE: Weight.SOON,
    Alert.SOON: Weight.NEWS,
    Alert.COMING: Weight.NEWS,
    Alert.OVER: Weight.DONE,
}
_PRESSING = (Alert.ESCALATED, Alert.MISSED, Alert.LATE, Alert.DUE)


def calls(
    session: Session, now: datetime, team_id: str | None, settings: Settings
) -> tuple[list[Line], list[Line]]:
    """Everybody with their next call, and those of them whose call is due or late."""
    every: list[Line] = []
    pressing: list[Line] = []
    for shift, how in in_order(welfare.listed(session, now, team_id), now, settings):
        every.append(_line(shift, how, settings))
        if how.alert in _PRESSING and how.call is not None:
            text = f"{shift.name}, alone: {_call(how, settings)}"
            hint = f"ring {shift.phone}" if shift.phone else shift.team
            weight = _WEIGHTS[how.alert]
            pressing.append(Line(how.words, weight, text, hint, Opens("welfare", shift.id)))
    return every, pressing


def _line(shift: LoneShift, how: Standing, settings: Settings) -> Line:
    buddy = f"buddy {shift.buddy}" if shift.buddy else "no buddy named"
    opens = Opens("welfare", shift.id)
    if how.call is None:
        return Line("Home", Weight.DONE, f"{shift.name}, heard from at the end", buddy, opens)
    word = wall_clock(how.call.at, zone_of(settings))
    text = f"{shift.name}, {_call(how, settings)}"
    if how.alert in _PRESSING:
        text += f", {how.words[0].lower()}{how.words[1:]}"
    return Line(word, _WEIGHTS[how.alert], text, buddy, opens)


def _call(how: Standing, settings: Settings) -> str:
    """`check-in at 18:00`."""
    if how.call is None:
        return ""
    return f"{how.call.kind.words} at {wall_clock(how.call.at, zone_of(settings))}"
