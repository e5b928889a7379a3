"""`mapping list|show|delete`: what is remembered of each sender's lists."""

from collections.abc import Iterator
from dataclasses import asdict

import click

from warden_desk.cli.desk_option import Asked, on_a_desk
from warden_desk.cli.output import json_option, print_json, print_table
from warden_desk.domain.imports import SenderLayout


@click.group("mapping")
def mapping_group() -> None:
    """See and forget how each sender's lists are read."""


@mapping_group.command("list")
@json_option
@on_a_desk
def list_mappings(asked: Asked, *, as_json: bool) -> None:
    """List the senders whose next list needs no decisions."""
    from warden_desk.services.imports import layouts

    with asked.desk() as desk:
        found = desk.database.read(layouts.known)
    if as_json:
        print_json([{"ref": each.sender, "kind": each.kind.value} for each in found])
    else:
        rows = [(each.sender, each.kind.value, str(len(each.columns))) for each in found]
        print_table(("Sender", "Kind", "Columns known"), rows)


@mapping_group.command("show")
@click.argument("sender")
@json_option
@on_a_desk
def show_mapping(asked: Asked, *, sender: str, as_json: bool) -> None:
    """Show how one sender's lists are read."""
    from warden_desk.services.imports import layouts

    with asked.desk() as desk:
        found = desk.database.read(layouts.called, sender)
    if as_json:
        print_json([{**asdict(each), "kind": each.kind.value} for each in found])
        return
    for each in found:
        click.echo(f"{each.sender}, {each.kind.value}")
        for line in _lines(each):
            click.echo(f"  {line}")


def _lines(layout: SenderLayout) -> Iterator[str]:
    for field, column in sorted(layout.columns.items(), key=lambda item: item[1]):
        yield f"column {column + 1}  {field}"
    for table, words in layout.words.items():
        yield from (f"{table}: “{word}” is {meaning}" for word, meaning in words.items())
    yield from (f"place: “{place}” is decided" for place in layout.areas)
    yield from (f"no entry: “{line}”" for line in layout.skips)
    if layout.date_order:
        yield f"dates: the {layout.date_order} comes first"
    if layout.sheet:
        yield f"sheet: “{layout.sheet}”"
    if layout.next_meeting_days:
        yield f"the next meeting is {layout.next_meeting_days} days after the list"


@mapping_group.command("delete")
@click.argument("sender")
@on_a_desk
def delete_mapping(asked: Asked, *, sender: str) -> None:
    """Forget how a sender's lists are read; the next one is looked at as if new."""
    from warden_desk.services.imports import layouts

    with asked.desk() as desk:
        desk.database.write(f"Forget {sender}", layouts.forget, sender)
    click.echo(f"Forgotten: {sender}.")
