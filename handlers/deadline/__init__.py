"""Deadlines: what runs against me and my organisation, why on that day, the reminders, the calendar (N1–N3, T1–T3)."""

from aiogram import Router

from domain.deadline.feed import NoServer, has_clocks
from domain.kit.actor import Actor, Guest
from handlers.deadline import calendar, digest, facts, more_time, reminder, screens, settings, waiting, why
from handlers.deadline.places import (
    DeadlineCard,
    DeadlineKinds,
    DeadlineList,
    DeadlineOrganisations,
    DeadlinePeople,
)
from handlers.room import MenuEntry, Room, View
from handlers.screens.place import Place
from handlers.words.catalog import Text


def mine(who: Actor | Guest) -> Place | None:
    """Those for whom a clock can run."""
    return None if isinstance(who, Guest) or not has_clocks(who) else DeadlineList()


def router() -> Router:
    routes = Router(name="deadline")
    for part in (reminder, more_time, settings, calendar):
        part.register(routes)
    return routes


room = Room(
    "deadline",
    views=(
        View(DeadlineList, facts.load_list, screens.show_list),
        View(DeadlineKinds, facts.load_kinds, screens.show_kinds),
        View(DeadlinePeople, facts.load_people, screens.show_people),
        View(DeadlineOrganisations, facts.load_organisations, screens.show_organisations),
        View(DeadlineCard, facts.load_card, screens.show_card),
        *why.VIEWS,
        *reminder.VIEWS,
        *more_time.VIEWS,
        *settings.VIEWS,
        *waiting.VIEWS,
        *digest.VIEWS,
        *calendar.VIEWS,
    ),
    notices=(*reminder.NOTICES, *more_time.NOTICES, *digest.NOTICES, *calendar.NOTICES),
    forms=(*more_time.FORMS, *settings.FORMS),
    router=router,
    refusals={
        **reminder.REFUSALS,
        **more_time.REFUSALS,
        **settings.REFUSALS,
        NoServer: calendar.no_server,
    },
    links={calendar.LETTER: calendar.linked},
    menu=(
        MenuEntry(
            11, Text("menu", "Waiting for you"), waiting.waiting_place, waiting.count_more, only_with=True
        ),
        MenuEntry(27, Text("menu", "My deadlines"), mine, waiting.count_urgent),
    ),
    nearest=waiting.nearest,
)  # fmt: skip
