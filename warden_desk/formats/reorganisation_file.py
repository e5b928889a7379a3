"""A plan of a reorganisation as a file: TOML or JSON in, TOML out."""

import json
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, cast

from warden_desk.domain import reorganisation_plans
from warden_desk.domain.errors import UserError
from warden_desk.domain.reorganisation import Plan

ENDINGS = (".toml", ".json")
_LARGEST = 1_000_000


def read(path: Path) -> Plan:
    """The plan of a file.

    Raises:
        UserError: it cannot be read, or says no plan.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise UserError(f"{path} cannot be read ({error.strerror}).") from error
    if len(data) > _LARGEST:
        raise UserError(f"{path} is too large to be a plan.")
    try:
        text = data.decode("utf-8-sig")  # some editors begin a file with a mark
        is_json = path.suffix.lower() == ".json"
        facts: Any = json.loads(text) if is_json else tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise UserError(f"{path} is no plan, or is not saved as UTF-8. Save it as that.") from error
    except (ValueError, RecursionError) as error:  # of TOML and of JSON
        raise UserError(f"{path} is no plan: {error}.") from error
    if not isinstance(facts, dict):
        raise UserError(f"{path} is no plan: it begins with a title and a date.")
    return reorganisation_plans.read(cast("Mapping[str, Any]", facts))


def as_text(plan: Plan) -> str:
    """A plan as `read` takes it in again, to be kept, sent and put right by hand."""
    facts = reorganisation_plans.written(plan)
    lines = [f"title = {_value(facts['title'])}"]
    for step in facts["step"]:
        lines += ["", "[[step]]", *(f"{key} = {_value(value)}" for key, value in step.items())]
    return "\n".join([*lines, ""])


def _value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return f"[{', '.join(map(_value, cast('list[object]', value)))}]"
    if isinstance(value, dict):
        facts = cast("dict[str, object]", value)
        return f"{{ {', '.join(f'{key} = {_value(said)}' for key, said in facts.items())} }}"
    # A text of TOML is one of JSON, but for the one sign that JSON lets stand as it is.
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
