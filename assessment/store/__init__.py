"""The only reader of questionnaires, and the only reader and writer of answer files."""

from assessment.store.answer_files import (
    AnswerFile,
    left_out_note,
    new_answers,
    parse_answers,
    read_answers,
    reference,
)
from assessment.store.bounded_read import check_size, read_at_most, read_bytes
from assessment.store.kinds import is_pdf
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
    "check_size",
    "dump",
    "examine",
    "folder_of",
    "is_pdf",
    "left_out_note",
    "lock_path",
    "locked",
    "names",
    "new_answers",
    "parse_answers",
    "read_answers",
    "read_at_most",
    "read_bytes",
    "read_questionnaire",
    "reference",
    "write_answers",
    "write_file",
]
