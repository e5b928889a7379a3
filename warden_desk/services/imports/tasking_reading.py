"""Reading one entry of a CSU's list: the tasking it asks for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from warden_desk.domain import names, private_text
from warden_desk.domain.areas import AreaRow
from warden_desk.domain.date_reading import DateKind, Lean
from warden_desk.domain.dates import uk_date
from warden_desk.domain.imports import THEIRS, OpenWord
from warden_desk.domain.settings import Settings
from warden_desk.domain.taskings import TaskingDraft
from warden_desk.services.area_names import AreaNames
from warden_desk.services.imports import words
from warden_desk.services.imports.code_lists import CodeList
from warden_desk.services.imports.rows import RowReader
from warden_desk.services.tasking import deadlines

OURS = "ours"
_OWNERS = ((THEIRS, "is not us: leave all its rows out"), (OURS, "is us, too: take its rows in"))
_TITLE = 90
_SENTENCE_END = re.compile(r"[.!?\n](?:(?<=\n)|(?=\s))")
_IN_PAIRS = re.compile(r"\bin pairs?\b|\bdouble[\s-]crew", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskingReader:
    """Reads the entries of one list, for the district and day it is about."""

    areas: AreaNames
    csus: dict[str, str]
    """The CSU of each district, by their keys."""
    districts: dict[str, str]
    """Keys of the districts by plain name."""
    categories: CodeList
    markings: CodeList
    urgencies: CodeList
    settings: Settings
    today: date
    district_id: str = ""
    list_day: date | None = None
    marking: str = ""
    """What the list says of all its entries."""
    decided_areas: Mapping[int, str]

    def read(self, row: RowReader) -> TaskingDraft:
        """What the row says; what is wrong or doubtful is left with it."""
        category, problem = self._problem(row)
        wanted = row.text("wanted")
        if not problem and not wanted:
            row.error("problem", "Neither the problem nor what is wanted is given. Add one.")
        area = self._area(row)
        district_id = self._district(row, area)
        urgency, score = self._urgency(row)
        received_on = self._received(row)
        due_on, due_words = self._due(row, urgency, received_on)
        self._look_for_names(row, problem, wanted)
        if row.entry.is_carried_over:
            row.note("Carried over from the last meeting.")
        draft = TaskingDraft(
            title=_title(problem or wanted),
            district_id=district_id,
            received_on=received_on,
            description=problem,
            wanted=wanted,
            category=category,
            csu_id=self.csus.get(district_id),
            meeting_on=self.list_day,
            received_how="list",
            requester=row.text("requester"),
            agency=row.text("agency") or self._owner(row),
            external_reference=row.text("external_reference"),
            case_reference=row.text("case_reference"),
            marking=self._marking(row),
            subject_kind=row.word("subject_kind", "subject_kind") or "",
            area_id=None if area is None else area.id,
            place=row.text("place") or row.text("parish"),
            postcode=self._postcode(row),
            pair_up=self._pair_up(row, wanted),
            urgency=urgency,
            score=score,
            due_on=due_on,
            due_words=due_words,
            review_on=self._review(row, received_on),
        )
        return self._with_deadline(row, draft)

    def _problem(self, row: RowReader) -> tuple[str, str]:
        """The category and the problem; some lists put both into one cell."""
        problem = row.text("problem")
        written = row.text("category")
        if not written:
            head, colon, rest = problem.partition(": ")
            if colon and (code := self.categories.code(head)):
                return code, rest
            return "", problem
        code = self.categories.code(row.decided_word("category", written) or written)
        if code is None:
            code = self.categories.code("other") or ""
            row.note(f"“{written}” is no category of the list: filed under Other.")
            row.open_words.append(OpenWord("category", written, self.categories.meanings))
        return code, problem

    def _area(self, row: RowReader) -> AreaRow | None:
        if row.entry.row in self.decided_areas:
            return self.areas.area(self.decided_areas[row.entry.row])
        key = "parish" if row.text("parish") else "place"
        written = row.text(key)
        if not written:
            row.doubt(key, "No place is given. Accept it to take it in for the whole district.")
            return None
        within = frozenset({self.district_id}) if self.district_id else frozenset[str]()
        match = self.areas.match(written, within)
        if match.area is None:
            row.doubt(key, match.why, match.candidates)
            return None
        row.note(match.note)
        return match.area

    def _district(self, row: RowReader, area: AreaRow | None) -> str:
        named = self.districts.get(names.plain_name(row.text("district")), "")
        found = named or self.district_id or (area.district_id if area is not None else "") or ""
        if not found:
            row.doubt("district", "Say which district this list is for.", blocks=True)
        return found

    def _urgency(self, row: RowReader) -> tuple[str, int | None]:
        written = row.number("score", 0, 100)
        score = None if written is None else round(written)
        urgency = row.word("urgency", "urgency") or ""
        if not urgency and score is not None:
            urgency = self.urgencies.of_score(score)
        return urgency, score

    def _received(self, row: RowReader) -> date:
        raised_on = row.day("raised_on", Lean.PAST)
        if raised_on is None:
            return min(self.list_day or self.today, self.today)
        if raised_on > self.today:
            row.doubt("raised_on", f"It was raised on {uk_date(raised_on)}, after today.")
        return min(raised_on, self.today)

    def _due(self, row: RowReader, urgency: str, received_on: date) -> tuple[date | None, str]:
        reading = row.written_date("due_on", Lean.FUTURE)
        text = row.text("due_on")
        if reading.kind is DateKind.ASAP:
            days = self.settings.due_days_high
            calendar = deadlines.working_days(self.settings.bank_holidays)
            due_on = calendar.after(self._counted_from(received_on), days)
            row.note(f"“{text}” is taken as {days} working days: {uk_date(due_on)}.")
            return due_on, text
        if reading.kind is DateKind.NEXT_MEETING and reading.day is None:
            row.doubt(
                "due_on",
                "The list does not say when the next meeting is. Give its date, or accept the "
                f"row with the words “{text}”.",
            )
            return None, text
        if reading.day is None:
            return None, ""
        if reading.day < received_on:
            row.doubt("due_on", f"It is due on {uk_date(reading.day)}, before it was raised.")
            return None, text
        words_kept = text if reading.kind is DateKind.NEXT_MEETING else ""
        return reading.day, words_kept

    def _with_deadline(self, row: RowReader, draft: TaskingDraft) -> TaskingDraft:
        """What is due by a rule only is said; so is what has no date at all."""
        since = self._counted_from(draft.received_on)
        dated = deadlines.dated(draft, self.settings, since=since)
        if dated.due_rule and dated.due_on:
            row.note(f"No date is given: due {uk_date(dated.due_on)}, {dated.due_rule}.")
        elif dated.due_on is None and not row.text("due_on"):
            row.note("Neither a deadline nor a priority is given.")
        return dated

    def _counted_from(self, received_on: date) -> date:
        return max(received_on, self.list_day or received_on)

    def _review(self, row: RowReader, received_on: date) -> date | None:
        review_on = row.day("review_on", Lean.FUTURE)
        if review_on is not None and review_on < received_on:
            row.doubt("review_on", f"The review on {uk_date(review_on)} is before it was raised.")
            return None
        return review_on

    def _marking(self, row: RowReader) -> str:
        written = row.text("marking") or self.marking
        if not written:
            return self.settings.default_marking
        code = self.markings.code(written)
        if code is None:
            row.note(
                f"“{written}” is no marking of the list: taken as "
                f"{self.settings.sensitive_marking}."
            )
            return self.settings.sensitive_marking
        return code

    def _owner(self, row: RowReader) -> str:
        owner = row.text("owner")
        is_ours = words.names_one_of("owner", OURS, owner) or row.decided_word("owner", owner)
        if owner and not is_ours:
            row.open_words.append(OpenWord("owner", owner, _OWNERS))
            row.doubt(
                "owner",
                f"The list gives it to {owner}, not to the wardens. Accept it to take it in too.",
            )
        return owner

    def _postcode(self, row: RowReader) -> str:
        written = row.text("postcode")
        postcode = names.uk_postcode(written)
        if written and postcode is None:
            row.doubt("postcode", f"“{written[:20]}” is no postcode. Correct it.")
        return postcode or ""

    def _pair_up(self, row: RowReader, wanted: str) -> bool:
        said = row.yes("pair_up")
        if said is None and (found := _IN_PAIRS.search(wanted)):
            row.note(f"“{found[0]}” is read as: pair up.")
            return True
        return bool(said)

    def _look_for_names(self, row: RowReader, problem: str, wanted: str) -> None:
        for key, text in (("problem", problem), ("wanted", wanted)):
            for warning in private_text.warnings(text):
                row.doubt(key, warning)


def _title(text: str) -> str:
    """The first sentence, cut at a word where it is long."""
    text = text.strip()
    end = _SENTENCE_END.search(text)
    first = (text if end is None else text[: end.end()]).rstrip(".\n")
    if len(first) <= _TITLE:
        return first
    return first[:_TITLE].rsplit(" ", 1)[0] + " …"
