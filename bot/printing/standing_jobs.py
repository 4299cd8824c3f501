"""The pictures of panel and rating, made for whoever asked (M2.8, M2.9; design §2.7)."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from bot.machine.finish import papers_form
from bot.machine.jobs import Finish, Job, JobKind, Tools
from bot.machine.people import COLUMNS, reading_of
from bot.printing import panel, tiles
from bot.storage.machine import write_papers
from bot.storage.unit import Unit
from domain.file.ports import Files
from domain.kit.desk import Audience, Notice, Papers
from domain.kit.ids import FileId, Ref
from domain.kit.refused import Refused
from domain.panel.notices import PanelDrawn, RatingDrawn
from handlers.panel import chart as panel_chart
from handlers.panel.facts import load_panel
from handlers.panel.places import Panel
from handlers.panel.routes import PICTURE as PANEL
from handlers.rating import chart as rating_chart
from handlers.rating.facts import load_rating
from handlers.rating.places import Rating
from handlers.rating.routes import PICTURE as RATING
from handlers.reading import Reading
from handlers.screens.codec import decode
from handlers.words.catalog import LANGUAGES
from handlers.words.reader import Reader

_READER: Final = f"""
SELECT {COLUMNS} FROM person p JOIN organisation o ON o.id = p.organisation_id WHERE p.id = $1
"""  # noqa: S608 - the columns are our own

Drawing = Callable[[], tuple[str, bytes]]
"""Name and PNG; run in a thread, with no transaction open."""

Prepare = Callable[[Job, Reading, Reader], Awaitable[Drawing]]


async def _of_panel(job: Job, reading: Reading, r: Reader) -> Drawing:
    place = decode(job.payload["panel"])
    if not isinstance(place, Panel):
        raise ValueError("not a panel")
    made = panel_chart.chart(await load_panel(place, reading), r)
    return lambda: (made.name, panel.draw(made))


async def _of_rating(job: Job, reading: Reading, r: Reader) -> Drawing:
    made = rating_chart.chart(await load_rating(Rating(job.payload["quarter"]), reading), r)
    return lambda: (made.name, tiles.draw(made))


def _kind(prepare: Prepare, told: Callable[[FileId], Notice], act: str) -> JobKind:
    """Read for the person who asked, drawn outside. Nothing comes to somebody who may not see it any more."""

    async def draw(job: Job, tools: Tools) -> Finish:
        language = job.payload["language"] if job.payload["language"] in LANGUAGES else LANGUAGES[0]
        async with tools.database.unit(readonly=True) as unit:
            row = await unit.raw.fetchrow(_READER, job.person)
            if row is None or not row["active"]:
                return _nothing
            reading, reader = await reading_of(row, unit, tools.backdrop, chat_id=0)
            try:
                drawing = await prepare(job, reading, Reader(language, reader.zone))
            except Refused:
                return _nothing
        name, content = await asyncio.to_thread(drawing)
        who, legal_at = reading.actor, reading.now.isoformat()

        async def finish(unit: Unit) -> None:
            subject = Ref("print", who.person)
            file = await unit.port(Files).keep(name, "png", content, subject)
            papers = Papers()
            papers.tell(Audience(people=frozenset({who.person})), told(file), subject)
            papers.audit(act, subject, after={"language": language, "file": str(file)})
            await write_papers(unit.raw, papers_form(papers, key=f"job:{job.id}", who=who, legal_at=legal_at))

        return finish

    return JobKind(draw)


async def _nothing(_: Unit) -> None:
    """Nothing to write: the person may not see it any more."""


JOBS: Final = {
    PANEL: _kind(_of_panel, PanelDrawn, "panel.draw"),
    RATING: _kind(_of_rating, RatingDrawn, "rating.draw"),
}
