"""A viewer's command line looks at everything, and is refused whatever would write or leave."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine, everything
from tests.conftest import TODAY
from tests.hidden_desk import ACT
from warden_desk.domain.clearance import Role
from warden_desk.services.access import users
from warden_desk.storage import desks

WEEK = "2026-W48"
DAY = date(2026, 11, 25).isoformat()

WRITES = {
    "new": ("tasking", "new", "Broken lamp", "--own", "--place", "Lenham"),
    "note": ("tasking", "note", "{ref}", "Rang back"),
    "job sheet": ("tasking", "job-sheet", "{ref}", "--out", "{out}.pdf"),
    "hand-over": ("tasking", "hand-over", "{ref}", "--out", "{out}.wdtaskings"),
    "sheet": ("sheet", "--team", "1", "--week", WEEK, "--out", "{out}.pdf"),
    "copy": ("week", "copy", "--team", "1", "--week", "2026-W49"),
    "issue": ("week", "issue", "--team", "1", "--week", WEEK, "--reason", "r"),
    "issue by another": ("week", "issue", "--team", "1", "--week", WEEK, "--by", "M. Quested"),
    "event": ("event", "add", "Surgery", "--date", DAY, "--area", "Lenham"),
    "meeting": ("meeting", "add", "--csu", "Ashford", "--date", DAY),
    "marker": ("marker", "add", "--kind", "DOG", "--control", "pair", "--evidence", "x"),
    "need": ("need", "set", "asb=2"),
}
READS = {
    "list": ("tasking", "list"),
    "show": ("tasking", "show", "{ref}"),
    "week": ("week", "show", "--team", "1", "--week", WEEK),
    "coverage": ("coverage",),
    "welfare": ("welfare", "list"),
}


@pytest.fixture
def viewer(on_desk: Callable[[str], CommandLine]) -> CommandLine:
    """A practice desk at which the visitor sits."""
    line = on_desk("practice")
    with desks.open_desk(line.desk) as desk:
        rows = desk.database.read(users.rows, TODAY)
        visitor = next(row.id for row in rows if row.role is Role.VIEWER)
        desk.database.write_as_anybody("Sit", users.sit, visitor, act=ACT)
    return line


def spelt(line: CommandLine, words: tuple[str, ...], out: Path) -> list[str]:
    shown = line.json("tasking", "list")
    reference = next(row["ref"] for row in shown if row["state"] == "in progress")
    return [word.format(ref=reference, out=out) for word in words]


@pytest.mark.parametrize("words", WRITES.values(), ids=WRITES)
def test_what_would_write_is_refused_and_leaves_desk_and_folder_as_they_were(
    viewer: CommandLine, tmp_path: Path, words: tuple[str, ...]
) -> None:
    out = tmp_path / "out" / "paper"
    out.parent.mkdir()
    before = everything(viewer)

    said = viewer(*spelt(viewer, words, out), status=1)

    assert "A. Visitor is a viewer at this desk" in said.stderr
    assert everything(viewer) == before
    assert list(out.parent.iterdir()) == []


@pytest.mark.parametrize("words", READS.values(), ids=READS)
def test_a_viewer_looks_at_everything(
    viewer: CommandLine, tmp_path: Path, words: tuple[str, ...]
) -> None:
    viewer(*spelt(viewer, words, tmp_path))
