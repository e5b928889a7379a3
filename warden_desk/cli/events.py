"""`event add|list|remove`: meetings, surgeries and other occasions."""

from datetime import date
from typing import TYPE_CHECKING

import click

from warden_desk.cli.desk_option import Asked, on_a_desk
from warden_desk.cli.output import json_option, print_json, print_table
from warden_desk.cli.reading import clock_minute, day, team_option, week, week_option
from warden_desk.domain.dates import Week, short_day, uk_date
from warden_desk.domain.errors import UserError
from warden_desk.domain.events import EventDraft, EventRow, Repeat

if TYPE_CHECKING:  # brings SQLAlchemy, which `--help` never needs
    from sqlalchemy.orm import Session


@click.group("event")
def event_group() -> None:
    """Parish councils, surgeries, school talks, CSU meetings."""


@event_group.command("add")
@click.argument("title")
@click.option("--date", "on", type=day, required=True, help="The day, or the first of several.")
@click.option("--start", type=clock_minute, help="When it begins; all day unless said.")
@click.option("--end", "ends", type=clock_minute, help="When it is over.")
@click.option("--area", default="", help="The parish or district it is in, by name.")
@click.option("--place", default="", help="The hall or room.")
@click.option("--kind", default="", help="A code of the list of events, such as csu.")
@click.option("--who", multiple=True, help="Who is wanted there. May be given several times.")
@click.option(
    "--repeat", type=click.Choice([one.value for one in Repeat]), help="How often it comes again."
)
@click.option("--until", type=day, help="The last day it may come again.")
@on_a_desk
def add(
    asked: Asked,
    *,
    title: str,
    on: date,
    start: int | None,
    ends: int | None,
    area: str,
    place: str,
    kind: str,
    who: tuple[str, ...],
    repeat: str | None,
    until: date | None,
) -> None:
    """Put an event down; who is wanted gets a stop on their round that day."""
    from warden_desk.services import areas, codes, people
    from warden_desk.services.week import events

    if (repeat is None) != (until is None):
        raise UserError("Give both --repeat and --until, or neither.")
    with asked.desk() as desk:
        read = desk.database.read
        draft = EventDraft(
            kind=read(codes.find, "event", kind, on).code if kind else "",
            title=title,
            on_date=on,
            start_minute=start,
            end_minute=ends,
            area_id=read(areas.find, area, on).id if area else None,
            place=place,
            person_ids=tuple(read(people.find, name, on).id for name in who),
        )
        act, write = asked.act(), desk.database.write
        if repeat is not None and until is not None:
            series = (draft, Repeat(repeat), until)
            keys, _ = write("Add events", events.record_series, *series, act=act)
        else:
            key, _ = write("Add event", events.record, draft, act=act)
            keys = [key]
    more = f", and {len(keys) - 1} more" if len(keys) > 1 else ""
    click.echo(f"{title}, {uk_date(on)}{more}.")


@event_group.command("list")
@team_option
@click.option("--week", "in_week", type=week, help="This week unless said.")
@json_option
@on_a_desk
def list_events(asked: Asked, *, team: str, in_week: Week | None, as_json: bool) -> None:
    """List the events of a team's week, numbered as `event remove` takes them."""
    shown = in_week or Week.of(asked.today())
    with asked.desk() as desk:
        found = desk.database.read(_in_week, team, shown)
    if as_json:
        print_json([_as_json(number, row) for number, row in enumerate(found, start=1)])
        return
    print_table(
        ("No", "Day", "Time", "Event", "Where", "Who", "Wanted, without a stop"),
        [
            (
                number,
                short_day(row.on_date),
                row.times,
                row.title,
                ", ".join(filter(None, (row.place, row.area))),
                ", ".join(row.who),
                ", ".join(row.missing),
            )
            for number, row in enumerate(found, start=1)
        ],
    )


@event_group.command("remove")
@team_option
@week_option
@click.argument("number", type=int)
@click.option("--and-later", is_flag=True, help="With all later ones of its series.")
@on_a_desk
def remove(asked: Asked, *, team: str, in_week: Week, number: int, and_later: bool) -> None:
    """Take an event away, by its NUMBER in `event list`, with the stops made for it."""
    from warden_desk.services.week import events

    with asked.desk() as desk:
        found = desk.database.read(_in_week, team, in_week)
        if not 1 <= number <= len(found):
            raise UserError(f"There is no event {number} in that week: it has {len(found)}.")
        row = found[number - 1]
        count, _ = desk.database.write(
            "Remove event", events.remove, row.id, act=asked.act(), and_later=and_later
        )
    later = f", and {count - 1} later" if count > 1 else ""
    click.echo(f"{row.title}, {uk_date(row.on_date)}: removed{later}.")


def _as_json(number: int, row: EventRow) -> dict[str, object]:
    return {
        "ref": number,
        "title": row.title,
        "kind": row.kind,
        "date": row.on_date,
        "times": row.times,
        "area": row.area,
        "place": row.place,
        "who": row.who,
        "missing": row.missing,
    }


def _in_week(session: "Session", team: str, in_week: Week) -> list[EventRow]:
    from warden_desk.services import teams
    from warden_desk.services.week import events

    return events.in_week(session, teams.find(session, team, in_week.monday).id, in_week)
