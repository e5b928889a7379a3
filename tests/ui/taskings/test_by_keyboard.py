"""A week's worked example by keyboard alone: from the CSU's request to the pack it gets back."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.tasking_desk import ACT, Patch, detail, record
from tests.ui.keyboard import POPUPS, Keyboard, tab_to
from warden_desk.domain.tasking_states import Move, State
from warden_desk.domain.taskings import TaskingDetail
from warden_desk.services.returns import returns, returns_answers
from warden_desk.services.tasking import tasking_log, tasking_moves, tasking_people, taskings
from warden_desk.storage.database import Database
from warden_desk.storage.tables import OrganisationArea
from warden_desk.ui.frame import Frame
from warden_desk.ui.workspace import Workspace

INTAKE_KEYS = 150
"""Half a minute of typing at five keys a second."""

THEIRS = "SMP-2026-301"
OUTCOME = "resolved"


def answered_by_others(database: Database, patch: Patch) -> TaskingDetail:
    """What is owed to the CSU of another district at the same time."""

    def ask(session: Session) -> str:
        asker = OrganisationArea.organisation_id
        return session.scalars(select(asker).filter_by(area_id=patch.other_district)).one()

    of_swale = {"district_id": patch.other_district, "csu_id": database.read(ask), "area_id": None}
    said = {"title": "Flood sandbags checked", "external_reference": "SWA-OTHER-9"}
    key = record(database, patch, **of_swale, **said)
    database.write("Assign", tasking_people.assign, key, patch.ellen, act=ACT, reason="Spare")
    database.write("Result", tasking_log.result, key, OUTCOME, "Dry.", act=ACT)
    database.write("Check", tasking_moves.move, key, Move.CHECK, act=ACT)
    return detail(database, key)


@pytest.mark.qt_log_ignore(*POPUPS, extend=True)
def test_a_tasking_goes_from_its_request_to_its_pack_by_keyboard_alone(
    qtbot: QtBot, workspace: Workspace, frame: Frame, founded: Database, patch: Patch
) -> None:
    press, tab = Keyboard(qtbot, workspace, frame.window()), Qt.Key.Key_Tab
    save = Qt.Key.Key_Return
    swale = answered_by_others(founded, patch)

    press.control(Qt.Key.Key_2)
    press.pressed = 0
    request = ("Needles by play area", tab, "tesco ash", tab, "drug", tab, "Check and report")
    press("n")
    press(*request, tab, "27/11", tab)
    tab_to(press, "external_reference")
    press(THEIRS, then=save)
    assert press.pressed <= INTAKE_KEYS
    key = founded.read(taskings.find, "ASH-26-0001")

    press("a")
    tab_to(press, "candidate_")
    press(" ")
    press.control(save)
    assert [held.name for held in detail(founded, key).assignments] == ["Ben Tilley"]
    press("k")
    press.control(save)
    assert detail(founded, key).assignments[0].acknowledged_at == ACT.at

    for said in ("Swept, two needles.", "All clear."):
        press("v")
        tab_to(press, "text")
        press(said)
        press.control(save)
    press("r", Qt.Key.Key_Down, tab, "Nothing found since.")
    press.control(save)
    assert detail(founded, key).state is State.RESULT_ENTERED
    press("c")
    assert detail(founded, key).state is State.CHECKED

    press("t", "p")
    tab_to(press, "send")
    press(" ")

    assert detail(founded, key).state is State.RETURNED
    [sent] = founded.read(returns_answers.rows, patch.csu)
    file = founded.read(returns.proof, sent.id)
    sheet = load_workbook(BytesIO(file.data)).worksheets[0]
    cells = [str(cell) for line in sheet.iter_rows(values_only=True) for cell in line if cell]
    assert detail(founded, key).reference in cells
    assert THEIRS in cells
    assert [item.reference for item in sent.items] == [detail(founded, key).reference]
    assert not {swale.reference, swale.draft.external_reference, swale.draft.title} & set(cells)
    assert detail(founded, swale.id).state is State.CHECKED
    assert any("Nothing found since." in cell for cell in cells)
    assert any("Ashford CSU" in cell for cell in cells)
    assert file.name.endswith(".xlsx")
