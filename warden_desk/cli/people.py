"""`team list`."""

import click

from warden_desk.cli.desk_option import Asked, on_a_desk
from warden_desk.cli.output import json_option, print_json, print_table


@click.group()
def team() -> None:
    """Teams."""


@team.command("list")
@json_option
@on_a_desk
def list_teams(asked: Asked, *, as_json: bool) -> None:
    """List the teams; `--team` takes a number or a name."""
    from warden_desk.services import teams

    with asked.desk() as desk:
        rows = desk.database.read(teams.rows, asked.today())
    if as_json:
        print_json(
            [
                {
                    "ref": str(row.number),
                    "name": row.name,
                    "districts": row.districts,
                    "leader": row.leader,
                    "members": row.members,
                }
                for row in rows
            ]
        )
    else:
        print_table(
            ("No", "Team", "Districts", "Leader", "People"),
            [(r.number, r.name, ", ".join(r.districts), r.leader, r.members) for r in rows],
        )
