"""Somebody who is not cleared: no list, search, paper or export gives a word of what is hidden."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.formats.pdf.reading import page_texts
from tests.hidden_desk import ACT, HIDING, MARKING, SENTINEL, plant
from tests.tasking_desk import TODAY, Patch, draft
from warden_desk.domain.clearance import ActKind, AuditFilter
from warden_desk.domain.dates import Week
from warden_desk.domain.errors import NotFound, UserError
from warden_desk.domain.progress import Silent
from warden_desk.domain.return_packs import ReturnFile
from warden_desk.domain.returns import SendDraft
from warden_desk.domain.tasking_filters import SortBy, TaskingFilter, Which
from warden_desk.formats import return_sheet
from warden_desk.formats.pdf import job_sheet
from warden_desk.services import finding, parishes, people
from warden_desk.services.access import audit
from warden_desk.services.coverage import coverage_cards
from warden_desk.services.papers import job_sheets, slips
from warden_desk.services.returns import returns, returns_answers, returns_owed
from warden_desk.services.tasking import (
    attachments,
    hand_overs,
    repeats,
    tasking_candidates,
    tasking_details,
    tasking_export,
    tasking_links,
    tasking_lists,
    tasking_log,
    taskings,
)
from warden_desk.services.today import today
from warden_desk.services.week import week_findings, week_parishes, week_views
from warden_desk.storage.database import Database

Ask = Callable[[Database, Patch, str], object]
WEEK = Week.of(TODAY)


def _list(**how: Any) -> Ask:
    wanted = TaskingFilter(today=TODAY, **{"which": Which.ALL, **how})
    return lambda database, _, __: database.read(tasking_lists.page, wanted)


def _candidates(database: Database, _: Patch, key: str) -> object:
    return database.read(tasking_candidates.candidates, key, act=ACT)


def _pack(database: Database, patch: Patch, _: str) -> object:
    return database.read(returns.content, patch.csu, act=ACT)


ASKED: dict[str, Ask] = {
    **{f"list by {sort}": _list(sort=sort) for sort in SortBy},
    "list of a parish": lambda d, p, k: _list(area_id=p.parish)(d, p, k),
    "list of a person": lambda d, p, k: _list(person_id=p.ellen)(d, p, k),
    "detail": lambda d, _, k: d.read(tasking_details.detail, k),
    "links": lambda d, _, k: d.read(tasking_links.of, k),
    "files": lambda d, _, k: d.read(attachments.rows, k),
    "palette": lambda d, _, __: d.read(finding.things, SENTINEL, TODAY),
    "palette, by place": lambda d, _, __: d.read(finding.things, "hidden", TODAY),
    "today": lambda d, _, __: d.read(today.today, TODAY, None),
    "candidates": _candidates,
    "repeats": lambda d, p, _: d.read(repeats.find, draft(p, title=SENTINEL)),
    "pack": _pack,
    "owed": lambda d, _, __: d.read(returns_owed.standings, TODAY),
    "chaser": lambda d, p, _: d.read(returns_owed.chaser, p.csu, TODAY),
    "sent": lambda d, p, _: d.read(returns_answers.rows, p.csu),
    "slips": lambda d, _, __: d.read(slips.out),
    "parish": lambda d, p, _: d.read(parishes.card, p.parish, TODAY),
    "map card": lambda d, p, _: d.read(coverage_cards.area_card, p.parish, TODAY),
    "person": lambda d, p, _: d.read(people.card, p.ellen, TODAY),
    "week": lambda d, p, _: d.read(week_views.grid, p.team, WEEK),
    "week by parish": lambda d, p, _: d.read(week_parishes.parish_grid, p.team, WEEK),
    "findings": lambda d, p, _: d.read(week_findings.findings, p.team, WEEK),
    "hand-over": lambda d, _, k: d.read(hand_overs.gather, [k], act=ACT),
}


@pytest.mark.parametrize("name", ASKED)
def test_what_is_asked_says_nothing_of_it(founded: Database, name: str) -> None:
    patch, key = plant(founded)
    founded.sight = HIDING

    assert SENTINEL not in repr(ASKED[name](founded, patch, key))


def test_the_questions_would_tell_somebody_who_is_cleared(founded: Database) -> None:
    patch, key = plant(founded)

    told = {name for name, ask in ASKED.items() if SENTINEL in repr(ask(founded, patch, key))}

    assert {"list by due", "detail", "files", "palette", "today", "pack", "slips"} <= told


def test_it_is_still_listed_with_what_one_plans_by(founded: Database) -> None:
    _, key = plant(founded)
    whole = founded.read(tasking_lists.rows, [key])[0]
    founded.sight = HIDING

    [row] = founded.read(tasking_lists.rows, [key])

    assert row.title == f"Hidden: {MARKING}"
    assert row.area == ""
    for name in ("reference", "state", "due_on", "urgency", "district", "who"):
        assert getattr(row, name) == getattr(whole, name), name


@given(part=st.integers(1, len(SENTINEL)), more=st.sampled_from(["", " note", " title", " wanted"]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_word_of_it_finds_it(planted: Database, part: int, more: str) -> None:
    wanted = TaskingFilter(today=TODAY, which=Which.ALL, text=SENTINEL[:part] + more)

    found = planted.read(tasking_lists.page, wanted).rows

    assert MARKING not in [row.marking for row in found]


@pytest.fixture
def planted(founded: Database) -> Database:
    plant(founded)
    founded.sight = HIDING
    return founded


def test_its_words_find_it_for_somebody_who_is_cleared(founded: Database) -> None:
    _, key = plant(founded)
    wanted = TaskingFilter(today=TODAY, which=Which.ALL, text=SENTINEL)

    assert key in [row.id for row in founded.read(tasking_lists.page, wanted).rows]


@pytest.mark.parametrize("name", ["list.xlsx", "list.csv"])
def test_an_export_says_nothing_and_hands_nothing_on(
    planted: Database, tmp_path: Path, name: str
) -> None:
    columns = [("What", lambda row: row.title), ("All", repr)]
    wanted = TaskingFilter(today=TODAY, which=Which.ALL)

    done = planted.read(tasking_export.export, wanted, columns, tmp_path / name, Silent())

    if name.endswith("xlsx"):
        sheet = load_workbook(done.path).active
        assert sheet is not None
        said = repr([[cell.value for cell in row] for row in sheet.rows])
    else:
        said = done.path.read_text("utf-8-sig")
    assert "Hidden: OFFICIAL-SENSITIVE" in said
    assert SENTINEL not in said
    assert done.sensitive == ()


def test_a_job_sheet_printed_by_somebody_not_cleared_says_to_ask(founded: Database) -> None:
    _, key = plant(founded)
    founded.sight = HIDING

    sheets = founded.read(job_sheets.content, [key], today=TODAY, act=ACT)
    said = " ".join(page_texts(job_sheet.render(sheets)))

    assert SENTINEL not in said
    assert "ask the team leader" in said


def test_a_job_sheet_for_somebody_not_cleared_says_to_ask(founded: Database) -> None:
    patch, key = plant(founded)  # Ellen, whose vetting is in date, has it

    def said(carrier: str) -> str:
        how: dict[str, Any] = {"today": TODAY, "act": ACT, "carrier_id": carrier}
        sheets = founded.read(job_sheets.content, [key], **how)
        return " ".join(page_texts(job_sheet.render(sheets)))

    assert SENTINEL in said(patch.ellen)
    assert SENTINEL not in said(patch.ben)
    assert "ask the team leader" in said(patch.ben)


def test_what_went_back_before_is_not_opened_again(founded: Database) -> None:
    patch, _ = plant(founded)
    [sent] = founded.read(returns_answers.rows, patch.csu)
    founded.sight = HIDING

    with pytest.raises(UserError, match="hidden from you"):
        founded.read(returns.proof, sent.id)


def test_a_pack_with_it_is_not_sent(founded: Database) -> None:
    patch, _ = plant(founded)
    founded.sight = HIDING
    content = founded.read(returns.content, patch.csu, act=ACT)
    file = ReturnFile(return_sheet.file_name(content), return_sheet.render(content))

    with pytest.raises(UserError, match="Somebody who is cleared can send it"):
        founded.write("Send", returns.send, content, file, SendDraft(), act=ACT, reason="no")


def test_its_file_is_not_opened(founded: Database) -> None:
    _, key = plant(founded)
    [file] = founded.read(attachments.rows, key)
    founded.sight = HIDING

    with pytest.raises(NotFound):
        founded.read(attachments.content, file.id)


def test_nobody_changes_or_strikes_what_they_cannot_see(founded: Database) -> None:
    _, key = plant(founded)
    entries = founded.read(tasking_details.detail, key).entries
    note = next(entry.id for entry in entries if entry.kind == "note" and not entry.is_struck)
    before = founded.read(taskings.draft_to_amend, key)
    founded.sight = HIDING

    with pytest.raises(UserError, match="hidden here"):
        founded.read(taskings.draft_to_amend, key)
    with pytest.raises(UserError, match="hidden here"):
        founded.write("Amend", taskings.amend, key, before, act=ACT)
    with pytest.raises(UserError, match="hidden here"):
        founded.write("Strike", tasking_log.strike, note, "wrong", act=ACT)


def test_a_pack_that_goes_is_kept_as_handed_on(founded: Database) -> None:
    _, key = plant(founded)

    lines = founded.read(audit.rows, AuditFilter())

    assert [(line.act, line.thing_id, line.how) for line in lines] == [
        (ActKind.DISCLOSURE, key, "job sheet"),
        (ActKind.DISCLOSURE, key, "return pack"),
    ]
