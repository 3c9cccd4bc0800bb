"""As much of JSON Schema as our schemas use, so that a test needs no further library."""

from __future__ import annotations

import re
from typing import Any

TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list, tuple),
    "string": (str,),
    "number": (int, float),
    "integer": (int,),
    "boolean": (bool,),
    "null": (type(None),),
}
KNOWN = {
    "$defs", "$ref", "additionalProperties", "anyOf", "const", "default", "description", "enum",
    "format", "items", "maxItems", "maxLength", "minItems", "minLength", "pattern",
    "patternProperties", "properties", "propertyNames", "required", "title", "type",
}  # fmt: skip


def check(value: Any, schema: dict[str, Any]) -> None:
    """Raise AssertionError, with the place, unless a value fits a schema."""
    _check(value, schema, schema.get("$defs", {}), "$")


def _check(value: Any, schema: Any, defs: dict[str, Any], at: str) -> None:
    if schema is True or not schema:
        return
    assert schema is not False, at
    assert set(schema) <= KNOWN, f"{at}: {set(schema) - KNOWN} is not understood here"
    if "$ref" in schema:
        _check(value, defs[schema["$ref"].removeprefix("#/$defs/")], defs, at)
    if "anyOf" in schema:
        assert any(_fits(value, one, defs) for one in schema["anyOf"]), at
    _check_scalar(value, schema, at)
    if isinstance(value, list | tuple):
        for place, item in enumerate(value):
            _check(item, schema.get("items", True), defs, f"{at}[{place}]")
    if isinstance(value, dict):
        _check_object(value, schema, defs, at)


def _check_scalar(value: Any, schema: dict[str, Any], at: str) -> None:
    if "type" in schema:
        assert isinstance(value, TYPES[schema["type"]]), at
        assert schema["type"] == "boolean" or not isinstance(value, bool), at
    assert "const" not in schema or value == schema["const"], at
    assert "enum" not in schema or value in schema["enum"], at
    if isinstance(value, str):
        assert schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)), at
        assert re.search(schema.get("pattern", ""), value), at


def _check_object(value: dict, schema: dict[str, Any], defs: dict[str, Any], at: str) -> None:
    known = schema.get("properties", {})
    patterns = schema.get("patternProperties", {})
    assert set(schema.get("required", ())) <= set(value), at
    for key, item in value.items():
        _check(key, schema.get("propertyNames", True), defs, f"{at}.{key}")
        rules = [known[key]] if key in known else []
        rules += [rule for pattern, rule in patterns.items() if re.search(pattern, key)]
        for rule in rules or [schema.get("additionalProperties", True)]:
            _check(item, rule, defs, f"{at}.{key}")


def _fits(value: Any, schema: Any, defs: dict[str, Any]) -> bool:
    try:
        _check(value, schema, defs, "")
    except AssertionError:
        return False
    return True
