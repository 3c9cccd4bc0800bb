"""YAML as plain data with the line of every value; duplicate keys and loose scalars are refused.

The C loader composes the tree. The constructor is our own, because PyYAML turns `NO` into false
and keeps the last of two equal keys in silence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as SafeLoader
except ImportError:  # PyYAML built without libyaml: slower, same result
    from yaml import SafeLoader  # type: ignore[assignment]

Path = tuple[str | int, ...]

SIZE_LIMIT = 2 * 1024 * 1024
"""Largest questionnaire file, in bytes."""
DEPTH_LIMIT = 20
_INTEGER = re.compile(r"[-+]?[0-9]{1,9}\Z")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,9}\.[0-9]{1,9}\Z")
_WORDS: Mapping[str, bool | None] = {"true": True, "false": False, "null": None}
_AMBIGUOUS = re.compile(r"(?i)(y|yes|n|no|on|off|~)\Z")


@dataclass
class Located:
    """The data of one file, with the line of every value and what is wrong with its form."""

    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    """Line numbers from 1, under the path of keys and indexes."""
    mistakes: list[tuple[int, str]] = field(default_factory=list)
    """Line and sentence."""

    def line(self, path: Path) -> int:
        """The line of a value, or of the nearest value around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def load(text: str) -> Located:
    """Read one YAML document."""
    located = Located()
    try:
        node = yaml.compose(text, Loader=SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        located.mistakes.append(
            (mark.line + 1 if mark else 1, f"This is not valid YAML: {error.problem}.")
        )
        return located
    except (yaml.YAMLError, RecursionError) as error:
        located.mistakes.append((1, f"This is not valid YAML: {error}."))
        return located
    if node is None:
        located.mistakes.append((1, "The file is empty."))
    else:
        located.data = _construct(node, (), located, frozenset())
    return located


def _construct(node: yaml.Node, path: Path, located: Located, above: frozenset[int]) -> Any:
    located.lines[path] = node.start_mark.line + 1
    if id(node) in above or len(path) > DEPTH_LIMIT:
        located.mistakes.append((node.start_mark.line + 1, "The data contain themselves."))
        return None
    inside = above | {id(node)}
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, located, inside)
    if isinstance(node, yaml.SequenceNode):
        return [
            _construct(item, (*path, place), located, inside)
            for place, item in enumerate(node.value)
        ]
    assert isinstance(node, yaml.ScalarNode)  # the only third kind of node
    return _scalar(node, located)


def _mapping(
    node: yaml.MappingNode, path: Path, located: Located, above: frozenset[int]
) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        line = key_node.start_mark.line + 1
        if key in result:
            first = located.line((*path, key))
            located.mistakes.append(
                (line, f"The key '{key}' stands twice (first in line {first}).")
            )
            continue
        result[key] = _construct(value_node, (*path, key), located, above)
        located.lines[(*path, key)] = line
    return result


def _scalar(node: yaml.ScalarNode, located: Located) -> Any:
    text = node.value
    if node.style in ("'", '"', "|", ">"):
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.match(text):
        return int(text)
    if _DECIMAL.match(text):
        return float(text)
    if _AMBIGUOUS.match(text):
        located.mistakes.append(
            (node.start_mark.line + 1, f"'{text}' may mean yes or no; put it in quotes.")
        )
    return text
