"""The only reader of questionnaires, and the only reader and writer of answer files."""

from assessment.store.answer_files import (
    AnswerFile,
    left_out_note,
    new_answers,
    parse_answers,
    read_answers,
    reference,
)
from assessment.store.bounded_read import (
    SIZE_LIMIT,
    check_size,
    read_at_most,
    read_bytes,
    read_regular,
    read_with_stat,
)
from assessment.store.durable import (
    COMFORT,
    FOR_ALL,
    OWNER_ONLY,
    Replacement,
    is_stream,
    scratch_folder,
    write_file,
)
from assessment.store.kinds import is_pdf
from assessment.store.locks import lock_path, locked, user_name
from assessment.store.questionnaires import (
    DEFAULT,
    examine,
    folder_of,
    names,
    read_questionnaire,
)
from assessment.store.saving import (
    back_up,
    check_output,
    dump,
    write_answers,
    write_held,
    write_output,
    write_side_file,
)

__all__ = [
    "COMFORT",
    "DEFAULT",
    "FOR_ALL",
    "OWNER_ONLY",
    "SIZE_LIMIT",
    "AnswerFile",
    "Replacement",
    "back_up",
    "check_output",
    "check_size",
    "dump",
    "examine",
    "folder_of",
    "is_pdf",
    "is_stream",
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
    "read_regular",
    "read_with_stat",
    "reference",
    "scratch_folder",
    "user_name",
    "write_answers",
    "write_file",
    "write_held",
    "write_output",
    "write_side_file",
]
