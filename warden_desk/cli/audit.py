"""`audit`: who looked at what is sensitive or handed it on, and whether that record is whole."""

from datetime import date

import click

from warden_desk.cli.desk_option import Asked, on_a_desk
from warden_desk.cli.output import json_option, local_time, print_json, print_table
from warden_desk.cli.reading import day
from warden_desk.domain.clearance import ACT_WORDS, AuditFilter
from warden_desk.domain.dates import uk_date
from warden_desk.domain.errors import UserError
from warden_desk.domain.record_chain import Seal


@click.group("audit")
def audit_group() -> None:
    """The permanent record of who looked at what."""


@audit_group.command("list")
@click.option("--tasking", "thing", default="", help="A reference, or a part of one.")
@click.option("--by", default="", help="A name, or a part of one.")
@click.option("--from", "first", type=day, help="The first day.")
@click.option("--to", "last", type=day, help="The last day.")
@json_option
@on_a_desk
def list_entries(
    asked: Asked, *, thing: str, by: str, first: date | None, last: date | None, as_json: bool
) -> None:
    """List who looked at, handed on or changed what, the latest first."""
    from warden_desk.services.access import audit, clearance

    wanted = AuditFilter(thing=thing, by=by, first=first, last=last)
    with asked.desk() as desk:
        if not desk.database.read(clearance.seat, asked.today()).may_answer:
            raise UserError("The record is for team leaders and supervisors of this desk.")
        rows = desk.database.read(audit.rows, wanted, limit=None)
    if as_json:
        print_json(
            [
                {"ref": row.thing, "at": row.at, "by": row.by, "act": row.act.value}
                | {"kind": row.thing_kind, "where": row.how}
                for row in rows
            ]
        )
        return
    print_table(
        ("When", "Who", "Did", "What", "Where"),
        [(local_time(r.at), r.by, ACT_WORDS[r.act], r.thing, r.how) for r in rows],
    )


@audit_group.command("check")
@click.option("--seal", "typed", default="", help="A seal that was noted or printed earlier.")
@json_option
@on_a_desk
def check(asked: Asked, *, typed: str, as_json: bool) -> None:
    """Check that no line of the record was changed or taken out."""
    from warden_desk.services.access import record

    noted = Seal.read(typed) if typed else None
    with asked.desk() as desk:
        found = desk.database.read(record.state)
        differs = desk.database.read(record.compare, noted) if noted else ""
    if as_json:
        print_json(
            {"whole": found.is_whole, "seal": str(found.last), "disposed": found.gone}
            | {"differs": differs}
        )
        return
    if differs or not found.is_whole:
        raise UserError(differs or found.sentence)
    click.echo(f"{found.sentence}. Note it elsewhere: lines cut off at the end show against it.")


@audit_group.command("dispose")
@click.option("--dry-run", is_flag=True, help="Say which lines would go, and let none go.")
@on_a_desk
def dispose(asked: Asked, *, dry_run: bool) -> None:
    """Let go of the lines that are older than the record is kept."""
    from warden_desk.services.access import record

    with asked.desk() as desk:
        if dry_run:
            click.echo(desk.database.read(record.disposal, asked.today()).sentence)
            return
        done, _ = desk.database.write("Dispose of old lines", record.dispose, act=asked.act())
    click.echo(f"{done.lines} lines of before {uk_date(done.until)} are gone for good.")
