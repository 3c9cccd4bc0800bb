"""`score_many`: one result at a time, in order, with flat memory and every refusal in its place."""

from __future__ import annotations

import pickle
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from assessment import score_many
from assessment.assess import assess
from assessment.questionnaire import Questionnaire
from assessment.store import parse_answers
from batch.corpus import document, dump, write

pytestmark = pytest.mark.slow


def test_nothing_is_read_before_it_is_asked_for(questionnaire: Questionnaire, tmp_path: Path):
    paths = write(tmp_path, questionnaire, 3)
    asked: list[Path] = []

    def endless() -> Iterator[Path]:
        while True:
            asked.append(paths[len(asked) % 3])
            yield asked[-1]

    results = score_many(endless(), questionnaire)
    assert asked == []
    first = next(results)
    assert Path(first.path) == paths[0]
    before = len(asked)
    assert before < 1000
    for _ in range(5000):
        next(results)
    assert len(asked) < 5001 + 1000


def test_a_refused_file_is_a_result_with_its_error(questionnaire: Questionnaire, tmp_path: Path):
    paths = write(tmp_path, questionnaire, 4)
    paths[1].write_text("{")
    results = list(score_many(paths, questionnaire))
    assert [Path(result.path) for result in results] == paths
    assert [result.error is None for result in results] == [True, False, True, True]
    assert results[1].scorecard is None
    assert str(paths[1]) in str(results[1].error)


def test_each_scorecard_is_that_of_the_single_file(questionnaire: Questionnaire, tmp_path: Path):
    for path, result in zip(
        paths := write(tmp_path, questionnaire, 40), score_many(paths, questionnaire), strict=True
    ):
        answers = parse_answers(path.read_bytes(), questionnaire, where="f").answers
        assert result.scorecard == assess(questionnaire, answers).scorecard


def test_memory_stays_flat_however_many_files_there_are(
    questionnaire: Questionnaire, tmp_path: Path, request: pytest.FixtureRequest
):
    path = tmp_path / "one.json"
    path.write_bytes(dump(document(questionnaire, 1)))
    many = request.config.getoption("--many-files")
    results = score_many((path for _ in range(2 * many)), questionnaire)
    tracemalloc.start()
    try:
        peaks = []
        for _ in range(2):
            tracemalloc.reset_peak()
            for _ in range(many):
                assert next(results).error is None
            peaks.append(tracemalloc.get_traced_memory()[1])
    finally:
        tracemalloc.stop()
    assert peaks[1] < 1.05 * peaks[0]


def test_one_path_is_one_path(questionnaire: Questionnaire, tmp_path: Path):
    paths = write(tmp_path / "van", questionnaire, 3)
    for item in (tmp_path / "van", f"{tmp_path}/van/"):
        assert [Path(result.path) for result in score_many(item, questionnaire)] == paths
    assert [result.path for result in score_many(str(paths[0]), questionnaire)] == [str(paths[0])]


def test_an_edition_that_is_none_is_refused_at_once(questionnaire: Questionnaire):
    with pytest.raises(ValueError, match="no edition 'nope': name one of full, ministry, partner"):
        score_many([], questionnaire, edition="nope")  # type: ignore[arg-type]


def test_a_result_goes_to_another_process_alone(questionnaire: Questionnaire, tmp_path: Path):
    paths = write(tmp_path, questionnaire, 100)
    paths[1].write_text("{")
    for result in score_many(paths, questionnaire):
        sent = pickle.dumps(result)
        assert len(sent) < 40_000
        received = pickle.loads(sent)
        assert (received.path, received.sha256) == (result.path, result.sha256)
        assert (received.state, str(received.error)) == (result.state, str(result.error))
        assert received.row == result.row
        assert received.scorecard == result.scorecard
