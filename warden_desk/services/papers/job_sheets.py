"""Job sheets: taskings on paper for the people who go, each with a slip to bring back.

What leaves the building is decided here: the subject and the caller are left out, and where a
text seems to name somebody, it is held back. The people who go are colleagues and are named.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain import private_text
from warden_desk.domain.changes import Act
from warden_desk.domain.clearance import ActKind
from warden_desk.domain.dates import Week, plain_date, uk_date
from warden_desk.domain.desk_clock import local_day, moment
from warden_desk.domain.job_sheets import SHOWN_VISITS, JobSheetContent
from warden_desk.domain.result_slips import SlipNumber
from warden_desk.domain.settings import Settings
from warden_desk.domain.sheets import Imprint
from warden_desk.domain.tasking_entries import EntryKind, EntryRow
from warden_desk.domain.tasking_people import ROLES
from warden_desk.domain.tasking_states import TO_DO
from warden_desk.domain.taskings import TaskingDetail
from warden_desk.domain.today import clock
from warden_desk.services import codes
from warden_desk.services import settings as desk_settings
from warden_desk.services.access import audit, clearance
from warden_desk.services.papers import slips
from warden_desk.services.tasking import tasking_holders
from warden_desk.services.tasking.tasking_details import detail
from warden_desk.services.tasking.tasking_log import OUTCOMES
from warden_desk.storage.tables import PrintLog, Shift, Stop, Tasking

HELD_BACK = "Held back: it seems to name somebody. See the desk."


def content(
    session: Session,
    tasking_ids: Sequence[str],
    *,
    today: date,
    act: Act,
    is_practice: bool = False,
    carrier_id: str = "",
) -> tuple[JobSheetContent, ...]:
    """A sheet for each tasking, in this order, with the number its slip would get.

    Args:
        carrier_id: the person they are printed for, beside those who have each tasking.

    Raises:
        NotFound: one of them has been put aside.
    """
    settings = desk_settings.load(session)
    imprint = _imprint(settings, today, act, is_practice=is_practice)
    outcomes = tuple(entry.label for entry in codes.entries(session, OUTCOMES, today))
    sheets: list[JobSheetContent] = []
    for key in dict.fromkeys(tasking_ids):
        tasking = detail(session, key)
        sheet = _sheet(tasking, slips.next_number(session, key), outcomes, imprint)
        carriers = _carriers(tasking, carrier_id)
        cleared = clearance.cleared_people(session, carriers, today)
        sheets.append(_for_carriers(sheet, tasking, carriers, cleared))
    return tuple(sheets)


def of_week(session: Session, person_id: str, week: Week) -> tuple[str, ...]:
    """What somebody takes along in a week: taskings planned then, and theirs due by its end."""
    open_states = Tasking.state.in_(TO_DO)
    planned = (
        select(Stop.tasking_id)
        .join(Shift, Shift.id == Stop.shift_id)
        .join(Tasking, Tasking.id == Stop.tasking_id)
        .where(
            Shift.person_id == person_id,
            Shift.on_date.between(week.monday, week.sunday),
            open_states,
            Tasking.deleted_at.is_(None),
        )
        .order_by(Shift.on_date, Shift.start_minute, Stop.position)
    )
    due = (
        select(Tasking.id)
        .where(
            Tasking.id.in_(tasking_holders.held_by(person_id)),
            Tasking.due_on <= week.sunday,
            open_states,
            Tasking.deleted_at.is_(None),
        )
        .order_by(Tasking.due_on, Tasking.reference)
    )
    found = [*session.scalars(planned), *session.scalars(due)]
    return tuple(dict.fromkeys(key for key in found if key))


def log_print(session: Session, sheets: Sequence[JobSheetContent], *, act: Act) -> None:
    """Note the papers and their slips: from now on the slips are out."""
    settings = desk_settings.load(session)
    destroy_by = local_day(act, settings) + timedelta(days=settings.sheet_destroy_days)
    told = [sheet.tasking_id for sheet in sheets if sheet.is_sensitive and not sheet.is_hidden]
    audit.note(session, ActKind.DISCLOSURE, audit.TASKING, told, "job sheet", act=act)
    slips.issue(session, {sheet.tasking_id: sheet.slip_number for sheet in sheets}, act=act)
    session.add_all(
        PrintLog(
            what=f"Job sheet {sheet.slip}",
            copy_for=", ".join(sheet.people),
            printed_by=act.by,
            printed_at=act.at,
            destroy_by=destroy_by,
        )
        for sheet in sheets
    )


def _carriers(tasking: TaskingDetail, carrier_id: str) -> set[str]:
    """Who gets the paper: those who have the tasking, and the one it is printed for."""
    return {held.person_id for held in tasking.assignments} | ({carrier_id} - {""})


def _for_carriers(
    sheet: JobSheetContent, tasking: TaskingDetail, carriers: set[str], cleared: frozenset[str]
) -> JobSheetContent:
    """The sheet as it may leave the building: blank where somebody who carries it is not cleared.

    A sheet is one paper for all who have the tasking, so the least cleared of them decides.
    """
    is_shown = not tasking.is_hidden and carriers <= cleared
    if is_shown or not tasking.is_sensitive:
        return sheet
    due = tasking.draft.due_on
    return sheet.held_back(uk_date(due) if due else "as the team leader says")


def _sheet(
    tasking: TaskingDetail, number: int, outcomes: tuple[str, ...], imprint: Imprint
) -> JobSheetContent:
    draft = tasking.draft
    visits = [e for e in tasking.entries if e.kind is EntryKind.VISIT and not e.is_struck]
    return JobSheetContent(
        tasking_id=tasking.id,
        reference=tasking.reference,
        title=_told(draft.title),
        slip=str(SlipNumber(tasking.reference, number)),
        slip_number=number,
        due=uk_date(draft.due_on) if draft.due_on else draft.due_words or "no date",
        review=uk_date(draft.review_on) if draft.review_on else "",
        facts=_facts(tasking),
        measures=_measures(tasking),
        people=tuple(
            f"{held.name} ({ROLES.get(held.role, held.role).lower()})"
            if len(tasking.assignments) > 1
            else held.name
            for held in tasking.assignments
        ),
        visits=tuple((_when(visit), _found(visit)) for visit in visits[:SHOWN_VISITS]),
        earlier_visits=max(0, len(visits) - SHOWN_VISITS),
        outcomes=outcomes,
        is_sensitive=tasking.is_sensitive,
        imprint=imprint,
    )


def _facts(tasking: TaskingDetail) -> tuple[tuple[str, str], ...]:
    draft = tasking.draft
    grid = f"{draft.easting} {draft.northing}" if draft.easting is not None else ""
    asked_by = (tasking.csu or draft.agency, draft.external_reference)
    facts = (
        ("Where", ", ".join(filter(None, (draft.place, tasking.area, draft.postcode, grid)))),
        ("What", draft.description),
        ("When", draft.problem_times),
        ("Wanted", draft.wanted),
        ("Category", tasking.category_label),
        ("Asked by", ", ".join(filter(None, asked_by))),
    )
    return tuple((label, _told(text)) for label, text in facts if text.strip())


def _measures(tasking: TaskingDetail) -> tuple[str, ...]:
    draft = tasking.draft
    found = (
        "Go in a pair." if draft.pair_up else "",
        _told(draft.constraints),
        f"Needs the power: {draft.needed_power}." if draft.needed_power else "",
    )
    return tuple(filter(None, found))


def _when(visit: EntryRow) -> str:
    day = plain_date(visit.happened_on) if visit.happened_on else ""
    return " ".join(filter(None, (day, clock(visit.start_minute))))


def _found(visit: EntryRow) -> str:
    return ". ".join(filter(None, (f"{visit.minutes or 0} min", _told(visit.text))))


def _told(text: str) -> str:
    return HELD_BACK if private_text.warnings(text) else text.strip()


def _imprint(settings: Settings, today: date, act: Act, *, is_practice: bool) -> Imprint:
    return Imprint(
        service=settings.service_name,
        marking=settings.default_marking,
        sensitive_marking=settings.sensitive_marking,
        version="Job sheet",
        printed_by=act.by,
        printed_at=moment(act.at, settings),
        destroy_by=uk_date(today + timedelta(days=settings.sheet_destroy_days)),
        is_practice=is_practice,
    )
