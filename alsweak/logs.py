"""What the site writes down of what it does: one JSON object a line, or a line to read.

In either no address of a page, for it may hold the secret of an invitation or a link, and of an exception its kind and
where it was raised: its message may hold a value, as the DETAIL of a database does that refuses a row.
"""

import datetime as dt
import json
import logging
import traceback
from collections.abc import Mapping
from typing import Any

from celery import current_task
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest

from people import reference

UNMATCHED = "none"  # the route of an address of no page, or of a file of the site's own

# Of these the message names code or a machine, and no value.
TELLING = (ImportError, AttributeError, NameError, ConnectionError, TimeoutError, ImproperlyConfigured, SystemExit)


def config(shape: str, level: str) -> dict[str, Any]:
    """Django's ``LOGGING``. ``shape``: "json", in which each answer has a line too, or "line"; raises ``KeyError`` for
    any other."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"ours": {"()": SHAPES[shape]}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "ours"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": "NOTSET", "propagate": True},  # Django's own handlers write addresses
            "alsweak.answered": {"level": "INFO" if shape == "json" else level},
        },
    }


class Line(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        told = f"{_time(record)} {record.levelname} {record.name} {message(record)}"
        more = " ".join(f"{name}={value}" for name, value in around(record).items())
        stack = trouble(record)
        return told + (f" [{more}]" if more else "") + (f"\n{stack}" if stack else "")


class Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        told = {"time": _time(record), "level": record.levelname, "logger": record.name, "message": message(record)}
        told |= around(record)
        if stack := trouble(record):
            told["exception"] = stack
        return json.dumps(told, ensure_ascii=False, default=str)


SHAPES: dict[str, type[logging.Formatter]] = {"json": Json, "line": Line}


def of_this_process(environment: Mapping[str, str]) -> type[logging.Formatter]:
    """For who writes before there are settings."""
    usual = "json" if environment.get("ALSWEAK_PRODUCTION") == "1" else "line"
    return SHAPES[environment.get("ALSWEAK_LOG") or usual]


def message(record: logging.LogRecord) -> str:
    """With the route in the place of an address, and the kind of an exception in the place of what it says."""
    args: Any = record.args
    if isinstance(args, dict):  # Celery's, of a job: what it was given, and its exception as a text
        kind = record.exc_info[0] if record.exc_info else None
        hidden = {"exc": kind.__name__ if kind else "", "traceback": "", "args": "", "kwargs": "", "return_value": ""}
        args = {name: hidden.get(name, _said(value, record)) for name, value in args.items()}
    elif isinstance(args, tuple):
        args = tuple(_said(value, record) for value in args)
    try:
        return str(record.msg) % args if args else _said(str(record.msg), record)
    except (TypeError, ValueError, KeyError):
        return "A message that does not fit what it was given."


def around(record: logging.LogRecord) -> dict[str, Any]:
    """Which request or job it was."""
    request = getattr(record, "request", None)  # that of one of the site's pages, or of Celery
    told: dict[str, Any] = {}
    if given := getattr(request, "reference", "") or reference.current():
        told["request"] = given
    if isinstance(request, HttpRequest):
        told["route"] = route_of(request)
    told |= getattr(record, "told", {})
    if current_task and current_task.request.id:
        told |= {"job": current_task.name, "job_id": current_task.request.id}
    return told


def trouble(record: logging.LogRecord) -> str:
    """The exceptions that led to each other, first the one that was raised last."""
    info = record.exc_info
    error = info[1] if isinstance(info, tuple) else None
    told, seen = [], set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        told += [_kind(error), *(line.rstrip() for line in traceback.format_tb(error.__traceback__))]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\n".join(told)


def _kind(error: BaseException) -> str:
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    return f"{name}: {error}" if isinstance(error, TELLING) else name


def _said(value: Any, record: logging.LogRecord) -> Any:
    if isinstance(value, BaseException):
        return _kind(value)
    request = getattr(record, "request", None)
    path = request.path if isinstance(request, HttpRequest) else ""
    if isinstance(value, str) and value.startswith("/") and record.name.startswith("gunicorn"):
        return UNMATCHED  # the address of a request that no page has seen yet
    if request is not None and isinstance(value, str) and len(path) > 1:
        for written in (path, path.encode("unicode_escape").decode("ascii")):
            value = value.replace(written, route_of(request))
    return value


def route_of(request: HttpRequest) -> str:
    """As ``urls.py`` writes it."""
    return request.resolver_match.route if request.resolver_match else UNMATCHED


def _time(record: logging.LogRecord) -> str:
    return dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds")
