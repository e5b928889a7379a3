"""Sending a week for sign-off, answering, and issuing it.

Whoever signs answers for what the rules say: what stops a week cannot be signed away, what warns
needs a reason that stands on the sheet.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.check_list import CheckList
from warden_desk.domain.clearance import Role
from warden_desk.domain.dates import Week
from warden_desk.domain.desk_clock import moment
from warden_desk.domain.errors import Invalid, NeedsReason, NotFound, UserError
from warden_desk.domain.progress import Progress, Silent
from warden_desk.domain.rights import Right
from warden_desk.domain.settings import Settings
from warden_desk.domain.sheet_snapshots import digest, freeze
from warden_desk.domain.sheet_versions import Approval, VersionRow
from warden_desk.domain.sheets import RuleOverride, SheetContent, SheetStatus, version_words
from warden_desk.domain.week_rows import FindingRow
from warden_desk.services import rights
from warden_desk.services import settings as desk_settings
from warden_desk.services.access import users
from warden_desk.services.papers import check_lists, print_log, sheet_versions, sheets
from warden_desk.services.week import team_weeks
from warden_desk.services.week.team_weeks import TeamWeek
from warden_desk.storage.tables import DeploymentSheet, PrintLog

_SILENT = Silent()
_STEPS = 4
SAME_PERSON = "the same person planned the week and signs it"
NO_SUPERVISOR = "signed by somebody who is no supervisor at this desk"


def send(
    session: Session,
    team_id: str,
    week: Week,
    *,
    today: date,
    act: Act,
    progress: Progress = _SILENT,
) -> str:
    """Ask a supervisor to sign the week. Returns the id of the version it is to become.

    What is planned now is kept, so that the supervisor is told what changes meanwhile.

    Raises:
        UserError: a rule stops it, or it waits already, or nothing has changed since it was issued.
    """
    _refuse_nameless(act)
    planned, checked = _looked_over(session, team_id, week, progress)
    _refuse_stops(checked)
    drawn = sheets.draft(session, planned, today=today)
    _refuse_unchanged(drawn)
    sheet = _open_sheet(session, team_id, week)
    if sheet.approval == Approval.SENT:
        raise UserError(f"{sheet.sent_by} has sent it already. It waits for a supervisor.")
    sheet.snapshot = freeze(drawn)
    sheet.approval, sheet.sent_by, sheet.sent_at = Approval.SENT, act.by, act.at
    sheet.answered_by, sheet.answered_at, sheet.answer = "", None, ""
    return sheet.id


def send_back(session: Session, sheet_id: str, answer: str, *, act: Act) -> None:
    """Not signed: say what is to be done first.

    Raises:
        Invalid: no reason is given.
        UserError: it does not wait for sign-off.
        NotAllowed: whoever sits here signs no week.
    """
    _refuse_nameless(act)
    rights.need(session, Right.SIGN)
    if not answer.strip():
        raise Invalid({"answer": "Say what is to be done before you sign."})
    sheet = session.get(DeploymentSheet, sheet_id)
    if sheet is None or sheet.approval != Approval.SENT:
        raise UserError("This week does not wait for sign-off any more.")
    sheet.approval = Approval.RETURNED
    sheet.answered_by, sheet.answered_at, sheet.answer = act.by, act.at, answer.strip()


def sign_off(
    session: Session,
    team_id: str,
    week: Week,
    *,
    today: date,
    act: Act,
    reason: str = "",
    is_practice: bool = False,
    progress: Progress = _SILENT,
) -> VersionRow:
    """Sign the week and issue it: from now on this version is what was signed, whatever changes.

    Args:
        reason: why every warning that has none yet is let stand; kept with each of them.

    Raises:
        UserError: a rule stops it, or nothing has changed since the last version.
        NotAllowed: whoever sits here signs no week.
        NeedsReason: a warning has no reason yet, or nobody else has looked at the week.
    """
    _refuse_nameless(act)
    rights.need(session, Right.SIGN)
    planned, checked = _looked_over(session, team_id, week, progress)
    _refuse_stops(checked)
    settings = desk_settings.load(session)
    sheet = _open_sheet(session, team_id, week)
    progress.step(2, _STEPS, "Comparing it with what was issued")
    drawn = sheets.draft(session, planned, today=today, is_practice=is_practice)
    _refuse_unchanged(drawn)
    doubts = _doubts(session, sheet, settings, today, act)
    settled = _settle(session, checked, doubts, reason, act)
    progress.step(3, _STEPS, "Keeping what is signed")
    drawn = replace(drawn, overrides=sheets.overrides(settled))
    _supersede(session, sheet, today)
    _issue(sheet, _signed(drawn, doubts, reason, settings, act), act)
    session.flush()
    return sheet_versions.version(session, sheet.id)


def _looked_over(
    session: Session, team_id: str, week: Week, progress: Progress
) -> tuple[TeamWeek, CheckList]:
    """The week, read once for all that is asked of it, and what the rules say about it."""
    progress.step(0, _STEPS, "Reading the week")
    planned = team_weeks.read(session, team_id, week)
    progress.step(1, _STEPS, "Asking the rules")
    return planned, check_lists.of_read(session, planned)


def _open_sheet(session: Session, team_id: str, week: Week) -> DeploymentSheet:
    """The version that is not issued yet; it is made when nobody has sent it."""
    query = (
        select(DeploymentSheet)
        .where(DeploymentSheet.team_id == team_id, DeploymentSheet.week == str(week))
        .order_by(DeploymentSheet.version.desc())
    )
    last = session.scalars(query).first()
    if last is not None and last.status == SheetStatus.DRAFT:
        return last
    sheet = DeploymentSheet(
        team_id=team_id,
        week=str(week),
        version=last.version + 1 if last else 1,
        status=SheetStatus.DRAFT,
        marking="",
    )
    session.add(sheet)
    session.flush()
    return sheet


def _settle(
    session: Session, checked: CheckList, doubts: Sequence[str], reason: str, act: Act
) -> tuple[FindingRow, ...]:
    """Keep the reason with every warning that has none. Returns all that are let stand."""
    warnings = [found.sentence for found in checked.open]
    warnings += [f"{act.by}: {doubt}" for doubt in doubts]
    if warnings and not reason.strip():
        raise NeedsReason(tuple(warnings))
    given = check_lists.give_reason(session, checked.open, reason, act=act)
    return (*checked.settled, *given)


def _doubts(
    session: Session, sheet: DeploymentSheet, settings: Settings, today: date, act: Act
) -> tuple[str, ...]:
    """What speaks against whoever signs: nobody else has looked, or they are no supervisor.

    Raises:
        UserError: a viewer signs nothing.
    """
    planner = sheet.sent_by or settings.user_name or act.by
    is_same = planner.strip().casefold() == act.by.strip().casefold()
    user = users.named(session, act.by, today)
    if user is not None and user.role is Role.VIEWER:
        raise UserError(f"{act.by} is a viewer at this desk, and signs nothing.")
    is_other_role = user is not None and user.role is not Role.SUPERVISOR
    found = ((is_same, SAME_PERSON), (is_other_role, NO_SUPERVISOR))
    return tuple(doubt for holds, doubt in found if holds and settings.sign_off_by_another)


def _signed(
    drawn: SheetContent, doubts: Sequence[str], reason: str, settings: Settings, act: Act
) -> SheetContent:
    at = moment(act.at, settings)
    own = tuple(
        RuleOverride("", act.by, f"{doubt.capitalize()}. Reason: {reason.strip()}")
        for doubt in doubts
    )
    return replace(
        drawn,
        status=SheetStatus.ISSUED,
        issued=f"by {act.by}, {at}",
        signed_by=act.by,
        signed_at=at,
        overrides=(*drawn.overrides, *own),
        imprint=replace(drawn.imprint, version=version_words(SheetStatus.ISSUED, drawn.version)),
    )


def _issue(sheet: DeploymentSheet, signed: SheetContent, act: Act) -> None:
    sheet.status, sheet.approval = SheetStatus.ISSUED, Approval.SIGNED
    sheet.issued_by, sheet.issued_at = act.by, act.at
    is_sensitive = any(tasking.is_sensitive for tasking in signed.taskings)
    imprint = signed.imprint
    sheet.marking = imprint.sensitive_marking if is_sensitive else imprint.marking
    sheet.snapshot = freeze(signed)
    sheet.digest = digest(sheet.snapshot)


def _supersede(session: Session, sheet: DeploymentSheet, today: date) -> None:
    """The version before holds no longer, and every paper of it is to go at once."""
    session.execute(
        update(DeploymentSheet)
        .where(
            DeploymentSheet.team_id == sheet.team_id,
            DeploymentSheet.week == sheet.week,
            DeploymentSheet.status == SheetStatus.ISSUED,
        )
        .values(status=SheetStatus.SUPERSEDED)
    )
    session.execute(
        update(PrintLog)
        .where(
            print_log.of_team(sheet.team_id),
            PrintLog.what.contains(sheet.week, autoescape=True),
            PrintLog.version != "",
            PrintLog.destroyed_on.is_(None),
            or_(PrintLog.destroy_by.is_(None), PrintLog.destroy_by > today),
        )
        .values(destroy_by=today)
    )


def _refuse_stops(checked: CheckList) -> None:
    if checked.stops:
        listed = "\n".join(f"{found.sentence}." for found in checked.stops)
        raise UserError(f"This stops it, and no reason sets it aside:\n{listed}")


def _refuse_unchanged(drawn: SheetContent) -> None:
    if drawn.changed_since and not drawn.changes:
        number = drawn.changed_since.removeprefix("v")
        raise UserError(f"Nothing has changed since version {number} was issued.")
    if not any(entry for person in drawn.people for day in person.days for entry in day):
        raise NotFound("Nothing is planned in this week yet: there is nothing to sign.")


def _refuse_nameless(act: Act) -> None:
    if not act.by.strip():
        raise UserError("Give your name in Settings first: it stands on the sheet.")
