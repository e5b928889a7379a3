"""`audit list`: who looked at what is sensitive, and to whom it was handed on."""

from datetime import date

import click

from warden_desk.cli.desk_option import Asked, on_a_desk
from warden_desk.cli.output import json_option, local_time, print_json, print_table
from warden_desk.cli.reading import day
from warden_desk.domain.clearance import ACT_WORDS, AuditFilter
from warden_desk.domain.errors import UserError


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
