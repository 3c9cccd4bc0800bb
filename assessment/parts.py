"""A ministry's share of an assessment: handed out, taken back, sent back, settled; pure.

A part carries nothing of the assessment but its name, its profile's facts and what the asked
ministry said itself. What it brings back becomes that ministry's position on each question.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from assessment.answers import (
    LINE_LIMIT,
    NOTE_LIMIT,
    PART_LIMIT,
    RECORDED,
    Answer,
    Answers,
    Event,
    EventKind,
    Part,
    PartForm,
    PartRecord,
    Position,
    Profile,
    random_id,
    said_in,
)
from assessment.applicability import excluded_by_profile
from assessment.dates import in_words
from assessment.errors import AssessmentError, OtherVersionError
from assessment.language import _
from assessment.positions import (
    clashing_positions,
    current_positions,
    earlier_position,
    in_short,
    responsible_ministry,
    statement,
    usual_ministry,
    with_positions,
    with_settlement,
    without_settlement,
)
from assessment.questionnaire import Questionnaire
from assessment.text import (
    clean,
    count_of,
    in_file_name,
    joined_sentences,
    name_key,
    one_line,
    same_name,
)

NewId = Callable[[], str]

_EARLIEST_ZONE = dt.timedelta(hours=14)
_LATEST_ZONE = dt.timedelta(hours=12)
"""How far the calendar is ahead of UTC, and behind it, somewhere: forms give a day, not a time."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is handed out, and to whom; by default to each responsible ministry what it leads."""

    ministries: tuple[str, ...] = ()
    """Only to these; none for all."""
    questions: tuple[str, ...] = ()
    """Only these questions, or all of these policy areas; none for all."""
    supporting: bool = False
    """Whether supporting ministries are asked too."""
    to: str = ""
    """The office that gets it; without a ministry, an office or province asked for itself."""


@dataclass(frozen=True, slots=True)
class HandedOut:
    """The State's own answers, which remember what is out, and the parts."""

    answers: Answers
    parts: tuple[Answers, ...]


@dataclass(frozen=True, slots=True)
class Returned:
    """A part that came back, already read and checked like any answer file."""

    name: str
    """The file, as it is named in messages."""
    answers: Answers


@dataclass(frozen=True, slots=True)
class Clash:
    """A question on which positions differ, until somebody settles it."""

    question: str
    positions: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The answers with what came back, and what whoever took it back has to know."""

    answers: Answers
    undisputed: tuple[str, ...] = ()
    """The questions whose answer, or what goes with it, came from these parts."""
    clashes: tuple[Clash, ...] = ()
    """The questions asked in these parts on which positions differ."""
    refused: tuple[AssessmentError, ...] = ()
    """Why parts were refused; nothing of them was taken."""
    untouched: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For each file the questions that came back as they went out."""
    older: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For each file with news the questions on which its ministry has said something later: what
    the file says of them is kept, and does not count."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a ministry's position."""

    question: str
    position: Position
    answer: Answer
    """What is recorded now."""

    @property
    def is_open(self) -> bool:
        """Whether positions differ and nobody has settled it yet."""
        return bool(clashing_positions(self.answer))

    @property
    def is_followed(self) -> bool:
        """Whether the State's answer is what the ministry said."""
        return statement(self.position) == statement(self.answer)


# Out.


def hand_out(
    questionnaire: Questionnaire,
    answers: Answers,
    choice: Choice,
    *,
    due: dt.date | None,
    form: PartForm,
    now: dt.datetime,
    by: str | None = None,
    new_id: NewId = random_id,
) -> HandedOut:
    """One part for each ministry that is asked; the answers remember each."""
    _check_open(answers)
    asked = asked_of(questionnaire, answers, choice)
    if not asked:
        raise AssessmentError(
            _("There is nothing to hand out: no question is left for this choice."),
            remedy=_(
                "Choose other questions or ministries, or hand out to supporting ministries too."
            ),
        )
    return _handed_out(
        answers, asked, "handed_out",
        to=_free_name(choice.to), due=due, form=form, now=now, by=by, why="", new_id=new_id,
    )  # fmt: skip


def send_back(
    questionnaire: Questionnaire,
    answers: Answers,
    questions: Sequence[str],
    ministry: str,
    *,
    due: dt.date | None,
    form: PartForm,
    now: dt.datetime,
    by: str | None = None,
    why: str = "",
    new_id: NewId = random_id,
) -> HandedOut:
    """Ask one ministry again, with its own earlier position and nobody else's."""
    _check_open(answers)
    chosen = _chosen(questionnaire, answers, questions)
    asked = {_known_ministry(questionnaire, answers, ministry): chosen}
    return _handed_out(
        answers, asked, "sent_back",
        to="", due=due, form=form, now=now, by=by, why=why, new_id=new_id,
    )  # fmt: skip


def with_new_day(
    answers: Answers,
    parts: Collection[str],
    due: dt.date,
    *,
    now: dt.datetime,
    by: str | None = None,
) -> Answers:
    """The answers with another day for parts that are out; each is a line of the history."""
    _check_open(answers)
    moved = [record for record in answers.parts if record.id in parts and record.due != due]
    events = tuple(
        Event(what="new_day", at=now, by=by or None, part=record.id, detail=_new_day(record, due))
        for record in moved
    )
    ids = {record.id for record in moved}
    records = tuple(
        record.model_copy(update={"due": due}) if record.id in ids else record
        for record in answers.parts
    )
    return answers.replace(parts=records).with_events(*events)


def _new_day(record: PartRecord, due: dt.date) -> str:
    before = in_words(record.due) if record.due else _("no date")
    return _("{ministry}: by {date} (was: {before}).").format(
        ministry=record.ministry, date=in_words(due), before=before
    )


def ministry_file_name(answers: Answers, ministry: str) -> str:
    """What a ministry is called in a file's name: its place in the list, and its own letters.

    No two ministries share one, in whatever script they are written.
    """
    keys = [name_key(name) for name in answers.profile.ministries]
    key = name_key(ministry)
    number = keys.index(key) + 1 if key in keys else len(keys) + 1
    return "-".join(filter(None, (f"{number:02d}", in_file_name(ministry))))


def part_file_name(answers: Answers, part: Part) -> str:
    """What the file of a part is called, without its ending; no two parts share one."""
    return f"{ministry_file_name(answers, part.ministry)}-{part.id[:6]}"


def part_of(answers: Answers) -> Part:
    """Whose share a part is; only of answers of kind part."""
    if answers.part is None:
        raise AssessmentError(
            _("The file is no part."), remedy=_("Name a part that was handed out.")
        )
    return answers.part


def _handed_out(
    answers: Answers,
    asked: Mapping[str, tuple[str, ...]],
    what: EventKind,
    *,
    to: str,
    due: dt.date | None,
    form: PartForm,
    now: dt.datetime,
    by: str | None,
    why: str,
    new_id: NewId,
) -> HandedOut:
    if len(answers.parts) + len(asked) > PART_LIMIT:
        raise AssessmentError(
            _("A file remembers {part_limit} parts at most.").format(part_limit=PART_LIMIT),
            remedy=_("Begin the next assessment in a new file."),
        )
    records = tuple(
        PartRecord(
            id=new_id(), ministry=ministry, due=due, questions=questions,
            form=form, to=to, handed_out=now,
        )
        for ministry, questions in asked.items()
    )  # fmt: skip
    events = tuple(
        Event(
            what=what, at=now, by=by or None, part=record.id, detail=_handed_out_detail(record, why)
        )
        for record in records
    )
    named = answers.replace(
        id=answers.id or new_id(),
        parts=(*answers.parts, *records),
        profile=answers.profile.with_ministries(asked),
    ).with_events(*events)
    return HandedOut(named, tuple(make_part(named, record) for record in records))


def make_part(answers: Answers, record: PartRecord) -> Answers:
    """The part of a record: what is asked, and the ministry's own earlier positions."""
    own = {key: earlier_position(answers.answer(key), record.ministry) for key in record.questions}
    return Answers(
        kind="part",
        id=answers.id,
        questionnaire=answers.questionnaire,
        state=answers.state,
        authority=answers.authority,
        period=answers.period,
        date=answers.date,
        marking=answers.marking,
        language=answers.language,
        contact=answers.contact,
        currency=answers.currency,
        part=Part(
            id=record.id, ministry=record.ministry, due=record.due, questions=record.questions
        ),
        profile=Profile(conditions=answers.profile.conditions, ministries=(record.ministry,)),
        answers={key: _repeated(position) for key, position in own.items() if position},
    )


def _repeated(position: Position) -> Answer:
    return Answer(
        **said_in(position),
        by=position.by,
        at=position.at,
        to_confirm=True,
        positions=(position,),
    )


def asked_of(
    questionnaire: Questionnaire, answers: Answers, choice: Choice
) -> dict[str, tuple[str, ...]]:
    """What would be handed out to each ministry: its questions by its name."""
    chosen = _chosen(questionnaire, answers, choice.questions)
    if choice.to and not choice.ministries:
        return {_listed(answers.profile, _free_name(choice.to)): chosen} if chosen else {}
    if choice.to and len(choice.ministries) > 1:
        raise AssessmentError(
            _("One office belongs to one ministry."), remedy=_("Name one ministry, or no office.")
        )
    named = [_known_ministry(questionnaire, answers, ministry) for ministry in choice.ministries]
    if named and choice.questions:
        return dict.fromkeys(named, chosen)
    asked: dict[str, list[str]] = {name: [] for name in named}
    spelled = {name_key(name): name for name in (*answers.profile.ministries, *named)}
    for key in chosen:
        for name in _concerned(questionnaire, answers, key, supporting=choice.supporting):
            listed = spelled.setdefault(name_key(name), name)
            if listed in asked or not named:
                asked.setdefault(listed, []).append(key)
    return {name: tuple(keys) for name, keys in asked.items() if keys}


def _concerned(
    questionnaire: Questionnaire, answers: Answers, key: str, *, supporting: bool
) -> Iterable[str]:
    named = [responsible_ministry(questionnaire, answers, key)]
    if supporting:
        named += answers.answer(key).supporting
    return {name_key(name): name for name in named}.values()


def _chosen(
    questionnaire: Questionnaire, answers: Answers, questions: Sequence[str]
) -> tuple[str, ...]:
    """The questions that are meant, in their order; all that apply where none is named."""
    wanted = questions_named(questionnaire, questions) if questions else set(questionnaire.by_id)
    excluded = {
        key
        for key in wanted
        if not answers.answer(key).states_something
        and excluded_by_profile(questionnaire.by_id[key], answers)
    }
    excluded_ones = [key for key in questions if key in excluded]
    if excluded_ones:
        raise AssessmentError(
            _("By the profile this does not apply: {excluded_ones}.").format(
                excluded_ones=", ".join(excluded_ones)
            ),
            remedy=_("Correct the profile first, or leave the question out."),
        )
    return tuple(key for key in questionnaire.by_id if key in wanted - excluded)


def questions_named(questionnaire: Questionnaire, questions: Sequence[str]) -> set[str]:
    """The questions of these ids, and those of policy areas that are named."""
    found: set[str] = set()
    for name in questions:
        if name in questionnaire.area_by_id:
            found.update(question.id for question in questionnaire.area_by_id[name].questions)
        elif name in questionnaire.by_id:
            found.add(name)
        else:
            raise AssessmentError(
                _("There is no question or policy area {name}.").format(name=name[:60]),
                remedy=_("`cied questionnaires show` lists them."),
            )
    return found


def _free_name(name: str) -> str:
    plain = one_line(name)
    if len(plain) > LINE_LIMIT:
        raise AssessmentError(
            _("The name '{plain}...' is too long.").format(plain=plain[:40]),
            remedy=_("Use {line_limit} characters at most.").format(line_limit=LINE_LIMIT),
        )
    return plain


def _listed(profile: Profile, name: str) -> str:
    """The spelling of the profile's list, where it is in the list."""
    return next((ministry for ministry in profile.ministries if same_name(ministry, name)), name)


def _known_ministry(questionnaire: Questionnaire, answers: Answers, name: str) -> str:
    usual = [
        usual_ministry(questionnaire, answers, ministry.id) for ministry in questionnaire.ministries
    ]
    for known in (*answers.profile.ministries, *usual):
        if same_name(known, name):
            return known
    names = dict.fromkeys((*answers.profile.ministries, *usual))
    raise AssessmentError(
        _("No ministry is called {name}.").format(name=name[:60]),
        remedy=_(
            "Name one of: {names}. An office or province is named beside its ministry."
        ).format(names=", ".join(names)),
    )


def _handed_out_detail(record: PartRecord, why: str) -> str:
    to = f" ({record.to})" if record.to and not same_name(record.to, record.ministry) else ""
    asked = (
        ", ".join(record.questions)
        if len(record.questions) < 4
        else count_of(len(record.questions), "{n} question", "{n} questions")
    )
    what = asked if record.due is None else due_by(asked, record.due)
    return _detail(f"{record.ministry}{to}: {what}.", why)


def _detail(what: str, why: str) -> str:
    """What happened, with the reason as far as a line of the history has room for it."""
    text = clean(joined_sentences(what, why))
    return text if len(text) <= NOTE_LIMIT else f"{text[: NOTE_LIMIT - 3]}..."


def due_by(asked: str, due: dt.date) -> str:
    """What is asked, and until when."""
    return _("{asked}, by {date}").format(asked=asked, date=in_words(due))


# Back.


def take_back(
    questionnaire: Questionnaire,
    answers: Answers,
    parts: Iterable[Returned],
    *,
    now: dt.datetime,
    by: str | None = None,
) -> TakenBack:
    """The answers with what the parts say; a part that is refused changes nothing.

    Positions that agree are the answer at once. Where they differ, the question is unanswered
    until it is settled.
    """
    _check_open(answers)
    taken = TakenBack(answers)
    asked: dict[str, None] = {}
    news: list[tuple[str, Mapping[str, Position]]] = []
    for part in parts:
        try:
            after, untouched, brought = _taken_back(
                questionnaire, taken.answers, part, now=now, by=by
            )
        except AssessmentError as error:
            error.where = error.where or part.name
            taken = _with_refusal(taken, error)
            continue
        asked |= dict.fromkeys(part.answers.answers)
        news.append((part.name, brought))
        taken = TakenBack(
            after, refused=taken.refused, untouched={**taken.untouched, part.name: untouched}
        )
    disputed = clashes(questionnaire, taken.answers, asked)
    open_ = {item.question for item in disputed}
    # By the end, so that it does not matter which of two files of a ministry comes first.
    older: dict[str, tuple[str, ...]] = {}
    changed: dict[str, None] = {}
    for name, positions in news:
        late = tuple(key for key, item in positions.items() if _is_older(taken.answers, key, item))
        changed |= {key: None for key in positions if key not in late}
        if late:
            older[name] = tuple(dict.fromkeys((*older.get(name, ()), *late)))
    return TakenBack(
        answers=taken.answers,
        undisputed=tuple(
            key for key in questionnaire.by_id if key in changed and key not in open_
        ),
        clashes=disputed,
        refused=taken.refused,
        untouched=taken.untouched,
        older=older,
    )  # fmt: skip


def _is_older(answers: Answers, key: str, position: Position) -> bool:
    """Whether its ministry has said something later of the question."""
    return position.states_something and any(
        same_name(item.ministry or "", position.ministry or "")
        and (item.at or position.at) != position.at
        for item in current_positions(answers.answer(key).positions)
        if item.ministry is not None
    )


def new_events(before: Answers, after: Answers) -> tuple[Event, ...]:
    """The lines that the history has anew, also where older ones gave way to them."""
    known, history = before.history, after.history
    kept = next(
        number
        for number in range(min(len(known), len(history)), -1, -1)
        if history[:number] == known[len(known) - number :]
    )
    return history[kept:]


def clashes(
    questionnaire: Questionnaire, answers: Answers, among: Iterable[str] | None = None
) -> tuple[Clash, ...]:
    """The questions on which positions differ and nobody has settled it, in their order."""
    wanted = set(answers.answers if among is None else among)
    return tuple(
        Clash(key, positions)
        for key in questionnaire.by_id
        if key in wanted and (positions := clashing_positions(answers.answer(key)))
    )


def settle(
    questionnaire: Questionnaire,
    answers: Answers,
    question_id: str,
    outcome: Position,
    *,
    why: str = "",
    by: str | None = None,
    now: dt.datetime,
) -> Answers:
    """The answers with one question settled: a position taken whole, or what was agreed instead.

    The settlement names the positions that it settled; one that differs from all of them, and
    from the outcome, reopens the question.
    """
    _check_open(answers)
    settled = with_settlement(
        questionnaire.by_id[question_id],
        answers.answer(question_id),
        outcome,
        responsible_ministry(questionnaire, answers, question_id),
        why=why,
        by=by,
        now=now,
    )
    event = Event(
        what="settled", at=now, by=by or None,
        detail=_detail(f"{question_id}: {in_short(outcome)}.", why),
    )  # fmt: skip
    known = _without_last_settlement(answers, question_id, by, now)
    return _in_order(questionnaire, known.with_answer(question_id, settled), event)


def _without_last_settlement(
    answers: Answers, question_id: str, by: str | None, now: dt.datetime
) -> Answers:
    """The answers without the last line of the history, where this settlement goes on with that.

    Five points ticked one after the other are one settlement. One of somebody else, of another
    day, or for which a reason was given stays a line of its own; so does that it was left open.
    """
    last = answers.history[-1] if answers.history else None
    before = answers.answer(question_id).settlement
    if (
        last is None
        or before is None
        or before.why
        or last.what != "settled"
        or not last.detail.startswith(f"{question_id}:")
        or (last.by, last.at.date()) != (by or None, now.date())
    ):
        return answers
    return answers.model_copy(update={"history": answers.history[:-1]})


def with_reason(
    answers: Answers, question_id: str, why: str, *, by: str | None = None, now: dt.datetime
) -> Answers:
    """The answers with the reason of a settlement that is made already; the history has it too."""
    _check_open(answers)
    before = answers.answer(question_id)
    if before.settlement is None or before.settlement.why == why:
        return answers
    known = _without_last_settlement(answers, question_id, by, now)
    settlement = before.settlement.model_copy(update={"why": why})
    event = Event(
        what="settled", at=now, by=by or None,
        detail=_detail(f"{question_id}: {in_short(before)}.", why),
    )  # fmt: skip
    return known.with_answer(question_id, before.replace(settlement=settlement)).with_events(event)


def reopen(
    questionnaire: Questionnaire,
    answers: Answers,
    question_id: str,
    *,
    by: str | None = None,
    now: dt.datetime,
) -> Answers:
    """The answers with the settlement of one question taken away: positions differ again."""
    _check_open(answers)
    before = answers.answer(question_id)
    opened = without_settlement(
        questionnaire.by_id[question_id],
        before,
        responsible_ministry(questionnaire, answers, question_id),
    )
    if opened == before:
        return answers
    event = Event(
        what="settled",
        at=now,
        by=by or None,
        detail=_("{question_id}: left open again.").format(question_id=question_id),
    )
    return _in_order(questionnaire, answers.with_answer(question_id, opened), event)


def answered_at_the_desk(
    questionnaire: Questionnaire,
    answers: Answers,
    question_id: str,
    answer: Answer,
    *,
    by: str | None = None,
    now: dt.datetime,
) -> Answers:
    """The answers with an answer that the authority gave itself.

    Where ministries said otherwise it settles the question against them: nothing that they said
    is set aside without a settlement that names it. What takes a settlement back opens the
    question again.
    """
    before = answers.answer(question_id)
    current = current_positions(before.positions)
    said = {statement(item) for item in current}
    if (
        answers.kind != "full"
        or _same_state(before, answer)
        or all(item.ministry is None for item in current)
    ):
        return answers.with_answer(question_id, answer)
    if not answer.states_something:
        if before.settlement is None:
            return answers.with_answer(question_id, answer)
        return reopen(questionnaire, answers, question_id, by=by, now=now)
    if said == {statement(answer)}:
        return answers.with_answer(question_id, answer)
    beside = {name: getattr(answer, name) for name in RECORDED}
    known = answers.with_answer(question_id, before.replace(**beside))
    word = Position(**answer.said)
    # The reason is that of the level or state: a point more or less leaves it as it is.
    goes_on = before.settlement is not None and statement(before) == statement(answer)
    why = before.settlement.why if before.settlement and goes_on else ""
    return settle(questionnaire, known, question_id, word, why=why, by=by, now=now)


def _same_state(answer: Answer, other: Answer) -> bool:
    return (statement(answer), answer.points, answer.reason) == (
        statement(other),
        other.points,
        other.reason,
    )


def outcomes(
    questionnaire: Questionnaire, answers: Answers, ministry: str
) -> tuple[Outcome, ...]:  # fmt: skip
    """What came of each position of a ministry, in the order of the questionnaire."""
    return tuple(
        Outcome(key, position, answers.answer(key))
        for key in questionnaire.by_id
        if (position := earlier_position(answers.answer(key), ministry))
        and position.states_something
    )


def _with_refusal(taken: TakenBack, error: AssessmentError) -> TakenBack:
    return TakenBack(
        taken.answers, refused=(*taken.refused, error), untouched=taken.untouched
    )  # fmt: skip


def _taken_back(
    questionnaire: Questionnaire,
    answers: Answers,
    part: Returned,
    *,
    now: dt.datetime,
    by: str | None,
) -> tuple[Answers, tuple[str, ...], dict[str, Position]]:
    """The answers with a part, what came back as it went out, and the positions that are new."""
    record = _record(answers, part.answers)
    _check_part(answers, part.answers, record, now)
    said = _said(part.answers)
    untouched = tuple(key for key in record.questions if key not in said)
    # Every ministry that was ever asked, so that the list is the same whoever comes first.
    profile = answers.profile.with_ministries(item.ministry for item in answers.parts)
    ministry = _listed(profile, record.ministry)
    entries = dict(answers.answers)
    brought: dict[str, Position] = {}
    for key, entry in said.items():
        before = answers.answer(key)
        position = _position(entry, record, ministry, part.answers.approved_by)
        lead = responsible_ministry(questionnaire, answers, key)
        after = with_positions(questionnaire.by_id[key], before, (position,), lead)
        if after is not before:
            entries[key] = after
            brought[key] = position
    if entries == answers.answers:
        return answers, untouched, {}
    _check_currency(answers, part.answers, said.values())
    records = tuple(
        item.model_copy(update={"returned": now}) if item.id == record.id else item
        for item in answers.parts
    )
    number = count_of(len(said), "{n} position", "{n} positions")
    event = Event(
        what="taken_back", at=now, by=by or None, part=record.id,
        detail=f"{record.ministry}: {number}.",
    )  # fmt: skip
    changed = answers.replace(profile=profile, answers=entries, parts=records)
    return _in_order(questionnaire, changed, event), untouched, brought


def _said(part: Answers) -> dict[str, Answer]:
    """What a part says anew, or confirms."""
    return {
        key: answer.as_returned for key, answer in part.answers.items() if not answer.is_untouched
    }


def _position(entry: Answer, record: PartRecord, ministry: str, approved_by: str) -> Position:
    return Position(
        **entry.said,
        ministry=ministry,
        part=record.id,
        by=entry.by,
        at=_when_said(entry, record),
        approved_by=approved_by or None,
        to_confirm=entry.to_confirm,
    )


def _when_said(entry: Answer, record: PartRecord) -> dt.datetime:
    """When an answer counts from: never before it was asked for.

    A form gives a day alone, which begins before the part was handed out on it. What was asked
    again and answered on the same day would count as older than the answer that was asked about.
    """
    return max(entry.at or record.handed_out, record.handed_out)


def _record(answers: Answers, part: Answers) -> PartRecord:
    asked = part_of(part)
    if answers.id is None or part.id != answers.id:
        raise AssessmentError(
            _("It is a part of another assessment."),
            remedy=_("Take it back into the file from which it was handed out."),
        )
    record = next((item for item in answers.parts if item.id == asked.id), None)
    if record is None:
        raise AssessmentError(
            _("This file does not know the part; another copy of the file may have handed it out."),
            remedy=_("Take it back into that copy, or merge the two copies first."),
        )
    return record


def _check_part(answers: Answers, part: Answers, record: PartRecord, now: dt.datetime) -> None:
    if part.questionnaire != answers.questionnaire:
        raise OtherVersionError(
            _(
                "The part answers version {version} of the questionnaire; the "
                "assessment answers version {asked}."
            ).format(version=part.questionnaire.version, asked=answers.questionnaire.version),
            remedy=_("Give --accept-version to carry its answers over, to be confirmed."),
        )
    for key, entry in _said(part).items():
        if key not in record.questions:
            raise AssessmentError(
                _("It answers {key}, which was not asked in this part.").format(key=key),
                remedy=_("Remove the answer, or hand the question out to this ministry."),
            )
        if entry.at is not None:
            _check_day(key, entry.at.date(), record, now)


def _check_currency(answers: Answers, part: Answers, said: Iterable[Answer]) -> None:
    """Refuse amounts in another currency: they would be taken for amounts in the file's own."""
    actions = (entry.action for entry in said)
    has_amounts = any(action is not None and (action.cost or action.funded) for action in actions)
    if not has_amounts or None in (answers.currency, part.currency):
        return
    if part.currency != answers.currency:
        raise AssessmentError(
            _("Its costs are in {currency}, those of the assessment in {other}.").format(
                currency=part.currency, other=answers.currency
            ),
            remedy=_(
                "Hand the questions out again, or set the currency in the profile (p) to "
                "{currency} while you take it back, and convert its costs then."
            ).format(currency=part.currency),
        )


def _check_day(key: str, day: dt.date, record: PartRecord, now: dt.datetime) -> None:
    if day < (record.handed_out - _LATEST_ZONE).date():
        raise AssessmentError(
            _("{key} is dated {date}, before the part was handed out ({other}).").format(
                key=key, date=in_words(day), other=in_words(record.handed_out.date())
            ),
            remedy=_("Correct the date in the part."),
        )
    if day > (now + _EARLIEST_ZONE).date():
        raise AssessmentError(
            _("{key} is dated {date}, which is in the future.").format(key=key, date=in_words(day)),
            remedy=_("Correct the date in the part."),
        )


def _check_open(answers: Answers) -> None:
    if answers.kind != "full":
        raise AssessmentError(
            _("Parts belong to a State's own file, and this is none."),
            remedy=_("Name the assessment's own answer file."),
        )
    if answers.document_status == "final":
        raise AssessmentError(
            _("The assessment is final, so its answers are locked."),
            remedy=_("Reopen it on the review screen (`cied open`) to change it."),
        )


def _in_order(questionnaire: Questionnaire, answers: Answers, event: Event) -> Answers:
    ordered = questionnaire.in_order(answers.answers)
    return answers.model_copy(update={"answers": ordered}).with_events(event)
