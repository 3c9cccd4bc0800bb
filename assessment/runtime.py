"""Settings of the whole process, all in one place: what is set, why, and what it is worth.

| function | setting | why | saves |
| --- | --- | --- | --- |
| `for_a_command` | no pydantic plugins | no package that happens to be installed decides what a valid answer file is | 15 ms |
| `for_a_command` | garbage is looked for every 200,000 objects | what is imported is never garbage | 12 ms of a short command |
| `begin_again_with_all_letters` | Python's UTF-8 mode | in the locale C with that mode off a name loses its letters, and no file can be called by one | nothing: it starts twice |
| `begin_again_with` | the language in the environment | `--language` names it after tables of words are made | nothing: it starts twice |
| `pause_collection` | no garbage collection | a report, and a session until its first question, keep all that they make | a fifth of a report, a tenth of a start |
| `resume_collection` | it begins with what is made from here on | what the start made stays until the end | pauses between keys |
| `for_a_session` | 240 frames a second, threads switch every 0.5 ms | a level is answered by the next question at once | 15 ms a key |
| `keep_no_bytecode` | nothing compiled is kept | on a full disk half of a file would be, and no later start could read it | a start that fails |
| `single_thread` | one thread for matrices | they are small, and each command that has some would start one thread a core | 30 ms of processor time; 100 ms of a batch |
| `end_quietly` | signals are ignored | all is done and said: Ctrl-C while Python ends would look as if it was not | a false end |
"""  # noqa: E501 - a table has one line a row

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

OBJECTS_BETWEEN_COLLECTIONS = 200_000
"""No import makes as many objects as this; Python's own threshold is 700."""
SWITCH_INTERVAL = 0.0005
"""Seconds after which a thread that saves gives way to a key; Python's own are 0.005."""


def for_a_command() -> None:
    """Settings of every command; call before anything else is imported."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    single_thread()
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS, 20, 20)


def knows_all_letters() -> bool:
    """Whether names of files and messages can have other letters than those of English."""
    return sys.getfilesystemencoding() != "ascii"


def begin_again_with_all_letters() -> None:
    """Start the same command once more, in UTF-8."""
    # Not the variable of the environment: another program that is started has its own settings.
    os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606 - the very command that runs


def begin_again_with(**environment: str) -> None:
    """Start the same command once more, with other values in its environment."""
    os.environ.update(environment)
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - the very command that runs


def for_a_session() -> None:
    """Settings of a session in the terminal; call before Textual is imported."""
    os.environ.setdefault("TEXTUAL_FPS", "240")
    sys.setswitchinterval(SWITCH_INTERVAL)


def pause_collection() -> None:
    """Look for no garbage until `resume_collection`, or until the end."""
    gc.disable()


def resume_collection() -> None:
    """Look for garbage again, but never in what exists by now."""
    gc.freeze()
    gc.enable()


@contextmanager
def collection_paused() -> Iterator[None]:
    """Look for no garbage inside; what the last such block left is freed first."""
    # All of it is young to the first collection afterwards, which frees it.
    gc.collect(0)
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def keep_no_bytecode() -> None:
    """Write nothing that Python compiles to the disk."""
    sys.dont_write_bytecode = True


def single_thread() -> None:
    """Keep the matrix library from starting threads of its own; call before importing numpy."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def end_quietly() -> None:
    """Let no signal and no collection disturb the end of the process."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    gc.freeze()
