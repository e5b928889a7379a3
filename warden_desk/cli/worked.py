"""`week confirm|worked|missed|as-planned`: planned against done."""

from datetime import date
from typing import TYPE_CHECKING

import click

from warden_desk.cli.desk_option import Asked, on_a_desk
from warden_desk.cli.reading import clock_minute, day, team_option, week_option
from warden_desk.domain.dates import Week, short_day
from warden_desk.domain.errors import NotFound
from warden_desk.domain.worked import WorkedDraft

if TYPE_CHECKING:  # brings SQLAlchemy, which `--help` never needs
    from warden_desk.domain.shifts import ShiftRow
    from warden_desk.storage.desks import Desk

_person = click.argument("person")
_on = click.argument("on", type=day, metavar="DATE")
_number = click.option(
    "--number", type=click.IntRange(1), default=1, help="Which shift of a split day."
)


@click.command("confirm")
@_person
@_on
@_number
@on_a_desk
def confirm(asked: Asked, *, person: str, on: date, number: int) -> None:
    """Keep that PERSON knows of the shift on DATE."""
    from warden_desk.services.week import worked

    with asked.desk() as desk:
        name, shift = _shift(desk, person, on, number)
        desk.database.write("Confirm shift", worked.confirm, [shift.id], act=asked.act())
    click.echo(f"{name}, {short_day(on)} {shift.head}: confirmed.")


@click.command("worked")
@_person
@_on
@_number
@click.option("--start", type=clock_minute, help="When it really began; as planned unless said.")
@click.option("--end", "ends", type=clock_minute, help="Past midnight, earlier than the start.")
@click.option("--break", "pause", type=click.IntRange(0), help="Minutes of break.")
@click.option("--note", default="", help="Why it was other than planned.")
@on_a_desk
def worked_shift(
    asked: Asked,
    *,
    person: str,
    on: date,
    number: int,
    start: int | None,
    ends: int | None,
    pause: int | None,
    note: str,
) -> None:
    """Keep when PERSON really worked on DATE."""
    from warden_desk.services.week import worked

    if start is not None and ends is not None and ends <= start:
        ends += 24 * 60
    draft = WorkedDraft(start_minute=start, end_minute=ends, break_minutes=pause, note=note)
    with asked.desk() as desk:
        name, shift = _shift(desk, person, on, number)
        desk.database.write("Hours worked", worked.worked, shift.id, draft, act=asked.act())
        done = desk.database.read(worked.rows, [shift.id])[shift.id]
    click.echo(f"{name}, {short_day(on)}: {done.status}, {done.minutes} minutes.")


@click.command("missed")
@_person
@_on
@_number
@click.option("--why", required=True, help="In a few words. No medical reason is kept.")
@on_a_desk
def missed(asked: Asked, *, person: str, on: date, number: int, why: str) -> None:
    """Keep that PERSON did not work the shift on DATE."""
    from warden_desk.services.week import worked

    with asked.desk() as desk:
        name, shift = _shift(desk, person, on, number)
        desk.database.write("Missed shift", worked.missed, shift.id, why, act=asked.act())
    click.echo(f"{name}, {short_day(on)} {shift.head}: missed.")


@click.command("as-planned")
@team_option
@week_option
@on_a_desk
def as_planned(asked: Asked, *, team: str, in_week: Week) -> None:
    """Keep that a week went as planned, but for what was said otherwise; up to today."""
    from warden_desk.services import teams
    from warden_desk.services.week import worked

    with asked.desk() as desk:
        row = desk.database.read(teams.find, team, in_week.monday)
        count, _ = desk.database.write(
            f"Settle {in_week}",
            worked.as_planned,
            row.id,
            in_week.monday,
            in_week.sunday,
            act=asked.act(),
        )
    click.echo(f"{row.name}, week {in_week}: {count} shifts worked as planned.")


def _shift(desk: "Desk", person: str, on: date, number: int) -> "tuple[str, ShiftRow]":
    """The name, and the person's shift of that day, in the order of the day."""
    from warden_desk.services import people
    from warden_desk.services.week import week_rows

    who = desk.database.read(people.find, person, on)
    book = desk.database.read(week_rows.code_book, on)
    found = desk.database.read(week_rows.between, on, on, book, person_ids=[who.id])
    if len(found) < number:
        count = {0: "no shifts", 1: "one shift"}.get(len(found), f"{len(found)} shifts")
        raise NotFound(f"{who.name} has {count} on {short_day(on)}.")
    return who.name, found[number - 1]
