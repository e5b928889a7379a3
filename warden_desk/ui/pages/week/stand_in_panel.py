"""What an absence leaves open, one shift after another, with those who could stand in."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from warden_desk.domain.dates import short_day
from warden_desk.domain.replacements import Replacement, Uncovered
from warden_desk.domain.shifts import ShiftRow, times
from warden_desk.services.week import replacements, uncovered
from warden_desk.ui.saving import attempt
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.basics import column, empty, label, row, rule
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.side_panel import SidePanel
from warden_desk.ui.widgets.suited_list import Suited, SuitedList
from warden_desk.ui.workspace import Workspace

SHOWN = 5
"""People offered for a shift."""


class StandInPanel(SidePanel):
    """Choosing somebody is one change, and one undo; what was undone is offered again."""

    def __init__(self, workspace: Workspace, absence_id: str) -> None:
        self._workspace, self._absence_id = workspace, absence_id
        self._passed: set[str] = set()
        inner = QWidget()
        self._who, self._heading = label("", "quiet", wrap=True), label("", "strong", wrap=True)
        self._heading.setObjectName("open_shift")
        self._box = column()
        inner.setLayout(column(self._who, self._heading, self._box))
        super().__init__("Left open", inner, "Done")
        self.left = workspace.read(uncovered.by_absence, absence_id)
        self.accepted.connect(self.close_panel)
        self._show()

    def refresh(self) -> None:
        """Look again at what is open, with the cursor on who comes first."""
        self.left = self._workspace.read(uncovered.by_absence, self._absence_id)
        self._show()
        self._first.setFocus()

    def _show(self) -> None:
        empty(self._box)
        self._first: QWidget = self.save_button
        left = self.left
        open_still = [shift for shift in left.shifts if shift.id not in self._passed]
        self._who.setText(f"{left.absence.person}, {left.absence.span.sentence}")
        if open_still:
            self._offer(open_still[0], left)
        else:
            is_all = not left.shifts
            self._heading.setText("No shift is open any more." if is_all else "The rest is later.")
        for shift in open_still[1:]:
            self._say(f"Then: {_shift_words(shift, left)}")
        if left.taskings or left.parishes:
            self._box.addWidget(rule())
        for each in (*left.taskings, *left.parishes):
            self._say(each.sentence)

    def _offer(self, shift: ShiftRow, left: Uncovered) -> None:
        part = left.part(shift)
        found = self._workspace.read(replacements.candidates, shift.id, part)
        people = SuitedList([_suited(one) for one in found[:SHOWN]])
        names = {one.person_id: one.name for one in found}
        people.taken.connect(partial(self._take, shift, names))
        self._heading.setText(_shift_words(shift, left))
        self._box.addWidget(people)
        nobody = Button("Leave it open", partial(self._leave_open, shift), name="leave_open")
        later = Button("Later", partial(self._pass, shift), name="later")
        self._box.addLayout(row(nobody, later, None))
        for part in (people, nobody, later):
            part.show()  # at once, so that the cursor can go there
        self.follow_in_order((*people.lines, nobody, later))
        self._first = next((line for line in people.lines if line.isEnabled()), nobody)

    def _take(self, shift: ShiftRow, names: Mapping[str, str], person_id: str) -> None:
        name = names[person_id]

        def take(reason: str) -> None:
            self._workspace.write(
                f"{name} stands in for {self.left.absence.person}, {short_day(shift.on_date)}",
                replacements.take_over,
                shift.id,
                person_id,
                part=self.left.part(shift),
                act=self._workspace.act(),
                reason=reason,
            )
            self._done(f"{name} stands in on {short_day(shift.on_date)}.")

        attempt(self, take)

    def _leave_open(self, shift: ShiftRow) -> None:
        def leave(reason: str) -> None:
            del reason  # nothing is asked: taking away breaks no rule
            person, on = self.left.absence.person, short_day(shift.on_date)
            self._workspace.write(
                f"Leave {person}’s shift open, {on}",
                replacements.leave_open,
                shift.id,
                part=self.left.part(shift),
                act=self._workspace.act(),
            )
            self._done(f"{on} is left open.")

        attempt(self, leave)

    def _done(self, sentence: str) -> None:
        self.refresh()
        self.notice.say(sentence, Tone.GREEN)

    def _pass(self, shift: ShiftRow) -> None:
        self._passed.add(shift.id)
        self.refresh()

    def _say(self, text: str) -> None:
        self._box.addWidget(label(text, wrap=True))


def open_work(workspace: Workspace, absence_id: str, show: Callable[[SidePanel], object]) -> bool:
    """Show what an absence leaves open, if it leaves anything; whether it does."""
    if workspace.read(uncovered.by_absence, absence_id).is_nothing:
        return False
    show(StandInPanel(workspace, absence_id))
    return True


def _shift_words(shift: ShiftRow, left: Uncovered) -> str:
    """`Tue 24 Nov, E 0730–1530, of it 0900–1200: Lenham, ASH-26-0147`."""
    part = left.part(shift)
    words = f"{short_day(shift.on_date)}, {shift.head}"
    words += f", of it {times(*part)}" if part else ""
    where = ", ".join((*shift.places, *shift.taskings))
    return f"{words}: {where}" if where else words


def _suited(one: Replacement) -> Suited:
    return Suited(
        key=one.person_id,
        name=one.name,
        at_right=one.way,
        reasons=one.reasons,
        warnings=one.warnings,
        stops=one.stops,
    )
