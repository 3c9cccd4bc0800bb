"""The words of Click, the library behind the command, in the language of the process.

Click takes each from a function `_` of its own, which knows no catalogue of ours. They are listed
here so that the tools of translators find them; a test compares the list with the library.
"""

from __future__ import annotations

from types import ModuleType

from click import core, decorators, exceptions, formatting, parser, termui, types

from assessment.language import _, chosen, ngettext

MODULES: tuple[ModuleType, ...] = (
    *(core, decorators, exceptions, formatting, parser, termui, types),
)


def speak() -> None:
    """Let Click say what it says in the language of the process; English is its own."""
    if not chosen():
        return
    for module in MODULES:
        for name, said in (("_", _), ("ngettext", ngettext)):
            if hasattr(module, name):
                setattr(module, name, said)


WORDS = (
    _("required"),
    _("Aborted!"),
    _("Missing command."),
    _("Options"),
    _("Positional arguments"),
    _("Commands"),
    _("default: {default}"),
    _("%(prog)s, version %(version)s"),
    _("Show the version and exit."),
    _("Show this message and exit."),
    _("Missing argument"),
    _("unknown error"),
    _("Invalid value for {param_hint}: {message}"),
    _("Missing option"),
    _("Could not open file {filename!r}: {message}"),
    _("Error: {message}"),
    _("Try '{command} {option}' for help."),
    _("Missing parameter"),
    _("Missing parameter: {param_name}"),
    _("No such option {name!r}."),
    _("No such command {name!r}."),
    _("Invalid value: {message}"),
    _("Missing {param_type}"),
    _("Usage:"),
    _("Option {name!r} does not take a value."),
    _("Argument {name!r} takes {nargs} values."),
    _("Repeat for confirmation"),
    _("Error: The two entered values do not match."),
    _("Error: invalid input"),
    _("file"),
    _("Choose from:\n\t{choices}"),
    _("directory"),
    _("path"),
    _("{value} is not in the range {range}."),
    _("{value!r} is not a valid boolean. Recognized values: {states}"),
    _("{value!r} is not a valid {number_type}."),
    _("{name} {filename!r} is a file."),
    _("{name} {filename!r} is a directory."),
    _("{name} {filename!r} is not readable."),
    _("{name} {filename!r} is not writable."),
    _("{name} {filename!r} is not executable."),
    _("{name} {filename!r} does not exist."),
    ngettext(
        "Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", 1
    ),
    ngettext(
        "Takes {nargs} values but 1 was given.", "Takes {nargs} values but {len} were given.", 1
    ),
    ngettext("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)", 1),
    ngettext(
        "Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments.", 1
    ),
    ngettext("{value!r} is not {choice}.", "{value!r} is not one of {choices}.", 1),
)
"""What a person can meet of it; of a pair the form for one."""
