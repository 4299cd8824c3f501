"""Attack 102 through the logging machinery itself: messages, arguments, extras, tracebacks, stray tasks."""

import asyncio
import io
import json
import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiogram import Bot

from bot.platform.logs import configure_logs, watch_loop
from bot.platform.settings import Settings

TOKEN = "7123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


@pytest.fixture
def written(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """What the configured process writes; everything is put back afterwards."""
    root = logging.getLogger()
    before = (root.handlers[:], root.level, sys.excepthook, threading.excepthook)
    stream = io.StringIO()
    settings = Settings(
        state=Path("/nowhere"),
        bot_token=TOKEN,
        webhook_secret="webhook-secret-1",
        replica="r1",
        log_format=getattr(request, "param", "json"),
    )
    configure_logs(settings, stream)
    yield stream
    root.handlers[:], level, sys.excepthook, threading.excepthook = before
    root.setLevel(level)
    logging.captureWarnings(False)


def test_a_line_is_one_json_object(written: io.StringIO) -> None:
    logging.getLogger("tereze.worker").info("done", extra={"seq": 5, "place": "company.card"})
    line = json.loads(written.getvalue())
    assert line["level"] == "INFO"
    assert line["logger"] == "tereze.worker"
    assert line["message"] == "done"
    assert (line["seq"], line["place"], line["replica"]) == (5, "company.card", "r1")
    assert line["time"].endswith("+00:00")


@pytest.mark.parametrize("written", ["json", "human"], indirect=True)
def test_102_token_in_message_argument_extra_and_traceback(written: io.StringIO) -> None:
    log = logging.getLogger("tereze")
    log.info("token %s", TOKEN)
    log.info("secret", extra={"header": "webhook-secret-1"})
    try:
        raise RuntimeError(f"cannot fetch https://api.telegram.org/file/bot{TOKEN}/a.jpg")
    except RuntimeError:
        log.exception("download failed")
    text = written.getvalue()
    assert "download failed" in text
    assert "RuntimeError" in text
    assert TOKEN not in text
    assert "webhook-secret-1" not in text


@pytest.mark.parametrize("written", ["json", "human"], indirect=True)
def test_102_what_a_library_quotes_of_a_row(written: io.StringIO) -> None:
    log = logging.getLogger("tereze")
    text = "duplicate key\nDETAIL:  Key (name)=(Асем Нұрланова) already exists."
    try:
        raise RuntimeError(text)  # a traceback quotes source lines, so the name stands above
    except RuntimeError as error:
        log.exception("refused")
        log.error("refused", extra={"error": error, "all": [{"error": error}]})
    assert "duplicate key" in written.getvalue()
    assert "Асем" not in written.getvalue()


async def test_102_aiogram_file_download_error(written: io.StringIO) -> None:
    """The address of a file holds the token; aiohttp puts the address into its error."""
    bot = Bot(TOKEN)
    try:
        with pytest.raises(Exception) as caught:
            bot.session.api = bot.session.api.__class__(
                base="http://127.0.0.1:1/bot{token}/{method}", file="http://127.0.0.1:1/file/bot{token}/{path}"
            )
            await bot.download_file("documents/x.pdf")
    finally:
        await bot.session.close()
    logging.getLogger("tereze").error("file", exc_info=caught.value)
    logging.getLogger("tereze").error("address %s", bot.session.api.file_url(TOKEN, "documents/x.pdf"))
    assert "documents/x.pdf" in written.getvalue()
    assert TOKEN not in written.getvalue()


def test_102_uncaught_exceptions_are_logged_not_printed(
    written: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    error = ValueError(f"bad {TOKEN}")
    sys.excepthook(ValueError, error, None)
    thread = threading.Thread(target=lambda: (_ for _ in ()).throw(error))
    thread.start()
    thread.join()
    assert written.getvalue().count("uncaught") == 2
    assert TOKEN not in written.getvalue() + capsys.readouterr().err


async def test_102_exceptions_of_stray_tasks(written: io.StringIO) -> None:
    loop = asyncio.get_running_loop()
    watch_loop(loop)
    try:
        loop.call_exception_handler({"message": "stray", "exception": ValueError(f"bad {TOKEN}")})
    finally:
        loop.set_exception_handler(None)
    assert "stray" in written.getvalue()
    assert TOKEN not in written.getvalue()


def test_updates_are_not_told_one_by_one(written: io.StringIO) -> None:
    """aiogram's and SQLAlchemy's INFO lines would carry chats and what people typed."""
    for name in ("aiogram.event", "sqlalchemy.engine.Engine", "aiohttp.access", "apscheduler.executors.default"):
        logging.getLogger(name).info("update")
    assert written.getvalue() == ""
