"""The search."""

from dataclasses import dataclass

from domain.kit.named import named
from handlers.screens.place import Place

QUERY = 100
"""Characters of a query that are looked at: a longer text is no name (attack 100)."""


@named("search.results")
@dataclass(frozen=True, slots=True)
class Search(Place):
    """What was found; with an empty query, the question what to look for."""

    query: str = ""
