"""How files are shared out among processes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.batch.chunks import (
    AHEAD,
    MAX_CHUNK,
    MAX_CHUNK_BYTES,
    MAX_CHUNK_MEMBERS,
    MIN_CHUNK,
    chunks,
    shared_out,
)
from assessment.batch.input_file import InputFile

Chunks = Callable[[Iterable[InputFile]], Iterator[tuple[InputFile, ...]]]
ON_DISK = st.integers(0, 3000).map(lambda many: [InputFile("disk", "disk")] * many)
IN_ARCHIVE = st.tuples(st.integers(0, 400), st.sampled_from([0, 10, MAX_CHUNK_BYTES // 3])).map(
    lambda pair: [InputFile("member", raw=bytes(pair[1]))] * pair[0]
)
SOURCES = st.lists(ON_DISK | IN_ARCHIVE, max_size=4).map(
    lambda groups: [
        entry._replace(report=str(place))
        for place, entry in enumerate(item for group in groups for item in group)
    ]
)


@pytest.mark.parametrize("way", [chunks, shared_out])
@given(items=SOURCES)
def test_every_file_is_in_one_chunk_in_order_and_no_chunk_is_too_large(
    way: Chunks, items: list[InputFile]
):
    found = list(way(items))
    assert [item for chunk in found for item in chunk] == items
    for place, chunk in enumerate(found):
        members = [item.raw for item in chunk if item.raw is not None]
        assert 1 <= len(chunk) <= min(MAX_CHUNK, 2**place)
        assert len(members) <= MAX_CHUNK_MEMBERS
        assert sum(map(len, members[:-1])) < MAX_CHUNK_BYTES


@given(many=st.integers(1, 4000))
def test_no_process_ends_long_after_the_others(many: int):
    left = many
    for chunk in shared_out([InputFile("disk", "disk")] * many):
        assert len(chunk) <= max(MIN_CHUNK, left // 4 + 1)
        left -= len(chunk)


@pytest.mark.parametrize("way", [chunks, shared_out])
def test_what_comes_slowly_from_an_archive_is_not_waited_for(way: Chunks):
    taken = 0

    def slowly() -> Iterator[InputFile]:
        nonlocal taken
        for _ in range(10):
            taken += 1
            yield InputFile("member", raw=b"{}")

    found = way(slowly())
    assert len(next(found)) == 1
    assert taken == 1


def test_a_list_that_comes_slowly_is_scored_as_it_comes_and_looked_ahead_in_only_when_shared_out():
    endless = iter(lambda: InputFile("disk", "disk"), None)
    assert len(next(chunks(endless))) == 1
    few = (InputFile("disk", "disk") for _ in range(AHEAD + 2))
    assert len(next(shared_out(few))) == 1
    assert len(list(few)) == 1
