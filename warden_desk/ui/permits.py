"""Commands as whoever sits at the desk may use them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial

from warden_desk.domain.rights import Right, Rights
from warden_desk.ui.actions import Command


def refused(commands: Iterable[Command], rights: Rights) -> list[tuple[Command, str]]:
    """Those that may not be used, each with the reason."""
    asked = ((command, Right(command.needs)) for command in commands if command.needs)
    return [(command, why) for command, right in asked if (why := rights.refusal(right))]


def permitted(
    commands: Sequence[Command], rights: Rights, tell: Callable[[str], object]
) -> tuple[Command, ...]:
    """The same commands; one that may not be used says why instead, by key and in the palette."""
    reasons = {command.key: why for command, why in refused(commands, rights)}
    return tuple(
        replace(command, run=partial(tell, reasons[command.key]), is_refused=True)
        if command.key in reasons
        else command
        for command in commands
    )
