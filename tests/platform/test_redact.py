"""Attack 102: no token and no personal data in a log or traceback, whoever wrote them there."""

import pytest

from bot.platform.redact import redacted

TOKEN = "7123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        (f"token {TOKEN} refused", TOKEN),
        (f"https://api.telegram.org/bot{TOKEN}/getMe", TOKEN),
        (f"404, message='Not Found', url='https://api.telegram.org/file/bot{TOKEN}/photos/file_1.jpg'", TOKEN),
        (f"https://x/bot{TOKEN.replace(':', '%3A')}/getMe", TOKEN.partition(":")[2]),
        ("http://127.0.0.1:8081/bot1:local/getMe", "1:local"),
        ("postgresql://tereze:hun%20ter2@db.example.kz:5432/tereze", "hun%20ter2"),
        ("password=hunter2 host=db", "hunter2"),
        ("{'secret_token': 'abcDEF_-1'}", "abcDEF_-1"),
        ("X-Telegram-Bot-Api-Secret-Token: abcDEF", "abcDEF"),
        ("text '/start aGVsbG8_-x'", "aGVsbG8_-x"),
        ("https://t.me/tereze_bot?start=aGVsbG8", "aGVsbG8"),
        ("UniqueViolationError: duplicate key\nDETAIL:  Key (name)=(Асем Нұрланова) already exists.", "Асем"),
        ("[SQL: SELECT 1]\n[parameters: ('Асем Нұрланова',)]", "Асем"),
        ("1 validation error\n  Input should be an int [type=int, input_value='Асем\nН', input_type=str]", "Асем"),
        ("asem.n@example.kz wrote", "asem.n@example.kz"),
        ("phone +7 (701) 123-45-67", "701"),
        ("phone +77011234567", "77011234567"),
        ("phone 87011234567", "87011234567"),
        ("БИН 990940003176", "990940003176"),
    ],
)
def test_hides(text: str, hidden: str) -> None:
    assert hidden in text
    assert hidden not in redacted(text)


@pytest.mark.parametrize(
    "text",
    [
        "update 871234567 of seq 12345678901 done in 0.012 s",
        "2026-11-21 12:34:56.123456 claimed 3 rows",
        "incident 7F3K-2M9Q, person 018f6b1e-0c1a-7e57-9d5a-0242ac120002",
        "listening on http://127.0.0.1:8080/",
    ],
)
def test_leaves_what_is_needed(text: str) -> None:
    assert redacted(text) == text


def test_own_secrets_go_wherever_they_stand() -> None:
    assert "s3cr3t-x" not in redacted("strange place:s3cr3t-x!", ("s3cr3t-x",))
