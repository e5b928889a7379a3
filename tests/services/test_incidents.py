"""Police figures come in as downloaded, once, whole, and are counted as anybody else would."""

import zipfile
from datetime import date
from pathlib import Path

import pytest

from tests.boundary_files import PARISHES
from tests.conftest import TODAY
from warden_desk.domain.changes import Act
from warden_desk.domain.errors import UserError
from warden_desk.domain.incidents import Level, MonthVerdict
from warden_desk.domain.months import Month
from warden_desk.domain.need import RESIDENTS, NeedFigure
from warden_desk.domain.progress import Silent
from warden_desk.formats import areas, incident_files
from warden_desk.formats.boundaries_reader import read as read_file
from warden_desk.services.boundaries import boundaries, boundaries_plan
from warden_desk.services.incidents import (
    incident_figures,
    incident_imports,
    incident_recount,
    incidents,
    need_figures,
)
from warden_desk.services.incidents.incident_recount import take_in_boundaries
from warden_desk.storage.database import Database

DECEMBER, JANUARY = Month(2018, 12), Month(2019, 1)
FILES = {DECEMBER: "2018-12-kent-street.csv", JANUARY: "2019-01-kent-street.csv"}
HEAD = "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,Crime type"
LENHAM = "0.7185,51.2370"
ASB, THEFT = "Anti-social behaviour", "Other theft"


def take_in(database: Database, *paths: Path, act: Act) -> incident_imports.IncidentsPlan:
    plan = database.read(incident_imports.plan, incident_files.read(paths))
    database.write("Import", incident_imports.take_in, plan, act=act)
    return plan


def street(path: Path, month: str, rows: list[tuple[str, str]]) -> Path:
    """A file of (kind, "longitude,latitude") in one month."""
    lines = [
        f"{n},{month},Kent Police,Kent Police,{place},On or near High Street,{kind}"
        for n, (kind, place) in enumerate(rows)
    ]
    path.write_text("\n".join([HEAD, *lines]))
    return path


@pytest.fixture
def both_months(founded: Database, data: Path, act: Act) -> Database:
    take_in(founded, *(data / "police" / name for name in FILES.values()), act=act)
    return founded


@pytest.mark.parametrize("month", FILES, ids=str)
def test_counts_by_district_are_those_geopandas_comes_to(
    month: Month, both_months: Database, data: Path
):
    import geopandas
    import pandas

    rows = pandas.read_csv(data / "police" / FILES[month]).dropna(subset=["Longitude"])
    points = geopandas.GeoDataFrame(
        rows, geometry=geopandas.points_from_xy(rows.Longitude, rows.Latitude), crs=4326
    ).to_crs(27700)
    outlines = geopandas.GeoDataFrame(
        {"district": list(areas.districts_of_areas().values())},
        geometry=list(areas.shapes().values()),
        crs=27700,
    )
    joined = geopandas.sjoin(points, outlines, predicate="within")
    wanted = joined.groupby(["district", "Crime type"]).size().to_dict()

    found = both_months.read(incident_figures.summary, [month], Level.DISTRICT).rows

    counts = {(row.gss_code, kind): n for row in found for kind, n in row.kinds.items()}
    assert counts == wanted
    [held] = [row for row in both_months.read(incidents.months) if row.month == month]
    assert held.placed == len(joined)
    assert held.outside == len(points) - len(joined)


def test_every_row_of_a_file_is_placed_outside_or_without_a_place(both_months: Database):
    december, january = both_months.read(incidents.months)

    assert (december.rows, december.without_place, december.unreadable) == (8438, 237, 0)
    assert (january.rows, january.without_place, january.unreadable) == (17792, 257, 0)
    assert january.placed + january.outside + january.without_place == 17792


def test_parishes_of_a_district_have_together_what_the_district_has(both_months: Database):
    parishes = both_months.read(incident_figures.summary, [JANUARY], Level.PARISH).rows
    districts = both_months.read(incident_figures.summary, [JANUARY], Level.DISTRICT).rows

    for district in districts:
        inside = sum(row.count for row in parishes if row.district == district.name)
        assert inside == district.count > 0


def test_importing_again_changes_nothing(both_months: Database, data: Path, act: Act):
    before = both_months.read(incidents.months)

    plan = take_in(both_months, data / "police" / FILES[JANUARY], act=act)

    assert [one.verdict for one in plan.months] == [MonthVerdict.SAME]
    assert "the same 17,792 rows already" in plan.months[0].sentence
    assert both_months.read(incidents.months) == before


def test_an_import_can_be_undone_and_done_again(founded: Database, data: Path, act: Act):
    plan = founded.read(
        incident_imports.plan, incident_files.read([data / "police" / FILES[DECEMBER]])
    )
    _, change = founded.write("Import", incident_imports.take_in, plan, act=act)
    before = founded.read(incident_figures.summary, [DECEMBER]).rows

    again = founded.revert(change)

    assert founded.read(incidents.months) == []
    founded.revert(again)
    assert founded.read(incident_figures.summary, [DECEMBER]).rows == before


def test_a_corrected_month_replaces_the_one_before_and_says_so(
    founded: Database, act: Act, tmp_path: Path
):
    take_in(founded, street(tmp_path / "a.csv", "2026-01", [(ASB, LENHAM)] * 3), act=act)

    corrected = street(tmp_path / "b.csv", "2026-01", [(ASB, LENHAM), (THEFT, LENHAM)])
    plan = take_in(founded, corrected, act=act)

    assert plan.months[0].sentence.endswith("They replace the 3 rows on the desk.")
    [month] = founded.read(incidents.months)
    assert (month.rows, month.placed) == (2, 2)


def test_a_month_that_lacks_most_of_its_rows_is_left_out_unless_it_is_meant(
    founded: Database, act: Act, tmp_path: Path
):
    whole = street(tmp_path / "whole.csv", "2020-05", [(ASB, LENHAM)] * 10)
    part = street(tmp_path / "part.csv", "2020-05", [(ASB, LENHAM)] * 4)
    half = street(tmp_path / "half.csv", "2020-05", [(ASB, LENHAM)] * 5)
    take_in(founded, whole, act=act)

    plan = take_in(founded, part, act=act)

    assert [one.verdict for one in plan.months] == [MonthVerdict.FEWER]
    assert not plan.writes
    assert "4 rows, where the desk has 10. This may be a part" in plan.months[0].sentence
    [row] = founded.read(incidents.months)
    assert row.rows == 10
    meant = founded.read(incident_imports.plan, incident_files.read([part]), with_fewer=True)
    assert [one.verdict for one in meant.months] == [MonthVerdict.UPDATE]
    assert [one.verdict for one in take_in(founded, half, act=act).months] == [MonthVerdict.UPDATE]


def test_a_month_in_two_files_at_once_counts_once(founded: Database, act: Act, tmp_path: Path):
    row = street(tmp_path / "a.csv", "2026-01", [(ASB, LENHAM)] * 2)
    same = tmp_path / "copy.csv"
    same.write_bytes(row.read_bytes())

    take_in(founded, row, same, act=act)

    assert founded.read(incidents.months)[0].rows == 2


def test_another_countys_month_is_left_out_with_a_sentence(
    founded: Database, act: Act, tmp_path: Path
):
    leeds = street(tmp_path / "leeds.csv", "2026-01", [(ASB, "-1.5491,53.8008")])

    plan = take_in(founded, leeds, act=act)

    assert plan.months == ()
    assert "lies in the service's areas" in plan.files.left_out[0].why
    assert founded.read(incidents.months) == []


def test_points_for_a_heat_layer_hold_every_incident_with_a_place(both_months: Database):
    found = both_months.read(incidents.points, [JANUARY])
    only_asb = both_months.read(incidents.points, [JANUARY], [ASB])

    assert sum(place.count for place in found) == 17792 - 257
    assert 0 < sum(place.count for place in only_asb) == 2133
    assert len({(place.easting, place.northing) for place in found}) == len(found)


def test_a_trend_is_told_against_the_year_before_where_that_is_there(
    founded: Database, act: Act, tmp_path: Path
):
    for month, count in (("2025-01", 40), ("2025-12", 90), ("2026-01", 80)):
        file = street(tmp_path / f"{month}.csv", month, [(ASB, LENHAM)] * count)
        take_in(founded, file, act=act)

    found = founded.read(incident_figures.summary, [Month(2026, 1)])

    assert found.compared_with == "the year before (January 2025)"
    [lenham] = [row for row in found.rows if row.count]
    assert (lenham.before, lenham.count, lenham.trend) == (40, 80, "up")
    december = founded.read(incident_figures.summary, [Month(2025, 12)])
    assert "no figures" in december.compared_with


def test_without_a_year_before_the_months_before_are_named(both_months: Database):
    found = both_months.read(incident_figures.summary, [JANUARY])

    assert found.compared_with.startswith("the months before (December 2018)")


def test_months_of_very_different_size_are_compared_with_a_warning(both_months: Database):
    found = both_months.read(incident_figures.summary, [JANUARY], Level.DISTRICT)

    assert found.compared_with.endswith(
        "; with 8,438 rows against 17,792, one of the two may not be whole"
    )


def test_small_numbers_are_never_called_a_rise(founded: Database, act: Act, tmp_path: Path):
    for month, count in (("2025-01", 1), ("2026-01", 12)):
        file = street(tmp_path / f"{month}.csv", month, [(ASB, LENHAM)] * count)
        take_in(founded, file, act=act)

    [row] = [r for r in founded.read(incident_figures.summary, [Month(2026, 1)]).rows if r.count]

    assert row.is_small
    assert row.trend == "too few to say"


def test_rates_are_per_resident_where_somebody_said_how_many_live_there(
    founded: Database, act: Act, tmp_path: Path
):
    take_in(founded, street(tmp_path / "a.csv", "2026-01", [(ASB, LENHAM)] * 5), act=act)
    [row] = [r for r in founded.read(incident_figures.summary, [Month(2026, 1)]).rows if r.count]
    assert row.rate_unit == incident_figures.PER_KM2

    figure = NeedFigure(
        indicator=RESIDENTS,
        area_id=row.area_id,
        on_date=date(2021, 3, 21),
        value=3000,
        source="Census 2021",
    )
    founded.write("Enter", need_figures.enter, [figure], act=act)

    [row] = [r for r in founded.read(incident_figures.summary, [Month(2026, 1)]).rows if r.count]
    assert row.rate_unit == incident_figures.PER_PERSON
    assert row.rate == pytest.approx(5 * 12 / 3)


def test_repeat_locations_are_the_points_with_most_incidents(both_months: Database):
    found = both_months.read(incident_figures.repeat_locations, [DECEMBER, JANUARY], at_least=50)

    assert [row.count for row in found] == sorted((r.count for r in found), reverse=True)
    assert all(row.count >= 50 and row.area for row in found)
    assert not any(row.location.startswith("On or near") for row in found)


def test_a_zip_is_read_and_what_is_not_wanted_in_it_is_named(
    founded: Database, data: Path, act: Act, tmp_path: Path
):
    archive = tmp_path / "download.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        made.write(data / "police" / FILES[JANUARY], f"2019-01/{FILES[JANUARY]}")
        made.writestr("2019-01/2019-01-kent-outcomes.csv", "Crime ID,Month,Outcome type\n1,2,3\n")
        made.writestr("2019-01/2019-01-kent-stop-and-search.csv", "Type,Date,Object of search\n")

    plan = take_in(founded, archive, act=act)

    assert [one.figures.rows for one in plan.months] == [17792]
    assert [(one.file_name, one.why) for one in plan.files.left_out] == [
        ("2019-01-kent-outcomes.csv", "It holds outcomes, not incidents, and was left out."),
        (
            "2019-01-kent-stop-and-search.csv",
            "It holds stops and searches, not incidents, and was left out.",
        ),
    ]


def test_an_outcomes_file_alone_is_refused_politely(tmp_path: Path):
    path = tmp_path / "2019-01-kent-outcomes.csv"
    path.write_text("Crime ID,Month,Outcome type\n1,2019-01,None\n")

    with pytest.raises(UserError, match="holds outcomes, not incidents"):
        incident_files.read([path])


def test_counting_anew_by_the_same_outlines_changes_nothing(both_months: Database, act: Act):
    changed, change = both_months.write("Recount", incident_recount.recount, act=act)

    assert changed == 0
    assert change.inverse == ()


def test_outlines_that_are_taken_in_count_what_is_there_and_undo_takes_both_back(
    both_months: Database, data: Path, act: Act
):
    def held() -> tuple[object, ...]:
        rows = both_months.read(incidents.months)
        counts = both_months.read(incident_figures.summary, [JANUARY], Level.PARISH).rows
        return rows, counts, both_months.read(boundaries.sets)

    before = held()
    file = read_file(Silent(), data / PARISHES, both_months.read(boundaries_plan.ours, TODAY))
    plan = both_months.read(boundaries_plan.plan, file, TODAY, date(2018, 1, 1))

    taken, change = both_months.write("Take in", take_in_boundaries, plan, act=act)

    assert taken.months == 2
    assert "2 months of police figures are counted anew" in taken.sentence
    assert {row.outlines for row in both_months.read(incidents.months)} == {
        "Parishes, December 2020"
    }
    assert both_months.write("Again", incident_recount.recount, act=act)[0] == 0
    assert held()[1] != before[1]
    both_months.revert(change)
    assert held() == before


def test_outlines_of_a_desk_without_police_figures_say_nothing_of_them(
    founded: Database, data: Path, act: Act
):
    file = read_file(Silent(), data / PARISHES, founded.read(boundaries_plan.ours, TODAY))
    plan = founded.read(boundaries_plan.plan, file, TODAY)

    taken, _ = founded.write("Take in", take_in_boundaries, plan, act=act)

    assert taken.sentence == taken.done.sentence
