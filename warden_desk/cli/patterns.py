"""`pattern set|list|apply`: people's rotations."""

from datetime import date

import click

from warden_desk.cli.desk_option import Asked, on_a_desk
from warden_desk.cli.output import json_option, print_json, print_table
from warden_desk.cli.reading import day, seven_days, team_option, week, week_option
from warden_desk.domain.dates import WEEKDAYS, Week, short_day, uk_date
from warden_desk.domain.patterns import PatternDraft


@click.group("pattern")
def pattern_group() -> None:
    """Rotations: what people work in each week of a cycle."""


@pattern_group.command("set")
@click.argument("person")
@click.option(
    "--week",
    "weeks",
    multiple=True,
    required=True,
    help='Seven days, Monday first: "E Lenham|E|L|L|RD|RD|RD". Give it once for each week.',
)
@click.option("--from", "first", type=day, required=True, help="The first day it holds.")
@click.option("--to", "until", type=day, help="The first day it holds no longer.")
@click.option("--anchor", type=day, help="A day of the first week; that of --from unless said.")
@on_a_desk
def set_pattern(
    asked: Asked,
    *,
    person: str,
    weeks: tuple[str, ...],
    first: date,
    until: date | None,
    anchor: date | None,
) -> None:
    """Keep PERSON's rotation; the one before ends on the day it begins."""
    from warden_desk.services import people
    from warden_desk.services.week import patterns

    draft = PatternDraft(
        weeks=tuple(tuple(seven_days(typed)) for typed in weeks),
        valid_from=first,
        valid_to=until,
        anchor=anchor,
    )
    with asked.desk() as desk:
        who = desk.database.read(people.find, person, first)
        desk.database.write(
            f"Rotation of {who.name}", patterns.keep, who.id, draft, act=asked.act()
        )
    click.echo(f"{who.name}: {len(weeks)} weeks from {uk_date(first)}.")


@pattern_group.command("list")
@click.option("--team", default="", help="Only of a team, by number or name.")
@click.option("--week", "in_week", type=week, help="In which week; this one unless said.")
@json_option
@on_a_desk
def list_patterns(asked: Asked, *, team: str, in_week: Week | None, as_json: bool) -> None:
    """List the rotations that hold in a week."""
    from warden_desk.services import teams
    from warden_desk.services.week import patterns, week_people

    shown = in_week or Week.of(asked.today())
    with asked.desk() as desk:
        who = None
        if team:
            row = desk.database.read(teams.find, team, shown.monday)
            members = desk.database.read(week_people.members, row.id, shown)
            who = [member.id for member in members]
        found = desk.database.read(patterns.rows, shown.monday, shown.sunday, who)
    if as_json:
        print_json(
            [
                {
                    "person": row.person,
                    "weeks": row.weeks,
                    "anchor": row.anchor,
                    "from": row.valid_from,
                    "to": row.valid_to,
                }
                for row in found
            ]
        )
        return
    print_table(
        ("Person", "Week", *(name[:3] for name in WEEKDAYS)),
        [
            (row.person if not number else "", number + 1, *cells)
            for row in found
            for number, cells in enumerate(row.weeks)
        ],
    )


@pattern_group.command("apply")
@team_option
@week_option
@click.option("--person", default="", help="Only this person's.")
@click.option("--replace", is_flag=True, help="Replace what is planned; what was worked stays.")
@on_a_desk
def apply_patterns(asked: Asked, *, team: str, in_week: Week, person: str, replace: bool) -> None:
    """Plan a week by the team's rotations; filled cells stay."""
    from warden_desk.services import people, teams
    from warden_desk.services.week import patterns

    with asked.desk() as desk:
        row = desk.database.read(teams.find, team, in_week.monday)
        who = desk.database.read(people.find, person, in_week.monday).id if person else None
        done, _ = desk.database.write(
            f"Apply rotations to {in_week}",
            patterns.apply,
            row.id,
            in_week,
            person_ids=None if who is None else [who],
            replace=replace,
            act=asked.act(),
        )
    click.echo(f"{done.copied} planned, {done.kept} that were filled already stay.")
    for left in done.left_out:
        click.echo(f"  left out: {left.person}, {short_day(left.on_date)} {left.cell}: {left.why}")
