"""`user new-key`: the desk under another key, so that nothing of before opens it."""

import click

from warden_desk.cli.desk_option import Asked, on_a_desk
from warden_desk.cli.users import new_passphrase
from warden_desk.domain.new_key import WHAT_IT_DOES, WHAT_IT_DOES_NOT, NewKeyDraft
from warden_desk.domain.progress import Silent


@click.command("new-key")
@click.option("--no-common", is_flag=True, help="No passphrase for all: only people's own.")
@click.option("--forget-copies", is_flag=True, help="Remove the backups of before beside the desk.")
@click.option("--dry-run", is_flag=True, help="Say what it would mean, and change nothing.")
@on_a_desk
def new_key(asked: Asked, *, no_common: bool, forget_copies: bool, dry_run: bool) -> None:
    """Change the desk's key, and print its new recovery code."""
    from warden_desk.services.access import new_key as keys

    with asked.desk() as desk:
        plan = desk.database.read(keys.plan, desk.ring, asked.today())
        if dry_run:
            for sentence in (WHAT_IT_DOES, *plan.sentences, WHAT_IT_DOES_NOT):
                click.echo(sentence)
            return
        is_wanted = not no_common and (plan.has_common or not plan.may_do_without)
        common = new_passphrase() if is_wanted else ""
        draft = NewKeyDraft(
            proof=asked.passphrase(), common=common, again=common, forget_copies=forget_copies
        )
        done = keys.change(desk.database, desk.ring, draft, act=asked.act(), progress=Silent())
    click.echo(done.sentence)
    click.echo(f"Recovery code: {done.code}")
    click.echo("Write it down and keep it sealed. The one of until now opens this desk no longer.")
