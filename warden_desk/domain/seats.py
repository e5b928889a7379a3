"""Who sits at the desk: what they may see, and what they may do. Plain values."""

from dataclasses import dataclass

from warden_desk.domain.clearance import FULL_SIGHT, Sight, UserRow
from warden_desk.domain.rights import ALL, Rights


@dataclass(frozen=True, slots=True)
class Seat:
    """Who sits at the desk, what they may see and what they may do."""

    name: str
    user: UserRow | None
    is_cleared: bool
    marking: str
    """What is hidden from those who are not cleared."""
    rights: Rights = ALL
    """What they may do."""

    def sight(self, *, is_screen_shared: bool = False) -> Sight:
        """What this person sees; less while others can see the screen."""
        return FULL_SIGHT if self.is_cleared and not is_screen_shared else Sight(self.marking)

    @property
    def may_answer(self) -> bool:
        """Whether they see who looked at what."""
        return self.user is not None and self.user.role.may_answer

    @property
    def advice(self) -> str:
        """What to do about not being cleared; "" for those who are."""
        if self.is_cleared:
            return ""
        if self.user is None:
            who = f"{self.name} is not" if self.name else "Nobody is"
            return (
                f"{who} named as a user of this desk, so {self.marking} taskings are hidden. "
                "Settings, “At this desk”, says who sits here."
            )
        return (
            f"{self.name} is not cleared, so {self.marking} taskings are hidden. In Settings, "
            "“At this desk”, link the person whose vetting is on record, or enter the last day "
            "in the clearance letter."
        )
