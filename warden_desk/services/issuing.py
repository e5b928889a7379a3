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
from warden_desk.domain.errors import Invalid, NeedsReason, NotFound, UserError
from warden_desk.domain.settings import Settings
from warden_desk.domain.sheet_snapshots import digest, freeze
from warden_desk.domain.sheet_versions import Approval, IssueView, Standing, VersionRow
from warden_desk.domain.sheets import (
    RuleOverride,
    SheetChange,
    SheetContent,
    SheetStatus,
    version_words,
)
from warden_desk.services import check_lists, sheet_versions, sheets, users
from warden_desk.services import settings as desk_settings
from warden_desk.storage.tables import DeploymentSheet, PrintLog

SAME_PERSON = "the same person planned the week and signs it"
NO_SUPERVISOR = "signed by somebody who is no supervisor at this desk"


def standing(session: Session, team_id: str, week: Week, *, today: date) -> Standing:
    """Where a week stands. Quick until something was issued; then the plan is compared with it."""
    found = sheet_versions.versions(session, team_id, week)
    return _standing(found, _changes(session, team_id, week, found, today))


def view(session: Session, team_id: str, week: Week, *, today: date) -> IssueView:
    """Everything the window shows of issuing a week.

    Raises:
        NotFound: there is no such team.
    """
    found = sheet_versions.versions(session, team_id, week)
    changes = _changes(session, team_id, week, found, today)
    return IssueView(
        checks=check_lists.of_week(session, team_id, week),
        standing=_standing(found, changes),
        changes=changes,
        versions=tuple(found),
        waiting=tuple(sheet_versions.waiting(session)),
    )


def send(session: Session, team_id: str, week: Week, *, today: date, act: Act) -> str:
    """Ask a supervisor to sign the week. Returns the id of the version it is to become.

    Raises:
        UserError: a rule stops it, or it waits already, or nothing has changed since it was issued.
    """
    _refuse_nameless(act)
    _refuse_stops(check_lists.of_week(session, team_id, week))
    _refuse_unchanged(sheets.draft(session, team_id, week, today=today, settled=()))
    sheet = _open_sheet(session, team_id, week)
    if sheet.approval == Approval.SENT:
        raise UserError(f"{sheet.sent_by} has sent it already. It waits for a supervisor.")
    sheet.approval, sheet.sent_by, sheet.sent_at = Approval.SENT, act.by, act.at
    sheet.answered_by, sheet.answered_at, sheet.answer = "", None, ""
    return sheet.id


def send_back(session: Session, sheet_id: str, answer: str, *, act: Act) -> None:
    """Not signed: say what is to be done first.

    Raises:
        Invalid: no reason is given.
        UserError: it does not wait for sign-off.
    """
    _refuse_nameless(act)
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
) -> VersionRow:
    """Sign the week and issue it: from now on this version is what was signed, whatever changes.

    Args:
        reason: why every warning that has none yet is let stand; kept with each of them.

    Raises:
        UserError: a rule stops it, or nothing has changed since the last version.
        NeedsReason: a warning has no reason yet, or nobody else has looked at the week.
    """
    _refuse_nameless(act)
    checked = check_lists.of_week(session, team_id, week)
    _refuse_stops(checked)
    settings = desk_settings.load(session)
    sheet = _open_sheet(session, team_id, week)
    drawn = sheets.draft(session, team_id, week, today=today, is_practice=is_practice, settled=())
    _refuse_unchanged(drawn)
    doubts = _doubts(session, sheet, settings, today, act)
    _settle(session, checked, doubts, reason, act)
    settled = check_lists.of_week(session, team_id, week).settled
    drawn = replace(drawn, overrides=sheets.overrides(settled))
    _supersede(session, sheet, drawn.team, today)
    _issue(sheet, _signed(drawn, doubts, reason, settings, act), act)
    session.flush()
    return sheet_versions.version(session, sheet.id)


def _standing(found: Sequence[VersionRow], changes: Sequence[SheetChange]) -> Standing:
    open_one = next((row for row in found if row.status is SheetStatus.DRAFT), None)
    return Standing(issued=sheet_versions.issued(found), waiting=open_one, changes=len(changes))


def _changes(
    session: Session, team_id: str, week: Week, found: Sequence[VersionRow], today: date
) -> tuple[SheetChange, ...]:
    if sheet_versions.issued(found) is None:
        return ()
    return sheets.draft(session, team_id, week, today=today, settled=()).changes


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
) -> None:
    warnings = [found.sentence for found in checked.open]
    warnings += [f"{act.by}: {doubt}" for doubt in doubts]
    if warnings and not reason.strip():
        raise NeedsReason(tuple(warnings))
    if checked.open:
        check_lists.give_reason(session, checked.open, reason, act=act)
        session.flush()


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
    at = sheets.moment(act.at, settings)
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


def _supersede(session: Session, sheet: DeploymentSheet, team: str, today: date) -> None:
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
            PrintLog.team == team,
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
