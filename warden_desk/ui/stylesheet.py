"""The one stylesheet, made from the roles of a theme.

Widgets say what they are with the dynamic property `kind` ("h1", "primary", "card"); object names
stay free for tests and screen readers.
"""

from typing import Protocol


class Colours(Protocol):
    """What the sheet needs of a theme."""

    @property
    def ground(self) -> str: ...
    @property
    def surface(self) -> str: ...
    @property
    def sunken(self) -> str: ...
    @property
    def line(self) -> str: ...
    @property
    def strong(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def quiet(self) -> str: ...
    @property
    def faint(self) -> str: ...
    @property
    def accent(self) -> str: ...
    @property
    def accent_soft(self) -> str: ...
    @property
    def on_accent(self) -> str: ...
    @property
    def red(self) -> str: ...
    @property
    def amber_soft(self) -> str: ...
    @property
    def amber(self) -> str: ...


class Px(Protocol):
    """Turns a length at 100 % into one the sheet can use."""

    def __call__(self, length: float) -> str: ...


def stylesheet(c: Colours, scale: float) -> str:
    """The sheet for these colours, every length multiplied by `scale`."""

    def px(length: float) -> str:
        return f"{round(length * scale)}px"

    parts = (_frame, _text, _buttons, _button_kinds, _ways, _fields, _views, _overlays)
    return "".join(part(c, px) for part in parts)


def _frame(c: Colours, px: Px) -> str:
    return f"""
QMainWindow, QWidget[kind="ground"] {{ background: {c.ground}; }}
QFrame[kind="top"], QFrame[kind="rail"], QFrame[kind="status"] {{
  background: {c.surface}; border: 0 solid {c.line}; }}
QFrame[kind="top"] {{ border-bottom-width: 1px; }}
QFrame[kind="rail"] {{ border-right-width: 1px; }}
QFrame[kind="status"] {{ border-top-width: 1px; }}
QFrame[kind="banner"] {{ background: {c.amber_soft}; border: 0 solid {c.line};
  border-bottom-width: 1px; }}
QFrame[kind="banner"] QLabel {{ color: {c.amber}; font-weight: 600; }}
QFrame[kind="card"], QFrame[kind="panel"] {{
  background: {c.surface}; border: 1px solid {c.line}; border-radius: {px(8)}; }}
QFrame[kind="overlay"] {{
  background: {c.surface}; border: 1px solid {c.strong}; border-radius: {px(8)}; }}
QFrame[kind="rule"] {{ background: {c.line}; border: 0; }}
QSplitter::handle {{ background: transparent; }}
QScrollArea, QScrollArea > QWidget > QWidget[kind="clear"] {{ background: transparent; border: 0; }}
QStackedWidget {{ background: transparent; }}
"""


def _text(c: Colours, px: Px) -> str:
    return f"""
QLabel {{ background: transparent; }}
QLabel[kind="app"] {{ font-weight: 600; font-size: {px(14)}; }}
QLabel[kind="h1"] {{ font-weight: 600; font-size: {px(20)}; }}
QLabel[kind="h2"] {{ font-weight: 600; font-size: {px(15)}; }}
QLabel[kind="number"] {{ font-weight: 600; font-size: {px(24)}; }}
QLabel[kind="quiet"] {{ color: {c.quiet}; }}
QLabel[kind="strong"] {{ font-weight: 600; }}
QLabel[kind="label"] {{ color: {c.faint}; font-size: {px(12)}; }}
QLabel[kind="problem"] {{ color: {c.red}; font-size: {px(12)}; font-weight: 600; }}
QLabel[kind="code"] {{ font-weight: 600; font-size: {px(20)}; letter-spacing: 2px; }}
QLabel:disabled {{ color: {c.faint}; }}
QFrame[kind="status"] QLabel {{ color: {c.quiet}; font-size: {px(12)}; }}
"""


def _buttons(c: Colours, px: Px) -> str:
    return f"""
QPushButton, QToolButton {{ background: {c.surface}; color: {c.text};
  border: 1px solid {c.strong}; border-radius: {px(6)}; padding: {px(5)} {px(12)}; }}
QPushButton:hover, QToolButton:hover {{ background: {c.sunken}; }}
QPushButton:pressed, QToolButton:pressed {{ background: {c.line}; }}
QPushButton:focus, QToolButton:focus {{ border: 2px solid {c.accent};
  padding: {px(4)} {px(11)}; }}
QPushButton:disabled, QToolButton:disabled {{ color: {c.faint}; border-color: {c.line};
  background: {c.surface}; }}
QPushButton::menu-indicator {{ image: none; width: 0; }}
"""


def _button_kinds(c: Colours, px: Px) -> str:
    return f"""
QPushButton[kind="primary"] {{ background: {c.accent}; border-color: {c.accent};
  color: {c.on_accent}; font-weight: 600; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {c.text}; }}
QPushButton[kind="primary"]:disabled {{ background: {c.sunken}; border-color: {c.line};
  color: {c.faint}; }}
QPushButton[kind="quiet"], QToolButton[kind="quiet"] {{ background: transparent;
  border-color: transparent; color: {c.quiet}; padding: {px(5)} {px(8)}; }}
QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover {{ background: {c.sunken};
  color: {c.text}; }}
QPushButton[kind="quiet"]:focus, QToolButton[kind="quiet"]:focus {{
  border: 2px solid {c.accent}; padding: {px(4)} {px(7)}; }}
QPushButton[kind="link"] {{ background: transparent; border: 1px solid transparent;
  color: {c.accent}; padding: 1px 0; font-weight: 600; }}
QPushButton[kind="link"]:hover {{ background: {c.accent_soft}; }}
QPushButton[kind="link"]:focus {{ border: 1px solid {c.accent}; padding: 1px 0; }}
QPushButton[kind="chip"] {{ border-radius: {px(12)}; padding: {px(4)} {px(12)};
  border-color: {c.line}; color: {c.quiet}; }}
QPushButton[kind="chip"]:checked {{ background: {c.accent_soft}; border-color: {c.accent};
  color: {c.accent}; font-weight: 600; }}
QPushButton[kind="chip"]:focus {{ border: 2px solid {c.accent}; padding: {px(3)} {px(11)}; }}
"""


def _ways(c: Colours, px: Px) -> str:
    """Buttons that lead somewhere: in the rail, in lists, the search, the tiles."""
    return f"""
QPushButton[kind="nav"] {{ text-align: left; border: 1px solid transparent; color: {c.quiet};
  padding: {px(7)} {px(10)}; background: transparent; }}
QPushButton[kind="nav"]:hover {{ background: {c.sunken}; color: {c.text}; }}
QPushButton[kind="nav"]:checked {{ background: {c.accent_soft}; color: {c.accent};
  font-weight: 600; }}
QPushButton[kind="nav"]:focus {{ border: 2px solid {c.accent}; padding: {px(6)} {px(9)}; }}
QPushButton[kind="line"] {{ text-align: left; border: 1px solid transparent;
  background: transparent; padding: {px(3)} {px(6)}; }}
QPushButton[kind="line"]:hover {{ background: {c.sunken}; }}
QPushButton[kind="line"]:focus {{ border: 2px solid {c.accent}; padding: {px(2)} {px(5)}; }}
QPushButton[kind="search"] {{ text-align: left; background: {c.sunken}; color: {c.faint};
  border: 1px solid {c.sunken}; padding: {px(6)} {px(10)}; }}
QPushButton[kind="search"]:hover {{ border-color: {c.strong}; }}
QPushButton[kind="search"]:focus {{ border: 2px solid {c.accent};
  padding: {px(5)} {px(9)}; }}
QPushButton[kind="tile"] {{ background: {c.surface}; border: 1px solid {c.line};
  border-radius: {px(8)}; }}
QPushButton[kind="tile"]:hover {{ border-color: {c.strong}; }}
QPushButton[kind="tile"]:focus {{ border: 2px solid {c.accent}; }}
"""


def _fields(c: Colours, px: Px) -> str:
    fields = "QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDateTimeEdit"
    focused = ", ".join(f"{field.strip()}:focus" for field in fields.split(","))
    return f"""
{fields} {{ background: {c.surface}; color: {c.text}; border: 1px solid {c.strong};
  border-radius: {px(6)}; padding: {px(5)} {px(8)};
  selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
{focused} {{ border: 2px solid {c.accent}; padding: {px(4)} {px(7)}; }}
QLineEdit[kind="search"] {{ background: {c.sunken}; border-color: {c.sunken}; }}
QLineEdit[kind="search"]:focus {{ background: {c.surface}; border-color: {c.accent}; }}
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"],
QSpinBox[wrong="true"] {{ border-color: {c.red}; }}
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QSpinBox:disabled {{
  background: {c.sunken}; color: {c.faint}; border-color: {c.line}; }}
QComboBox QLineEdit, QSpinBox QLineEdit {{ border: 0; padding: 0; background: transparent; }}
QSpinBox {{ padding: {px(3)} 0; }}
QSpinBox:focus {{ padding: {px(2)} 0; }}
QSpinBox::up-button, QSpinBox::down-button {{ subcontrol-origin: border; width: 0; border: 0; }}
QComboBox::drop-down {{ border: 0; width: {px(22)}; }}
QComboBox::down-arrow {{ image: none; }}
"""


def _views(c: Colours, px: Px) -> str:
    return f"""
QAbstractItemView {{ background: {c.surface}; color: {c.text}; border: 0; outline: 0;
  alternate-background-color: {c.surface}; gridline-color: {c.line};
  selection-background-color: {c.accent_soft}; selection-color: {c.text}; }}
QTableView::item, QTreeView::item {{ padding: 0 {px(8)}; border: 0; }}
QListView::item {{ padding: {px(4)} {px(8)}; border: 0; }}
QAbstractItemView::item:selected {{ background: {c.accent_soft}; color: {c.text}; }}
QTableView:focus, QListView:focus, QTreeView:focus {{ border: 0; }}
QHeaderView {{ background: {c.surface}; }}
QHeaderView::section {{ background: {c.surface}; color: {c.faint}; border: 0;
  border-bottom: 1px solid {c.line}; padding: {px(6)} {px(8)}; font-size: {px(12)};
  font-weight: 600; }}
QHeaderView::section:hover {{ color: {c.text}; }}
QTableCornerButton::section {{ background: {c.surface}; border: 0; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 2px; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 2px; }}
QScrollBar::handle {{ background: {c.strong}; border-radius: 3px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
  background: transparent; width: 0; height: 0; }}
QProgressBar {{ background: {c.sunken}; border: 0; border-radius: 3px; height: 6px; }}
QProgressBar::chunk {{ background: {c.accent}; border-radius: 3px; }}
QSlider::groove:horizontal {{ background: {c.line}; height: 4px; border-radius: 2px; }}
QSlider::handle:horizontal {{ background: {c.surface}; border: 2px solid {c.accent};
  width: {px(12)}; margin: -{px(6)} 0; border-radius: {px(8)}; }}
QSlider::handle:horizontal:focus {{ background: {c.accent}; }}
"""


def _overlays(c: Colours, px: Px) -> str:
    return f"""
QToolTip {{ background: {c.surface}; color: {c.text}; border: 1px solid {c.strong};
  padding: {px(4)} {px(6)}; }}
QMenu {{ background: {c.surface}; color: {c.text}; border: 1px solid {c.strong};
  border-radius: {px(6)}; padding: {px(4)}; }}
QMenu::item {{ padding: {px(5)} {px(24)} {px(5)} {px(10)}; border-radius: {px(4)}; }}
QMenu::item:selected {{ background: {c.accent_soft}; color: {c.accent}; }}
QMenu::separator {{ height: 1px; background: {c.line}; margin: {px(4)} {px(6)}; }}
QListView[kind="completer"] {{ border: 1px solid {c.strong}; padding: {px(2)}; }}
QCalendarWidget QWidget {{ background: {c.surface}; color: {c.text};
  alternate-background-color: {c.sunken}; }}
QCalendarWidget QToolButton {{ border: 0; padding: {px(4)} {px(8)}; }}
QCalendarWidget QAbstractItemView {{ selection-background-color: {c.accent};
  selection-color: {c.on_accent}; }}
QCalendarWidget QAbstractItemView:disabled {{ color: {c.faint}; }}
"""
