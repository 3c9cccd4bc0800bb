"""What has just been reached: the last question of an area, or of the whole questionnaire."""

from __future__ import annotations

from assessment.figures import points
from assessment.language import _
from assessment.tui.session import Session
from assessment.tui.wording import range_of

ALL_DONE = _("Every question has an answer. v reviews and makes it final, s shows the scores.")

PART_DONE = _("Every question has an answer. q closes the part; send its file back.")


def reached(session: Session, question_id: str) -> str:
    """What the answer to a question completed, in a sentence; empty where something is open."""
    area = session.questionnaire.by_id[question_id].area_id
    score = session.scorecard.areas[area]
    done = session.scorecard.overall.counts.unanswered == 0
    if session.is_part:
        return PART_DONE if done else ""
    if done:
        return ALL_DONE
    if score.counts.unanswered:
        return ""
    if score.score is None or score.low is None or score.high is None:
        return _("{area} is done. It has no score, since no question of it has a level.").format(
            area=area
        )
    parts = [_("Score {points}").format(points=points(score.score))]
    if score.low < score.high:
        parts.append(_("could be {range_of}").format(range_of=range_of(score)))
    parts.append(_("target {points}").format(points=points(score.target)))
    return _("{area} is done. {parts}. s shows all scores.").format(
        area=area, parts=", ".join(parts)
    )
