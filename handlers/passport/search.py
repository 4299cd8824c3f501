"""Finding the investor's company for a passport."""

from collections.abc import Sequence
from uuid import UUID

from domain.access.scope import may_see
from domain.company.ports import Companies, CompanyFilter, CompanyLists
from domain.kit.ids import CompanyId
from domain.names.fold import search_key
from handlers.forms.declare import Answers, Option
from handlers.reading import Reading
from handlers.screens.labels import with_tail
from handlers.words import classifiers
from handlers.words.reader import Reader

LIKELY = 8


async def search_companies(typed: str, _answers: Answers, reading: Reading, r: Reader) -> Sequence[Option]:
    """Companies by any part of the name; before anything is typed, the body's own first, else all it may see."""
    lists = reading.port(CompanyLists)
    key = search_key(typed)
    if key:
        found = await lists.find(reading.actor, key, LIKELY)
    else:
        found, _ = await lists.page(reading.actor, CompanyFilter(organisation=True), 0, LIKELY)
        if not found:
            found, _ = await lists.page(reading.actor, CompanyFilter(), 0, LIKELY)
    return [Option(str(line.id), with_tail(line.name, classifiers.country_name(r, line.country))) for line in found]


async def name_company(value: str, reading: Reading, _r: Reader) -> str:
    """The name, if the reader may know of the company: a draft outlives a change of place (A2; attack 42)."""
    company = await reading.port(Companies).get(CompanyId(UUID(value)))
    if company is None or not may_see(reading.actor, company.placement):
        return ""
    return company.name
