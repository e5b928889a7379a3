"""What becomes of an exception nobody caught.

A refusal (`UserError`) is said on the page. Anything else is a defect: it is logged and offered as
a report. Neither holds what people typed: no message of the exception, no locals, no parameters.
"""

import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from warden_desk import __version__
from warden_desk.domain.errors import Cancelled, UserError
from warden_desk.ui.widgets.basics import label, row
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.empty_state import Picture
from warden_desk.ui.widgets.overlay import Overlay

log = logging.getLogger(__name__)


def report_on(error: BaseException) -> str:
    """Where a defect happened, for the people who mend it."""
    lines = [
        f"Warden Desk {__version__} on {platform.system()} {platform.release()}",
        f"Python {platform.python_version()}, PySide6 {pyside_version}",
    ]
    cause: BaseException | None = error
    while cause is not None:
        lines += [f"{type(cause).__module__}.{type(cause).__qualname__}", *_frames(cause)]
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines)


def _frames(error: BaseException) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)
    # Two folders are enough to find the place; more would name the user's account.
    return [
        f"  {'/'.join(Path(frame.filename).parts[-3:])}:{frame.lineno} in {frame.name}"
        for frame in frames
    ]


class Catcher(QObject):
    """Takes every exception that would otherwise end in a console nobody sees."""

    refused = Signal(str)
    """What to tell the user of something they can put right."""

    broke = Signal(str)
    """The report of a defect."""

    def install(self) -> Callable[[], None]:
        """Begin to listen; the answer puts things back as they were."""
        before = sys.excepthook, threading.excepthook
        sys.excepthook = self._caught
        threading.excepthook = lambda args: self.take(args.exc_value)

        def put_back() -> None:
            sys.excepthook, threading.excepthook = before

        return put_back

    def take(self, error: BaseException | None) -> None:
        """Say or report one exception. May be called on any thread."""
        if isinstance(error, UserError):
            self.refused.emit(str(error))
        elif error is not None and not isinstance(error, Cancelled | KeyboardInterrupt):
            report = report_on(error)
            log.error("defect\n%s", report)
            self.broke.emit(report)

    def _caught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        del kind, trace
        self.take(error)


class ReportPanel(Overlay):
    """Says calmly that something went wrong, and offers the report."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, width=560)
        self.setObjectName("report_panel")
        self.setAccessibleName("Something went wrong")
        self._report = ""
        self.box.setContentsMargins(20, 16, 20, 16)
        heading = label("Something went wrong in the program", "h2")
        self.box.addLayout(row(Picture("warning", 20, "amber"), heading, None))
        self.box.addWidget(
            label(
                "What was saved is safe, and you can go on. The report says where in the program "
                "it happened; it holds no names and nothing that was typed. Please send it to "
                "whoever looks after Warden Desk for you.",
                "quiet",
                wrap=True,
            )
        )
        self._copy = Button("Copy report", self._copy_report, rank="primary", icon_name="copy")
        self.box.addLayout(row(None, Button("Close", self.close_over), self._copy))

    def show_report(self, report: str) -> None:
        """Open with this report."""
        self._report = report
        self._copy.setText("Copy report")
        self.open_over()
        self._copy.setFocus(Qt.FocusReason.OtherFocusReason)

    def _copy_report(self) -> None:
        QApplication.clipboard().setText(self._report)
        self._copy.setText("Copied")
