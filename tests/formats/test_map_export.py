"""The saved page: whole in one file, and inert whatever the records say."""

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest

from tests.formats.map_samples import HOSTILE, printed_map
from warden_desk.domain.coverage_modes import Mode
from warden_desk.domain.errors import UserError
from warden_desk.formats import areas, map_export, map_files
from warden_desk.formats.map_files import Lines
from warden_desk.formats.outlines import INDICATIVE


@pytest.fixture(scope="module")
def page() -> str:
    return map_export.html(printed_map(has_names=True), areas.topology())


@pytest.fixture(scope="module")
def hostile_page() -> str:
    return map_export.html(printed_map(hostile=True, has_names=True), areas.topology())


def elements(page: str, name: str) -> list[str]:
    return re.findall(rf"<{name}>(.*?)</{name}>", page, re.DOTALL)


def told(page: str) -> dict[str, object]:
    found = re.search(r'<script type="application/json" id="told">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


def test_it_names_no_file_and_no_host_to_fetch_from(page: str) -> None:
    assert not re.search(r"<(?:script|img|iframe|link)[^>]*\s(?:src|href)=", page)
    assert "sourceMappingURL" not in page
    styles = "".join(elements(page, "style"))
    assert not re.search(r"url\((?!#)|@import", styles)


def test_the_policy_allows_its_own_scripts_and_styles_by_hash_and_nothing_else(page: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    for name, directive in (("script", "script-src"), ("style", "style-src")):
        hashes = {
            f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
            for text in elements(page, name)
        }
        allowed = re.search(rf"{directive} ([^;]+)", policy[1])
        assert allowed is not None
        assert set(allowed[1].split()) == hashes
    assert policy[1].startswith("default-src 'none'")
    assert "unsafe" not in policy[1]


def test_the_table_says_what_the_map_shows(page: str) -> None:
    body = page[page.index("<tbody>") : page.index("</tbody>")]

    assert body.count("<tr>") == 320
    assert "<td>Lenham</td>" in body
    assert "Ben Tilley" in body


def test_legend_marking_and_credits_are_on_it(page: str) -> None:
    assert page.count("<li>") == 6
    assert '<p class="marking">OFFICIAL-SENSITIVE</p>' in page
    assert "practice data, invented" in page
    assert "Contains National Statistics data." in page


def test_hostile_names_add_not_one_element(page: str, hostile_page: str) -> None:
    for tag in ("script", "img", "svg", "iframe", "style", "link", "meta", "base", "object", "a"):
        opening = re.compile(rf"<{tag}[\s>/]", re.IGNORECASE)
        outside = re.compile(r"<script.*?</script>", re.DOTALL)
        assert len(opening.findall(outside.sub("", hostile_page))) == len(
            opening.findall(outside.sub("", page))
        ), tag
    assert hostile_page.count("</script>") == page.count("</script>")


def test_hostile_names_reach_the_page_word_for_word(hostile_page: str) -> None:
    text = json.dumps(told(hostile_page), ensure_ascii=False)

    assert all(json.dumps(name, ensure_ascii=False)[1:-1] in text for name in HOSTILE)


@pytest.mark.parametrize("mode", [Mode.COVERAGE, Mode.WARDEN, Mode.DEBT])
def test_nobody_is_named_unless_it_is_wanted(mode: Mode) -> None:
    page = map_export.html(printed_map(mode), areas.topology())

    assert "Tilley" not in page
    assert "Lyle" not in page
    assert '<p class="marking">OFFICIAL</p>' in page


@pytest.mark.parametrize(
    ("kind", "start"), [("pdf", b"%PDF-"), ("png", b"\x89PNG"), ("html", b"<!DOCTYPE html>")]
)
def test_a_map_is_drawn_as_what_is_wanted(kind: str, start: bytes) -> None:
    assert map_files.drawn(kind, printed_map(), Lines(INDICATIVE)).startswith(start)


def test_another_ending_is_refused_with_those_that_work() -> None:
    with pytest.raises(UserError, match=r"\.gpkg or \.csv"):
        map_files.kind_of(Path("map.docx"))


def test_a_file_is_saved_whole_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    map_files.save(tmp_path / "map.html", b"all of it")

    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [
        ("map.html", b"all of it")
    ]


def test_a_folder_that_is_not_there_is_refused_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be written"):
        map_files.save(tmp_path / "nowhere" / "map.html", b"x")
