"""Packs for tests of their papers and workbooks."""

from datetime import date
from typing import Any

from warden_desk.domain.meetings import NextMeeting
from warden_desk.domain.return_packs import LayoutColumn, ReturnContent, ReturnItem, with_answers
from warden_desk.domain.sheets import Imprint

OWN = with_answers(
    [
        LayoutColumn("Task No", "external_reference"),
        LayoutColumn("Where is it", "place"),
        LayoutColumn("What is the problem", "problem"),
        LayoutColumn("Colour of folder", ""),
    ]
)


def an_item(theirs: str = "CSU/118", **cells: Any) -> ReturnItem:
    said = {
        "external_reference": theirs,
        "our_reference": "ASH-26-0147",
        "place": "Wye with Hinxhill, play area",
        "problem": "Needles near the play area",
        "visits": "Wed 18 Nov, 16:40, 35 min",
        "minutes": "35",
        "outcome": "Resolved",
        "result": "All calm now.",
        **cells,
    }
    return ReturnItem(
        tasking_id=theirs,
        reference="ASH-26-0147",
        their_reference=theirs,
        title="Needles near the play area",
        is_sensitive=False,
        cells=said,
    )


def a_pack(*items: ReturnItem) -> ReturnContent:
    return ReturnContent(
        csu_id="csu",
        csu="Ashford CSU",
        meeting=NextMeeting(date(2026, 11, 24), 600),
        layout=OWN,
        is_own_layout=True,
        items=items,
        made_on=date(2026, 11, 23),
        imprint=Imprint(
            service="Community Warden Service",
            marking="OFFICIAL",
            sensitive_marking="OFFICIAL-SENSITIVE",
            version="Results for Ashford CSU",
            printed_by="",
            printed_at="Mon 23 Nov 2026, 09:00",
            copy_for="Ashford CSU",
        ),
    )
