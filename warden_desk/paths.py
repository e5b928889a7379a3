"""Where things are, from source and from the installed program alike."""

import os
import sys
from pathlib import Path

ROOT = Path(getattr(sys, "_MEIPASS", Path(__file__).parents[1]))
"""The folder that holds `resources/` and `maps/` (PyInstaller unpacks them to `_MEIPASS`)."""


def resource(name: str) -> Path:
    """A file shipped under `resources/`, such as "icons/save.svg".

    Raises:
        FileNotFoundError: the build forgot it.
    """
    return _shipped("resources", name)


def map_file(name: str) -> Path:
    """A file shipped under `maps/`, such as "areas.csv".

    Raises:
        FileNotFoundError: the build forgot it.
    """
    return _shipped("maps", name)


def data_folder() -> Path:
    """This user's own folder here: never roaming, never Documents (both may be synced)."""
    home = Path.home()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = home / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return base / "Warden Desk"


def default_desk() -> Path:
    """Where this user's own desk lies unless they chose another place."""
    return data_folder() / "Warden Desk.desk"


def _shipped(folder: str, name: str) -> Path:
    path = ROOT / folder / name
    if not path.exists():
        raise FileNotFoundError(path)
    return path
