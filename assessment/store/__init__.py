"""The only reader of questionnaires, and the only reader and writer of answer files."""

from assessment.store.answer_files import (
    AnswerFile,
    new_answers,
    parse_answers,
    read_answers,
    reference,
)
from assessment.store.questionnaires import (
    DEFAULT,
    examine,
    folder_of,
    names,
    read_questionnaire,
)
from assessment.store.saving import back_up, dump, lock_path, locked, write_answers, write_file

__all__ = [
    "DEFAULT",
    "AnswerFile",
    "back_up",
    "dump",
    "examine",
    "folder_of",
    "lock_path",
    "locked",
    "names",
    "new_answers",
    "parse_answers",
    "read_answers",
    "read_questionnaire",
    "reference",
    "write_answers",
    "write_file",
]
