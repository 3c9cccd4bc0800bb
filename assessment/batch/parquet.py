"""The table as Parquet, for those who load it into other tools; pyarrow is an optional extra."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, BinaryIO

from assessment.batch.chunk_work import ChunkResult
from assessment.batch.table import Table, TableRow
from assessment.errors import MissingExtraError
from assessment.language import _


class ParquetWriter:
    """Writes one Parquet file, some files of the input at a time."""

    def __init__(self, stream: BinaryIO, table: Table) -> None:
        self._arrow = _library()
        self._by = table.by
        self._schema = _schema(self._arrow, table)
        self._file = self._arrow.parquet.ParquetWriter(stream, self._schema)

    def write(self, part: ChunkResult) -> None:
        """Add the rows of some files."""
        rows = part.rows[self._by]
        if rows:
            self._file.write_table(self._table(rows))

    def close(self) -> None:
        """Write what stands at the end of a Parquet file."""
        self._file.close()

    def _table(self, rows: Sequence[TableRow]) -> Any:
        columns = [
            self._arrow.array(values, field.type)
            for values, field in zip(zip(*rows, strict=True), self._schema, strict=True)
        ]
        return self._arrow.Table.from_arrays(columns, schema=self._schema)


def _schema(arrow: Any, table: Table) -> Any:
    kinds = {
        str: arrow.string(),
        int: arrow.int64(),
        float: arrow.float64(),
        bool: arrow.bool_(),
    }
    return arrow.schema([(column.name, kinds[column.kind]) for column in table.columns])


def _library() -> Any:
    try:
        import pyarrow as arrow
        import pyarrow.parquet
    except ImportError as error:
        raise MissingExtraError(
            _("Parquet needs the library pyarrow, which is not installed."),
            remedy=_("Install it with `pip install 'cied-assessment[parquet]'`, or write .csv."),
        ) from error
    return arrow
