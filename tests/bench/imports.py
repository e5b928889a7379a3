"""Taking in 10,000 rows, beside the usual way: openpyxl read-only, an object a row, `add_all`.

Both read the same workbook and write into a fresh copy of the same encrypted desk through its one
door, so that both are searchable and can be taken back. Only ours guesses the columns, compares
every row with the desk and with its list of parishes, and gives it a verdict first. For comparison,
the usual way also writes into a plain file, which is neither encrypted nor searched, with no undo.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, cast

from openpyxl import load_workbook
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from tests.bench.harness import interleaved, medians, runs, seconds
from tests.bench.lists import ROWS, TODAY, write
from tests.conftest import NOW
from warden_desk.domain.areas import AreaRow
from warden_desk.domain.changes import Act
from warden_desk.domain.ids import new_id
from warden_desk.domain.imports import ImportContext, ImportKind, ImportPlan
from warden_desk.formats.cells import Book
from warden_desk.formats.tabular import read_book
from warden_desk.services import areas, founding
from warden_desk.services.imports import applying, planning
from warden_desk.storage import desks
from warden_desk.storage.database import Database
from warden_desk.storage.tables import Base, Tasking

ACT = Act(by="Bench", at=NOW)


def measure() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(Path(name))
        usual = ("read by openpyxl", "added as objects")
        plain = ("read by openpyxl once more", "added to a plain file")
        ours = ("read", "planned", "written", "taken back")
        steps = {step: list[float]() for step in (*usual, *plain, *ours)}
        interleaved(
            runs(3),
            {
                "usual": lambda: bench.usual(partial(_keep, steps)),
                "plain": lambda: bench.plain(partial(_keep, steps)),
                "ours": lambda: bench.ours(partial(_keep, steps)),
            },
            warm_up=False,
        )
    took = medians(steps)
    usual_s = sum(took[step] for step in usual)
    plain_s = sum(took[step] for step in plain)
    ours_s = took["read"] + took["planned"] + took["written"]
    return {
        **{f"import: {step}, s": value for step, value in took.items()},
        "import: the usual way, s": usual_s,
        "import: the usual way into a plain file, s": plain_s,
        "import: ours, s": ours_s,
        "import: times faster": usual_s / ours_s,
        "import: read and written alone, times faster": usual_s / (took["read"] + took["written"]),
        "import: times faster than into a plain file": plain_s / ours_s,
    }


def _keep(steps: dict[str, list[float]], step: str, work: Callable[[], object]) -> None:
    steps[step].append(seconds(work))


Clock = Callable[[str, Callable[[], object]], None]


class Bench:
    """A workbook, and a desk to take it into."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._numbers = folder, count()
        self._founded = folder / "founded.desk"
        with desks.create_practice(self._founded) as desk:
            desk.database.write("New desk", founding.found)
            self._parishes = one_district(desk.database.read(areas.local_areas, TODAY))
        self._workbook = folder / "list.xlsx"
        write(self._workbook, [parish.name for parish in self._parishes])

    def ours(self, clock: Clock) -> float:
        """All that the page of imports does, and Undo."""
        made: dict[str, Any] = {}
        batch = new_id()

        def take_in() -> None:
            plan = cast("ImportPlan", made["plan"])
            database.write_kept(batch, "Import", applying.apply, plan, batch=batch, act=ACT)

        with self._fresh() as database:
            clock("read", lambda: made.update(book=read_book(self._workbook)))
            clock("planned", lambda: made.update(plan=_planned(database, made["book"])))
            clock("written", take_in)
            expect(database, ROWS)
            clock("taken back", lambda: database.take_back(batch))
            expect(database, 0)
        return 0

    def usual(self, clock: Clock) -> float:
        """What one would write in an afternoon."""
        read: list[tuple[Any, ...]] = []
        with self._fresh() as database:
            clock("read by openpyxl", lambda: read.extend(_rows(self._workbook)))
            clock(
                "added as objects",
                lambda: database.write("Import", _add_all, read, self._parishes),
            )
            expect(database, ROWS)
        return 0

    def plain(self, clock: Clock) -> float:
        """The same with nothing kept for search or undo, and open to whoever finds the file."""
        read: list[tuple[Any, ...]] = []
        path = self._folder / f"{next(self._numbers)}.db"
        engine = create_engine(f"sqlite:///{path}")
        Base.metadata.create_all(engine)

        def add() -> None:
            with Session(engine) as session, session.begin():
                _add_all(session, read, self._parishes)

        clock("read by openpyxl once more", lambda: read.extend(_rows(self._workbook)))
        clock("added to a plain file", add)
        engine.dispose()
        path.unlink()
        return 0

    @contextmanager
    def _fresh(self) -> Iterator[Database]:
        path = self._folder / f"{next(self._numbers)}.desk"
        shutil.copy(self._founded, path)
        shutil.copy(desks.key_file(self._founded), desks.key_file(path))
        with desks.open_desk(path) as desk:
            yield desk.database
        path.unlink()


def _planned(database: Database, book: Book) -> ImportPlan:
    context = ImportContext(today=TODAY)
    return database.read(planning.plan, ImportKind.TASKINGS, book, context=context)


def _rows(path: Path) -> list[tuple[Any, ...]]:
    book = load_workbook(path, read_only=True)
    try:
        return list(book.worksheets[0].iter_rows(min_row=2, values_only=True))
    finally:
        book.close()


def _add_all(session: Session, rows: list[tuple[Any, ...]], parishes: list[AreaRow]) -> None:
    keys = {parish.name: parish.id for parish in parishes}
    district = str(parishes[0].district_id)
    session.add_all(
        Tasking(
            reference=f"TST-26-{number:05d}",
            district_id=district,
            year=TODAY.year,
            number=number,
            state_since=NOW,
            external_reference=row[0],
            received_on=_day(row[1]),
            requester=row[2],
            agency=row[3],
            place=row[4],
            area_id=keys[row[5]],
            postcode=row[6],
            category=row[7],
            title=row[8][:90],
            description=row[8],
            wanted=row[9],
            urgency=row[10],
            due_on=_day(row[11]),
            review_on=_day(row[12]),
            case_reference=row[13],
            marking=row[14],
            pair_up=row[15] == "Yes",
        )
        for number, row in enumerate(rows, start=1)
    )


def _day(cell: datetime | date) -> date:
    return cell.date() if isinstance(cell, datetime) else cell


def one_district(rows: list[AreaRow]) -> list[AreaRow]:
    """The parishes of the first district."""
    return [row for row in rows if row.district_id == rows[0].district_id]


def expect(database: Database, taskings: int) -> None:
    """A figure counts only if the work was done."""
    found = database.read(lambda session: session.scalar(select(func.count(Tasking.id))))
    if found != taskings:
        raise RuntimeError(f"There are {found} taskings, not {taskings}.")
