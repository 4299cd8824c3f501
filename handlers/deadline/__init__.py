"""Deadlines: what runs against me and my organisation, and the reminders (N1–N3, T1–T3)."""

from domain.deadline.notices import Reminder
from domain.kit.actor import Actor, Guest, OrganisationKind
from handlers.deadline import facts, screens
from handlers.deadline.places import DeadlineCard, DeadlineList
from handlers.room import MenuEntry, NoticeView, Room, View
from handlers.screens.place import Place
from handlers.words.catalog import Text

WITHOUT = frozenset({OrganisationKind.SYSTEM, OrganisationKind.COUNCIL, OrganisationKind.INVESTOR})


def mine(who: Actor | Guest) -> Place | None:
    """Those for whom a clock can run."""
    return None if isinstance(who, Guest) or not who.writes or who.kind in WITHOUT else DeadlineList()


room = Room(
    "deadline",
    views=(
        View(DeadlineList, facts.load_list, screens.show_list),
        View(DeadlineCard, facts.load_card, screens.show_card),
    ),
    notices=(NoticeView(Reminder, facts.load_reminder, screens.show_reminder),),
    menu=(MenuEntry(27, Text("menu", "My deadlines"), mine, facts.count_mine),),
)
