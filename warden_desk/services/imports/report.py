"""A plan as JSON for scripts. The shape stays; keys may be added."""

from pathlib import Path
from typing import Any

from warden_desk.domain.errors import UserError
from warden_desk.domain.imports import ImportPlan, PlannedRow
from warden_desk.formats.rows_back import as_csv


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


def save_rows_back(plan: ImportPlan, path: Path, accepted: frozenset[int] = frozenset()) -> None:
    """Write the rows that stay out into a CSV file for their sender: their own cells, and why.

    Raises:
        UserError: the file cannot be written.
    """
    rows = [(plan.cells[row.row], row.why) for row in plan.not_taken(accepted)]
    try:
        path.write_bytes(as_csv(plan.headings, rows))
    except OSError as error:
        why = error.strerror or error
        raise UserError(
            f"{path.name} cannot be written there ({why}). If it is open, close it."
        ) from None


def _row(row: PlannedRow) -> dict[str, Any]:
    found: dict[str, Any] = {
        "row": row.row,
        "verdict": row.verdict.value,
        "why": row.why,
        "shown": row.shown,
    }
    if row.match:
        found["match"] = row.match
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
