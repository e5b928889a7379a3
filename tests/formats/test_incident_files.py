"""Whatever stands in a street-level file, each of its rows is read or named."""

import csv
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from warden_desk.domain.errors import UserError
from warden_desk.formats import incident_files
from warden_desk.formats.incident_points import pack, placed_points, unpack

HEADS = ["Crime ID", "Month", "Falls within", "Longitude", "Latitude", "Location", "Crime type"]
GOOD = ["1", "2026-01", "Kent Police", "0.7", "51.2", "On or near High Street", "Burglary"]
CELLS = st.one_of(
    st.sampled_from(["", "2026-01", "2026-13", "0.7", "51.2", "nan", "inf", "1e9", "Burglary"]),
    st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8),
)


def written(path: Path, *rows: list[str]) -> Path:
    text = io.StringIO()
    csv.writer(text).writerows([HEADS, *rows])
    path.write_text(text.getvalue(), "utf-8", newline="")
    return path


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(rows=st.lists(st.lists(CELLS, min_size=1, max_size=9), max_size=12))
def test_no_row_is_lost_whatever_it_says(rows: list[list[str]], tmp_path: Path):
    wanted = [row for row in rows if any(row)]

    found = incident_files.read([written(tmp_path / "a.csv", GOOD, *rows)])

    assert sum(month.read for month in found.months) == 1 + len(wanted)
    assert len(found.findings) == sum(month.unreadable for month in found.months)
    for finding in found.findings:
        assert finding.file_name == "a.csv"
        assert finding.row >= 3
        assert finding.column
        assert finding.text.endswith("left out.")


@pytest.mark.parametrize(
    ("column", "text", "said"),
    [
        ("Longitude", "east", "a.csv, row 3, Longitude: “east” is no number."),
        ("Latitude", "95", "a.csv, row 3, Latitude: 95 is not in Britain."),
        ("Latitude", "", "a.csv, row 3, Latitude: It is empty"),
        ("Month", "January", "a.csv, row 3, Month: “January” is no month"),
        ("Crime type", " ", "a.csv, row 3, Crime type: Nothing is written there."),
    ],
)
def test_a_bad_row_is_named_with_file_row_and_column(
    column: str, text: str, said: str, tmp_path: Path
):
    bad = [text if head == column else cell for head, cell in zip(HEADS, GOOD, strict=True)]

    found = incident_files.read([written(tmp_path / "a.csv", GOOD, bad)])

    [finding] = found.findings
    assert str(finding).startswith(said)
    assert found.months[0].read == 2


def test_files_saved_by_a_spreadsheet_are_read_too(tmp_path: Path):
    path = written(tmp_path / "a.csv", [*GOOD[:5], "Café Street", "Burglary"])
    text = path.read_text("utf-8")
    for coding in ("utf-8-sig", "cp1252"):
        path.write_text(text, coding)

        [row] = incident_files.read([path]).months[0].rows

        assert row.location == "Café Street"


def test_a_zip_that_was_cut_off_is_refused_with_a_sentence(tmp_path: Path):
    whole = tmp_path / "whole.zip"
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a-street.csv", ",".join(HEADS) * 1000)
    cut = tmp_path / "cut.zip"
    cut.write_bytes(whole.read_bytes()[:60])

    with pytest.raises(UserError, match="damaged or was cut off"):
        incident_files.read([cut])


def test_a_workbook_is_told_from_a_download_whatever_its_name_ends_in(tmp_path: Path):
    for name in ("figures.xlsx", "figures.csv"):
        book = tmp_path / name
        with zipfile.ZipFile(book, "w") as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")

        with pytest.raises(UserError, match="is an Excel workbook"):
            incident_files.read([book])


def test_a_file_that_unpacks_to_more_than_anybody_wants_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(incident_files, "LARGEST", 10_000)
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a-street.csv", "0" * 1_000_000)

    with pytest.raises(UserError, match="is larger than"):
        incident_files.read([bomb])


PLACES = st.tuples(
    st.sampled_from(["Burglary", "Drugs", "Überfall"]),
    st.text(max_size=10),
    st.floats(0.0, 1.4),
    st.floats(50.9, 51.5),
)


@settings(deadline=None)  # the first transformation onto the grid reads its table
@given(rows=st.lists(PLACES, max_size=30))
def test_packed_points_come_out_as_they_went_in_whatever_their_order(
    rows: list[tuple[str, str, float, float]],
):
    found = placed_points(rows)
    back = unpack(pack(found))

    assert pack(placed_points(rows[::-1])) == pack(found)
    assert len(back) == len(rows)
    for before, after in zip(
        (found.eastings, found.northings, found.kinds, found.locations),
        (back.eastings, back.northings, back.kinds, back.locations),
        strict=True,
    ):
        assert before.tolist() == after.tolist()
    assert (back.kind_names, back.location_names) == (found.kind_names, found.location_names)
