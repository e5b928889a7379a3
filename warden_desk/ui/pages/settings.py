"""Settings, each saved as it is left, each in plain words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from warden_desk import __version__
from warden_desk.domain.rights import Right
from warden_desk.domain.settings import Settings
from warden_desk.domain.shifts import CodeBook, ShiftCodeRow
from warden_desk.domain.today import clock
from warden_desk.services import settings as settings_service
from warden_desk.services.week import week_rows
from warden_desk.ui import figure_settings, rule_settings
from warden_desk.ui.actions import Command
from warden_desk.ui.preferences import PreferenceStore
from warden_desk.ui.saving import attempt
from warden_desk.ui.theme import TEXT_SIZES, ThemeChoice, Tone, scaled
from warden_desk.ui.welfare_settings import StepsCard
from warden_desk.ui.widgets import editors
from warden_desk.ui.widgets.basics import Card, column, empty, kind, label, row
from warden_desk.ui.widgets.buttons import Button, Chip
from warden_desk.ui.widgets.check_box import CheckBox
from warden_desk.ui.widgets.editors import Editor
from warden_desk.ui.widgets.facts import KeyValueList
from warden_desk.ui.widgets.form import Form
from warden_desk.ui.widgets.page import Page
from warden_desk.ui.workspace import Workspace

SAVED_AT_ONCE = "Each is saved as you leave it · Ctrl Z takes it back"
ONLY_THE_LOOK = "To read · Only the look of this window is yours to change"
ONE_COLUMN_FROM = 130
"""Per cent of text size."""

THEMES = {ThemeChoice.SYSTEM: "As the system", ThemeChoice.LIGHT: "Light", ThemeChoice.DARK: "Dark"}

NATIONS = {"ENG": "England", "WLS": "Wales", "SCT": "Scotland", "NIR": "Northern Ireland"}


def _service() -> Mapping[str, tuple[str, Editor]]:
    return {
        "service_name": ("Name of the service", editors.text()),
        "out_of_hours_phone": ("Out-of-hours phone", editors.text()),
        "service_phone": ("Phone for parishes", editors.text()),
        "sheet_destroy_days": (
            "Sheets are destroyed",
            editors.whole_number(0, 365, " days after the week"),
        ),
        "default_marking": ("Usual marking", editors.text()),
        "sensitive_marking": ("Sensitive marking", editors.text()),
        "looked_keep_years": (
            "Who looked is kept for",
            editors.whole_number(1, 100, " years"),
        ),
        "attachment_megabytes": ("Largest attachment", editors.whole_number(1, 200, " MB")),
        "boundary_service": ("Boundaries come from", editors.text("https://…/FeatureServer/0")),
        "base_map_may_be_printed": ("Base map on papers", editors.yes_no("Its licence allows it")),
        "base_map_credit": ("Words of its licence", editors.text("As the file says")),
    }


def _deadlines() -> Mapping[str, tuple[str, Editor]]:
    days = " working days"
    return {
        "due_days_high": ("High urgency, due in", editors.whole_number(0, 365, days)),
        "due_days_medium": ("Medium urgency, due in", editors.whole_number(0, 365, days)),
        "due_days_low": ("Low urgency, due in", editors.whole_number(0, 365, days)),
        "review_days_high": ("High urgency, reviewed after", editors.whole_number(0, 365, " days")),
        "review_days_medium": (
            "Medium urgency, reviewed after",
            editors.whole_number(0, 365, " days"),
        ),
        "bank_holidays": ("Bank holidays of", editors.choice(NATIONS)),
        "visit_every_days": ("A parish is visited every", editors.whole_number(1, 365, " days")),
        "vetting_warning_days": (
            "Vetting: warn before it ends",
            editors.whole_number(0, 365, " days"),
        ),
        "vetting_kind": ("Vetting for sensitive work", editors.text()),
        "contact_confirm_months": (
            "Contacts are asked every",
            editors.whole_number(1, 120, " months"),
        ),
        "elected_roles": ("Roles with a term of office", editors.text("chair, councillor")),
    }


class SettingsPage(Page):
    """Cards of settings in two columns; what concerns this machine's window comes first."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("Settings")
        self.set_titles("Settings", SAVED_AT_ONCE)
        self._workspace = workspace
        self._why_not = ""
        self.forms: dict[str, Form[Settings]] = {}
        self._codes = QGridLayout()
        self._steps = StepsCard(self, workspace)
        left = column(
            _SeatCard(workspace),
            _LookCard(workspace.preferences),
            self._card("Service", _service),
            self._card("Under 18", rule_settings.under_eighteen),
            self._card("The week", rule_settings.service),
            self._card("Police figures", figure_settings.police_figures),
            _about(),
            None,
            gap=12,
        )
        right = column(
            self._card("Working time", rule_settings.working_time),
            self._card("Deadlines", _deadlines),
            self._card("Lone working", rule_settings.lone_working),
            self._steps,
            Card(column(label("Shift codes", "h2"), self._codes, gap=10)),
            None,
            gap=12,
        )
        self.body.addWidget(_scrolling(left, right), 1)
        self.follow(workspace.changed, "setting", "shift_code", "code")
        self.catch_up()

    def has_typing(self) -> bool:
        return any(form.is_dirty() for form in (*self.forms.values(), self._steps.form))

    def refuse(self, refused: Sequence[tuple[Command, str]]) -> None:
        """What is kept for this machine stays open to everybody."""
        super().refuse(refused)
        why = self._workspace.at_desk.rights.refusal(Right.SETTINGS)
        for form in self.forms.values():
            form.refuse(why)
        self._steps.form.refuse(self._workspace.at_desk.may_not_record())
        self.set_titles("Settings", ONLY_THE_LOOK if why else SAVED_AT_ONCE)
        if why:
            self.tell(why, Tone.AMBER)
        elif self._why_not:
            self.notice.clear()
        self._why_not = why

    def _card(self, heading: str, fields: Callable[[], Mapping[str, tuple[str, Editor]]]) -> Card:
        form: Form[Settings] = Form(self._workspace.settings, fields(), label_width=180)
        form.left.connect(partial(self._save, form))
        self.forms[heading] = form
        return Card(column(label(heading, "h2"), form, gap=10))

    def _save(self, form: Form[Settings], name: str) -> None:
        if name in form.unreadable():
            form.show_problems(form.unreadable())
            return
        new = replace(self._workspace.settings, **{name: getattr(form.draft(), name)})
        words = form.editor(name).accessibleName()

        def save(reason: str) -> None:
            del reason  # no rule warns here
            self._workspace.write(f"Set “{words}”", settings_service.save, new)

        if attempt(self, save):
            form.show_problems({})
            form.mark_saved(name)

    def read(self) -> None:
        """Follow the desk, without touching a form that is being typed in."""
        self._steps.show_kept()
        for form in self.forms.values():
            if not form.is_dirty():
                form.set_draft(self._workspace.settings)
        book: CodeBook = self._workspace.read(week_rows.code_book, self._workspace.today())
        empty(self._codes)
        for at, heading in enumerate(("Code", "Name", "Times", "Counts as")):
            self._codes.addWidget(label(heading, "label"), 0, at)
        for line, code in enumerate(book.codes, start=1):
            for at, text in enumerate(_told(code)):
                self._codes.addWidget(label(text, "strong" if at == 0 else ""), line, at)
        self._codes.setColumnStretch(1, 1)


class _SeatCard(Card):
    """Who sits at the desk, what they may see, and the way to change either."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._who, self._may = label("", "strong"), label("", "quiet", wrap=True)
        self._who.setObjectName("seat_name")
        self._may.setObjectName("seat_clearance")
        users = Button("Who may sit here", partial(self._go, "users"), name="users")
        looked = Button("Who looked", partial(self._go, "looked"), name="looked")
        self.box.addWidget(label("At this desk", "h2"))
        self.box.addWidget(self._who)
        self.box.addWidget(self._may)
        self.box.addLayout(row(users, looked, None, gap=8))
        workspace.at_desk.changed.connect(self._show)
        self._show()

    def _go(self, page: str) -> None:
        self._workspace.open_thing("page", page)

    def _show(self) -> None:
        seat, today = self._workspace.at_desk.seat, self._workspace.today()
        self._who.setText(seat.name or "Nobody is named yet")
        cleared = seat.user.clearance(today) if seat.user else ""
        self._may.setText(seat.advice or f"{cleared}. Every entry is signed with this name.")


class _LookCard(Card):
    """Theme, text size and single keys: kept for this machine, at once, and not undone."""

    def __init__(self, store: PreferenceStore) -> None:
        super().__init__()
        self._store = store
        self._themes = {choice: Chip(text) for choice, text in THEMES.items()}
        self._sizes = {size: Chip(f"{size} %") for size in TEXT_SIZES}
        self._keys = CheckBox("Bare letters work as shortcuts (N, A, V, /, ?)")
        self._keys.setObjectName("single_keys")
        for choice, chip in self._themes.items():
            chip.setObjectName(f"theme_{choice}")
            chip.clicked.connect(partial(self._update, "theme", choice))
        for size, chip in self._sizes.items():
            chip.setObjectName(f"text_{size}")
            chip.clicked.connect(partial(self._update, "text_size", size))
        self._keys.toggled.connect(partial(self._update_toggle, "single_keys"))
        self.box.addWidget(label("Look", "h2"))
        for heading, chips in (("Theme", self._themes), ("Text size", self._sizes)):
            self.box.addWidget(label(heading, "label"))
            self.box.addLayout(row(*chips.values(), None, gap=6))
        self.box.addWidget(self._keys)
        store.changed.connect(self._show)
        self._show()

    def _update(self, name: str, value: object, *_: object) -> None:
        self._store.update(**{name: value})
        self._show()

    def _update_toggle(self, name: str, on: object) -> None:
        self._store.update(**{name: bool(on)})

    def _show(self) -> None:
        now = self._store.now
        for choice, chip in self._themes.items():
            chip.setChecked(choice == now.theme)
        for size, chip in self._sizes.items():
            chip.setChecked(size == now.text_size)
        self._keys.setChecked(now.single_keys)


def _about() -> Card:
    facts = KeyValueList(key_width=120)
    facts.show_facts(
        [
            ("Version", __version__),
            ("Licence", "MIT"),
            ("Kept", "Encrypted on this computer. Nothing is sent anywhere."),
        ]
    )
    return Card(column(label("About Warden Desk", "h2"), facts, gap=10))


def _told(code: ShiftCodeRow) -> tuple[str, str, str, str]:
    times = f"{clock(code.start_minute)}–{clock(code.end_minute)}" if code.times else ""
    counts = "work" if code.is_work else "absence" if code.is_absence else "rest"
    return code.code, code.name, times, counts


def _scrolling(left: QVBoxLayout, right: QVBoxLayout) -> QScrollArea:
    inner = kind(QWidget(), "clear")
    # Large text takes one column: side by side they would be wider than a small screen.
    wide = scaled(100) <= ONE_COLUMN_FROM
    across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
    sides = QBoxLayout(across if wide else down, inner)
    sides.setContentsMargins(0, 0, 8, 0)
    sides.setSpacing(12)
    sides.addLayout(left, 1)
    sides.addLayout(right, 1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(inner)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setMinimumWidth(scaled(400))
    return area
