"""The public keys of ministries, in a file beside the assessment: a key and a name on each line.

They are no part of the profile, because a key is made by its holder, changes more often than the
assessment, and has to be checked with the holder by whoever seals; the file can be kept by hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from assessment.answers import Answers, PartForm
from assessment.errors import AssessmentError
from assessment.language import _
from assessment.parts import HandedOut
from assessment.store import read_bytes
from assessment.store.sealed import check_recipient
from assessment.text import name_key, one_line

_MAX_BYTES = 1024 * 1024
"""Bytes of a file of keys; a line has about a hundred."""


def read_ministry_keys(path: Path) -> Mapping[str, str]:
    """The key of each ministry by its name, as names are compared; a key is named once a line."""
    found: dict[str, str] = {}
    text = read_bytes(path, limit=_MAX_BYTES).decode("utf-8-sig", "replace")
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        key, _unused, name = one_line(line).partition(" ")
        where = _("{path}, line {number}").format(path=path, number=number)
        check_recipient(key, where)
        if not name.strip():
            raise AssessmentError(
                _("There is a key and no ministry."),
                where=where,
                remedy=_(
                    "Write the ministry's name behind its key: `age1... Ministry of Justice`."
                ),
            )
        if found.setdefault(name_key(name), key) != key:
            raise AssessmentError(
                _("{ministry} has two keys.").format(ministry=name.strip()),
                where=where,
                remedy=_("Remove the old one."),
            )
    return found


def check_form_can_be_sealed(form: PartForm) -> None:
    """Refuse to seal what is filled in without this program."""
    if form != "json":
        raise AssessmentError(
            _(
                "A web page, a workbook or a PDF form cannot be sealed: whoever fills it in has no "
                "program that opens it."
            ),
            remedy=_("Hand out the file for this program (--form json), or do not seal."),
        )


def part_recipients(
    out: HandedOut, keys: Mapping[str, str], own: str, where: str
) -> Sequence[tuple[str, ...]]:
    """To whom each part is sealed: to the ministry, and to whoever takes it back."""
    names = [_asked(part) for part in out.parts]
    missing = sorted({name for name in names if name_key(name) not in keys})
    if missing:
        raise AssessmentError(
            _("There is no key for: {map}.").format(map=", ".join(map(one_line, missing))),
            where=where,
            remedy=_(
                "Add a line with the key and the name of each, or name others with --ministry."
            ),
        )
    return [tuple(dict.fromkeys((own, keys[name_key(name)]))) for name in names]


def _asked(part: Answers) -> str:
    return part.part.ministry if part.part else ""
