"""The memory through which one process hands results to another."""

from __future__ import annotations

import multiprocessing
import pickle

from hypothesis import given
from hypothesis import strategies as st

from assessment.batch.items import Item
from assessment.batch.places import PLACE, Left, Place
from assessment.batch.runner import started

RESULTS = st.recursive(
    st.none() | st.binary() | st.text() | st.integers() | st.floats(allow_nan=False),
    lambda inner: st.lists(inner) | st.tuples(inner, inner),
)


@given(st.lists(RESULTS, min_size=1, max_size=5))
def test_what_is_left_in_a_place_is_what_is_taken_from_it_however_often_it_is_used(
    results: list[object],
):
    place = Place()
    for result in results:
        sent = place.put(result)
        assert isinstance(sent, Left)
        assert place.take(sent) == result


@given(st.integers(-64, 64))
def test_a_result_that_has_no_room_is_sent_as_it_is(more: int):
    place = Place()
    result = b"x" * (PLACE + more)
    sent = place.put(result)
    fits = len(pickle.dumps(result, pickle.HIGHEST_PROTOCOL)) <= PLACE
    assert isinstance(sent, Left) if fits else sent is result
    assert place.take(sent) == result
    assert place.take(place.put(b"next")) == b"next"


def test_another_process_leaves_what_this_one_takes():
    place = Place()
    child = multiprocessing.get_context("fork").Process(target=place.put, args=(b"rows" * 1000,))
    child.start()
    child.join()
    size = Place().put(b"rows" * 1000)
    assert place.take(size) == b"rows" * 1000


def test_results_are_given_in_order_through_places_and_past_them():
    parts = [(Item(str(number)),) for number in range(60)]
    taken: list[bytes] = []
    with started(_large_now_and_then, 2) as running:
        running.run(parts, taken.append)
    assert taken == [_large_now_and_then(part) for part in parts]


def _large_now_and_then(part: tuple[Item, ...]) -> bytes:
    number = int(part[0].name)
    return f"{number},".encode() * (400_000 if number % 7 == 0 else 10)
