"""The lists people may edit, as they stand on a day."""

import json
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.areas import CodeRow
from warden_desk.domain.errors import NotFound
from warden_desk.services.areas import on_day
from warden_desk.storage.tables import Code


def entries(session: Session, list_name: str, on: date) -> list[CodeRow]:
    """The entries of a list in their order, such as `outcome` or `category`."""
    query = (
        select(Code.code, Code.label)
        .where(Code.list_name == list_name, on_day(Code, on))
        .order_by(Code.position, Code.label)
    )
    return [CodeRow(code, label) for code, label in session.execute(query)]


def labels(session: Session, list_name: str) -> dict[str, str]:
    """What the codes of a list mean, those of the past as well."""
    query = select(Code.code, Code.label).where(Code.list_name == list_name)
    rows = session.execute(query.order_by(Code.valid_from))
    return {code: label for code, label in rows}  # noqa: C416  # rows are no pairs to `dict`


def data(session: Session, list_name: str, on: date) -> dict[str, dict[str, Any]]:
    """What a list keeps beside its labels, by code; entries without any are left out."""
    query = select(Code.code, Code.data).where(
        Code.list_name == list_name, Code.data != "", on_day(Code, on)
    )
    return {code: json.loads(text) for code, text in session.execute(query)}


def find(session: Session, list_name: str, typed: str, on: date) -> CodeRow:
    """The entry meant by its code or label, in any case.

    Raises:
        NotFound: there is none; the text lists what there is.
    """
    known = entries(session, list_name, on)
    wanted = typed.strip().casefold()
    for entry in known:
        if wanted in (entry.code.casefold(), entry.label.casefold()):
            return entry
    listed = ", ".join(entry.code for entry in known)
    raise NotFound(f"“{typed}” is not on the list of {list_name}s. Choose one of: {listed}.")
