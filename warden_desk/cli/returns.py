"""`tasking owed`, `tasking return`, `meeting add|list`: answers to the CSUs, and when they meet."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from warden_desk.cli.desk_option import Asked, on_a_desk
from warden_desk.cli.output import json_option, print_json, print_table, save_file
from warden_desk.cli.reading import clock_minute, day, reason_option
from warden_desk.domain.changes import Act
from warden_desk.domain.dates import uk_date
from warden_desk.domain.errors import UserError
from warden_desk.domain.meetings import MeetingDraft, MeetingRow, NextMeeting
from warden_desk.domain.return_packs import ReturnContent, ReturnFile
from warden_desk.domain.returns import How, SendDraft, Standing
from warden_desk.domain.today import clock

if TYPE_CHECKING:  # brings SQLAlchemy, which `--help` never needs
    from sqlalchemy.orm import Session

    from warden_desk.storage.desks import Desk

csu_option = click.option("--csu", required=True, help="A CSU: its name, or its district's.")


@click.command("owed")
@json_option
@on_a_desk
def owed(asked: Asked, *, as_json: bool) -> None:
    """List what each CSU is still to be told, the next to meet first."""
    from warden_desk.services.returns import returns_owed

    with asked.desk() as desk:
        rows = desk.database.read(returns_owed.standings, asked.today())
    if as_json:
        print_json([_standing_as_json(row) for row in rows])
        return
    print_table(
        ("CSU", "Meets", "Owed", "To check", "Open", "Late", "Unanswered", "Queried"),
        [
            (
                *(row.csu, _when(row.meeting), row.owed, row.to_check),
                *(row.open, row.late, row.sent, row.queried),
            )
            for row in rows
        ],
    )


@click.command("return")
@csu_option
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where the pack goes: F.xlsx in the CSU's own columns, or F.pdf.",
)
@click.option("--dry-run", is_flag=True, help="Show what would go; nothing counts as sent.")
@click.option(
    "--how",
    type=click.Choice([how.value for how in How]),
    default=How.EMAIL.value,
    show_default=True,
    help="In which way it goes to them.",
)
@click.option("--to", "sent_to", default="", help="To whom at the CSU it goes.")
@reason_option
@on_a_desk
def return_to_csu(
    asked: Asked, *, csu: str, out: Path | None, dry_run: bool, how: str, sent_to: str, reason: str
) -> None:
    """Make a CSU's pack of checked results and mark it as sent; its file is kept as proof."""
    from warden_desk.services import csus
    from warden_desk.services.returns import returns

    if out is None and not dry_run:
        raise UserError("Say where the pack goes, as in --out results.xlsx, or add --dry-run.")
    act = asked.act()
    with asked.desk() as desk:
        key, _ = desk.database.read(csus.find, csu, asked.today())
        content = desk.database.read(returns.content, key, act=act, is_practice=desk.is_practice)
        file = None if out is None else _made(content, out)
        draft = SendDraft(How(how), sent_to)
        if dry_run:
            _print_pack(content)
        elif file is not None and out is not None:
            label = f"Return {len(content.items)} to {content.csu}"
            given = (content, file, draft, out)
            desk.database.write(label, _send, *given, act=act, reason=reason)
            click.echo(f"{len(content.items)} returned to {content.csu} {how}: {out}")
        if dry_run and out is not None and file is not None:
            save_file(out, file.data)


def _send(
    session: "Session",
    content: ReturnContent,
    file: ReturnFile,
    draft: SendDraft,
    out: Path,
    *,
    act: Act,
    reason: str,
) -> None:
    """Mark as sent only what could be written, and write only what may be sent."""
    from warden_desk.services.returns import returns

    returns.send(session, content, file, draft, act=act, reason=reason)
    save_file(out, file.data)


@click.group("meeting")
def meeting_group() -> None:
    """The CSUs' tasking meetings."""


@meeting_group.command("add")
@csu_option
@click.option("--date", "on", type=day, required=True, help="The day of the meeting.")
@click.option("--time", "at", type=clock_minute, help="Such as 10:00.")
@click.option("--chair", default="", help="The post that chairs it.")
@click.option("--attendees", default="", help="Roles or agencies, in words.")
@click.option("--place", default="", help="The room, or how it is held.")
@on_a_desk
def add_meeting(
    asked: Asked, *, csu: str, on: date, at: int | None, chair: str, attendees: str, place: str
) -> None:
    """Enter a CSU's tasking meeting, past or to come."""
    from warden_desk.services import csus
    from warden_desk.services.returns import meetings

    with asked.desk() as desk:
        key, name = desk.database.read(csus.find, csu, asked.today())
        draft = MeetingDraft(
            csu_id=key, on_date=on, start_minute=at, chair=chair, attendees=attendees, place=place
        )
        desk.database.write("Enter meeting", meetings.record, draft, act=asked.act())
    click.echo(f"{name} meets on {uk_date(on)} {clock(at)}".rstrip() + ".")


@meeting_group.command("list")
@click.option("--csu", default="", help="Only this CSU's.")
@json_option
@on_a_desk
def list_meetings(asked: Asked, *, csu: str, as_json: bool) -> None:
    """List tasking meetings with what was undertaken there, the latest first."""
    from warden_desk.services.returns import meetings

    with asked.desk() as desk:
        rows = desk.database.read(meetings.rows, csu_id=_csu(desk, csu, asked.today()))
    if as_json:
        print_json([_meeting_as_json(row) for row in rows])
        return
    print_table(
        ("Date", "Time", "CSU", "Chair", "Place", "Open actions"),
        [
            (
                *(row.on_date, clock(row.start_minute), row.csu, row.chair, row.place),
                sum(action.done_on is None for action in row.actions),
            )
            for row in rows
        ],
    )


def _standing_as_json(row: Standing) -> dict[str, object]:
    return {
        "ref": row.csu,
        "meets": row.meeting.on_date if row.meeting else None,
        "meets_at": clock(row.meeting.start_minute) if row.meeting else "",
        "known": row.meeting.known if row.meeting else "",
        "owed": row.owed,
        "to_check": row.to_check,
        "open": row.open,
        "late": row.late,
        "unanswered": row.sent,
        "queried": row.queried,
        "status": row.status,
    }


def _meeting_as_json(row: MeetingRow) -> dict[str, object]:
    return {
        "ref": f"{row.csu} {row.on_date.isoformat()}",
        "csu": row.csu,
        "date": row.on_date,
        "time": clock(row.start_minute),
        "chair": row.chair,
        "attendees": row.attendees,
        "place": row.place,
        "actions": [
            {"text": a.text, "who": a.who, "due": a.due_on, "done": a.done_on} for a in row.actions
        ],
    }


def _csu(desk: "Desk", typed: str, on: date) -> str:
    from warden_desk.services import csus

    return desk.database.read(csus.find, typed, on)[0] if typed else ""


def _made(content: ReturnContent, out: Path) -> ReturnFile:
    """The pack in the format that the file's name asks for."""
    from warden_desk.formats import return_sheet
    from warden_desk.formats.pdf import return_pack

    # The name in the records is ours: what somebody calls a file may name a person.
    match out.suffix.lower():
        case ".xlsx":
            return ReturnFile(return_sheet.file_name(content), return_sheet.render(content))
        case ".pdf":
            return ReturnFile(return_pack.file_name(content), return_pack.render(content))
        case _:
            raise UserError("A pack is a workbook or a PDF: end its name in .xlsx or .pdf.")


def _print_pack(content: ReturnContent) -> None:
    click.echo(f"{content.title}. {content.occasion}. {content.marking}")
    print_table(
        ("Theirs", "Ours", "What", "Outcome", "What came of it"),
        [
            (
                *(item.their_reference, item.reference, item.title),
                *(item.cell("outcome"), item.cell("result")),
            )
            for item in content.items
        ],
    )
    for warning in content.warnings:
        click.echo(f"look at this: {warning}")


def _when(meeting: NextMeeting | None) -> str:
    if meeting is None:
        return ""
    return f"{uk_date(meeting.on_date)} {clock(meeting.start_minute)}".strip()
