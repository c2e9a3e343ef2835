"""A table on its way to the disk, as CSV and, where pyarrow is there, as Parquet: a few thousand rows in memory."""

import csv
import io
import tempfile
from contextlib import ExitStack
from importlib.util import find_spec
from typing import IO, Any

from exchange.research import table as kinds
from exchange.research.table import Cells, Table, Value

AT_ONCE = 5000  # rows


def can_write_parquet() -> bool:
    return find_spec("pyarrow") is not None


class Sheet:
    """Files without a name, that are gone with the process; ``done`` names what they are to be called."""

    def __init__(self, table: Table, until: ExitStack, *, parquet: bool) -> None:
        self.table, self.rows = table, 0
        self._waiting: list[list[Value]] = []
        self._csv = _unnamed(until)
        self._parquet = _Parquet(table, until) if parquet else None
        self._write_lines([table.header])

    def add(self, row: Cells) -> None:
        self._waiting.append(self.table.cells(row))
        self.rows += 1
        if len(self._waiting) >= AT_ONCE:
            self._write()

    def done(self) -> dict[str, IO[bytes]]:
        """The files by name, each at its beginning."""
        self._write()
        files: dict[str, IO[bytes]] = {f"{self.table.name}.csv": self._csv}
        if self._parquet:
            self._parquet.writer.close()
            files[f"{self.table.name}.parquet"] = self._parquet.file
        for file in files.values():
            file.seek(0)
        return files

    def _write(self) -> None:
        rows, self._waiting = self._waiting, []
        columns = self.table.columns
        self._write_lines([[column.cell(value) for column, value in zip(columns, row, strict=True)] for row in rows])
        if self._parquet:
            self._parquet.write(rows)

    def _write_lines(self, lines: list[list[str]]) -> None:
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\n").writerows(lines)
        self._csv.write(text.getvalue().encode())


def _unnamed(until: ExitStack) -> IO[bytes]:
    return until.enter_context(tempfile.TemporaryFile())


class _Parquet:
    def __init__(self, table: Table, until: ExitStack) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        types = {
            kinds.INTEGER: pa.int64(),
            kinds.FLOAT: pa.float64(),
            kinds.TEXT: pa.string(),
            kinds.DATE: pa.date32(),
            kinds.MOMENT: pa.timestamp("us"),
        }
        self.schema: Any = pa.schema([(column.name, types[column.kind]) for column in table.columns])
        self.file = _unnamed(until)
        self.writer = until.enter_context(pq.ParquetWriter(self.file, self.schema))

    def write(self, rows: list[list[Value]]) -> None:
        import pyarrow as pa

        by_column = list(zip(*rows, strict=True)) if rows else [()] * len(self.schema)
        arrays = [pa.array(values, field.type) for values, field in zip(by_column, self.schema, strict=True)]
        self.writer.write_table(pa.Table.from_arrays(arrays, schema=self.schema))
