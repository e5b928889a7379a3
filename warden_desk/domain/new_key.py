"""Changing a desk's key: what is asked for, what it means for whom, and what came of it."""

from dataclasses import dataclass
from pathlib import Path

from warden_desk.domain.errors import Invalid, UserError
from warden_desk.domain.map_papers import listed
from warden_desk.domain.passphrases import check_passphrase

WHAT_IT_DOES = (
    "The desk is written anew under another key. Passphrases that were taken away, the recovery "
    "code of until now and old key files open neither it nor any copy made from now on."
)
WHAT_IT_DOES_NOT = (
    "Copies of before that somebody has taken elsewhere stay as they are, and open as they did. "
    "So does what was printed or sent."
)


@dataclass(frozen=True, slots=True)
class NewKeyPlan:
    """What a new key would mean for those who open the desk now."""

    stays: tuple[str, ...]
    """They go on with the passphrase they have."""
    given_anew: tuple[str, ...]
    """They did not open the desk with theirs lately enough for this, and need another one."""
    ends: int
    """So many passphrases are of nobody who may sit at the desk now."""
    has_common: bool
    may_do_without: bool
    """Whether somebody who answers for the desk could open it without a common passphrase."""
    copies: int
    """So many copies of before lie in the folder of backups."""

    @property
    def sentences(self) -> tuple[str, ...]:
        """Before it is done: for those who open the desk."""
        said = [
            f"Opened as before by {listed(self.stays)}, each with their own passphrase."
            if self.stays
            else "Nobody has a passphrase of their own that goes on."
        ]
        if self.given_anew:
            said.append(
                f"To be given another passphrase afterwards: {listed(self.given_anew)}. (Theirs "
                "is from before this version, and they have not opened the desk with it since.)"
            )
        if self.ends:
            whose = "One passphrase ends" if self.ends == 1 else f"{self.ends} passphrases end"
            said.append(f"{whose}, of people who may not sit here any more.")
        if self.has_common:
            said.append("The passphrase that all know ends. Type another one, or leave it empty.")
        return tuple(said)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewKeyDraft:
    """As typed in."""

    proof: str = ""
    common: str = ""
    again: str = ""
    forget_copies: bool = False

    def check(self, plan: NewKeyPlan) -> None:
        """Refuse what was mistyped, or would leave nobody who could open the desk.

        Raises:
            Invalid: by field.
        """
        problems: dict[str, str] = {}
        if not self.proof:
            problems["proof"] = "Type the passphrase with which you open the desk."
        if self.common:
            try:
                check_passphrase(self.common)
            except UserError as refusal:
                problems["common"] = str(refusal)
        elif not plan.may_do_without:
            problems["common"] = (
                "Choose one: without it no team leader or supervisor could open the desk."
            )
        if self.common != self.again:
            problems["again"] = "The two are not the same. Type it once more."
        if problems:
            raise Invalid(problems)


@dataclass(frozen=True, slots=True)
class NewKey:
    """What came of it."""

    code: str
    """The new recovery code: shown once, kept nowhere."""
    copy: Path | None
    """The first copy under the new key; None if it could not be made."""
    forgotten: int
    """So many copies of before were removed."""

    @property
    def sentence(self) -> str:
        """For whoever did it."""
        if self.copy is None:
            return (
                "The desk has a new key, but no backup under it could be made. The one of before "
                "was kept. Back up the desk as soon as there is room."
            )
        copies = f"{self.forgotten} copies of before were"
        gone = "The copy of before was" if self.forgotten == 1 else copies
        return f"The desk has a new key. Backed up to {self.copy.name}." + (
            f" {gone} removed." if self.forgotten else ""
        )
