"""What may be said after `import …` about how a list shall be read, and what comes of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ParamSpec, TypedDict, TypeVar

import click

from warden_desk.cli import import_choices
from warden_desk.cli.reading import day
from warden_desk.domain.date_order import DateOrder
from warden_desk.domain.imports import ImportContext, ImportKind

if TYPE_CHECKING:  # brings SQLAlchemy, which `--help` never needs
    from warden_desk.storage.database import Database

P = ParamSpec("P")
T = TypeVar("T")


class Said(TypedDict):
    """The options as typed, under the names `reading_options` gives them."""

    district: str | None
    list_day: date | None
    next_meeting: date | None
    dates: str | None
    sheet: str | None
    columns: tuple[str, ...]
    areas: tuple[str, ...]
    words: tuple[str, ...]
    accepted: tuple[int, ...]
    merged: tuple[int, ...]
    linked: tuple[int, ...]
    skipped: tuple[int, ...]


_ORDERS = click.Choice([order.value for order in DateOrder])

_OPTIONS = (
    click.option("--district", help="Whose list it is, if the file does not say."),
    click.option("--list-day", type=day, help="The day of the list: completes dates like 4 Nov."),
    click.option("--next-meeting", type=day, help="What “next meeting” means."),
    click.option(
        "--dates",
        type=_ORDERS,
        help="Whether the day or the month comes first in dates such as 03/04/2026.",
    ),
    click.option("--sheet", help="Which sheet of the workbook."),
    click.option(
        "--column",
        "columns",
        multiple=True,
        metavar="FIELD=NUMBER",
        help="Read this field from that column; the first is 1.",
    ),
    click.option(
        "--area",
        "areas",
        multiple=True,
        metavar="ROW=AREA",
        help="Say which place a doubtful row means: its GSS code, or “Name (District)”.",
    ),
    click.option(
        "--word",
        "words",
        multiple=True,
        metavar="TABLE:WORD=MEANING",
        help="Say what a word of the sender's means: urgency:P1=high, owner:MBC=theirs.",
    ),
    *(
        click.option(option, name, multiple=True, type=int, metavar="ROW", help=words)
        for option, name, words in (
            ("--accept", "accepted", "Take in this row although it is one to look at."),
            ("--merge", "merged", "Keep this row as a note of the tasking it may repeat."),
            ("--link", "linked", "Link this row with the tasking it may repeat."),
            (
                *("--skip", "skipped"),
                "This row is no entry: leave it and the like of it out, next time too.",
            ),
        )
    ),
)


def reading_options(command: Callable[P, T]) -> Callable[P, T]:
    """Give a command the options of `Said`, in the order of `--help`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class Wanted:
    """How one file shall be read, as said after the command."""

    kind: ImportKind
    context: ImportContext
    sheet: str | None
    columns: dict[str, int] | None
    accepted: frozenset[int]
    merged: frozenset[int]
    linked: frozenset[int]
    letters: bool
    """Whether the text of an e-mail is read, too."""


def wanted(
    database: "Database", kind: ImportKind, said: Said, today: date, *, letters: bool
) -> Wanted:
    """What was typed, with its places and words looked up at the desk.

    Raises:
        UserError: something typed names nothing the desk knows.
    """
    context = ImportContext(
        today=today,
        district_id=import_choices.district_id(database, said["district"], today),
        list_day=said["list_day"],
        next_meeting=said["next_meeting"],
        date_order=DateOrder(said["dates"]) if said["dates"] else None,
        areas=import_choices.areas(database, said["areas"], today),
        words=import_choices.words(said["words"]),
        skips=dict.fromkeys(said["skipped"], True),
    )
    return Wanted(
        kind,
        context,
        said["sheet"],
        import_choices.columns(said["columns"]),
        accepted=frozenset(said["accepted"]),
        merged=frozenset(said["merged"]),
        linked=frozenset(said["linked"]),
        letters=letters,
    )
