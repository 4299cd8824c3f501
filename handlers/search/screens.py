"""What was found: read, then shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.offers import finders, starters
from handlers.reading import Reading
from handlers.room import Found, Starter
from handlers.screens.navigation import back_row
from handlers.screens.press import Go
from handlers.screens.values import Button, Screen, row, rows
from handlers.search.places import Search
from handlers.words.reader import Reader

FOUND = 10
"""Lines of a search."""


@dataclass(frozen=True, slots=True)
class SearchFacts:
    query: str
    found: Sequence[Found]
    starters: Sequence[Starter]


async def load_found(place: Search, reading: Reading) -> SearchFacts:
    r = Reader(reading.language)
    found: list[Found] = []
    if place.query.strip():
        for finder in finders():
            found.extend(await finder(place.query, reading, r))
    found.sort(key=lambda one: -one.rank)
    mine = [one for one in starters() if place.query and one.allowed(reading.actor)]
    return SearchFacts(place.query, found[:FOUND], mine)


def show_found(facts: SearchFacts, r: Reader) -> Screen:
    if not facts.query:
        return Screen(
            r.say("search", "What are you looking for? Type a part of a name or a number."), rows(back_row(r))
        )
    head = (
        r.say("search", "Found for “{query}”:", query=facts.query)
        if facts.found
        else r.say("search", "Nothing found for “{query}”. Try another part of the name.", query=facts.query)
    )
    return Screen(
        head,
        rows(
            *(row(Button(one.label, Go(one.place))) for one in facts.found),
            *(row(Button(r.plain(one.label), Go(one.place(facts.query)))) for one in facts.starters),
            back_row(r),
        ),
    )
