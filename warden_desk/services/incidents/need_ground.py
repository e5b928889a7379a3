"""All that a weighting is tried on, read once: weights are typed without asking the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from warden_desk.domain.areas import AreaRow
from warden_desk.domain.incidents import Level
from warden_desk.domain.need import Indicator, Measure, Moved, NeedRow, Weighting
from warden_desk.domain.progress import Progress
from warden_desk.services.incidents import need, need_measures
from warden_desk.services.incidents.need_measures import Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedGround:
    """The areas of a day, their figures, and every weighting, the latest first."""

    on: date
    level: Level
    areas: tuple[AreaRow, ...]
    figures: Figures
    weightings: tuple[Weighting, ...]

    @property
    def held(self) -> Weighting:
        """The weighting that holds on the day."""
        return next(one for one in self.weightings if one.holds(self.on))

    @property
    def known(self) -> list[Indicator]:
        """Every indicator there ever was, as it was called last."""
        found: dict[str, Indicator] = {}
        for weighting in self.weightings:
            for one in weighting.indicators:
                found.setdefault(one.code, one)
        return list(found.values())

    def ranked(self, weighting: Sequence[Indicator]) -> list[NeedRow]:
        """The areas by this weighting, the greatest need first."""
        return need.ranked(self.figures.worded(weighting), self.figures.of(weighting), self.areas)

    def against(self, weighting: Sequence[Indicator]) -> Weighting | None:
        """What a weighting is compared with: that of the day, or the one before if it is that."""
        if tuple(weighting) != self.held.indicators:
            return self.held
        at = self.weightings.index(self.held) + 1
        return self.weightings[at] if at < len(self.weightings) else None

    def compared(self, weighting: Sequence[Indicator]) -> list[Moved]:
        """As `ranked`, each with its rank by what it is compared with."""
        other = self.against(weighting)
        before = {row.id: row.rank for row in self.ranked(other.indicators)} if other else {}
        return [Moved(row, before.get(row.id)) for row in self.ranked(weighting)]


def look(session: Session, progress: Progress, on: date, level: Level) -> NeedGround:
    """Read what weights are tried on."""
    progress.step(0, 2, "Reading figures")
    found = tuple(need.weightings(session))
    local = need_measures.weighed(session, on, level)
    known = {one for weighting in found for one in weighting.indicators}
    # What nobody weighs yet may be weighed next.
    known |= {Indicator(code=one, label=one, measure=one) for one in Measure if one}
    figures = need_measures.read(session, on, local, known, level)
    return NeedGround(on=on, level=level, areas=tuple(local), figures=figures, weightings=found)
