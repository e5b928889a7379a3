"""Run by test_rekeying: forks a process that changes a desk's key and is killed on the way.

For each line on standard input, `MOMENT PATH`, one process is forked (starting Python anew costs
far more); it is killed before it opens, renames, links or removes a file beside the desk for the
`MOMENT`th time. "done" is said if it came to an end before that, otherwise "dead".
"""

import os
import signal
import sys
from pathlib import Path

from warden_desk.domain.progress import Silent
from warden_desk.storage import desks, keys, rekeying

OLD, NEW = "otter lantern quarry", "walnut ferry compass"
ADA, BEN = "copper meadow violin", "harbour thistle engine"
QUICK = keys.Slot(keys.PASSPHRASE, "", passes=1, memory_kib=64, lanes=1)
"""To derive a key for it costs little: here it is done hundreds of times."""
EVENTS = frozenset({"open", "os.rename", "os.remove", "os.link"})


def change(path: Path, moment: int) -> None:
    with desks.open_desk(path, OLD) as desk:
        key = keys.new_data_key()
        of_ada = [
            s.handed(desk.ring.key, key) for s in keys.KeyFile.of(path).slots if s.user == "ada"
        ]
        ways = keys.KeyFile((*filter(None, of_ada), QUICK.holding(key, NEW)))
        die_at(moment, path.parent)
        rekeying.change(desk.database, desk.ring, key, ways, lambda _: None, Silent())


def die_at(moment: int, folder: Path) -> None:
    """From now on this process ends itself before the `moment`th thing it does to a file."""
    left = moment

    def watch(event: str, seen: tuple[object, ...]) -> None:
        nonlocal left
        if event in EVENTS and any(str(folder) in str(each) for each in seen[:2]):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


def main() -> None:
    for line in sys.stdin:
        moment, _, path = line.strip().partition(" ")
        child = os.fork()
        if child == 0:
            change(Path(path), int(moment))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        sys.stdout.write("done\n" if status == 0 else "dead\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
