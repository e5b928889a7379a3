"""What is decided about a sender's list once is not asked again."""

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.conftest import TODAY
from tests.every_row import dump
from tests.services.imports.conftest import Plan, TakeIn
from warden_desk.domain.date_order import DateOrder
from warden_desk.domain.errors import NotFound
from warden_desk.domain.imports import ImportContext, ImportPlan, Verdict
from warden_desk.domain.names import plain_name
from warden_desk.domain.progress import Silent
from warden_desk.services import areas
from warden_desk.services.imports import batches, layouts, opening
from warden_desk.storage.database import Database

HEAD = "Ref;Location;Problem;Action;Priority;Deadline;Owner"
FIRST = "\n".join(
    (
        HEAD,
        "A/1;Pluckley;Noise;Visit;P1;next mtg;KCW",
        "A/2;Boughton;Noise;Visit;M;27/11/2026;KCW",
        "A/3;Egerton;Noise;Visit;M;27/11/2026;ABC",
    )
)
NEXT = FIRST.replace("A/", "B/").replace("27/11/2026", "04/12/2026")
TITLED = "csu_ashford_2026-11-17.csv"


def looks(found) -> list[str]:
    return [row.why for row in found.rows if row.verdict is Verdict.LOOK]


@pytest.fixture
def decided(founded: Database) -> ImportContext:
    aluph = next(a for a in founded.read(areas.local_areas, TODAY) if a.name == "Boughton Aluph")
    return ImportContext(
        today=TODAY,
        next_meeting=TODAY.replace(day=24),
        areas={3: aluph.id},
        words={("urgency", "p1"): "high", ("owner", "abc"): "theirs"},
    )


def test_next_weeks_list_from_the_same_sender_needs_no_decisions(
    plan: Plan, take_in: TakeIn, decided: ImportContext
) -> None:
    assert len(looks(plan("taskings", FIRST, name=TITLED))) == 3
    take_in(plan("taskings", FIRST, name=TITLED, context=decided))

    found = plan("taskings", NEXT, name="csu_ashford_2026-11-24.csv")

    assert looks(found) == []
    assert [row.verdict for row in found.rows] == [Verdict.NEW, Verdict.NEW]
    assert found.notes[0] == "Read as last time from Ashford CSU."
    assert str(found.context.next_meeting) == "2026-12-01"
    assert [line.why for line in found.left_out] == ["It is for ABC: left out, as decided."]
    assert getattr(found.drafts[2], "draft").urgency == "high"  # noqa: B009  # an object to all but its kind


def test_a_list_whose_file_does_not_say_its_district_is_known_by_its_headings(
    plan: Plan, take_in: TakeIn, decided: ImportContext
) -> None:
    take_in(plan("taskings", FIRST, name=TITLED, context=decided))

    rows = NEXT.replace("Pluckley", "").replace("Boughton", "").replace("Egerton", "")
    found = plan("taskings", rows, name="list.csv")

    assert (found.read_as, found.district) == ("Ashford CSU", "Ashford")


def test_another_csu_with_the_same_headings_is_not_taken_for_the_first(
    plan: Plan, take_in: TakeIn, decided: ImportContext
) -> None:
    take_in(plan("taskings", FIRST, name=TITLED, context=decided))

    found = plan("taskings", NEXT, name="csu_swale_2026-11-24.csv")

    assert (found.read_as, found.district) == ("", "Swale")


def test_a_column_somebody_chose_is_chosen_again(plan: Plan, take_in: TakeIn) -> None:
    text = "Ref;Location;Zusammenfassung;Action\nA/1;Pluckley;Noise;Visit\n"
    mapping = {"external_reference": 0, "place": 1, "problem": 2, "wanted": 3}
    take_in(plan("taskings", text, name=TITLED, mapping=mapping))

    found = plan("taskings", text.replace("A/1", "A/2"), name=TITLED)

    assert {use.field: use.column for use in found.columns} == mapping
    assert not any(use.is_doubtful for use in found.columns)


def test_taking_the_import_back_forgets_what_it_taught(
    founded: Database, plan: Plan, take_in: TakeIn, decided: ImportContext
) -> None:
    before = dump(founded)
    take_in(plan("taskings", FIRST, name=TITLED, context=decided))
    assert [each.sender for each in founded.read(layouts.known)] == ["Ashford CSU"]

    founded.take_back(founded.read(batches.rows)[0].id)

    assert dump(founded) == before


def test_a_sender_can_be_forgotten(
    founded: Database, plan: Plan, take_in: TakeIn, decided: ImportContext
) -> None:
    take_in(plan("taskings", FIRST, name=TITLED, context=decided))

    founded.write("Forget", layouts.forget, "ashford csu")

    assert founded.read(layouts.known) == []
    with pytest.raises(NotFound, match="mapping list"):
        founded.read(layouts.called, "Ashford CSU")


def test_each_made_up_list_needs_three_decisions_at_most_and_then_none(
    founded: Database, plan: Plan, take_in: TakeIn, data: Path
) -> None:
    def opened(path: Path) -> ImportPlan:
        """As the page opens it: nothing is said about what it is."""
        return founded.read(opening.open_file, path=path, today=TODAY, progress=Silent()).plan

    for name in (
        "csu_ashford_2026-11-17.xlsx",
        "csu_maidstone_2026-11-18.csv",
        "csu_thanet_2026-11-19.xlsx",
        "csu_swale_2026-11-17.txt",
    ):
        path = data / "made_up" / name
        first = opened(path)
        words = {
            (word.table, plain_name(word.written)): "theirs"
            for row in first.rows
            for word in row.words
            if row.verdict is Verdict.LOOK  # a row that is taken in anyway needs no decision
        }
        days = [TODAY.replace(day=24)] if any("next meeting is" in w for w in looks(first)) else []
        assert len(words) + len(days) <= 3, name
        context = replace(
            ImportContext(today=TODAY), words=words, next_meeting=days[0] if days else None
        )
        take_in(plan("taskings", path, context=context))

        again = opened(path)

        assert looks(again) == [], name
        assert again.read_as, name


DATED = (
    "Ref;Location;Problem;Action;Deadline\n"
    "A/1;Pluckley;Noise;Visit;{}\nA/2;Egerton;Noise;Visit;{}\n"
)


def due(found: ImportPlan) -> list[str]:
    return [str(getattr(draft, "draft").due_on) for draft in found.drafts.values()]  # noqa: B009


def test_a_date_that_can_be_read_in_one_way_only_shows_the_order_of_all(plan: Plan) -> None:
    found = plan("taskings", DATED.format("11/27/2026", "12/01/2026"), name=TITLED)

    assert due(found) == ["2026-11-27", "2026-12-01"]
    assert "Dates are read month first, as in 11/27/2026." in found.notes


def test_where_no_date_shows_it_the_day_comes_first_and_that_is_said(plan: Plan) -> None:
    found = plan("taskings", DATED.format("04/12/2026", "05/12/2026"), name=TITLED)

    assert due(found) == ["2026-12-04", "2026-12-05"]
    assert any("read day first" in note for note in found.notes)


def test_the_order_of_a_senders_dates_is_decided_once(plan: Plan, take_in: TakeIn) -> None:
    context = ImportContext(today=TODAY, date_order=DateOrder.MONTH_FIRST)
    text = DATED.format("12/04/2026", "12/05/2026")
    take_in(plan("taskings", text, name=TITLED, context=context))

    found = plan("taskings", text.replace("A/", "B/"), name="csu_ashford_2026-11-24.csv")

    assert due(found) == ["2026-12-04", "2026-12-05"]
    assert found.context.date_order is DateOrder.MONTH_FIRST


def test_a_date_that_does_not_fit_the_order_is_refused_with_a_sentence(plan: Plan) -> None:
    found = plan("taskings", DATED.format("11/27/2026", "27/11/2026"), name=TITLED)

    [why] = looks(found)
    assert "“11/27/2026” has no month 27. Dates are read day first: write 27/11/2026" in why


def test_the_sheet_somebody_chose_is_chosen_again(
    plan: Plan, take_in: TakeIn, tmp_path: Path
) -> None:
    book = Workbook()
    for at, name in enumerate(("Everything", "For wardens")):
        sheet = book.active if at == 0 else book.create_sheet()
        assert sheet is not None
        sheet.title = name
        sheet.append(["Ref", "Location", "Problem", "Action", *(["Priority"] if at == 0 else [])])
        sheet.append([f"A/{at}", "Pluckley", "Noise", "Visit", *(["High"] if at == 0 else [])])
    path = tmp_path / "csu_ashford_2026-11-17.xlsx"
    book.save(path)
    assert plan("taskings", path).sheet == "Everything"
    take_in(plan("taskings", path, sheet="For wardens"))

    again = plan("taskings", path)

    assert (again.sheet, again.counts[Verdict.SAME]) == ("For wardens", 1)
