"""A change as bytes, so that an import can be taken back after the desk was closed."""

import json
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

from warden_desk.domain.changes import Change, ManyRows

_AT_ONCE = 200


def packed(change: Change) -> bytes:
    """As JSON, some at a time: written in one piece, many would stop every other thread."""
    packer = zlib.compressobj(1)
    parts = [packer.compress(piece.encode()) for piece in _pieces(change)]
    return b"".join([*parts, packer.flush()])


def unpacked(data: bytes) -> Change:
    """The change again, also one kept when it was statements alone."""
    whole = json.loads(zlib.decompress(data))
    steps = tuple(step if isinstance(step, str) else _many(step) for step in whole["inverse"])
    return Change(whole["label"], frozenset(whole["tables"]), steps)


def _pieces(change: Change) -> Iterator[str]:
    head = json.dumps({"label": change.label, "tables": sorted(change.tables)})
    yield f'{head[:-1]}, "inverse": ['
    for at, step in enumerate(change.inverse):
        yield ", " if at else ""
        if isinstance(step, str):
            yield json.dumps(step)
        else:
            yield from _rows(step)
    yield "]}"


def _rows(many: ManyRows) -> Iterator[str]:
    head = json.dumps({"table": many.table, "columns": many.columns, "adds": many.adds})
    yield f'{head[:-1]}, "rows": ['
    for at in range(0, len(many.rows), _AT_ONCE):
        some = json.dumps(many.rows[at : at + _AT_ONCE])[1:-1]
        yield f"{', ' if at else ''}{some}"
    yield "]}"


def _many(kept: Mapping[str, Any]) -> ManyRows:
    rows = [tuple(row) for row in kept["rows"]]
    return ManyRows(kept["table"], tuple(kept["columns"]), rows, adds=kept["adds"])
