"""How a line of the log is written: without rows."""

import logging
import re
from types import TracebackType

ROW = re.compile(r"^(DETAIL|CONTEXT):.*$", re.MULTILINE)


class Line(logging.Formatter):
    """PostgreSQL tells with an error which row it refused ("DETAIL: Failing row contains ..."): that is left out."""

    def formatException(  # noqa: N802  the library's name
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        return ROW.sub(r"\1: left out", super().formatException(ei))
