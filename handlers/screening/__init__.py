"""Sanctions lists, and the matches that companies have on them (M1.2)."""

from typing import Any

from markupsafe import Markup

from domain.access.rules import administers
from domain.kit.actor import Actor, Guest
from domain.kyc.matches import MatchesReviewedByYou, MatchesUnreviewed, ScreeningUnderWay
from domain.screening.lists import TooManyFiles
from domain.screening.notices import ListWasRead, NewMatches
from handlers.room import MenuEntry, NoticeView, Room, View
from handlers.screening import lists, matches
from handlers.screening.form import CLEAR_FORM, CONFIRM_FORM
from handlers.screening.places import CaseMatches, ImportCard, ListCard, MatchCard, MatchesToReview, ScreeningLists
from handlers.screening.routes import entered_case, entered_match, router
from handlers.screens.place import Place
from handlers.words.catalog import Text
from handlers.words.reader import Reader


def lists_place(who: Actor | Guest) -> Place | None:
    return ScreeningLists() if isinstance(who, Actor) and administers(who) else None


def too_many(refusal: Any, r: Reader) -> Markup:
    return r.say("screening.refused", "A list has at most {n} files.", n=refusal.most)


def review_place(who: Actor | Guest) -> Place | None:
    """Only those who check companies."""
    if isinstance(who, Guest) or who.kind not in matches.HAVE_MATCHES or not who.writes:
        return None
    return MatchesToReview()


def under_way(_: ScreeningUnderWay, r: Reader) -> Markup:
    return r.say("screening.refused", "The names are still being compared with the lists. Try again in a minute.")


def unreviewed(refusal: MatchesUnreviewed, r: Reader) -> Markup:
    return r.count(
        "screening.refused",
        "{n} match with sanctions lists has not been reviewed: it is cleared or confirmed first.",
        "{n} matches with sanctions lists have not been reviewed: they are cleared or confirmed first.",
        refusal.unreviewed,
    )


def by_you(_: MatchesReviewedByYou, r: Reader) -> Markup:
    return r.say("screening.refused", "You have reviewed a match of this check yourself: another person approves it.")


room = Room(
    name="screening",
    views=(
        View(ScreeningLists, lists.load_lists, lists.show_lists),
        View(ListCard, lists.load_list, lists.show_list),
        View(ImportCard, lists.load_import, lists.show_import),
        View(CaseMatches, matches.load_case, matches.show_case),
        View(MatchCard, matches.load_match, matches.show_match),
        View(MatchesToReview, matches.load_to_review, matches.show_to_review),
    ),
    notices=(
        NoticeView(ListWasRead, lists.load_was_read, lists.show_was_read),
        NoticeView(NewMatches, matches.load_new, matches.show_new),
    ),
    forms=(CLEAR_FORM, CONFIRM_FORM),
    router=router,
    refusals={
        TooManyFiles: too_many,
        ScreeningUnderWay: under_way,
        MatchesUnreviewed: unreviewed,
        MatchesReviewedByYou: by_you,
    },
    menu=(
        MenuEntry(4, Text("menu", "Matches to review"), review_place, matches.count_to_review),
        MenuEntry(205, Text("menu", "Sanctions lists"), lists_place),
    ),
    entered={CaseMatches: entered_case, MatchCard: entered_match},
)
