"""`contacts …`: who is to be confirmed, whose mail came back, and letters to everybody else."""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from warden_desk.cli.desk_option import Asked, on_a_desk
from warden_desk.cli.examples import examples
from warden_desk.cli.output import json_option, print_json, print_table, save_file
from warden_desk.cli.reading import day
from warden_desk.domain.contacts import ContactRow
from warden_desk.domain.dates import uk_date
from warden_desk.domain.errors import UserError

if TYPE_CHECKING:  # brings SQLAlchemy, which `--help` never needs
    from warden_desk.storage.database import Database

_FILE = click.Path(dir_okay=False, allow_dash=True, path_type=Path)

_team = click.option("--team", help="Only of a team's districts: its number or name.")


@click.group("contacts")
def contacts_group() -> None:
    """People at councils and other organisations, and whether what is known of them holds."""


@contacts_group.command("due", epilog=examples("contacts due --team 2"))
@_team
@json_option
@on_a_desk
def due(asked: Asked, *, team: str | None, as_json: bool) -> None:
    """List the contacts that somebody should confirm, what presses most first."""
    from warden_desk.services.contacts import contact_lists

    with asked.desk() as desk:
        districts = _districts(desk.database, team, asked.today())
        found = desk.database.read(contact_lists.due, asked.today(), district_ids=districts)
    if as_json:
        print_json([_as_json(row) for row in found])
        return
    print_table(
        ("Organisation", "Who", "Role", "Why", "Confirmed", "Ref"),
        [
            (row.organisation, row.shown, row.role, ", ".join(row.due), _day(row), row.id)
            for row in found
        ],
    )


@contacts_group.command("confirm", epilog=examples("contacts confirm clerk@lenham.example"))
@click.argument("who", nargs=-1, required=True)
@on_a_desk
def confirm(asked: Asked, *, who: tuple[str, ...]) -> None:
    """Keep that WHO (a ref of `contacts due`, or an e-mail address) is as the desk has it."""
    from warden_desk.services.contacts import contact_lists, contacts

    with asked.desk() as desk:
        rows = desk.database.read(contact_lists.rows, asked.today())
        keys = [key for each in who for key in _named(rows, each)]
        count, _ = desk.database.write("Confirm contacts", contacts.confirm, keys, act=asked.act())
    click.echo(f"{_counted(count)} confirmed.")


@contacts_group.command(
    "bounced",
    epilog=examples(
        "contacts bounced returned.eml --dry-run", "contacts bounced - --on 2026-11-20"
    ),
)
@click.argument("file", type=_FILE)
@click.option("--on", type=day, help="The day the mail came back; today unless said.")
@click.option("--dry-run", is_flag=True, help="Say whom it is about; write nothing.")
@json_option
@on_a_desk
def bounced(asked: Asked, *, file: Path, on: date | None, dry_run: bool, as_json: bool) -> None:
    """Mark whose mail came back, from a FILE of addresses or of the mails (- to read them in)."""
    from warden_desk.formats import bounced_mail
    from warden_desk.services.contacts import bounces, contacts

    is_piped = str(file) == "-"
    text = bounced_mail.read(sys.stdin.buffer.read()) if is_piped else bounces.text_of(file)
    with asked.desk() as desk:
        found = desk.database.read(bounces.read, text, asked.today())
        if not found.contacts and not found.unknown:
            raise UserError(
                f"No e-mail address stands in {'it' if is_piped else file.name}. Give a list of "
                "addresses as text, or the saved mails."
            )
        if found.contacts and not dry_run:
            keys = [row.id for row in found.contacts]
            when = on or asked.today()
            desk.database.write(
                "Mail came back", contacts.mark_bounced, keys, when, act=asked.act()
            )
    if as_json:
        marked = [_as_json(row) for row in found.contacts]
        print_json({"contacts": marked, "unknown": list(found.unknown)})
        return
    for row in found.contacts:
        click.echo(f"{row.email}: {row.shown}, {row.organisation}")
    for address in found.unknown:
        click.echo(f"{address}: nobody on this desk")
    done = "would be marked" if dry_run else "marked"
    click.echo(f"{_counted(len(found.contacts))} {done}.")


@contacts_group.command(
    "merge",
    epilog=examples(
        "contacts merge --role clerk --role chair --out letters.xlsx",
        'contacts merge --kind "parish council" --team 2 --dry-run',
    ),
)
@click.option("--out", type=click.Path(path_type=Path), help="The file: .xlsx or .csv.")
@click.option("--role", "roles", multiple=True, help="Only with this role; again for more.")
@click.option("--kind", help="Only of this kind of organisation: “parish council”.")
@click.option("--dry-run", is_flag=True, help="Say who would be left out; write nothing.")
@_team
@json_option
@on_a_desk
def merge(
    asked: Asked,
    *,
    out: Path | None,
    roles: tuple[str, ...],
    kind: str | None,
    dry_run: bool,
    team: str | None,
    as_json: bool,
) -> None:
    """Write a list for a mail merge, and say who is left out of it and why."""
    from warden_desk.domain.clearance import ActKind
    from warden_desk.domain.mailing import mailing
    from warden_desk.services.access import audit
    from warden_desk.services.contacts import contact_lists, mail_merge

    if not dry_run and (out is None or out.suffix.lower() not in (".xlsx", ".csv")):
        raise UserError("Say where to: --out letters.xlsx, or .csv. --dry-run only counts.")
    wanted = {role.casefold() for role in roles}
    with asked.desk() as desk:
        districts = _districts(desk.database, team, asked.today())
        rows = desk.database.read(contact_lists.rows, asked.today(), district_ids=districts)
        chosen = [
            row
            for row in rows
            if (not wanted or row.role.casefold() in wanted)
            and (kind is None or row.organisation_kind.casefold() == kind.casefold())
        ]
        found = mailing(chosen, asked.today())
        if out is not None and not dry_run:
            save_file(out, desk.database.read(mail_merge.content, found, out.suffix))
            noted = (ActKind.DISCLOSURE, audit.CONTACT, [row.id for row in found.letters])
            keep = desk.database.write_as_anybody
            keep("Keep who looked", audit.note, *noted, mail_merge.LISTED, act=asked.act())
    if as_json:
        print_json({"letters": len(found.letters), "left_out": found.counts})
        return
    click.echo(found.sentence)


def _districts(database: "Database", team: str | None, on: date) -> tuple[str, ...] | None:
    from warden_desk.services import teams

    if team is None:
        return None
    return database.read(teams.find, team, on).district_ids


def _named(rows: Sequence[ContactRow], who: str) -> list[str]:
    """The contacts of a reference or an address.

    Raises:
        UserError: it is nobody's.
    """
    wanted = who.strip().casefold()
    found = [row.id for row in rows if row.id and wanted in (row.id, row.email.casefold())]
    if not found:
        raise UserError(f"“{who}” is no contact of this desk. See “contacts due”.")
    return found


def _as_json(row: ContactRow) -> dict[str, object]:
    return {
        "ref": row.id,
        "organisation": row.organisation,
        "kind": row.organisation_kind,
        "places": list(row.places),
        "name": row.name,
        "role": row.role,
        "phone": row.phone,
        "email": row.email,
        "why": [due.value for due in row.due],
        "confirmed_on": row.confirmed_on,
        "term_ends_on": row.term_ends_on,
        "bounced_on": row.bounced_on,
    }


def _day(row: ContactRow) -> str:
    return "never" if row.confirmed_on is None else uk_date(row.confirmed_on)


def _counted(count: int) -> str:
    return "1 contact" if count == 1 else f"{count} contacts"
