"""Regular duties: what one's organisation reports by which date, and who has not yet (R1–R12)."""

from typing import Any

from markupsafe import Markup

from domain.duty.notices import DutyAsked, DutyWaived, FileOfDuty
from domain.duty.refused import DateNotAhead, DutyNotWaived, DutyPast, NobodyAsked
from domain.duty.rules import KINDS
from domain.kit.actor import EVERYTHING, Actor, Guest, OrganisationKind
from handlers.duty import facts, screens
from handlers.duty.form import FORMS
from handlers.duty.places import DutyCard, DutyFiles, DutyRound, DutyRounds, MyDuties
from handlers.duty.routes import router
from handlers.room import MenuEntry, NoticeView, Room, View
from handlers.screens.place import Place
from handlers.words import formats
from handlers.words.catalog import Text
from handlers.words.reader import Reader


def mine(who: Actor | Guest) -> Place | None:
    """Those whose organisations can owe a duty."""
    return MyDuties() if isinstance(who, Actor) and facts.owes_something(who) else None


def follows(who: Actor | Guest) -> Place | None:
    """The authorised body and the National Company follow everybody."""
    return DutyRounds() if isinstance(who, Actor) and who.kind in EVERYTHING else None


def receives(who: Actor | Guest) -> Place | None:
    """A central body may be the one to whom reports on industry go."""
    return DutyRounds() if isinstance(who, Actor) and who.kind is OrganisationKind.CENTRAL_BODY else None


def past(refusal: Any, r: Reader) -> Markup:
    return r.say(
        "duty.refused", "The last day was {day}: what was marked as sent stays so.", day=formats.day(r, refusal.due)
    )


def not_waived(_: DutyNotWaived, r: Reader) -> Markup:
    return r.say("duty.refused", "The National Company and the authorised body are not exempted.")


def nobody(_: NobodyAsked, r: Reader) -> Markup:
    return r.say("duty.refused", "Nobody here owes such reports. Choose at least one organisation.")


def not_ahead(_: DateNotAhead, r: Reader) -> Markup:
    return r.say("duty.refused", "The last day lies in the past. Choose a later one.")


room = Room(
    name="duty",
    views=(
        View(MyDuties, facts.load_mine, screens.show_mine),
        View(DutyCard, facts.load_card, screens.show_card),
        View(DutyFiles, facts.load_files, screens.show_files),
        View(DutyRounds, facts.load_rounds, screens.show_rounds),
        View(DutyRound, facts.load_round, screens.show_round),
    ),
    notices=(
        NoticeView(DutyAsked, facts.load_asked, screens.show_asked),
        NoticeView(DutyWaived, facts.load_waived, screens.show_waived),
        NoticeView(FileOfDuty, facts.load_file, screens.show_file),
    ),
    forms=FORMS,
    closing=dict.fromkeys((kind.name for kind in KINDS.values()), facts.ways),
    router=router,
    refusals={DutyPast: past, DutyNotWaived: not_waived, NobodyAsked: nobody, DateNotAhead: not_ahead},
    menu=(
        MenuEntry(40, Text("menu", "Reports due"), mine, facts.count_mine),
        MenuEntry(41, Text("menu", "Who has reported"), follows),
        MenuEntry(41, Text("menu", "Who has reported"), receives, facts.count_rounds, only_with=True),
    ),
)
