"""`tasking job-sheet|attach|attachments`: taskings on paper, and files that belong to them."""

from pathlib import Path

import click

from warden_desk.cli.desk_option import Asked, on_a_desk
from warden_desk.cli.output import json_option, print_json, print_table, save_file
from warden_desk.cli.reading import week
from warden_desk.domain.dates import Week
from warden_desk.domain.errors import UserError
from warden_desk.domain.rights import Right


@click.command("job-sheet")
@click.argument("references", nargs=-1)
@click.option("--for", "person", default="", help="All of a person's week: collar number or name.")
@click.option("--week", "in_week", type=week, help="Which week with --for; this week unless said.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="A file that ends in .pdf.",
)
@on_a_desk
def job_sheet(
    asked: Asked, *, references: tuple[str, ...], person: str, in_week: Week | None, out: Path
) -> None:
    """Print a job sheet for each tasking, all in one PDF, each with a slip to bring back."""
    from warden_desk.formats.pdf import job_sheet as paper
    from warden_desk.services import people
    from warden_desk.services.papers import job_sheets
    from warden_desk.services.tasking import taskings

    act = asked.act()
    with asked.desk() as desk:
        database = desk.database
        keys = [database.read(taskings.find, reference) for reference in references]
        carrier = ""
        if person:
            who = database.read(people.find, person, asked.today())
            carrier, wanted = who.id, in_week or Week.of(asked.today())
            keys += database.read(job_sheets.of_week, who.id, wanted)
        if not keys:
            raise UserError("There is no tasking to print. Name one, or somebody who has some.")
        sheets = database.read(
            job_sheets.content,
            keys,
            today=asked.today(),
            act=act,
            is_practice=desk.is_practice,
            carrier_id=carrier,
        )
        database.rights.check(Right.RECORD)  # a paper that is not logged is not made
        save_file(out, paper.render(sheets))
        database.write("Print job sheets", job_sheets.log_print, sheets, act=act)
    for sheet in sheets:
        click.echo(f"{sheet.reference}: slip {sheet.slip}")


@click.command()
@click.argument("reference")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@on_a_desk
def attach(asked: Asked, *, reference: str, file: Path) -> None:
    """Attach FILE to a tasking; a photograph's place, time and camera are taken out."""
    from warden_desk.services.tasking import attachments, taskings

    with asked.desk() as desk:
        database = desk.database
        key = database.read(taskings.find, reference)
        kept = database.read(attachments.read_file, file)
        database.write("Attach a file", attachments.keep, key, kept, act=asked.act())
    click.echo(f"{kept.name} is attached to {reference.upper()}.")


@click.command("attachments")
@click.argument("reference")
@json_option
@on_a_desk
def list_attachments(asked: Asked, *, reference: str, as_json: bool) -> None:
    """List the files attached to a tasking, the latest first."""
    from warden_desk.services.tasking import attachments, taskings

    with asked.desk() as desk:
        key = desk.database.read(taskings.find, reference)
        rows = desk.database.read(attachments.rows, key)
    if as_json:
        print_json(
            [
                {
                    "name": row.name,
                    "type": row.media_type,
                    "size": row.size,
                    "sha256": row.digest,
                    "by": row.added_by,
                    "at": row.added_at,
                }
                for row in rows
            ]
        )
    else:
        print_table(
            ("File", "Size", "Added by", "On"),
            [(r.name, r.size_words, r.added_by, f"{r.added_at:%Y-%m-%d}") for r in rows],
        )
