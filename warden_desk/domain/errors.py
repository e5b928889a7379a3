"""Errors whose text is meant for the person at the desk.

Anything else that is raised is a defect: the exception hook logs it and offers a report.
"""

from collections.abc import Mapping


class UserError(Exception):
    """Something the user can put right. `str(error)` is shown as it stands."""


class Invalid(UserError):
    """A form cannot be accepted; `problems` says why, by field name."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("\n".join(problems.values()))
        self.problems = dict(problems)


class NotFound(UserError):
    """The thing asked for is not in the records (any more)."""


class NotAllowed(UserError):
    """Whoever sits at the desk may not do this. Nothing was changed."""


class NeedsReason(UserError):
    """A rule warns. The same act goes through when a reason is given, which is kept."""

    def __init__(self, warnings: tuple[str, ...]) -> None:
        super().__init__("\n".join(warnings))
        self.warnings = warnings


class Cancelled(Exception):
    """The user stopped a job. Not an error: never shown."""
