"""Maps of people: whose an area is, which team's, and what is left if somebody goes."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from warden_desk.domain.coverage import Coverage
from warden_desk.domain.coverage_modes import (
    NOT_THEIRS,
    STATES,
    Asked,
    MapClass,
    ModeRow,
    ModeView,
)
from warden_desk.formats.map_looks import HUES
from warden_desk.services import people, teams
from warden_desk.services.coverage.coverage_ground import Ground, Standing

NOBODY = MapClass("nobody", "Nobody", "×", "No designated warden", "blank", "red")
NO_TEAM = MapClass("no team", "No team", "×", "No team serves the district", "blank", "red")

_OF_NO_TEAM = "No team"
_NOTE = "What would be left on the day after, if nobody else took over."
_ORDER = tuple(Coverage)


def wardens(session: Session, asked: Asked, grounds: Sequence[Ground]) -> list[ModeView]:
    """The primary of every area. One person has one colour, however often the day changes."""
    team_of = {row.id: row.team for row in people.rows(session, grounds[-1].on)}
    names: dict[str, str] = {}
    for ground in grounds:
        for one in ground.areas:
            if one.first is not None:
                names.setdefault(one.first.person_id, one.first.name)
    # In the order of the districts, so that neighbours differ before colours come again.
    looks = {key: f"hue{number % HUES}" for number, key in enumerate(names)}
    by_name = sorted(names, key=lambda key: names[key])
    classes = tuple(
        MapClass(key, names[key], "", team_of.get(key) or _OF_NO_TEAM, looks[key])
        for key in by_name
    )
    return [
        asked.view(
            ground.on,
            (*classes, NOBODY),
            tuple(_warden(one) for one in ground.areas),
        )
        for ground in grounds
    ]


def teams_of(session: Session, asked: Asked, grounds: Sequence[Ground]) -> list[ModeView]:
    """The team that serves an area's district."""
    found: list[ModeView] = []
    for ground in grounds:
        serving = teams.rows(session, ground.on)
        team_of = {district: team for team in serving for district in team.district_ids}
        classes = tuple(
            MapClass(team.id, team.name, str(team.number), _leader(team.leader), f"hue{at % HUES}")
            for at, team in enumerate(serving)
        )
        rows: list[ModeRow] = []
        for one in ground.areas:
            team = team_of.get(one.area.district_id or "")
            if team is None:
                rows.append(one.row(NO_TEAM.key, NO_TEAM.label))
            else:
                rows.append(one.row(team.id, team.name))
        found.append(
            asked.view(
                ground.on,
                (*classes, NO_TEAM),
                tuple(rows),
            )
        )
    return found


def vacancy(session: Session, asked: Asked, grounds: Sequence[Ground]) -> list[ModeView]:
    """What would become of somebody's areas without them."""
    del session
    return [
        asked.view(
            ground.on,
            (*STATES, NOT_THEIRS),
            tuple(_left(one, asked.person_id or "") for one in ground.areas),
            note=_NOTE if asked.person_id else "Choose a person above the map.",
        )
        for ground in grounds
    ]


def _leader(name: str) -> str:
    return f"Led by {name}" if name else "No leader"


def _warden(one: Standing) -> ModeRow:
    if one.first is None:
        return one.row(NOBODY.key, NOBODY.label)
    return one.row(one.first.person_id, one.first.name)


def _left(one: Standing, person_id: str) -> ModeRow:
    if all(held.person_id != person_id for held in one.people):
        return one.row(NOT_THEIRS.key, NOT_THEIRS.label, len(_ORDER))
    after = one.without(person_id)
    state = after.state
    words = state.label if state is one.state else f"{state.label}, now {one.state}"
    return after.row(state, words, -_ORDER.index(state))
