"""The forms as a room of the machine: their places, their router, the drafts in the menu."""

from domain.kit.actor import Actor, Guest
from handlers.forms.draft import Drafts as DraftPort
from handlers.forms.places import Drafts
from handlers.forms.routes import router
from handlers.forms.views import VIEWS
from handlers.reading import Reading
from handlers.room import MenuEntry, Room
from handlers.words.catalog import Text


def _drafts(who: Actor | Guest) -> Drafts | None:
    return Drafts() if isinstance(who, Actor) and who.writes else None


async def _waiting(reading: Reading) -> int:
    return len(await reading.port(DraftPort).of_person(reading.actor.person))


ROOM = Room(
    name="forms",
    views=VIEWS,
    router=router,
    menu=(MenuEntry(order=90, label=Text("forms.drafts", "Drafts"), place=_drafts, count=_waiting, only_with=True),),
)
