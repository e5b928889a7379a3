"""`availability set|list`: when people say they can come."""

from datetime import date

import click

from warden_desk.cli.desk_option import Asked, on_a_desk
from warden_desk.cli.output import json_option, print_json, print_table
from warden_desk.cli.reading import day, seven_days, team_option, week
from warden_desk.domain.availability import AnswerRow
from warden_desk.domain.availability_text import parse_answers
from warden_desk.domain.dates import Week, short_day, uk_date
from warden_desk.domain.errors import UserError


@click.group("availability")
def availability_group() -> None:
    """When people say they can come: their usual week, and single days."""


@availability_group.command("set")
@click.argument("person")
@click.option(
    "--week",
    "days",
    help='Seven days, Monday first: "yes 1800-2100|no|yes|no pm|maybe|yes|". Empty says nothing.',
)
@click.option("--from", "first", type=day, help="From when the week holds; today unless said.")
@click.option("--date", "on_date", type=day, help="A single day, in place of the usual.")
@click.option("--says", default="", help="What holds that day; empty takes the exception back.")
@on_a_desk
def set_availability(
    asked: Asked,
    *,
    person: str,
    days: str | None,
    first: date | None,
    on_date: date | None,
    says: str,
) -> None:
    """Keep PERSON's usual week, or what they say for one day."""
    from warden_desk.services import availability, people
    from warden_desk.services.week import week_rows

    if (days is None) == (on_date is None):
        raise UserError("Say either the usual --week or a single --date.")
    start = first or on_date or asked.today()
    with asked.desk() as desk:
        who = desk.database.read(people.find, person, start)
        codes = desk.database.read(week_rows.code_book, start).codes
        roles = [row.code for row in codes if row.is_work]
        label = f"When {who.name} can come"
        if on_date is not None:
            answers = parse_answers(says, roles)
            keep = availability.keep_day
            desk.database.write(label, keep, who.id, on_date, answers, act=asked.act())
        else:
            said = dict(enumerate(parse_answers(cell, roles) for cell in seven_days(days or "")))
            desk.database.write(label, availability.keep_week, who.id, said, start, act=asked.act())
    click.echo(f"{who.name}: kept from {uk_date(start)}.")


@availability_group.command("list")
@team_option
@click.option("--week", "in_week", type=week, help="In which week; this one unless said.")
@json_option
@on_a_desk
def list_availability(asked: Asked, *, team: str, in_week: Week | None, as_json: bool) -> None:
    """List what a team's people say for the days of a week."""
    from warden_desk.services import availability, teams
    from warden_desk.services.week import week_people

    shown = in_week or Week.of(asked.today())
    with asked.desk() as desk:
        row = desk.database.read(teams.find, team, shown.monday)
        members = desk.database.read(week_people.members, row.id, shown)
        keys = [member.id for member in members]
        said = desk.database.read(availability.between, shown.monday, shown.sunday, keys)
    found = [
        (member.name, answer)
        for member in members
        for day in shown.days
        for answer in said.get((member.id, day), ())
    ]
    if as_json:
        print_json([_as_json(answer, name) for name, answer in found])
        return
    print_table(
        ("Person", "Day", "Says", "Which is", "Note"),
        [
            (name, short_day(answer.on_date), answer.sentence, answer.source, answer.note)
            for name, answer in found
        ],
    )


def _as_json(said: AnswerRow, person: str) -> dict[str, object]:
    return {
        "person": person,
        "date": said.on_date,
        "answer": said.answer,
        "source": said.source,
        "start": said.start_minute,
        "end": said.end_minute,
        "shift": said.role,
        "note": said.note,
    }
