"""Run by test_kill: forks writers that write to a desk, or copy it, until they are killed.

For each line on standard input one writer is forked (starting Python anew costs far more than a
kill); its process number is said first, and "dead" once it is gone.

Each write is one transaction of a tasking and five entries. After the commit the tasking's number
goes to standard output, unbuffered: only what was printed counts as acknowledged.
"""

import os
import sys
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from warden_desk.storage import desks
from warden_desk.storage.tables import Area, Tasking, TaskingEntry

ENTRIES = 5


def write_one(session: Session, number: int) -> None:
    now = datetime.now(UTC)
    district = session.scalars(select(Area).limit(1)).one()
    tasking = Tasking(
        reference=f"KIL-26-{number}",
        district_id=district.id,
        year=26,
        number=number,
        state_since=now,
        title="Lamp out",
        received_on=date(2026, 11, 23),
    )
    session.add(tasking)
    session.flush()
    for line in range(ENTRIES):
        session.add(
            TaskingEntry(tasking_id=tasking.id, kind="note", at=now, by="k", text=f"line {line}")
        )
        session.flush()


def write_on(path: Path) -> None:
    desk = desks.open_desk(path)
    start = desk.database.read(lambda s: s.scalar(select(func.max(Tasking.number)))) or 0
    say("ready")
    for number in count(start + 1):
        desk.database.write("Tasking", write_one, number)
        say(str(number))


def copy_on(path: Path) -> None:
    desk = desks.open_desk(path)
    say("ready")
    for number in count(1):
        desk.back_up()
        say(str(number))


def say(line: str) -> None:
    os.write(1, f"{line}\n".encode())  # one write to a pipe arrives whole or not at all


def main(path: Path, *, copies: bool) -> None:
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            copy_on(path) if copies else write_on(path)
        say(str(child))
        os.waitpid(child, 0)
        say("dead")


if __name__ == "__main__":
    main(Path(sys.argv[1]), copies="copies" in sys.argv[2:])
