"""What is shown of each user of the desk."""

from collections.abc import Callable

from warden_desk.domain.clearance import UserRow
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.lazy_table import Column, PillState
from warden_desk.ui.workspace import Workspace


def columns_of_users(
    workspace: Workspace, held: Callable[[], frozenset[str]]
) -> list[Column[UserRow]]:
    """The columns; `held` says who has a passphrase of their own."""

    def clearance(row: UserRow) -> str:
        return row.clearance(workspace.today())

    def pill(row: UserRow) -> PillState:
        tone = Tone.GREEN if row.is_cleared(workspace.today()) else Tone.AMBER
        return clearance(row), tone, None

    def here(row: UserRow) -> str:
        user = workspace.at_desk.seat.user
        return "sits here" if user is not None and user.id == row.id else ""

    def opens(row: UserRow) -> str:
        if workspace.is_practice:
            return ""
        return "their own" if row.id in held() else "the desk's"

    return [
        Column("Name", lambda row: row.name),
        Column("Now", here, 84, "quiet"),
        Column("Role", lambda row: row.role.value, 110),
        Column("Opens it with", opens, 130, "quiet", can_hide=True),
        Column("On record as", lambda row: row.person, 150, "quiet", can_hide=True),
        Column("Clearance", clearance, 210, pill=pill),
    ]
