"""The panel of tasks (M2.8; п. 55, 59)."""

from domain.access.scope import BY_REGION
from domain.kit.actor import Actor, Guest, Role
from domain.panel.notices import PanelDrawn
from handlers.panel import facts, screens
from handlers.panel.places import Panel, PanelFilters, PanelSectors, PanelTasks
from handlers.panel.routes import router
from handlers.room import MenuEntry, NoticeView, Room, View
from handlers.screens.place import Place
from handlers.words.catalog import Text


def panel_place(who: Actor | Guest) -> Place | None:
    """An official of a region begins with their own panel, everybody else with all they see."""
    if isinstance(who, Guest) or not facts.has_panel(who):
        return None
    own = who.kind in BY_REGION and who.role is Role.OFFICER
    return Panel(official=who.person) if own else Panel()


room = Room(
    name="panel",
    views=(
        View(Panel, facts.load_panel, screens.show_panel),
        View(PanelTasks, facts.load_tasks, screens.show_tasks),
        View(PanelFilters, facts.load_filters, screens.show_filters),
        View(PanelSectors, facts.load_sectors, screens.show_sectors),
    ),
    notices=(NoticeView(PanelDrawn, facts.load_drawn, screens.show_drawn),),
    router=router,
    menu=(MenuEntry(28, Text("menu", "Panel"), panel_place),),
)
