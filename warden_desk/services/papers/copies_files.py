"""Finished files, written side by side into a folder."""

from collections.abc import Sequence
from pathlib import Path

from warden_desk.domain.copies import MadeFile
from warden_desk.domain.errors import UserError
from warden_desk.domain.progress import Progress, Silent
from warden_desk.storage.files import replace_file


def save_each(folder: Path, files: Sequence[MadeFile], progress: Progress | None = None) -> int:
    """Write each file, whole or not at all; one of the same name is replaced. Returns how many.

    Raises:
        UserError: the folder cannot be written to.
    """
    told = progress or Silent()
    for at, file in enumerate(files):
        told.step(at, len(files))
        try:
            folder.mkdir(exist_ok=True)
            replace_file(folder / file.name, file.data)
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise UserError(f"{folder} cannot be written to ({why}). Choose another.") from error
    return len(files)
