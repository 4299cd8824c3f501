"""A room of toys: places and notices of every kind the sender has to deal with, and nothing of the case."""

from dataclasses import dataclass, field
from uuid import UUID

from markupsafe import Markup

from domain.kit.desk import Notice
from domain.kit.ids import FileId
from domain.kit.named import named
from domain.kit.refused import NotPermitted
from handlers.reading import Reading
from handlers.room import NoticeView, Room, View
from handlers.screens.place import Place
from handlers.screens.press import Deed, Go, Look, Mark
from handlers.screens.values import Button, Screen
from handlers.words.reader import Reader


@named("toy.card")
@dataclass(frozen=True, slots=True)
class Card(Place):
    text: str = "Card"
    deed: str = ""
    page: int = 1
    private: bool = False
    contact: bool = False
    file: UUID | None = None
    fail: str = ""


@named("toy.other")
@dataclass(frozen=True, slots=True)
class Other(Place):
    text: str = "Other"


@named("toy.deed")
@dataclass(frozen=True, slots=True)
class Do(Deed):
    what: str = ""


@named("toy.mark")
@dataclass(frozen=True, slots=True)
class Tick(Mark):
    what: str = ""


@named("toy.look")
@dataclass(frozen=True, slots=True)
class Page(Look):
    number: int = 1


@named("toy.news")
@dataclass(frozen=True, slots=True)
class News(Notice):
    text: str = "News"
    fail: str = ""


@dataclass
class World:
    """What the toys read instead of a database: switched by tests."""

    broken: bool = False
    concerned: bool = True
    shown_to: list[str] = field(default_factory=list)


world = World()


async def _load_card(place: Card, reading: Reading) -> Card:
    if place.fail == "refused":
        raise NotPermitted
    if place.fail == "bug" and world.broken:
        raise RuntimeError("a bug")
    return place


def _show_card(place: Card, reader: Reader) -> Screen:
    buttons = [Button("Next", Go(Card(place.text, page=place.page + 1), replace=True))]
    if place.deed:
        buttons.insert(0, Button(place.deed, Do(place.deed)))
    return Screen(
        Markup("<b>{}</b> {}").format(place.text, reader.language),
        (tuple(buttons),),
        file=FileId(place.file) if place.file else None,
        private=place.private,
        contact="My number" if place.contact else None,
    )


async def _load_other(place: Other, reading: Reading) -> Other:
    return place


def _show_other(place: Other, reader: Reader) -> Screen:
    return Screen(Markup("{}").format(place.text))


async def _load_news(notice: News, reading: Reading) -> News | None:
    if notice.fail == "refused":
        raise NotPermitted
    if notice.fail == "bug" and world.broken:
        raise RuntimeError("a bug")
    return notice if world.concerned else None


def _show_news(notice: News, reader: Reader) -> Screen:
    text = Markup("<b>{}</b> {}").format(notice.text, reader.language)
    return Screen(text, ((Button("Agree", Do(notice.text)),),))


room = Room(
    "toy",
    views=(View(Card, _load_card, _show_card), View(Other, _load_other, _show_other)),
    notices=(NoticeView(News, _load_news, _show_news),),
)
