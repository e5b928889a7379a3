"""`team list`, `parish show`, `coverage`."""

from collections import Counter
from datetime import date

import click

from warden_desk.cli.desk_option import Asked, on_a_desk
from warden_desk.cli.output import json_option, print_json, print_table
from warden_desk.cli.reading import day
from warden_desk.domain.coverage import Coverage


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


@click.command()
@click.option("--date", "on", type=day, help="On which day; today unless said.")
@json_option
@on_a_desk
def coverage(asked: Asked, *, on: date | None, as_json: bool) -> None:
    """Say which parishes are covered, and by whom."""
    from warden_desk.services.coverage import coverage as covers

    with asked.desk() as desk:
        rows = desk.database.read(covers.coverage, on or asked.today())
    counts = Counter(row.state for row in rows)
    if as_json:
        print_json(
            {
                "counts": {state.value: counts[state] for state in Coverage},
                "areas": [
                    {
                        "gss_code": row.gss_code,
                        "name": row.name,
                        "district": row.district,
                        "state": row.state,
                        "primary": row.primary,
                    }
                    for row in rows
                ],
            }
        )
        return
    print_table(
        ("District", "Parish", "State", "Primary", "Last visit"),
        [(r.district, r.name, r.state.label, r.primary, r.last_visit) for r in rows],
    )
    click.echo()
    for state in Coverage:
        click.echo(f"{counts[state]:>5}  {state.label}")
