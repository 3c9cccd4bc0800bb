"""A line of text holds as many words as it has room for.

A text may fit in what is left of it in a line, and not with the space after it, which nobody sees.
The renderer then takes the first word alone: before the next letter in bold a line of one word
stood among full ones.
"""

from __future__ import annotations

from typing import Any

import weasyprint
from weasyprint.text import line_break

from assessment.report.pdf.monkeypatch import replace

SPACES_COLLAPSE = ("normal", "pre-line")
"""Where a space at the end of a line takes no room."""


def install_line_ends() -> None:
    """Let a text that fits without the space at its end stand in one line, in this process."""
    replace(weasyprint, _split_first_line, split_first_line)


_split_first_line = line_break.split_first_line


def split_first_line(
    text: str,
    style: Any,
    context: Any,
    max_width: float | None,
    justification_spacing: float,
    is_line_start: bool = True,
    minimum: bool = False,
) -> Any:
    """As the renderer's: (layout, length, where the next line begins, width, height, baseline)."""
    rest = (justification_spacing, is_line_start, minimum)
    found = _split_first_line(text, style, context, max_width, *rest)
    seen = text.rstrip(" ")
    if max_width is None or seen == text or style["white_space"] not in SPACES_COLLAPSE:
        return found
    _layout, length, following, *_sizes = found
    if following is None or " " in text.encode()[:length].decode().strip(" "):
        return found
    _layout, _length, following, width, *_sizes = _split_first_line(
        seen, style, context, max_width, *rest
    )
    if following is not None or width > max_width:
        return found
    return _split_first_line(text, style, context, None, *rest)
