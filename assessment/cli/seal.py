"""`cied seal`: seal an answer file, or change who can read a sealed one."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click

from assessment.answers import RECIPIENT_LIMIT, Answers, Event, random_id
from assessment.cli.changing import by_option
from assessment.cli.common import answer_file_argument, force_option, questionnaire_option
from assessment.cli.main import help_of, print_message
from assessment.cli.sealing import (
    kept_beside,
    locked_both,
    put_in_place,
    remove_replaced,
    sealing_output_option,
)
from assessment.dates import utc_now
from assessment.errors import AnswerFileError, AssessmentError, SealingError
from assessment.language import _
from assessment.store import (
    back_up,
    dump,
    is_answer_file,
    is_sealed,
    is_sealed_name,
    parse_answers,
    read_bytes,
    read_questionnaire,
    unsealed,
    write_side_file,
)
from assessment.store.keys import own_key
from assessment.store.sealed import check_recipient, keys_in_header, seal, sealed_name
from assessment.text import count_of, one_line


@click.command(
    "seal",
    help=help_of(
        _("Seal an answer file to your key, or change who can read a sealed one."),
        _(
            "FILE is replaced by FILE.age, and so are the copies beside it. Without --to the "
            "bytes are sealed as they are, and only you can read them. Whom a file is sealed to "
            "is kept inside it. Who could read it before can still read what was copied before."
        ),
    ),
)
@answer_file_argument
@click.option(
    "--to",
    "added",
    metavar="KEY",
    multiple=True,
    help=_("Let the holder of this public key read it too; may be given again."),
)
@click.option(
    "--not-to",
    "removed",
    metavar="KEY",
    multiple=True,
    help=_("Seal it no longer to this public key; may be given again."),
)
@sealing_output_option
@force_option
@by_option
@questionnaire_option
def command(
    file: Path,
    added: tuple[str, ...],
    removed: tuple[str, ...],
    output: Path | None,
    force: bool,
    by: str,
    questionnaire_name: str,
) -> None:
    """`cied seal`."""
    source = Path(os.path.realpath(file))
    target = _target(source, output)
    with locked_both(source, target):
        raw = read_bytes(source)
        own = own_key(str(file)).public
        content = _answers_in(raw, str(file))
        if is_sealed(raw) and not (added or removed or output):
            raise AssessmentError(
                _("The file is sealed already."),
                where=str(file),
                remedy=_("Give --to or --not-to to change who can read it."),
            )
        recipients: Sequence[str] = (own,)
        if added or removed or is_sealed(raw):
            questionnaire = read_questionnaire(questionnaire_name)
            answers = parse_answers(raw, questionnaire, where=str(file), parts=True).answers
            recipients = _recipients(answers.recipients or (own,), added, removed, str(file))
            if answers.kind != "redacted":  # that copy tells nothing but what it is made for
                content = dump(_sealed_to(answers, recipients, by))
        sealed = _sealed(content, recipients, str(target))
        if source == target:
            back_up(source, raw)
        put_in_place(source, target, sealed, force=force, moves=output is None)
    _print_recipients(recipients, own, keys_in_header(raw, str(file)) if is_sealed(raw) else 0)
    if output is None and source != target:
        _seal_copies(source, recipients)


def _answers_in(raw: bytes, where: str) -> bytes:
    """What is in the file, if that is an answer file in whatever format and version."""
    content = unsealed(raw, where)
    if not is_answer_file(content):
        raise AnswerFileError(
            _(
                "This is no answer file. Web pages, workbooks and PDF forms cannot be sealed: "
                "whoever fills one in has no program that opens it."
            ),
            where=where,
            remedy=_("Seal other files with `age` itself."),
        )
    return content


def _sealed(content: bytes, recipients: Sequence[str], where: str) -> bytes:
    """The content sealed, and opened again once: the plain file is removed after this."""
    sealed = seal(content, recipients, where=where)
    if unsealed(sealed, where) != content:
        raise SealingError(
            _("What was sealed cannot be read again, so nothing was written."),
            where=where,
            remedy=_("Seal it again; if that does not help, report it to the maintainers."),
        )
    return sealed


def _target(source: Path, output: Path | None) -> Path:
    if output is None:
        return source if is_sealed_name(source) else source.with_name(sealed_name(source.name))
    target = Path(os.path.realpath(output))
    if not is_sealed_name(target):
        raise click.UsageError(_("The name of a sealed file ends in .age."))
    return target


def _recipients(
    known: Sequence[str], added: Sequence[str], removed: Sequence[str], where: str
) -> tuple[str, ...]:
    for item in added:
        check_recipient(item, where)
    for item in removed:
        if item not in known:
            raise AssessmentError(
                _("The file is not sealed to {item}.").format(item=one_line(item)[:80]),
                where=where,
                remedy=_("It is sealed to: {known}.").format(known=", ".join(known)),
            )
    recipients = tuple(dict.fromkeys(item for item in (*known, *added) if item not in removed))
    if len(recipients) > RECIPIENT_LIMIT:
        raise AssessmentError(
            _("A file is sealed to {limit} keys at most.").format(limit=RECIPIENT_LIMIT),
            where=where,
            remedy=_("Take keys that are not needed away with --not-to."),
        )
    return recipients


def _sealed_to(answers: Answers, recipients: Sequence[str], by: str) -> Answers:
    sealed = answers.replace(recipients=tuple(recipients))
    if answers.kind != "full":
        return sealed
    keys = count_of(len(recipients), "{n} key", "{n} keys")
    event = Event(
        what="sealed",
        at=utc_now(),
        by=by or None,
        detail=_("Sealed to {recipients}.").format(recipients=keys),
    )
    return sealed.replace(id=answers.id or random_id()).with_events(event)


def _print_recipients(recipients: Sequence[str], own: str, before: int) -> None:
    for recipient in recipients:
        print_message(
            (
                _("Sealed to {recipient} (yours)")
                if recipient == own
                else _("Sealed to {recipient}")
            ).format(recipient=recipient)
        )
    if before > len(recipients):
        print_message(_("Others could read it before, and cannot read it as it is now."))


def _seal_copies(source: Path, recipients: Sequence[str]) -> None:
    """Seal what lies beside the file too: an earlier copy tells as much as the file itself."""
    for path in kept_beside(source):
        target = path.with_name(sealed_name(path.name))
        if target.exists():
            print_message(
                _("{path}: it is not sealed. Remove it if you do not need it.").format(
                    path=one_line(str(path))
                )
            )
            continue
        write_side_file(target, seal(read_bytes(path), recipients, where=str(path)))
        print_message(_("Written: {target}").format(target=one_line(str(target))))
        remove_replaced(path)
