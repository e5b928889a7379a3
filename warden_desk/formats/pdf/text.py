"""Breaking text into lines that fit, and saying so where something had to be cut."""

from dataclasses import dataclass

from warden_desk.formats.pdf.style import TextStyle, clean

MARK = "…"
"""Stands where something was cut."""
_ONE_GO = 700


@dataclass(frozen=True, slots=True)
class Wrapped:
    """Text as lines, none wider than asked for."""

    lines: tuple[str, ...]
    is_cut: bool = False


def fit(text: str, style: TextStyle, width: float) -> str:
    """Text on one line, cut with a mark if it is too long."""
    return next(iter(wrap(text, style, width, 1).lines), "")


def wrap(text: str, style: TextStyle, width: float, most: int | None = None) -> Wrapped:
    """Text broken at spaces (a word too long for a line, anywhere) into at most so many lines."""
    shown = clean(text)
    if width < style.width(MARK):
        return Wrapped((), is_cut=bool(shown))
    lines = _broken(shown, style, width)
    whole = tuple(line.rstrip() for line in lines)
    if most is None or len(lines) <= most:
        return Wrapped(whole)
    last = lines[most - 1] + lines[most]
    return Wrapped((*whole[: most - 1], _cut(last, style, width)), is_cut=True)


def wrap_all(text: str, style: TextStyle, width: float) -> tuple[str, ...]:
    """All of a text as lines, paragraph by paragraph; `wrap` gives up after 800 signs."""
    lines: list[str] = []
    for paragraph in text.splitlines():
        part = ""
        for word in paragraph.split():
            if len(part) + len(word) >= _ONE_GO:
                lines += wrap(part, style, width).lines
                part = ""
            part = f"{part} {word}".strip()
        lines += wrap(part, style, width).lines
    return tuple(lines)


def _broken(text: str, style: TextStyle, width: float) -> list[str]:
    """The lines, each with the space it was broken at: put together they are the text again."""
    if not text:
        return []
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        if style.width(line + word) <= width:
            line += f"{word} "
            continue
        if line:
            lines.append(line)
        *full, rest = _pieces(word, style, width)
        lines.extend(full)
        line = f"{rest} "
    return [*lines, line.rstrip()]


def _pieces(word: str, style: TextStyle, width: float) -> list[str]:
    pieces: list[str] = []
    while style.width(word) > width:
        length = _fitting(word, style, width)
        # A long double-barrelled name is broken at its hyphen, if that is within reach.
        length = word.rfind("-", 0, length) + 1 or length
        pieces.append(word[:length])
        word = word[length:]
    return [*pieces, word]


def _cut(text: str, style: TextStyle, width: float) -> str:
    room = width - style.width(MARK)
    kept = text[: _fitting(text, style, room)]
    return (kept.rstrip(" ,;") if style.width(kept) <= room else "") + MARK


def _fitting(text: str, style: TextStyle, width: float) -> int:
    """How many signs fit into the width; at least one, so that breaking always goes on."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if style.width(text[:middle]) <= width:
            low = middle
        else:
            high = middle - 1
    return low
