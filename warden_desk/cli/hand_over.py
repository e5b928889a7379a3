"""`tasking hand-over`: taskings with their logs, for another desk."""

from pathlib import Path

import click

from warden_desk.cli.desk_option import Asked, on_a_desk
from warden_desk.cli.output import save_file
from warden_desk.domain.clearance import ActKind
from warden_desk.domain.hand_over import SUFFIX
from warden_desk.domain.rights import Right
from warden_desk.domain.tasking_filters import TaskingFilter, Which


@click.command("hand-over")
@click.argument("references", nargs=-1)
@click.option("--team", help="All of this team's districts: its number or name.")
@click.option(
    "--which",
    type=click.Choice([which.value for which in Which]),
    default=Which.OPEN.value,
    show_default=True,
    help="Which of them, where no reference is given.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="The file; it ends in .wdtaskings unless said.",
)
@on_a_desk
def hand_over(
    asked: Asked, *, references: tuple[str, ...], team: str | None, which: str, out: Path
) -> None:
    """Write taskings with their logs to a file that “tasking import” of another desk reads."""
    from warden_desk.formats import hand_over_file
    from warden_desk.services import teams
    from warden_desk.services.access import audit, clearance
    from warden_desk.services.tasking import hand_overs, tasking_lists, taskings

    out = out if out.suffix else out.with_suffix(SUFFIX)
    with asked.desk() as desk:
        read = desk.database.read
        keys = [read(taskings.find, reference) for reference in references]
        if not keys:
            districts = read(teams.find, team, asked.today()).district_ids if team else ()
            wanted = TaskingFilter(today=asked.today(), which=Which(which), district_ids=districts)
            keys = read(tasking_lists.ids, wanted)
        content = read(hand_overs.gather, keys, act=asked.act())
        desk.database.rights.check(Right.RECORD)  # what is not noted does not leave
        save_file(out, hand_over_file.render(content))
        told = read(clearance.sensitive_among, [each.id for each in content.taskings])
        if told:
            desk.database.write(
                "Note the hand-over",
                audit.note,
                ActKind.DISCLOSURE,
                audit.TASKING,
                told,
                "export",
                act=asked.act(),
            )
    count = len(content.taskings)
    click.echo(f"{count} {'tasking' if count == 1 else 'taskings'} written to {out.name}.")
    click.echo("The file holds their logs as plain text: send it as you would the taskings.")
    click.echo("Attached files are not in it: send those that are needed beside it.")
