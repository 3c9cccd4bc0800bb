"""Files in groups that are read by one process and scored as one matrix."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from assessment.batch.input_file import InputFile

MAX_CHUNK = 256
"""Files scored as one matrix."""
MIN_CHUNK = 16
"""Files in the last chunks, where all is shared out."""
_SHARE = 4
"""A chunk is no more than this part of what is left."""
AHEAD = _SHARE * MAX_CHUNK
"""How many files are known before they are scored."""
MAX_CHUNK_MEMBERS = 128
"""Most archive members in one chunk: an archive may come slowly, and is told of soon."""
MAX_CHUNK_BYTES = 8 * 1024 * 1024
"""Most bytes of archive members in one chunk."""


def chunks(items: Iterable[InputFile], most: int = MAX_CHUNK) -> Iterator[tuple[InputFile, ...]]:
    """The items in groups that are scored at once; small ones first, so that results come soon."""
    return _chunks(((item, AHEAD) for item in items), most)


def shared_out(
    items: Iterable[InputFile], most: int = MAX_CHUNK
) -> Iterator[tuple[InputFile, ...]]:
    """As `chunks`, and small ones last, so that no process ends long after the others.

    For that it looks ahead, but never past what is in an archive.
    """
    return _chunks(_with_what_is_left(items), most)


def _chunks(items: Iterable[tuple[InputFile, int]], most: int) -> Iterator[tuple[InputFile, ...]]:
    chunk: list[InputFile] = []
    members = size = 0
    wanted = 1
    for item, left in items:
        chunk.append(item)
        if item.raw is not None:
            members += 1
            size += len(item.raw)
        enough = min(wanted, max(MIN_CHUNK, left // _SHARE))
        if len(chunk) >= enough or members >= MAX_CHUNK_MEMBERS or size >= MAX_CHUNK_BYTES:
            yield tuple(chunk)
            chunk, members, size = [], 0, 0
            wanted = min(most, wanted * 2)
    if chunk:
        yield tuple(chunk)


def _with_what_is_left(items: Iterable[InputFile]) -> Iterator[tuple[InputFile, int]]:
    """Each item, and how many are left with it: AHEAD where that is not known."""
    ahead: deque[InputFile] = deque()
    for item in items:
        ahead.append(item)
        if len(ahead) > AHEAD:
            yield ahead.popleft(), AHEAD
        if item.raw is not None:
            yield from ((entry, AHEAD) for entry in ahead)
            ahead.clear()
    while ahead:
        left = len(ahead)
        yield ahead.popleft(), left
