"""What a map shows, as the one word by which a page asks another for it."""

import json
from datetime import date

from warden_desk.domain.coverage_modes import Asked, Mode
from warden_desk.domain.coverage_proposals import HandOverDraft
from warden_desk.domain.people import AssignmentRole

_PARTS = 5
"""After so many, all that is left is what is only tried."""


def page_key(asked: Asked, team_id: str) -> str:
    """What a map shows of whose part.

    Args:
        team_id: "" for the whole county.
    """
    person = asked.person_id or ""
    tried = json.dumps([_plain(draft) for draft in asked.proposals])
    parts = (asked.mode, asked.on.isoformat(), str(asked.days_back), person, team_id, tried)
    return "/".join(parts)


def of_page_key(key: str) -> tuple[Asked, str]:
    """The reverse of `page_key`."""
    mode, on, days, person, team_id, tried = key.split("/", _PARTS)
    asked = Asked(
        mode=Mode(mode),
        on=date.fromisoformat(on),
        days_back=int(days),
        person_id=person or None,
        proposals=tuple(_draft(*facts) for facts in json.loads(tried)),
    )
    return asked, team_id


def _plain(draft: HandOverDraft) -> tuple[list[str], str, str, str, int]:
    """Without the note: a map does not show it."""
    who, first = draft.check()
    return list(draft.area_ids), who, draft.role, first.isoformat(), draft.visit_every_days


def _draft(
    area_ids: list[str], person_id: str, role: str, from_day: str, visit_every_days: int
) -> HandOverDraft:
    return HandOverDraft(
        area_ids=tuple(area_ids),
        person_id=person_id,
        role=AssignmentRole(role),
        from_day=date.fromisoformat(from_day),
        visit_every_days=visit_every_days,
    )
