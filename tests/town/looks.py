"""What every screen has to be: said in full, within a phone, and fit for Telegram."""

import re

from handlers.screens.values import Screen

ALONE, PAIRED = 40, 24
"""Characters of a button that stands alone, and of one in a row with others (the glossary)."""

TAGS = re.compile(r"</?(b|i|blockquote( expandable)?)>")


def check_looks(screen: Screen) -> None:
    """Raises AssertionError for an empty text, a left placeholder, a foreign tag or a label too long."""
    text = str(screen.text)
    assert text.strip()
    assert not re.search(r"\{\w+\}", text), text
    assert "<" not in TAGS.sub("", text), text
    assert len(text) <= 4096
    for row in screen.rows:
        assert row
        for button in row:
            assert button.label.strip()
            assert not re.search(r"\{\w+\}", button.label), button.label
            assert len(button.label) <= (ALONE if len(row) == 1 else PAIRED), button.label


def labels(screen: Screen) -> list[str]:
    return [button.label for row in screen.rows for button in row]
