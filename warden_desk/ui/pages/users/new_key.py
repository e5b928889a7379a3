"""Changing the desk's key: what it means, what is typed for it, and the new recovery code."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from warden_desk.domain.new_key import (
    WHAT_IT_DOES,
    WHAT_IT_DOES_NOT,
    NewKey,
    NewKeyDraft,
    NewKeyPlan,
)
from warden_desk.ui.jobs import Job
from warden_desk.ui.recovery_code import RecoveryCode
from warden_desk.ui.saving import attempt, attempt_job
from warden_desk.ui.theme import scaled
from warden_desk.ui.widgets import editors
from warden_desk.ui.widgets.basics import Card, column, kind, label, row
from warden_desk.ui.widgets.editors import Editor
from warden_desk.ui.widgets.form import Form
from warden_desk.ui.widgets.side_panel import SidePanel
from warden_desk.ui.workspace import Workspace

_LABEL = "Change the desk’s key"


def new_key_panel(
    workspace: Workspace,
    follow: Callable[[Job], object],
    done: Callable[[NewKey], object],
) -> SidePanel:
    """Say what it means and ask for what it takes.

    Args:
        follow: shows how far it is, and lets it be stopped.
        done: takes what came of it, with the code that is shown only now.

    Raises:
        UserError: this desk has no key that could be changed.
    """
    plan = workspace.at_desk.new_key_plan()
    form: Form[NewKeyDraft] = Form(NewKeyDraft(), _fields(plan), label_width=104)
    panel = SidePanel(_LABEL, _body(plan, form), "Change the key", is_dirty=form.is_dirty)

    def finish(outcome: NewKey) -> None:
        panel.close_panel()
        done(outcome)

    def start(_: str) -> Job:
        work = partial(workspace.at_desk.change_key, form.draft(), workspace.act())
        job = workspace.start_alone(_LABEL, work, finish)
        panel.save_button.setEnabled(False)
        job.finished.connect(lambda: panel.save_button.setEnabled(True))
        follow(job)
        return job

    def save() -> None:
        if attempt(panel, lambda _: form.draft().check(plan), form=form):
            attempt_job(panel, start, form=form)

    panel.accepted.connect(save)
    return panel


def code_card(workspace: Workspace, code: str, on_kept: Callable[[], object]) -> QWidget:
    """The new recovery code over the whole page, until it is kept somewhere."""
    shown = RecoveryCode("Go on")
    shown.show_code(code, workspace.settings.service_name)
    shown.kept.connect(on_kept)
    heading = label("The new recovery code", "h2")
    before = label("The one of until now opens this desk no longer.", "quiet", wrap=True)
    card = Card(column(heading, before, shown, gap=12), margins=(28, 24, 28, 24))
    card.setFixedWidth(scaled(520))
    whole = kind(QWidget(), "clear")
    whole.setLayout(column(None, row(None, card, None), None))
    whole.setFocusProxy(shown.save)
    return whole


def _fields(plan: NewKeyPlan) -> Mapping[str, tuple[str, Editor]]:
    fields = {"proof": ("Your passphrase", editors.secret())}
    if plan.has_common or not plan.may_do_without:
        fields["common"] = ("New one for all", editors.secret())
        fields["again"] = ("Once more", editors.secret())
    if plan.copies:
        count = "one" if plan.copies == 1 else str(plan.copies)
        fields["forget_copies"] = ("Backups here", editors.yes_no(f"remove the {count} of before"))
    return fields


def _body(plan: NewKeyPlan, form: Form[NewKeyDraft]) -> QWidget:
    said = (WHAT_IT_DOES, *plan.sentences, WHAT_IT_DOES_NOT)
    body = kind(QWidget(), "clear")
    body.setLayout(column(*(label(each, "", wrap=True) for each in said), form, gap=10))
    body.setFocusProxy(form)
    return body
