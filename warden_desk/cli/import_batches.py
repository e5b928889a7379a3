"""`import list|undo`: what was taken in so far."""

import click

from warden_desk.cli.desk_option import Asked, on_a_desk
from warden_desk.cli.output import json_option, local_time, print_json, print_table
from warden_desk.domain.errors import UserError


@click.command("list")
@json_option
@on_a_desk
def list_imports(asked: Asked, *, as_json: bool) -> None:
    """List what was taken in, the latest first."""
    from warden_desk.services.imports import batches

    with asked.desk() as desk:
        rows = desk.database.read(batches.rows)
    if as_json:
        print_json(
            [
                {"ref": row.id, "kind": row.kind, "source": row.source, "done_at": row.done_at}
                for row in rows
            ]
        )
    else:
        print_table(
            ("Import", "When", "Kind", "List"),
            [(row.id, local_time(row.done_at), row.kind, row.source) for row in rows],
        )


@click.command("undo")
@click.argument("reference", required=False)
@on_a_desk
def undo_import(asked: Asked, *, reference: str | None) -> None:
    """Take an import back: the one named as `import list` shows it, or the latest."""
    from warden_desk.services.imports import batches

    with asked.desk() as desk:
        rows = desk.database.read(batches.rows)
        row = next((row for row in rows if reference in (None, row.id)), None)
        if row is None:
            raise UserError("There is no such import. See “import list”.")
        desk.database.take_back(row.id)
    click.echo(f"Taken back: {row.source}. The desk is as it was before.")
