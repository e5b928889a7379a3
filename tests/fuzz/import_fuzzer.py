"""Takes in damaged lists, one after the other, and reports what became of them as JSON.

Run as a program of its own, so that its memory can be measured:
`python -m tests.fuzz.import_fuzzer COUNT SEED FOLDER`.
"""

import json
import random
import re
import sys
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from sqlalchemy import text
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.errors import UserError
from warden_desk.domain.ids import new_id
from warden_desk.domain.imports import ImportContext, ImportKind
from warden_desk.formats.tabular import read_book
from warden_desk.services import founding
from warden_desk.services.imports import applying, opening, planning
from warden_desk.storage import desks
from warden_desk.storage.database import Database
from warden_desk.storage.tables import Base

TODAY = date(2026, 11, 23)
ACT = Act("Fuzzer", datetime(2026, 11, 23, 9, tzinfo=UTC))
MADE_UP = Path(__file__).parents[3] / "shared" / "data" / "made_up"

SEEDS = {
    "staff.csv": "Collar No;Surname;Forename;Team;FTE;Base;DBS;NPPV level;NPPV expires\n"
    "CW901;Field;Ann;Ashford & Swale;0.8;Egerton;awaiting;2;15/08/2027\n"
    "CW902;Hill;Rob;Dover;1,0;Lydd;03/2025;3;\n",
    "councils.csv": "Council,Clerk,Telephone,E-mail,Meets\n"
    'Lydd Town Council,Ann Field,01632 960881,clerk@parish.example,"last Thurs, not Aug"\n'
    "Otham PC,Rob Hill,01632 960882,clerk2@parish.example,1st Mon\n",
    "csu_ashford_2026-11-17.csv": "Ref|Location|Problem|Deadline|Priority\n"
    "CSU/1|Pluckley|Shop theft|asap|H\nCSU/2|Egerton, The Street|Speeding|4 Nov|M\n"
    "--- carried over ---|||\nCSU/3|Charing|Noise|next mtg|\nTotals|3\n",
}
NASTY = (
    b"\x00",
    b'"',
    b"\n",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b",,,,,,,,",
    b"nan",
    b"inf",
    b"1e999",
    b"-0",
    b"=cmd|' /C calc'!A0",
    b"<script>",
    "\u202e\u2066".encode(),
    b"99999999999999999999",
    b"31/02/2026",
    b"0000-00-00",
    b"\x1a\x85",
    b"A" * 200_000,
    b"'; DROP TABLE person; --",
)


def main(count: int, seed: int, folder: Path) -> dict[str, object]:
    """Take in `count` damaged files; the outcome of each is counted, defects are told in full."""
    dice = random.Random(seed)
    outcomes: Counter[str] = Counter()
    defects: list[str] = []
    with desks.create_practice(folder / "fuzz.desk") as desk:
        desk.database.write("New desk", founding.found)
        state = _state(desk.database)
        for number, (name, data) in enumerate(_damaged(dice, count)):
            path = folder / f"{number}-{name}"
            path.write_bytes(data)
            try:
                outcome = _take_in(desk.database, path, dice.choice(list(ImportKind)))
            except Exception:  # noqa: BLE001 - whatever gets out is what is looked for
                outcome = "defect"
                defects.append(f"{path.name} (seed {seed}): {traceback.format_exc()[-1500:]}")
            path.unlink()
            if _state(desk.database) != state:
                defects.append(f"{path.name} (seed {seed}): something of it stayed")
                state = _state(desk.database)
            outcomes[outcome] += 1
        bombs = [_seconds(make, desk.database, folder) for make in (_corners, _inflating)]
    return {"outcomes": outcomes, "defects": defects, "bombs": bombs, "peak_mb": _peak_mb()}


def _take_in(database: Database, path: Path, kind: ImportKind) -> str:
    """Import everything that can be, and take it back."""
    try:
        book = read_book(path)
        kind = opening.likely_kind(book) or kind
        context = ImportContext(today=TODAY)
        plan = database.read(planning.plan, kind, book, context=context)
        accepted = frozenset(row.row for row in plan.rows)
        batch = new_id()
        database.write_kept(
            batch, "Import", applying.apply, plan, batch=batch, act=ACT, accepted=accepted
        )
    except UserError as refusal:
        if not str(refusal).endswith((".", ")")):
            raise ValueError(f"not a sentence: {refusal}") from refusal
        return "refused"
    database.take_back(batch)
    return "imported"


def _damaged(dice: random.Random, count: int) -> Iterator[tuple[str, bytes]]:
    files = {name: text.encode() for name, text in SEEDS.items()}
    files |= {name.replace(".csv", ".xlsx"): _workbook(text) for name, text in SEEDS.items()}
    if MADE_UP.exists():
        files |= {path.name: path.read_bytes() for path in MADE_UP.iterdir()}
    names = sorted(files)
    for _ in range(count):
        name = dice.choice(names)
        yield name, _mutated(dice, name, files[name])


def _mutated(dice: random.Random, name: str, data: bytes) -> bytes:
    if not name.endswith(".xlsx") or dice.random() < 0.3:
        return _bytes_mutated(dice, data)
    # Most damage inside the archive, with its checksums right, or only the guard is tested.
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members = {member: archive.read(member) for member in archive.namelist()}
    for member in dice.sample(sorted(members), k=1 + dice.randrange(2)):
        members[member] = _bytes_mutated(dice, members[member])
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            if dice.random() > 0.02:
                archive.writestr(member, content)
    return buffer.getvalue()


def _bytes_mutated(dice: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.randint(1, 8)):
        at = dice.randrange(len(changed) + 1)
        match dice.randrange(5):
            case 0:
                changed[at : at + 1] = bytes([dice.randrange(256)])
            case 1:
                changed[at:at] = dice.choice(NASTY)
            case 2:
                del changed[at : at + dice.randrange(60)]
            case 3:
                changed[at:at] = changed[max(0, at - dice.randrange(400)) : at]
            case _:
                changed[at : at + 3] = dice.choice(NASTY)[:3]
    return bytes(changed)


def _workbook(text: str) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    delimiter = next(mark for mark in ";,|" if mark in text)
    for line in text.splitlines():
        sheet.append(line.split(delimiter))
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _corners() -> bytes:
    """A few kilobytes that would fill the grid of a whole sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = sheet["XFD1048576"] = "Surname"
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _inflating() -> bytes:
    """A small archive that unpacks to 600 MB."""
    buffer = BytesIO(_workbook(SEEDS["staff.csv"]))
    with (
        zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet2.xml", "w", force_zip64=True) as member,
    ):
        for _ in range(600):
            member.write(b"<row/>" * 166_667)
    return buffer.getvalue()


def _seconds(make: Callable[[], bytes], database: Database, folder: Path) -> float:
    path = folder / "bomb.xlsx"
    path.write_bytes(make())
    started = time.perf_counter()
    outcome = _take_in(database, path, ImportKind.PEOPLE)
    seconds = time.perf_counter() - started
    assert outcome == "refused"
    return seconds


def _state(database: Database) -> str:
    """A digest of every row of every table."""

    def digest(session: Session) -> str:
        known = sha256()
        for table in Base.metadata.sorted_tables:
            for row in session.execute(text(f'SELECT * FROM "{table.name}" ORDER BY 1')):
                known.update(repr(tuple(row)).encode())
        return known.hexdigest()

    return database.read(digest)


def _peak_mb() -> float:
    """The most memory this program held; 0 where the system does not say."""
    status = Path("/proc/self/status")  # getrusage also counts who started us, before the exec
    if not status.exists():
        return 0.0
    peak = re.search(r"^VmHWM:\s+(\d+) kB", status.read_text("utf-8"), re.MULTILINE)
    return int(peak[1]) / 1_000 if peak else 0.0


if __name__ == "__main__":
    report = main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
    sys.stdout.write(json.dumps(report))
