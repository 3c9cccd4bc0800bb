"""The command `cied`: finds the command that is asked for, and tells errors as sentences.

Each command lives in its own module and is imported only when it is called, so that `cied --help`
does not pay for what it does not use.
"""

from __future__ import annotations

import importlib
import io
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import click

from assessment import runtime
from assessment.cli import click_words
from assessment.errors import AssessmentError, reason_of
from assessment.language import VARIABLE, _, chosen, of_answer_file
from assessment.text import clean, isolate_quoted, one_line
from assessment.version import __version__

click_words.speak()  # before a command is made: its options keep their words

EPILOG = _(
    "An independent tool for dialogue and planning. It is no publication of the United Nations "
    "and does not measure compliance. Treat every answer file and report as sensitive."
)


def help_of(*paragraphs: str) -> str:
    """The help of a command, from its paragraphs: each is one message to translate."""
    return "\n\n".join(paragraphs)


class CommandEntry(NamedTuple):
    """Where a command lives, and what it is for."""

    module: str
    help: str


COMMANDS: Mapping[str, CommandEntry] = {
    "open": CommandEntry("open", _("Answer the questionnaire in the terminal.")),
    "score": CommandEntry("score", _("Print scores, roadmap and facts to establish.")),
    "check": CommandEntry("check", _("Print the consistency warnings of an answer file.")),
    "report": CommandEntry("report", _("Make the PDF or HTML report, or a blank form.")),
    "hand-out": CommandEntry(
        "hand_out", _("Make a part for each ministry: its questions, to be sent.")
    ),
    "take-back": CommandEntry("take_back", _("Take parts back that ministries have filled in.")),
    "merge": CommandEntry("merge", _("Make one file of two copies of an answer file.")),
    "verify": CommandEntry("verify", _("Compare a PDF report with its answer file.")),
    "export": CommandEntry(
        "export", _("Write scores as JSON or CSV, or the redacted answer file.")
    ),
    "batch": CommandEntry("batch", _("Score many answer files into one table.")),
    "seal": CommandEntry("seal", _("Seal an answer file, and say who can read it.")),
    "unseal": CommandEntry("unseal", _("Write what is in a sealed file.")),
    "key": CommandEntry("key", _("Make or show the key that opens sealed files.")),
    "example": CommandEntry("example", _("Write a complete, fictional answer file.")),
    "questionnaires": CommandEntry("questionnaires", _("List, show or check questionnaires.")),
}


class LazyGroup(click.Group):
    """A group that imports a command's module only when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The names of the commands, in the order of a working day."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of a name, or none."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        module = importlib.import_module(f"assessment.cli.{entry.module}")
        command: click.Command = module.command
        return command

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002
        formatter: click.HelpFormatter,
    ) -> None:
        """The list of commands, from the table above: nothing is imported for it."""
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, entry.help) for name, entry in COMMANDS.items()])


OF_ONE_ANSWER_FILE = (
    "open", "score", "check", "report", "hand-out", "take-back", "merge", "verify", "export",
)  # fmt: skip
"""Commands that speak the language of the answer file that they are given, unless told another."""
KEEPS_ALL_IT_MAKES = ("report", "verify")
"""Commands that need until their end all that they make."""


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=help_of(
        _("Find out how ready a State is against improvised explosive devices."),
        _(
            "The questions are derived from General Assembly resolution 75/59. Without a "
            "command, the terminal program opens at its start screen."
        ),
    ),
)
@click.version_option(__version__, prog_name="cied")
@click.option(
    "--language",
    metavar="CODE",
    help=_(
        "The language of the questions, such as fr; it needs a translation of the questionnaire."
    ),
)
@click.pass_context
def cied(ctx: click.Context, language: str | None) -> None:
    """`cied`, with or without a command."""
    if language is not None:
        os.environ[VARIABLE] = language
    if ctx.invoked_subcommand is None:
        ctx.invoke(importlib.import_module("assessment.cli.open").command)


NO_LETTERS = _(
    "The language settings of this terminal (LC_ALL=C, with Python's UTF-8 mode off) have no "
    "letters but those of English. All text and the names of files are in UTF-8 nevertheless."
)
DETAILS = "CIED_DETAILS"
"""The variable of the environment that asks for the details of an error nobody foresaw."""


def main() -> None:
    """Run the command; every error ends as a sentence on stderr and an exit status."""
    runtime.for_a_command()
    language = _asked_for(sys.argv[1:]) or _of_answer_file(sys.argv[1:])
    if language and language != chosen():
        # What stands in tables was put into words when it was imported.
        runtime.begin_again_with(**{VARIABLE: language})
    if not runtime.knows_all_letters():
        print_message(NO_LETTERS)
        runtime.begin_again_with_all_letters()
    if sys.argv[1:2] in ([name] for name in KEEPS_ALL_IT_MAKES):
        runtime.pause_collection()
    if sys.stdout is None:
        sys.stdout = _output_that_refuses()
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal that cannot show a character, or a file name that is no text, is no error.
        sys.stdout.reconfigure(errors="backslashreplace")
    status = _with_all_output(_run_to_the_end(sys.argv[1:]))
    runtime.end_quietly()
    sys.exit(status)


def _asked_for(arguments: list[str]) -> str | None:
    """The language that the command line begins with; None where it names none."""
    first, *others = arguments or [""]
    if first == "--language" and others:
        return others[0]
    return first.removeprefix("--language=") if first.startswith("--language=") else None


def _of_answer_file(arguments: list[str]) -> str | None:
    """The language of the answer file that the command is about; None where one was chosen."""
    if VARIABLE in os.environ or arguments[:1] not in ([name] for name in OF_ONE_ANSWER_FILE):
        return None
    files = (item for item in arguments[1:] if item.endswith(".json"))
    return next(filter(None, map(of_answer_file, map(Path, files))), None)


def _run_to_the_end(arguments: list[str]) -> int:
    """Run the command; what nobody foresaw is a sentence too, and its details are for who asks."""
    try:
        return run(arguments)
    except Exception as error:  # the last border: no traceback reaches a person
        if os.environ.get(DETAILS):
            raise
        print_message(
            _(
                "The program met an error that it did not expect ({name}), and "
                "stopped. What was saved before is safe. Run the command again with "
                "{details}=1 before it to see the details, and report them to those who keep the "
                "program."
            ).format(name=type(error).__name__, details=DETAILS)
        )
        return 1


def _output_that_refuses() -> io.TextIOWrapper:
    # Python has no stdout at all where it was closed before the start. What is written to this one
    # fails as on a full disk, so that nothing is lost in silence.
    return io.TextIOWrapper(io.FileIO(os.open(os.devnull, os.O_RDONLY), "w"), encoding="utf-8")


def _with_all_output(status: int) -> int:
    # What could not be written would be tried again when Python ends, and told as a traceback.
    try:
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return status if isinstance(error, BrokenPipeError) else 1
    return status


def run(arguments: list[str]) -> int:
    """Run the command with some arguments: 0 done, 1 something was refused, 2 wrong usage."""
    status = _status(arguments)
    # Only what writes files has loaded it.
    limits = sys.modules.get("assessment.share_limits")
    for sentence in limits.unsaid() if limits else ():
        print_message(sentence)
    return status


def _status(arguments: list[str]) -> int:
    try:
        status = cied.main(args=arguments, prog_name="cied", standalone_mode=False)
    except AssessmentError as error:
        print_message(str(error))
        return 1
    except click.ClickException as error:
        return _print_usage_error(error)
    except (click.Abort, KeyboardInterrupt):
        print_message(_("Stopped."))
        return 1
    except (BrokenPipeError, SystemExit):
        # Somebody closed the pipe, for example `cied score FILE | head`: nothing is wrong. Click
        # turns the broken pipe into an exit with status 1; nothing else in a command exits.
        return 0
    except OSError as error:
        where = one_line(str(error.filename or _("The output")))
        print_message(
            _("{where}: It cannot be written or read: {strerror}.").format(
                where=where, strerror=reason_of(error)
            )
        )
        return 1
    return status if isinstance(status, int) else 0


def _print_usage_error(error: click.ClickException) -> int:
    said = io.StringIO()
    error.show(file=said)
    print_message(said.getvalue().rstrip())
    return error.exit_code


def print_message(message: str) -> None:
    """A message for the person, on stderr, without anything a terminal would obey.

    Where nobody listens any more, the work goes on in silence.
    """
    try:
        click.echo(isolate_quoted(clean(message)), err=True)
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
