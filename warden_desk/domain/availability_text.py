"""What is typed for a day somebody can come or not, and the same written back.

yes                     the whole day
no pm                   not from noon on
maybe 1800-2100         perhaps in these hours
no L                    not for lates
yes 9-12 / no pm        several answers for one day
no, school holidays     words to be kept with it
"""

import re
from collections.abc import Iterable

from warden_desk.domain.availability import Answer, AnswerDraft
from warden_desk.domain.errors import UserError
from warden_desk.domain.shift_text import find_times
from warden_desk.domain.shifts import DAY, clock

_NOON = 12 * 60
_HALVES = {"am": (0, _NOON), "pm": (_NOON, DAY)}
_HELP = "Begin with yes, maybe or no, as in “no pm” or “yes 1800-2100”."


def parse_answers(text: str, roles: Iterable[str] = ()) -> tuple[AnswerDraft, ...]:
    """Read what was typed for one day; nothing says nothing.

    `roles` are the shift codes an answer may be about.

    Raises:
        UserError: something is not understood; the sentence says how to write it.
    """
    known = {role.casefold(): role for role in roles}
    return tuple(_answer(part.strip(), known) for part in text.split("/") if part.strip())


def format_answers(answers: Iterable[AnswerDraft]) -> str:
    """The text that `parse_answers` reads as these answers."""
    return " / ".join(map(_written, answers))


def _answer(text: str, roles: dict[str, str]) -> AnswerDraft:
    said, _, note = (part.strip() for part in text.partition(","))
    word, _, rest = said.partition(" ")
    if word.casefold() not in set(Answer):
        raise UserError(f"“{text}” is not understood. {_HELP}")
    start, end, role = _limits(rest, text, roles)
    draft = AnswerDraft(
        answer=Answer(word.casefold()), start_minute=start, end_minute=end, role=role, note=note
    )
    draft.check()
    return draft


def _limits(rest: str, text: str, roles: dict[str, str]) -> tuple[int | None, int | None, str]:
    start: int | None = None
    end: int | None = None
    if found := find_times(rest):
        start, end, rest = found
    role = ""
    for word in re.split(r"\s+", rest.strip()):
        if word.casefold() in _HALVES and start is None:
            start, end = _HALVES[word.casefold()]
        elif word.casefold() in roles and not role:
            role = roles[word.casefold()]
        elif word:
            raise UserError(f"“{word}” in “{text}” is neither a time nor a shift code. {_HELP}")
    return start, end, role


def _written(draft: AnswerDraft) -> str:
    words = [str(draft.answer)]
    start, end = draft.start_minute, draft.end_minute
    if start is not None and end is not None:
        half = next((word for word, limits in _HALVES.items() if limits == (start, end)), "")
        words.append(half or f"{clock(start)}-{clock(end)}")
    words += [draft.role] if draft.role else []
    return " ".join(words) + (f", {draft.note}" if draft.note else "")
