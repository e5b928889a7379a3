"""One way to cover a day: what would happen, what it costs, and the key that does it."""

from collections.abc import Callable

from PySide6.QtWidgets import QSizePolicy, QWidget

from warden_desk.domain.repairs import RepairWay
from warden_desk.ui.theme import Tone, scaled
from warden_desk.ui.widgets.basics import Card, column, label, row
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.pill import Pill

_WORDS_FROM_PX = 124
"""Where the words of every line begin, however long its pill is."""


class WayCard(Card):
    """A heading with its number, then a line for each thing; words say what the pills colour."""

    def __init__(self, number: int, way: RepairWay, choose: Callable[[], object]) -> None:
        self.way = way
        button = Button(
            "Do this", choose, rank="primary" if number == 1 else "secondary", key=str(number)
        )
        button.setObjectName(f"way_{number}")
        button.setAccessibleName(f"{number}: {way.title}")
        head = label(f"{number}  {way.title}", "h2", wrap=True)
        head.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        lines: list[QWidget] = [_line(Pill("Costs", Tone.NEUTRAL), said) for said in way.costs]
        lines += [_line(Pill("Warns", Tone.AMBER), said) for said in way.warnings]
        lines += [_line(Pill("Falls", Tone.RED), said) for said in way.falls]
        if not (way.warnings or way.falls):
            lines.append(_line(Pill("Nothing falls", Tone.GREEN), "No rule warns."))
        super().__init__(column(row(head, button), *lines, gap=8))
        self.setAccessibleName(f"{number}: {way.title}")


def _line(pill: Pill, said: str) -> QWidget:
    words = label(said, wrap=True)
    words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    marked, made = QWidget(), QWidget()
    marked.setFixedWidth(scaled(_WORDS_FROM_PX))
    marked.setLayout(row(pill, None))
    made.setLayout(row(marked, words, gap=0))
    return made
