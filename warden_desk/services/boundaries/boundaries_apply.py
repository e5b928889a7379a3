"""Taking in a set of outlines: its file beside the desk, its row, and what the register learns."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.areas import AreaKind, AreaRow
from warden_desk.domain.boundaries import (
    AS,
    END,
    LEAVE,
    BoundaryDone,
    BoundaryLine,
    BoundaryPlan,
    FileArea,
    LineState,
)
from warden_desk.domain.changes import Act
from warden_desk.domain.errors import UserError
from warden_desk.domain.progress import Progress, Silent
from warden_desk.formats.boundaries_layers import credit
from warden_desk.formats.boundaries_shapes import Drawn, as_bytes, packed_set, with_left
from warden_desk.services import areas
from warden_desk.services.boundaries import boundaries, boundaries_register
from warden_desk.services.boundaries.boundaries_plan import basis, of_kind
from warden_desk.services.inheritance import Heirs, follow
from warden_desk.storage.files import replace_file
from warden_desk.storage.tables import BoundarySet

if TYPE_CHECKING:
    from shapely import Geometry

_STEPS = 3


class RegisterChanged(UserError):
    """The plan was made for a register that has moved on."""


def apply(
    session: Session,
    plan: BoundaryPlan,
    *,
    act: Act,
    decisions: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> BoundaryDone:
    """Take a file in as planned.

    Its outlines are written beside the desk, under a name made from their content, before anything
    else: if the rest fails or is undone, an unused file is left, which `boundaries.sweep` removes.

    Args:
        decisions: by a line's key, one of its choices; without one, its first.

    Raises:
        RegisterChanged: the register is not as it was when the plan was made.
        UserError: the same outlines are here already, or nothing is left to draw.
    """
    progress = progress or Silent()
    file = plan.file
    progress.step(0, _STEPS, "Comparing once more")
    if basis(session, file.kind, plan.changes_from) != plan.basis:
        raise RegisterChanged(
            "The register has changed since this file was looked at. Look at it again, then take "
            "it in."
        )
    taking = _Taking(session, plan, decisions or {})
    drawn = taking.drawn()
    if not drawn:
        raise UserError("Every area of the file is left out: there is nothing to take in.")
    progress.step(1, _STEPS, "Drawing the map")
    name = _keep(session, plan, sorted(drawn, key=lambda each: each.code))
    progress.step(2, _STEPS, "Writing the register")
    changed = taking.write()
    follow(session, taking.heirs, act)
    row = BoundarySet(
        kind=file.kind.value,
        name=file.title,
        source=credit(file.publisher, file.captured_on),
        licence=file.licence,
        captured_on=file.captured_on,
        file_name=name,
        valid_from=plan.valid_from,
    )
    session.add(row)
    session.flush()
    return BoundaryDone(row.id, row.name, len(drawn), changed)


def _keep(session: Session, plan: BoundaryPlan, drawn: list[Drawn]) -> str:
    """Write the outlines beside the desk; returns the file's name."""
    digest = hashlib.sha256(plan.file.kind.encode())
    for each in drawn:
        digest.update(f"{each.code}\n{each.name}\n{each.district}\n".encode() + each.outline)
    name = f"{plan.file.kind}-{digest.hexdigest()[:16]}.gpkg"
    query = select(BoundarySet.name).where(
        BoundarySet.file_name == name, BoundarySet.valid_from == plan.valid_from
    )
    if known := session.scalars(query).first():
        raise UserError(f"These outlines are here already, as “{known}”.")
    home = boundaries.folder(session)
    try:
        home.mkdir(exist_ok=True)
        boundaries.sweep(session)
        if not (home / name).exists():
            replace_file(home / name, packed_set(drawn))
    except OSError as error:
        raise UserError(
            f"The outlines cannot be written to {home} ({error.strerror}). Make room, or check the "
            "folder's permissions."
        ) from error
    return name


@dataclass(slots=True)
class _Taking:
    """A plan with its decisions."""

    session: Session
    plan: BoundaryPlan
    decisions: Mapping[str, str]
    heirs: Heirs = field(init=False)
    _register: dict[str, AreaRow] = field(init=False)
    _districts: dict[str, AreaRow] = field(init=False)

    def __post_init__(self) -> None:
        on = self.plan.changes_from
        self.heirs = Heirs(on)
        self._register = {row.id: row for row in of_kind(self.session, self.plan.file.kind, on)}
        self._districts = {row.name: row for row in areas.districts(self.session, on)}

    def drawn(self) -> list[Drawn]:
        """What the set holds: the file's areas, and what it leaves to those it does not have."""
        found = [
            Drawn(*self._called(line, each), self._district_code(line), each.outline)
            for line, each in self._taken()
        ]
        return with_left(found, list(self._left({each.code for each in found})))

    def write(self) -> int:
        """Change the register; returns how many areas it learnt something new about."""
        count = 0
        for line, each in self._taken():
            if line.state == LineState.SAME or self._decided(line) == LEAVE:
                continue
            self._write(line, each)
            count += 1
        for line in self.plan.lines:
            if line.state == LineState.GONE and self._decided(line) == END:
                boundaries_register.end(self.session, line.area_id, self.plan.changes_from)
                count += 1
        return count

    def _write(self, line: BoundaryLine, each: FileArea) -> None:
        district = self._districts.get(line.district)
        in_file = {d.gss_code: d.id for d in self._districts.values()}.get(each.district_code)
        parent = in_file or (district.id if district else None)
        on = self.plan.changes_from
        if area_id := self._area_id(line):
            boundaries_register.change(self.session, area_id, each, parent, self.heirs)
        else:
            kind = each.kind(self.plan.file.kind)
            # The first set of wards tells how it was all along: no page could have said otherwise.
            since = on if self._register else min(on, self.plan.valid_from)
            boundaries_register.add(self.session, each, kind, parent, since)

    def _taken(self) -> Iterator[tuple[BoundaryLine, FileArea]]:
        in_file = {each.code: each for each in self.plan.file.areas}
        for line in self.plan.lines:
            each = in_file.get(line.key)
            is_out = not line.area_id and self._decided(line) == LEAVE
            if each is not None and line.state != LineState.GONE and not is_out:
                yield line, each

    def _decided(self, line: BoundaryLine) -> str:
        return line.decided(self.decisions)

    def _area_id(self, line: BoundaryLine) -> str:
        return line.area_id or (
            self._decided(line).removeprefix(AS) if self._decided(line).startswith(AS) else ""
        )

    def _called(self, line: BoundaryLine, each: FileArea) -> tuple[str, str]:
        """Code and name that the set has it under: the register's where that stays as it is."""
        if line.area_id and self._decided(line) in (LEAVE, ""):
            row = self._register[line.area_id]
            return row.gss_code, row.name
        return each.code, each.name

    def _district_code(self, line: BoundaryLine) -> str:
        if self.plan.file.kind == AreaKind.DISTRICT:
            return line.key
        district = self._districts.get(line.district)
        return district.gss_code if district else ""

    def _left(self, codes: set[str]) -> Iterator[Drawn]:
        """Areas of the register that the file does not have, in the land they had before."""
        if self.plan.file.kind != AreaKind.PARISH:
            return
        on = self.plan.changes_from
        before = boundaries.outlines_on(self.session, on).shapes()
        districts = boundaries.further_outlines(self.session, AreaKind.DISTRICT, on)
        of_districts: Mapping[str, Geometry] = districts.shapes() if districts else {}
        done = {self._area_id(line) for line, _ in self._taken()} | self._ended()
        in_code = {row.id: row.gss_code for row in self._districts.values()}
        alone = _alone([row for row in self._register.values() if row.is_unparished])
        for row in self._register.values():
            district = in_code.get(row.district_id or "", "")
            around = of_districts.get(district) if row.id in alone else None
            land = before.get(row.gss_code) if around is None else around
            if row.id not in done and row.gss_code not in codes and land is not None:
                is_rest = around is not None
                yield Drawn(row.gss_code, row.name, district, as_bytes(land), is_rest)

    def _ended(self) -> set[str]:
        return {line.area_id for line in self.plan.lines if self._decided(line) == END}


def _alone(rows: list[AreaRow]) -> set[str]:
    """Unparished areas that are all that their district's parishes leave."""
    inside: dict[str | None, list[str]] = {}
    for row in rows:
        inside.setdefault(row.district_id, []).append(row.id)
    return {keys[0] for keys in inside.values() if len(keys) == 1}
