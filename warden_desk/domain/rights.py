"""What whoever sits at the desk may do. Which of it is kept for supervisors is a setting."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from warden_desk.domain.clearance import Role
from warden_desk.domain.errors import NotAllowed


class Right(StrEnum):
    """A kind of act. The desk's settings name them so."""

    RECORD = "record"
    SIGN = "sign"
    AREAS = "areas"
    SETTINGS = "settings"
    USERS = "users"


RIGHT_WORDS = {
    Right.RECORD: "keep people, taskings, the week and all other records",
    Right.SIGN: "sign off a week",
    Right.AREAS: "change districts and parishes",
    Right.SETTINGS: "change the desk's settings",
    Right.USERS: "say who may sit at this desk",
}
RESERVABLE = tuple(right for right in Right if right is not Right.RECORD)
"""What may be kept for supervisors: not the daily work."""

ALL_RIGHTS = frozenset(Right)


@dataclass(frozen=True, slots=True)
class Rights:
    """What somebody may do at this desk; `why` is a sentence about what they may not."""

    granted: frozenset[Right] = ALL_RIGHTS
    why: str = ""

    @classmethod
    def of(cls, name: str, role: Role | None, roles: Collection[Role], alone: str) -> "Rights":
        """The rights of somebody with this role.

        Args:
            role: None for somebody who is not on the list of users.
            roles: those of all users of the desk. While none of them answers for it, everybody
                does, for else nobody could ever name one.
            alone: what is kept for supervisors, while there is one: rights with commas.
        """
        if not any(other.may_answer for other in roles):
            return ALL
        if role is None:
            who = f"{name} is" if name else "Whoever sits here is"
            return cls(frozenset(), f"{who} not on the list of users of this desk today")
        if not role.may_answer:
            return cls(frozenset(), f"{name} is a {role.value} at this desk")
        if role is Role.SUPERVISOR or Role.SUPERVISOR not in roles:
            return ALL
        return cls(ALL_RIGHTS - reserved(alone), f"{name} is a {role.value} at this desk")

    def refusal(self, right: Right = Right.RECORD) -> str:
        """Why this may not be done, and who may; "" if it may."""
        if right in self.granted:
            return ""
        who = "A supervisor" if self.granted else "A team leader or supervisor"
        return (
            f"{self.why}, and may not {RIGHT_WORDS[right]}. {who} can sit down at the top of the "
            "window and do it. Nothing was changed."
        )

    def check(self, right: Right) -> None:
        """Go on if it may be done.

        Raises:
            NotAllowed: it may not.
        """
        if refusal := self.refusal(right):
            raise NotAllowed(refusal)


ALL = Rights()


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderRights:
    """What team leaders may do of what could be kept for supervisors, as it is ticked."""

    sign: bool = True
    areas: bool = True
    settings: bool = True
    users: bool = True

    @classmethod
    def read(cls, alone: str) -> "LeaderRights":
        """As the setting has it."""
        kept = reserved(alone)
        return cls(**{right.value: right not in kept for right in RESERVABLE})

    @property
    def alone(self) -> str:
        """As the setting keeps it."""
        return ", ".join(right for right in RESERVABLE if not getattr(self, right.value))


def reserved(alone: str) -> frozenset[Right]:
    """The rights that the setting keeps for supervisors; other words in it mean nothing."""
    said = {word.strip().casefold() for word in alone.split(",")}
    return frozenset(right for right in RESERVABLE if right.value in said)
