"""Street-level files of data.police.uk exactly as downloaded: CSV files, or the ZIP they come in.

Nothing is lost on the way: every row is an incident, or one that cannot be read and is named.
"""

import csv
import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from warden_desk.domain.errors import UserError
from warden_desk.domain.incidents import (
    FileFinding,
    LeftOutFile,
    StreetFiles,
    StreetMonth,
    StreetRow,
)
from warden_desk.domain.months import Month
from warden_desk.domain.progress import Progress, Silent

LARGEST = 200 * 1024 * 1024
"""Of one file, unpacked. Ten years of the largest force are smaller."""
LARGEST_TOGETHER = 1024 * 1024 * 1024
MOST_FILES = 3000

KIND, MONTH, LONGITUDE, LATITUDE = "crime type", "month", "longitude", "latitude"
LOCATION, FORCE, REPORTED, CRIME_ID = "location", "falls within", "reported by", "crime id"
_NEEDED = (MONTH, LONGITUDE, LATITUDE, LOCATION, KIND)
_SHOWN = {KIND: "Crime type", MONTH: "Month", LONGITUDE: "Longitude", LATITUDE: "Latitude"}
_OTHERS = {
    "outcome type": "It holds outcomes, not incidents, and was left out.",
    "object of search": "It holds stops and searches, not incidents, and was left out.",
}
_WORKBOOK = "[Content_Types].xml"
"""Every Excel workbook has a part of this name."""
_WEST, _EAST, _SOUTH, _NORTH = -9.5, 2.5, 49.0, 61.5


def read(paths: Sequence[Path], progress: Progress | None = None) -> StreetFiles:
    """Read files, several at once; the same month twice counts once.

    Raises:
        UserError: a file cannot be read, or none of them holds incidents.
    """
    watching = progress or Silent()
    found = _Found()
    for at, path in enumerate(paths):
        watching.step(at, len(paths), f"Reading {path.name}")
        for name, data in _contents(path, found):
            watching.step(at, len(paths), f"Reading {name}")
            _read_one(name, data, found)
    if not found.months:
        raise UserError(_none_of(found, paths))
    months = sorted(found.months.values(), key=lambda one: (one.month, one.force))
    return StreetFiles(tuple(months), tuple(found.findings), tuple(found.left_out))


@dataclass(slots=True)
class _Found:
    months: dict[tuple[Month, str], StreetMonth] = field(
        default_factory=dict[tuple[Month, str], StreetMonth]
    )
    findings: list[FileFinding] = field(default_factory=list[FileFinding])
    left_out: list[LeftOutFile] = field(default_factory=list[LeftOutFile])

    def add(self, months: Mapping[tuple[Month, str], StreetMonth]) -> None:
        for key, one in months.items():
            held = self.months.get(key)
            self.months[key] = one if held is None else _together(held, one)


def _together(held: StreetMonth, other: StreetMonth) -> StreetMonth:
    """Two files of a month: what stands in both is the same, however often one of them has it.

    Equal rows are no slip within one file: anti-social behaviour is published without a number.
    """
    rows = Counter(held.rows) | Counter(other.rows)
    return StreetMonth(
        held.month,
        held.force,
        held.file_name,
        list(rows.elements()),
        max(held.unreadable, other.unreadable),
    )


def _contents(path: Path, found: _Found) -> Iterator[tuple[str, bytes]]:
    try:
        if path.stat().st_size == 0:
            raise UserError(f"{path.name} is empty. Download it again.")
        if zipfile.is_zipfile(path):
            yield from _unpacked(path, found)
            return
        if path.suffix.lower() == ".zip":
            raise UserError(f"{path.name} is damaged or was cut off. Download it again.")
        _refuse_large(path.name, path.stat().st_size)
        yield path.name, path.read_bytes()
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise UserError(f"{path.name} cannot be read ({why}).") from error


def _unpacked(path: Path, found: _Found) -> Iterator[tuple[str, bytes]]:
    """The CSV files inside; nothing is written anywhere, so a hostile path in it is harmless."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = [one for one in archive.infolist() if not one.is_dir()]
            if any(one.filename == _WORKBOOK for one in members):
                raise UserError(
                    f"{path.name} is an Excel workbook. Take the CSV file as it was downloaded."
                )
            if len(members) > MOST_FILES or _size(members) > LARGEST_TOGETHER:
                raise UserError(
                    f"{path.name} holds more than is taken in at once. "
                    "Choose your force and fewer months when you download it."
                )
            for member in members:
                name = PurePosixPath(member.filename.replace("\\", "/")).name
                if not name.lower().endswith(".csv"):
                    found.left_out.append(LeftOutFile(name, "It is no CSV file and was left out."))
                    continue
                _refuse_large(name, member.file_size)
                with archive.open(member) as opened:
                    data = opened.read(LARGEST + 1)  # the size it says may be a lie
                _refuse_large(name, len(data))
                yield name, data
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise UserError(
            f"{path.name} cannot be unpacked: it is damaged, or locked with a password. "
            "Download it again."
        ) from error


def _size(members: Sequence[zipfile.ZipInfo]) -> int:
    return sum(member.file_size for member in members)


def _refuse_large(name: str, size: int) -> None:
    if size > LARGEST:
        raise UserError(
            f"{name} is larger than {LARGEST // 1024 // 1024} MB. "
            "Download the months one after the other."
        )


def _read_one(name: str, data: bytes, found: _Found) -> None:
    lines = csv.reader(io.StringIO(_text(data), newline=""))
    try:
        heads = next(lines, list[str]())
        columns = {head.strip().casefold(): at for at, head in enumerate(heads)}
        other = next((why for head, why in _OTHERS.items() if head in columns), "")
        missing = [head for head in _NEEDED if head not in columns]
        if other or missing:
            found.left_out.append(LeftOutFile(name, other or _no_street_file(missing)))
            return
        months, findings, lost = _rows(name, lines, columns)
    except csv.Error as error:
        raise UserError(f"{name} is no CSV file that can be read ({error}).") from error
    found.findings += findings
    if not months:
        found.left_out.append(LeftOutFile(name, "No row of it can be read; it was left out."))
        return
    # A row whose month is not known can only be of the month the rest of its file is about.
    max(months.values(), key=lambda one: len(one.rows)).unreadable += lost
    found.add(months)


_Months = dict[tuple[Month, str], StreetMonth]


def _rows(
    name: str, lines: Iterator[list[str]], columns: Mapping[str, int]
) -> tuple[_Months, list[FileFinding], int]:
    """The rows by month and force, what is wrong with the others, and how many those are."""
    months: _Months = {}
    known: dict[tuple[str, str], StreetMonth] = {}
    findings: list[FileFinding] = []
    at = _Columns(columns)
    for number, cells in enumerate(lines, start=2):
        if not any(cells):
            continue
        row = at.row(cells)
        said = at.month(cells)
        held = known.get(said)
        if held is None and isinstance(row, StreetRow):
            month = _month(said[0])
            if month is None:
                row = (MONTH, f"“{said[0]}” is no month, such as 2019-01.")
            else:
                key = month, said[1]  # 2019-01 and 2019-1 are the same month
                held = months.setdefault(key, StreetMonth(*key, name))
                known[said] = held
        if isinstance(row, StreetRow) and held is not None:
            held.rows.append(row)
        elif not isinstance(row, StreetRow):
            text = f"{row[1]} The row was left out."
            findings.append(FileFinding(name, number, _SHOWN[row[0]], text))
    return months, findings, len(findings)


class _Columns:
    """Where the columns stand in this file."""

    def __init__(self, columns: Mapping[str, int]) -> None:
        self._needed = max(columns[head] for head in _NEEDED) + 1
        self._kind, self._location = columns[KIND], columns[LOCATION]
        self._lon, self._lat = columns[LONGITUDE], columns[LATITUDE]
        self._month = columns[MONTH]
        self._force = columns.get(FORCE, columns.get(REPORTED))
        self._id = columns.get(CRIME_ID)

    def month(self, cells: Sequence[str]) -> tuple[str, str]:
        """The month and the force, as they are written."""
        force = _cell(cells, self._force)
        return _cell(cells, self._month), force or "Force not said"

    def row(self, cells: Sequence[str]) -> StreetRow | tuple[str, str]:
        """The incident, or the column that is wrong and what is wrong with it."""
        if len(cells) < self._needed:
            return KIND, "The row ends before this column."
        kind = cells[self._kind].strip()
        if not kind:
            return KIND, "Nothing is written there."
        east, north = cells[self._lon].strip(), cells[self._lat].strip()
        crime_id = _cell(cells, self._id)
        if not east and not north:
            return StreetRow(kind, cells[self._location].strip(), None, None, crime_id)
        degrees = _degrees(east, LONGITUDE, _WEST, _EAST), _degrees(north, LATITUDE, _SOUTH, _NORTH)
        for one in degrees:
            if isinstance(one, tuple):
                return one
        longitude, latitude = degrees
        assert isinstance(longitude, float)
        assert isinstance(latitude, float)
        return StreetRow(kind, cells[self._location].strip(), longitude, latitude, crime_id)


def _cell(cells: Sequence[str], at: int | None) -> str:
    return cells[at].strip() if at is not None and at < len(cells) else ""


def _degrees(text: str, column: str, low: float, high: float) -> float | tuple[str, str]:
    if not text:
        return column, "It is empty, but the other half of the place is there."
    try:
        value = float(text)
    except ValueError:
        return column, f"“{text[:40]}” is no number."
    return value if low <= value <= high else (column, f"{text[:40]} is not in Britain.")


def _month(text: str) -> Month | None:
    try:
        return Month.parse(text)
    except UserError:
        return None


def _text(data: bytes) -> str:
    for coding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(coding).replace("\0", "")
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1").replace("\0", "")


def _no_street_file(missing: Sequence[str]) -> str:
    heads = " and ".join(f"“{head.capitalize()}”" for head in missing[:2])
    return f"It has no column {heads}, so it is no street-level file, and was left out."


def _none_of(found: _Found, paths: Sequence[Path]) -> str:
    if not paths:
        return "Choose the files first."
    said = " ".join(f"{one.file_name}: {one.why}" for one in found.left_out[:3])
    return (
        f"No street-level file of the police is among them. {said} The file wanted ends in "
        "“-street.csv” and comes from data.police.uk."
    ).replace("  ", " ")
