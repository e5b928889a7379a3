"""`tasking edit|link|unlink|told|refer|note`: one act on a tasking, or the same on several."""

from datetime import date

import click

from warden_desk.cli.desk_option import Asked, on_a_desk
from warden_desk.cli.reading import day, reason_option
from warden_desk.domain.errors import NotFound
from warden_desk.domain.repeats import LinkKind
from warden_desk.domain.returns import SPOKEN, How, TellDraft
from warden_desk.domain.tasking_bulk import BulkChange

_KINDS = {"related": LinkKind.RELATED, "duplicate": LinkKind.DUPLICATE, "parent": LinkKind.PARENT}


@click.command("edit")
@click.argument("references", nargs=-1, required=True)
@click.option("--due", "due_on", type=day, help="The day they are due.")
@click.option("--urgency", help="A code or label.")
@click.option("--category", help="A code or label.")
@click.option("--priority", help="A code or label.")
@click.option("--dry-run", is_flag=True, help="Say what would be done; nothing is changed.")
@on_a_desk
def edit(
    asked: Asked,
    *,
    references: tuple[str, ...],
    due_on: date | None,
    dry_run: bool,
    **words: str | None,
) -> None:
    """Set the same facts on one tasking or several, all in one change."""
    from warden_desk.services import codes
    from warden_desk.services.tasking import tasking_bulk, taskings

    act, today = asked.act(), asked.today()
    with asked.desk() as desk:
        database = desk.database
        keys = [database.read(taskings.find, reference) for reference in references]
        said = {
            name: database.read(codes.find, name, typed, today).code
            for name, typed in words.items()
            if typed is not None
        }
        wanted = BulkChange(due_on=due_on, **said)
        wanted.check()
        if dry_run:
            plan = database.read(tasking_bulk.plan_change, keys, wanted, act=act)
            click.echo(plan.words("change {}"))
            return
        plan, _ = database.write("Change taskings", tasking_bulk.change, keys, wanted, act=act)
    click.echo(plan.done("{} changed"))


@click.command("link")
@click.argument("reference")
@click.argument("other")
@click.option(
    "--as",
    "kind",
    type=click.Choice(list(_KINDS)),
    default="related",
    show_default=True,
    help="What OTHER is to it.",
)
@on_a_desk
def link(asked: Asked, *, reference: str, other: str, kind: str) -> None:
    """Link a tasking with OTHER: related to it, its duplicate, or its parent."""
    from warden_desk.services.tasking import tasking_links, taskings

    with asked.desk() as desk:
        key = desk.database.read(taskings.find, reference)
        given = (key, other, _KINDS[kind])
        desk.database.write("Link taskings", tasking_links.link_to, *given, act=asked.act())
    click.echo(f"{reference.upper()} is {_KINDS[kind]} {other.upper()}.")


@click.command("unlink")
@click.argument("reference")
@click.argument("other")
@on_a_desk
def unlink(asked: Asked, *, reference: str, other: str) -> None:
    """Take the link with OTHER away; both logs keep that it stood."""
    from warden_desk.services.tasking import tasking_links, taskings

    with asked.desk() as desk:
        database = desk.database
        key, far = (database.read(taskings.find, typed) for typed in (reference, other))
        links = {row.tasking_id: row.id for row in database.read(tasking_links.of, key)}
        if far not in links:
            raise NotFound(f"{reference.upper()} is not linked with {other.upper()}.")
        database.write("Unlink taskings", tasking_links.unlink, links[far], act=asked.act())
    click.echo(f"{reference.upper()} is no longer linked with {other.upper()}.")


@click.command("told")
@click.argument("reference")
@click.option("--whom", "whom", required=True, help="A post, such as CSU sergeant.")
@click.option(
    "--how",
    type=click.Choice([how.value for how in SPOKEN]),
    default=How.PHONE.value,
    show_default=True,
    help="In which way they were told.",
)
@click.option("--date", "on", type=day, help="When; today unless said.")
@reason_option
@on_a_desk
def told(
    asked: Asked, *, reference: str, whom: str, how: str, on: date | None, reason: str
) -> None:
    """Keep that the CSU was told the answer in words: it counts as returned."""
    from warden_desk.services.returns import returns_files
    from warden_desk.services.tasking import taskings

    draft = TellDraft(How(how), whom, on or asked.today())
    with asked.desk() as desk:
        key = desk.database.read(taskings.find, reference)
        desk.database.write(
            f"Return {reference.upper()}",
            returns_files.tell,
            key,
            draft,
            act=asked.act(),
            reason=reason,
            is_practice=desk.is_practice,
        )
    click.echo(f"{reference.upper()} counts as returned {how}. What was told is kept.")


@click.command("refer")
@click.argument("reference")
@click.argument("agency")
@click.option("--consent/--no-consent", required=True, help="Whether the person agreed.")
@click.option("--text", "--note", default="", help="What was asked, and on what ground.")
@on_a_desk
def refer(asked: Asked, *, reference: str, agency: str, consent: bool, text: str) -> None:
    """Keep that an agency was asked to help."""
    from warden_desk.services.tasking import tasking_log, taskings

    with asked.desk() as desk:
        key = desk.database.read(taskings.find, reference)
        desk.database.write(
            "Refer tasking",
            tasking_log.refer,
            key,
            agency,
            text,
            has_consent=consent,
            act=asked.act(),
        )
    click.echo(f"{reference.upper()} is referred to {agency}.")


@click.command("note")
@click.argument("reference")
@click.argument("text")
@on_a_desk
def note(asked: Asked, *, reference: str, text: str) -> None:
    """Write TEXT into a tasking's log."""
    from warden_desk.services.tasking import tasking_log, taskings

    with asked.desk() as desk:
        key = desk.database.read(taskings.find, reference)
        desk.database.write("Add note", tasking_log.note, key, text, act=asked.act())
    click.echo(f"Noted on {reference.upper()}.")
