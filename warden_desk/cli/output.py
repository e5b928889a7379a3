"""How commands say things: plain tables for people, JSON for scripts."""

import json
from collections.abc import Sequence
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from warden_desk.domain.errors import UserError
from warden_desk.storage.files import replace_file

json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print JSON for scripts instead of a table."
)


def print_json(value: Any) -> None:
    """Print JSON with dates as ISO text; what scripts read stays stable."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1, default=_plain))


def print_table(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Columns as wide as their widest cell; the last one is not padded."""
    if not rows:
        click.echo("There is nothing to list.")
        return
    cells = [[_shown(cell) for cell in row] for row in rows]
    widths = [
        max(len(heading), *(len(row[at]) for row in cells)) for at, heading in enumerate(headings)
    ]
    for row in ([*headings], *cells):
        padded = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        click.echo("  ".join(padded).rstrip())


def local_time(at: datetime) -> str:
    """A moment by this machine's clock: "2026-11-23 16:40"."""
    return f"{at.astimezone():%Y-%m-%d %H:%M}"


def save_file(path: Path, data: bytes) -> None:
    """Write what was asked for, whole or not at all.

    Raises:
        UserError: it cannot be written there.
    """
    if not path.absolute().parent.is_dir():
        raise UserError(f"There is no folder {path.absolute().parent}. Make it, or choose another.")
    try:
        replace_file(path, data)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise UserError(f"{path} cannot be written ({why}). Choose another place.") from error


def _shown(cell: object) -> str:
    return "" if cell is None else str(cell)


def _plain(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(f"no JSON for {type(value).__name__}")
