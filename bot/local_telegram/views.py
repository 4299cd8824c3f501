"""What stands in a chat, as a person sees it: for tests and for the page."""

from dataclasses import asdict, dataclass

from bot.local_telegram.state import Json, Message
from bot.local_telegram.texts import Entity, to_html

_KINDS = ("photo", "document", "sticker", "contact")


@dataclass(frozen=True)
class ButtonView:
    """An inline button."""

    label: str
    data: str | None = None
    url: str | None = None
    copy: str | None = None


@dataclass(frozen=True)
class FileView:
    """A file, photo or sticker; `size` in bytes."""

    file_id: str
    name: str
    size: int
    mime: str
    width: int = 0
    height: int = 0


@dataclass(frozen=True)
class ChatMessage:
    """One message. `silent`: it came without a sound; `protected`: it cannot be forwarded or saved."""

    id: int
    kind: str  # text, photo, document, sticker, contact, other
    by_bot: bool
    author: str
    text: str  # or the caption
    entities: tuple[Entity, ...]
    rows: tuple[tuple[ButtonView, ...], ...]
    file: FileView | None
    contact: Json | None
    date: int  # Unix seconds
    edited: bool
    silent: bool
    protected: bool
    reply_to: int | None
    album: str | None

    @property
    def html(self) -> str:
        """The text with its formatting in Telegram's HTML."""
        return to_html(self.text, self.entities)

    @property
    def buttons(self) -> list[str]:
        """The labels of the inline buttons, in order."""
        return [button.label for row in self.rows for button in row]

    def button(self, label: str) -> ButtonView:
        """The button labelled `label`, or the only one whose label contains it; `LookupError` names what there is."""
        every = [button for row in self.rows for button in row]
        exact = [button for button in every if button.label == label]
        near = exact or [button for button in every if label in button.label]
        if not exact and len(near) != 1:
            raise LookupError(f"no single button {label!r} among {self.buttons} under {self.text!r}")
        return near[0]

    def as_json(self) -> Json:
        """For the page."""
        return asdict(self)


def view(message: Message) -> ChatMessage:
    """A message as its chat shows it."""
    body: Json = message.body
    text: str = body.get("text") or body.get("caption") or ""
    entities: list[Entity] = body.get("entities") or body.get("caption_entities") or []
    markup = body.get("reply_markup") or {}
    author = body.get("from", {})
    return ChatMessage(
        id=message.message_id,
        kind="text" if "text" in body else next((kind for kind in _KINDS if kind in body), "other"),
        by_bot=message.by_bot,
        author=" ".join(filter(None, (author.get("first_name"), author.get("last_name")))),
        text=text,
        entities=tuple(entities),
        rows=tuple(tuple(_button(b) for b in row) for row in markup.get("inline_keyboard", [])),
        file=_file(body),
        contact=body.get("contact"),
        date=body["date"],
        edited="edit_date" in body,
        silent=message.silent,
        protected=body.get("has_protected_content", False),
        reply_to=body.get("reply_to_message", {}).get("message_id"),
        album=body.get("media_group_id"),
    )


def _button(button: Json) -> ButtonView:
    return ButtonView(
        button["text"], button.get("callback_data"), button.get("url"), (button.get("copy_text") or {}).get("text")
    )


def _file(body: Json) -> FileView | None:
    if "document" in body:
        file = body["document"]
        return FileView(file["file_id"], file.get("file_name", ""), file["file_size"], file.get("mime_type", ""))
    if "photo" in body:
        file = body["photo"][-1]
        return FileView(file["file_id"], "photo", file["file_size"], "image/jpeg", file["width"], file["height"])
    if "sticker" in body:
        file = body["sticker"]
        return FileView(file["file_id"], file.get("emoji", ""), file["file_size"], "image/webp", 512, 512)
    return None


def describe(messages: list[ChatMessage]) -> str:
    """A chat in words, for the failure of a test."""
    lines = []
    for message in messages:
        who = "bot" if message.by_bot else message.author
        lines.append(f"  #{message.id} {who}: {message.text or message.kind!r}")
        lines += ["      " + " | ".join(f"[{b.label}]" for b in row) for row in message.rows]
    return "\n".join(lines) or "  (empty)"
