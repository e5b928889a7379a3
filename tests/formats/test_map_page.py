"""The files of the map's page: complete, kept, and pointing nowhere else."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from warden_desk.formats import areas, map_page
from warden_desk.formats.map_looks import HatchKind, looks

REMOTE = re.compile(r"(?:src|href)\s*=\s*[\"']?\s*(?:https?:)?//", re.IGNORECASE)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return map_page.make(tmp_path_factory.mktemp("map"), areas.topology())


def test_every_file_the_page_asks_for_is_served_and_none_is_elsewhere(
    files: dict[str, Path],
) -> None:
    index = files[map_page.INDEX].read_text("utf-8")
    asked = re.findall(r'(?:src|href)="([^"]+)"', index)

    assert set(asked) - {"qwebchannel.js"} <= files.keys()
    assert all(path.exists() for path in files.values())
    assert not REMOTE.search(index)


def test_the_page_holds_no_script_and_no_style_of_its_own(files: dict[str, Path]) -> None:
    index = files[map_page.INDEX].read_text("utf-8")

    assert not re.search(r"<script(?![^>]*\ssrc=)", index)
    assert "<style" not in index
    assert not re.search(r"\son\w+\s*=", index)
    assert not re.search(r"\sstyle\s*=", index)


def test_folium_composed_map_panes_and_scale(files: dict[str, Path]) -> None:
    script = files["page.js"].read_text("utf-8")

    assert "L.map(" in script
    assert script.count("createPane(") == 5
    assert "L.control.scale()" in script
    assert "tileLayer" not in script
    assert not re.search(r"https?://", script)


def test_only_leaflet_is_loaded_of_foliums_long_list(files: dict[str, Path]) -> None:
    index = files[map_page.INDEX].read_text("utf-8").lower()

    assert not any(name in index for name in ("jquery", "bootstrap", "awesome", "glyphicon"))


def test_a_page_is_made_once_and_then_kept(tmp_path: Path) -> None:
    topology = areas.topology()
    assert map_page.kept(tmp_path, topology) is None

    made = map_page.make(tmp_path, topology)
    written = made["page.js"].stat().st_mtime_ns

    assert map_page.kept(tmp_path, topology) == made
    assert map_page.make(tmp_path, topology)["page.js"].stat().st_mtime_ns == written
    assert map_page.kept(tmp_path, topology + " ") is None


def test_the_same_boundaries_make_the_same_index_anywhere(
    files: dict[str, Path], tmp_path: Path
) -> None:
    again = map_page.make(tmp_path, areas.topology())

    assert again[map_page.INDEX].read_bytes() == files[map_page.INDEX].read_bytes()


def test_a_kept_page_is_found_without_loading_folium_or_pandas(files: dict[str, Path]) -> None:
    cache = files[map_page.INDEX].parents[1]
    code = (
        "import sys; from pathlib import Path\n"
        "from warden_desk.formats import areas, map_page\n"
        f"assert map_page.kept(Path({str(cache)!r}), areas.topology())\n"
        "print({'folium', 'pandas', 'numpy', 'shapely'} & set(sys.modules))\n"
    )

    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert ran.stdout.strip() == "set()"


@pytest.mark.parametrize("is_dark", [False, True])
def test_all_states_but_one_are_hatched_each_in_its_own_way(is_dark: bool) -> None:
    hatches = [look.hatch for look in looks(is_dark=is_dark).values()]

    assert len(set(hatches)) == 6
    assert [hatch.kind for hatch in hatches].count(HatchKind.NONE) == 1
