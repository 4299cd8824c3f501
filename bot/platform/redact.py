"""What must never reach a log, a traceback or a report of a failure: secrets, and what identifies a person.

The last line of defence: code logs ids and counts, not names. But libraries put what they were given into their errors:
aiogram the token into the address of a file, asyncpg the row into DETAIL, pydantic the input into its message.
"""

from __future__ import annotations

import re
from typing import Final

_RULES: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    # A bot token anywhere: alone, in /bot<token>/method and in /file/bot<token>/path, also percent-encoded.
    (re.compile(r"(?<!\d)\d{5,20}(?::|%3A)[A-Za-z0-9_-]{20,}", re.IGNORECASE), "<token>"),
    (re.compile(r"(/(?:file/)?bot)[^/\s\"'<>]+"), r"\1<token>"),
    # user:password@host of any address.
    (re.compile(r"([a-z][a-z0-9+.-]*://[^/\s:@\"']*):[^/\s@\"']+@", re.IGNORECASE), r"\1:<secret>@"),
    (
        re.compile(
            r"((?:password|passwd|secret(?:[_-]token)?|authorization|pin)[\"']?\s*[=:]\s*[\"']?)[^\s\"',;&)}]+", re.I
        ),
        r"\1<secret>",
    ),
    # Codes of invitations.
    (re.compile(r"([?&]start=|/start )[A-Za-z0-9_-]+"), r"\1<code>"),
    # PostgreSQL's row contents, SQLAlchemy's parameters, pydantic's input.
    (re.compile(r"^(\s*)(DETAIL|CONTEXT):.*$", re.MULTILINE), r"\1\2: <withheld>"),
    (re.compile(r"^\[parameters: .*$", re.MULTILINE), "[parameters: <withheld>]"),
    (re.compile(r"(input_value=).*?(, input_type=)", re.DOTALL), r"\1<withheld>\2"),
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "<mail>"),
    (re.compile(r"(?<![\w+])\+\d(?:[\s().-]{0,2}\d){8,14}(?!\d)"), "<phone>"),
    # БИН and ИИН, and phones written in one run of 11 digits (8 701 …, 7 701 …).
    (re.compile(r"(?<![\w.+-])(?:\d{12}|[78]7\d{9})(?![\w.])"), "<number>"),
)


def redacted(text: str, secrets: tuple[str, ...] = ()) -> str:
    """``text`` without secrets and personal data; ``secrets`` are this installation's own, removed wherever found."""
    for secret in secrets:
        text = text.replace(secret, "<secret>")
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text
