"""The lines beneath a table of the results: all there is to say about the row under the cursor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from textual.content import Content

from assessment.assess import Assessment
from assessment.compare import Comparison, later
from assessment.dates import in_words
from assessment.figures import NEED_NOT_SUBTRACT, points, priority, robust_share
from assessment.language import _
from assessment.questionnaire import Level
from assessment.roadmap import Gap
from assessment.scorecard import Score
from assessment.text import count_of, joined_sentences, one_line, same_name
from assessment.tui import wording
from assessment.tui.screens import results_rows
from assessment.tui.trial import Trial
from assessment.tui.widgets.fitted_table import cut_to_width
from assessment.tui.widgets.score_table import ScoreRow

_MAX_SHOWN = 240
"""So much is shown of what somebody wrote; the question itself shows all of it."""


def score_detail(row: ScoreRow) -> Content:
    """A score with what is behind it."""
    said = cut_to_width(row.reason, 2 * _MAX_SHOWN) or wording.answered_line(row.score)
    sentences = _sentences(said, *_beside(row.score))
    if row.key == results_rows.OVERALL:
        return Content.assemble((row.title, "bold"), f"  {sentences}")
    return _content(_title(row), sentences)


def gap_detail(shown: Assessment, key: str, shares: Mapping[str, float] | None) -> Content:
    """A gap with its next step, and what waits for what; or what a tried level would mean."""
    question = shown.questionnaire.by_id[key]
    item = shown.gaps.get(key)
    if item is None:
        level = shown.statuses[key].answer.level or 0
        return _content(
            f"{key}  {question.name}",
            _("Tried at level {level}: {meaning}").format(
                level=level, meaning=" ".join(question.meaning(level))
            ),
            _("It would be no gap any more; 0 to 4 try another level."),
        )
    step = " ".join(question.points[letter].text for letter in item.missing)
    return _content(
        f"{key}  {question.name}",
        _("Missing up to level {target}: {step}").format(target=item.target, step=step),
        _sentences(*_circumstances(shown, item, shares)),
    )


def question_detail(shown: Assessment, key: str) -> Content:
    """A question with the note beside its answer."""
    item = shown.statuses[key]
    note = cut_to_width(one_line(item.answer.note), _MAX_SHOWN)
    title = f"{key}  {item.question.name}"
    return _content(
        title, item.question.text, *([_("Note: {note}").format(note=note)] if note else [])
    )


def change_detail(comparison: Comparison, key: str) -> Content:
    """A question that is not as it was, with both descriptors."""
    if key.startswith(results_rows.GONE):
        return _content(key.removeprefix(results_rows.GONE), _("It is only in the baseline."))
    found = next((question for question in comparison.questions if question.question == key), None)
    asked = comparison.current.questionnaire.by_id[key]
    lines = [f"{key}  {asked.name}"]
    if found is not None and found.before is not None and found.cause != "questionnaire_changed":
        lines.append(
            _("Before, level {before}: {meaning}").format(
                before=found.before, meaning=" ".join(asked.meaning(found.before))
            )
        )
    if found is not None and found.after is not None:
        lines.append(
            _("Now, level {after}: {meaning}").format(
                after=found.after, meaning=" ".join(asked.meaning(found.after))
            )
        )
    return _content(*lines)


def _title(row: ScoreRow) -> str:
    return f"{row.code.strip()}  {row.title}" if row.title else row.code


def _beside(score: Score) -> Iterator[str]:
    if score.reviewed is not None:
        yield _("Reviewed {points}").format(points=points(score.reviewed))
    if score.applies and (left_out := wording.not_applicable_line(score)):
        yield left_out


def _circumstances(
    shown: Assessment, gap: Gap, shares: Mapping[str, float] | None
) -> Iterator[str]:
    answer = shown.statuses[gap.question].answer
    yield _("Stage: {stage}").format(stage=shown.questionnaire.stage_title(gap.stage).lower())
    yield (
        _("Responsible: {ministry}").format(ministry=answer.ministry)
        if answer.ministry
        else _("No responsible ministry named")
    )
    if answer.action is not None and answer.action.due is not None:
        yield _("Due {date}").format(date=in_words(answer.action.due))
    if shares is not None and (share := robust_share(shares.get(gap.question))):
        yield _("With weights varied at random, among the first ten in {share}").format(share=share)
    if gap.urgency > gap.priority:
        yield _("As urgent as what waits for it, {priority}").format(priority=priority(gap.urgency))
    if gap.unmet:
        yield _("Waits for {unmet}").format(unmet=", ".join(gap.unmet))
    if gap.open_prerequisites:
        yield _("Not answered before it: {open_prerequisites}").format(
            open_prerequisites=", ".join(gap.open_prerequisites)
        )
    if gap.waiting:
        gaps = count_of(len(gap.waiting), "{n} gap waits", "{n} gaps wait")
        yield _("{gaps} for it: {waiting}").format(gaps=gaps, waiting=", ".join(gap.waiting))


def _sentences(*parts: str) -> str:
    return ". ".join(part.rstrip(".") for part in parts) + "."


def _content(title: str, *lines: str) -> Content:
    return Content.assemble((title, "bold"), *(f"\n{one_line(line)}" for line in lines))


def notice(actual: Assessment, trial: Trial, baseline: Assessment | None, note: str) -> str:
    """What the figures on the screen are: a trial, a comparison, or empty for the answers alone."""
    if trial:
        levels = "; ".join(_tried_level(actual, key, level) for key, level in trial.items())
        return joined_sentences(
            _("What if: {levels}. The answers are not changed.").format(levels=levels),
            "" if baseline is None else _("Changes are told from the answers as they are now."),
            NEED_NOT_SUBTRACT,
        )
    if baseline is None:
        return ""
    then = baseline.answers
    compared = (
        _("Compared with {state}, {when}.")
        if same_name(actual.answers.state, then.state)
        else _("Compared with another State: {state}, {when}.")
    ).format(state=then.state, when=then.period or in_words(then.date))
    return joined_sentences(compared, later(then, actual.answers), note, NEED_NOT_SUBTRACT)


def _tried_level(actual: Assessment, key: str, level: Level) -> str:
    item = actual.statuses[key]
    now = wording.state_of(actual.questionnaire, item.status, item.answer.level)
    return _("{key} at {level_name} (is {now})").format(
        key=key, level_name=wording.level_in_words(actual.questionnaire, level), now=now
    )
