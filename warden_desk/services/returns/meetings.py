"""Tasking meetings of the CSUs: entered, listed, and when each one meets next."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.desk_clock import local_day
from warden_desk.domain.errors import NotFound
from warden_desk.domain.meetings import (
    ActionDraft,
    ActionRow,
    Known,
    MeetingDraft,
    MeetingRow,
    NextMeeting,
    next_weekly,
)
from warden_desk.domain.tasking_states import OPEN
from warden_desk.services import settings as desk_settings
from warden_desk.services.areas import on_day
from warden_desk.storage.tables import (
    Event,
    MeetingAction,
    Organisation,
    OrganisationArea,
    Tasking,
    TaskingMeeting,
)

_EVENT_KIND = "csu"
"""The kind of event under which a CSU's meeting may stand in a team's week."""


def record(session: Session, draft: MeetingDraft, *, act: Act) -> str:
    """Enter a meeting, past or to come, and return its key.

    Raises:
        Invalid: the CSU or the day is missing.
    """
    del act  # the journal and the row say it all; every write is signed alike
    csu_id, day = draft.check()
    meeting = TaskingMeeting(
        csu_id=csu_id,
        on_date=day,
        district_id=_district(session, csu_id, day),
        start_minute=draft.start_minute,
        chair=draft.chair.strip(),
        attendees=draft.attendees.strip(),
        place=draft.place.strip(),
    )
    session.add(meeting)
    session.flush()
    return meeting.id


def amend(session: Session, meeting_id: str, draft: MeetingDraft, *, act: Act) -> None:
    """Put a meeting's facts right.

    Raises:
        Invalid: the CSU or the day is missing.
        NotFound: it is gone.
    """
    del act
    meeting = _get(session, meeting_id)
    meeting.csu_id, meeting.on_date = draft.check()
    meeting.district_id = _district(session, meeting.csu_id, meeting.on_date)
    meeting.start_minute = draft.start_minute
    meeting.chair, meeting.place = draft.chair.strip(), draft.place.strip()
    meeting.attendees = draft.attendees.strip()


def undertake(session: Session, meeting_id: str, draft: ActionDraft, *, act: Act) -> str:
    """Keep what somebody undertook at a meeting; returns the action's key.

    Raises:
        Invalid: there is no text.
        NotFound: the meeting is gone.
    """
    del act
    draft.check()
    action = MeetingAction(
        meeting_id=_get(session, meeting_id).id,
        text=draft.text.strip(),
        who=draft.who.strip(),
        due_on=draft.due_on,
    )
    session.add(action)
    session.flush()
    return action.id


def finish(session: Session, action_id: str, *, act: Act) -> None:
    """Mark an action as done today.

    Raises:
        NotFound: it is gone.
    """
    action = session.get(MeetingAction, action_id)
    if action is None:
        raise NotFound("That action is no longer on the list.")
    action.done_on = local_day(act, desk_settings.load(session))


def rows(session: Session, *, csu_id: str = "", since: date | None = None) -> list[MeetingRow]:
    """Meetings with their actions, the latest first; all, or those of one CSU."""
    query = (
        select(TaskingMeeting, Organisation.name)
        .join(Organisation, Organisation.id == TaskingMeeting.csu_id)
        .order_by(TaskingMeeting.on_date.desc(), Organisation.name, TaskingMeeting.id)
    )
    if csu_id:
        query = query.where(TaskingMeeting.csu_id == csu_id)
    if since is not None:
        query = query.where(TaskingMeeting.on_date >= since)
    found = session.execute(query).all()
    actions = _actions(session, [meeting.id for meeting, _ in found])
    return [
        MeetingRow(
            id=meeting.id,
            csu_id=meeting.csu_id,
            csu=name,
            on_date=meeting.on_date,
            start_minute=meeting.start_minute,
            chair=meeting.chair,
            attendees=meeting.attendees,
            place=meeting.place,
            actions=tuple(actions.get(meeting.id, ())),
        )
        for meeting, name in found
    ]


def upcoming(session: Session, on: date) -> dict[str, NextMeeting]:
    """When each CSU meets next, by its key: as entered, as in the week's diary, or weekly.

    A CSU whose meetings nobody enters is taken to meet every week, on the day of its last list.
    """
    return _weekly(session, on) | _in_diary(session, on) | _entered(session, on)


def _entered(session: Session, on: date) -> dict[str, NextMeeting]:
    query = (
        select(TaskingMeeting)
        .where(TaskingMeeting.on_date >= on)
        .order_by(TaskingMeeting.on_date.desc(), TaskingMeeting.start_minute.desc())
    )
    return {
        met.csu_id: NextMeeting(met.on_date, met.start_minute, Known.ENTERED, met.id)
        for met in session.scalars(query)
    }


def _in_diary(session: Session, on: date) -> dict[str, NextMeeting]:
    """The meeting stands in the diary of the CSU's district."""
    query = (
        select(OrganisationArea.organisation_id, Event.on_date, Event.start_minute)
        .join(Event, Event.area_id == OrganisationArea.area_id)
        .where(
            Event.kind == _EVENT_KIND,
            Event.on_date >= on,
            or_(OrganisationArea.valid_to.is_(None), OrganisationArea.valid_to > on),
        )
        .order_by(Event.on_date.desc(), Event.start_minute.desc())
    )
    return {
        csu_id: NextMeeting(day, minute, Known.DIARY)
        for csu_id, day, minute in session.execute(query)
    }


def _weekly(session: Session, on: date) -> dict[str, NextMeeting]:
    """By the lists of which something is still open: of a CSU without any nobody asks."""
    asker = Tasking.csu_id.concat("")  # SQLite then goes by the state: few taskings are open
    query = (
        select(asker, func.max(Tasking.meeting_on))
        .where(
            Tasking.state.in_(OPEN), Tasking.meeting_on.is_not(None), Tasking.deleted_at.is_(None)
        )
        .group_by(asker)
    )
    return {
        csu_id: NextMeeting(next_weekly(last, on), known=Known.WEEKLY)
        for csu_id, last in session.execute(query)
        if csu_id is not None and last is not None
    }


def _actions(session: Session, meeting_ids: Sequence[str]) -> dict[str, list[ActionRow]]:
    query = (
        select(MeetingAction)
        .where(MeetingAction.meeting_id.in_(meeting_ids))
        .order_by(MeetingAction.done_on.is_not(None), MeetingAction.due_on, MeetingAction.id)
    )
    found: dict[str, list[ActionRow]] = defaultdict(list)
    for action in session.scalars(query):
        found[action.meeting_id].append(
            ActionRow(
                id=action.id,
                text=action.text,
                who=action.who,
                due_on=action.due_on,
                done_on=action.done_on,
            )
        )
    return found


def _district(session: Session, csu_id: str, day: date) -> str | None:
    return session.scalar(
        select(OrganisationArea.area_id)
        .where(OrganisationArea.organisation_id == csu_id, on_day(OrganisationArea, day))
        .order_by(OrganisationArea.id)
        .limit(1)
    )


def _get(session: Session, meeting_id: str) -> TaskingMeeting:
    meeting = session.get(TaskingMeeting, meeting_id)
    if meeting is None:
        raise NotFound("That meeting is no longer on the list.")
    return meeting
