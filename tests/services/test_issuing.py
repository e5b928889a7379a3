"""Check list, sign-off, issued versions and what changed since."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from tests.conftest import NOW, TODAY
from tests.services.week_desk import FRI, MON, SAT, THU, TUE, WED, WEEK, Desk, desk_on, tasking
from warden_desk.domain.changes import Act
from warden_desk.domain.check_list import Check, CheckList
from warden_desk.domain.clearance import Role
from warden_desk.domain.dates import Week
from warden_desk.domain.errors import Invalid, NeedsReason, NotFound, UserError
from warden_desk.domain.papers import Papers
from warden_desk.domain.people import AbsenceDraft
from warden_desk.domain.sheet_changes import NOTHING
from warden_desk.domain.sheet_snapshots import Unreadable, freeze
from warden_desk.domain.sheet_versions import Approval, IssueView, Standing, VersionRow
from warden_desk.domain.sheets import SheetContent, SheetStatus
from warden_desk.domain.week_rules.findings import Rule
from warden_desk.formats.pdf.deployment_sheet import render
from warden_desk.services import absences, teams
from warden_desk.services.papers import (
    check_lists,
    issue_views,
    issuing,
    print_log,
    sheet_versions,
    sheets,
)
from warden_desk.storage.database import Database
from warden_desk.storage.desks import Desk as OpenDesk
from warden_desk.storage.tables import (
    Area,
    DeploymentSheet,
    DeskUser,
    Person,
    Setting,
    Shift,
    Tasking,
    Team,
)

AMARA = Act("Amara Okafor", NOW + timedelta(hours=1))


@pytest.fixture
def desk(founded: Database, act: Act) -> Desk:
    made = desk_on(founded, act)
    made.set(made.ben, MON, "E Wye with Hinxhill")
    made.set(made.carys, TUE, "L")
    return made


def checked(desk: Desk) -> CheckList:
    return desk.database.read(check_lists.of_week, desk.team, WEEK)


def send(desk: Desk) -> str:
    return desk.database.write("Send", issuing.send, desk.team, WEEK, today=TODAY, act=desk.act)[0]


def sign(desk: Desk, reason: str = "", *, act: Act = AMARA) -> VersionRow:
    return desk.database.write(
        "Sign off", issuing.sign_off, desk.team, WEEK, today=TODAY, act=act, reason=reason
    )[0]


def issue(desk: Desk) -> VersionRow:
    """Sent by one, signed by another, every open warning let stand."""
    send(desk)
    return sign(desk, "seen and agreed")


def standing(desk: Desk) -> Standing:
    return desk.database.read(issue_views.standing, desk.team, WEEK, today=TODAY)


def viewed(desk: Desk) -> IssueView:
    return desk.database.read(issue_views.view, desk.team, WEEK, today=TODAY)


def content(desk: Desk, copy_for: str = "") -> SheetContent:
    return desk.database.read(
        sheets.content,
        desk.team,
        WEEK,
        today=TODAY,
        printed_by="T. Tester",
        printed_at=NOW,
        copy_for=copy_for,
    )


def kept(desk: Desk, version: VersionRow) -> SheetContent:
    return desk.database.read(sheet_versions.content_of, version.id)


# The check list


def test_every_item_of_the_list_is_there_ticked_or_not(desk: Desk):
    listed = checked(desk)
    assert [line.check for line in listed.lines] == [c for c in Check if c is not Check.OTHER]
    time = next(line for line in listed.lines if line.check is Check.TIME)
    assert all(found.rule.theme.value == "Working time" for found in time.findings)


def test_a_late_before_an_early_stands_against_working_time(desk: Desk):
    desk.set(desk.carys, WED, "E", reason="swapped at her own wish")

    [line] = [each for each in checked(desk).lines if each.check is Check.TIME]
    [found] = [each for each in line.findings if each.rule is Rule.REST]
    assert found.reason == "swapped at her own wish"
    assert found not in line.open
    assert "let stand" in line.standing


def test_a_lone_late_without_a_buddy_stands_against_the_welfare_contact(desk: Desk):
    desk.database.write(
        "Lone", lambda s: s.execute(update(Shift).where(Shift.code == "L").values(is_lone=True))
    )
    [line] = [each for each in checked(desk).lines if each.check is Check.WELFARE]
    assert not line.is_ticked
    assert line.standing == "1 needs a reason"


def test_a_reason_given_in_the_list_settles_a_warning_and_stands_on_the_sheet(desk: Desk):
    desk.database.write(
        "Lone", lambda s: s.execute(update(Shift).where(Shift.code == "L").values(is_lone=True))
    )
    [found] = [each for each in checked(desk).open if each.rule is Rule.LONE_LATE]

    desk.database.write(
        "Reason",
        check_lists.give_reason,
        [found],
        "the duty officer rings",
        act=desk.act,
    )

    [settled] = [each for each in checked(desk).settled if each.rule is Rule.LONE_LATE]
    assert settled.reason == "the duty officer rings"
    assert any("the duty officer rings" in each.reason for each in content(desk).overrides)


def test_an_empty_reason_is_refused(desk: Desk):
    desk.database.write(
        "Lone", lambda s: s.execute(update(Shift).where(Shift.code == "L").values(is_lone=True))
    )
    with pytest.raises(Invalid, match="the supervisor reads it"):
        desk.database.write(
            "Reason",
            check_lists.give_reason,
            checked(desk).open,
            "  ",
            act=desk.act,
        )


# Sign-off


def test_a_week_that_was_sent_waits_until_it_is_signed(desk: Desk):
    send(desk)
    assert standing(desk).words == "Waiting for sign-off"
    [waits] = desk.database.read(sheet_versions.waiting)
    assert (waits.team, waits.week, waits.sent_by) == ("Ashford & Swale", WEEK, "T. Tester")

    signed = sign(desk, "seen and agreed")

    assert (signed.version, signed.status, signed.approval) == (
        1,
        SheetStatus.ISSUED,
        Approval.SIGNED,
    )
    assert (signed.issued_by, signed.issued_at) == ("Amara Okafor", AMARA.at)
    assert standing(desk).words == "v1 issued"
    assert desk.database.read(sheet_versions.waiting) == []


def test_a_week_is_not_sent_twice(desk: Desk):
    send(desk)
    with pytest.raises(UserError, match=r"T\. Tester has sent it already"):
        send(desk)


def test_a_supervisor_sends_it_back_with_what_is_to_be_done(desk: Desk):
    sheet = send(desk)
    with pytest.raises(Invalid, match="what is to be done"):
        desk.database.write("Back", issuing.send_back, sheet, " ", act=AMARA)

    desk.database.write("Back", issuing.send_back, sheet, "Find a buddy for Tuesday", act=AMARA)

    [row] = desk.database.read(sheet_versions.versions, desk.team, WEEK)
    assert (row.approval, row.answered_by, row.answer) == (
        Approval.RETURNED,
        "Amara Okafor",
        "Find a buddy for Tuesday",
    )
    assert standing(desk).words == "Sent back"
    send(desk)
    assert desk.database.read(sheet_versions.versions, desk.team, WEEK)[0].answer == ""


def test_what_does_not_wait_cannot_be_sent_back(desk: Desk):
    signed = issue(desk)
    with pytest.raises(UserError, match="does not wait"):
        desk.database.write("Back", issuing.send_back, signed.id, "No", act=AMARA)


def test_a_stop_forbids_sending_and_issuing_whatever_the_reason(desk: Desk):
    # The plan was right when it was made; the leave came in afterwards.
    desk.away(desk.ben, "AL", MON, MON)
    assert checked(desk).stops

    with pytest.raises(UserError, match="no reason sets it aside"):
        send(desk)
    with pytest.raises(UserError, match="no reason sets it aside"):
        sign(desk, "I say so")
    assert standing(desk) == Standing()


def test_a_warning_without_a_reason_asks_for_one_and_keeps_it_with_each(desk: Desk):
    desk.database.write(
        "Lone", lambda s: s.execute(update(Shift).where(Shift.code == "L").values(is_lone=True))
    )
    send(desk)
    with pytest.raises(NeedsReason, match="nobody is named as buddy"):
        sign(desk)
    count = len(checked(desk).open)

    version = sign(desk, "the duty officer rings")

    reasons = [each.reason for each in kept(desk, version).overrides]
    assert sum("the duty officer rings" in reason for reason in reasons) == count
    assert checked(desk).open == ()


def test_signing_ones_own_week_needs_a_reason_that_stands_on_the_sheet(desk: Desk):
    desk.add(Setting(key="user_name", value='"T. Tester"'))
    with pytest.raises(NeedsReason, match="the same person planned the week and signs it"):
        sign(desk, act=desk.act)

    version = sign(desk, "Amara is on leave", act=desk.act)

    last = kept(desk, version).overrides[-1]
    assert last.who == "T. Tester"
    assert "Reason: Amara is on leave" in last.reason


def test_whether_two_must_look_at_a_week_is_a_setting(desk: Desk):
    desk.add(Setting(key="sign_off_by_another", value="false"))
    version = sign(desk, "agreed", act=desk.act)
    assert not any("same person" in each.reason.lower() for each in kept(desk, version).overrides)


@pytest.mark.parametrize(
    ("role", "asked"),
    [(Role.TEAM_LEADER, "no supervisor at this desk"), (Role.VIEWER, "signs nothing")],
)
def test_who_is_no_supervisor_gives_a_reason_and_a_viewer_does_not_sign(
    desk: Desk, role: Role, asked: str
):
    desk.add(DeskUser(name="Amara Okafor", role=role, valid_from=MON))
    send(desk)
    with pytest.raises(UserError, match=asked):
        sign(desk, "" if role is Role.TEAM_LEADER else "because")


def test_a_supervisor_signs_without_more_ado(desk: Desk):
    desk.add(DeskUser(name="Amara Okafor", role=Role.SUPERVISOR, valid_from=MON))
    version = issue(desk)
    assert not any("supervisor at" in each.reason for each in kept(desk, version).overrides)


def test_nobody_signs_without_a_name(desk: Desk):
    with pytest.raises(UserError, match="Give your name in Settings"):
        sign(desk, act=Act("", NOW))


def test_an_empty_week_is_not_issued(founded: Database, act: Act):
    empty = desk_on(founded, act)
    with pytest.raises(NotFound, match="nothing to sign"):
        sign(empty, "why not")


def test_issuing_can_be_taken_back_and_leaves_the_week_waiting(desk: Desk):
    send(desk)
    _, change = desk.database.write(
        "Sign", issuing.sign_off, desk.team, WEEK, today=TODAY, act=AMARA, reason="agreed"
    )
    desk.database.revert(change)
    assert standing(desk).words == "Waiting for sign-off"


def test_issuing_is_not_taken_back_once_its_paper_was_printed(desk: Desk):
    send(desk)
    _, change = desk.database.write(
        "Sign", issuing.sign_off, desk.team, WEEK, today=TODAY, act=AMARA, reason="agreed"
    )
    desk.database.write("Print", print_log.note_sheet, content(desk), act=desk.act)
    rename_team(desk)

    with pytest.raises(UserError, match="a paper of it was printed"):
        desk.database.revert(change)

    assert standing(desk).words.startswith("v1")


def test_a_version_printed_after_its_team_was_renamed_is_known(desk: Desk):
    signed, change = desk.database.write(
        "Sign", issuing.sign_off, desk.team, WEEK, today=TODAY, act=AMARA, reason="agreed"
    )
    rename_team(desk)
    printed = desk.database.read(sheet_versions.content_of, signed.id)
    desk.database.write("Print", print_log.note_sheet, printed, act=desk.act)

    with pytest.raises(UserError, match="a paper of it was printed"):
        desk.database.revert(change)


def rename_team(desk: Desk) -> None:
    def work(session: Session) -> None:
        session.get_one(Team, desk.team).name = "East, since today"

    desk.database.write("Rename", work)


def test_a_paper_of_an_older_version_leaves_the_new_one_free_to_be_taken_back(desk: Desk):
    issue(desk)
    desk.database.write("Print", print_log.note_sheet, content(desk), act=desk.act)
    desk.set(desk.ben, WED, "E")
    _, change = desk.database.write(
        "Sign", issuing.sign_off, desk.team, WEEK, today=TODAY, act=AMARA, reason="agreed"
    )
    assert desk.database.read(print_log.count, Papers.DUE, TODAY) == 1

    desk.database.revert(change)

    assert standing(desk).words == "v1 · 1 change since"
    assert desk.database.read(print_log.count, Papers.DUE, TODAY) == 0


def test_whoever_signs_is_told_what_changed_since_it_was_sent(desk: Desk):
    send(desk)
    assert viewed(desk).since_sent == ()
    desk.set(desk.ben, WED, "E")
    [change] = viewed(desk).since_sent
    assert (change.what, change.when) == ("Ben Tilley", "Wed 25")
    sign(desk, "seen")
    assert viewed(desk).since_sent == ()


# What was issued stays what it was


def test_nothing_that_happens_later_changes_an_issued_version(desk: Desk):
    first = issue(desk)
    before = kept(desk, first)
    assert before.issued == "by Amara Okafor, Mon 23 Nov 2026, 10:00"

    desk.set(desk.ben, MON, "L")
    desk.set(desk.carys, FRI, "E Wye with Hinxhill")
    tasking(desk)
    desk.database.write(
        "Rename",
        lambda s: [
            s.execute(update(Person).values(surname="Renamed", collar_number=None)),
            s.execute(update(Area).values(name="Elsewhere")),
            s.merge(Setting(key="service_name", value='"Another service"')),
            s.merge(Setting(key="default_marking", value='"SECRET"')),
            s.merge(Setting(key="out_of_hours_phone", value='"01632 960999"')),
        ],
    )

    assert freeze(kept(desk, first)) == freeze(before)
    assert "Ben Tilley" in freeze(before)


def test_a_superseded_version_says_so_and_nothing_else_of_it_changes(desk: Desk):
    first = issue(desk)
    before = kept(desk, first)
    desk.set(desk.ben, WED, "E")
    second = issue(desk)

    assert (second.version, second.status) == (2, SheetStatus.ISSUED)
    after = kept(desk, first)
    assert after.status is SheetStatus.SUPERSEDED
    assert replace(after, status=SheetStatus.ISSUED) == before
    statuses = [row.status for row in desk.database.read(sheet_versions.versions, desk.team, WEEK)]
    assert statuses == [SheetStatus.ISSUED, SheetStatus.SUPERSEDED]


def test_a_version_that_was_altered_after_signing_is_not_printed(desk: Desk):
    first = issue(desk)
    desk.database.write(
        "Tamper",
        lambda s: s.execute(
            update(DeploymentSheet).values(
                snapshot=func.replace(DeploymentSheet.snapshot, "Ben", "Ken")
            )
        ),
    )
    with pytest.raises(Unreadable, match="not as it was signed"):
        kept(desk, first)


def test_only_what_was_issued_has_a_content_of_its_own(desk: Desk):
    sheet = send(desk)
    for key in (sheet, "no such sheet"):
        with pytest.raises(NotFound, match="was not issued"):
            desk.database.read(sheet_versions.content_of, key)
    with pytest.raises(NotFound):
        desk.database.read(sheet_versions.version, "no such sheet")


def test_an_unchanged_week_prints_as_the_version_that_was_issued(desk: Desk):
    issue(desk)
    printed = content(desk, copy_for="Village hall board")
    assert printed.version_words == "Version 1"
    assert printed.status is SheetStatus.ISSUED
    assert printed.signed_by == "Amara Okafor"
    assert printed.imprint.copy_for == "Village hall board"
    assert printed.imprint.printed_at == "Mon 23 Nov 2026, 09:00"
    assert printed.imprint.version == "Version 1"


def test_an_unchanged_week_is_not_issued_again(desk: Desk):
    issue(desk)
    for again in (send, sign):
        with pytest.raises(UserError, match="Nothing has changed since version 1"):
            again(desk)


# What changed since


def test_version_two_shows_exactly_the_changes(desk: Desk):
    issue(desk)
    desk.set(desk.ben, MON, "E Brook")
    desk.set(desk.carys, SAT, "E Wye with Hinxhill")

    draft = content(desk)
    assert draft.version_words == "Draft 2"
    assert standing(desk).words == "v1 · 2 changes since"

    second = kept(desk, issue(desk))
    cells = [(each.what, each.when, each.words) for each in second.changes if each.when]
    assert cells == [
        (
            "Ben Tilley",
            "Mon 23",
            "E 0730–1530 Brook, was E 0730–1530 Wye with Hinxhill",
        ),
        ("Carys Evans", "Sat 28", f"E 0730–1530 Wye with Hinxhill, was {NOTHING}"),
    ]
    assert {person.name: person.changed_days for person in second.people} == {
        "Ben Tilley": (0,),
        "Carys Evans": (5,),
    }
    assert second.changed_since == "v1"


def test_a_change_that_is_taken_back_is_none(desk: Desk):
    issue(desk)
    desk.set(desk.ben, THU, "E")
    assert standing(desk).changes == 1
    desk.set(desk.ben, THU, "RD")
    assert standing(desk).changes == 1
    _, change = desk.database.write(
        "Clear", lambda s: s.delete(s.scalars(select(Shift).where(Shift.on_date == THU)).one())
    )
    assert standing(desk).is_current
    desk.database.revert(change)
    assert standing(desk).words == "v1 · 1 change since"


def test_time_passing_changes_nothing(desk: Desk):
    tasking(desk)
    desk.database.write("Due", lambda s: s.execute(update(Tasking).values(due_on=TUE)))
    issue(desk)
    later = desk.database.read(
        issue_views.standing, desk.team, WEEK, today=TODAY + timedelta(days=5)
    )
    assert later.is_current


def test_an_absence_recorded_after_issue_is_told_without_its_reason(desk: Desk):
    issue(desk)
    draft = AbsenceDraft(code="SK", starts_on=THU, ends_on=THU)
    desk.database.write("Sick", absences.record, desk.ben, draft, act=desk.act)

    changed = content(desk)

    assert [(c.what, c.when) for c in changed.changes] == [("Ben Tilley", "Thu 26")]
    assert changed.changes[0].words == f"Away, was {NOTHING}"


def test_teams_and_weeks_are_issued_apart(desk: Desk):
    issue(desk)
    assert desk.database.read(sheet_versions.versions, desk.other_team, WEEK) == []
    assert desk.database.read(sheet_versions.versions, desk.team, Week(2026, 49)) == []


def test_a_new_version_makes_the_papers_of_the_old_one_due_at_once(desk: Desk):
    issue(desk)
    printed = content(desk, copy_for="Village hall board")
    desk.database.write("Print", print_log.note_sheet, printed, act=desk.act)
    rename_team(desk)
    assert desk.database.read(print_log.count, Papers.DUE, TODAY) == 0

    desk.set(desk.ben, WED, "E")
    issue(desk)

    [due] = desk.database.read(print_log.rows, Papers.DUE, TODAY)
    assert (due.version, due.copy_for) == ("Version 1", "Village hall board")


def test_every_practice_team_that_nothing_stops_is_issued_and_printed(practice_desk: OpenDesk):
    database = practice_desk.database
    lists = {
        team.id: database.read(check_lists.of_week, team.id, WEEK)
        for team in database.read(teams.rows, TODAY)
    }
    free = [team_id for team_id, listed in lists.items() if not listed.stops]
    assert len(free) >= len(lists) - 2
    for team_id in free:
        version, _ = database.write(
            "Sign", issuing.sign_off, team_id, WEEK, today=TODAY, act=AMARA, reason="agreed"
        )
        shown = database.read(sheet_versions.content_of, version.id)
        assert render(shown).startswith(b"%PDF")
        assert database.read(issue_views.standing, team_id, WEEK, today=TODAY).is_current
