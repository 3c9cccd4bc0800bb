"""What pydantic says of a file, as sentences for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_SENTENCES: Mapping[str, str] = {
    "missing": "{place} is missing.",
    "extra_forbidden": "{place} is not a key that this format knows.",
    "string_type": "{place} must be text.",
    "string_too_short": "{place} must not be empty.",
    "string_too_long": "{place} is longer than {max_length} characters.",
    "string_pattern_mismatch": "{place} does not have the right form: {input}.",
    "int_type": "{place} must be a whole number.",
    "int_parsing": "{place} must be a whole number.",
    "bool_type": "{place} must be true or false.",
    "dict_type": "{place} must be an object with keys.",
    "model_type": "{place} must be an object with keys.",
    "list_type": "{place} must be a list.",
    "tuple_type": "{place} must be a list.",
    "too_short": "{place} has fewer than {min_length} entries.",
    "too_long": "{place} has more than {max_length} entries.",
    "point_level": "{place} must be 2, 3 or 4, not {input}.",
    "level": "{place} must be 0, 1, 2, 3 or 4, not {input}.",
    "literal_error": "{place} must be {expected}, not {input}.",
    "date_from_datetime_parsing": "{place} must be a date such as 2026-11-01.",
    "date_parsing": "{place} must be a date such as 2026-11-01.",
    "date_type": "{place} must be a date such as 2026-11-01.",
    "datetime_parsing": "{place} must be a time such as 2026-11-01T09:30:00Z.",
    "datetime_from_date_parsing": "{place} must be a time such as 2026-11-01T09:30:00Z.",
    "datetime_type": "{place} must be a time such as 2026-11-01T09:30:00Z.",
    "timezone_aware": "{place} must be a time with its zone, such as 2026-11-01T09:30:00Z.",
    "greater_than_equal": "{place} must be at least {ge}.",
    "less_than_equal": "{place} must be at most {le}.",
    "greater_than": "{place} must be more than {gt}.",
    "json_invalid": "This is not valid JSON: {error}.",
}


def sentence(item: ErrorDetails, location: str) -> str:
    """One validation error as a sentence; `place` says in words where it stands."""
    context: dict[str, Any] = {**item.get("ctx", {}), "input": _shown(item.get("input"))}
    location = location or "The file"
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
