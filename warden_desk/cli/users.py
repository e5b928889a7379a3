"""`user list|passphrase|no-passphrase`: who may sit at the desk, and how each opens it."""

import os
import sys
from typing import TYPE_CHECKING

import click

from warden_desk.cli.desk_option import Asked, on_a_desk
from warden_desk.cli.output import json_option, print_json, print_table
from warden_desk.domain.clearance import UserRow
from warden_desk.domain.errors import NotFound, UserError

if TYPE_CHECKING:  # brings SQLAlchemy, which `--help` never needs
    from warden_desk.storage.desks import Desk

NEW_VARIABLE = "WARDEN_DESK_NEW_PASSPHRASE"


@click.group("user")
def user_group() -> None:
    """Users of the desk and their passphrases."""


@user_group.command("list")
@json_option
@on_a_desk
def list_users(asked: Asked, *, as_json: bool) -> None:
    """List who may sit here today, and whose passphrase opens the desk."""
    from warden_desk.services.access import users

    with asked.desk() as desk:
        rows, held = desk.database.read(users.rows, asked.today()), desk.ring.users()
    if as_json:
        print_json(
            [
                {"ref": r.name, "role": r.role.value, "own_passphrase": r.id in held}
                | {"cleared": r.is_cleared(asked.today())}
                for r in rows
            ]
        )
        return
    print_table(
        ("Name", "Role", "Passphrase", "Clearance"),
        [
            (r.name, r.role, "own" if r.id in held else "the desk's", r.clearance(asked.today()))
            for r in rows
        ],
    )


@user_group.command("passphrase")
@click.argument("name")
@on_a_desk
def give(asked: Asked, *, name: str) -> None:
    """Give NAME a passphrase of their own, or another than before."""
    from warden_desk.services.access import passphrases

    with asked.desk() as desk:
        user = _user(desk, asked, name)
        given = (desk.ring, user.id, new_passphrase())
        keep = desk.database.write_as_anybody
        keep("Give a passphrase", passphrases.give, *given, act=asked.act())
    click.echo(f"{user.name} opens the desk with it from now on.")


@user_group.command("no-passphrase")
@click.argument("name", required=False)
@click.option("--common", is_flag=True, help="The passphrase that all know, instead of a user's.")
@on_a_desk
def take_away(asked: Asked, *, name: str | None, common: bool) -> None:
    """Take the passphrase of NAME away, or the common one."""
    from warden_desk.services.access import passphrases
    from warden_desk.storage.keys import COMMON

    if common == bool(name):
        raise click.UsageError("Name one user, or say --common.")
    with asked.desk() as desk:
        user_id = _user(desk, asked, name).id if name else COMMON
        if user_id not in desk.ring.users():
            raise UserError(f"{name or 'The desk'} has no passphrase that could be taken away.")
        keep = desk.database.write_as_anybody
        keep("Take a passphrase", passphrases.take_away, desk.ring, user_id, act=asked.act())
    click.echo("It opens this desk no longer. A copy of the key file made before still opens")
    click.echo("copies of the desk, also later ones, until “user new-key” changes the desk's key.")


def _user(desk: "Desk", asked: Asked, name: str) -> UserRow:
    from warden_desk.services.access import users

    found = desk.database.read(users.named, name, asked.today())
    if found is None:
        raise NotFound(f"“{name}” is no user of this desk today. See “user list”.")
    return found


def new_passphrase() -> str:
    """From the environment, or asked for twice at the terminal.

    Raises:
        UserError: there is no terminal to ask at.
    """
    given = os.environ.get(NEW_VARIABLE)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise UserError(f"Set {NEW_VARIABLE} to the new passphrase, or use a terminal.")
    return click.prompt("New passphrase", hide_input=True, confirmation_prompt=True, err=True)
