"""The lines beneath a table of the results: all there is to say about the row under the cursor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from textual.content import Content

from assessment.assess import Assessment
from assessment.compare import Comparison
from assessment.figures import NEED_NOT_SUBTRACT, percent, points, priority
from assessment.questionnaire import Level
from assessment.roadmap import Gap
from assessment.scorecard import Score
from assessment.text import count_of, one_line, same_name
from assessment.tui import wording
from assessment.tui.screens import results_rows
from assessment.tui.trial import Trial
from assessment.tui.widgets.fitted_table import shorten
from assessment.tui.widgets.score_table import ScoreRow

MAX_SHOWN = 240
"""So much is shown of what somebody wrote; the question itself shows all of it."""


def score(row: ScoreRow) -> Content:
    """A score with what is behind it."""
    said = shorten(row.reason, 2 * MAX_SHOWN) or wording.answered_line(row.score)
    sentences = _sentences(said, *_beside(row.score))
    if row.key == results_rows.OVERALL:
        return Content.assemble((row.title, "bold"), f"  {sentences}")
    return _content(_title(row), sentences)


def gap(shown: Assessment, key: str, shares: Mapping[str, float] | None) -> Content:
    """A gap with its next step, and what waits for what; or what a tried level would mean."""
    question = shown.questionnaire.by_id[key]
    item = shown.gaps.get(key)
    if item is None:
        level = shown.statuses[key].answer.level or 0
        return _content(
            f"{key}  {question.name}",
            f"Tried at level {level}: {' '.join(question.meaning(level))}",
            "It would be no gap any more; 0 to 4 try another level.",
        )
    step = " ".join(question.points[letter].text for letter in item.missing)
    return _content(
        f"{key}  {question.name}",
        f"Missing up to level {item.target}: {step}",
        _sentences(*_circumstances(shown, item, shares)),
    )


def question(shown: Assessment, key: str) -> Content:
    """A question with the note beside its answer."""
    item = shown.statuses[key]
    note = shorten(one_line(item.answer.note), MAX_SHOWN)
    title = f"{key}  {item.question.name}"
    return _content(title, item.question.text, *([f"Note: {note}"] if note else []))


def change(comparison: Comparison, key: str) -> Content:
    """A question that is not as it was, with both descriptors."""
    if key.startswith(results_rows.GONE):
        return _content(key.removeprefix(results_rows.GONE), "It is only in the baseline.")
    found = next((question for question in comparison.questions if question.question == key), None)
    asked = comparison.current.questionnaire.by_id[key]
    lines = [f"{key}  {asked.name}"]
    if found is not None and found.before is not None and found.cause != "questionnaire_changed":
        lines.append(f"Before, level {found.before}: {' '.join(asked.meaning(found.before))}")
    if found is not None and found.after is not None:
        lines.append(f"Now, level {found.after}: {' '.join(asked.meaning(found.after))}")
    return _content(*lines)


def _title(row: ScoreRow) -> str:
    return f"{row.code.strip()}  {row.title}" if row.title else row.code


def _beside(score: Score) -> Iterator[str]:
    if score.reviewed is not None:
        yield f"Reviewed {points(score.reviewed)}"
    if score.applies and (left_out := wording.not_applicable_line(score)):
        yield left_out


def _circumstances(
    shown: Assessment, gap: Gap, shares: Mapping[str, float] | None
) -> Iterator[str]:
    answer = shown.statuses[gap.question].answer
    yield f"Stage: {shown.questionnaire.stage_title(gap.stage).lower()}"
    yield f"Responsible: {answer.ministry}" if answer.ministry else "No responsible ministry named"
    if answer.action is not None and answer.action.due is not None:
        yield f"Due {answer.action.due.isoformat()}"
    if shares is not None and gap.question in shares:
        share = percent(shares[gap.question])
        yield f"With weights varied at random, among the first ten in {share}"
    if gap.urgency > gap.priority:
        yield f"As urgent as what waits for it, {priority(gap.urgency)}"
    if gap.unmet:
        yield f"Waits for {', '.join(gap.unmet)}"
    if gap.open_prerequisites:
        yield f"Not answered before it: {', '.join(gap.open_prerequisites)}"
    if gap.waiting:
        gaps = count_of(len(gap.waiting), "gap waits", "gaps wait")
        yield f"{gaps} for it: {', '.join(gap.waiting)}"


def _sentences(*parts: str) -> str:
    return ". ".join(part.rstrip(".") for part in parts) + "."


def _content(title: str, *lines: str) -> Content:
    return Content.assemble((title, "bold"), *(f"\n{one_line(line)}" for line in lines))


def notice(actual: Assessment, trial: Trial, baseline: Assessment | None, note: str) -> str:
    """What the figures on the screen are: a trial, a comparison, or empty for the answers alone."""
    if trial:
        levels = "; ".join(_tried_level(actual, key, level) for key, level in trial.items())
        beside = "" if baseline is None else " Changes are told from the answers as they are now."
        return f"What if: {levels}. The answers are not changed.{beside} {NEED_NOT_SUBTRACT}"
    if baseline is None:
        return ""
    then = baseline.answers
    other = "" if same_name(actual.answers.state, then.state) else "another State: "
    words = f"Compared with {other}{then.state}, {then.period or then.date.isoformat()}."
    said = (words, wording.later(actual.answers, then), note, NEED_NOT_SUBTRACT)
    return " ".join(filter(None, said))


def _tried_level(actual: Assessment, key: str, level: Level) -> str:
    item = actual.statuses[key]
    now = wording.state_of(actual.questionnaire, item.status, item.answer.level)
    return f"{key} at {wording.level_name(actual.questionnaire, level)} (is {now})"
