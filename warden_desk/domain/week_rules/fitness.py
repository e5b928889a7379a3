"""Whether people may do what they carry: vetting, powers, certificates."""

from collections.abc import Iterator
from datetime import date

from warden_desk.domain.dates import plain_date
from warden_desk.domain.week_rules.findings import Finding, Rule, Severity
from warden_desk.domain.week_rules.plan import Plan
from warden_desk.domain.week_rules.workers import Worker


def unvetted(plan: Plan) -> Iterator[Finding]:
    """No sensitive tasking without vetting in date; the service's third rule that stops."""
    kind = plan.settings.vetting_kind
    sensitive = {key: job for key, job in plan.jobs.items() if job.is_sensitive}
    for duty in plan.own:
        jobs = [sensitive[s.tasking_id] for s in duty.shift.stops if s.tasking_id in sensitive]
        if not jobs:
            continue
        day = duty.shift.on_date
        held = [c for c in plan.worker(duty.shift.person_id).credentials if c.kind == kind]
        if any(credential.is_current(day) for credential in held):
            continue
        for job in jobs:
            ended = max((c.expires_on for c in held if c.expires_on), default=None)
            why = f"ended on {plain_date(ended)}" if ended and ended < day else "is not held"
            text = f"{job.reference} is {plan.settings.sensitive_marking}, and {kind} {why}"
            who = duty.shift.person_id
            yield Finding(Rule.VETTING, Severity.STOP, day, text, "vetting", person_id=who)


def powers_missing(plan: Plan) -> Iterator[Finding]:
    """A tasking that needs a power is with somebody who holds it (Police Reform Act 2002 s. 40)."""
    for duty in plan.own:
        day = duty.shift.on_date
        worker = plan.worker(duty.shift.person_id)
        for stop in duty.shift.stops:
            job = plan.job(stop)
            if job and job.needed_power and not worker.holds_power(job.needed_power, day):
                text = f"{job.reference} needs the power “{job.needed_power}”, which is not held"
                yield Finding(
                    Rule.POWER,
                    Severity.WARNING,
                    day,
                    text,
                    "power",
                    person_id=worker.id,
                )


def certificates(plan: Plan) -> Iterator[Finding]:
    """A certificate that work needs has not run out by then (the service's training record).

    Only what was once held is looked at: the desk does not know what somebody never needed.
    """
    last = {duty.shift.person_id: duty.shift.on_date for duty in plan.own}
    wanted = plan.settings.codes("duty_credentials")
    for person_id, day in last.items():
        worker = plan.worker(person_id)
        for kind in sorted({c.kind for c in worker.credentials if c.kind.casefold() in wanted}):
            held = [c for c in worker.credentials if c.kind == kind]
            ended = max((c.expires_on for c in held if c.expires_on), default=None)
            if ended is not None and not any(c.is_current(day) for c in held):
                yield _run_out(worker, kind, plan, max(ended, plan.week.monday), ended)


def _run_out(worker: Worker, kind: str, plan: Plan, day: date, ended: date) -> Finding:
    return Finding(
        Rule.CREDENTIAL,
        Severity.WARNING,
        min(day, plan.week.sunday),
        f"{kind} ran out on {plain_date(ended)}",
        "certificate",
        person_id=worker.id,
    )
