"""`divided`: giving what is under way for a divided parish to one of its parts."""

from collections.abc import Sequence
from typing import Any

import click

from warden_desk.cli.desk_option import Asked, on_a_desk
from warden_desk.cli.output import json_option, print_json, print_table
from warden_desk.domain.dates import plain_date
from warden_desk.domain.divided import DividedWork, work_words


@click.group("divided")
def divided_group() -> None:
    """Taskings, markers and plans of parishes that were divided."""


@divided_group.command("list")
@json_option
@on_a_desk
def list_work(asked: Asked, *, as_json: bool) -> None:
    """List what may go to a part: what waits for somebody to say first, then what is planned."""
    from warden_desk.services.reorganisation import divided_work

    with asked.desk() as desk:
        found = desk.database.read(divided_work.rows, asked.today())
    if as_json:
        print_json([_as_json(row) for row in found])
        return
    print_table(
        ("Kind", "Ref", "What", "Parish", "Stands at", "When"),
        [
            (
                row.kind,
                row.ref or row.key,
                row.what,
                row.parish,
                row.now_at or "all its parts",
                plain_date(row.on) if row.on else "",
            )
            for row in found
        ],
    )


@divided_group.command("give")
@click.argument("refs", nargs=-1)
@click.option("--to", "part", required=True, help="The part, by its name.")
@click.option("--all", "is_all", is_flag=True, help="All that waits in the parish it comes from.")
@click.option("--dry-run", is_flag=True, help="Say what would go; write nothing.")
@on_a_desk
def give(asked: Asked, *, refs: Sequence[str], part: str, is_all: bool, dry_run: bool) -> None:
    """Give REFS, as `divided list` shows them, or --all to a part of the parish."""
    if bool(refs) == is_all:
        raise click.UsageError("Name what is to be given, or say --all.")
    from warden_desk.services.reorganisation import divided_work

    on = asked.today()
    with asked.desk() as desk:
        to, chosen = desk.database.read(divided_work.meant, part, refs, on)
        if not dry_run:
            keys = [row.id for row in chosen]
            label = f"Give {work_words(chosen)} to {to.name}"
            desk.database.write(label, divided_work.give, keys, to.id, on, act=asked.act())
    for row in chosen:
        click.echo(f"{row.ref or row.kind}: {row.what}")
    click.echo(f"{work_words(chosen)} {'would go' if dry_run else 'given'} to {to.name}.")


def _as_json(row: DividedWork) -> dict[str, Any]:
    return {
        "ref": row.ref or row.key,
        "kind": row.kind.value,
        "what": row.what,
        "parish": row.parish,
        "stands_at": row.now_at,
        "on": row.on,
        "parts": [part.name for part in row.parts],
    }
