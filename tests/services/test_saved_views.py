"""Ways of looking at a list, kept under names."""

import pytest

from warden_desk.domain.errors import Invalid, NotFound
from warden_desk.services import saved_views
from warden_desk.storage.database import Database


def names(database: Database) -> list[tuple[str, str]]:
    return [(row.name, row.view) for row in database.read(saved_views.rows, "taskings")]


def test_a_view_is_kept_by_name_and_replaced_by_one_of_the_same_name(database: Database) -> None:
    database.write("Save", saved_views.save, "taskings", " Mine ", "1")
    database.write("Save", saved_views.save, "taskings", "Late", "2")
    database.write("Save", saved_views.save, "people", "Mine", "9")

    database.write("Save", saved_views.save, "taskings", "Mine", "3")

    assert names(database) == [("Late", "2"), ("Mine", "3")]


def test_a_view_is_removed_and_brought_back_by_undo(database: Database) -> None:
    key, _ = database.write("Save", saved_views.save, "taskings", "Late", "2")

    _, change = database.write("Remove", saved_views.remove, key)
    assert names(database) == []
    with pytest.raises(NotFound):
        database.write("Remove", saved_views.remove, key)

    database.revert(change)
    assert names(database) == [("Late", "2")]


def test_a_view_without_a_name_is_refused(database: Database) -> None:
    with pytest.raises(Invalid, match="Give it a name"):
        database.write("Save", saved_views.save, "taskings", "  ", "1")
