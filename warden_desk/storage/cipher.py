# pyright: basic
"""SQLCipher connections, set up the one way we use them."""

import sys
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as DBAPI  # noqa: N812  # a module, as SQLAlchemy takes it

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # NORMAL loses acknowledged commits in a power cut
    "foreign_keys=ON",
    "busy_timeout=10000",
    "cache_size=-65536",  # with 64 MB warm reads cost the same as without encryption
    "secure_delete=ON",
    "trusted_schema=OFF",
    "recursive_triggers=ON",
    *(("fullfsync=ON",) if sys.platform == "darwin" else ()),
)

Damage: type[Exception] = DBAPI.DatabaseError  # pyright: ignore[reportAttributeAccessIssue]
"""Raised where a file is too damaged to be read."""

Refusal: type[Exception] = DBAPI.IntegrityError  # pyright: ignore[reportAttributeAccessIssue]
"""Raised where a statement breaks a rule of the tables."""

Connection = Any
"""A DB-API connection (the driver brings no types)."""


def connect(path: Path, key: bytes, *pragmas: str) -> Connection:
    """A connection that any one thread at a time may use, with no transaction begun for us.

    A wrong key shows at the first query ("file is not a database").

    Args:
        key: 32 bytes, used as they are: deriving one from a passphrase is `keys`'s work.
    """
    connection = DBAPI.connect(  # pyright: ignore[reportAttributeAccessIssue]
        str(path), check_same_thread=False, isolation_level=None
    )
    connection.execute("PRAGMA cipher_log_level=NONE")  # else it writes to stderr
    connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    for pragma in (*_PRAGMAS, *pragmas):
        connection.execute(f"PRAGMA {pragma}")
    return connection
