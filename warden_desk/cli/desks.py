"""`new`, `check`: the desk itself."""

import click

from warden_desk.cli.desk_option import Asked, on_a_desk
from warden_desk.domain.clearance import UserDraft
from warden_desk.domain.errors import UserError


@click.command()
@click.option("--practice", is_flag=True, help="Invented data to try things with.")
@on_a_desk
def new(asked: Asked, *, practice: bool) -> None:
    """Make a new desk, and print its recovery code."""
    from warden_desk.services import founding
    from warden_desk.services import practice as invented
    from warden_desk.services.access import users
    from warden_desk.storage import desks

    desks.check_new(asked.path)
    if practice:
        with desks.create_practice(asked.path) as desk:
            desk.database.write("New desk", founding.found)
            desk.database.write("Practice data", invented.fill, today=asked.today())
        click.echo(f"Practice desk made at {asked.path}. Everything in it is invented.")
        return
    desk, code = desks.create(asked.path, asked.passphrase(new=True))
    with desk:
        desk.database.write("New desk", founding.found)
        first = UserDraft(name=asked.act().by, valid_from=asked.today())
        desk.database.write("First user", users.found_first, first)
    click.echo(f"New desk made at {asked.path}.")
    click.echo(f"Recovery code: {code}")
    click.echo("Write it down and keep it sealed: it opens the desk if the passphrase is lost.")


@click.command()
@on_a_desk
def check(asked: Asked) -> None:
    """Check that the desk is whole, and its record of who looked."""
    from warden_desk.services.access import record

    with asked.desk() as desk:
        problems = desk.problems()
        looked = None if problems else desk.database.read(record.state)
    if problems:
        listed = "\n".join(f"  {problem}" for problem in problems[:20])
        raise UserError(
            f"The desk is damaged ({len(problems)} findings):\n{listed}\n"
            "Do not go on with it. Restore the last backup."
        )
    if looked is not None and not looked.is_whole:
        raise UserError(looked.sentence)
    click.echo("The desk is whole: every page has its checksum, every row belongs to something.")
    click.echo("The record of who looked is whole: no line of it was changed.")
