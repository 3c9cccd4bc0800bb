"""What pydantic says of a file, as sentences for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from assessment.language import _

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_SENTENCES: Mapping[str, str] = {
    "missing": _("{place} is missing."),
    "extra_forbidden": _("{place} is not a key that this format knows."),
    "string_type": _("{place} must be text."),
    "string_too_short": _("{place} must not be empty."),
    "string_too_long": _("{place} is longer than {max_length} characters."),
    "string_pattern_mismatch": _("{place} does not have the right form: {input}."),
    "int_type": _("{place} must be a whole number."),
    "int_parsing": _("{place} must be a whole number."),
    "bool_type": _("{place} must be true or false."),
    "dict_type": _("{place} must be an object with keys."),
    "model_type": _("{place} must be an object with keys."),
    "list_type": _("{place} must be a list."),
    "tuple_type": _("{place} must be a list."),
    "too_short": _("{place} has fewer than {min_length} entries."),
    "too_long": _("{place} has more than {max_length} entries."),
    "point_level": _("{place} must be 2, 3 or 4, not {input}."),
    "level": _("{place} must be 0, 1, 2, 3 or 4, not {input}."),
    "literal_error": _("{place} must be {expected}, not {input}."),
    "date_from_datetime_parsing": _("{place} must be a date such as 2026-11-01."),
    "date_parsing": _("{place} must be a date such as 2026-11-01."),
    "date_type": _("{place} must be a date such as 2026-11-01."),
    "datetime_parsing": _("{place} must be a time such as 2026-11-01T09:30:00Z."),
    "datetime_from_date_parsing": _("{place} must be a time such as 2026-11-01T09:30:00Z."),
    "datetime_type": _("{place} must be a time such as 2026-11-01T09:30:00Z."),
    "timezone_aware": _("{place} must be a time with its zone, such as 2026-11-01T09:30:00Z."),
    "greater_than_equal": _("{place} must be at least {ge}."),
    "less_than_equal": _("{place} must be at most {le}."),
    "greater_than": _("{place} must be more than {gt}."),
    "json_invalid": _("This is not valid JSON: {error}."),
}


def sentence(item: ErrorDetails, location: str) -> str:
    """One validation error as a sentence; `location` says in words where it stands."""
    context: dict[str, Any] = {**item.get("ctx", {}), "input": _shown(item.get("input"))}
    location = location or _("The file")
    if item["type"] == "value_error":
        return f"{location}: {context.get('error', item['msg'])}."
    template = _SENTENCES.get(_kind(item))
    if template is None:
        return f"{location}: {item['msg']}."
    context["place"] = location
    return template.format(**context)


def _kind(item: ErrorDetails) -> str:
    text = isinstance(item.get("input"), str) and item["type"] in ("too_short", "too_long")
    return f"string_{item['type']}" if text else item["type"]


def _shown(value: object) -> str:
    text = str(value).lower() if isinstance(value, bool) else repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
