"""The picture and the table of a roadmap, made for whoever asked (M2.5; design §2.7)."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Final
from uuid import UUID

from bot.machine.finish import papers_form
from bot.machine.jobs import Finish, Job, JobKind, Tools
from bot.machine.people import COLUMNS, reading_of
from bot.printing.gantt import draw
from bot.printing.xlsx import xlsx
from bot.storage.machine import write_papers
from bot.storage.unit import Unit
from domain.file.ports import Files
from domain.kit.desk import Audience, Papers
from domain.kit.ids import ProjectId, Ref, RoadmapId
from domain.kit.refused import Refused
from domain.roadmap.notices import RoadmapFile
from handlers.reading import Reading
from handlers.roadmap.chart import charts
from handlers.roadmap.facts import Look, look, organisations
from handlers.roadmap.routes import PICTURE, TABLE
from handlers.roadmap.table import spreadsheet
from handlers.words.catalog import LANGUAGES
from handlers.words.reader import Reader

_READER: Final = f"""
SELECT {COLUMNS} FROM person p JOIN organisation o ON o.id = p.organisation_id WHERE p.id = $1
"""  # noqa: S608 - the columns are our own

Made = Sequence[tuple[str, str, bytes]]
"""Files: name, kind, bytes."""

Make = Callable[[Look, Reading, Reader], Awaitable[Made]]


async def picture(job: Job, tools: Tools) -> Finish:
    """The roadmap as bars: one picture, or several for a long one."""

    async def make(here: Look, _reading: Reading, r: Reader) -> Made:
        shown = charts(here, r)
        drawn = [await asyncio.to_thread(draw, one) for one in shown]
        name = r.label("roadmap.table", "Roadmap {number}", number=here.project.number)
        return [(name if len(drawn) == 1 else f"{name} {n}", "png", one) for n, one in enumerate(drawn, 1)]

    return await _made(job, tools, make, picture=True)


async def table(job: Job, tools: Tools) -> Finish:
    """The plan as a spreadsheet that can be filled in and sent back."""

    async def make(here: Look, reading: Reading, r: Reader) -> Made:
        made = spreadsheet(here, await organisations(here.tasks, reading), r)
        return [(made.name, "xlsx", await asyncio.to_thread(xlsx, made))]

    return await _made(job, tools, make, picture=False)


async def _made(job: Job, tools: Tools, make: Make, *, picture: bool) -> Finish:
    """Read for the person who asked, made with no transaction open. Nothing comes to somebody who may no longer see
    the project (attack 42)."""
    language = job.payload["language"] if job.payload["language"] in LANGUAGES else LANGUAGES[0]
    async with tools.database.unit(readonly=True) as unit:
        row = await unit.raw.fetchrow(_READER, job.person)
        if row is None or not row["active"]:
            return _nothing
        reading, reader = await reading_of(row, unit, tools.backdrop, chat_id=0)
        try:
            here = await look(RoadmapId(UUID(job.payload["roadmap"])), reading)
            files = await make(here, reading, Reader(language, reader.zone))
        except Refused:
            return _nothing
        project = ProjectId(here.project.id)
    who, legal_at = reading.actor, reading.now.isoformat()

    async def finish(unit: Unit) -> None:
        subject = Ref("project", project)
        papers = Papers()
        for name, kind, content in files:
            file = await unit.port(Files).keep(name, kind, content, Ref("print", who.person))
            papers.tell(Audience(people=frozenset({who.person})), RoadmapFile(project, file, picture), subject)
        papers.audit("roadmap.print", subject, after={"language": language, "picture": picture})
        await write_papers(unit.raw, papers_form(papers, key=f"job:{job.id}", who=who, legal_at=legal_at))

    return finish


async def _nothing(_: Unit) -> None:
    """Nothing to write: the person may not see the project any more."""


JOBS: Final = {PICTURE: JobKind(picture), TABLE: JobKind(table)}
