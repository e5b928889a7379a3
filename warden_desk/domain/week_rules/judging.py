"""All rules about one person's shifts, in one list."""

from collections.abc import Sequence

from warden_desk.domain.duties import Away, Duty
from warden_desk.domain.settings import Settings
from warden_desk.domain.week_rules.findings import Finding, Severity
from warden_desk.domain.week_rules.lone import lone_lates
from warden_desk.domain.week_rules.rest import breaks, daily_rest, long_days, weekly_rest
from warden_desk.domain.week_rules.stops import overlaps, work_while_absent


def judge(duties: Sequence[Duty], away: Sequence[Away], settings: Settings) -> list[Finding]:
    """Everything the rules say about one person's shifts (as `duties` gives them), worst first."""
    found = [
        *overlaps(duties),
        *work_while_absent(duties, away),
        *daily_rest(duties, settings),
        *long_days(duties, settings),
        *weekly_rest(duties, settings),
        *breaks(duties, settings),
        *lone_lates(duties, settings),
    ]
    order = list(Severity)
    return sorted(found, key=lambda finding: (order.index(finding.severity), finding.on_date))
