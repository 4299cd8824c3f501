"""Sanctions lists, and the matches that companies have on them (M1.2)."""

from typing import Any

from markupsafe import Markup

from domain.access.rules import administers
from domain.kit.actor import Actor, Guest
from domain.screening.lists import TooManyFiles
from domain.screening.notices import ListWasRead
from handlers.room import MenuEntry, NoticeView, Room, View
from handlers.screening import lists
from handlers.screening.places import ImportCard, ListCard, ScreeningLists
from handlers.screening.routes import router
from handlers.screens.place import Place
from handlers.words.catalog import Text
from handlers.words.reader import Reader


def lists_place(who: Actor | Guest) -> Place | None:
    return ScreeningLists() if isinstance(who, Actor) and administers(who) else None


def too_many(refusal: Any, r: Reader) -> Markup:
    return r.say("screening.refused", "A list has at most {n} files.", n=refusal.most)


room = Room(
    name="screening",
    views=(
        View(ScreeningLists, lists.load_lists, lists.show_lists),
        View(ListCard, lists.load_list, lists.show_list),
        View(ImportCard, lists.load_import, lists.show_import),
    ),
    notices=(NoticeView(ListWasRead, lists.load_was_read, lists.show_was_read),),
    router=router,
    refusals={TooManyFiles: too_many},
    menu=(MenuEntry(205, Text("menu", "Sanctions lists"), lists_place),),
)
