"""Sets of outlines on the desk, and which of them a day's map is drawn with."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path, PurePath
from time import time

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from warden_desk.domain.areas import LOCAL_KINDS, AreaKind
from warden_desk.domain.boundaries import INDICATIVE, SetDifference, SetRow
from warden_desk.domain.errors import NotFound, UserError
from warden_desk.formats.boundaries_shapes import common_shares
from warden_desk.formats.outlines import Outlines, facts
from warden_desk.services import successions
from warden_desk.services.areas import on_day
from warden_desk.storage.beside import BOUNDARIES, folder_beside, found_beside
from warden_desk.storage.tables import Area, AreaSuccession, BoundarySet

SAME_SHARE = 0.97
"""Two outlines with so much of their land in common differ only in how finely they were drawn."""

_UNUSED_FOR = timedelta(days=7)
_Graph = Mapping[str, list[str]]


def folder(session: Session) -> Path:
    """Where the files of outlines lie: beside the desk, for nothing in them is personal."""
    return folder_beside(session, BOUNDARIES)


def sets(session: Session) -> list[SetRow]:
    """All sets, the official ones first, the newest of each kind before the older."""
    home = folder(session)
    rows = [_row(row, home) for row in session.scalars(select(BoundarySet))]
    rows.sort(key=lambda row: (row.valid_from, row.id), reverse=True)
    return sorted(rows, key=lambda row: (row.is_indicative, row.kind))


def find(session: Session, typed: str) -> SetRow:
    """A set by its key, its place in `sets` (from 1), or its name.

    Raises:
        NotFound: there is none.
    """
    found = sets(session)
    if typed.isdigit() and 1 <= int(typed) <= len(found):
        return found[int(typed) - 1]
    for row in found:
        if typed in (row.id, row.name):
            return row
    raise NotFound(f"There is no set of boundaries “{typed}”. See “boundaries list”.")


def set_on(session: Session, day: date, kind: AreaKind = AreaKind.PARISH) -> SetRow | None:
    """The set a day's map is drawn with: an official one before the indicative areas.

    A set whose file is missing does not count.
    """
    kinds = (kind.value, INDICATIVE) if kind == AreaKind.PARISH else (kind.value,)
    home = folder(session)
    query = select(BoundarySet).where(BoundarySet.kind.in_(kinds), on_day(BoundarySet, day))
    rows = [row for row in (_row(each, home) for each in session.scalars(query)) if row.is_here]
    rows.sort(key=lambda row: (not row.is_indicative, row.valid_from, row.id))
    return rows[-1] if rows else None


def outlines_on(session: Session, day: date) -> Outlines:
    """What the parishes and towns of a day are drawn with.

    Areas that took over the land of others are drawn with theirs (`AreaSuccession`).
    """
    found = set_on(session, day)
    path = None if found is None or found.is_indicative else _file(session, found)
    return _as_of(session, day, path)


def further_outlines(session: Session, kind: AreaKind, day: date) -> Outlines | None:
    """The wards or districts of a day, if a set of them was taken in."""
    found = set_on(session, day, kind)
    return None if found is None else Outlines(_file(session, found))


def sharing(session: Session, day: date) -> dict[str, tuple[str, ...]]:
    """Parts of a divided parish that are drawn with its land until they have outlines of their own.

    By area, all that share its land on the day, itself among them.
    """
    shared = outlines_on(session, day).shared()
    if not shared:
        return {}
    query = select(Area.gss_code, Area.id).where(Area.gss_code.in_(shared), on_day(Area, day))
    keys = _pairs(session, query)
    return {keys[code]: tuple(keys[each] for each in several) for code, several in shared.items()}


def undivided(session: Session, day: date) -> dict[str, str]:
    """What each of the areas that share their land was together with the others."""
    groups = sharing(session, day)
    wholes = {key: successions.undivided(session, several) for key, several in groups.items()}
    return {key: whole for key, whole in wholes.items() if whole is not None}


def outlines_of(session: Session, row: SetRow) -> Outlines:
    """The outlines of one set, as they were taken in.

    Raises:
        UserError: its file is not beside the desk.
    """
    if not row.is_here:
        raise UserError(f"The file of “{row.name}” is not beside the desk. Take the set in again.")
    return Outlines(None if row.is_indicative else _file(session, row))


def differences(session: Session, first: SetRow, second: SetRow) -> list[SetDifference]:
    """What changed from one set to the other, the most changed first; areas alike are left out.

    Raises:
        UserError: the sets are not of the same kind of areas, or a file is missing.
    """
    if {first.kind, second.kind} - {INDICATIVE, AreaKind.PARISH} and first.kind != second.kind:
        raise UserError(f"“{first.name}” and “{second.name}” are sets of different areas.")
    old, new = outlines_of(session, first), outlines_of(session, second)
    before, after = facts(old.path), facts(new.path)
    found = [SetDifference(code, before[code][0], "gone") for code in before if code not in after]
    found += [SetDifference(code, after[code][0], "new") for code in after if code not in before]
    both = [code for code in before if code in after]
    found += [
        SetDifference(code, f"{before[code][0]}, now {after[code][0]}", "renamed", 1)
        for code in both
        if before[code][0] != after[code][0]
    ]
    shares = common_shares(old.shapes(), new.shapes())
    found += [
        SetDifference(code, after[code][0], "redrawn", share)
        for code, share in shares.items()
        if share < SAME_SHARE
    ]
    return sorted(found, key=lambda each: (each.share, each.name))


def sweep(session: Session) -> None:
    """Remove files that no set has used for a week: until then an undo can be done again."""
    used = set(session.scalars(select(BoundarySet.file_name)))
    for path in folder(session).glob("*.gpkg"):
        if path.name not in used and time() - path.stat().st_mtime > _UNUSED_FOR.total_seconds():
            path.unlink(missing_ok=True)


def _file(session: Session, row: SetRow) -> Path:
    return found_beside(folder(session), BOUNDARIES, row.file_name)


def _as_of(session: Session, day: date, path: Path | None) -> Outlines:
    drawn = facts(path).keys()
    query = select(Area.id, Area.gss_code).where(Area.kind.in_(LOCAL_KINDS), on_day(Area, day))
    here = _pairs(session, query)
    missing = {key: code for key, code in here.items() if code not in drawn}
    if not missing:
        return Outlines(path)
    before, after, codes = _history(session)
    found = (
        (code, _land(key, before, codes, drawn) or _land(key, after, codes, drawn))
        for key, code in sorted(missing.items(), key=lambda item: item[1])
    )
    carried = tuple((code, parts) for code, parts in found if parts)
    given_up = {part for _, parts in carried for part in parts}.difference(here.values())
    return Outlines(path, carried, tuple(sorted(given_up)))


def _history(session: Session) -> tuple[_Graph, _Graph, Mapping[str, str]]:
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    for row in session.scalars(select(AreaSuccession).order_by(AreaSuccession.id)):
        before.setdefault(row.to_area_id, []).append(row.from_area_id)
        after.setdefault(row.from_area_id, []).append(row.to_area_id)
    return before, after, _pairs(session, select(Area.id, Area.gss_code))


def _pairs(session: Session, query: Select[str, str]) -> dict[str, str]:
    return {key: value for key, value in session.execute(query)}  # noqa: C416 - rows are no pairs


def _land(
    area_id: str, graph: _Graph, codes: Mapping[str, str], drawn: Iterable[str]
) -> tuple[str, ...]:
    """The nearest of its forerunners (or heirs) on each line that are drawn."""
    found: dict[str, None] = {}
    seen, waiting = {area_id}, [area_id]
    while waiting:
        for key in graph.get(waiting.pop(0), []):
            if key not in seen:
                seen.add(key)
                if codes[key] in drawn:
                    found[codes[key]] = None
                else:
                    waiting.append(key)
    return tuple(sorted(found))


def _row(row: BoundarySet, home: Path) -> SetRow:
    name = PurePath(row.file_name).name  # never a path: the rows may come from elsewhere
    return SetRow(
        id=row.id,
        kind=row.kind,
        name=row.name,
        source=row.source,
        licence=row.licence,
        captured_on=row.captured_on,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        file_name=name,
        is_here=row.kind == INDICATIVE
        or bool(name and found_beside(home, BOUNDARIES, name).is_file()),
    )
