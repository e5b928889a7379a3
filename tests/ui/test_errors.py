import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from warden_desk import __version__
from warden_desk.domain.errors import Cancelled, UserError
from warden_desk.ui.errors import Catcher, ReportPanel, report_on
from warden_desk.ui.widgets.buttons import Button

SECRET = "Mrs Canary, 07700 900123"


def fail_with(secret: str) -> None:
    local = {"subject": secret}
    raise KeyError(local["subject"])


def refuse_person(secret: str) -> None:
    try:
        fail_with(secret)
    except KeyError as error:
        raise ValueError(f"no such person: {secret}") from error


def caught() -> BaseException:
    with pytest.raises(ValueError, match="no such person") as error:
        refuse_person(SECRET)
    return error.value


@pytest.fixture
def catcher(qapp: QApplication) -> Iterator[Catcher]:
    catcher = Catcher(qapp)
    yield catcher
    catcher.deleteLater()


def test_a_report_says_where_and_nothing_that_was_typed() -> None:
    report = report_on(caught())

    assert "ValueError" in report
    assert "KeyError" in report
    assert "in fail_with" in report
    assert __version__ in report
    assert "Canary" not in report
    assert "900123" not in report


def test_a_defect_is_logged_without_what_was_typed(
    catcher: Catcher, caplog: pytest.LogCaptureFixture, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(catcher.broke):
        catcher.take(caught())

    assert "in fail_with" in caplog.text
    assert "Canary" not in caplog.text


def test_a_refusal_is_told_and_is_no_defect(catcher: Catcher, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(catcher.broke), qtbot.waitSignal(catcher.refused) as told:
        catcher.take(UserError("That file is empty. Choose another."))

    assert told.args == ["That file is empty. Choose another."]


def test_stopping_a_job_is_neither(catcher: Catcher, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(catcher.broke), qtbot.assertNotEmitted(catcher.refused):
        catcher.take(Cancelled())


def test_an_exception_on_another_thread_is_caught_too(catcher: Catcher, qtbot: QtBot) -> None:
    put_back = catcher.install()
    try:
        with qtbot.waitSignal(catcher.broke):
            thread = threading.Thread(target=fail_with, args=[SECRET])
            thread.start()
            thread.join()
    finally:
        put_back()


def test_the_hooks_are_put_back(catcher: Catcher) -> None:
    before = sys.excepthook, threading.excepthook

    catcher.install()()

    assert (sys.excepthook, threading.excepthook) == before


def test_the_panel_is_calm_and_copies_the_report(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    panel = ReportPanel(window)
    window.show()

    panel.show_report("the report")
    [copy] = [b for b in panel.findChildren(Button) if "Copy" in b.text()]
    copy.click()

    assert QApplication.clipboard().text() == "the report"
    assert not panel.isModal()
    words = " ".join(label.text() for label in panel.findChildren(QLabel))
    assert "What was saved is safe" in words
    assert "Error" not in words
