"""The steps if nobody answers: rows of a list, kept with the days they hold."""

import json
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.ids import new_id
from warden_desk.domain.welfare_steps import StepDraft
from warden_desk.services.areas import on_day
from warden_desk.services.welfare.lone_shifts import STEPS
from warden_desk.storage.tables import Code


def steps(session: Session, on: date) -> list[StepDraft]:
    """The steps of this day, in their order."""
    found: list[StepDraft] = []
    for row in _rows(session, on):
        said: dict[str, str] = json.loads(row.data or "{}")
        found.append(StepDraft(row.label, said.get("ring", ""), said.get("phone", "")))
    return found


def keep(session: Session, wanted: Sequence[StepDraft], on: date) -> None:
    """Have these be the steps from this day on.

    A step is the same while its words are; one that is gone is kept as past, so that
    what was logged of it can still be read.
    """
    known = {row.label: row for row in _rows(session, on)}
    for position, step in enumerate(wanted):
        row = known.pop(step.label, None)
        if row is None:
            key = new_id()
            row = Code(id=key, list_name=STEPS, code=key, label=step.label, valid_from=on)
            session.add(row)
        row.position, row.data = position, _data(step)
    for row in known.values():
        row.valid_to = on


def _rows(session: Session, on: date) -> Sequence[Code]:
    query = select(Code).where(Code.list_name == STEPS, on_day(Code, on))
    return session.scalars(query.order_by(Code.position, Code.label)).all()


def _data(step: StepDraft) -> str:
    said = {"ring": step.ring, "phone": step.phone}
    return json.dumps({name: text for name, text in said.items() if text})
