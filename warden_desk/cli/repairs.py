"""`week repair`: somebody is sick; three ways to cover, and doing one of them."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from warden_desk.cli.desk_option import Asked, on_a_desk
from warden_desk.cli.output import json_option, print_json, save_file
from warden_desk.cli.reading import day, reason_option
from warden_desk.domain.errors import UserError
from warden_desk.domain.repairs import Repair, Repaired, days_words

if TYPE_CHECKING:  # brings SQLAlchemy, which `--help` never needs
    from warden_desk.storage.desks import Desk


@click.command("repair")
@click.option("--sick", "person", required=True, metavar="PERSON", help="Collar number or name.")
@click.option("--date", "on", type=day, help="Today unless said.")
@click.option("--until", type=day, help="The last day, where they are sick for several.")
@click.option("--take", type=click.IntRange(min=1), help="Do the way of this number.")
@reason_option
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="With --take: save the sheets that changed, as one PDF.",
)
@json_option
@on_a_desk
def repair(
    asked: Asked,
    *,
    person: str,
    on: date | None,
    until: date | None,
    take: int | None,
    reason: str,
    out: Path | None,
    as_json: bool,
) -> None:
    """Say how to cover for PERSON, who is sick; everything else stays as it is."""
    from warden_desk.services import people
    from warden_desk.services.repair import repairs

    if out and not take:
        raise click.UsageError("--out goes with --take.")
    act, first = asked.act(), on or asked.today()
    with asked.desk() as desk:
        read, write = desk.database.read, desk.database.write
        who = read(people.find, person, first)
        found = read(repairs.repair, who.id, first, until, act=act)
        if take is None:
            _say(found, as_json=as_json)
            return
        way = (who.id, found.on_date, _key(found, take))
        label = f"{found.person} is sick, {days_words(found.on_date, found.until)}"
        done, _ = write(label, repairs.choose, *way, until=found.until, act=act, reason=reason)
        if out:
            _print_changed(asked, desk, done, out)
    if as_json:
        print_json(
            {"done": done.title, "week": str(done.weeks[0]), "people": list(done.person_ids)}
        )
    else:
        click.echo(f"{label}: {done.title}.")


def _key(found: Repair, number: int) -> str:
    """Of the way of this number; empty where there is nothing to cover."""
    if number > max(1, len(found.ways)):
        raise UserError(f"There are {len(found.ways)} ways. Choose one of them.")
    return found.ways[number - 1].key if found.ways else ""


def _print_changed(asked: Asked, desk: "Desk", done: Repaired, out: Path) -> None:
    from warden_desk.formats.pdf import copies as pdf_copies
    from warden_desk.services.papers import copies, repair_papers

    act, today = asked.act(), asked.today()
    made = desk.database.read(
        repair_papers.changed_copies, done, today=today, act=act, is_practice=desk.is_practice
    )
    save_file(out, pdf_copies.one_file(made).data)
    desk.database.write("Print what changed", copies.log_prints, made, act=act)


def _say(found: Repair, *, as_json: bool) -> None:
    if as_json:
        print_json(_as_json(found))
        return
    shifts = ", ".join(shift.head for shift in found.shifts) or "no shift"
    click.echo(f"{found.person}, {days_words(found.on_date, found.until)}: {shifts}")
    for number, way in enumerate(found.ways, start=1):
        click.echo(f"{number}  {way.title}")
        for said in (*way.costs, *(f"! {w}" for w in way.warnings), *way.falls):
            click.echo(f"     {said}")
    for note in found.notes:
        click.echo(note)


def _as_json(found: Repair) -> dict[str, object]:
    return {
        "person": found.person,
        "date": found.on_date,
        "until": found.until,
        "shifts": [shift.head for shift in found.shifts],
        "ways": [
            {
                "number": number,
                "kind": way.kind,
                "title": way.title,
                "costs": way.costs,
                "falls": way.falls,
                "warnings": way.warnings,
                "extra_minutes": way.minutes,
            }
            for number, way in enumerate(found.ways, start=1)
        ],
        "notes": found.notes,
    }
