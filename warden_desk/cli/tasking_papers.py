"""`tasking job-sheet`: taskings on paper."""

from pathlib import Path

import click

from warden_desk.cli.desk_option import Asked, on_a_desk
from warden_desk.cli.output import save_file


@click.command("job-sheet")
@click.argument("references", nargs=-1, required=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
@on_a_desk
def job_sheet(asked: Asked, *, references: tuple[str, ...], out: Path) -> None:
    """Print a job sheet for each tasking, all in one PDF, each with a slip to bring back."""
    from warden_desk.formats.pdf import job_sheet as paper
    from warden_desk.services import job_sheets, taskings

    act = asked.act()
    with asked.desk() as desk:
        database = desk.database
        sheets = database.read(
            job_sheets.content,
            [database.read(taskings.find, reference) for reference in references],
            today=asked.today(),
            act=act,
            is_practice=desk.is_practice,
        )
        save_file(out, paper.render(sheets))
        database.write("Print job sheets", job_sheets.log_print, sheets, act=act)
    for sheet in sheets:
        click.echo(f"{sheet.reference}: slip {sheet.slip}")
