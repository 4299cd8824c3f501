"""The rating of regions (M2.9; п. 56)."""

from domain.kit.actor import Actor, Guest
from domain.panel.notices import RatingDrawn
from handlers.rating import facts, screens
from handlers.rating.places import Rating, RatingRegion, RatingRegions
from handlers.rating.routes import router
from handlers.room import MenuEntry, NoticeView, Room, View
from handlers.screens.place import Place
from handlers.words.catalog import Text


def rating_place(who: Actor | Guest) -> Place | None:
    return None if isinstance(who, Guest) or not facts.sees_rating(who) else Rating()


room = Room(
    name="rating",
    views=(
        View(Rating, facts.load_rating, screens.show_rating),
        View(RatingRegions, facts.load_regions, screens.show_regions),
        View(RatingRegion, facts.load_region, screens.show_region),
    ),
    notices=(NoticeView(RatingDrawn, facts.load_drawn, screens.show_drawn),),
    router=router,
    menu=(MenuEntry(29, Text("menu", "Rating of regions"), rating_place),),
)
