"""`self-test`: tries the whole program out on a practice desk that is thrown away afterwards.

An installed bundle that lacks a file compiles well and fails on somebody's Monday morning; this
opens every page, prints one sheet and draws one map, so that it fails here instead.
"""

import os
import tempfile
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from warden_desk.domain.changes import Act
from warden_desk.domain.dates import Week
from warden_desk.domain.errors import UserError

if TYPE_CHECKING:  # bring Qt and SQLAlchemy, which `--help` never needs
    from warden_desk.app.program import Program
    from warden_desk.storage.desks import Desk

T = TypeVar("T")

Wait = Callable[[str, Callable[[], bool]], None]
"""Turns the event loop until something holds; the first word says what went wrong otherwise."""

_PATIENCE_S = 90.0


@click.command("self-test")
def self_test() -> None:
    """Open every page and print one sheet and one map on a practice desk."""
    _go_off_screen()
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "Practice.desk"
            _step("A practice desk is made", lambda: _make_desk(path))
            _step("Every page opens", lambda: _open_pages(Path(folder)))
            _step("A sheet is printed", lambda: _print_sheet(path))
            _step("A map is drawn", lambda: _draw_map(path))
    except UserError as error:
        click.echo(str(error), err=True)
        raise click.exceptions.Exit(1) from error
    click.echo("The self-test passed.")


def _step(what: str, work: Callable[[], object]) -> None:
    began = time.monotonic()
    work()
    click.echo(f"{what}: yes ({time.monotonic() - began:.1f} s)")


def _go_off_screen() -> None:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # Chromium keeps no sandbox for root
        os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--no-sandbox --disable-gpu")


def _make_desk(path: Path) -> None:
    from warden_desk.services import founding, practice
    from warden_desk.storage import desks

    with desks.create_practice(path) as desk:
        desk.database.write("New desk", founding.found)
        desk.database.write("Practice data", practice.fill, today=_now().at.date())


def _open_pages(folder: Path) -> None:
    from warden_desk.ui.page_table import PAGES
    from warden_desk.ui.widgets.map_view import MapView

    with _program(folder) as (program, wait):
        program.begin()
        wait("the desk did not open", lambda: program.workspace is not None)
        for entry in sorted(PAGES, key=lambda page: page.key == "map"):  # it is drawn once shown
            program.frame.go_to(entry.key)
            wait(f"{entry.title} did not come to rest", lambda: _is_idle(program))
        drawn = program.shell.findChild(MapView)
        assert isinstance(drawn, MapView)
        wait("the map was not drawn", lambda: drawn.is_ready)


@contextmanager
def _program(folder: Path) -> "Generator[tuple[Program, Wait]]":
    """The program in a window nobody sees, and how to wait for it."""
    from warden_desk.app import make_application, make_shell
    from warden_desk.app.program import Program

    app = make_application(["warden-desk"])
    program = Program(app, make_shell(folder), folder)
    said: list[str] = []
    program.catcher.refused.connect(said.append)
    program.catcher.broke.connect(said.append)

    def wait(otherwise: str, is_done: Callable[[], bool]) -> None:
        end = time.monotonic() + _PATIENCE_S
        while not is_done() and not said and time.monotonic() < end:
            app.processEvents()
            time.sleep(0.01)
        if said or not is_done():
            raise UserError("\n".join((f"The self-test gave up: {otherwise}.", *said)))

    program.shell.show()
    try:
        yield program, wait
    finally:
        program.shell.close()
        app.processEvents()


def _is_idle(program: "Program") -> bool:
    return program.workspace is not None and program.workspace.jobs.is_idle


def _print_sheet(path: Path) -> None:
    from warden_desk.formats.pdf import deployment_sheet
    from warden_desk.services import teams
    from warden_desk.services.papers import sheets

    act = _now()

    def made(desk: "Desk") -> bytes:
        read = desk.database.read
        team = read(teams.rows, act.at.date())[0]
        content = read(
            sheets.content,
            team.id,
            Week.of(act.at.date()),
            today=act.at.date(),
            printed_by=act.by,
            printed_at=act.at,
            is_practice=True,
        )
        return deployment_sheet.render(content)

    _expect(_with_desk(path, made), b"%PDF")


def _draw_map(path: Path) -> None:
    from warden_desk.domain.coverage_modes import Asked, Mode
    from warden_desk.domain.map_papers import MapRequest
    from warden_desk.services.coverage import maps

    act = _now()
    wanted = MapRequest(asked=Asked(mode=Mode.COVERAGE, on=act.at.date()))

    def made(kind: str) -> bytes:
        return _with_desk(
            path,
            lambda desk: desk.database.read(maps.made, wanted, kind, act=act, is_practice=True),
        )

    beginnings = {"pdf": b"%PDF", "png": b"\x89PNG", "html": b"<!DOCTYPE html>", "gpkg": b"SQLite"}
    for kind, beginning in beginnings.items():
        _expect(made(kind), beginning)


def _with_desk(path: Path, work: "Callable[[Desk], T]") -> T:
    from warden_desk.storage import desks

    with desks.open_desk(path) as desk:
        return work(desk)


def _expect(file: bytes, beginning: bytes) -> None:
    if not file.startswith(beginning):
        raise UserError("A file that was made does not begin as it should.")


def _now() -> Act:
    return Act("Self-test", datetime.now(UTC))
