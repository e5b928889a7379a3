"""Writing a whole file or none of it."""

import os
import sys
import tempfile
from pathlib import Path

from warden_desk.domain.errors import UserError

_AT_ONCE = 1_000_000


class Unsteady(UserError):
    """A file could not be read as one whole."""


def read_whole(path: Path, most: int) -> bytes:
    """The content of a file that nobody changes meanwhile.

    Raises:
        Unsteady: it is too large, cannot be read, or was changed while it was read.
    """
    try:
        before = path.stat()
        if before.st_size > most:
            raise Unsteady(_too_large(path.name, before.st_size, most))
        data = path.read_bytes()
        after = path.stat()
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise Unsteady(f"{path.name} cannot be read ({why}). Choose another file.") from error
    facts = ("st_size", "st_mtime_ns", "st_ino")
    if len(data) != after.st_size or any(getattr(before, f) != getattr(after, f) for f in facts):
        raise Unsteady(
            f"{path.name} was changed while it was read. Close it in the other program, or wait "
            "until it is copied, then try again."
        )
    return data


def _too_large(name: str, size: int, most: int) -> str:
    return (
        f"{name} has {size / 1_000_000:.0f} MB; at most {most // 1_000_000} MB are kept. Send a "
        "smaller version: photographs at half the size, or a PDF in parts. The original stays "
        "where it is."
    )


def replace_file(path: Path, data: bytes) -> None:
    """Put `data` in place of the file: after a crash it holds the old or the new, whole."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def sync_folder(folder: Path) -> None:
    """Have the names in a folder survive a power cut from here on (Windows sees to it itself)."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def wipe(path: Path) -> None:
    """Remove a file; what it held is written over first. A flash drive may keep it all the same."""
    if not path.exists():
        return
    if path.stat().st_nlink == 1:  # under another name it is somebody's, perhaps the desk itself
        left = path.stat().st_size
        with path.open("r+b") as file:
            while left > 0:
                left -= file.write(bytes(min(left, _AT_ONCE)))
            file.flush()
            os.fsync(file.fileno())
    path.unlink()
