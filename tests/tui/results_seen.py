"""An assessment to look at, its results on the screen, and what is read there."""

from __future__ import annotations

from hands import press, settle, type_text, words_of
from showing import show

from assessment.assess import assess
from assessment.example import example_answers
from assessment.store import read_questionnaire
from assessment.tui.screens.results import ResultsScreen


def results(actual, tmp_path, **options):
    """The screen of an assessment's results, beside a baseline if one is `shown`."""
    return ResultsScreen(actual, options.pop("shown", None), file=tmp_path / "a.json", **options)


def seen(screen, *keys, then=None, size=(120, 30)):
    """What stands on the screen after some keys, as one run of words; and the program."""
    texts = []

    async def look(pilot):
        if then is not None:
            await then(pilot)
            await settle(pilot)
        texts.append(words_of(pilot.app))

    app = show(screen, *keys, then=look, size=size)
    return texts[0], app


def whole_example():
    """The example's assessment, with the questionnaire as it is shipped."""
    asked = read_questionnaire("unga-75-59")
    return assess(asked, example_answers(asked))


def comparing_with(*after):
    """Choose the file `before.json` as the baseline, from wherever `b` does that."""

    async def day(pilot):
        await press(pilot, "b")
        await type_text(pilot, "before")
        await press(pilot, "enter")
        await press(pilot, *after)

    return day
