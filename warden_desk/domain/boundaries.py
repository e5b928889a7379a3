"""Sets of outlines: what a publisher's file holds, and what taking it in would change."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from warden_desk.domain.areas import AreaKind

INDICATIVE = "indicative"
"""The kind of the set every desk starts with: drawn from postcodes, not surveyed."""

SET_WORDS = {
    AreaKind.PARISH: "Parishes",
    AreaKind.WARD: "Wards",
    AreaKind.DISTRICT: "Districts",
}
"""What a file can be a set of."""

_NO_COUNCIL = "E43"
"""How codes of the ONS begin where there is no parish council."""


class LineState(StrEnum):
    """What a file says about one area, as against the register."""

    DOUBTFUL = "doubtful"
    NEW = "new"
    GONE = "gone"
    MOVED = "moved"
    RECODED = "new code"
    RENAMED = "renamed"
    SAME = "same"


TAKE, LEAVE, END = "take", "leave", "end"
"""Decisions about a line: do as the file says, leave the register as it is, or end the area."""

AS = "as:"
"""How the decision begins that an area of the file is a known one; the area's key follows."""


@dataclass(frozen=True, slots=True)
class FileArea:
    """One area of a file that concerns the service.

    Attributes:
        outline: WKB, whole metres, EPSG:27700.
        district_code: empty where the file names no district.
    """

    code: str
    name: str
    district_code: str
    outline: bytes
    hectares: int
    easting: int
    northing: int
    doubt: str = ""

    def kind(self, of_file: AreaKind) -> AreaKind:
        """Parish files hold the areas without a parish council as well."""
        return AreaKind.UNPARISHED if self.code.startswith(_NO_COUNCIL) else of_file


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundaryFile:
    """What was read from a publisher's file.

    Attributes:
        captured_on: the day the outlines show, as the file's name or columns tell it.
        notes: what was put right or left out on the way, as sentences.
        also: what else could be read from the same file.
    """

    file_name: str
    kind: AreaKind
    publisher: str
    licence: str
    captured_on: date | None
    areas: tuple[FileArea, ...]
    notes: tuple[str, ...] = ()
    also: tuple[AreaKind, ...] = ()

    @property
    def title(self) -> str:
        """`Parishes, December 2020`."""
        month = f", {self.captured_on:%B %Y}" if self.captured_on else ""
        return f"{SET_WORDS[self.kind]}{month}"


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to decide about a line."""

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class BoundaryLine:
    """One area, what is found about it, and how it can be decided.

    Attributes:
        key: the code in the file; for an area that is gone, the register's.
        area_id: the area of the register it is, if it is one.
        why: what differs, as a sentence.
        choices: the first is what happens if nobody decides.
    """

    key: str
    state: LineState
    name: str
    district: str
    area_id: str = ""
    why: str = ""
    choices: tuple[Choice, ...] = ()

    def decided(self, decisions: Mapping[str, str]) -> str:
        """What was decided, or happens by itself; empty where nothing is to be decided."""
        usual = self.choices[0].key if self.choices else ""
        wanted = decisions.get(self.key, usual)
        return wanted if any(choice.key == wanted for choice in self.choices) else usual


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundaryPlan:
    """What taking in a file would do.

    Attributes:
        valid_from: from when the map is drawn with these outlines.
        changes_from: from when the register says what the file says.
        basis: a digest of the register it was compared with.
    """

    file: BoundaryFile
    valid_from: date
    changes_from: date
    lines: tuple[BoundaryLine, ...]
    basis: str

    @property
    def counts(self) -> dict[LineState, int]:
        """How many areas are in which state; every state is there."""
        found = Counter(line.state for line in self.lines)
        return {state: found[state] for state in LineState}


@dataclass(frozen=True, slots=True)
class BoundaryDone:
    """What was taken in."""

    set_id: str
    name: str
    outlines: int
    changed: int

    @property
    def sentence(self) -> str:
        many = "1 change" if self.changed == 1 else f"{self.changed} changes"
        changed = f"{many} to the register" if self.changed else "register as it was"
        return f"{self.name}: {self.outlines} outlines, {changed}."


@dataclass(frozen=True, slots=True)
class SetRow:
    """One set of outlines on the desk.

    Attributes:
        is_here: whether its file lies beside the desk.
    """

    id: str
    kind: str
    name: str
    source: str
    licence: str
    captured_on: date | None
    valid_from: date
    valid_to: date | None
    file_name: str
    is_here: bool

    @property
    def is_indicative(self) -> bool:
        return self.kind == INDICATIVE


@dataclass(frozen=True, slots=True)
class SetDifference:
    """How one area differs between two sets; `share` is common over joint area, 0 to 1."""

    code: str
    name: str
    state: str
    share: float = 0.0

    @property
    def words(self) -> str:
        """`redrawn: 87 % the same`, of its land."""
        same = f": {100 * self.share:.0f} % the same" if self.state == "redrawn" else ""
        return f"{self.state}{same}"


def before_of(sets: Sequence[SetRow], row: SetRow) -> SetRow | None:
    """The set of the same areas that held before another; indicative areas are parishes, too."""
    kinds = (row.kind, INDICATIVE) if row.kind == AreaKind.PARISH else (row.kind,)
    earlier = [one for one in sets if one.kind in kinds and one.valid_from < row.valid_from]
    return max(earlier, key=lambda one: (not one.is_indicative, one.valid_from), default=None)


def in_words(kinds: Iterable[AreaKind]) -> str:
    """`wards and districts`."""
    return " and ".join(SET_WORDS[kind].lower() for kind in kinds)
