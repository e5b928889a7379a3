"""Keeping a plan where the user says."""

from pathlib import Path

from warden_desk.domain.errors import UserError
from warden_desk.domain.reorganisation import Plan
from warden_desk.formats import reorganisation_file
from warden_desk.storage.files import replace_file


def keep(plan: Plan, path: Path) -> None:
    """Write a plan as a file, all of it or nothing.

    Raises:
        UserError: the place cannot be written to.
    """
    try:
        replace_file(path, reorganisation_file.as_text(plan).encode())
    except OSError as error:
        raise UserError(
            f"{path.name} cannot be written ({error.strerror}). Choose another place."
        ) from error
