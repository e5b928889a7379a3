"""Which desk a command works on, who asks, and how it is opened."""

import getpass
import os
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

import click

from warden_desk.domain.changes import Act
from warden_desk.domain.errors import UserError
from warden_desk.paths import default_desk

if TYPE_CHECKING:  # brings SQLAlchemy, which `--help` never needs
    from warden_desk.storage.desks import Desk

P = ParamSpec("P")
T = TypeVar("T")

PASSPHRASE_VARIABLE = "WARDEN_DESK_PASSPHRASE"


Clock = Callable[[], datetime]


def now_utc() -> datetime:
    """This machine's clock."""
    return datetime.now(UTC)


class Asked:
    """What every command is given: the desk's file, and the moment."""

    def __init__(self, path: Path, clock: Clock = now_utc) -> None:
        self.path = path
        self._clock = clock
        self._seated = ""

    @contextmanager
    def desk(self) -> "Generator[Desk]":
        """Open the desk for the length of a block; a practice desk needs no passphrase.

        It shows what whoever sits at it may see.

        Raises:
            UserError: it cannot be opened.
        """
        from warden_desk.services.access import arrivals  # slow to load; `--help` never needs it
        from warden_desk.storage import desks

        is_locked = desks.exists(self.path) and not desks.is_practice(self.path)
        with desks.open_desk(self.path, self.passphrase() if is_locked else "") as desk:
            seat = arrivals.arrive(desk.database, desk.ring, self.today(), self._clock())
            self._seated = seat.name
            yield desk

    def passphrase(self, *, new: bool = False) -> str:
        """From the environment, or asked for at the terminal (twice for a new desk).

        Raises:
            UserError: there is no terminal to ask at.
        """
        given = os.environ.get(PASSPHRASE_VARIABLE)
        if given is not None:
            return given
        if not sys.stdin.isatty():
            raise UserError(f"Set {PASSPHRASE_VARIABLE} to the passphrase, or use a terminal.")
        return click.prompt("Passphrase", hide_input=True, confirmation_prompt=new, err=True)

    def act(self) -> Act:
        """Who does it: whoever sits at the open desk, else this machine's user. When: now."""
        return Act(self._seated or getpass.getuser(), self._clock())

    def today(self) -> date:
        """Today on this machine's wall."""
        return self._clock().astimezone().date()


def on_a_desk(command: Callable[Concatenate[Asked, P], T]) -> Callable[P, T]:
    """Give a command `--desk FILE` and an `Asked`, and turn refusals into exit status 1.

    `--desk` is understood before the command as well as after it. The context's `obj` may be
    another clock than this machine's.
    """

    @click.option(
        "--desk",
        "path",
        type=click.Path(dir_okay=False, path_type=Path),
        help="The desk's file. Without it, your own desk in the local data folder.",
    )
    @wraps(command)
    def asked(*args: P.args, **kwargs: P.kwargs) -> T:
        here: Any = kwargs.pop("path")
        root = click.get_current_context().find_root()
        path: Any = here or root.params.get("outer") or default_desk()
        if not path.name:
            raise click.UsageError("--desk names no file.")
        try:
            return command(Asked(path, root.obj or now_utc), *args, **kwargs)
        except UserError as error:
            click.echo(str(error), err=True)
            raise click.exceptions.Exit(1) from error

    return asked
