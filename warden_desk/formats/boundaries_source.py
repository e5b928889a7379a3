"""A publisher's file before it is read: its kind and size are known, and an archive is harmless."""

import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from warden_desk.domain.errors import UserError

ENDINGS = (".geojson", ".json", ".gpkg", ".shp", ".zip")
"""What can be read, by the file's name."""

_SHAPEFILE = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_SIGNS = {
    ".gpkg": b"SQLite format 3\0",
    ".shp": b"\0\0\x27\x0a",
    ".zip": b"PK\x03\x04",
}


@dataclass(frozen=True, slots=True)
class SourceLimits:
    """How large a file may be, in bytes.

    A text is read whole, so it may be no larger than memory allows; from the others only the part
    about the county is read.
    """

    text: int = 120_000_000
    indexed: int = 4_000_000_000
    archive: int = 2_000_000_000
    members: int = 200
    ratio: int = 60


LIMITS = SourceLimits()


@contextmanager
def opened(path: Path, limits: SourceLimits = LIMITS) -> Generator[Path]:
    """The file to read; out of an archive it is unpacked for the length of the block.

    Raises:
        UserError: it is missing, of another kind, damaged, or larger than it may be.
    """
    _check(path, limits)
    if path.suffix.lower() != ".zip":
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="outlines-") as folder:
        inner = _unpacked(path, Path(folder), limits)
        _check(inner, limits, within=path.name)
        yield inner


def damaged(name: str) -> UserError:
    """The refusal of a file that cannot be read."""
    return UserError(
        f"{name} is damaged or not all there. Download it again, and wait until that has finished."
    )


def _check(path: Path, limits: SourceLimits, within: str = "") -> None:
    name, ending = within or path.name, path.suffix.lower()
    if ending not in ENDINGS:
        raise UserError(
            f"{name} is of no kind that holds outlines. Take the GeoPackage (.gpkg), the GeoJSON "
            "(.geojson) or the Shapefile (.zip) that the publisher offers."
        )
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(16)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise UserError(f"{name} cannot be read ({why}). Choose another file.") from error
    _check_size(name, ending, size, limits)
    is_text = start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    if not (start.startswith(_SIGNS[ending]) if ending in _SIGNS else is_text):
        raise damaged(name)
    if ending == ".shp" and not path.with_suffix(".dbf").exists():
        raise UserError(
            f"{name} is one of the several files of a Shapefile. Choose the zip they came in, or "
            "put all of them into one folder."
        )


def _check_size(name: str, ending: str, size: int, limits: SourceLimits) -> None:
    if ending in (".geojson", ".json") and size > limits.text:
        raise UserError(
            f"{name} has {size / 1e6:.0f} MB; a GeoJSON may have {limits.text // 1_000_000} MB. "
            "Take the GeoPackage of the same set, or its generalised version (BGC)."
        )
    if size > (limits.archive if ending == ".zip" else limits.indexed):
        raise UserError(
            f"{name} has {size / 1e6:,.0f} MB, which is more than any set of boundaries of this "
            "country. Take the version for England, or a generalised one."
        )


def _unpacked(path: Path, folder: Path, limits: SourceLimits) -> Path:
    """The one set of outlines in an archive, in a folder of its own.

    Names inside are never used as paths: each member is written under a name of ours.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = _members(archive, path.name, limits)
            for ending, member in members.items():
                target = folder / f"outlines{ending}"
                with archive.open(member) as source, target.open("wb") as file:
                    shutil.copyfileobj(source, file, 1 << 20)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError) as error:
        raise damaged(path.name) from error
    except OSError as error:
        raise UserError(
            f"{path.name} could not be unpacked ({error.strerror}). Make room on the disk, then "
            "try again."
        ) from error
    return folder / f"outlines{next(iter(members))}"


def _members(
    archive: zipfile.ZipFile, name: str, limits: SourceLimits
) -> dict[str, zipfile.ZipInfo]:
    """What to unpack, by ending; what is to be opened comes first."""
    found = archive.infolist()
    unpacked = sum(member.file_size for member in found)
    packed = sum(member.compress_size for member in found)
    is_bomb = unpacked > limits.ratio * max(packed, 100_000)
    if len(found) > limits.members or unpacked > limits.indexed or is_bomb:
        raise UserError(
            f"{name} unpacks to far more than a set of boundaries holds, so it was not opened. "
            "Download it again from its publisher."
        )
    for start in (".gpkg", ".shp", ".geojson", ".json"):
        heads = [each for each in found if _ending(each) == start]
        if len(heads) > 1:
            names = ", ".join(PurePosixPath(each.filename).name for each in heads[:3])
            raise UserError(
                f"{name} holds several sets: {names}. Unpack it, and put the one you want into a "
                "zip of its own."
            )
        if heads:
            stem = PurePosixPath(heads[0].filename).stem
            beside = [e for e in found if PurePosixPath(e.filename).stem == stem]
            wanted = _SHAPEFILE if start == ".shp" else (start,)
            by_ending = {_ending(each): each for each in beside}
            return {ending: by_ending[ending] for ending in wanted if ending in by_ending}
    raise UserError(f"{name} holds no outlines: no GeoPackage, Shapefile or GeoJSON is in it.")


def _ending(member: zipfile.ZipInfo) -> str:
    return PurePosixPath(member.filename).suffix.lower()
