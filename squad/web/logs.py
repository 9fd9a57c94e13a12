"""Structured logs, one JSON object a line, without personal text."""

import logging
import sys
from datetime import UTC, datetime

import msgspec

PLAIN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonLines(logging.Formatter):
    """A record as one line of JSON: time, level, name, event and its own fields.

    An exception is told by type and place: its text may quote what somebody typed.
    """

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        line.update({k: v for k, v in vars(record).items() if k not in PLAIN})
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
        return msgspec.json.encode(line, enc_hook=str).decode()


def configure_logs(level: int = logging.INFO) -> None:
    """Write the program's own log to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logger = logging.getLogger("squad")
    logger.handlers[:] = [handler]
    logger.setLevel(level)
    logger.propagate = False
