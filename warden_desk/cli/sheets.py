"""`sheet`: the papers of a week, as PDF or as calendar files."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from warden_desk.cli.desk_option import Asked, on_a_desk
from warden_desk.cli.output import save_file
from warden_desk.cli.reading import team_option, week_option
from warden_desk.domain.copies import LABELS, Copy, CopyKind, MadeFile, PersonCopy
from warden_desk.domain.copy_requests import CopyRequest, parse_pages
from warden_desk.domain.dates import Week
from warden_desk.domain.errors import UserError
from warden_desk.domain.rights import Right

if TYPE_CHECKING:  # brings SQLAlchemy, which `--help` never needs
    from warden_desk.storage.desks import Desk


@click.command()
@team_option
@week_option
@click.option("--out", required=True, type=click.Path(path_type=Path), help="A file, or a folder.")
@click.option(
    "--copy",
    "kind",
    type=click.Choice([kind.value for kind in CopyKind]),
    default=CopyKind.TEAM.value,
    help="Which paper; the team's sheet unless said.",
)
@click.option("--for", "names", multiple=True, help="Whose copy: a person, parish or CSU. Repeat.")
@click.option("--copy-for", default="", help="Whose copy a team's paper is; stands in the footer.")
@click.option("--pages", default="", help="Only these pages, as 1-2,4.")
@click.option("--one-each", is_flag=True, help="A file for each copy and annex, in the folder.")
@click.option("--no-annex", is_flag=True, help="Leave out what is sensitive.")
@click.option("--ics", is_flag=True, help="People's shifts as calendar files instead of PDF.")
@on_a_desk
def sheet(
    asked: Asked,
    *,
    team: str,
    in_week: Week,
    out: Path,
    kind: str,
    names: tuple[str, ...],
    copy_for: str,
    pages: str,
    one_each: bool,
    no_annex: bool,
    ics: bool,
) -> None:
    """Print a week: the team's sheet, or copies for people, parishes and CSUs."""
    if ics and kind != CopyKind.PERSON:
        raise UserError("Calendar files are for people: say --copy person.")
    how = _How(parse_pages(pages), not no_annex, one_each)
    with asked.desk() as desk:
        made = _gathered(desk, asked, team, in_week, CopyKind(kind), names, copy_for)
        if ics:
            files = _calendars(made, asked)
            _save(files, out, is_folder=len(files) > 1 or out.is_dir())
        else:
            desk.database.rights.check(Right.RECORD)  # a paper that is not logged is not made
            _save(how.files(made), out, is_folder=one_each)
            _note(desk, made, asked)
    for copy in made:
        if isinstance(copy, PersonCopy) and copy.left_out:
            click.echo(f"{copy.head.title}: not cleared, {copy.left_out} sensitive left out.")
    many = f"{len(made)} copies" if len(made) > 1 else LABELS[CopyKind(kind)]
    click.echo(f"{many}, week {in_week}: {out}")


@dataclass(frozen=True, slots=True)
class _How:
    """Which pages, and in how many files."""

    pages: frozenset[int] | None
    with_annex: bool
    is_one_each: bool

    def files(self, made: tuple[Copy, ...]) -> list[MadeFile]:
        from warden_desk.formats.pdf import copies as paper

        if self.is_one_each:
            return paper.one_each(made, pages=self.pages, with_annex=self.with_annex)
        return [paper.one_file(made, pages=self.pages, with_annex=self.with_annex)]


def _gathered(
    desk: "Desk",
    asked: Asked,
    team: str,
    in_week: Week,
    kind: CopyKind,
    names: tuple[str, ...],
    copy_for: str,
) -> tuple[Copy, ...]:
    from warden_desk.services import teams
    from warden_desk.services.papers import copies

    act, today = asked.act(), asked.today()
    row = desk.database.read(teams.find, team, in_week.monday)
    request = CopyRequest(kind=kind, team_id=row.id, week=in_week, copy_for=copy_for)
    if names:
        readers = desk.database.read(copies.readers, request, today=today, act=act)
        found = tuple(copies.find_reader(readers, name).id for name in names)
        request = replace(request, reader_ids=tuple(dict.fromkeys(found)))
    return desk.database.read(
        copies.gather, request, today=today, act=act, is_practice=desk.is_practice
    )


def _calendars(made: tuple[Copy, ...], asked: Asked) -> list[MadeFile]:
    from warden_desk.formats.calendar_file import calendar_of

    at = asked.act().at
    return [calendar_of(copy, at) for copy in made if isinstance(copy, PersonCopy)]


def _save(files: list[MadeFile], out: Path, *, is_folder: bool) -> None:
    if not is_folder:
        save_file(out, files[0].data)
        return
    from warden_desk.services.papers import copies_files

    copies_files.save_each(out, files)


def _note(desk: "Desk", made: tuple[Copy, ...], asked: Asked) -> None:
    from warden_desk.services.papers import copies

    desk.database.write("Print sheets", copies.log_prints, made, act=asked.act())
