"""The panels in which a user is given a passphrase, or proves with it that it is them."""

from dataclasses import dataclass

from warden_desk.domain.clearance import UserRow
from warden_desk.domain.errors import Invalid
from warden_desk.domain.passphrases import check_passphrase
from warden_desk.ui.saving import attempt, attempt_job
from warden_desk.ui.widgets.editors import secret
from warden_desk.ui.widgets.form import Form
from warden_desk.ui.widgets.side_panel import SidePanel
from warden_desk.ui.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ProofDraft:
    """What somebody types to show who they are."""

    passphrase: str = ""


@dataclass(frozen=True, slots=True)
class PassphraseDraft:
    """A new passphrase, typed twice."""

    passphrase: str = ""
    again: str = ""

    def check(self) -> None:
        """Refuse what was mistyped, or protects nothing.

        Raises:
            Invalid: the two are not the same.
            UserError: it is too short.
        """
        if self.passphrase != self.again:
            raise Invalid({"again": "The two are not the same. Type it once more."})
        check_passphrase(self.passphrase)


def proof_panel(workspace: Workspace, user: UserRow) -> SidePanel:
    """Ask for a user's own passphrase; then they sit at the desk."""
    form: Form[ProofDraft] = Form(ProofDraft(), {"passphrase": ("Passphrase", secret())})
    panel = SidePanel(f"{user.name} sits down", form, "Sit down", is_dirty=form.is_dirty)

    def answer(is_proven: object) -> None:
        if not is_proven:
            form.show_problems({"passphrase": f"That is not the passphrase of {user.name}."})
        elif attempt(panel, lambda _: workspace.at_desk.sit(user.id, is_proven=True)):
            panel.close_panel()

    def check() -> None:
        form.show_problems({})
        typed, proves = form.draft().passphrase, workspace.at_desk.proves
        workspace.jobs.start("Check the passphrase", lambda _: proves(user.id, typed), answer)

    panel.accepted.connect(check)
    return panel


def passphrase_panel(workspace: Workspace, user: UserRow) -> SidePanel:
    """Give a user a passphrase of their own, or another than before."""
    fields = {"passphrase": ("Passphrase", secret()), "again": ("Once more", secret())}
    form: Form[PassphraseDraft] = Form(PassphraseDraft(), fields)
    form.show_hint("again", "With it they open this desk, and nobody else can sit here as them.")
    panel = SidePanel(f"Passphrase of {user.name}", form, is_dirty=form.is_dirty)

    def done(_: object) -> None:
        panel.close_panel()
        workspace.at_desk.tell_anew()

    def save() -> None:
        if attempt(panel, lambda _: form.draft().check(), form=form):
            typed, give = form.draft().passphrase, workspace.at_desk.give_passphrase
            attempt_job(
                panel,
                lambda _: workspace.jobs.start(
                    "Keep the passphrase", lambda _: give(user.id, typed), done
                ),
            )

    panel.accepted.connect(save)
    return panel
