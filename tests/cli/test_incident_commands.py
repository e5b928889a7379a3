"""Police figures and need, as scripts use them."""

from collections.abc import Callable
from pathlib import Path

from pypdf import PdfReader

from tests.cli.conftest import CommandLine

HEAD = "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,Crime type\n"
ROWS = (
    ",2026-01,Kent Police,Kent Police,0.7185,51.2370,On or near High Street,Anti-social behaviour\n"
    "1,2026-01,Kent Police,Kent Police,0.7185,51.2370,On or near High Street,Burglary\n"
    "2,2026-01,Kent Police,Kent Police,0.5230,51.3900,On or near Dock Road,Drugs\n"
    "3,2026-01,Kent Police,Kent Police,,,No Location,Drugs\n"
)
TOTALS = {"rows": 4, "placed": 2, "without_place": 1, "outside": 1, "unreadable": 0}


def street(folder: Path) -> Path:
    path = folder / "2026-01-kent-street.csv"
    path.write_text(HEAD + ROWS)
    return path


def totals(said: dict[str, object]) -> dict[str, object]:
    return {name: said[name] for name in TOTALS}


def test_an_import_tells_scripts_what_became_of_every_row(
    founded_line: CommandLine, tmp_path: Path
):
    said = founded_line.json("incidents", "import", street(tmp_path))

    assert totals(said) == TOTALS
    assert said["months"][0]["verdict"] == "new"
    [area] = [row for row in said["areas"] if row["count"]]
    assert area["name"] == "Lenham"
    assert area["kinds"] == {"Anti-social behaviour": 1, "Burglary": 1}
    [district] = [row for row in said["districts"] if row["count"]]
    assert district["name"] == "Maidstone"
    assert said["wards"] == []


def test_importing_again_is_the_same_and_the_summary_still_says_so(
    founded_line: CommandLine, tmp_path: Path
):
    founded_line("incidents", "import", street(tmp_path))

    again = founded_line.json("incidents", "import", street(tmp_path))

    assert again["months"][0]["verdict"] == "same"
    summary = founded_line.json("incidents", "summary", "--month", "2026-01")
    assert totals(summary) == TOTALS
    assert [row for row in summary["areas"] if row["count"]] == [
        row for row in again["areas"] if row["count"]
    ]


def test_a_month_with_far_fewer_rows_waits_until_it_is_meant(
    founded_line: CommandLine, tmp_path: Path
):
    path = street(tmp_path)
    founded_line("incidents", "import", path)
    path.write_text(HEAD + ROWS.splitlines(keepends=True)[0])

    left = founded_line.json("incidents", "import", path)

    assert left["months"][0]["verdict"] == "fewer"
    assert totals(founded_line.json("incidents", "summary", "--month", "2026-01")) == TOTALS
    assert "was left out" in founded_line("incidents", "import", path).stdout
    meant = founded_line.json("incidents", "import", path, "--fewer")
    assert meant["months"][0]["verdict"] == "update"
    assert founded_line.json("incidents", "summary", "--month", "2026-01")["rows"] == 1


def test_a_dry_run_says_it_in_words_and_writes_nothing(founded_line: CommandLine, tmp_path: Path):
    said = founded_line("incidents", "import", street(tmp_path), "--dry-run").stdout

    assert "4 rows: 2 placed, 1 without a place, 1 outside the county" in said
    assert "no police figures" in founded_line.refusal("incidents", "summary")


def test_a_month_that_is_not_there_is_refused_with_those_that_are(
    founded_line: CommandLine, tmp_path: Path
):
    founded_line("incidents", "import", street(tmp_path))

    assert "It has: 2026-01." in founded_line.refusal("incidents", "summary", "--month", "2020-05")
    assert "Lenham" in founded_line("incidents", "summary", "--by", "parish").stdout


def test_a_summary_says_what_it_is_compared_with_or_that_there_is_nothing(
    founded_line: CommandLine, tmp_path: Path
):
    founded_line("incidents", "import", street(tmp_path))

    said = founded_line("incidents", "summary").stdout

    assert said.startswith("January 2026: no figures of a year before, or of the months before")


def test_months_the_wrong_way_round_are_refused(founded_line: CommandLine, tmp_path: Path):
    founded_line("incidents", "import", street(tmp_path))

    wrong = ("--month", "2026-01", "--until", "2025-12")

    assert "December 2025 is before January 2026" in founded_line.refusal(
        "incidents", "summary", *wrong
    )


def test_every_command_about_incidents_answers_on_an_empty_desk(
    on_desk: Callable[[str], CommandLine],
):
    line = on_desk("empty")

    assert "0 months" in line("incidents", "recount").stdout


def test_need_is_weighed_and_listed(practice_line: CommandLine, tmp_path: Path):
    census = tmp_path / "census.csv"
    census.write_text("parish,elderly\nLenham,61\nStaplehurst,55\n")

    assert (
        "2 figures of 2 parishes"
        in practice_line("need", "import", census, "--source", "Census 2021").stdout
    )
    weights = ("asb=0", "crime=0", "taskings=0", "visit=0", "elderly=50")
    assert "50 × Residents over 65" in practice_line("need", "set", *weights).stdout

    top, second, *_ = practice_line.json("need", "list")
    assert (top["name"], top["rank"], top["score"]) == ("Lenham", 1, 100.0)
    assert top["parts"]["Residents over 65"] == {"value": 61.0, "points": 100.0}
    assert second["name"] == "Staplehurst"


def test_weightings_are_listed_with_their_days(founded_line: CommandLine):
    founded_line("need", "set", "asb=50", "--from", "2026-04-01")

    newest, first = founded_line.json("need", "weightings")

    assert (newest["from"], newest["until"], newest["weights"]["asb"]) == ("2026-04-01", None, 50)
    assert (first["from"], first["until"], first["weights"]["asb"]) == (None, "2026-04-01", 30)
    assert "50 Anti-social behaviour" in founded_line("need", "weightings").stdout


def test_wards_are_ranked_once_they_are_on_the_desk(founded_line: CommandLine, data: Path):
    assert founded_line.json("need", "list", "--by", "ward") == []
    founded_line("boundaries", "import", data / "geo" / "kent_wards_2013.geojson")

    assert len(founded_line.json("need", "list", "--by", "ward")) == 283
    assert "a ward has 0 to 100 points" in founded_line("need", "list", "--by", "ward").stdout


def test_a_weight_that_is_none_is_refused_with_what_there_is(founded_line: CommandLine):
    assert "There are: asb, crime" in founded_line.refusal("need", "set", "noise=3")
    assert "is no weight" in founded_line.refusal("need", "set", "asb=much")


def test_a_desk_without_hot_spots_says_so(founded_line: CommandLine, tmp_path: Path):
    assert founded_line.json("hotspot", "list") == []
    refused = founded_line.refusal("hotspot", "sheet", "1", "--out", tmp_path / "a.pdf")
    assert "no hot-spot" in refused


def test_a_printed_sheet_is_marked_as_practice_and_kept_in_the_print_log(
    practice_line: CommandLine, tmp_path: Path
):
    before = practice_line.json("prints", "list")
    out = tmp_path / "sheet.pdf"

    practice_line("hotspot", "sheet", "1", "--out", out)

    text = PdfReader(out).pages[0].extract_text()
    assert "PRACTICE" in text
    assert text.count("Indicative areas") == 1
    assert len(practice_line.json("prints", "list")) == len(before) + 1


def test_with_official_boundaries_the_counts_are_those_geopandas_comes_to(
    founded_line: CommandLine, data: Path
):
    import geopandas
    import pandas

    file = data / "police" / "2019-01-kent-street.csv"
    founded_line("incidents", "import", file)
    for name in ("kent_districts_2013_bng.gpkg", "kent_wards_2013.geojson"):
        founded_line("boundaries", "import", data / "geo" / name, "--valid-from", "2013-01-01")

    assert "0 months" in founded_line("incidents", "recount").stdout, "counted anew with each set"

    rows = pandas.read_csv(file).dropna(subset=["Longitude"])
    points = geopandas.GeoDataFrame(
        rows, geometry=geopandas.points_from_xy(rows.Longitude, rows.Latitude), crs=4326
    ).to_crs(27700)
    districts = geopandas.read_file(data / "geo" / "kent_districts_2013_bng.gpkg")
    joined = geopandas.sjoin(points, districts, predicate="within")
    wanted = joined.groupby("LAD13CD").size().to_dict()
    told = founded_line("incidents", "summary").stdout
    assert "17,792 rows" in told
    assert "Counted by Indicative areas; Wards" in told
    said = founded_line.json("incidents", "summary", "--month", "2019-01")
    found = {row["gss_code"]: row["count"] for row in said["districts"]}
    assert found == wanted
    assert len(said["wards"]) == 283
    assert sum(row["count"] for row in said["wards"]) > 14_000
