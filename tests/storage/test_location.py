"""Where a desk may lie."""

from pathlib import Path

import pytest

from warden_desk.storage import location


@pytest.mark.parametrize(
    "folder",
    [
        "/home/sam/OneDrive/desk",
        "/home/sam/OneDrive - Kent/x",
        "/home/sam/Dropbox",
        "/Users/sam/Library/Mobile Documents/com~apple~CloudDocs/desk",
        "/home/sam/Google Drive/My Drive",
        "/home/sam/Nextcloud/work",
    ],
)
def test_a_synchronised_folder_is_refused_with_what_to_do(folder: str):
    with pytest.raises(location.BadPlace, match="Choose a folder on this computer"):
        location.check(Path(folder) / "a.desk", {})


@pytest.mark.parametrize("variable", ["OneDrive", "OneDriveCommercial", "OneDriveConsumer"])
def test_a_folder_that_windows_calls_onedrive_is_refused_whatever_its_name(variable: str):
    with pytest.raises(location.BadPlace, match="OneDrive"):
        location.check(Path("/data/Work files/x/a.desk"), {variable: "/data/Work files"})


def test_the_longest_mount_point_decides_what_a_folder_is_on():
    mounts = {"/": "ext4", "/mnt": "ext4", "/mnt/share": "cifs"}

    assert location.file_system_of(Path("/mnt/share/desk"), mounts) == "cifs"
    assert location.file_system_of(Path("/mnt/shared"), mounts) == "ext4"
    assert location.file_system_of(Path("/home"), mounts) == "ext4"


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "9p", "fuse.sshfs"])
def test_a_network_share_is_refused(kind: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(location, "_mounts", lambda: {"/": "ext4", "/srv/share": kind})

    with pytest.raises(location.BadPlace, match="network share"):
        location.check(Path("/srv/share/a.desk"), {})
    location.check(Path("/srv/own/a.desk"), {})


def test_an_ordinary_folder_is_accepted(tmp_path: Path):
    location.check(tmp_path / "a.desk", {})
