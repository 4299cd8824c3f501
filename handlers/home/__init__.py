"""The menu, the help, and the commands that work everywhere."""

from domain.kit.actor import Actor, Guest
from handlers.home import screens
from handlers.home.places import Help, Menu
from handlers.home.routes import router
from handlers.room import MenuEntry, Room, View
from handlers.screens.place import Place
from handlers.words.catalog import Text


def help_place(who: Actor | Guest) -> Place | None:
    return Help()


room = Room(
    name="home",
    views=(View(Menu, screens.load_menu, screens.show_menu), View(Help, screens.load_help, screens.show_help)),
    router=router,
    menu=(MenuEntry(190, Text("menu", "Help"), help_place),),
)
