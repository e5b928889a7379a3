"""`import people|contacts|organisations|taskings FILE…`: taking other people's lists in."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from warden_desk.cli import import_choices, import_options
from warden_desk.cli.desk_option import Asked, on_a_desk
from warden_desk.cli.import_batches import list_imports, undo_import
from warden_desk.cli.import_options import Said, Wanted, reading_options
from warden_desk.cli.import_report import plans_as_json, print_plan
from warden_desk.cli.output import json_option, print_json
from warden_desk.domain.errors import UserError
from warden_desk.domain.ids import new_id
from warden_desk.domain.imports import ImportDone, ImportKind, ImportPlan

if TYPE_CHECKING:  # brings SQLAlchemy, which `--help` never needs
    from warden_desk.formats.cells import Book
    from warden_desk.storage.database import Database

_ERRORS_HELP = "Write the rows that stay out, with the reason, to this CSV file."

_LETTER = (
    "{name} is the text of an e-mail, not a table. What can be imported: staff lists, volunteer "
    "lists, parish contacts, organisations and lists of taskings, as an Excel workbook (.xlsx) or "
    "a CSV file with a line of headings above the rows. “tasking import {name}” reads what the "
    "e-mail asks for."
)


@click.group("import")
def import_group() -> None:
    """Take in other people's lists, see what they would do, and take them back."""


def _importer(
    kind: ImportKind, words: str, *, name: str = "", letters: bool = False
) -> click.Command:
    """The command for one kind of list; `letters` says whether it reads e-mail text, too."""

    @click.command(name or kind.value, help=words)
    @click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
    @click.option("--dry-run", is_flag=True, help="Say what would happen; write nothing.")
    @reading_options
    @click.option("--errors", type=click.Path(dir_okay=False, path_type=Path), help=_ERRORS_HELP)
    @json_option
    @on_a_desk
    def command(
        asked: Asked,
        *,
        files: tuple[Path, ...],
        dry_run: bool,
        errors: Path | None,
        as_json: bool,
        **said: Unpack[Said],
    ) -> None:
        if errors is not None and len(files) > 1:
            raise UserError("--errors goes with one list: each has columns of its own.")
        with asked.desk() as desk:
            wanted = import_options.wanted(
                desk.database, kind, said, asked.today(), letters=letters
            )
            plans: list[ImportPlan] = []
            for plan, done in _taken_in(asked, desk.database, files, wanted, dry_run=dry_run):
                plans.append(plan)
                if not as_json:
                    print_plan(plan, done, dry_run=dry_run)
        if errors is not None:
            _write_errors(plans[0], errors, wanted)
        if as_json:
            print_json(plans_as_json(plans))

    return command


import_group.add_command(list_imports)
import_group.add_command(undo_import)
for _kind, _what in (
    (ImportKind.PEOPLE, "Take in staff and volunteers."),
    (ImportKind.CONTACTS, "Take in parish councils, their clerks and chairs."),
    (
        ImportKind.ORGANISATIONS,
        "Take in groups, schools and other bodies, matched to their places.",
    ),
    (ImportKind.TASKINGS, "Take in a CSU's tasking list."),
):
    import_group.add_command(_importer(_kind, _what))

tasking_import = _importer(
    ImportKind.TASKINGS,
    "Take in what a CSU asks for: a list, or the text of an e-mail that numbers its requests.",
    name="import",
    letters=True,
)
"""Stands under `tasking`."""


def _taken_in(
    asked: Asked, database: "Database", files: tuple[Path, ...], wanted: Wanted, *, dry_run: bool
) -> Iterator[tuple[ImportPlan, ImportDone | None]]:
    """Plan and (unless it is a dry run) write one list after another.

    All are read and planned before the first is written, so that one refused refuses them all.
    """
    from warden_desk.formats.tabular import read_book

    books = [read_book(file) for file in files]
    for book in books:
        if not wanted.letters and any(sheet.is_letter for sheet in book.sheets):
            raise UserError(_LETTER.format(name=book.file_name))
    plans = [_plan(database, book, wanted) for book in books]
    if dry_run:
        yield from ((plan, None) for plan in plans)
        return
    for at, book in enumerate(books):
        # What came in with the list before may be what this one asks for.
        plan = _plan(database, book, wanted) if at else plans[at]
        yield plan, _apply(asked, database, plan, wanted)


def _write_errors(plan: ImportPlan, path: Path, wanted: Wanted) -> None:
    from warden_desk.services.imports.report import save_rows_back

    save_rows_back(plan, path, wanted.accepted)


def _plan(database: "Database", book: "Book", wanted: Wanted) -> ImportPlan:
    from warden_desk.services.imports import planning

    return database.read(
        planning.plan,
        wanted.kind,
        book,
        context=wanted.context,
        sheet=wanted.sheet,
        mapping=wanted.columns,
    )


def _apply(
    asked: Asked, database: "Database", plan: ImportPlan, wanted: Wanted
) -> ImportDone | None:
    """Write what the plan would write; None where there is nothing."""
    from warden_desk.services.imports import applying

    if not plan.writes(wanted.accepted):
        return None
    batch = new_id()
    done, _ = database.write_kept(
        batch,
        f"Import {plan.source or plan.kind}",
        applying.apply,
        plan,
        batch=batch,
        act=asked.act(),
        accepted=wanted.accepted,
        repeats=import_choices.repeats(plan, wanted.merged, wanted.linked),
    )
    return done
