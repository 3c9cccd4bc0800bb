"""What every room's tests share."""

from __future__ import annotations

import gc
import itertools
import os
import signal
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import pytest
from hard_files import HARD
from hypothesis import HealthCheck, settings
from sealing import holding, key_of
from synthetic import SMALL

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


def pytest_addoption(parser: pytest.Parser) -> None:
    """What is random can go on longer than in continuous integration."""
    parser.addoption(
        "--random-keys",
        type=int,
        default=1000,
        help="how many random keys the walk through the terminal's screens presses",
    )
    parser.addoption(
        "--mutated-files",
        type=int,
        default=6000,
        help="how many damaged answer files the quick reader is compared with the full one on",
    )
    parser.addoption(
        "--many-files",
        type=int,
        default=2000,
        help="over how many files memory is held flat",
    )
    parser.addoption(
        "--every-hard-file",
        action="store_true",
        help="print each edition of all eight files that are hard to print, not of four, and "
        "compare their figures on paper too, not on pages alone",
    )
    parser.addoption(
        "--scored-files",
        type=int,
        default=800,
        help="on how many random files the batch is compared with two other ways to score",
    )


PLAIN = {"everything unknown", "all zero", "all four", "three answers"}
"""Files that are hard for the words and easy for the paper."""
BY_OPTION: Mapping[str, tuple[str, Collection[str]]] = {
    "report/test_hard_files.py": ("name", PLAIN),
    "test_faces_agree.py::test_the_pdf_shows_the_same": ("file", HARD),
}
"""What is printed with `--every-hard-file` alone: the tests, and of which files by which name."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The paper of some hard files is looked at by option; their pages always."""
    if not config.getoption("--every-hard-file"):
        config.hook.pytest_deselected(items=[*filter(_is_by_option, items)])
        items[:] = itertools.filterfalse(_is_by_option, items)


def _is_by_option(item: pytest.Item) -> bool:
    given = item.callspec.params if hasattr(item, "callspec") else {}
    return any(
        test in item.nodeid and given.get(name) in files
        for test, (name, files) in BY_OPTION.items()
    )


def pytest_configure() -> None:
    """Programs that are started hear Ctrl-C, also where a shell started the tests beside itself."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """A long value does not name its test: one of 60 MB took 690 MB for the name."""
    return argname if isinstance(val, str | bytes) and len(val) > 200 else None


@pytest.fixture(autouse=True, scope="module")
def no_garbage_is_looked_for_in_what_stays() -> None:
    """What is there when a module begins is looked through no more.

    Reports and screens of thousands of tests are millions of objects: looking through them again
    and again took a third of the time. The commands do the same for themselves.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(autouse=True)
def signals_as_they_were() -> Iterator[None]:
    """A command that ran in this process leaves its answer to Ctrl-C behind."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.getsignal(number) for number in numbers]
    yield
    for number, answer in zip(numbers, before, strict=True):
        signal.signal(number, answer)


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


@pytest.fixture
def own_key(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A key of one's own without a passphrase; its public key."""
    path = tmp_path_factory.mktemp("own") / "key"
    public = key_of(path)
    with holding(path):
        yield public


@pytest.fixture(scope="session")
def small() -> Questionnaire:
    """A questionnaire small enough to be scored by hand: three policy areas, ten questions."""
    return read_questionnaire(str(SMALL))
