"""`week show|set|copy`: a team's week."""

from datetime import date
from typing import TYPE_CHECKING

import click

from warden_desk.cli.desk_option import Asked, on_a_desk
from warden_desk.cli.output import json_option, print_json, print_table
from warden_desk.cli.reading import day, reason_option, team_option, week, week_option
from warden_desk.domain.dates import Week, short_day
from warden_desk.domain.errors import UserError
from warden_desk.domain.week_rows import CellRow, FindingRow, WeekGrid

if TYPE_CHECKING:  # brings SQLAlchemy, which `--help` never needs
    from warden_desk.domain.people import TeamRow
    from warden_desk.storage.desks import Desk


@click.group("week")
def week_group() -> None:
    """A team's week: who is where, and what the rules say to it."""


@week_group.command("show")
@team_option
@week_option
@json_option
@on_a_desk
def show(asked: Asked, *, team: str, in_week: Week, as_json: bool) -> None:
    """Show the week, people by days, and what is to be settled."""
    from warden_desk.services.week import week_findings, week_views

    with asked.desk() as desk:
        row = _team(desk, team, asked.today())
        grid = desk.database.read(week_views.grid, row.id, in_week)
        findings = desk.database.read(week_findings.findings, row.id, in_week)
    if as_json:
        print_json(
            {
                "team": grid.team,
                "week": str(in_week),
                "people": _people_as_json(grid),
                "findings": [_finding_as_json(finding) for finding in findings],
            }
        )
        return
    print_table(
        ("", *(short_day(on) for on in in_week.days), "Hours"),
        [
            (person.name, *map(_cell, person.cells), f"{person.minutes / 60:g}")
            for person in grid.people
        ],
    )
    for finding in findings:
        click.echo(f"{finding.severity.value}: {finding.sentence}")


@week_group.command("set")
@team_option
@click.argument("person")
@click.argument("on", type=day, metavar="DATE")
@click.argument("cell")
@reason_option
@on_a_desk
def set_cell(asked: Asked, *, team: str, person: str, on: date, cell: str, reason: str) -> None:
    """Plan PERSON's DATE as CELL: "E Lenham", "0900-1700 Lenham, Harrietsham", "RD", "" clears."""
    from warden_desk.domain.shift_text import parse_cell
    from warden_desk.services import people
    from warden_desk.services.week import week_rows, weeks

    with asked.desk() as desk:
        database = desk.database
        row = _team(desk, team, on)
        who = database.read(people.find, person, on)
        label = f"Set {who.name}, {short_day(on)}"
        if not cell.strip():
            database.write(label, weeks.clear_cell, who.id, on, row.id, act=asked.act())
            click.echo(f"{who.name}, {short_day(on)}: cleared.")
            return
        draft = parse_cell(cell, database.read(week_rows.code_book, on))
        database.write(
            label,
            weeks.set_cell,
            who.id,
            on,
            row.id,
            draft,
            act=asked.act(),
            reason=reason,
        )
    click.echo(f"{who.name}, {short_day(on)}: {cell}.")


@week_group.command("copy")
@team_option
@week_option
@click.option("--from", "source", type=week, help="Which week to copy; the one before unless said.")
@on_a_desk
def copy(asked: Asked, *, team: str, in_week: Week, source: Week | None) -> None:
    """Copy another week into this one, as far as it still holds; filled cells stay."""
    from warden_desk.services.week import week_copies

    if source == in_week:
        raise UserError("A week is not copied into itself. Give another one with --from.")
    with asked.desk() as desk:
        row = _team(desk, team, in_week.monday)
        done, _ = desk.database.write(
            f"Copy a week to {in_week}",
            week_copies.copy_week,
            row.id,
            source or in_week.previous,
            in_week,
            act=asked.act(),
        )
    click.echo(f"{done.copied} copied, {done.kept} that were filled already stay.")
    for left in done.left_out:
        click.echo(f"  left out: {left.person}, {short_day(left.on_date)} {left.cell}: {left.why}")


def _team(desk: "Desk", typed: str, on: date) -> "TeamRow":
    from warden_desk.services import teams

    return desk.database.read(teams.find, typed, on)


def _cell(cell: CellRow) -> str:
    return " ".join(filter(None, (cell.head, cell.places))) or cell.absent


def _finding_as_json(finding: FindingRow) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "person": finding.person,
        "area": finding.area,
        "date": finding.on_date,
        "text": finding.text,
        "reason": finding.reason,
    }


def _people_as_json(grid: WeekGrid) -> list[dict[str, object]]:
    return [
        {
            "ref": person.collar_number,
            "name": person.name,
            "group": person.group,
            "minutes": person.minutes,
            "days": [
                {
                    "date": cell.on_date,
                    "cell": cell.head,
                    "places": cell.places,
                    "taskings": cell.taskings,
                    "absent": cell.absent,
                }
                for cell in person.cells
            ],
        }
        for person in grid.people
    ]
