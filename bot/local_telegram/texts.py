"""Text as Telegram keeps it: plain text with entities counted in UTF-16 units, and its HTML subset.

The HTML reader follows the one in Telegram's own library (TDLib, `parse_html`), its messages and byte offsets included.
"""

import html as html_library
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.local_telegram.errors import bad_request

Entity = dict[str, Any]

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024

_TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "span": "spoiler", "a": "text_link", "code": "code", "pre": "pre", "blockquote": "blockquote",
}  # fmt: skip
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,8})|#([0-9]{1,8})|([a-zA-Z]+));?")
_SPACES = " \t\n\r\v\f\0"
_INVISIBLE = frozenset(chr(code) for code in range(0x2028, 0x202F))

_PLAIN = re.compile(
    r"(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]{3,32})?(?![\w/]))"
    r"|(?P<url>\bhttps?://[^\s<>\"]*[^\s<>\".,;:!?()«»])"
    r"|(?P<email>\b[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|(?P<mention>(?<![\w@])@[A-Za-z][A-Za-z0-9_]{3,31}\b)"
    r"|(?P<hashtag>(?<![\w#])#\w*[^\W\d]\w*)"
)


def utf16(text: str) -> int:
    """Length in UTF-16 units, as Telegram counts limits and offsets."""
    return len(text) + sum(1 for letter in text if ord(letter) > 0xFFFF)


def check_encoding(text: str) -> None:
    """Refuse lone surrogates, which cannot be UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise bad_request("strings must be encoded in UTF-8") from None


@dataclass
class _Open:
    name: str
    argument: str
    start: int
    begin: int
    expandable: bool = False


class _HtmlReader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.out: list[str] = []
        self.units = 0
        self.opened: list[_Open] = []
        self.entities: list[Entity] = []

    def fail(self, reason: str, at: int | None = None) -> Exception:
        where = "" if at is None else f" at byte offset {len(self.source[:at].encode())}"
        return bad_request(f"can't parse entities: {reason}{where}")

    def peek(self) -> str:
        return self.source[self.at] if self.at < len(self.source) else "\0"

    @property
    def ended(self) -> bool:
        return self.at >= len(self.source)

    def skip_spaces(self) -> None:
        while not self.ended and self.peek() in _SPACES:
            self.at += 1

    def put(self, text: str) -> None:
        self.out.append(text)
        self.units += utf16(text)

    def read(self) -> tuple[str, list[Entity]]:
        while not self.ended:
            letter = self.source[self.at]
            if letter == "&":
                self.put(self.reference())
            elif letter != "<":
                self.put(letter)
                self.at += 1
            elif self.source.startswith("</", self.at):
                self.end_tag()
            else:
                self.start_tag()
        if self.opened:
            raise self.fail(f'Can\'t find end tag corresponding to start tag "{self.opened[-1].name}"')
        text = "".join(self.out)
        try:
            text.encode()
        except UnicodeEncodeError:
            raise self.fail(
                "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate "
                "code units"
            ) from None
        return text, self.entities

    def reference(self) -> str:
        found = _REFERENCE.match(self.source, self.at)
        decoded = None
        if found:
            hexadecimal, decimal, name = found.groups()
            if name is not None:
                decoded = _NAMED.get(name)
            else:
                code = int(hexadecimal, 16) if hexadecimal else int(decimal)
                decoded = chr(code) if 0 < code < 0x10FFFF else None
        if found is None or decoded is None:
            self.at += 1
            return "&"  # an unknown reference stays as it was typed
        self.at = found.end()
        return decoded

    def start_tag(self) -> None:
        begin = self.at
        self.at += 1
        while not self.ended and self.peek() not in _SPACES and self.peek() != ">":
            self.at += 1
        if self.ended:
            raise self.fail("Unclosed start tag", begin)
        name = self.source[begin + 1 : self.at].lower()
        if name not in _TAGS:
            raise self.fail(f'Unsupported start tag "{name}"', begin)
        tag = _Open(name, "", self.units, len(self.out))
        while self.peek() != ">":
            self.skip_spaces()
            if self.peek() == ">" and not self.ended:
                break
            self.attribute(tag, begin)
        self.at += 1
        if name == "span" and tag.argument != "spoiler":
            raise self.fail('Tag "span" must have class "tg-spoiler"', begin)
        self.opened.append(tag)

    def attribute(self, tag: _Open, begin: int) -> None:
        start = self.at
        while not self.ended and self.peek() not in _SPACES and self.peek() not in "=>":
            self.at += 1
        name = self.source[start : self.at]
        if self.ended:
            raise self.fail("Unclosed start tag", begin)
        if not name:
            raise self.fail(f'Empty attribute name in the tag "{tag.name}"', begin)
        self.skip_spaces()
        value = ""
        if self.peek() == "=":
            self.at += 1
            self.skip_spaces()
            value = self.attribute_value(tag, begin)
        elif not (tag.name == "blockquote" and name == "expandable"):
            raise self.fail(f'Expected equal sign in declaration of an attribute of the tag "{tag.name}"', begin)
        if self.ended:
            raise self.fail("Unclosed start tag", begin)
        if tag.name == "a" and name == "href":
            tag.argument = value
        elif tag.name == "code" and name == "class" and value.startswith("language-"):
            tag.argument = value.removeprefix("language-")
        elif tag.name == "span" and name == "class" and value.startswith("tg-"):
            tag.argument = value.removeprefix("tg-")
        elif tag.name == "blockquote" and name == "expandable":
            tag.expandable = True

    def attribute_value(self, tag: _Open, begin: int) -> str:
        if self.ended:
            raise self.fail(f'Unclosed start tag "{tag.name}"', begin)
        quote = self.peek()
        if quote not in "'\"":
            start = self.at
            while not self.ended and re.match(r"[A-Za-z0-9.-]", self.peek()):
                self.at += 1
            if self.peek() not in _SPACES and self.peek() != ">":
                raise self.fail("Unexpected end of name token", start)
            return self.source[start : self.at].lower()
        self.at += 1
        value: list[str] = []
        while not self.ended and self.peek() != quote:
            if self.peek() == "&":
                value.append(self.reference())
            else:
                value.append(self.peek())
                self.at += 1
        if self.peek() == quote:
            self.at += 1
        return "".join(value)

    def end_tag(self) -> None:
        begin = self.at
        if not self.opened:
            raise self.fail("Unexpected end tag", begin)
        self.at += 2
        while not self.ended and self.peek() not in _SPACES and self.peek() != ">":
            self.at += 1
        name = self.source[begin + 2 : self.at].lower()
        self.skip_spaces()
        if self.ended or self.peek() != ">":
            raise self.fail("Unclosed end tag", begin)
        self.at += 1
        tag = self.opened.pop()
        if name and name != tag.name:
            where = len(self.source[:begin].encode())
            raise bad_request(
                f"can't parse entities: Unmatched end tag at byte offset {where}, "
                f'expected "</{tag.name}>", found "</{name}>"'
            )
        if self.units > tag.start:
            self.close(tag)

    def close(self, tag: _Open) -> None:
        entity: Entity = {"type": _TAGS[tag.name], "offset": tag.start, "length": self.units - tag.start}
        if tag.name == "blockquote" and tag.expandable:
            entity["type"] = "expandable_blockquote"
        elif tag.name == "a":
            url = checked_link(tag.argument or "".join(self.out[tag.begin :]))
            if url is None:
                return  # Telegram drops a link it does not accept and keeps its text
            entity["url"] = url
        elif tag.name == "code" and tag.argument:
            entity["_language"] = tag.argument
        elif tag.name == "pre" and self.entities:
            inner = self.entities[-1]
            if inner["type"] == "code" and "_language" in inner and _span(inner) == _span(entity):
                self.entities.pop()
                entity["language"] = inner["_language"]
        self.entities.append(entity)


def _span(entity: Entity) -> tuple[int, int]:
    return entity["offset"], entity["length"]


def checked_link(url: str) -> str | None:
    """A link as Telegram accepts it (with a scheme), or None."""
    url = url.strip()
    if re.match(r"tg://|mailto:|tel:", url, re.IGNORECASE):
        return url
    found = re.fullmatch(r"(?:(https?|ftp)://)?([^\s/?#]+)([/?#]\S*)?", url, re.IGNORECASE)
    if found is None:
        return None
    scheme, host, rest = found.groups()
    name = host.rsplit("@", 1)[-1].split(":", 1)[0]
    if "." not in name and name != "localhost":
        return None
    return f"{(scheme or 'http').lower()}://{host}{rest or '/'}"


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Telegram's HTML to text and entities; `ApiError` 400 "can't parse entities: …" with the byte offset."""
    text, entities = _HtmlReader(source).read()
    for entity in entities:
        entity.pop("_language", None)
    return text, entities


def tidy(text: str, entities: Iterable[Entity], *, detect: bool = True) -> tuple[str, list[Entity]]:
    """Clean a text as Telegram does before keeping it, and set its entities right.

    Control characters become spaces, carriage returns and direction overrides go, both ends are trimmed; entities
    follow, those inside `pre` and `code` are dropped; commands, links and mentions are found.
    """
    check_encoding(text)
    moved: list[int] = []  # old UTF-16 offset → index in `kept`
    kept: list[str] = []
    for letter in text:
        moved.extend([len(kept)] * (2 if ord(letter) > 0xFFFF else 1))
        if letter == "\r" or letter in _INVISIBLE:
            continue
        kept.append(" " if ord(letter) < 32 and letter != "\n" else letter)
    moved.append(len(kept))
    end = len(kept)
    while end and kept[end - 1].isspace():
        end -= 1
    start = 0
    while start < end and kept[start].isspace():
        start += 1
    units = [0]
    for letter in kept[start:end]:
        units.append(units[-1] + (2 if ord(letter) > 0xFFFF else 1))
    result: list[Entity] = []
    for entity in entities:
        first = min(max(moved[min(entity["offset"], len(moved) - 1)], start), end) - start
        last = min(max(moved[min(entity["offset"] + entity["length"], len(moved) - 1)], start), end) - start
        if last > first:
            result.append({**entity, "offset": units[first], "length": units[last] - units[first]})
    clean = "".join(kept[start:end])
    raw = [_span(e) for e in result if e["type"] in ("pre", "code")]
    result = [e for e in result if e["type"] in ("pre", "code") or not _inside(_span(e), raw)]
    if detect:
        taken = [_span(e) for e in result if e["type"] in ("pre", "code", "text_link")]
        result += [e for e in _plain_entities(clean, units) if not _inside(_span(e), taken)]
    result.sort(key=lambda e: (e["offset"], -e["length"]))
    return clean, result


def _inside(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[0] + span[1] <= start + length for start, length in others)


def _plain_entities(text: str, units: list[int]) -> Iterable[Entity]:
    for found in _PLAIN.finditer(text):
        kind = found.lastgroup
        yield {"type": kind, "offset": units[found.start()], "length": units[found.end()] - units[found.start()]}


_WRAP = {
    "bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "code": "code", "spoiler": "tg-spoiler",
    "blockquote": "blockquote", "pre": "pre",
}  # fmt: skip


def to_html(text: str, entities: Iterable[Entity]) -> str:
    """Text with entities back to Telegram's HTML (found links and commands stay plain text)."""
    opens: dict[int, list[str]] = {}
    closes: dict[int, list[str]] = {}
    for entity in sorted(entities, key=lambda e: (e["offset"], -e["length"])):
        start, end = entity["offset"], entity["offset"] + entity["length"]
        if entity["type"] == "text_link":
            first, last = f'<a href="{html_library.escape(entity["url"])}">', "</a>"
        elif entity["type"] == "expandable_blockquote":
            first, last = "<blockquote expandable>", "</blockquote>"
        elif entity["type"] == "pre" and entity.get("language"):
            first = f'<pre><code class="language-{html_library.escape(entity["language"])}">'
            last = "</code></pre>"
        elif (tag := _WRAP.get(entity["type"])) is not None:
            first, last = f"<{tag}>", f"</{tag}>"
        else:
            continue
        opens.setdefault(start, []).append(first)
        closes.setdefault(end, []).insert(0, last)
    out: list[str] = []
    at = 0
    for letter in text:
        out += closes.pop(at, [])
        out += opens.pop(at, [])
        out.append(html_library.escape(letter, quote=False))
        at += 2 if ord(letter) > 0xFFFF else 1
    for end in sorted(closes):
        out += closes[end]
    return "".join(out)
