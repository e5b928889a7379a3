"""That a tasking may have come in before, and what can be done about it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from warden_desk.domain.repeats import Repeat
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.basics import Card, column, label, row
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.pill import Pill


class RepeatNote(Card):
    """Shows the likeliest earlier tasking, hidden while there is none."""

    merged = Signal(str)
    """The earlier tasking that this one shall go into."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._words = label("", wrap=True)
        self._words.setObjectName("repeat_words")
        self._link = Button("Link them", self._choose_link, name="repeat_link")
        merge = Button("Add to it", self._merge, name="repeat_merge")
        ignore = Button("It is new", self.ignore, rank="quiet", name="repeat_ignore")
        buttons = row(self._link, merge, ignore, None)
        super().__init__(
            column(Pill("Came in before?", Tone.AMBER), self._words, buttons, gap=8), parent=parent
        )
        self._repeats: Sequence[Repeat] = ()
        self._ignored: set[str] = set()
        self.linked_with = ""
        self.hide()

    def show_repeats(self, repeats: Sequence[Repeat]) -> None:
        """Show what was found, but for what was said to be something else."""
        self._repeats = [each for each in repeats if each.tasking_id not in self._ignored]
        if self.linked_with not in {each.tasking_id for each in self._repeats}:
            self.linked_with = ""
        more = len(self._repeats) - 1
        said = [each.sentence for each in self._repeats[:1]]
        said += [f"And {more} more like it."] if more > 0 else []
        said += ["It will be linked when you save."] if self.linked_with else []
        self._words.setText("\n".join(said))
        self._link.setVisible(not self.linked_with)
        self.setVisible(bool(self._repeats))

    @property
    def is_open(self) -> bool:
        """Whether there is something nobody has decided."""
        return bool(self._repeats) and not self.linked_with

    def ignore(self) -> None:
        """What is shown is something else: it is not asked again."""
        self._ignored |= {each.tasking_id for each in self._repeats}
        self.show_repeats(())

    def _choose_link(self) -> None:
        self.linked_with = self._repeats[0].tasking_id
        self.show_repeats(self._repeats)

    def _merge(self) -> None:
        self.merged.emit(self._repeats[0].tasking_id)
