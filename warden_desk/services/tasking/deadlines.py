"""When a tasking is due and looked at again, by the desk's rules."""

from dataclasses import replace
from datetime import date
from functools import cache

from sqlalchemy.orm import Session

from warden_desk.domain.progress import Progress
from warden_desk.domain.settings import Settings
from warden_desk.domain.taskings import TaskingDraft
from warden_desk.domain.working_days import WorkingDays, due_rule, review_date
from warden_desk.services import settings as desk_settings


@cache
def working_days(nation: str) -> WorkingDays:
    """The working days of a nation of the United Kingdom ("ENG", "WLS", "SCT" or "NIR").

    Substitute days count as the bank holidays they are.
    """
    # Slow to load; few acts need it.
    import holidays

    return WorkingDays(holidays.country_holidays("GB", subdiv=nation).__contains__)


def dated(draft: TaskingDraft, settings: Settings, *, since: date | None = None) -> TaskingDraft:
    """The draft with the dates that follow from its urgency, where it has none of its own.

    Args:
        since: the day from which its deadline counts, if not that of its receipt.
    """
    rule = due_rule(draft.urgency, settings)
    if rule and draft.due_on is None and not draft.due_words:
        first = since or draft.received_on
        due_on = working_days(settings.bank_holidays).after(first, rule.days)
        draft = replace(draft, due_on=due_on, due_rule=rule.words())
    if draft.review_on is None:
        review_on = review_date(draft.urgency, draft.received_on, settings)
        draft = replace(draft, review_on=review_on)
    return draft


def amended(before: TaskingDraft, after: TaskingDraft, settings: Settings) -> TaskingDraft:
    """A corrected draft, where a date that came from a rule follows the urgency."""
    if after.due_on != before.due_on or not before.due_rule:
        return replace(after, due_rule="")
    if after.urgency == before.urgency:
        return replace(after, due_rule=before.due_rule)
    return dated(replace(after, due_on=None, due_rule=""), settings)


def foreseen(session: Session, draft: TaskingDraft) -> TaskingDraft:
    """The draft with the dates it would get if it were taken in now."""
    return dated(draft, desk_settings.load(session))


def prepare(session: Session, progress: Progress) -> None:
    """Load the calendar ahead, so that nobody waits for it while typing."""
    del progress
    settings = desk_settings.load(session)
    working_days(settings.bank_holidays).after(date.today(), 1)  # noqa: DTZ011 - any day does
