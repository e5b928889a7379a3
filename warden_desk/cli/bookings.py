"""`tasking book|bookings`: taskings in the week."""

from datetime import date

import click

from warden_desk.cli.desk_option import Asked, on_a_desk
from warden_desk.cli.output import json_option, print_json, print_table
from warden_desk.cli.reading import day, reason_option
from warden_desk.domain.dates import uk_date


@click.command("book")
@click.argument("reference")
@click.argument("person")
@click.argument("on", type=day, metavar="DATE")
@click.option("--minutes", type=click.IntRange(1, 24 * 60), help="As usual unless said.")
@reason_option
@on_a_desk
def book(
    asked: Asked, *, reference: str, person: str, on: date, minutes: int | None, reason: str
) -> None:
    """Put a tasking on PERSON's round of DATE, and ask them to do it."""
    from warden_desk.services import people
    from warden_desk.services.tasking import taskings
    from warden_desk.services.week import bookings

    with asked.desk() as desk:
        database = desk.database
        key = database.read(taskings.find, reference)
        who = database.read(people.find, person, on)
        database.write(
            f"Book {reference} for {who.name}",
            bookings.book,
            key,
            who.id,
            on,
            minutes=minutes,
            act=asked.act(),
            reason=reason,
        )
        [made] = [
            one
            for one in database.read(bookings.rows, key)
            if (one.person_id, one.on_date) == (who.id, on)
        ][-1:]
    click.echo(f"{reference.upper()}: {made.sentence}.")


@click.command("bookings")
@click.argument("reference")
@json_option
@on_a_desk
def list_bookings(asked: Asked, *, reference: str, as_json: bool) -> None:
    """List on whose rounds a tasking is, the earliest first."""
    from warden_desk.services.tasking import taskings
    from warden_desk.services.week import bookings

    with asked.desk() as desk:
        key = desk.database.read(taskings.find, reference)
        found = desk.database.read(bookings.rows, key)
    if as_json:
        print_json(
            [
                {
                    "person": one.person,
                    "date": one.on_date,
                    "minutes": one.minutes,
                    "done": one.done,
                }
                for one in found
            ]
        )
        return
    if not found:
        click.echo("It is on nobody's round.")
        return
    print_table(
        ("Person", "Day", "Minutes", "Done"),
        [(one.person, uk_date(one.on_date), one.minutes, one.done) for one in found],
    )
