"""Only what is hidden differs between two files: then no byte of anything that leaves does.

Whoever gets what leaves a government, all of it and over every command, compares. So the commands
are run on two files that differ in every field of a hidden answer at once, and in every field of
the head that nobody outside may read; a field that is added later has to differ as well, or the
tests here say so.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import itertools
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from editions_table import FIELDS
from one_change import (
    LEAD,
    ON_ONE,
    SECOND,
    THIRD,
    answer,
    changed,
    everything,
    other_answer,
    same_in,
)

from assessment.answers import Answer, Answers, PartForm, Position
from assessment.assess import assess
from assessment.cli.main import run
from assessment.forms.files import FORMS
from assessment.forms.outgoing import write_outcomes, write_parts, write_reminders
from assessment.parts import Choice, hand_out
from assessment.positions import earlier_position
from assessment.questionnaire import Questionnaire
from assessment.redaction import EDITIONS, REPORT_EDITIONS, leaves_the_government, redact
from assessment.report import ReportOptions, make_html, ministries
from assessment.store import write_answers
from assessment.store.saving import dump

pytestmark = pytest.mark.slow

KEY = "POL-02"
"""A question that others wait for."""
EXCLUDED = "SUP-03"
"""A question that the profile here excludes, though it is answered."""
STATES = 6
"""So many States more as an anonymous summary needs."""
NOW = dt.datetime(2026, 11, 2, tzinfo=dt.UTC)
ODD = "漢字 العربية \U00012000 \U0001f600 =1+1 <b>"
"""Letters of other scripts and none that a font has: each changes which fonts a page needs."""


@dataclass(frozen=True)
class Said:
    """What one command wrote."""

    status: int
    out: bytes
    err: str


Leaving = Mapping[str, object]
"""All that left: what each command said, and each file, by its name."""


def commands() -> Iterator[list[str]]:
    """Every command that makes something for others than the government, with its options."""
    for edition in filter(leaves_the_government, EDITIONS):
        yield ["score", "in/now.json", "--edition", edition]
        yield ["score", "in/now.json", "--edition", edition, "--json"]
        for form in ("answers", "json", "csv", "plan.csv", "requests.json"):
            yield ["export", "in/now.json", "--edition", edition, "--as", form]
        yield [
            "report", "in/now.json", "--edition", edition, "--baseline", "old.json",
            "-o", f"since-{edition}.html",
        ]  # fmt: skip
    for edition in filter(leaves_the_government, REPORT_EDITIONS):
        yield ["report", "in/now.json", "--edition", edition, "-o", f"{edition}.html"]
    yield ["report", "in/now.json", "--edition", "national", "-o", "national.pdf"]
    batch = ["batch", "in", "--quiet"]
    for by in ("file", "area", "paragraph", "question"):
        yield [*batch, "--edition", "partner", "--by", by, "-o", f"{by}.csv"]
    yield [*batch, "--edition", "partner", "-o", "table.jsonl"]
    yield [*batch, "--edition", "partner", "-o", "table.xlsx"]
    yield [*batch, "old.json", "--edition", "partner", "--summary", "region.html"]
    yield [*batch, "--edition", "partner", "--anonymous", "--summary", "anonymous.html"]
    yield [*batch, "--match"]
    yield [*batch, "--match", "matches.csv"]
    yield [*batch, "--match", "matches.json"]
    yield [
        "batch", "in/now.json", "--quiet", "--edition", "public", "--reports", "reports",
        "--baseline", "old.json",
    ]  # fmt: skip


class Desk:
    """Runs every command on a file, each time in a folder of its own, and gives what they made."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._number = itertools.count()
        self._made: dict[tuple[bytes, bytes], Leaving] = {}

    def leaving(self, now: Answers, old: Answers) -> Leaving:
        """All that leaves of a file and of the one before; of the same two it is made once."""
        key = dump(now), dump(old)
        if key not in self._made:
            folder = self._folder / str(next(self._number))
            (folder / "in").mkdir(parents=True)
            write_answers(folder / "in/now.json", now)
            write_answers(folder / "old.json", old)
            for number in range(STATES):
                write_answers(folder / f"in/{number}.json", now.replace(state=f"State {number}"))
            with contextlib.chdir(folder):
                said = {" ".join(command): _said(command) for command in commands()}
            self._made[key] = {**said, **dict(written(folder))}
        return self._made[key]


def _said(command: list[str]) -> Said:
    out, err = io.BytesIO(), io.BytesIO()
    with (
        contextlib.redirect_stdout(io.TextIOWrapper(out, encoding="utf-8", write_through=True)),
        contextlib.redirect_stderr(io.TextIOWrapper(err, encoding="utf-8", write_through=True)),
    ):
        status = run(command)
        # What it says to the author names what was kept back, for the author alone.
        lines = err.getvalue().decode().splitlines()
        said = out.getvalue()
    return Said(status, said, "\n".join(line for line in lines if "Kept back" not in line))


def written(folder: Path) -> Iterator[tuple[str, object]]:
    """Each file of a folder; of a workbook what is in it, but for the time at which it was made."""
    for path in sorted(item for item in folder.rglob("*") if item.is_file()):
        name = path.relative_to(folder).as_posix()
        if name == "old.json" or name.startswith("in/"):
            continue
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                members = [item for item in book.namelist() if item != "docProps/core.xml"]
                yield name, {item: book.read(item) for item in members}
        else:
            yield name, path.read_bytes()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("desk"))


def differing(one: Leaving, other: Leaving, but: str | None = None) -> list[str]:
    """The names of what is not the same, but for those that hold a word."""
    assert one.keys() == other.keys()
    found = [name for name in one if one[name] != other[name]]
    return [name for name in found if but is None or but not in name]


def other(questionnaire: Questionnaire, key: str, **changes: object) -> Answer:
    """Another hidden answer: at another level, with everything else that can differ."""
    letters = questionnaire.by_id[key].points
    given: dict[str, object] = {
        "status": "answered", "level": 4, "points": tuple(sorted(letters)), "note": ODD * 50,
        "restricted": True,
    }  # fmt: skip
    return other_answer(**given | changes)


def hidden(answers: Answers, key: str, **changes: object) -> Answers:
    """The same file in which that answer is restricted, or says something else."""
    given = {"restricted": True} | changes
    return _in_its_place(answers, key, answers.answer(key).replace(**given))


def _in_its_place(answers: Answers, key: str, given: Answer) -> Answers:
    """Another answer, in the place where the first one stands, and with the ministries it names."""
    with_it = answers.with_answer(key, given)
    order = {name: with_it.answers[name] for name in (*answers.answers, key)}
    return with_it.replace(answers=order)


NOT_STATED = {"level": None, "points": None}


@pytest.fixture(params=[KEY, EXCLUDED])
def key(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def base(questionnaire: Questionnaire, example: Answers, key: str) -> Answers:
    """Everything recorded; the profile excludes one of the two questions that are asked about."""
    return _base(questionnaire, example, key)


@pytest.fixture
def before(questionnaire: Questionnaire, earlier: Answers) -> Answers:
    return everything(questionnaire, earlier, KEY)


def _base(questionnaire: Questionnaire, example: Answers, key: str) -> Answers:
    found = everything(questionnaire, example, key)
    excluded = dict.fromkeys(questionnaire.by_id[EXCLUDED].when, False)
    facts = found.profile.conditions | (excluded if key == EXCLUDED else {})
    return found.replace(profile=found.profile.model_copy(update={"conditions": facts}))


def test_the_two_answers_differ_in_every_field(questionnaire: Questionnaire):
    """A new field of an answer, or of what is in one, has another value in the other answer."""
    first = answer(restricted=True)
    assert same_in(first, other(questionnaire, KEY)) == {
        "status",
        "restricted",
        "reason",
        "positions.reason",
        "positions.points",
        "settlement.positions.reason",
        "settlement.positions.points",
    }


def test_what_a_hidden_answer_says_changes_no_byte_of_anything_that_leaves(
    desk: Desk, questionnaire: Questionnaire, base: Answers, before: Answers, key: str
):
    """Nor does what the earlier file says of it, where it was not hidden yet.

    That file itself is one of those of the region: it hides nothing, and is not looked at there.
    """
    first = desk.leaving(hidden(base, key), before)
    second = desk.leaving(
        _in_its_place(base, key, other(questionnaire, key)),
        _in_its_place(before, key, other(questionnaire, key, restricted=False)),
    )
    assert differing(first, second, but="region.html") == []


def test_what_is_not_hidden_changes_all_of_it(
    desk: Desk, questionnaire: Questionnaire, example: Answers, before: Answers
):
    """So that what is compared is known to tell; the anonymous summary tells of no single State."""
    base = _base(questionnaire, example, KEY)
    first = desk.leaving(hidden(base, KEY), before)
    assert {name for name, item in first.items() if isinstance(item, Said) and item.status} == {
        f"export in/now.json --edition {edition} --as {form}"
        for edition, form in (
            ("partner", "plan.csv"), ("public", "plan.csv"),
            ("public", "answers"), ("public", "requests.json"),
        )
    }  # fmt: skip
    told = differing(first, desk.leaving(_shown(questionnaire, base), before))
    files = {name for name, item in first.items() if not isinstance(item, Said)}
    assert files - set(told) == set()


def _shown(questionnaire: Questionnaire, base: Answers) -> Answers:
    """Every answer at level 4 with a text for release, and none of them restricted."""
    for key, given in base.answers.items():
        said = other(questionnaire, key, ministry=LEAD, restricted=False)
        base = _in_its_place(base, key, said.replace(flag=given.flag))
    return base


def test_why_and_how_an_answer_is_hidden_changes_no_byte(
    desk: Desk, base: Answers, before: Answers, key: str
):
    """Restricted at a level, as unknown or as not applicable, or withheld: all are withheld."""
    first = desk.leaving(hidden(base, key), before)
    ways = [
        {"status": "unknown", **NOT_STATED},
        {"status": "not_applicable", "reason": ODD, **NOT_STATED},
        {"status": "withheld", "restricted": False, **NOT_STATED},
    ]
    for way in ways if key == KEY else ways[1:2]:
        assert differing(first, desk.leaving(hidden(base, key, **way), before)) == [], way


def test_unknown_and_not_answered_yet_are_one(
    desk: Desk, questionnaire: Questionnaire, example: Answers, before: Answers
):
    base = _base(questionnaire, example, KEY)
    unknown = hidden(base, KEY, status="unknown", restricted=False, **NOT_STATED)
    unanswered = hidden(unknown, KEY, status="unanswered", restricted=True, release=ODD)
    first, second = (desk.leaving(item, before) for item in (unknown, unanswered))
    assert differing(first, second) == []


def test_each_field_alone_changes_nothing_of_the_copy_that_leaves(
    questionnaire: Questionnaire, base: Answers, key: str
):
    """One field after the other, of the answer and of everything in it."""
    first = hidden(base, key)
    plain, tried = dump(redact(questionnaire, first)), set()
    for group, field, given in changed(first, key):
        if group in ("head", "profile", "offer"):
            continue
        if given.answer(key).restricted and given.answer(key).states_something:
            tried.add((group, field))
            assert dump(redact(questionnaire, given)) == plain, (group, field)
    asked = {(item.group, item.field) for item in FIELDS} - {("answer", "restricted")}
    groups = {"answer", "evidence", "action", "review", "position", "settlement"}
    assert tried >= {item for item in asked if item[0] in groups}


OUTSIDE = (*filter(leaves_the_government, REPORT_EDITIONS), "copy")


def inside_alone(group: str) -> list[str]:
    """The fields that the table of editions lets nobody outside see or count."""
    return [
        item.field
        for item in FIELDS
        if item.group == group and all(item.use(place) == "no" for place in OUTSIDE)
    ]


def test_what_the_head_keeps_inside_changes_no_byte(
    desk: Desk, questionnaire: Questionnaire, example: Answers, before: Answers
):
    """But for offers, which `--match` sets beside requests."""
    base = hidden(_base(questionnaire, example, KEY), KEY)
    names = [name for name in inside_alone("head") if name != "part"]
    changes = {name: ON_ONE["head"][name] for name in names if name in ON_ONE["head"]}
    given = base.replace(**changes | {"marking": ODD})
    profile = {"ministries": (*base.profile.ministries, ODD), "usual": {}}
    assert set(profile) == set(inside_alone("profile"))
    given = given.replace(profile=base.profile.model_copy(update=profile))
    assert same_in(base, given) & set(names) == {"approved_by"} - set(changes)
    first, second = desk.leaving(base, before), desk.leaving(given, before)
    assert differing(first, second, but="match") == []


def test_the_order_in_which_a_file_was_written_does_not_leave(
    questionnaire: Questionnaire, example: Answers
):
    """What was answered last stands last in a file that another program wrote."""
    profile = example.profile.model_copy(
        update={
            "conditions": dict(reversed(example.profile.conditions.items())),
            "relevance": dict(reversed(example.profile.relevance.items())),
        }
    )
    answers = dict(reversed(example.answers.items()))
    turned = example.replace(answers=answers, profile=profile)
    assert list(turned.answers) != list(example.answers)
    assert dump(redact(questionnaire, turned)) == dump(redact(questionnaire, example))


# Ministries: sheets, parts, forms and letters.


TOLD = ("status", "level", "reason", "target", "ministry", "supporting")
"""What a ministry's sheet tells of others' questions: figures, for whom it waits, and, of what that
one does, by when."""


def test_a_sheet_says_of_what_others_answered_only_for_what_the_ministry_waits(
    questionnaire: Questionnaire, example: Answers
):
    base = everything(questionnaire, example, KEY)
    own = base.answer(KEY)
    assert own.action is not None
    said = other(questionnaire, KEY, **{name: getattr(own, name) for name in TOLD})
    points = tuple(sorted(questionnaire.by_id[KEY].points))[:1]
    assert said.action is not None
    action = said.action.model_copy(update={"due": own.action.due, "status": own.action.status})
    given = _in_its_place(base, KEY, said.replace(action=action, points=points))
    assert same_in(own, given.answer(KEY)) == {*TOLD, "action.due", "action.status"} | {
        f"{place}positions.{name}" for place in ("", "settlement.") for name in ("reason", "points")
    }
    sheets = _sheets(questionnaire, base)
    assert len(sheets) > 5
    assert _sheets(questionnaire, given) == sheets


def _sheets(questionnaire: Questionnaire, answers: Answers) -> dict[str, str]:
    """The sheet of every ministry that has no part in the question."""
    assessment = assess(questionnaire, answers, edition="ministry")
    return {
        name: make_html(assessment, ReportOptions(edition="ministry", ministry=name))
        for name in ministries(assessment)
        if name is not None and name not in (LEAD, SECOND, THIRD)
    }


def counter() -> Callable[[], str]:
    """Ids that are the same each time, for what is random in a part."""
    number = itertools.count(1)
    return lambda: f"{next(number):032x}"


def handed_out(
    questionnaire: Questionnaire, answers: Answers, ministry: str, form: PartForm, folder: Path
) -> Leaving:
    """All that goes to one ministry that is asked one question."""
    choice = Choice(ministries=(ministry,), questions=(KEY,))
    out = hand_out(
        questionnaire, answers, choice,
        due=dt.date(2026, 12, 1), form=form, now=NOW, new_id=counter(),
    )  # fmt: skip
    write_parts(folder, questionnaire, out, NOW.date())
    write_reminders(folder / "reminders", questionnaire, out.answers, NOW.date(), (ministry,))
    heard = any(
        position.ministry == ministry
        for item in answers.answers.values()
        for position in item.positions
    )
    if heard:
        write_outcomes(folder / "outcomes", questionnaire, out.answers, NOW.date(), (ministry,))
    return dict(written(folder))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("ministry", [LEAD, THIRD])
def test_a_part_and_its_letters_say_nothing_of_what_others_said(
    questionnaire: Questionnaire, example: Answers, tmp_path: Path, form: PartForm, ministry: str
):
    """Also on its own question: neither the answer nor what another ministry or the desk said."""
    base = everything(questionnaire, example, KEY)
    first = handed_out(questionnaire, base, ministry, form, tmp_path / "first")
    said = other(questionnaire, KEY, ministry=LEAD)
    given = _in_its_place(base, KEY, said.replace(positions=_of_others(said)))
    second = handed_out(questionnaire, given, ministry, form, tmp_path / "second")
    assert differing(first, second) == []


def _of_others(said: Answer) -> tuple[Position, ...]:
    position = said.positions[0]
    named = (position.model_copy(update={"ministry": name}) for name in (SECOND, None))
    return tuple(named)


def test_a_part_for_a_name_that_nobody_can_see_holds_nothing_of_the_authority(
    questionnaire: Questionnaire, example: Answers
):
    """Spaces without width leave no letter of a name; the authority has none either."""
    said = Position(status="answered", level=4, note="Qdeskz")
    given = example.with_answer(KEY, answer(positions=(said,)))
    out = hand_out(questionnaire, given, Choice(to="\u200b\u200d"), due=None, form="json", now=NOW)
    assert [part.answers for part in out.parts] == [{}]
    assert earlier_position(given.answer(KEY), "\u200b") is None
    assert earlier_position(given.answer(KEY), "") is None
