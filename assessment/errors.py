"""Everything that can go wrong and be explained to a person.

AssessmentError                 where, problem, remedy
├── QuestionnaireError          one or many mistakes in a questionnaire, each with file and line
├── AnswerFileError             an answer file that cannot be read
│   ├── WrongQuestionnaireError   it answers another questionnaire
│   ├── OtherVersionError         it answers another version of this questionnaire
│   ├── NotJsonError              it is no JSON, or damaged
│   └── UnsavedPageError          it is the web page of a part, not the part that the page saves
├── SaveError                   an answer file or an output that cannot be written
├── LockedError                 another session holds the answer file
├── ChangedOnDiskError          another program changed the answer file meanwhile
├── SealingError                nothing can be sealed or unsealed: no key, no library
│   ├── NoKeyError                there is no key
│   └── LockedKeyError            the passphrase of the key has to be asked for
├── ReportError                 a report that cannot be made or verified
├── WorkerLostError             a process of a batch that was ended from outside
└── MissingExtraError           a library that this task needs is not installed
"""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from dataclasses import dataclass

from assessment.language import _, ngettext
from assessment.text import one_line


def reason_of(error: OSError) -> str:
    """What went wrong: in our own words where we raised it, or else what the system says.

    The system's words are in the language of the process where they are known.
    """
    number = error.errno or 0
    if error.strerror and error.strerror != os.strerror(number):
        return error.strerror
    return _SYSTEM_REASONS.get(number, error.strerror or str(error))


# As the system has them in English; it has them in the terminal's language, not in the chosen one.
_SYSTEM_REASONS: Mapping[int, str] = {
    errno.EACCES: _("Permission denied"),
    errno.EAGAIN: _("Resource temporarily unavailable"),
    errno.EBUSY: _("Device or resource busy"),
    errno.EDQUOT: _("Disk quota exceeded"),
    errno.EEXIST: _("File exists"),
    errno.EFBIG: _("File too large"),
    errno.EINVAL: _("Invalid argument"),
    errno.EIO: _("Input/output error"),
    errno.EISDIR: _("Is a directory"),
    errno.ELOOP: _("Too many levels of symbolic links"),
    errno.EMFILE: _("Too many open files"),
    errno.ENAMETOOLONG: _("File name too long"),
    errno.ENOENT: _("No such file or directory"),
    errno.ENOSPC: _("No space left on device"),
    errno.ENOTDIR: _("Not a directory"),
    errno.ENOTEMPTY: _("Directory not empty"),
    errno.EPERM: _("Operation not permitted"),
    errno.EROFS: _("Read-only file system"),
}


class AssessmentError(Exception):
    """A problem a person can act on: where it is, what is wrong, what to do."""

    def __init__(self, problem: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(problem)
        self.where = where
        """The file, with the line or the question where that is known."""
        self.problem = problem
        """What is wrong, one sentence."""
        self.remedy = remedy
        """What to do about it, one sentence; empty where nothing can be done."""

    def __str__(self) -> str:
        # A file's name may hold a line break, and would forge a message of its own.
        location = f"{one_line(self.where)}: " if self.where else ""
        remedy = f" {self.remedy}" if self.remedy else ""
        return f"{location}{self.problem}{remedy}"


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake in a questionnaire: where it stands and what is wrong."""

    where: str
    """`file:line`, the file relative to the questionnaire's folder."""
    problem: str

    def __str__(self) -> str:
        return f"{self.where}: {self.problem}"


class QuestionnaireError(AssessmentError):
    """A questionnaire cannot be used; all its mistakes are listed at once."""

    def __init__(self, where: str, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__(
            ngettext(
                "The questionnaire has {n} mistake.",
                "The questionnaire has {n} mistakes.",
                len(mistakes),
            ).format(n=len(mistakes)),
            where=where,
            remedy=_("Correct them, then run `cied questionnaires check` on the folder."),
        )
        self.mistakes = mistakes

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *(f"  {mistake}" for mistake in self.mistakes)])


class AnswerFileError(AssessmentError):
    """An answer file cannot be read."""


class WrongQuestionnaireError(AnswerFileError):
    """An answer file answers another questionnaire."""


class OtherVersionError(AnswerFileError):
    """An answer file answers another version or wording of this questionnaire."""

    answered: tuple[str, str] = ("", "")
    """The version that it answers, and its digest."""
    final: bool = False
    """Whether the document is final."""


class NotJsonError(AnswerFileError):
    """An answer file is no JSON, or it is damaged or cut off."""


class UnsavedPageError(AnswerFileError):
    """The web page of a part came back in place of the part that the page saves."""

    def __init__(self, problem: str, *, part: str, where: str, remedy: str) -> None:
        super().__init__(problem, where=where, remedy=remedy)
        self.part = part
        """The id of the part that the page was made for."""


class SaveError(AssessmentError):
    """A file cannot be written."""

    @classmethod
    def of(cls, where: object, error: OSError) -> SaveError:
        """What the system said when a file could not be written."""
        return cls(
            _("It cannot be written: {reason}.").format(reason=reason_of(error)),
            where=str(where),
            remedy=_SAVE_REMEDIES.get(error.errno or 0, _ELSEWHERE),
        )


_ELSEWHERE = _("Choose another folder that you may write to.")
_FREE = _("Free some space, or save in another folder that you may write to.")
_SAVE_REMEDIES: Mapping[int, str] = {
    errno.ENOENT: _("Make the folder first, or name another folder."),
    errno.ENOTDIR: _("Name another folder: there is a file in the place of this one."),
    errno.EISDIR: _("Name a file, not a folder."),
    errno.ENOSPC: _FREE,
    errno.EDQUOT: _FREE,
    errno.EFBIG: _FREE,
    errno.ENAMETOOLONG: _("Choose a shorter name."),
    errno.EIO: _("The disk may be damaged: save in another folder, on another disk."),
}


class LockedError(AssessmentError):
    """Another session has the answer file open."""


class ChangedOnDiskError(AssessmentError):
    """Another program changed or removed the answer file while a session had it open."""


class SealingError(AnswerFileError, SaveError):
    """A sealed file can be neither read nor written: for want of a key, or of the library."""


class NoKeyError(SealingError):
    """There is no key where it is looked for."""


class LockedKeyError(SealingError):
    """The key is protected by a passphrase, which nobody has been asked for yet."""


class ReportError(AssessmentError):
    """A report cannot be made or verified."""


class WorkerLostError(AssessmentError):
    """One of the processes of a batch was ended from outside, so that not all was scored."""

    def __init__(self, missing: str, *, after: str) -> None:
        if missing:
            lost = _("{missing} and the files after it were not all scored").format(
                missing=one_line(missing)
            )
        elif after:
            lost = _("what comes after {after} was not scored").format(after=one_line(after))
        else:
            lost = _("nothing was scored")
        super().__init__(
            _(
                "One of the processes was ended from outside, perhaps for want of memory, so "
                "{lost}."
            ).format(lost=lost),
            remedy=_("Run the command again, with fewer --jobs if memory is short."),
        )


class MissingExtraError(AssessmentError):
    """A library or system package that this task needs is not installed."""
