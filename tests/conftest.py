"""What every room's tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from synthetic import area, build, question

from assessment.answers import Answers
from assessment.example import earlier_example, example_answers
from assessment.questionnaire import Questionnaire
from assessment.store import read_questionnaire, write_answers

settings.register_profile(
    "ci",
    derandomize=True,
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("long", parent=settings.get_profile("ci"), max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="session")
def questionnaire() -> Questionnaire:
    """The questionnaire that comes with the program."""
    return read_questionnaire()


@pytest.fixture(scope="session")
def example(questionnaire: Questionnaire) -> Answers:
    """The fictional State's current assessment."""
    return example_answers(questionnaire)


@pytest.fixture(scope="session")
def earlier(questionnaire: Questionnaire) -> Answers:
    """The same State two years earlier."""
    return earlier_example(questionnaire)


@pytest.fixture
def example_file(example: Answers, tmp_path: Path) -> Path:
    """The example as an answer file."""
    path = tmp_path / "examplia.json"
    write_answers(path, example)
    return path


SMALL = (
    area(
        "AAA",
        question("AAA-01", weight=3, paragraphs=[3]),
        question("AAA-02", weight=2, paragraphs=[3, 5]),
        question("AAA-03", weight=1, paragraphs=[5]),
        question("AAA-04", weight=1, paragraphs=[5]),
    ),
    area(
        "BBB",
        question("BBB-01", weight=3, paragraphs=[3], functions=["respond"], requires=["AAA-01"]),
        question("BBB-02", weight=2, paragraphs=[7], functions=["respond"], requires=["BBB-01"]),
        question("BBB-03", weight=1, paragraphs=[7], functions=[], requires=["AAA-02"]),
        question("BBB-04", weight=1, paragraphs=[7], functions=[], requires=["AAA-04"]),
        weight=2,
    ),
    area(
        "CCC",
        question("CCC-01", weight=2, paragraphs=[9], functions=[], when=["affected"]),
        question("CCC-02", weight=1, paragraphs=[9], functions=["recover"]),
    ),
)
"""Three policy areas, ten questions; the second area counts twice."""


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Questionnaire:
    """A questionnaire small enough to be scored by hand."""
    return build(tmp_path_factory.mktemp("small") / "small", *SMALL)


@pytest.fixture(scope="session")
def small_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the small questionnaire, for commands."""
    folder = tmp_path_factory.mktemp("small-files") / "small"
    build(folder, *SMALL)
    return folder
