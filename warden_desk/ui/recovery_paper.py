"""The recovery code on a sheet of paper."""

from pathlib import Path

from warden_desk.domain.errors import UserError


def write_pdf(path: Path, code: str, desk: str, made_on: str) -> None:
    """Write one A4 page with the code.

    Raises:
        UserError: the file cannot be written.
    """
    # reportlab takes a while to load, and most starts make no desk.
    from warden_desk.formats.pdf import recovery_code

    try:
        path.write_bytes(recovery_code.render(code, desk=desk, made_on=made_on))
    except OSError as error:
        raise UserError(f"{path} cannot be written to. Choose another folder.") from error
