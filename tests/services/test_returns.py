"""Answers to the CSUs: what is owed, what goes, what is kept, what they say to it."""

import json
from datetime import date
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.returns_desk import ACT, Patch, checked, finished, pack, record, send
from tests.tasking_desk import TODAY, detail, dump
from warden_desk.domain.errors import Invalid, NeedsReason, NotFound, UserError
from warden_desk.domain.returns import SendDraft, SentReturn, Standing, Status
from warden_desk.domain.tasking_states import Move, State
from warden_desk.services import csus
from warden_desk.services.returns import returns, returns_answers, returns_layouts, returns_owed
from warden_desk.services.tasking import tasking_log, tasking_moves
from warden_desk.storage.database import Database
from warden_desk.storage.journal import Overtaken
from warden_desk.storage.tables import Credential, OrganisationArea, Tasking, TaskingReturn

SENSITIVE = "OFFICIAL-SENSITIVE"


def other_csu(database: Database, patch: Patch) -> str:
    query = select(OrganisationArea.organisation_id).where(
        OrganisationArea.area_id == patch.other_district
    )
    return database.read(lambda s: s.scalars(query).one())


def standing(database: Database, csu_id: str) -> Standing:
    return next(row for row in database.read(returns_owed.standings, TODAY) if row.id == csu_id)


def sent(database: Database, csu_id: str) -> SentReturn:
    return database.read(returns_answers.rows, csu_id)[0]


def everything(database: Database) -> dict[str, list[Any]]:
    def read(session: Session) -> dict[str, list[Any]]:
        connection = session.connection()
        return {
            table: sorted(
                tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {table}")
            )
            for table in ("tasking_return", "return_item")
        }

    return dump(database) | database.read(read)


def test_each_csu_gets_its_own_references_and_no_other(founded: Database, patch: Patch) -> None:
    theirs = other_csu(founded, patch)
    checked(founded, patch, external_reference="CSU/118")
    checked(founded, patch, external_reference="CSU/119")
    checked(founded, patch, csu_id=theirs, external_reference="SW-7")

    ours, _ = pack(founded, patch.csu)
    others, _ = pack(founded, theirs)

    assert [item.their_reference for item in ours.items] == ["CSU/118", "CSU/119"]
    assert [item.their_reference for item in others.items] == ["SW-7"]
    assert (ours.csu, others.csu) == ("Ashford CSU", "Swale CSU")


def test_an_answer_tells_visits_outcome_and_what_came_of_it(
    founded: Database, patch: Patch
) -> None:
    key = checked(founded, patch, received_on=date(2026, 11, 18), wanted="Look twice a week")

    content, _ = pack(founded, patch.csu)

    cells = content.items[0].cells
    assert content.items[0].tasking_id == key
    assert cells["our_reference"] == "ASH-26-0001"
    assert cells["asked"] == "Needles near the play area. Look twice a week"
    assert cells["visits"] == "Wed 18 Nov, 16:40, 35 min"
    assert cells["minutes"] == "35"
    assert (cells["outcome"], cells["recommendation"]) == ("Resolved", "Close")
    assert cells["result"] == "All calm now."
    assert cells["place"].startswith("Wye")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("", "Wye with Hinxhill"),
        ("Wye", "Wye"),
        ("Wye with Hinxhill, The Street", "Wye with Hinxhill, The Street"),
        ("play area", "Wye with Hinxhill, play area"),
    ],
)
def test_a_place_is_told_as_the_csu_wrote_it_with_its_parish(
    written: str, told: str, founded: Database, patch: Patch
) -> None:
    checked(founded, patch, place=written)

    content, _ = pack(founded, patch.csu)

    assert content.items[0].cell("place") == told


def test_what_was_struck_does_not_go_out_and_referrals_do(founded: Database, patch: Patch) -> None:
    key = finished(founded, patch, received_on=date(2026, 11, 18))
    [visit] = [e for e in detail(founded, key).entries if e.kind == "visit"]
    founded.write("Strike", tasking_log.strike, visit.id, "the wrong day", act=ACT)
    founded.write(
        "Refer", tasking_log.refer, key, "Fire service", "Smoke alarm", has_consent=True, act=ACT
    )
    founded.write("Check", tasking_moves.move, key, Move.CHECK, act=ACT)

    content, _ = pack(founded, patch.csu)

    assert content.items[0].cell("visits") == ""
    assert content.items[0].cell("referral") == "Fire service (with consent)"


def test_a_pack_names_no_subject_and_no_warden(founded: Database, patch: Patch) -> None:
    checked(founded, patch, subject_reference="SUBJECT-9", marking=SENSITIVE)

    content, file = pack(founded, patch.csu)

    said = json.dumps(dict(content.items[0].cells))
    assert "SUBJECT-9" not in said
    assert "Ellen" not in said
    assert content.marking == SENSITIVE
    assert "Ellen" not in file.name


def test_only_what_is_checked_is_owed(founded: Database, patch: Patch) -> None:
    finished(founded, patch)
    record(founded, patch)

    assert (standing(founded, patch.csu).owed, standing(founded, patch.csu).to_check) == (0, 1)
    with pytest.raises(returns.NothingOwed, match="Ashford CSU"):
        pack(founded, patch.csu)


def test_an_unchecked_tasking_cannot_go_back(founded: Database, patch: Patch) -> None:
    key = checked(founded, patch)
    content, file = pack(founded, patch.csu)
    founded.write("Back", tasking_moves.move, key, Move.SEND_BACK, act=ACT, reason="who?")
    before = everything(founded)

    with pytest.raises(UserError, match="ASH-26-0001 cannot go back"):
        founded.write("Return", returns.send, content, file, SendDraft(), act=ACT)

    assert everything(founded) == before


def test_a_pack_that_reads_otherwise_by_now_is_not_taken_for_sent(
    founded: Database, patch: Patch
) -> None:
    key = checked(founded, patch)
    content, file = pack(founded, patch.csu)
    [visit] = [e for e in detail(founded, key).entries if e.kind == "visit"]
    founded.write("Strike", tasking_log.strike, visit.id, "the wrong day", act=ACT)

    with pytest.raises(UserError, match="changed since this pack was made"):
        founded.write("Return", returns.send, content, file, SendDraft(), act=ACT)


def test_a_pack_for_one_csu_cannot_be_sent_as_anothers(founded: Database, patch: Patch) -> None:
    key = checked(founded, patch)
    content, file = pack(founded, patch.csu)
    theirs = other_csu(founded, patch)

    def give_away(session: Session) -> None:
        session.execute(update(Tasking).where(Tasking.id == key).values(csu_id=theirs))

    founded.write("Give away", give_away)

    with pytest.raises(UserError, match="cannot go back"):
        founded.write("Return", returns.send, content, file, SendDraft(), act=ACT)


def test_sending_moves_every_tasking_with_a_line_in_its_log(
    founded: Database, patch: Patch
) -> None:
    keys = [checked(founded, patch), checked(founded, patch)]

    send(founded, patch.csu, sent_to="csu@ashford.example")

    for key in keys:
        after = detail(founded, key)
        assert after.state is State.RETURNED
        assert "Ashford CSU by e-mail, csu@ashford.example, results_ashford-csu" in (
            after.entries[0].words()
        )
    assert standing(founded, patch.csu).sent == 2
    assert standing(founded, patch.csu).owed == 0
    assert standing(founded, patch.csu).status is Status.SENT


def test_what_was_sent_is_kept_byte_for_byte(founded: Database, patch: Patch) -> None:
    checked(founded, patch)
    _, file = pack(founded, patch.csu)

    key = send(founded, patch.csu)

    assert founded.read(returns.proof, key) == file
    digest = founded.read(lambda s: s.get_one(TaskingReturn, key).digest)
    assert digest == sha256(file.data).hexdigest()


def test_a_damaged_proof_is_not_shown_as_what_was_sent(founded: Database, patch: Patch) -> None:
    checked(founded, patch)
    key = send(founded, patch.csu)

    def damage(session: Session) -> None:
        session.get_one(TaskingReturn, key).digest = "0" * 64

    founded.write("Damage", damage)

    with pytest.raises(UserError, match="damaged"):
        founded.read(returns.proof, key)


def test_sending_is_one_undo_and_leaves_nothing_behind(founded: Database, patch: Patch) -> None:
    checked(founded, patch)
    checked(founded, patch)
    before = everything(founded)
    content, file = pack(founded, patch.csu)
    _, change = founded.write("Return", returns.send, content, file, SendDraft(), act=ACT)
    after = everything(founded)

    back = founded.revert(change)

    assert everything(founded) == before
    founded.revert(back)
    assert everything(founded) == after


def test_a_return_that_was_answered_is_not_undone_unseen(founded: Database, patch: Patch) -> None:
    checked(founded, patch)
    content, file = pack(founded, patch.csu)
    key, change = founded.write("Return", returns.send, content, file, SendDraft(), act=ACT)
    founded.write("Acknowledge", returns_answers.acknowledge, key, act=ACT)

    with pytest.raises(Overtaken):
        founded.revert(change)


@pytest.mark.parametrize(
    "text", ["Mrs Canary was glad of it.", "Ring 01632 960123 for more.", "d.o.b. 3 May"]
)
def test_a_text_that_looks_like_a_person_wants_a_reason_that_is_kept(
    text: str, founded: Database, patch: Patch
) -> None:
    checked(founded, patch, text)

    with pytest.raises(NeedsReason, match="ASH-26-0001: It seems to"):
        send(founded, patch.csu)
    key = send(founded, patch.csu, reason="the CSU needs it")

    assert founded.read(lambda s: s.get_one(TaskingReturn, key).reason) == "the CSU needs it"


def test_how_it_goes_has_to_be_said(founded: Database, patch: Patch) -> None:
    checked(founded, patch)

    with pytest.raises(Invalid, match="how it goes"):
        send(founded, patch.csu, how=None)


def test_one_may_be_left_for_another_time(founded: Database, patch: Patch) -> None:
    left, gone = checked(founded, patch), checked(founded, patch)
    content, file = pack(founded, patch.csu, without=[left])

    founded.write("Return", returns.send, content, file, SendDraft(), act=ACT)

    assert detail(founded, left).state is State.CHECKED
    assert detail(founded, gone).state is State.RETURNED


def test_a_csu_that_has_its_answers_acknowledges_them_and_they_may_be_closed(
    founded: Database, patch: Patch
) -> None:
    tasking = checked(founded, patch)
    key = send(founded, patch.csu)

    count = founded.write("Acknowledge", returns_answers.acknowledge, key, act=ACT, close=True)[0]

    assert count == 1
    assert sent(founded, patch.csu).items[0].status is Status.ACKNOWLEDGED
    assert sent(founded, patch.csu).waiting == ()
    assert detail(founded, tasking).state is State.CLOSED
    assert standing(founded, patch.csu).status is None
    with pytest.raises(UserError, match="already"):
        founded.write("Again", returns_answers.acknowledge, key, act=ACT)


def test_a_query_is_kept_on_the_answer_and_in_the_log(founded: Database, patch: Patch) -> None:
    tasking = checked(founded, patch)
    send(founded, patch.csu)
    [item] = sent(founded, patch.csu).items

    founded.write("Query", returns_answers.query, item.id, "Which evenings?", act=ACT)

    [item] = sent(founded, patch.csu).items
    assert (item.status, item.query, item.is_open) == (Status.QUERIED, "Which evenings?", True)
    assert detail(founded, tasking).entries[0].text == "Ashford CSU asks: Which evenings?"
    assert standing(founded, patch.csu).status is Status.QUERIED
    [line] = founded.read(returns_owed.chaser, patch.csu, TODAY).queried
    assert line.says == "asked: Which evenings?"


def test_a_query_says_something(founded: Database, patch: Patch) -> None:
    checked(founded, patch)
    send(founded, patch.csu)

    with pytest.raises(Invalid):
        founded.write(
            "Query", returns_answers.query, sent(founded, patch.csu).items[0].id, " ", act=ACT
        )


def queried(database: Database, patch: Patch, **changed: Any) -> tuple[str, str]:
    """A tasking the CSU asked about: its key, and that of the item."""
    tasking = checked(database, patch, **changed)
    send(database, patch.csu)
    [item] = sent(database, patch.csu).items
    database.write("Query", returns_answers.query, item.id, "Which evenings?", act=ACT)
    return tasking, item.id


def test_a_queried_tasking_goes_back_to_work_with_whoever_had_it(
    founded: Database, patch: Patch
) -> None:
    tasking, item = queried(founded, patch)

    state = founded.write("Back", returns_answers.send_back, item, act=ACT)[0]

    assert state is State.IN_PROGRESS
    assert [who.name for who in detail(founded, tasking).assignments] == ["Ellen Marsh"]
    assert detail(founded, tasking).outcome == ""


def test_where_a_rule_stops_them_it_waits_to_be_assigned(founded: Database, patch: Patch) -> None:
    tasking, item = queried(founded, patch, marking=SENSITIVE)

    def let_vetting_run_out(session: Session) -> None:
        session.execute(update(Credential).values(expires_on=date(2026, 11, 22)))

    founded.write("Vetting", let_vetting_run_out)

    state = founded.write("Back", returns_answers.send_back, item, act=ACT)[0]

    assert state is State.REOPENED
    assert detail(founded, tasking).assignments == ()


def test_only_what_was_queried_is_sent_back(founded: Database, patch: Patch) -> None:
    checked(founded, patch)
    send(founded, patch.csu)

    with pytest.raises(UserError, match="has not asked"):
        founded.write(
            "Back", returns_answers.send_back, sent(founded, patch.csu).items[0].id, act=ACT
        )


def test_the_next_return_of_a_queried_tasking_settles_the_query(
    founded: Database, patch: Patch
) -> None:
    tasking, item = queried(founded, patch)
    founded.write("Back", returns_answers.send_back, item, act=ACT)
    founded.write("Result", tasking_log.result, tasking, "resolved", "Tuesdays.", act=ACT)
    founded.write("Check", tasking_moves.move, tasking, Move.CHECK, act=ACT)
    assert standing(founded, patch.csu).queried == 1

    send(founded, patch.csu)

    assert standing(founded, patch.csu).queried == 0
    assert standing(founded, patch.csu).sent == 1
    first = founded.read(returns_answers.rows, patch.csu)[-1]
    assert first.items[0].is_open is False


def test_the_chaser_names_who_has_what_and_how_late_it_is(founded: Database, patch: Patch) -> None:
    late = record(founded, patch, due_on=date(2026, 11, 18), external_reference="CSU/1")
    record(founded, patch, title="Seen at number 4", marking=SENSITIVE, due_on=TODAY)
    finished(founded, patch)
    checked(founded, patch)

    found = founded.read(returns_owed.chaser, patch.csu, TODAY)

    assert found.waiting[0].tasking_id == late
    assert found.waiting[0].days_late == 5
    assert [len(group) for group in (found.owed, found.waiting, found.queried)] == [1, 3, 0]
    text = found.text()
    assert text.startswith("Ashford CSU: to settle")
    assert "ASH-26-0001 (CSU/1) Needles near the play area, received, overdue 5 days" in text
    assert "number 4" not in text
    assert "Ellen Marsh, result is in, to be checked" in text


def test_answers_go_in_the_columns_of_the_csus_own_list(founded: Database, patch: Patch) -> None:
    headings = ["Task No", "Where", "Colour of folder", "Outcome"]
    uses = {0: "external_reference", 1: "place"}
    founded.write("Learn", returns_layouts.learn, patch.csu, headings, uses, act=ACT)
    checked(founded, patch, external_reference="T-1")

    content, _ = pack(founded, patch.csu)

    shown = [column.heading for column in content.layout]
    assert shown[:5] == [*headings, "Community Warden reference"]
    row = content.row(content.items[0])
    assert (row[0], row[2], row[3]) == ("T-1", "", "Resolved")
    assert shown.count("Outcome") == 1
    assert content.is_own_layout


def test_the_newest_list_says_how_answers_look_and_can_be_taken_back_alone(
    founded: Database, patch: Patch
) -> None:
    _, first = founded.write(
        "Learn", returns_layouts.learn, patch.csu, ["Ref"], {0: "external_reference"}, act=ACT
    )
    founded.write(
        "Learn", returns_layouts.learn, patch.csu, ["No"], {0: "external_reference"}, act=ACT
    )

    founded.revert(first)

    assert founded.read(returns_layouts.layout, patch.csu)[0].heading == "No"


def test_a_list_seen_before_teaches_nothing_new(founded: Database, patch: Patch) -> None:
    first, again = (
        founded.write(
            "Learn", returns_layouts.learn, patch.csu, ["Ref"], {0: "external_reference"}, act=ACT
        )[1]
        for _ in range(2)
    )

    assert first.touches("return_layout")
    assert again.inverse == ()


@pytest.mark.parametrize("typed", ["Ashford CSU", "ashford", "ASH", "ashf"])
def test_a_csu_is_found_by_its_name_or_its_district(
    typed: str, founded: Database, patch: Patch
) -> None:
    assert founded.read(csus.find, typed, TODAY) == (patch.csu, "Ashford CSU")


@pytest.mark.parametrize(
    ("typed", "said"), [("Narnia", "They are: Ashford CSU"), ("d", "could be")]
)
def test_a_csu_that_is_not_meant_clearly_is_asked_for_again(
    typed: str, said: str, founded: Database
) -> None:
    with pytest.raises(NotFound, match=said):
        founded.read(csus.find, typed, TODAY)


def test_a_team_sees_its_own_csus(founded: Database, patch: Patch) -> None:
    found = founded.read(returns_owed.standings, TODAY, [patch.district])

    assert [row.csu for row in found] == ["Ashford CSU"]


def test_unknown_things_are_refused_in_words(founded: Database, patch: Patch) -> None:
    with pytest.raises(NotFound, match="no longer on the list"):
        founded.read(returns_owed.chaser, "gone", TODAY)
    with pytest.raises(NotFound, match="no longer on the list"):
        founded.read(returns.content, "gone", act=ACT)
    with pytest.raises(NotFound, match="no longer on the list"):
        founded.read(returns.proof, "gone")
