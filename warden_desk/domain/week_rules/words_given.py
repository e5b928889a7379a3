"""What people said of the days they can come, and being planned against it."""

from collections.abc import Iterator, Sequence

from warden_desk.domain.availability import Answer, AnswerRow, answer_to
from warden_desk.domain.settings import Settings
from warden_desk.domain.shifts import DAY, ShiftRow
from warden_desk.domain.week_rules.findings import Finding, Rule, Severity


def against_their_word(
    shift: ShiftRow, answers: Sequence[AnswerRow], settings: Settings
) -> Iterator[Finding]:
    """Planned when somebody said they cannot come, or away from that kind of shift.

    Its source is the person's own word; volunteers owe no time at all (their agreement). Which
    answers warn is a setting; any other doubt is only told.
    """
    if not shift.code.is_work:
        return
    start = shift.start_minute or 0
    end = DAY if shift.end_minute is None else shift.end_minute
    answer, row = answer_to(answers, start, end, shift.code.code)
    if row is None or answer is Answer.YES:
        return
    warns = answer in settings.codes("answers_that_warn")
    yield Finding(
        Rule.AGAINST_WORD,
        Severity.WARNING if warns else Severity.NOTE,
        shift.on_date,
        f"{shift.head} is planned, but they said: {row.sentence}",
        str(answer),
        (shift.id,),
        shift.person_id,
    )
