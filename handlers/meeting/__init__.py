"""Meetings and agreements: lists, cards, forms, search (M1.3)."""

from collections.abc import Sequence

from markupsafe import Markup

from domain.company.rules import may_make_cards
from domain.kit.actor import NO_CASES, Actor, Guest
from domain.meeting.notices import FileOfMeeting, MeetingPrinted
from domain.meeting.ports import MeetingLists
from domain.meeting.rules import AGREEMENT, AgreementBeforeMeeting, MeetingInFuture, NotAColleague
from domain.names.fold import search_key
from handlers.forms.places import StartForm
from handlers.meeting import facts, screens
from handlers.meeting.agreement import AGREEMENT_FORM
from handlers.meeting.closing import closing
from handlers.meeting.form import MEETING_FORM
from handlers.meeting.places import (
    AgreementCard,
    MeetingCard,
    MeetingCountries,
    MeetingFiles,
    MeetingList,
    MeetingPaper,
    MeetingSectors,
)
from handlers.meeting.routes import router
from handlers.reading import Reading
from handlers.room import Found, MenuEntry, NoticeView, Room, View
from handlers.screens.place import Place
from handlers.words import formats
from handlers.words.catalog import Text
from handlers.words.reader import Reader


def menu_place(who: Actor | Guest) -> Place | None:
    if isinstance(who, Guest) or who.kind in NO_CASES:
        return None
    return MeetingList("organisation" if may_make_cards(who) else "all")


def record_place(who: Actor | Guest) -> Place | None:
    """One tap from the menu: the thing an embassy does most."""
    return StartForm("meeting.card") if isinstance(who, Actor) and may_make_cards(who) else None


async def find(query: str, reading: Reading, r: Reader) -> Sequence[Found]:
    found = await reading.port(MeetingLists).find(reading.actor, search_key(query), 10)
    return [
        Found(
            r.label(
                "meeting.found",
                "Meeting {day} · {company}",
                day=formats.short_day(r, one.day),
                company=one.company_name,
            ),
            MeetingCard(one.id),
            50,
        )
        for one in found
    ]


def in_future(refusal: MeetingInFuture, r: Reader) -> Markup:
    return r.say(
        "meeting.refused",
        "{day} has not come yet. A meeting card records what has happened.",
        day=formats.day(r, refusal.day),
    )


def before_meeting(refusal: AgreementBeforeMeeting, r: Reader) -> Markup:
    return r.say(
        "meeting.refused",
        "The agreement's date {by} is before the meeting of {day}. Give a later date.",
        by=formats.day(r, refusal.by),
        day=formats.day(r, refusal.day),
    )


def no_colleague(_: NotAColleague, r: Reader) -> Markup:
    return r.say("meeting.refused", "The responsible person is no longer an officer here. Choose somebody else.")


room = Room(
    name="meeting",
    views=(
        View(MeetingList, facts.load_list, screens.show_list),
        View(MeetingCountries, facts.load_countries, screens.show_countries),
        View(MeetingSectors, facts.load_sectors, screens.show_sectors),
        View(MeetingCard, facts.load_card, screens.show_card),
        View(AgreementCard, facts.load_agreement, screens.show_agreement),
        View(MeetingFiles, facts.load_files, screens.show_files),
        View(MeetingPaper, facts.load_paper, screens.show_paper),
    ),
    notices=(
        NoticeView(FileOfMeeting, facts.load_file, screens.show_file),
        NoticeView(MeetingPrinted, facts.load_printed, screens.show_printed),
    ),
    forms=(MEETING_FORM, AGREEMENT_FORM),
    router=router,
    refusals={MeetingInFuture: in_future, AgreementBeforeMeeting: before_meeting, NotAColleague: no_colleague},
    menu=(
        MenuEntry(10, Text("menu", "Record a meeting"), record_place),
        MenuEntry(20, Text("menu", "Meetings"), menu_place),
    ),
    finder=find,
    closing={AGREEMENT.name: closing},
)
