"""Telegram's HTML, measured and cut: what counts is what is left after parsing, in UTF-16 units to be safe."""

import re
from html import escape, unescape
from typing import Final

TEXT: Final = 4096
CAPTION: Final = 1024

_PIECE = re.compile(
    r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)([^<>]*)>|&(?:#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z]+);|[^<&]+|[<&]", re.DOTALL
)
_MORE: Final = "…"


def units(text: str) -> int:
    """Length in UTF-16 units: never less than what any server counts."""
    return len(text) + sum(1 for letter in text if ord(letter) > 0xFFFF)


def length(html: str) -> int:
    """Length after parsing."""
    return units(plain(html))


def plain(html: str) -> str:
    """The text without tags and entities."""
    return "".join(
        "" if piece.group(2) else unescape(piece.group()) if piece.group()[0] == "&" else piece.group()
        for piece in _PIECE.finditer(html)
    )


def cut(html: str, limit: int = TEXT) -> str:
    """The HTML shortened to the limit with «…», at a word's end, never inside a tag or an entity; open tags are closed.

    What is short enough is returned as it is.
    """
    if length(html) <= limit:
        return html
    room = limit - units(_MORE)
    out: list[str] = []
    still_open: list[str] = []
    for piece in _PIECE.finditer(html):
        if name := piece.group(2):
            if not piece.group(1):
                still_open.append(name)
            elif name in still_open:
                while still_open.pop() != name:
                    pass
            out.append(piece.group())
            continue
        text = unescape(piece.group()) if piece.group()[0] == "&" else piece.group()
        if units(text) <= room:
            room -= units(text)
            out.append(piece.group())
            continue
        out.append(escape(_whole_words(text, room), quote=False))
        break
    return "".join(out).rstrip() + _MORE + "".join(f"</{name}>" for name in reversed(still_open))


def _whole_words(text: str, room: int) -> str:
    kept = ""
    for letter in text:
        room -= units(letter)
        if room < 0:
            break
        kept += letter
    start = max(len(kept) - 40, 0)
    space = max(kept.rfind(" ", start), kept.rfind("\n", start))
    return kept[:space] if space > 0 else kept
