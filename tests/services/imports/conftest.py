from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import TODAY
from warden_desk.domain.changes import Act
from warden_desk.domain.ids import new_id
from warden_desk.domain.imports import ImportContext, ImportDone, ImportKind, ImportPlan
from warden_desk.formats.tabular import read_book
from warden_desk.services.imports import applying, planning
from warden_desk.storage.database import Database

Plan = Callable[..., ImportPlan]
TakeIn = Callable[..., ImportDone]


@pytest.fixture
def plan(founded: Database, tmp_path: Path) -> Plan:
    """Plans a list given as lines of text (`;` between cells) or as a file."""

    def make(kind: str, list_: str | Path, *, name: str = "list.csv", **choices: Any) -> ImportPlan:
        path = list_ if isinstance(list_, Path) else tmp_path / name
        if isinstance(list_, str):
            path.write_text(list_, "utf-8")
        context = choices.pop("context", ImportContext(today=TODAY))
        return founded.read(
            planning.plan, ImportKind(kind), read_book(path), context=context, **choices
        )

    return make


@pytest.fixture
def take_in(founded: Database, act: Act) -> TakeIn:
    """Writes a plan, so that it can be taken back."""

    def write(plan: ImportPlan, *accepted: int) -> ImportDone:
        batch = new_id()
        done, _ = founded.write_kept(
            batch,
            "Import",
            applying.apply,
            plan,
            batch=batch,
            act=act,
            accepted=frozenset(accepted),
        )
        return done

    return write
