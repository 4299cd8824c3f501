"""How files are spoken of: one line each, and why one is refused."""

from typing import Final

from markupsafe import Markup

from domain.file.model import FileReason, FileState, KeptFile
from handlers.words.reader import Reader

_MB: Final = 1024 * 1024


def file_line(file: KeptFile, r: Reader) -> Markup:
    """A file in a list: its name, and what can be said of it yet."""
    match file.state:
        case FileState.QUARANTINED:
            return r.say("file.line", "{name} · being checked", name=file.name)
        case FileState.REFUSED:
            return r.say("file.line", "{name} · not accepted", name=file.name)
    return r.say("file.line", "{name} · {size}", name=file.name, size=size(file.size, r))


def size(count: int, r: Reader) -> str:
    """Bytes as people say them."""
    if count >= _MB:
        return r.label("file.size", "{n} MB", n=_number(count / _MB, r))
    return r.label("file.size", "{n} KB", n=max(round(count / 1024), 1))


def why_refused(reason: FileReason, r: Reader) -> Markup:
    """Why a file was not accepted, and what would be right."""
    match reason:
        case FileReason.EMPTY:
            return r.say("file.reason", "The file is empty.")
        case FileReason.TOO_BIG:
            return r.say("file.reason", "The file is larger than 20 MB. Send a smaller one, or send it in parts.")
        case FileReason.KIND:
            return r.say(
                "file.reason",
                "Files of this kind are not kept."
                " PDF, pictures, Word, Excel, PowerPoint, OpenDocument and plain text are.",
            )
        case FileReason.PROGRAM:
            return r.say(
                "file.reason",
                "The file contains a program, macros or active content. Save it without them and send it again.",
            )
        case FileReason.DISGUISED:
            return r.say("file.reason", "The file is two kinds of file at once. Save it anew and send it again.")
        case FileReason.ENCRYPTED:
            return r.say(
                "file.reason",
                "The file is protected with a password and cannot be checked. Remove the password and send it again.",
            )
        case FileReason.SWOLLEN:
            return r.say("file.reason", "The picture or the document is too large once opened. Send a smaller one.")
        case FileReason.DAMAGED:
            return r.say("file.reason", "The file is damaged. Save it anew and send it again.")
        case FileReason.VIRUS:
            return r.say("file.reason", "The file carries the mark of a virus.")
        case FileReason.GONE:
            return r.say("file.reason", "The file could not be fetched from Telegram. Send it again.")


def _number(value: float, r: Reader) -> str:
    text = f"{value:.1f}".removesuffix(".0")
    return text if r.language == "en" else text.replace(".", ",")
