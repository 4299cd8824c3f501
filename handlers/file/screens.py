"""A refused file: the notice, and which one it was."""

from typing import Any

from markupsafe import Markup

from domain.file.model import FileReason, FileRefused, FileState, KeptFile
from domain.file.notices import FileWasRefused
from domain.file.ports import Files
from domain.kit.refused import NotFound
from handlers.file.places import RefusedFile
from handlers.reading import Reading
from handlers.room import NoticeView, Room, View
from handlers.screens.press import Back, Go, Home
from handlers.screens.values import Button, Screen, row
from handlers.words.files import size, why_refused
from handlers.words.reader import Reader, lines


async def load_refused(place: RefusedFile, reading: Reading) -> KeptFile:
    """The file, for the one who sent it alone: its name may say what only they should know."""
    file = await reading.port(Files).get(place.file)
    if file is None or file.maker != reading.actor.person or file.state is not FileState.REFUSED:
        raise NotFound
    return file


def show_refused(file: KeptFile, r: Reader) -> Screen:
    text = lines(
        r.say("file.refused", "<b>{name}</b> was not accepted", name=file.name),
        r.say("file.refused", "Size: {size}", size=size(file.size, r)) if file.size else None,
        None if file.reason is None else why_refused(file.reason, r),
    )
    back, menu = r.label("file.refused", "Back"), r.label("file.refused", "Menu")
    return Screen(text, (row(Button(back, Back()), Button(menu, Home())),))


async def load_notice(notice: FileWasRefused, reading: Reading) -> KeptFile | None:
    file = await reading.port(Files).get(notice.file)
    return file if file is not None and file.state is FileState.REFUSED else None


def show_notice(file: KeptFile, r: Reader) -> Screen:
    """Without the name: it may be personal, and a push shows on a locked phone."""
    text = lines(
        r.say("file.notice", "A file you sent was not accepted."),
        None if file.reason is None else why_refused(file.reason, r),
    )
    return Screen(text, (row(Button(r.label("file.notice", "Which file"), Go(RefusedFile(file.id)))),))


def refused_at_once(refusal: Any, r: Reader) -> Markup:
    """The sentence for a file that is refused before it is fetched."""
    reason: FileReason = refusal.reason
    return why_refused(reason, r)


room = Room(
    "file",
    views=(View(RefusedFile, load_refused, show_refused),),
    notices=(NoticeView(FileWasRefused, load_notice, show_notice),),
    refusals={FileRefused: refused_at_once},
)
