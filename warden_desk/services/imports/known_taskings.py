"""The taskings a desk has, as an import compares its rows with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.tasking_states import State
from warden_desk.services.access.sight import sight_of
from warden_desk.storage.tables import Tasking

COMPARED: tuple[str, ...] = (
    "title",
    "description",
    "wanted",
    "category",
    "requester",
    "agency",
    "case_reference",
    "marking",
    "subject_kind",
    "area_id",
    "place",
    "postcode",
    "pair_up",
    "urgency",
    "score",
    "due_on",
    "due_words",
    "review_on",
)
"""What a later list may put right. The day it came in and its numbers stay."""

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class KnownTasking:
    """One tasking; `facts` are the columns of `COMPARED`."""

    id: str
    reference: str
    state: State
    facts: dict[str, object]
    is_hidden: bool = False
    """Nothing is compared with it: whoever imports may not see what it says."""


@dataclass(slots=True)
class KnownTaskings:
    """Taskings by their CSU and the CSU's reference; without one, by place, title and day."""

    by_reference: dict[tuple[str, str], KnownTasking]
    by_content: dict[tuple[str, str, str, date], KnownTasking]


def load(session: Session, references: Sequence[str], csu_ids: Sequence[str]) -> KnownTaskings:
    """The taskings with one of these references, and those of the CSUs that have none."""
    columns = [getattr(Tasking, name) for name in COMPARED]
    query = (
        select(
            Tasking.id,
            Tasking.reference,
            Tasking.state,
            Tasking.csu_id,
            Tasking.external_reference,
            Tasking.received_on,
            *columns,
        )
        .where(Tasking.deleted_at.is_(None))
        .order_by(Tasking.id)
    )
    known, sight = KnownTaskings({}, {}), sight_of(session)
    for start in range(0, len(references), _AT_ONCE):
        some = references[start : start + _AT_ONCE]
        for key, reference, state, csu_id, external, _, *facts in session.execute(
            query.where(Tasking.external_reference.in_(some))
        ):
            values = dict(zip(COMPARED, facts, strict=True))
            is_hidden = sight.is_hiding(str(values["marking"]))
            known.by_reference[csu_id or "", external] = KnownTasking(
                key, reference, State(state), {} if is_hidden else values, is_hidden
            )
    without = query.where(Tasking.external_reference == "", Tasking.csu_id.in_(csu_ids))
    for key, reference, state, csu_id, _, received_on, *facts in session.execute(without):
        values = dict(zip(COMPARED, facts, strict=True))
        if sight.is_hiding(str(values["marking"])):
            continue
        found = KnownTasking(key, reference, State(state), values)
        place = str(values["area_id"] or "")
        known.by_content[csu_id or "", place, str(values["title"]), received_on] = found
    return known
