"""Papers and pictures as jobs: read for the person who asked, made outside any transaction, told by a notice (design
§2.7). Nothing comes to somebody who may no longer see what is printed (attack 42)."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.machine.finish import papers_form
from bot.machine.jobs import Finish, Job, JobKind, Tools
from bot.machine.people import COLUMNS, reading_of
from bot.storage.machine import write_papers
from bot.storage.unit import Unit
from domain.file.ports import Files
from domain.kit.desk import Audience, Notice, Papers
from domain.kit.ids import FileId, Ref
from domain.kit.refused import Refused
from handlers.reading import Reading
from handlers.words.catalog import LANGUAGES
from handlers.words.reader import Reader

_READER: Final = f"""
SELECT {COLUMNS} FROM person p JOIN organisation o ON o.id = p.organisation_id WHERE p.id = $1
"""  # noqa: S608 - the columns are our own


@dataclass(frozen=True, slots=True)
class Print:
    """What is to be made: `make` runs in a thread. `about` is what the notice and the audit are about."""

    name: str
    extension: str
    make: Callable[[], bytes]
    about: Ref
    told: Callable[[FileId], Notice]
    act: str  # its name in the audit


Prepare = Callable[[Mapping[str, Any], Reading, Reader], Awaitable[Print]]
"""From the job's payload; raises Refused for who may not see it."""


def print_kind(prepare: Prepare) -> JobKind:
    """A kind of job that prints what `prepare` reads."""

    async def work(job: Job, tools: Tools) -> Finish:
        language = job.payload["language"] if job.payload["language"] in LANGUAGES else LANGUAGES[0]
        async with tools.database.unit(readonly=True) as unit:
            row = await unit.raw.fetchrow(_READER, job.person)
            if row is None or not row["active"]:
                return _nothing
            reading, reader = await reading_of(row, unit, tools.backdrop, chat_id=0)
            try:
                made = await prepare(job.payload, reading, Reader(language, reader.zone))
            except Refused:
                return _nothing
        content = await asyncio.to_thread(made.make)
        who, legal_at = reading.actor, reading.now.isoformat()

        async def finish(unit: Unit) -> None:
            # A print belongs to the person who asked for it: it is no file of the card.
            file = await unit.port(Files).keep(made.name, made.extension, content, Ref("print", who.person))
            papers = Papers()
            papers.audit(made.act, made.about, after={"language": language})
            papers.tell(Audience(people=frozenset({who.person})), made.told(file), made.about)
            await write_papers(unit.raw, papers_form(papers, key=f"job:{job.id}", who=who, legal_at=legal_at))

        return finish

    return JobKind(work)


async def _nothing(_: Unit) -> None:
    """Nothing to write: the person may not see it any more."""
