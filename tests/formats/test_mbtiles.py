"""A base map of a council's GIS team: pictures come out at their place, all else is refused."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from warden_desk.domain.errors import UserError
from warden_desk.formats.mbtiles import BaseMap

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


def made(path: Path, tiles: dict[tuple[int, int, int], bytes], **facts: str) -> Path:
    with closing(sqlite3.connect(path)) as file:
        file.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
        file.execute(
            "CREATE TABLE tiles (zoom_level INT, tile_column INT, tile_row INT, tile_data BLOB)"
        )
        file.executemany("INSERT INTO metadata VALUES (?, ?)", facts.items())
        file.executemany(
            "INSERT INTO tiles VALUES (?, ?, ?, ?)", [(*at, data) for at, data in tiles.items()]
        )
        file.commit()
    return path


def test_a_picture_is_found_by_its_row_from_the_north(tmp_path: Path):
    path = made(
        tmp_path / "kent.mbtiles",
        {(3, 4, 5): PNG, (3, 4, 0): b"<script>"},
        format="png",
        name="Kent",
        bounds="0.0,50.9,1.5,51.5",
        attribution="© OS",
    )
    with BaseMap(path) as base:
        assert (base.name, base.credit, base.levels) == ("Kent", "© OS", (3, 3))
        assert base.bounds == (0.0, 50.9, 1.5, 51.5)
        found = base.tile(3, 4, 2)
        assert found is not None
        assert (found.content, found.media_type) == (PNG, "image/png")
        assert base.tile(3, 4, 7) is None, "what is no picture is not given out"
        assert base.tile(3, 9, 2) is None
        assert base.tile(20, 4, 2) is None
        assert base.tile(3, 4, -1) is None


@pytest.mark.parametrize("bounds", ["", "1,2", "a,b,c,d"])
def test_bounds_that_cannot_be_read_are_none(tmp_path: Path, bounds: str):
    with BaseMap(made(tmp_path / "a.mbtiles", {(0, 0, 0): PNG}, bounds=bounds)) as base:
        assert base.bounds is None
        assert base.name == "a"


def test_other_files_are_refused_with_a_sentence(tmp_path: Path):
    text = tmp_path / "text.mbtiles"
    text.write_text("hello")
    vector = made(tmp_path / "vector.mbtiles", {(0, 0, 0): b"x"}, format="pbf")
    packed = made(tmp_path / "packed.mbtiles", {(0, 0, 0): b"\x1f\x8b shapes"})
    empty = made(tmp_path / "empty.mbtiles", {}, format="png")

    for path, words in (
        (text, "is no base map"),
        (tmp_path / "missing.mbtiles", "is not where it was"),
        (vector, "vector tiles"),
        (packed, "vector tiles"),
        (empty, "no pictures"),
    ):
        with pytest.raises(UserError, match=words):
            BaseMap(path)


def test_whose_it_is_is_told_in_words_alone(tmp_path: Path):
    link = "<a href='https://osm.example'>&copy; Some <b>Map</b></a> contributors"
    with BaseMap(made(tmp_path / "a.mbtiles", {(0, 0, 0): PNG}, attribution=link)) as base:
        assert base.credit == "© Some Map contributors"


def test_a_file_that_is_damaged_later_says_so(tmp_path: Path):
    path = made(tmp_path / "a.mbtiles", {(9, 4, row): PNG + bytes(500_000) for row in range(9)})
    with BaseMap(path) as base:
        size = path.stat().st_size
        path.write_bytes(path.read_bytes()[:8192] + b"\xff" * (size - 8192))
        with pytest.raises(UserError, match="cannot be read any more"):
            base.tile(9, 4, (1 << 9) - 1 - 8)


@pytest.mark.parametrize("name", ["a folder #1/käse 50%.mbtiles", "what?.mbtiles"])
def test_a_name_with_signs_is_opened_all_the_same(tmp_path: Path, name: str):
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    with BaseMap(made(path, {(0, 0, 0): PNG})) as base:
        assert base.tile(0, 0, 0) is not None
