"""How files are shared out among processes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.batch.chunks import (
    AHEAD,
    CHUNK,
    CHUNK_BYTES,
    CHUNK_LEAST,
    CHUNK_MEMBERS,
    chunks,
    shared_out,
)
from assessment.batch.items import Item

Chunks = Callable[[Iterable[Item]], Iterator[tuple[Item, ...]]]
ON_DISK = st.integers(0, 3000).map(lambda many: [Item("disk", "disk")] * many)
IN_ARCHIVE = st.tuples(st.integers(0, 400), st.sampled_from([0, 10, CHUNK_BYTES // 3])).map(
    lambda pair: [Item("member", raw=bytes(pair[1]))] * pair[0]
)
SOURCES = st.lists(ON_DISK | IN_ARCHIVE, max_size=4).map(
    lambda groups: [
        one._replace(report=str(place))
        for place, one in enumerate(item for group in groups for item in group)
    ]
)


@pytest.mark.parametrize("way", [chunks, shared_out])
@given(items=SOURCES)
def test_every_file_is_in_one_chunk_in_order_and_no_chunk_is_too_large(
    way: Chunks, items: list[Item]
):
    found = list(way(items))
    assert [item for chunk in found for item in chunk] == items
    for place, chunk in enumerate(found):
        members = [item.raw for item in chunk if item.raw is not None]
        assert 1 <= len(chunk) <= min(CHUNK, 2**place)
        assert len(members) <= CHUNK_MEMBERS
        assert sum(map(len, members[:-1])) < CHUNK_BYTES


@given(many=st.integers(1, 4000))
def test_no_process_ends_long_after_the_others(many: int):
    left = many
    for chunk in shared_out([Item("disk", "disk")] * many):
        assert len(chunk) <= max(CHUNK_LEAST, left // 4 + 1)
        left -= len(chunk)


@pytest.mark.parametrize("way", [chunks, shared_out])
def test_what_comes_slowly_from_an_archive_is_not_waited_for(way: Chunks):
    taken = 0

    def slowly() -> Iterator[Item]:
        nonlocal taken
        for _ in range(10):
            taken += 1
            yield Item("member", raw=b"{}")

    found = way(slowly())
    assert len(next(found)) == 1
    assert taken == 1


def test_a_list_that_comes_slowly_is_scored_as_it_comes_and_looked_ahead_in_only_when_shared_out():
    endless = iter(lambda: Item("disk", "disk"), None)
    assert len(next(chunks(endless))) == 1
    few = (Item("disk", "disk") for _ in range(AHEAD + 2))
    assert len(next(shared_out(few))) == 1
    assert len(list(few)) == 1
