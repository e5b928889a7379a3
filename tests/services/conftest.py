"""Fixtures for tests of services: a small desk to plan weeks on, where a test asks for no other."""

import pytest

from tests.services.week_desk import Desk, desk_on
from warden_desk.domain.changes import Act
from warden_desk.storage.database import Database


@pytest.fixture
def desk(founded: Database, act: Act) -> Desk:
    """Two teams, three wardens."""
    return desk_on(founded, act)
