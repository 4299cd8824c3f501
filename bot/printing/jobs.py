"""Printing as a job: read for the person who asked, printed outside any transaction, told by a notice (design §2.7)."""

import asyncio
from typing import Final
from uuid import UUID

from bot.machine.finish import papers_form
from bot.machine.jobs import Finish, Job, JobKind, Tools
from bot.machine.people import COLUMNS, reading_of
from bot.printing.docx import docx
from bot.storage.machine import write_papers
from bot.storage.unit import Unit
from domain.file.ports import Files
from domain.kit.actor import Actor
from domain.kit.desk import Audience, Papers
from domain.kit.ids import MeetingId, ProjectId, Ref
from domain.kit.refused import Refused
from domain.meeting.notices import MeetingPrinted
from domain.passport.notices import PassportPrinted
from handlers.meeting.document import paper
from handlers.meeting.facts import load_print
from handlers.passport.document import paper as passport_paper
from handlers.passport.facts import load_print as load_passport
from handlers.words.catalog import LANGUAGES
from handlers.words.reader import Reader

_READER: Final = f"""
SELECT {COLUMNS} FROM person p JOIN organisation o ON o.id = p.organisation_id WHERE p.id = $1
"""  # noqa: S608 - the columns are our own


async def print_meeting(job: Job, tools: Tools) -> Finish:
    """The meeting card as a DOCX. Nothing comes to somebody who may no longer see the meeting (attack 42)."""
    meeting = MeetingId(UUID(job.payload["meeting"]))
    language = job.payload["language"] if job.payload["language"] in LANGUAGES else LANGUAGES[0]
    async with tools.database.unit(readonly=True) as unit:
        row = await unit.raw.fetchrow(_READER, job.person)
        if row is None or not row["active"]:
            return _nothing
        reading, reader = await reading_of(row, unit, tools.backdrop, chat_id=0)
        try:
            facts = await load_print(meeting, reading)
        except Refused:
            return _nothing
    printed = paper(facts, Reader(language, reader.zone))
    content = await asyncio.to_thread(docx, printed)
    who = reading.actor
    legal_at = reading.now.isoformat()

    async def finish(unit: Unit) -> None:
        subject = Ref("meeting", meeting)
        file = await unit.port(Files).keep(printed.name, "docx", content, subject_of_print(who))
        papers = Papers()
        papers.audit("meeting.print", subject, after={"language": language})
        papers.tell(Audience(people=frozenset({who.person})), MeetingPrinted(meeting, file), subject)
        form = papers_form(papers, key=f"job:{job.id}", who=who, legal_at=legal_at)
        await write_papers(unit.raw, form)

    return finish


async def print_passport(job: Job, tools: Tools) -> Finish:
    """A project's passport as a DOCX, for those who may still see the project (M2.1; attack 42)."""
    project = ProjectId(UUID(job.payload["project"]))
    language = job.payload["language"] if job.payload["language"] in LANGUAGES else LANGUAGES[0]
    async with tools.database.unit(readonly=True) as unit:
        row = await unit.raw.fetchrow(_READER, job.person)
        if row is None or not row["active"]:
            return _nothing
        reading, reader = await reading_of(row, unit, tools.backdrop, chat_id=0)
        try:
            facts = await load_passport(project, reading)
        except Refused:
            return _nothing
    printed = passport_paper(facts, Reader(language, reader.zone))
    content = await asyncio.to_thread(docx, printed)
    who = reading.actor
    legal_at = reading.now.isoformat()

    async def finish(unit: Unit) -> None:
        subject = Ref("project", project)
        file = await unit.port(Files).keep(printed.name, "docx", content, subject_of_print(who))
        papers = Papers()
        papers.audit("passport.print", subject, after={"language": language})
        papers.tell(Audience(people=frozenset({who.person})), PassportPrinted(project, file), subject)
        form = papers_form(papers, key=f"job:{job.id}", who=who, legal_at=legal_at)
        await write_papers(unit.raw, form)

    return finish


def subject_of_print(who: Actor) -> Ref:
    """A print belongs to the person who asked for it: it is no file of the meeting."""
    return Ref("print", who.person)


async def _nothing(_: Unit) -> None:
    """Nothing to write: the person may not see the card any more."""


JOBS: Final = {"meeting.paper": JobKind(print_meeting), "passport.paper": JobKind(print_passport)}
