"""Where a desk's file may lie: on this machine's own disk, in a folder nothing else copies.

SQLite on a network share, or in a folder that OneDrive or Dropbox moves about, is the classic way
to lose a database; so both are refused before anything is written.
"""

import ctypes
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from warden_desk.domain.errors import UserError

_NETWORK_FILE_SYSTEMS = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "9p", "afpfs", "webdav", "davfs"),
        *("fuse.sshfs", "fuse.davfs", "fuse.rclone", "afs", "ncpfs"),
    }
)
_SYNC_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_SYNC_FOLDERS = frozenset(
    {
        *("onedrive", "dropbox", "google drive", "googledrive", "my drive", "icloud drive"),
        *("iclouddrive", "com~apple~clouddocs", "nextcloud", "box", "box sync", "pcloud drive"),
    }
)
_DRIVE_REMOTE = 4


class BadPlace(UserError):
    """A desk cannot be kept in this folder."""


def check(path: Path, environment: Mapping[str, str] = os.environ) -> None:
    """Refuse a place where a desk would come to harm.

    Raises:
        BadPlace: a network share or a synchronised folder; the text says what to do.
    """
    folder = path.expanduser().absolute().parent
    synced = _synced_by(folder, environment)
    if synced:
        raise BadPlace(
            f"{folder} is kept in step by {synced}, which would damage the desk while it is open. "
            "Choose a folder on this computer only. Backups may go to a synchronised folder."
        )
    if _is_network(folder):
        raise BadPlace(
            f"{folder} is on a network share, where a desk can lose data when the link drops. "
            "Choose a folder on this computer. Backups may go to the share."
        )


def _synced_by(folder: Path, environment: Mapping[str, str]) -> str:
    for variable in _SYNC_VARIABLES:
        root = environment.get(variable)
        if root and folder.is_relative_to(Path(root)):
            return "OneDrive"
    for part in folder.parts:
        plain = part.lower()
        if plain in _SYNC_FOLDERS or plain.startswith("onedrive - "):
            return part
    return ""


def _is_network(folder: Path) -> bool:
    if sys.platform == "win32":
        return _is_remote_drive(folder)
    return file_system_of(folder, _mounts()) in _NETWORK_FILE_SYSTEMS


def file_system_of(folder: Path, mounts: Mapping[str, str]) -> str:
    """The type of the file system that holds this folder, by the longest mount point above it."""
    holders = [point for point in mounts if folder.is_relative_to(point)]
    return mounts[max(holders, key=len)] if holders else ""


def _mounts() -> dict[str, str]:
    """Mount point to file system type; empty where the system does not say (macOS)."""
    table = Path("/proc/self/mounts")
    if not table.exists():
        return {}
    rows = [line.split() for line in table.read_text(errors="replace").splitlines()]
    return {row[1].replace("\\040", " "): row[2] for row in rows}


def _is_remote_drive(folder: Path) -> bool:
    windows: Any = ctypes.windll.kernel32  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
    is_share = str(folder).startswith("\\\\")
    return is_share or windows.GetDriveTypeW(f"{folder.drive}\\") == _DRIVE_REMOTE
