"""Work in a process of its own: what hangs, crashes or hogs there cannot touch the window."""

import io
import multiprocessing
import pickle
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, Concatenate, ParamSpec, TypeVar

from warden_desk.domain.errors import UserError
from warden_desk.domain.progress import Progress

P = ParamSpec("P")
T = TypeVar("T")

_LOOK_EVERY_S = 0.1


class Crashed(UserError):
    """The other process ended without an answer."""


def run_apart(
    progress: Progress,
    work: Callable[Concatenate[Progress, P], T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """`work(progress, ...)` elsewhere; it, what it takes and what it answers must be picklable.

    Raises:
        Cancelled: whoever watches asked to stop; the process is ended at once.
        Crashed: it ended without an answer, which a damaged file can do to a library.
        UserError: what the work itself refused.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(there, work, args, kwargs), daemon=True)
    process.start()
    there.close()
    try:
        return _listen(here, progress)
    finally:
        process.kill()
        process.join()
        process.close()
        here.close()


def _listen(said: Any, progress: Progress) -> Any:
    step: tuple[int, int, str] = (0, 0, "Reading")
    while True:
        progress.step(*step)
        if not said.poll(_LOOK_EVERY_S):
            continue
        try:
            kind, what = pickle.load(_InPieces(said.recv_bytes()))
        except EOFError:
            raise Crashed("It could not be read: the file is damaged, or too large.") from None
        if kind == "answer":
            return what
        if kind == "error":
            raise what
        step = what


class _InPieces(io.BytesIO):
    """What was said, read as pickled: 64 KB at a time.

    Taken in one piece, the rows of a large file keep every other thread waiting. Here a piece is
    asked for by a call of Python's, between which they get their turn.
    """

    def read(self, size: int | None = -1) -> bytes:
        return super().read(size)


def _answer(
    there: Connection, work: Callable[..., object], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> None:
    try:
        answer = ("answer", work(_Told(there), *args, **kwargs))
    except UserError as error:
        answer = ("error", UserError(str(error)))
    there.send(answer)


class _Told:
    """Progress that is told to the other side."""

    def __init__(self, there: Connection) -> None:
        self._there = there

    def step(self, done: int, total: int, label: str = "") -> None:
        self._there.send(("step", (done, total, label)))
