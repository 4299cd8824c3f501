"""Logs of a process: one JSON object a line for machines, or short lines for the person who typed ``make run``."""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
from types import TracebackType
from typing import IO, Any, Final

from pythonjsonlogger.json import JsonFormatter

from bot.platform.redact import redacted
from bot.platform.settings import Settings

QUIET: Final = ("aiogram.event", "apscheduler", "aiohttp.access", "asyncio", "sqlalchemy.engine")
"""Loggers that tell each update, query or job at INFO; the queries would carry what people typed."""


class _Redacting(logging.Formatter):
    """Cleans the finished line, so that no field, traceback or library gets past it."""

    def __init__(self, inner: logging.Formatter, secrets: tuple[str, ...]) -> None:
        super().__init__()
        self._inner = inner
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        # The formatter caches a traceback's text on the record for later handlers; ours must not leave it uncleaned.
        text = redacted(self._inner.format(record), self._secrets)
        record.exc_text = None
        return text


class _Json(JsonFormatter):
    """ISO time in UTC, level, logger, message, and whatever ``extra`` names."""

    def __init__(self, replica: str) -> None:
        super().__init__(
            "%(levelname)s %(name)s %(message)s",
            rename_fields={"levelname": "level", "name": "logger"},
            static_fields={"replica": replica},
            timestamp="time",
            json_ensure_ascii=False,
        )

    def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
        # Before it becomes JSON: some rules go by lines, and JSON has none left.
        return super().process_log_record({key: _cleaned(value) for key, value in log_data.items()})


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return redacted(value)
    if isinstance(value, dict):
        return {key: _cleaned(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(one) for one in value]
    return value if isinstance(value, int | float | bool | None) else redacted(str(value))


def configure_logs(settings: Settings, stream: IO[str] | None = None) -> None:
    """Sends all logs of the process, uncaught exceptions and warnings to ``stream`` (stderr), redacted."""
    inner: logging.Formatter = (
        logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s", "%H:%M:%S")
        if settings.log_format == "human"
        else _Json(settings.replica)
    )
    handler = logging.StreamHandler(stream if stream is not None else sys.stderr)
    handler.setFormatter(_Redacting(inner, secrets_of(settings)))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(settings.log_level)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(True)
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread


def watch_loop(loop: asyncio.AbstractEventLoop) -> None:
    """Exceptions that nobody awaited go to the log too, not to stderr as they are."""
    loop.set_exception_handler(_uncaught_in_loop)


def secrets_of(settings: Settings) -> tuple[str, ...]:
    """The literal secrets of this installation, longest first."""
    given = (settings.bot_token, settings.webhook_secret, settings.database_url, settings.migration_url)
    return tuple(sorted({one for one in given if one}, key=len, reverse=True))


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    logging.getLogger("tereze").critical("uncaught", exc_info=(kind, error, trace))


def _uncaught_in_thread(about: threading.ExceptHookArgs) -> None:
    if about.exc_value is not None and about.exc_type is not SystemExit:
        _uncaught(about.exc_type, about.exc_value, about.exc_traceback)


def _uncaught_in_loop(_loop: asyncio.AbstractEventLoop, about: dict[str, Any]) -> None:
    logging.getLogger("tereze").error(about.get("message", "uncaught"), exc_info=about.get("exception"))
