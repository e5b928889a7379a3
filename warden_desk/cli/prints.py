"""`prints list|destroyed`: who holds which paper, and what became of it."""

import click

from warden_desk.cli.desk_option import Asked, on_a_desk
from warden_desk.cli.output import json_option, local_time, print_json, print_table
from warden_desk.domain.errors import UserError
from warden_desk.domain.papers import PaperRow, Papers, papers

REF = 8
"""Letters of a paper's id by which it is named."""


@click.group("prints")
def prints_group() -> None:
    """The print log: who holds which paper, and until when."""


@prints_group.command("list")
@click.option(
    "--which",
    type=click.Choice([which.value for which in Papers]),
    default=Papers.OUT.value,
    show_default=True,
    help="Those to destroy by now, all that are out, or those that are gone.",
)
@json_option
@on_a_desk
def list_prints(asked: Asked, *, which: str, as_json: bool) -> None:
    """List the papers, those to be destroyed first at the top."""
    from warden_desk.services.papers import print_log

    today = asked.today()
    with asked.desk() as desk:
        rows = desk.database.read(print_log.rows, Papers(which), today)
    if as_json:
        print_json([_as_json(row) for row in rows])
        return
    print_table(
        ("Ref", "Paper", "Version", "Copy for", "Printed", "By", "Until"),
        [
            (
                row.id[-REF:],
                row.what,
                row.version,
                row.copy_for,
                local_time(row.printed_at),
                row.printed_by,
                row.fate(today),
            )
            for row in rows
        ],
    )


@prints_group.command("destroyed")
@click.argument("refs", nargs=-1, metavar="[REF]…")
@click.option("--due", is_flag=True, help="All that were to be destroyed by now.")
@on_a_desk
def destroyed(asked: Asked, *, refs: tuple[str, ...], due: bool) -> None:
    """Note that papers were destroyed: those named as `prints list` shows them."""
    from warden_desk.services.papers import print_log

    if not refs and not due:
        raise UserError("Name the papers as `prints list` shows them, or say --due.")
    today = asked.today()
    with asked.desk() as desk:
        which = Papers.DUE if due and not refs else Papers.ALL
        rows = desk.database.read(print_log.rows, which, today)
        chosen = [row.id for row in rows] if not refs else [_find(rows, ref) for ref in refs]
        label = f"Destroy {papers(len(chosen))}"
        count, _ = desk.database.write(label, print_log.destroyed, chosen, today, act=asked.act())
    click.echo(f"{papers(count)} noted as destroyed.")


def _find(rows: list[PaperRow], ref: str) -> str:
    found = [row.id for row in rows if row.id.endswith(ref.strip().lower())]
    if len(found) != 1 or not ref.strip():
        raise UserError(f"No one paper is called “{ref}”. `prints list --which all` shows them.")
    return found[0]


def _as_json(row: PaperRow) -> dict[str, object]:
    return {
        "ref": row.id[-REF:],
        "what": row.what,
        "version": row.version,
        "team": row.team,
        "copy_for": row.copy_for,
        "printed_by": row.printed_by,
        "printed_at": row.printed_at,
        "destroy_by": row.destroy_by,
        "destroyed_on": row.destroyed_on,
        "destroyed_by": row.destroyed_by,
    }
