"""The council's base map goes onto paper if, and only if, the desk says that it may."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from tests.conftest import TODAY
from tests.formats.test_mbtiles import made
from warden_desk.domain.changes import Act
from warden_desk.domain.coverage_modes import Asked, Mode
from warden_desk.domain.errors import UserError
from warden_desk.domain.map_excerpts import Excerpt, Layer
from warden_desk.domain.map_papers import MapRequest
from warden_desk.services import settings as desk_settings
from warden_desk.services.coverage import base_maps, excerpts, maps
from warden_desk.storage.desks import Desk

LEVEL = 7


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A base map that shows all of the south-east."""
    buffer = BytesIO()
    Image.new("RGB", (256, 256), (120, 140, 120)).save(buffer, "PNG")
    tiles = {
        (LEVEL, column, (1 << LEVEL) - 1 - row): buffer.getvalue()
        for column in range(60, 68)
        for row in range(40, 46)
    }
    return made(tmp_path / "base.mbtiles", tiles, format="png", attribution="© The Mapmakers")


def choose(desk: Desk, path: Path, *, may_be_printed: bool = True, credit: str = "") -> None:
    settings = desk.database.read(desk_settings.load)
    chosen = replace(
        settings,
        base_map=str(path),
        base_map_may_be_printed=may_be_printed,
        base_map_credit=credit,
    )
    desk.database.write("Choose", desk_settings.save, chosen)


def paper(desk: Desk, act: Act, layers: frozenset[Layer] = frozenset(Layer)) -> pypdf.PageObject:
    extent, _ = desk.database.read(excerpts.around, ["Lenham"], TODAY)
    wanted = MapRequest(
        asked=Asked(mode=Mode.COVERAGE, on=TODAY), excerpt=Excerpt(extent=extent, layers=layers)
    )
    data = desk.database.read(maps.made, wanted, "pdf", act=act)
    return pypdf.PdfReader(BytesIO(data)).pages[0]


GROUND = frozenset({Layer.GROUND})


def test_it_is_printed_with_its_credit_where_its_licence_allows_it(
    practice_desk: Desk, act: Act, base: Path
) -> None:
    choose(practice_desk, base)

    page = paper(practice_desk, act, GROUND)

    assert len(page.images) == 1
    assert "© The Mapmakers." in " ".join(page.extract_text().split())


def test_the_words_of_the_licence_come_before_those_of_the_file(
    practice_desk: Desk, act: Act, base: Path
) -> None:
    choose(practice_desk, base, credit="© Crown copyright AC0000000000")

    text = " ".join(paper(practice_desk, act, GROUND).extract_text().split())

    assert "© Crown copyright AC0000000000." in text
    assert "Mapmakers" not in text


def test_it_is_left_out_unless_the_desk_says_that_it_may_be_printed(
    practice_desk: Desk, act: Act, base: Path
) -> None:
    choose(practice_desk, base, may_be_printed=False)

    page = paper(practice_desk, act, GROUND)

    assert not page.images
    assert "Mapmakers" not in page.extract_text()


def test_it_is_left_out_where_it_is_not_shown(practice_desk: Desk, act: Act, base: Path) -> None:
    choose(practice_desk, base)

    assert not paper(practice_desk, act, frozenset({Layer.DISTRICTS})).images


def test_a_file_that_is_gone_is_said(practice_desk: Desk, base: Path) -> None:
    choose(practice_desk, base)
    base.unlink()

    with pytest.raises(UserError, match="not where it was"):
        practice_desk.database.read(base_maps.printable)
