"""Writing a whole file or none of it."""

import os
import tempfile
from pathlib import Path

from warden_desk.domain.errors import UserError


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
            raise Unsteady(too_large(path.name, before.st_size, most))
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


def too_large(name: str, size: int, most: int) -> str:
    """Why a file is not taken in, and what to do instead."""
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
