"""Folders of files that lie beside a desk: what is nobody's secret and too large for its rows."""

from pathlib import Path

from sqlalchemy.orm import Session


def folder_beside(session: Session, what: str) -> Path:
    """`Kent.desk` keeps its boundaries in `Kent boundaries`. The folder need not be there yet."""
    rows = session.connection().exec_driver_sql("PRAGMA database_list")
    [desk] = [Path(path) for _, name, path in rows if name == "main"]
    return desk.with_name(f"{desk.stem} {what}")
