"""Rules about several people, about what is carried, and about what the service promised."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from tests.domain.rule_desk import VOLUNTEER, WARDEN, on_duty, shift, texts
from warden_desk.domain.availability import Answer, AnswerRow, Source
from warden_desk.domain.dates import Week
from warden_desk.domain.people import CredentialRow, PersonKind
from warden_desk.domain.settings import Settings
from warden_desk.domain.shifts import ShiftRow, StopRow
from warden_desk.domain.week_rules import (
    fitness,
    service,
    together,
    volunteers,
    words_given,
)
from warden_desk.domain.week_rules.findings import Rule, Severity
from warden_desk.domain.week_rules.plan import Bought, District, Job, Marker, Plan, Share, Urgent
from warden_desk.domain.week_rules.workers import Worker

WEEK = Week(2026, 48)
MON, TUE, WED, THU, FRI, SAT, SUN = WEEK.days
AMY = Worker(id="amy", name="Amy Oduya", contract_minutes=37 * 60)
LENHAM = StopRow("s1", "Lenham", area_id="lenham")
CHARING = StopRow("s2", "Charing", area_id="charing")
JOB_STOP = StopRow("s3", "Lenham", area_id="lenham", tasking_id="t1", reference="ASH-26-0147")
SETTINGS = Settings()


def plan(
    *shifts: ShiftRow,
    jobs: Iterable[Job] = (),
    markers: Iterable[Marker] = (),
    workers: Iterable[Worker] = (WARDEN, VOLUNTEER, AMY),
    districts: Iterable[District] = (),
    settings: Settings = SETTINGS,
) -> Plan:
    return Plan(
        team_id="team",
        week=WEEK,
        settings=settings,
        duties=tuple(on_duty(*shifts)),
        workers={worker.id: worker for worker in workers},
        jobs={job.id: job for job in jobs},
        markers=tuple(markers),
        districts=tuple(districts),
        cover_days=WEEK.days[:5],
    )


def job(**facts: object) -> Job:
    return Job(id="t1", reference="ASH-26-0147", **facts)  # pyright: ignore[reportArgumentType]


# What they said


def said(answer: Answer, start: int | None = None, end: int | None = None, role: str = ""):
    return AnswerRow(
        person_id="ben",
        on_date=MON,
        answer=answer,
        source=Source.USUAL,
        start_minute=start,
        end_minute=end,
        role=role,
    )


@pytest.mark.parametrize(
    ("answer", "severity"),
    [
        (said(Answer.YES), None),
        (said(Answer.NO), Severity.WARNING),
        (said(Answer.MAYBE), Severity.NOTE),
        (said(Answer.NO, 930, 1080), None),  # from the minute the shift ends
        (said(Answer.NO, 929, 1080), Severity.WARNING),
        (said(Answer.YES, 450, 930), None),
        (said(Answer.YES, 450, 929), Severity.WARNING),
        (said(Answer.NO, role="E"), Severity.WARNING),
        (said(Answer.NO, role="L"), None),
    ],
)
def test_planning_against_what_somebody_said_warns(
    answer: AnswerRow, severity: Severity | None
) -> None:
    found = list(words_given.against_their_word(shift(MON), [answer], SETTINGS))

    assert [finding.severity for finding in found] == ([severity] if severity else [])


def test_which_answers_warn_is_a_setting() -> None:
    maybe = [said(Answer.MAYBE)]
    strict, lax = Settings(answers_that_warn="no, maybe"), Settings(answers_that_warn="")

    [found] = words_given.against_their_word(shift(MON), maybe, strict)
    assert found.text == "E 0730–1530 is planned, but they said: maybe Mon"
    assert found.severity is Severity.WARNING
    [found] = words_given.against_their_word(shift(MON), [said(Answer.NO)], lax)
    assert found.severity is Severity.NOTE


# In pairs


def test_a_tasking_for_a_pair_wants_somebody_else_on_it_at_that_time() -> None:
    pair = job(pair_up=True)
    alone = shift(MON, stops=[JOB_STOP])

    assert texts(together.pairs(plan(alone, jobs=[pair]))) == [
        "ASH-26-0147 is for two people, and nobody else is planned there"
    ]
    with_amy = shift(MON, "1529", "1600", person="amy", stops=[JOB_STOP])
    assert not list(together.pairs(plan(alone, with_amy, jobs=[pair])))
    after = shift(MON, "1530", "1600", person="amy", stops=[JOB_STOP])
    assert len(list(together.pairs(plan(alone, after, jobs=[pair])))) == 2
    elsewhere = shift(MON, person="amy", stops=[CHARING])
    assert list(together.pairs(plan(alone, elsewhere, jobs=[pair])))


def test_the_buddy_makes_a_pair() -> None:
    alone = shift(MON, stops=[JOB_STOP], buddy="amy")

    assert not list(together.pairs(plan(alone, shift(MON, person="amy"), jobs=[job(pair_up=True)])))


def marker(**facts: object) -> Marker:
    usual = {"id": "m", "control": "Pair", "review_on": SUN, "is_approved": True}
    return Marker(**{**usual, **facts})  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        ({"area_id": "lenham"}, True),
        ({"area_id": "charing"}, False),
        ({"area_id": "lenham", "place": "bull lane"}, True),
        ({"area_id": "lenham", "place": "High Street"}, False),
        ({"reference": "C-17"}, True),
        ({"reference": "C-18"}, False),
        ({"area_id": "lenham", "control": "phone first"}, False),
    ],
)
def test_a_live_marker_asks_for_a_pair_at_its_place_or_case(
    facts: dict[str, object], wanted: bool
) -> None:
    carried = job(place="4 Bull Lane ME17 2AA", references=frozenset({"c-17"}))
    found = together.pairs(
        plan(shift(MON, stops=[JOB_STOP]), jobs=[carried], markers=[marker(**facts)])
    )

    assert bool(list(found)) is wanted


@pytest.mark.parametrize(
    ("facts", "under_review"),
    [({}, False), ({"is_approved": False}, True), ({"review_on": MON - timedelta(days=1)}, True)],
)
def test_an_unapproved_or_expired_marker_says_to_ask_first(
    facts: dict[str, object], under_review: bool
) -> None:
    week = plan(shift(MON, stops=[LENHAM]), markers=[marker(area_id="lenham", **facts)])

    assert texts(together.markers_under_review(week)) == (
        ["Lenham: marker under review, call the team leader"] if under_review else []
    )
    assert bool(list(together.pairs(week))) is not under_review


def test_nothing_but_the_control_measure_of_a_marker_is_ever_told() -> None:
    assert set(Marker.__dataclass_fields__) == {
        "id", "control", "review_on", "area_id", "place", "reference", "is_approved",
    }  # fmt: skip


# Volunteers


def test_a_volunteer_has_a_warden_at_the_place_and_time() -> None:
    visit = shift(MON, "1000", "1200", person="vic", stops=[LENHAM])

    [found] = together.volunteers_alone(plan(visit))
    assert found.severity is Severity.WARNING
    assert found.person_id == "vic"
    assert not list(together.volunteers_alone(plan(visit, shift(MON, "1159", stops=[LENHAM]))))
    assert list(together.volunteers_alone(plan(visit, shift(MON, "1200", stops=[LENHAM]))))
    assert list(together.volunteers_alone(plan(visit, shift(MON, stops=[CHARING]))))


def test_another_volunteer_is_no_warden_and_a_buddy_is_enough() -> None:
    visit = shift(MON, person="vic", stops=[LENHAM])
    other = Worker(id="amy", kind=PersonKind.VOLUNTEER)

    assert list(
        together.volunteers_alone(
            plan(visit, shift(MON, person="amy", stops=[LENHAM]), workers=[VOLUNTEER, other])
        )
    )
    assert not list(
        together.volunteers_alone(
            plan(shift(MON, person="vic", buddy="amy"), shift(MON, person="amy"))
        )
    )


def test_who_may_work_alone_does() -> None:
    free = Worker(id="vic", kind=PersonKind.VOLUNTEER, no_lone_work=False)

    assert not list(together.volunteers_alone(plan(shift(MON, person="vic"), workers=[free])))


@pytest.mark.parametrize(("minutes", "warned"), [(960, False), (961, True)])
def test_a_month_holds_no_more_than_the_agreement_says(minutes: int, warned: bool) -> None:
    agreed = Worker(id="vic", kind=PersonKind.VOLUNTEER, minutes_a_month=960)
    work = on_duty(shift(MON, person="vic"))

    found = volunteers.agreed_hours({(2026, 11): minutes}, agreed, work, WEEK)

    assert bool(list(found)) is warned


def test_in_a_week_of_two_months_each_month_is_judged_by_itself() -> None:
    week = Week.of(date(2026, 12, 1))
    agreed = Worker(id="vic", kind=PersonKind.VOLUNTEER, minutes_a_month=960)
    work = on_duty(shift(date(2026, 11, 30), person="vic"), shift(date(2026, 12, 1), person="vic"))

    found = list(volunteers.agreed_hours({(2026, 11): 960, (2026, 12): 1000}, agreed, work, week))

    assert [finding.on_date for finding in found] == [date(2026, 12, 1)]


@pytest.mark.parametrize(("day", "warned"), [(MON, True), (TUE, False)])
def test_nobody_is_planned_after_taking_the_agreement_back(day: date, warned: bool) -> None:
    gone = Worker(id="vic", kind=PersonKind.VOLUNTEER, withdrawn_on=day)

    assert bool(list(volunteers.consent(gone, on_duty(shift(MON, person="vic"))))) is warned


# Vetting, powers, certificates


def held(kind: str, expires_on: date | None) -> CredentialRow:
    return CredentialRow(kind, "", "held", None, expires_on)


@pytest.mark.parametrize(
    ("credentials", "stopped"),
    [
        ((), True),
        ((held("NPPV", MON - timedelta(days=1)),), True),
        ((held("NPPV", MON),), False),
        ((held("DBS", None),), True),
        ((held("NPPV", MON - timedelta(days=9)), held("NPPV", None)), False),
    ],
)
def test_a_sensitive_tasking_without_vetting_in_date_stops(
    credentials: tuple[CredentialRow, ...], stopped: bool
) -> None:
    ben = Worker(id="ben", credentials=credentials)
    carried = plan(shift(MON, stops=[JOB_STOP]), jobs=[job(is_sensitive=True)], workers=[ben])
    plain = plan(shift(MON, stops=[JOB_STOP]), jobs=[job()], workers=[ben])

    assert [found.severity for found in fitness.unvetted(carried)] == [Severity.STOP] * stopped
    assert not list(fitness.unvetted(plain))


def test_a_power_is_held_on_the_day_it_is_needed() -> None:
    def missing(*powers: tuple[str, date, date | None]) -> bool:
        ben = Worker(id="ben", powers=powers)
        needs = job(needed_power="alcohol")
        week = plan(shift(MON, stops=[JOB_STOP]), jobs=[needs], workers=[ben])
        return bool(list(fitness.powers_missing(week)))

    assert missing()
    assert missing(("litter", MON, None))
    assert missing(("alcohol", TUE, None))
    assert missing(("alcohol", MON - timedelta(days=9), MON))
    assert not missing(("alcohol", MON, TUE))


@pytest.mark.parametrize(
    ("credentials", "says"),
    [
        ((), []),
        ((held("FIRST-AID", MON),), []),
        ((held("FIRST-AID", MON - timedelta(days=1)),), ["FIRST-AID ran out on 22 Nov 2026"]),
        ((held("FIRST-AID", MON - timedelta(days=1)), held("FIRST-AID", SUN)), []),
        ((held("MHFA", MON - timedelta(days=1)),), []),
    ],
)
def test_a_certificate_that_was_held_has_not_run_out(
    credentials: tuple[CredentialRow, ...], says: list[str]
) -> None:
    week = plan(shift(MON), workers=[Worker(id="ben", credentials=credentials)])

    assert texts(fitness.certificates(week)) == says


# Cover, urgent taskings, bought hours


def test_each_district_has_a_warden_each_day() -> None:
    ashford = District(id="a", name="Ashford", area_ids=frozenset({"a", "lenham"}))
    swale = District(id="s", name="Swale", area_ids=frozenset({"s", "charing"}))
    all_week = [shift(day, stops=[LENHAM, CHARING]) for day in WEEK.days[:5]]

    assert not list(service.districts_covered(plan(*all_week, districts=[ashford, swale])))
    gaps = [shift(TUE, stops=[LENHAM]), *all_week[2:], shift(MON, person="vic", stops=[CHARING])]
    found = list(service.districts_covered(plan(*gaps, districts=[ashford, swale])))
    assert [(one.area, one.text) for one in found] == [
        ("Ashford", "nobody is in the district on Mon 23 Nov"),
        ("Swale", "nobody is in the district on Mon 23 Nov, Tue 24 Nov"),
    ]


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({}, ["urgent and given to nobody, without a date"]),
        ({"due_on": WED}, ["urgent and given to nobody, due Wed 25 Nov"]),
        ({"is_assigned": True}, []),
        ({"is_assigned": True, "due_on": SUN + timedelta(days=1)}, []),
        ({"is_assigned": True, "due_on": SUN}, ["urgent and on nobody's round, due Sun 29 Nov"]),
        ({"is_assigned": True, "due_on": WED, "first_on": WED}, []),
        (
            {"is_assigned": True, "due_on": WED, "first_on": THU},
            ["urgent and first planned for Thu 26 Nov, due Wed 25 Nov"],
        ),
    ],
)
def test_urgent_taskings_are_given_and_planned_in_time(
    facts: dict[str, object], says: list[str]
) -> None:
    urgent = Urgent(reference="ASH-26-0147", area="Wye", **facts)  # pyright: ignore[reportArgumentType]

    found = texts(service.urgent_in_time([urgent], WEEK))

    assert found == [f"ASH-26-0147 is {text}" for text in says]


@pytest.mark.parametrize(
    ("given", "weeks", "says"),
    [
        (600, 1, []),
        (599, 1, ["9.9 of 10 bought hours are planned"]),
        (300, 4, ["5 of 10 bought hours are planned over 4 weeks"]),
    ],
)
def test_parishes_get_the_hours_they_bought(given: int, weeks: int, says: list[str]) -> None:
    bought = Bought(payer="Lenham Parish Council", minutes=600, given=given, weeks=weeks)

    assert texts(service.bought_hours([bought], WEEK)) == says


# Fair shares


def shares(lates: int, others: int) -> list[Share]:
    return [
        Share(person_id="ben", lates=lates, weekends=lates, last_late=FRI, last_weekend=SAT),
        *(Share(person_id=str(n), lates=others, weekends=others) for n in range(3)),
    ]


def test_three_lates_more_than_a_fair_share_are_too_many() -> None:
    [found] = service.fair_lates(shares(8, 4), SETTINGS)

    assert found.text == "8 lates in 8 weeks, a fair share is 5"
    assert (found.rule, found.on_date, found.person_id) == (Rule.FAIR_LATES, FRI, "ben")
    assert not list(service.fair_lates(shares(7, 4), SETTINGS))
    assert list(service.fair_lates(shares(7, 4), Settings(fair_lates=2)))


def test_weekends_are_shared_out_too_and_part_time_counts_for_less() -> None:
    assert texts(service.fair_weekends(shares(6, 3), SETTINGS)) == [
        "6 weekend days in 8 weeks, a fair share is 4"
    ]
    half = [
        Share(person_id="ben", weekends=4, weight=1, last_weekend=SAT),
        Share(person_id="amy", weekends=4, weight=3),
    ]
    assert [found.person_id for found in service.fair_weekends(half, SETTINGS)] == ["ben"]


def test_who_has_no_late_this_week_is_not_named_again() -> None:
    one, *rest = shares(9, 3)

    assert not list(service.fair_lates([*rest, Share(person_id="x", lates=one.lates)], SETTINGS))


def test_every_rule_has_words_and_a_theme() -> None:
    assert len({rule.label for rule in Rule}) == len(Rule)
    assert all(rule.theme for rule in Rule)
