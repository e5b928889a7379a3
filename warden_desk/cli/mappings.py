"""`mapping list|show|delete`: what is remembered of each sender's lists."""

from dataclasses import asdict

import click

from warden_desk.cli.desk_option import Asked, on_a_desk
from warden_desk.cli.output import json_option, print_json, print_table


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
        for field, column in sorted(each.columns.items(), key=lambda item: item[1]):
            click.echo(f"  column {column + 1}  {field}")
        for table, words in each.words.items():
            for word, meaning in words.items():
                click.echo(f"  {table}: “{word}” is {meaning}")
        for place in each.areas:
            click.echo(f"  place: “{place}” is decided")
        if each.next_meeting_days:
            click.echo(f"  the next meeting is {each.next_meeting_days} days after the list")


@mapping_group.command("delete")
@click.argument("sender")
@on_a_desk
def delete_mapping(asked: Asked, *, sender: str) -> None:
    """Forget how a sender's lists are read; the next one is looked at as if new."""
    from warden_desk.services.imports import layouts

    with asked.desk() as desk:
        desk.database.write(f"Forget {sender}", layouts.forget, sender)
    click.echo(f"Forgotten: {sender}.")
