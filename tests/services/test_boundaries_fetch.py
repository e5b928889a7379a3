"""Fetching outlines from a server on this machine that answers as the ONS's does."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.boundary_files import OURS
from tests.ons_server import ABOUT, Service, serving
from warden_desk.domain.errors import Cancelled, UserError
from warden_desk.domain.progress import Silent
from warden_desk.formats.boundaries_reader import read
from warden_desk.services.boundaries.boundaries_fetch import NotFetched, fetch


@pytest.fixture
def service() -> Iterator[Service]:
    with serving() as made:
        yield made


def got(service: Service, folder: Path, waits: list[float] | None = None) -> Path:
    pause = (waits if waits is not None else []).append
    return fetch(service.address, OURS, folder, Silent(), pause)


@pytest.mark.parametrize("says_at_top", [True, False])
def test_all_pages_come_and_can_be_read_like_any_file(
    service: Service, tmp_path: Path, says_at_top: bool
):
    service.says_at_top = says_at_top

    path = got(service, tmp_path)

    assert service.asked == [0, 2, 4]
    [where] = service.wheres
    assert where.startswith("LAD24CD IN ('E07000105', 'E07000106', ")
    assert [each.name for each in tmp_path.iterdir()] == [path.name], "no pages are left behind"
    found = read(Silent(), path, OURS)
    assert [area.name for area in found.areas] == [f"Parish {n}" for n in range(5)]
    assert found.title == "Parishes, December 2024"


def test_a_set_that_names_no_districts_is_asked_for_by_its_place(service: Service, tmp_path: Path):
    names = ("OBJECTID", "PARNCP24CD", "PARNCP24NM")
    service.about = ABOUT | {"fields": [{"name": name} for name in names]}
    for one in service.features:
        del one["properties"]["LAD24CD"]

    path = got(service, tmp_path)

    assert service.wheres == {"1=1"}
    [box] = service.boxes
    west, south, east, north = (float(edge) for edge in box.split(","))
    assert west < 600_000 < east
    assert south < 150_000 < north
    assert len(read(Silent(), path, OURS).areas) == 5


def test_a_busy_service_and_a_cut_link_are_tried_again(service: Service, tmp_path: Path):
    service.failures = {0: ["503"], 2: ["cut", "429"]}
    waits: list[float] = []

    got(service, tmp_path, waits)

    assert service.asked == [0, 0, 2, 2, 2, 4]
    assert len(waits) == 3


def test_a_fetch_that_failed_goes_on_where_it_stopped(service: Service, tmp_path: Path):
    service.failures = {2: ["503"] * 4}
    with pytest.raises(NotFetched, match="what came is kept"):
        got(service, tmp_path)
    service.asked.clear()

    got(service, tmp_path)

    assert service.asked == [2, 4], "the first page is here already"


class _After:
    """Asks to stop at a later step."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def step(self, done: int, total: int, label: str = "") -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


def test_cancelling_keeps_what_came(service: Service, tmp_path: Path):
    with pytest.raises(Cancelled):
        fetch(service.address, OURS, tmp_path, _After(2))
    assert service.asked == [0]

    got(service, tmp_path)

    assert service.asked == [0, 2, 4]


def test_a_page_that_was_cut_on_the_disk_is_asked_for_again(service: Service, tmp_path: Path):
    service.failures = {2: ["503"] * 4}
    with pytest.raises(NotFetched):
        got(service, tmp_path)
    [page] = tmp_path.rglob("0.json")
    page.write_bytes(page.read_bytes()[:30])
    service.asked.clear()

    got(service, tmp_path)

    assert service.asked == [0, 2, 4]


@pytest.mark.parametrize(
    ("how", "words"),
    [("error", r"refused the question \(400\)"), ("html", "something else than areas")],
)
def test_an_answer_that_is_none_is_refused(service: Service, tmp_path: Path, how: str, words: str):
    service.failures = {0: [how]}

    with pytest.raises(NotFetched, match=words):
        got(service, tmp_path)


def test_a_refusal_is_not_tried_again(service: Service, tmp_path: Path):
    service.failures = {0: ["404"]}

    with pytest.raises(NotFetched, match=r"refused \(404\)"):
        got(service, tmp_path)
    assert service.asked == [0]


def test_a_layer_of_something_else_and_one_without_our_areas_are_refused(
    service: Service, tmp_path: Path
):
    service.about = ABOUT | {"fields": [{"name": "OBJECTID"}, {"name": "RGN24CD"}]}
    with pytest.raises(NotFetched, match="none of parishes"):
        got(service, tmp_path)
    service.about, service.features = dict(ABOUT), []
    with pytest.raises(NotFetched, match="no areas of your districts"):
        got(service, tmp_path)


def test_a_service_that_gives_less_than_it_counted_is_not_believed(
    service: Service, tmp_path: Path
):
    answer = service.answer

    def fewer(path: str) -> tuple[str, Any]:
        how, said = answer(path)
        return how, {"count": 9} if "count" in said else said

    service.answer = fewer  # type: ignore[method-assign]

    with pytest.raises(NotFetched, match="Only 5 of 9 areas came"):
        got(service, tmp_path)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "services1.arcgis.com",
        "http://services1.arcgis.com/x",
        "file:///etc/passwd",
        "ftp://x/y",
    ],
)
def test_only_protected_addresses_are_asked(tmp_path: Path, address: str):
    with pytest.raises(UserError, match="must begin with https://"):
        fetch(address, OURS, tmp_path, Silent())


def test_without_a_link_a_sentence_says_so(tmp_path: Path):
    with pytest.raises(NotFetched, match="cannot be reached"):
        fetch("http://127.0.0.1:9/FeatureServer/0", OURS, tmp_path, Silent(), [].append)
