"""The line that says where a question stands: its level, and what is missing for the next one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assessment.answers import STATUS_NAMES
from assessment.applicability import QuestionStatus, profile_reason
from assessment.language import _, ngettext
from assessment.positions import clashing_positions
from assessment.questionnaire import Questionnaire
from assessment.text import listed
from assessment.tui.commands import clicked
from assessment.tui.question.ticking import missing_for_next
from assessment.tui.widgets.lines import Line, Piece, fit, width_of, wrap

RULE = "─"
REASON_LINES = 3
"""For so many lines a reason goes on where there is room."""


def state_line(
    questionnaire: Questionnaire, item: QuestionStatus, width: int, *, was: str, editable: bool
) -> Line:
    """One line, whatever the state."""
    pieces = [
        Piece(f"{RULE * 2} ", "dim"),
        Piece(_state(questionnaire, item), "strong"),
        *_to_confirm(item, editable),
        *_differing(item, editable),
        Piece(_missing(item)),
        *(
            [Piece(" · " + _("was {was} (z)").format(was=was), "accent", clicked("undo"))]
            if was
            else []
        ),
    ]
    return _cut(pieces, width)


def reason_lines(
    questionnaire: Questionnaire, question_status: QuestionStatus, width: int
) -> list[Line]:
    """Why the question does not apply, in full but for a very long reason; empty where it does."""
    reason = question_status.answer.reason or ""
    if question_status.by_profile:
        reason = _by_profile(questionnaire, question_status)
    if not reason:
        return []
    folded = wrap(" ".join(reason.split()), width)
    kept = [*folded[: REASON_LINES - 1], fit(" ".join(folded[REASON_LINES - 1 :]), width)]
    return [(Piece(item),) for item in kept if item]


def _by_profile(questionnaire: Questionnaire, item: QuestionStatus) -> str:
    why = profile_reason(questionnaire, item.question)
    return _("{why} Any answer given here goes before the profile.").format(why=why)


def _state(questionnaire: Questionnaire, item: QuestionStatus) -> str:
    if item.by_profile:
        return _("not applicable by profile")
    level = item.answer.level
    if level is None:
        return STATUS_NAMES[item.status].lower()
    return _("level {level} {level_name}").format(
        level=level, level_name=questionnaire.level_name(level)
    )


def _missing(item: QuestionStatus) -> str:
    if item.status not in ("answered", "unanswered"):
        return ""
    level, letters = missing_for_next(item.question, item.answer)
    if level is None:
        return ": " + _("nothing is missing")
    missing = ngettext(
        "{points} is missing for {level}", "{points} are missing for {level}", len(letters)
    ).format(points=listed(letters), level=level)
    return f": {missing}"


def _to_confirm(item: QuestionStatus, editable: bool) -> Iterator[Piece]:
    if not item.answer.to_confirm:
        return
    yield Piece(", " + _("to confirm"), "trouble", clicked("confirm") if editable else "")
    if editable:
        yield Piece(" (C)", "key", clicked("confirm"))


def _differing(item: QuestionStatus, editable: bool) -> Iterator[Piece]:
    if not clashing_positions(item.answer):
        return
    yield Piece(", " + _("positions differ"), "trouble", clicked("settle") if editable else "")
    if editable:
        yield Piece(" (K)", "key", clicked("settle"))


def _cut(pieces: Sequence[Piece], width: int) -> Line:
    """The pieces on one line: the last ones are left out, and a rule fills what is free."""
    kept: list[Piece] = []
    for piece in filter(lambda item: item.text, pieces):
        room = width - width_of(kept)
        if width_of([piece]) > room:
            kept.append(piece._replace(text=_fitted(piece.text, room)))
            break
        kept.append(piece)
    free = width - width_of(kept) - 1
    return (*kept, *([Piece(f" {RULE * free}", "dim")] if free > 1 else []))


def _fitted(text: str, room: int) -> str:
    blank = text[: len(text) - len(text.lstrip())]
    return (blank + fit(text, max(room - len(blank), 0)))[: max(room, 0)]
