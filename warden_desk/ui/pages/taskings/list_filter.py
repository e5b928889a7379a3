"""What the list of taskings is narrowed to, and how much there is of what."""

from warden_desk.domain.tasking_filters import Counts, SortBy, TaskingFilter
from warden_desk.services import areas
from warden_desk.services.tasking import tasking_choices, tasking_lists
from warden_desk.ui.pages.taskings.chips import FilterChips
from warden_desk.ui.workspace import Workspace


class ListFilter:
    """The chips, with what they offer: the districts of the team, and one's own taskings."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._me: str | None = None
        self.chips = FilterChips()
        self.offer_districts()

    def wanted(self, text: str) -> TaskingFilter:
        """What the list shows now; `text` is what is searched for."""
        return TaskingFilter(
            today=self._workspace.today(),
            which=self.chips.which(),
            district_ids=self.chips.district_ids(),
            person_id=self._me if self.chips.is_mine() else None,
            text=text,
            sort=self.chips.sort(),
            is_descending=self.chips.is_descending(),
        )

    def sort_by(self, sort: SortBy) -> None:
        """Order the list so; the other way round if it is in that order already."""
        again = sort is self.chips.sort()
        self.chips.set_sort(sort, is_descending=again and not self.chips.is_descending())

    def count(self) -> str:
        """Write on each chip how many it would show, and say what matters of it."""
        today, districts = self._workspace.today(), self.chips.district_ids()
        counts = self._workspace.read(tasking_lists.counts, today, districts)
        self.chips.show_counts(counts)
        return _summary(counts)

    def offer_districts(self) -> None:
        """Those of the team that is chosen now."""
        workspace, team_id = self._workspace, self._workspace.team_id
        today = workspace.today()
        served = workspace.read(areas.team_districts, team_id, today) if team_id else []
        self.chips.offer_districts([(district.id, district.name) for district in served])

    def offer_mine(self) -> None:
        """Whoever sits here, if they are among the people of the desk."""
        self._me = self._workspace.read(tasking_choices.myself, self._workspace.settings.user_name)
        self.chips.offer_mine(is_known=self._me is not None)


def _summary(counts: Counts) -> str:
    parts = (
        f"{counts.open} open",
        f"{counts.overdue} overdue" if counts.overdue else "",
        f"{counts.to_check} to check" if counts.to_check else "",
        f"{counts.owed} owed to CSUs" if counts.owed else "",
    )
    return " · ".join(filter(None, parts)) if counts.open else ""
