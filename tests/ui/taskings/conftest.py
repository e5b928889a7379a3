"""Fixtures for tests of taskings, returns and slips: the window of a team with two wardens."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.tasking_desk import ACT, Patch
from warden_desk.storage.database import Database
from warden_desk.ui.workspace import Workspace


@pytest.fixture
def workspace(qtbot: QtBot, founded: Database, patch: Patch) -> Iterator[Workspace]:
    """The new desk of `patch`, with its team chosen."""
    del qtbot  # there is an application
    workspace = Workspace(founded, clock=lambda: ACT.at)
    workspace.choose_team(patch.team)
    yield workspace
    workspace.jobs.stop()
