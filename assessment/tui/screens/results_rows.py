"""The rows of the results: each tab's table out of a finished assessment; nothing is computed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from assessment.applicability import profile_reason
from assessment.assess import Assessment
from assessment.compare import CAUSE_NAMES, Change, Comparison
from assessment.figures import priority, robust_share
from assessment.language import _
from assessment.questionnaire import Level
from assessment.roadmap import Gap
from assessment.scorecard import Score
from assessment.terms import term
from assessment.tui import wording
from assessment.tui.trial import Trial
from assessment.tui.widgets.fitted_table import Column, Row
from assessment.tui.widgets.score_table import ScoreRow

OVERALL = "overall"
GONE = "gone:"
"""Before the id of a question that is no longer asked: it is listed, but cannot be gone to."""

ROADMAP = (
    Column(_("step"), 5),
    Column("", 3, right=True),
    Column(_("question"), 8),
    Column("", 12, most=46),
    Column(_("level"), 6),
    Column(_("stage"), 14, from_width=94),
    Column(_("priority"), 8, right=True),
    Column(_("holds in"), 8, right=True),
    Column(_("waiting"), 7, right=True),
    Column(_("responsible"), 24, most=52, from_width=140),
)
FACTS = (
    Column(_("question"), 8),
    Column("", 20, most=46),
    Column(_("status"), 10),
    Column(_("whom to ask"), 12, most=52),
)
DUE = (
    Column(_("question"), 8),
    Column("", 20, most=46),
    Column(_("level"), 13),
    Column(_("responsible"), 12, most=52),
)
CHANGES = (
    Column(_("question"), 8),
    Column("", 16, most=46),
    Column(_("before"), 14),
    Column(_("after"), 14),
    Column(_("cause"), 21),
)


def area_rows(shown: Assessment, comparison: Comparison | None) -> list[ScoreRow]:
    """The overall score, then every policy area."""
    changes = comparison.areas if comparison else {}
    card = shown.scorecard
    overall = ScoreRow(
        OVERALL,
        "ALL",
        _("Overall"),
        card.overall,
        difference=comparison.overall.difference if comparison else None,
    )
    rows = [
        ScoreRow(
            key,
            key,
            shown.questionnaire.area_by_id[key].title,
            area,
            why_none(shown, key),
            _by(changes, key),
            area=True,
        )
        for key, area in card.areas.items()
    ]
    return [overall, *rows]


def paragraph_rows(shown: Assessment, comparison: Comparison | None) -> list[ScoreRow]:
    """Every operative paragraph, with the reason where nothing is asked."""
    changes = comparison.paragraphs if comparison else {}
    rows = []
    for number, paragraph in shown.scorecard.paragraphs.items():
        entry = shown.questionnaire.paragraph_by_number[number]
        reason = _why_none(shown, paragraph, questions_behind(shown, "paragraphs", str(number)))
        change = changes.get(number)
        rows.append(
            ScoreRow(
                str(number),
                str(number).rjust(2),
                entry.title,
                paragraph,
                entry.no_task or reason,
                change.difference if change else None,
            )
        )
    return rows


def function_rows(shown: Assessment, comparison: Comparison | None) -> list[ScoreRow]:
    """The functions, then the sides."""
    changes = comparison.functions if comparison else {}
    return [
        ScoreRow(
            key,
            shown.questionnaire.function_title(key),
            "",
            function,
            _why_none(shown, function, questions_behind(shown, "functions", key)),
            _by(changes, key),
        )
        for key, function in shown.scorecard.functions.items()
    ] + [
        ScoreRow(
            side.id,
            side.title,
            "",
            item,
            _why_none(shown, item, questions_behind(shown, "functions", side.id)),
            comparison.sides[side.id].difference if comparison else None,
        )
        for side in shown.questionnaire.sides
        for item in (shown.scorecard.sides[side.id],)
    ]


def roadmap_rows(shown: Assessment, shares: Mapping[str, float] | None, trial: Trial) -> list[Row]:
    """What a tried level closes; then every gap: now, next, later; ties with an equals sign."""
    ties = Counter((gap.step, gap.rank) for gap in shown.roadmap.gaps)
    closed = [_closed(shown, key, level) for key, level in trial.items() if key not in shown.gaps]
    gaps = [_gap(shown, gap, ties[gap.step, gap.rank] > 1, shares) for gap in shown.roadmap.gaps]
    return [*closed, *gaps]


def facts_rows(shown: Assessment) -> list[Row]:
    """The unknown and unanswered questions, with whom to ask."""
    return [
        Row(
            key, (key, question.name, wording.state_of(shown.questionnaire, item.status, None), who)
        )
        for key in shown.roadmap.facts_to_establish
        for item in (shown.statuses[key],)
        for question in (item.question,)
        for who in (item.answer.ministry or shown.questionnaire.ministry_name(question.ministry),)
    ]


def due_rows(shown: Assessment) -> list[Row]:
    """The questions at level 3 without a gap, the weightiest first."""
    rows = []
    for key in shown.roadmap.due_for_review:
        item = shown.statuses[key]
        level = wording.level_in_words(shown.questionnaire, item.answer.level)
        rows.append(Row(key, (key, item.question.name, level, item.answer.ministry or "–")))
    return rows


def change_rows(comparison: Comparison) -> list[Row]:
    """Every question that is not as it was, with the cause."""
    asked = comparison.current.questionnaire.by_id
    rows = [
        Row(
            question.question,
            (
                question.question,
                asked[question.question].name,
                wording.state_of(
                    comparison.current.questionnaire, question.before_status, question.before
                ),
                wording.state_of(
                    comparison.current.questionnaire, question.after_status, question.after
                ),
                CAUSE_NAMES[question.cause],
            ),
        )
        for question in comparison.questions
    ]
    gone = (
        Row(f"{GONE}{key}", (key, "", "", "", _("No longer asked")))
        for key in comparison.only_in_baseline
    )
    return [*rows, *gone]


def questions_behind(shown: Assessment, kind: str, key: str) -> tuple[str, ...]:
    """The ids of the questions behind a score."""
    asked = shown.questionnaire
    if kind == "areas":
        found = asked.area_by_id[key].questions if key in asked.area_by_id else asked.questions
        return tuple(question.id for question in found)
    if kind == "paragraphs":
        return tuple(question.id for question in asked.questions_of_paragraph(int(key)))
    return tuple(item.id for item in asked.questions if key in (*item.functions, item.side))


def why_none(shown: Assessment, area: str) -> str:
    """Why nothing of an area applies; empty where something does."""
    return _why_none(shown, shown.scorecard.areas[area], questions_behind(shown, "areas", area))


def _why_none(shown: Assessment, score: Score, ids: tuple[str, ...]) -> str:
    if score.applies:
        return ""
    if not ids:
        return _("no question is asked of it")
    # One sentence a reason, in the order of the questions, however many share it.
    reasons = dict.fromkeys(_reason(shown, key) for key in ids)
    return _("not applicable: {reasons}").format(reasons=" ".join(reasons))


def _reason(shown: Assessment, key: str) -> str:
    item = shown.statuses[key]
    if item.by_profile:
        return _("by profile. {profile_reason}").format(
            profile_reason=profile_reason(shown.questionnaire, item.question)
        )
    return _("declared by the authority. {reason}").format(reason=item.answer.reason)


def _closed(shown: Assessment, key: str, level: Level) -> Row:
    name = shown.questionnaire.by_id[key].name
    return Row(
        key,
        (
            _("tried"),
            "",
            key,
            name,
            _("at {level}").format(level=level),
            _("no gap"),
            "–",
            "–",
            "",
            "",
        ),
    )


def _gap(shown: Assessment, gap: Gap, tied: bool, shares: Mapping[str, float] | None) -> Row:
    holds = "..." if shares is None else robust_share(shares.get(gap.question))
    return Row(
        gap.question,
        (
            term(gap.step),
            f"{'=' if tied else ''}{gap.rank}",
            gap.question,
            shown.questionnaire.by_id[gap.question].name,
            _("{level} to {target}").format(level=gap.level, target=gap.target),
            shown.questionnaire.stage_title(gap.stage).lower(),
            priority(gap.priority),
            holds,
            str(len(gap.waiting) or ""),
            shown.statuses[gap.question].answer.ministry or "–",
        ),
    )


def _by(changes: Mapping[str, Change], key: str) -> float | None:
    change = changes.get(key)
    return change.difference if change else None
