"""`person leave`: somebody leaves the service."""

from datetime import date

import click

from warden_desk.cli.desk_option import Asked, on_a_desk
from warden_desk.cli.output import json_option, print_json
from warden_desk.cli.reading import day, reason_option
from warden_desk.domain.leaving import Leaving, LeavingDraft


@click.group("person")
def person_group() -> None:
    """People of the service."""


@person_group.command("leave")
@click.argument("person")
@click.option("--last-day", type=day, required=True, help="Their last day with the service.")
@click.option("--to", "successor", default="", help="Who takes over parishes and taskings.")
@click.option("--note", default="", help="What whoever follows should know.")
@reason_option
@click.option("--dry-run", is_flag=True, help="Say what it means, and write nothing.")
@json_option
@on_a_desk
def leave(
    asked: Asked,
    *,
    person: str,
    last_day: date,
    successor: str,
    note: str,
    reason: str,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Let PERSON go after their last day, and say all that ends with it."""
    from warden_desk.services import leaving, people

    with asked.desk() as desk:
        read = desk.database.read
        who = read(people.find, person, asked.today())
        heir = read(people.find, successor, asked.today()).id if successor else None
        draft = LeavingDraft(last_day=last_day, successor_id=heir, note=note)
        if dry_run:
            told = read(leaving.preview, who.id, draft)
        else:
            label, act = f"{who.name} leaves", asked.act()
            write = desk.database.write
            told, _ = write(label, leaving.leave, who.id, draft, act=act, reason=reason)
    if as_json:
        print_json(_as_json(told))
    else:
        click.echo("\n".join(told.sentences))


def _as_json(told: Leaving) -> dict[str, object]:
    return {
        "person": told.person,
        "last_day": told.last_day,
        "successor": told.successor,
        "parishes": told.parishes,
        "taskings": told.taskings,
        "shifts": told.shifts,
    }
