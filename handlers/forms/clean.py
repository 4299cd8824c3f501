"""Text as people send it, made fit to keep: markup stays data, invisible and broken characters go (attacks 57-62)."""

import re
import unicodedata
from typing import Final

MOST_MARKS: Final = 3
"""Combining marks kept in a row: more than any living script writes, fewer than a flood (attack 61)."""

_DROPPED = frozenset({"Cc", "Cf", "Cs", "Cn"})  # controls, direction and zero-width marks, surrogates, non-characters
_BLANK_LINES = re.compile(r"\n{3,}")


def _kept(text: str) -> str:
    out: list[str] = []
    marks = 0
    for char in unicodedata.normalize("NFC", "".join(" " if "\ud800" <= c <= "\udfff" else c for c in text)):
        category = unicodedata.category(char)
        if char in "\n\t":
            out.append(char)
        elif category in {"Zl", "Zp"}:
            out.append("\n")
        elif category in _DROPPED:
            continue
        elif category in {"Mn", "Me"}:
            marks += 1
            if marks <= MOST_MARKS:
                out.append(char)
            continue
        else:
            out.append(char)
        marks = 0
    return "".join(out)


def one_line(text: str) -> str:
    """One line with single spaces; empty for a text of nothing visible."""
    return " ".join(_kept(text).split())


def many_lines(text: str) -> str:
    """Lines without trailing spaces and with at most one empty line between paragraphs."""
    trimmed = "\n".join(" ".join(line.split()) for line in _kept(text.replace("\r", "")).split("\n"))
    return _BLANK_LINES.sub("\n\n", trimmed).strip("\n ")


def shortened(text: str, limit: int) -> str:
    """For a button or a quotation: cut at `limit` characters with an ellipsis."""
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1].rstrip() + "…"
