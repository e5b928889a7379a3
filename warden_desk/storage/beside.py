"""Folders of files that lie beside a desk: what is nobody's secret and too large for its rows."""

from pathlib import Path

from sqlalchemy.orm import Session

BOUNDARIES = "boundaries"


def beside(desk: Path, what: str) -> Path:
    """`Kent.desk` keeps its boundaries in `Kent boundaries`. The folder need not be there yet."""
    return desk.with_name(f"{desk.stem} {what}")


def folder_beside(session: Session, what: str) -> Path:
    """As `beside`, of the desk that is read."""
    rows = session.connection().exec_driver_sql("PRAGMA database_list")
    [desk] = [Path(path) for _, name, path in rows if name == "main"]
    return beside(desk, what)


def found_beside(folder: Path, what: str, name: str) -> Path:
    """Where a file lies: in the desk's own folder, or in that of another desk beside it.

    A desk that somebody renames or copies back by hand leaves its folder under the former name.
    Only for files called after their content, which are the same wherever they lie.
    """
    own = folder / name
    if not name or own.is_file() or not folder.parent.is_dir():
        return own
    homes = sorted(each for each in folder.parent.iterdir() if each.name.endswith(f" {what}"))
    return next((home / name for home in homes if (home / name).is_file()), own)
