"""Taking one tasking in from words alone: what each of them means, and what stands in the way."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from warden_desk.domain import private_text
from warden_desk.domain.changes import Act
from warden_desk.domain.errors import Invalid, NeedsReason, NotFound, UserError
from warden_desk.domain.repeats import LinkKind, Repeat
from warden_desk.domain.taskings import TaskingDraft
from warden_desk.services import codes, csus, places
from warden_desk.services import settings as desk_settings
from warden_desk.services.tasking import (
    repeats,
    tasking_choices,
    tasking_links,
    tasking_log,
    taskings,
)


class OnRepeat(StrEnum):
    """What is done about an earlier tasking that the new one seems to repeat."""

    ASK = "ask"
    LINK = "link"
    MERGE = "merge"
    IGNORE = "ignore"


class SeemsRepeated(UserError):
    """It may have come in before; somebody has to decide."""

    def __init__(self, found: Sequence[Repeat]) -> None:
        said = "\n".join(repeat.sentence for repeat in found)
        super().__init__(
            f"It may have come in before.\n{said}\n"
            "Add --link, --merge or --ignore to say what shall be done."
        )
        self.repeats = tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What somebody says of a tasking where a list or a map knows what is meant."""

    place: str = ""
    district: str = ""
    csu: str = ""
    is_own: bool = False
    """No CSU asks: it is the service's own work."""
    category: str = ""
    urgency: str = ""
    priority: str = ""
    marking: str = ""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """The tasking that is on the desk now: a new one, or the earlier one it went into."""

    tasking_id: str
    is_new: bool
    linked_with: str = ""


def understood(session: Session, draft: TaskingDraft, said: Words, on: date) -> TaskingDraft:
    """The draft with what the words mean.

    Raises:
        UserError: a word means nothing, or a place is not clear; the text says why.
    """
    if said.is_own and said.csu:
        raise UserError("Leave out --csu or --own: own work is asked for by no CSU.")
    settings = desk_settings.load(session)
    offered = tasking_choices.choices(session, on)
    districts = {row.name.casefold(): row.id for row in offered.districts}
    district = districts.get(said.district.strip().casefold())
    if said.district and district is None:
        raise NotFound(
            f"There is no district “{said.district}”. There are: "
            f"{', '.join(row.name for row in offered.districts)}."
        )
    draft = _placed(session, draft, said.place, district, on)
    district = district or draft.district_id
    of_district = {area: key for key, _, area in offered.csus}
    csu = csus.find(session, said.csu, on)[0] if said.csu else of_district.get(district or "")
    if said.is_own:
        csu = None
        draft = replace(draft, requester=draft.requester or settings.service_name)
    if district is None and csu:
        district = next((area for key, _, area in offered.csus if key == csu), None)

    def code(list_name: str, typed: str, otherwise: str) -> str:
        return codes.find(session, list_name, typed, on).code if typed else otherwise

    return replace(
        draft,
        district_id=district,
        csu_id=csu,
        category=code("category", said.category, draft.category),
        urgency=code("urgency", said.urgency, draft.urgency),
        priority=code("priority", said.priority, draft.priority),
        marking=code("marking", said.marking, settings.default_marking),
    )


def take_in(
    session: Session,
    draft: TaskingDraft,
    *,
    act: Act,
    on_repeat: OnRepeat = OnRepeat.ASK,
    reason: str = "",
) -> TakenIn:
    """Take it in, unless somebody has to decide first.

    Raises:
        Invalid: the draft breaks a rule of `TaskingDraft.check`.
        SeemsRepeated: it may have come in before, and nothing was said about that.
        NeedsReason: its text seems to hold personal data; a `reason` is kept in the log.
    """
    found = repeats.find(session, draft) if on_repeat is not OnRepeat.IGNORE else []
    if found and on_repeat is OnRepeat.ASK:
        raise SeemsRepeated(found)
    warnings = _warnings(draft)
    if warnings and not reason.strip():
        raise NeedsReason(warnings)
    if on_repeat in (OnRepeat.LINK, OnRepeat.MERGE) and not found:
        raise Invalid({"repeat": "Nothing like it came in before: leave out --link or --merge."})
    if on_repeat is OnRepeat.MERGE:
        tasking_links.merge(session, found[0].tasking_id, draft, act=act)
        return TakenIn(found[0].tasking_id, is_new=False)
    made = taskings.record(session, draft, act=act)
    if warnings:
        tasking_log.note(session, made, f"Taken in as it is: {reason.strip()}", act=act)
    if on_repeat is OnRepeat.LINK:
        tasking_links.link(session, made, found[0].tasking_id, LinkKind.RELATED, act=act)
        return TakenIn(made, is_new=True, linked_with=found[0].reference)
    return TakenIn(made, is_new=True)


def _placed(
    session: Session, draft: TaskingDraft, typed: str, district: str | None, on: date
) -> TaskingDraft:
    """The draft with the parish and the point that a text means as a place."""
    if not typed.strip():
        return draft
    answer = places.load(session, on).find(typed, [district] if district else [])
    found = answer.found
    if found is None:
        raise UserError(answer.why or f"“{typed}” is no place here. Name the parish as well.")
    return replace(
        draft,
        area_id=found.area.id,
        district_id=found.area.district_id,
        place=found.place,
        postcode=found.postcode or draft.postcode,
        easting=found.easting,
        northing=found.northing,
    )


def _warnings(draft: TaskingDraft) -> tuple[str, ...]:
    texts = (draft.title, draft.description, draft.wanted, draft.place, draft.constraints)
    said = (warning for text in texts for warning in private_text.warnings(text))
    return tuple(dict.fromkeys(said))
