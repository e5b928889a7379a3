"""Keys of records: UUIDs of version 7 as text, so that they sort by the time they were made."""

import uuid_utils


def new_id() -> str:
    """A key never used before, on this desk or any other."""
    return str(uuid_utils.uuid7())
