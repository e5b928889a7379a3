"""What a file of outlines would change, area by area, before anything is written."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from warden_desk.domain.areas import LOCAL_KINDS, AreaKind, AreaRow
from warden_desk.domain.boundaries import (
    AS,
    END,
    LEAVE,
    TAKE,
    BoundaryFile,
    BoundaryLine,
    BoundaryPlan,
    Choice,
    FileArea,
    LineState,
)
from warden_desk.domain.dates import uk_date
from warden_desk.domain.names import plain_name
from warden_desk.formats.outlines import Ours, index
from warden_desk.services import areas
from warden_desk.services.area_names import AreaNames
from warden_desk.services.areas import on_day
from warden_desk.services.boundaries import boundaries
from warden_desk.storage.tables import Area

_STATES = list(LineState)
_ALIKE = 70
"""From so many of a hundred points on, another spelling of a name may be meant."""


def ours(session: Session, today: date) -> Ours:
    """What the reading of a file must know of the service."""
    rows = session.execute(select(Area.gss_code, Area.kind, Area.name)).all()
    county = next((name for _, kind, name in rows if kind == AreaKind.COUNTY), "the county")
    return Ours(
        county=county,
        codes=frozenset(code for code, kind, _ in rows if kind != AreaKind.COUNTY),
        districts=frozenset(code for code, kind, _ in rows if kind == AreaKind.DISTRICT),
        outlines=boundaries.outlines_on(session, today),
    )


def plan(
    session: Session, file: BoundaryFile, today: date, valid_from: date | None = None
) -> BoundaryPlan:
    """Compare a file with the register.

    Args:
        valid_from: from when it holds. Without it, the map is drawn with it from the day that the
            file shows, and the register says what it says from today: what was written down
            before keeps the names it was written with.
    """
    register = _Register(session, file, valid_from or today)
    lines = [*register.lines(), *register.gone()]
    lines.sort(key=lambda line: (_STATES.index(line.state), line.district, line.name))
    return BoundaryPlan(
        file=file,
        valid_from=valid_from or file.captured_on or today,
        changes_from=valid_from or today,
        lines=tuple(lines),
        basis=basis(session, file.kind, valid_from or today),
    )


def of_kind(session: Session, kind: AreaKind, on: date) -> list[AreaRow]:
    """The areas of the register that a set of this kind draws."""
    if kind == AreaKind.PARISH:
        return areas.local_areas(session, on)
    if kind == AreaKind.DISTRICT:
        return areas.districts(session, on)
    return _wards(session, on)


def _wards(session: Session, on: date) -> list[AreaRow]:
    district = aliased(Area)
    query = (
        select(Area, district.name)
        .outerjoin(district, district.id == Area.parent_id)
        .where(Area.kind == AreaKind.WARD, on_day(Area, on))
        .order_by(district.name, Area.name)
    )
    return [
        AreaRow(ward.id, ward.gss_code, AreaKind.WARD, ward.name, ward.parent_id, inside or "")
        for ward, inside in session.execute(query)
    ]


def basis(session: Session, kind: AreaKind, on: date) -> str:
    """A digest of what a plan was compared with."""
    return hashlib.sha256(repr(of_kind(session, kind, on)).encode()).hexdigest()


def _later(session: Session, kind: AreaKind, on: date) -> dict[str, BoundaryLine]:
    """By code, the areas that the register has from a later day on: they are not new."""
    district = aliased(Area)
    kinds = LOCAL_KINDS if kind == AreaKind.PARISH else (kind,)
    query = (
        select(Area.gss_code, Area.name, district.name, Area.valid_from)
        .outerjoin(district, district.id == Area.parent_id)
        .where(Area.kind.in_(kinds), Area.valid_from > on)
        .order_by(Area.valid_from.desc())
    )
    return {
        code: BoundaryLine(
            code,
            LineState.SAME,
            name,
            inside or "",
            why=f"The register has it from {uk_date(since)} on.",
        )
        for code, name, inside, since in session.execute(query)
    }


class _Register:
    """The register of a day beside a file."""

    def __init__(self, session: Session, file: BoundaryFile, on: date) -> None:
        self._session, self._file, self._on = session, file, on
        self._known_areas = of_kind(session, file.kind, on)
        self._by_code = {row.gss_code: row for row in self._known_areas}
        self._aliases = areas.names(session, on)
        self._districts = {row.gss_code: row for row in areas.districts(session, on)}
        self._later = _later(session, file.kind, on)
        self._used: set[str] = set()

    def lines(self) -> Iterator[BoundaryLine]:
        """What becomes of each area of the file: those known by their code come first."""
        coded = [each for each in self._file.areas if each.code in self._by_code]
        for each in coded:
            row = self._by_code[each.code]
            self._used.add(row.id)
            yield self._known(each, row)
        free = [row for row in self._known_areas if row.id not in self._used]
        names = AreaNames(free, self._aliases)
        for each in self._file.areas:
            if each.code in self._by_code:
                continue
            yield self._later.get(each.code) or self._uncoded(each, names)

    def gone(self) -> Iterator[BoundaryLine]:
        """Areas that the file, in the districts it is about, has not."""
        about = {district.id for each in self._file.areas if (district := self.district(each))}
        has_towns = any(each.kind(AreaKind.PARISH) != AreaKind.PARISH for each in self._file.areas)
        for row in self._known_areas:
            is_left = row.id not in self._used and (row.district_id or row.id) in about
            if not is_left or (row.is_unparished and not has_towns):
                continue
            stays = Choice(LEAVE, "It stays, drawn as it was")
            ends = Choice(END, f"It ends on {uk_date(self._on)}")
            yield BoundaryLine(
                row.gss_code,
                LineState.GONE,
                row.name,
                row.district,
                row.id,
                "The file does not have it.",
                (stays, ends) if self._file.kind != AreaKind.DISTRICT else (stays,),
            )

    def district(self, each: FileArea) -> AreaRow | None:
        """The district of the register an area lies in: as the file says, or by its place."""
        if self._file.kind == AreaKind.DISTRICT:
            return self._districts.get(each.code)
        if each.district_code:
            return self._districts.get(each.district_code)
        if each.code in self._by_code:
            key = self._by_code[each.code].district_id
            return next((row for row in self._districts.values() if row.id == key), None)
        outlines = boundaries.outlines_on(self._session, self._on)
        code = index(outlines).area_at(each.easting, each.northing)
        return self._districts.get(outlines.districts().get(code or "", ""))

    def _known(self, each: FileArea, row: AreaRow) -> BoundaryLine:
        district = self.district(each)
        moved = self._file.kind != AreaKind.DISTRICT and district is not None
        if moved and district is not None and district.id != row.district_id:
            why = f"It lies in {district.name} now, on the register in {row.district}."
            return self._changed(each, row, LineState.MOVED, why, f"It lies in {district.name}")
        if not self._is_called(each, row):
            why = f"The register calls it {row.name}."
            return self._changed(each, row, LineState.RENAMED, why, f"It is called {each.name}")
        return BoundaryLine(each.code, LineState.SAME, row.name, row.district or row.name, row.id)

    def _is_called(self, each: FileArea, row: AreaRow) -> bool:
        """Areas without a council are named in many ways, after their town or their district."""
        known = {plain_name(name) for name in (row.name, *self._aliases.get(row.id, ()))}
        return row.is_unparished or plain_name(each.name) in known

    def _changed(
        self, each: FileArea, row: AreaRow, state: LineState, why: str, words: str
    ) -> BoundaryLine:
        stays = Choice(LEAVE, "The register stays as it is")
        takes = Choice(TAKE, f"{words} from {uk_date(self._on)}")
        if self._file.kind == AreaKind.DISTRICT:
            why = f"{why} Districts are changed by a reorganisation, not by a map."
        choices = (stays,) if self._file.kind == AreaKind.DISTRICT else (takes, stays)
        return BoundaryLine(each.code, state, each.name, row.district, row.id, why, choices)

    def _uncoded(self, each: FileArea, names: AreaNames) -> BoundaryLine:
        district = self.district(each)
        if district is None or each.doubt:
            return self._doubtful(each, district, each.doubt or "Its district is not known.", ())
        kind = each.kind(self._file.kind)
        match = names.match(each.name, frozenset({district.id}))
        if match.area and not match.note and match.area.id not in self._used:
            row = match.area
            self._used.add(row.id)
            why = f"The same name, but the register has the code {row.gss_code}."
            return self._changed(each, row, LineState.RECODED, why, f"Its code is {each.code}")
        close = [c.area_id for c in match.candidates if c.score >= _ALIKE]
        found = [match.area, *(names.area(key) for key in close)]
        alike = [row for row in found if row is not None and row.id not in self._used]
        if alike and kind in LOCAL_KINDS:
            why = f"{each.code} is not on the register; {alike[0].name} may be the same."
            return self._doubtful(each, district, why, alike)
        return BoundaryLine(
            each.code,
            LineState.NEW,
            each.name,
            district.name,
            why="The register does not have it.",
            choices=_new(self._file.kind),
        )

    def _doubtful(
        self, each: FileArea, district: AreaRow | None, why: str, alike: Sequence[AreaRow]
    ) -> BoundaryLine:
        choices = [Choice(LEAVE, "Leave it out")]
        choices += [Choice(f"{AS}{row.id}", f"It is {row.name} ({row.district})") for row in alike]
        if district is not None:
            choices.append(Choice(TAKE, "It is a new one: add it"))
        return BoundaryLine(
            each.code,
            LineState.DOUBTFUL,
            each.name,
            district.name if district else each.district_code,
            why=why,
            choices=tuple(choices),
        )


def _new(kind: AreaKind) -> tuple[Choice, ...]:
    leave = Choice(LEAVE, "Leave it out")
    if kind == AreaKind.DISTRICT:
        return (leave,)
    return Choice(TAKE, "Add it to the register"), leave
