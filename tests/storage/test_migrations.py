"""Old files become new ones, wholly or not at all."""

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from warden_desk.services import founding
from warden_desk.services.access import record
from warden_desk.storage import desks, keys, migrations
from warden_desk.storage.engines import engine
from warden_desk.storage.tables import Base

LOCAL = {"search", "search_document"}


def _open(path: Path):
    key = keys.KeyFile.load(desks.key_file(path)).unlock("").key
    return engine(path, key, "BEGIN IMMEDIATE", single=True)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.desk"
    desks.create_practice(path).close()
    return path


def test_the_steps_lead_to_the_tables_the_program_knows(path: Path):
    with _open(path).begin() as connection:
        context = MigrationContext.configure(connection)
        differences = [
            difference
            for difference in compare_metadata(context, Base.metadata)
            if not _is_local(difference)
        ]

    assert differences == []


def _is_local(difference) -> bool:
    subject = difference[1]
    name = getattr(subject, "name", "")
    owner = getattr(getattr(subject, "table", None), "name", "")
    return any(n in LOCAL or n.startswith("search_") for n in (name, owner) if n)


def test_a_file_from_a_newer_program_is_refused_and_left_alone(path: Path):
    opened = _open(path)
    with opened.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    opened.dispose()
    before = path.read_bytes()

    with pytest.raises(migrations.TooNew, match="newer Warden Desk"):
        desks.open_desk(path)

    assert path.read_bytes() == before


def test_a_step_that_fails_leaves_the_old_file_and_a_backup(
    path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    steps = tmp_path / "steps"
    _copy_steps(steps)
    last = ScriptDirectory(str(steps)).get_current_head()
    (steps / "versions" / "broken.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        f"revision = 'broken'\ndown_revision = '{last}'\n"
        "branch_labels = None\ndepends_on = None\n"
        "def upgrade():\n"
        "    op.add_column('team', sa.Column('extra', sa.String()))\n"
        "    op.execute('no such statement')\n"
    )
    monkeypatch.setattr(migrations, "_HERE", steps)

    with pytest.raises(Exception, match="syntax error"):
        desks.open_desk(path)

    monkeypatch.undo()
    opened = _open(path)
    with opened.begin() as connection:
        columns = [row[1] for row in connection.execute(text("PRAGMA table_info(team)"))]
    opened.dispose()
    assert "extra" not in columns
    assert len(list((path.parent / "backups").glob("*.desk"))) == 1
    desks.open_desk(path).close()


def test_the_first_desks_open_with_all_they_had(path: Path):
    path.unlink()
    opened = _open(path)
    with opened.begin() as connection:
        command.upgrade(migrations._config(connection), "0001")
        connection.execute(
            text(
                "INSERT INTO area (id, gss_code, kind, name, short_code, valid_from) "
                "VALUES ('a', 'X1', 'parish', 'Otterden', '', '2020-04-01')"
            )
        )
    opened.dispose()

    with desks.open_desk(path) as desk:
        areas = desk.database.read(lambda s: s.scalars(text("SELECT name FROM area")).all())
        sent = desk.database.read(lambda s: s.execute(text("SELECT * FROM tasking_return")).all())

    assert areas == ["Otterden"]
    assert sent == []


def test_whoever_an_older_desk_was_made_for_becomes_its_first_user(path: Path):
    path.unlink()
    opened = _open(path)
    with opened.begin() as connection:
        command.upgrade(migrations._config(connection), "0008")
        connection.execute(text("INSERT INTO setting VALUES ('user_name', '\"Ada Marsh\"')"))
    opened.dispose()

    with desks.open_desk(path) as desk:
        query = text("SELECT name, role, person_id, cleared_until FROM desk_user")
        rows = desk.database.read(lambda s: [tuple(row) for row in s.execute(query)])

    assert rows == [("Ada Marsh", "team leader", None, None)]


def test_a_paper_printed_earlier_belongs_to_the_team_of_the_name_it_bears(path: Path):
    path.unlink()
    opened = _open(path)
    with opened.begin() as connection:
        command.upgrade(migrations._config(connection), "0017")
        for number, name in ((1, "Marsh"), (2, "Weald")):
            team = (
                "INSERT INTO team (id, number, name, deleted_reason) VALUES (:id, :no, :name, '')"
            )
            connection.execute(text(team), {"id": f"t{number}", "no": number, "name": name})
        for paper, name in enumerate(("Weald", "Marsh", "", "A team that is gone")):
            line = (
                "INSERT INTO print_log (id, what, copy_for, printed_by, printed_at, team) "
                "VALUES (:id, 'Sheet', 'Ada', 'Ada', '2026-11-23 08:00:00', :team)"
            )
            connection.execute(text(line), {"id": str(paper), "team": name})
    opened.dispose()

    with desks.open_desk(path) as desk:
        query = text("SELECT team, team_id FROM print_log ORDER BY id")
        rows = desk.database.read(lambda s: [tuple(row) for row in s.execute(query)])

    known = [("Weald", "t2"), ("Marsh", "t1")]
    assert rows == [*known, ("", None), ("A team that is gone", None)]


def test_who_looked_before_lines_were_sealed_is_sealed_as_it_stands_and_stays_permanent(path: Path):
    path.unlink()
    opened = _open(path)
    with opened.begin() as connection:
        command.upgrade(migrations._config(connection), "0018")
        for key, minute in (("later", 30), ("early", 10)):
            line = (
                "INSERT INTO audit_entry (id, at, by, act, thing_kind, thing_id, how) VALUES "
                "(:id, :at, 'Ada', 'consultation', 'tasking', 't', 'screen')"
            )
            at = f"2026-11-23 08:{minute}:00.000000"
            connection.execute(text(line), {"id": key, "at": at})
    opened.dispose()

    with desks.open_desk(path) as desk:
        query = text("SELECT number, id FROM audit_entry ORDER BY number")
        rows = desk.database.read(lambda s: [tuple(row) for row in s.execute(query)])
        assert rows == [(1, "early"), (2, "later")]
        assert desk.database.read(record.state).is_whole
        with pytest.raises(Exception, match="permanent"):
            desk.database.write("Tamper", lambda s: s.execute(text("DELETE FROM audit_entry")))


def _copy_steps(target: Path) -> None:
    source = Path(migrations.__file__).parent
    for file in [source / "env.py", source / "script.py.mako", *(source / "versions").glob("*.py")]:
        copy = target / file.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(file.read_text("utf-8"), "utf-8")


def test_an_older_desk_gets_the_steps_for_calls_nobody_answers(path: Path):
    with desks.open_desk(path) as desk:
        desk.database.write("New desk", founding.found)
    step = ScriptDirectory(str(Path(migrations.__file__).parent)).get_revision("0014")
    assert step is not None
    with _open(path).begin() as connection:
        of_a_new_desk = _steps(connection)
        connection.execute(text("DELETE FROM code WHERE list_name = 'welfare_step'"))
        with Operations.context(MigrationContext.configure(connection)):
            step.module._add_steps()

        assert _steps(connection) == of_a_new_desk
        assert [code for code, *_ in of_a_new_desk][:2] == ["buddy", "leader"]


def _steps(connection: Connection) -> list[tuple[object, ...]]:
    query = "SELECT code, label, data FROM code WHERE list_name = 'welfare_step' ORDER BY position"
    return [tuple(row) for row in connection.execute(text(query))]
