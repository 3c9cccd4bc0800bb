"""How far a run is: a plain line every few seconds where there is no terminal."""

from __future__ import annotations

import io

import pytest

from assessment.batch import progress


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_elsewhere_than_on_a_terminal_a_line_comes_every_few_seconds(
    monkeypatch: pytest.MonkeyPatch,
):
    clock, said = Clock(), io.StringIO()
    monkeypatch.setattr(progress.time, "monotonic", clock)
    with progress.progress_shown(3000, quiet=False, stream=said) as advance:
        for _ in range(12):
            clock.now += 1.0
            advance(250)
    assert said.getvalue().splitlines() == [
        "1,250 of 3,000 files, 250 a second, 7 seconds left",
        "2,500 of 3,000 files, 250 a second, 2 seconds left",
    ]


@pytest.mark.parametrize(
    ("files", "left"),
    [(801, "75 seconds"), (4_271, "7 minutes"), (53_901, "90 minutes"), (90_001, "2 hours")],
)
def test_the_time_left_is_told_in_a_unit_that_fits(
    monkeypatch: pytest.MonkeyPatch, files: int, left: str
):
    clock, said = Clock(), io.StringIO()
    monkeypatch.setattr(progress.time, "monotonic", clock)
    with progress.progress_shown(files, quiet=False, stream=said) as advance:
        clock.now = 5.0
        advance(50)
    assert said.getvalue().endswith(f", {left} left\n")


def test_where_the_number_is_not_known_no_time_is_promised(monkeypatch: pytest.MonkeyPatch):
    clock, said = Clock(), io.StringIO()
    monkeypatch.setattr(progress.time, "monotonic", clock)
    with progress.progress_shown(None, quiet=False, stream=said) as advance:
        clock.now = 8.0
        advance(20)
    assert said.getvalue() == "20 files, 2.5 a second\n"
