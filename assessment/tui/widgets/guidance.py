"""The lines of the side panel: how to find the answer, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from textual.geometry import Size

from assessment.answers import STATUS_NAMES, Answer
from assessment.language import _
from assessment.tui.question.question_lines import MAX_WIDTH, QuestionLines
from assessment.tui.session import Session
from assessment.tui.widgets.lines import EMPTY_LINE, Line, Piece, line, wrap

OFFICIAL = _("In plain words; the official text is what counts:")


class GuidanceLines:
    """Lays out the side panel of the present question."""

    def __init__(self, session: Session, *, alone: bool = False) -> None:
        self.session = session
        self.alone = alone
        """Whether it stands in the place of the question, and has to say which one that is."""

    def lines(self, size: Size) -> list[Line]:
        """Guidance, last time's answer, paragraphs, instruments, prerequisites."""
        width = min(size.width - 2, MAX_WIDTH)
        lines = self._question(width) if self.alone else []
        for heading, text in self._parts():
            if heading:
                lines.extend([EMPTY_LINE] if lines else [])
                lines.extend(line(part, "accent") for part in wrap(heading, width))
            lines.extend(line(part) for part in wrap(text, width) if part)
        return [(Piece(" "), *item) for item in lines]

    def _question(self, width: int) -> list[Line]:
        item = self.session.status_of(self.session.position)
        asked = QuestionLines(self.session.questionnaire, item)
        status = "" if item.by_profile else self._describe(item.answer.replace(note=""))
        recorded = status or _("Not applicable by profile.")
        return [
            asked.head(width),
            *asked.asked(width),
            line(_("Recorded: {recorded}").format(recorded=recorded), "dim"),
        ]

    def _parts(self) -> Iterator[tuple[str, str]]:
        question = self.session.question
        guidance = question.guidance
        yield _("What to look for"), guidance.look_for
        name = self.session.questionnaire.level_name
        yield f"0 {name(0)}", question.absent
        yield f"1 {name(1)}", question.ad_hoc
        yield _("Whom to ask"), guidance.ask
        yield _("Typical evidence"), guidance.evidence
        if self.session.baseline is not None:
            then = self.session.baseline.answers
            other = then.state if then.state != self.session.answers.state else ""
            yield (
                " ".join(filter(None, [_("Last time"), other, then.period])),
                self._describe(then.answer(self.session.position)),
            )
        yield from self._requirements()
        yield from self._paragraphs()
        yield from self._instruments()

    def _requirements(self) -> Iterator[tuple[str, str]]:
        for number, key in enumerate(self.session.question.requires):
            name = self.session.questionnaire.by_id[key].name
            message = self._describe(self.session.answer(key))
            yield "" if number else _("Rests on"), f"{key} {name}: {message}"

    def _paragraphs(self) -> Iterator[tuple[str, str]]:
        questionnaire = self.session.questionnaire
        question = self.session.question
        for number in (*question.paragraphs, *question.related):
            paragraph = questionnaire.paragraph_by_number[number]
            yield (
                _("Paragraph {number}: {title}").format(number=number, title=paragraph.title),
                paragraph.plain,
            )
        yield "", f"{OFFICIAL} {questionnaire.source.link}"

    def _instruments(self) -> Iterator[tuple[str, str]]:
        for number, key in enumerate(self.session.question.instruments):
            found = self.session.questionnaire.instrument_by_id[key]
            heading = "" if number else _("Instruments")
            yield heading, f"{found.name} ({found.keeper}). {found.link}"

    def _describe(self, answer: Answer) -> str:
        message = STATUS_NAMES[answer.status]
        if answer.level is not None:
            name = self.session.questionnaire.level_name(answer.level)
            message = _("Level {level}, {name}").format(level=answer.level, name=name)
        return f"{message}. {answer.note}" if answer.note else f"{message}."
