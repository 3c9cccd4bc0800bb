"""The table of what each edition makes of every field says what the editions do."""

from __future__ import annotations

import json
from typing import Any, get_args

import pytest
from editions_page import PAGE, on_the_page, tables
from editions_table import FIELDS, GROUP_NAMES, OUTPUT_NAMES, USE_NAMES, Output, Use
from one_change import GROUPS, LEAD, ON_ONE, changed, everything

from assessment.answers import Answers
from assessment.assess import REPORT_EDITIONS as EDITIONS
from assessment.assess import assess
from assessment.questionnaire import Questionnaire
from assessment.redaction import redact
from assessment.report import ReportOptions, make_html

pytestmark = pytest.mark.slow

KEY = "POL-02"
"""A question with a gap, so that its action is shown wherever it may be."""
USES = {(item.group, item.field): item for item in FIELDS}
NOT_BY_ONE_CHANGE = frozenset(
    [("head", name) for name in ("format", "questionnaire", "part", "profile", "withheld")]
)
"""What cannot be changed alone in a file: another test says what becomes of it."""


def use(group: str, field: str, place: str) -> Use:
    return USES[group, field].use(place)  # type: ignore[arg-type]


def test_every_field_of_every_model_has_a_line_once():
    assert set(GROUP_NAMES) == set(GROUPS)
    for group, model in GROUPS.items():
        listed = [field.field for field in FIELDS if field.group == group]
        assert sorted(listed) == sorted(model.model_fields), group
    assert len(USES) == len(FIELDS)


def test_every_edition_has_a_column_and_every_word_is_one_of_the_legend():
    assert set(OUTPUT_NAMES) == {*EDITIONS, "copy"}
    assert set(USE_NAMES) == set(get_args(Use))
    page = PAGE.read_text(encoding="utf-8")
    for field in FIELDS:
        assert set(field.uses) <= set(OUTPUT_NAMES)
    assert all(f"**{name}**" in page for name in USE_NAMES.values())


def test_the_page_has_the_table_of_the_code():
    """`python tests/editions_page.py` writes it."""
    assert on_the_page(PAGE.read_text(encoding="utf-8")).strip() == tables().strip()


@pytest.fixture(scope="module")
def base(questionnaire: Questionnaire, example: Answers) -> Answers:
    return everything(questionnaire, example, KEY)


def page(questionnaire: Questionnaire, answers: Answers, edition: Output) -> str:
    wishes: dict[str, Any] = {"ministry": LEAD} if edition == "ministry" else {}
    seen = assess(questionnaire, answers, edition=edition)
    # A digest changes with everything and says nothing of what.
    made = make_html(seen, ReportOptions(edition=seen.edition, **wishes))
    for length in (None, 16):
        made = made.replace(seen.answers.sha256[:length], "")
    return made


def before(base: Answers, group: str, field: str) -> Answers:
    """What a changed file is compared with: of a reason one with another reason."""
    if (group, field) != ("answer", "reason"):
        return base
    given = base.answer(KEY)
    return base.with_answer(KEY, given.stating("not_applicable", reason="Qearlierreasonz"))


class Pages:
    """The pages of one edition; of two files that it sees alike only one is made."""

    def __init__(self, questionnaire: Questionnaire, edition: Output) -> None:
        self._questionnaire = questionnaire
        self._edition = edition
        self._made: dict[str, str] = {}

    def of(self, answers: Answers) -> str:
        seen = assess(self._questionnaire, answers, edition=self._edition).answers
        key = seen.sha256
        if key not in self._made:
            self._made[key] = page(self._questionnaire, answers, self._edition)
        return self._made[key]


@pytest.mark.parametrize("edition", EDITIONS)
def test_what_an_edition_prints_is_on_its_page_and_what_is_not_its_changes_no_byte(
    questionnaire: Questionnaire, base: Answers, edition: Output
):
    pages, wrong = Pages(questionnaire, edition), []
    recorded, plain = json.dumps(base.document()), pages.of(base)
    for group, field, other in changed(base, KEY):
        said = use(group, field, edition)
        if (group, field) == ("head", "kind") or said == "counted":
            continue  # of a redacted copy there is no full and no ministry edition
        word = str(ON_ONE.get(group, {}).get(field))
        marker = word.replace("Qother", "Q")
        if marker != word and f'"{marker}"' in recorded:
            shown = marker in plain  # a text that stands nowhere else
        else:
            shown = pages.of(other) != pages.of(before(base, group, field))
        if shown != (said == "printed"):
            wrong.append(f"{group}.{field}: {said}, shown: {shown}")
    assert wrong == []


def test_the_redacted_copy_keeps_what_the_table_says(questionnaire: Questionnaire, base: Answers):
    kept = redact(questionnaire, base).document()
    wrong = []
    for group, field, other in changed(base, KEY):
        first = before(base, group, field)
        plain = kept if first is base else redact(questionnaire, first).document()
        same = redact(questionnaire, other).document() == plain
        if same != (use(group, field, "copy") in ("no", "replaced")):
            wrong.append(f"{group}.{field}: {use(group, field, 'copy')}, same: {same}")
    assert wrong == []


def test_the_copy_has_no_key_that_the_table_does_not_keep(
    questionnaire: Questionnaire, base: Answers
):
    copy = redact(questionnaire, base).document()
    head = {key for key in copy if use("head", key, "copy") == "no"}
    # Written in every file, and empty in this one.
    assert {key: copy[key] for key in head} == {"marking": ""}
    assert {
        (group, key)
        for answer in copy["answers"].values()
        for group, part in (("answer", answer), ("action", answer.get("action", {})))
        for key in part
        if use(group, key, "copy") == "no"
    } == set()
    assert copy["profile"]["ministries"] == []
    assert "usual" not in copy["profile"]


def test_every_field_is_changed_or_named_as_one_that_cannot_be(base: Answers):
    tried = {(group, field) for group, field, _ in changed(base, KEY)}
    known = {use for use in USES if use[0] not in ("questionnaire", "part", "parts", "history")}
    assert known - tried == NOT_BY_ONE_CHANGE
