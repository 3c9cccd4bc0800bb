"""Streams of a PDF as a strict reader of archives wants them.

A packed stream that ends in a carriage return, followed by the line feed before `endstream`, reads
as one end of a line to such a reader, and the stream's length then seems wrong.
"""

from __future__ import annotations

from typing import Any

import pydyf

_data = pydyf.Stream.data.fget
_ENDS_LIKE_A_LINE = b"\r\nendstream"


def ends_like_a_line(stream: Any) -> bool:
    """Whether the last byte of a packed stream can be taken for a part of the end of a line."""
    return bool(_data(stream).endswith(_ENDS_LIKE_A_LINE))


def install_streams() -> None:
    """Let no stream of objects end so: white space may be added to one, and changes its packing."""
    pydyf.Stream.data = property(_stream_data)


def _stream_data(self: Any) -> bytes:
    if self.extra.get("Type") == "/ObjStm":
        while ends_like_a_line(self):
            self.stream.append(b"")
    return bytes(_data(self))
