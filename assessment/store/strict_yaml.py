"""YAML as plain data with the line of every value; duplicate keys and loose scalars are refused.

The C loader parses. The constructor is our own, because PyYAML turns `NO` into false
and keeps the last of two equal keys in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from assessment.language import _
from assessment.text import one_line

try:
    from yaml import CSafeLoader as SafeLoader
except ImportError:  # PyYAML built without libyaml: slower, same result
    from yaml import SafeLoader  # type: ignore[assignment]

Path = tuple[str | int, ...]
Events = Iterator[yaml.Event]

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


class _RefusedError(Exception):
    def __init__(self, line: int, problem: str) -> None:
        super().__init__(problem)
        self.line = line
        self.problem = problem


def load_yaml(text: str) -> Located:
    """Read one YAML document."""
    located = Located()
    try:
        _read(text, located)
    except _RefusedError as error:
        located.mistakes.append((error.line, error.problem))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        located.mistakes.append(
            (
                mark.line + 1 if mark else 1,
                _("This is not valid YAML: {problem}.").format(problem=error.problem),
            )
        )
    except yaml.YAMLError as error:
        located.mistakes.append(
            (1, _("This is not valid YAML: {error}.").format(error=one_line(str(error))))
        )
    return located


def _read(text: str, located: Located) -> None:
    # Events, not PyYAML's tree of nodes: its composer is recursive C and crashes on deep nesting.
    events = yaml.parse(text, Loader=SafeLoader)
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            if located.lines:
                raise _RefusedError(_line(event), _("A second document begins here."))
            located.data = _construct(next(events), (), located, events)
    if not located.lines:
        located.mistakes.append((1, _("The file is empty.")))


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _construct(event: yaml.Event, path: Path, located: Located, events: Events) -> Any:
    line = _line(event)
    located.lines[path] = line
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(event, located)
    if isinstance(event, yaml.AliasEvent):
        # Aliases of aliases would make a small file fill the memory.
        raise _RefusedError(
            line,
            _("The alias *{anchor} is not allowed; write the value out.").format(
                anchor=event.anchor
            ),
        )
    if len(path) >= DEPTH_LIMIT:
        raise _RefusedError(line, _("The data are nested too deeply."))
    if isinstance(event, yaml.MappingStartEvent):
        return _mapping(path, located, events)
    return _sequence(path, located, events)


def _sequence(path: Path, located: Located, events: Events) -> list[Any]:
    result: list[Any] = []
    for event in events:
        if isinstance(event, yaml.SequenceEndEvent):
            break
        result.append(_construct(event, (*path, len(result)), located, events))
    return result


def _mapping(path: Path, located: Located, events: Events) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        line = _line(event)
        if not isinstance(event, yaml.ScalarEvent):
            raise _RefusedError(line, _("A key must be a word."))
        key = one_line(event.value)
        if key in result:
            first = located.line((*path, key))
            located.mistakes.append(
                (
                    line,
                    _("The key '{key}' stands twice (first in line {first}).").format(
                        key=key, first=first
                    ),
                )
            )
        value = _construct(next(events), (*path, key), located, events)
        result.setdefault(key, value)
        located.lines[(*path, key)] = line
    return result


def _scalar(node: yaml.ScalarEvent, located: Located) -> Any:
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
            (_line(node), _("'{text}' may mean yes or no; put it in quotes.").format(text=text))
        )
    return text
