"""What is kept from a reader's eyes, decided in the file itself and nowhere else.

A connection that reads for somebody who may not see everything gets temporary views with the names
of the tables. SQLite looks there first, so that whatever is asked through such a connection, by the
ORM or by hand, in a list, a search or an export, comes out veiled: no query can forget to. The
tables are as they were for everybody else, and for those who write.

A column is veiled unless it is named here as shown: a new one keeps its secret by itself.
"""

from collections.abc import Iterable

from sqlalchemy import Boolean, Column, Table

from warden_desk.domain.clearance import Sight
from warden_desk.storage.cipher import Connection
from warden_desk.storage.tables import Base

TASKING, TITLE = "tasking", "title"

_SHOWN = {
    TASKING: "id reference district_id year number external_reference csu_id meeting_on marking "
    "state state_since received_on received_how received_by urgency due_on due_rule review_on "
    "hold_until pair_up import_batch_id deleted_at",
    "tasking_entry": "id tasking_id kind at by area_id happened_on start_minute minutes from_state "
    "to_state struck_at struck_by",
    "tasking_assignment": "id tasking_id person_id assigned_by assigned_at role acknowledged_by "
    "acknowledged_at ended_at",
    "result_slip": "id tasking_id number printed_at printed_by returned_at returned_by "
    "visit_entry_id result_entry_id deleted_at",
    "return_item": "id return_id tasking_id status answered_at answered_by",
    "contact_entry": "id organisation_id contact_id kind happened_on at by who how tasking_id "
    "struck_at struck_by",
    "stop": "id shift_id position area_id tasking_id event_id minutes_planned minutes_done",
}
SHOWN = {table: frozenset(columns.split()) for table, columns in _SHOWN.items()}
"""What is still shown of a hidden tasking, and of what hangs on one: enough to plan by.

Its own and its sender's reference, whose it is, how far it is, when it is due, and who has it; who
was out where and when, for they are looked after all the same; and that two must go.
"""

LEFT_OUT: dict[str, tuple[str, ...]] = {
    "attachment": ("tasking_id",),
    "tasking_link": ("from_id", "to_id"),
}
"""Tables whose rows are left out, and the columns that name a tasking."""

_HIDDEN = "(marking = {} COLLATE NOCASE)"
_PROOFS = "tasking_return"
_ATTACHED, _FILES = "attachment", "stored_file"


def draw(connection: Connection, sight: Sight) -> None:
    """Veil this connection for as long as it lives."""
    marking = _quoted(sight.hides)
    own = _HIDDEN.format(marking)
    other = f"EXISTS (SELECT 1 FROM main.{TASKING} WHERE id = {{}} AND {own})"
    tables = Base.metadata.tables
    for name, shown in SHOWN.items():
        hidden = own if name == TASKING else other.format(f"main.{name}.tasking_id")
        _view(connection, name, _columns(tables[name], shown, hidden, sight), "")
    for name, keys in LEFT_OUT.items():
        hidden = " OR ".join(other.format(f"main.{name}.{key}") for key in keys)
        _view(connection, name, _names(tables[name]), f"WHERE NOT ({hidden})")
    # A file is reached through what it is attached to, of which the veiled ones are left out above.
    attached = f"EXISTS (SELECT 1 FROM {_ATTACHED} WHERE digest = main.{_FILES}.digest)"
    _view(connection, _FILES, _names(tables[_FILES]), f"WHERE {attached}")
    document = ("document", "source_id", "tasking_id")
    hidden = other.format("main.search_document.tasking_id")
    _view(connection, "search_document", document, f"WHERE NOT {hidden}")
    items = f"SELECT 1 FROM main.return_item AS item JOIN main.{TASKING} AS t ON t.id = tasking_id"
    proof = f"EXISTS ({items} WHERE return_id = main.{_PROOFS}.id AND t.{own[1:-1]})"
    shown = frozenset(_names(tables[_PROOFS])) - {"content", "reason"}
    _view(connection, _PROOFS, _columns(tables[_PROOFS], shown, proof, sight), "")


def _view(connection: Connection, name: str, columns: Iterable[str], where: str) -> None:
    listed = ", ".join(columns)
    connection.execute(f"CREATE TEMP VIEW {name} AS SELECT {listed} FROM main.{name} {where}")


def _columns(table: Table, shown: frozenset[str], hidden: str, sight: Sight) -> list[str]:
    return [
        f'"{column.name}"'
        if column.name in shown
        else f'CASE WHEN {hidden} THEN {_instead(column, sight)} ELSE "{column.name}" END '
        f'AS "{column.name}"'
        for column in table.columns
    ]


def _instead(column: Column[object], sight: Sight) -> str:
    """What a veiled column says: a title that it is hidden, everything else nothing."""
    if column.table.name == TASKING and column.name == TITLE:
        return _quoted(sight.placeholder)
    if column.nullable:
        return "NULL"
    return "0" if isinstance(column.type, Boolean) else "''"


def _names(table: Table) -> list[str]:
    return [column.name for column in table.columns]


def _quoted(text: str) -> str:
    doubled = text.replace("'", "''")
    return f"'{doubled}'"
