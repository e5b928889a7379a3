"""`absence add|list|approve|refuse|cut|uncovered`: time away."""

from datetime import date
from typing import TYPE_CHECKING

import click

from warden_desk.cli.desk_option import Asked, on_a_desk
from warden_desk.cli.output import json_option, print_json, print_table
from warden_desk.cli.reading import clock_minute, day
from warden_desk.domain.absences import AbsenceState, Span
from warden_desk.domain.dates import Week, uk_date
from warden_desk.domain.errors import NotFound
from warden_desk.domain.people import AbsenceDraft, AbsenceRow

if TYPE_CHECKING:  # brings SQLAlchemy, which `--help` never needs
    from warden_desk.domain.people import PersonRow
    from warden_desk.storage.desks import Desk

_from = click.option("--from", "first", type=day, required=True, help="The first day.")
_to = click.option("--to", "last", type=day, help="The last day; one day unless said.")
_start = click.option("--start", type=clock_minute, help="With --end: a part of each day.")
_end = click.option("--end", "ends", type=clock_minute, help="With --start.")
_on = click.option("--on", type=day, required=True, help="One of its days.")


@click.group("absence")
def absence_group() -> None:
    """Time away. No medical reason is kept."""


@absence_group.command("add")
@click.argument("person")
@click.option("--code", required=True, help="A code of the absence list, such as AL.")
@_from
@_to
@_start
@_end
@click.option("--shift", "role", default="", help="Only from shifts of this code, such as L.")
@click.option(
    "--asked", "asked_for", is_flag=True, help="It is only asked for, and waits for an answer."
)
@on_a_desk
def add(
    asked: Asked,
    *,
    person: str,
    code: str,
    first: date,
    last: date | None,
    start: int | None,
    ends: int | None,
    role: str,
    asked_for: bool,
) -> None:
    """Record PERSON's absence."""
    from warden_desk.services import absences, codes, people

    with asked.desk() as desk:
        who = desk.database.read(people.find, person, asked.today())
        kind = desk.database.read(codes.find, "absence", code, first)
        draft = AbsenceDraft(kind.code, first, last, start, ends, role=role)
        keep = absences.ask if asked_for else absences.record
        desk.database.write("Record absence", keep, who.id, draft, act=asked.act())
    click.echo(f"{who.name}: {kind.label} from {first} to {last or first}.")


@absence_group.command("list")
@click.option("--from", "first", type=day, help="The Monday of this week unless said.")
@click.option("--to", "last", type=day, help="Four weeks later unless said.")
@click.option("--person", default="", help="Only this person's.")
@json_option
@on_a_desk
def list_absences(
    asked: Asked, *, first: date | None, last: date | None, person: str, as_json: bool
) -> None:
    """List time away, what is asked for and what was refused, too."""
    from warden_desk.services import absences, people

    start = first or Week.of(asked.today()).monday
    with asked.desk() as desk:
        who = desk.database.read(people.find, person, asked.today()) if person else None
        found = desk.database.read(
            absences.between,
            start,
            last or Week.of(start).plus(4).sunday,
            None if who is None else [who.id],
            states=tuple(AbsenceState),
            with_roles=True,
        )
    if as_json:
        print_json([_as_json(row) for row in found])
        return
    print_table(
        ("Person", "Code", "When", "State", "By", "Answer"),
        [(r.person, r.code, _when(r), r.state, r.by, r.answer) for r in found],
    )


@absence_group.command("approve")
@click.argument("person")
@_on
@click.option("--note", default="", help="What to say with it.")
@on_a_desk
def approve(asked: Asked, *, person: str, on: date, note: str) -> None:
    """Grant what PERSON asked for."""
    from warden_desk.services import absences

    with asked.desk() as desk:
        row = _asked_for(desk, _who(desk, person, on), on)
        desk.database.write("Approve absence", absences.approve, row.id, act=asked.act(), note=note)
    click.echo(f"{row.person}: {row.code}, {_when(row)} approved.")


@absence_group.command("refuse")
@click.argument("person")
@_on
@click.option("--why", required=True, help="The reason; it is kept.")
@on_a_desk
def refuse(asked: Asked, *, person: str, on: date, why: str) -> None:
    """Refuse what PERSON asked for; the request stays with the reason."""
    from warden_desk.services import absences

    with asked.desk() as desk:
        row = _asked_for(desk, _who(desk, person, on), on)
        desk.database.write("Refuse absence", absences.refuse, row.id, why, act=asked.act())
    click.echo(f"{row.person}: {row.code}, {_when(row)} refused.")


@absence_group.command("cut")
@click.argument("person")
@_from
@_to
@_start
@_end
@on_a_desk
def cut(
    asked: Asked,
    *,
    person: str,
    first: date,
    last: date | None,
    start: int | None,
    ends: int | None,
) -> None:
    """Take days, or a part of them, out of PERSON's absences: they are there after all."""
    from warden_desk.services import absences

    hole = Span(first, last or first, start, ends)
    with asked.desk() as desk:
        who = _who(desk, person, first)
        count, _ = desk.database.write("Cut absence", absences.cut, who.id, hole, act=asked.act())
    if not count:
        raise NotFound(f"{who.name} is not away then.")
    click.echo(f"{who.name} is there {hole.sentence}.")


@absence_group.command("uncovered")
@click.argument("person")
@_on
@on_a_desk
def uncovered(asked: Asked, *, person: str, on: date) -> None:
    """Say what PERSON's absence leaves open, and who could stand in for each shift."""
    from warden_desk.services.week import replacements
    from warden_desk.services.week import uncovered as open_work

    with asked.desk() as desk:
        row = _held(desk, _who(desk, person, on), on)
        left = desk.database.read(open_work.by_absence, row.id)
        click.echo(f"{row.person}: {row.code}, {_when(row)}")
        for shift in left.shifts:
            click.echo(f"  {uk_date(shift.on_date)} {shift.head} {', '.join(shift.places)}")
            for one in desk.database.read(replacements.candidates, shift.id)[:3]:
                said = "; ".join((*one.reasons, *one.warnings, *one.stops))
                click.echo(f"    {one.name} {one.way}: {said}")
    for job in left.taskings:
        click.echo(f"  {job.sentence}")
    for parish in left.parishes:
        click.echo(f"  {parish.sentence}")
    if left.is_nothing:
        click.echo("  Nothing is left open.")


def _who(desk: "Desk", typed: str, on: date) -> "PersonRow":
    from warden_desk.services import people

    return desk.database.read(people.find, typed, on)


def _held(desk: "Desk", who: "PersonRow", on: date) -> AbsenceRow:
    from warden_desk.services import absences

    found = desk.database.read(
        absences.between, on, on, [who.id], states=absences.STANDING, with_roles=True
    )
    if not found:
        raise NotFound(f"{who.name} is not away on {uk_date(on)}.")
    return found[0]


def _asked_for(desk: "Desk", who: "PersonRow", on: date) -> AbsenceRow:
    from warden_desk.services import absences

    found = desk.database.read(
        absences.between, on, on, [who.id], states=(AbsenceState.ASKED,), with_roles=True
    )
    if not found:
        raise NotFound(f"{who.name} asked for nothing on {uk_date(on)}.")
    return found[0]


def _when(row: AbsenceRow) -> str:
    return f"{row.span.sentence} ({row.role} only)" if row.role else row.span.sentence


def _as_json(row: AbsenceRow) -> dict[str, object]:
    return {
        "person": row.person,
        "code": row.code,
        "from": row.starts_on,
        "to": row.ends_on,
        "start": row.start_minute,
        "end": row.end_minute,
        "shift": row.role,
        "state": row.state,
        "by": row.by,
        "answer": row.answer,
    }
