"""A plan as JSON for scripts. The shape stays; keys may be added."""

from typing import Any

from warden_desk.domain.imports import ImportPlan, PlannedRow


def plan_as_json(plan: ImportPlan) -> dict[str, Any]:
    """`{"counts": {verdict: n}, "rows": [{"row", "verdict", "why", …}], …}`."""
    return {
        "file": plan.file_name,
        "kind": plan.kind.value,
        "sheet": plan.sheet,
        "district": plan.district,
        "list_day": None if plan.context.list_day is None else plan.context.list_day.isoformat(),
        "counts": {verdict.value: count for verdict, count in plan.counts.items()},
        "columns": [
            {
                "field": use.field,
                "column": use.column + 1,
                "heading": use.heading,
                "confidence": use.confidence,
            }
            for use in plan.columns
        ],
        "notes": list(plan.notes),
        "rows": [_row(row) for row in plan.rows],
        "left_out": [
            {"row": line.row, "why": line.why, "text": line.text} for line in plan.left_out
        ],
    }


def _row(row: PlannedRow) -> dict[str, Any]:
    found: dict[str, Any] = {
        "row": row.row,
        "verdict": row.verdict.value,
        "why": row.why,
        "shown": row.shown,
    }
    if row.notes:
        found["notes"] = list(row.notes)
    if row.changes:
        found["changes"] = [
            {"field": c.field, "before": c.before, "after": c.after} for c in row.changes
        ]
    if row.findings:
        found["findings"] = [{"column": f.column, "text": f.text} for f in row.findings]
    if row.candidates:
        found["candidates"] = [str(candidate) for candidate in row.candidates]
    return found
