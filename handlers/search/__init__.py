"""The search, over what the person may see. Its router comes last: a text that nobody asked for is a search."""

from domain.kit.actor import Actor, Guest, OrganisationKind
from handlers.room import MenuEntry, Room, View
from handlers.screens.place import Place
from handlers.search import screens
from handlers.search.places import Search
from handlers.search.routes import router
from handlers.words.catalog import Text


def search_place(who: Actor | Guest) -> Place | None:
    return None if isinstance(who, Guest) or who.kind is OrganisationKind.SYSTEM else Search()


room = Room(
    name="search",
    views=(View(Search, screens.load_found, screens.show_found),),
    router=router,
    menu=(MenuEntry(90, Text("menu", "Find"), search_place),),
)
