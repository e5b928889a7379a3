"""The right side: what is chosen, and the parts it may be given to."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from warden_desk.domain.divided import DividedWork, WorkKind, work_words
from warden_desk.ui.widgets.basics import empty, label, row, rule
from warden_desk.ui.widgets.buttons import Button

MOST_PARTS = 9
_WHAT = (
    "What was under way when a parish was divided shows for all of its parts until somebody says "
    "for which it is. What was planned went to the first part."
)
_HOW = (
    "Choose lines with Shift or Ctrl, all of a parish with A, or everything with Ctrl A. Then "
    "press the number of a part."
)
_SEVERAL = "These belong to several parishes. Choose lines of one (A)."
_THEN = {
    WorkKind.TASKING: "The log of each tasking says so, and visits planned for it go along.",
    WorkKind.MARKER: "A marker goes on as it was approved.",
    WorkKind.EVENT: "Rounds on which an event stands go along.",
}


class PartsDetail(QWidget):
    """What would go to a part; nothing has gone yet."""

    def __init__(self, give: Callable[[int], object]) -> None:
        super().__init__()
        self._give = give
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(10)
        self.show_chosen([])

    def show_chosen(self, chosen: Sequence[DividedWork]) -> None:
        """Say what is chosen, and offer the parts of its parish."""
        empty(self._box)
        if not chosen:
            for words in (_WHAT, _HOW):
                self._box.addWidget(label(words, "quiet", wrap=True))
        elif len({each.parish_id for each in chosen}) > 1:
            self._box.addWidget(label(f"{work_words(chosen)} chosen", "h2", wrap=True))
            self._box.addWidget(label(_SEVERAL, wrap=True))
        else:
            self._show_one_parish(chosen)
        self._box.addStretch(1)

    def refusal(self, chosen: Sequence[DividedWork]) -> str:
        """Why nothing can be given to that part."""
        if not chosen:
            return "Choose a line first."
        parishes = {each.parish_id for each in chosen}
        several = f"{chosen[0].parish} was divided into {len(chosen[0].parts)} parts."
        return _SEVERAL if len(parishes) > 1 else several

    def _show_one_parish(self, chosen: Sequence[DividedWork]) -> None:
        first = chosen[0]
        self._box.addWidget(label(f"{first.parish}: {work_words(chosen)}", "h2", wrap=True))
        if len(chosen) == 1:
            said = " ".join(filter(None, (first.ref, first.what)))
            self._box.addWidget(label(said, wrap=True))
        self._box.addWidget(label("Give to", "label"))
        for number, part in enumerate(first.parts[:MOST_PARTS], start=1):
            button = Button(
                part.name, partial(self._give, number), key=str(number), name=f"part_{number}"
            )
            self._box.addLayout(row(button, None))
        self._box.addWidget(rule())
        kinds = {each.kind for each in chosen}
        said = [words for kind, words in _THEN.items() if kind in kinds]
        for words in (*said, "Days before stay as they were. Ctrl Z takes it back."):
            self._box.addWidget(label(words, "quiet", wrap=True))
