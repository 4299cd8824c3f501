"""Fetching a received file from Telegram, looking into it, keeping or refusing it (design §5)."""

import logging
from typing import Any, Final
from uuid import UUID

from bot.machine.finish import posted_form
from bot.machine.inspect.run import Finding, look_into
from bot.machine.jobs import Finish, Job, JobKind, Later, Tools
from bot.machine.telegram import ApiError, Lost, NotSent, TooBig
from bot.storage.files import CHECK, keep_content
from bot.storage.machine import write_papers
from bot.storage.unit import Unit
from domain.file.model import LARGEST, FileReason
from domain.file.notices import FileWasRefused
from domain.file.rules import KINDS, named_as
from domain.kit.desk import Audience, Posted
from domain.kit.ids import FileId, PersonId, Ref

log = logging.getLogger(__name__)

_UNREACHED: Final = 30.0  # seconds until Telegram is asked again when it did not answer

_READ: Final = """
SELECT name, source_bot, source_file FROM file WHERE id = $1 AND state = 'quarantined'
"""
_CHECKED: Final = """
UPDATE file SET state = 'checked', kind = $2, mime = $3, name = $4, size = $5, sha256 = $6, source_file = NULL
WHERE id = $1 AND state = 'quarantined'
"""
_REMEMBERED: Final = """
INSERT INTO file_telegram (file_id, bot_id, telegram_file) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
"""
_REFUSED: Final = """
UPDATE file SET state = 'refused', reason = $2, source_file = NULL WHERE id = $1 AND state = 'quarantined'
RETURNING maker_person, maker_organisation, clock_timestamp() + (SELECT shift FROM legal_clock) AS legal_now
"""


class Gone(Exception):
    """Telegram does not give the file (any more)."""


async def check(job: Job, tools: Tools) -> Finish:
    """Fetch the file and have it looked into."""
    file = UUID(job.payload["file"])
    async with tools.database.unit(readonly=True) as unit:
        row = await unit.raw.fetchrow(_READ, file)
    if row is None:
        return _nothing
    try:
        content = await fetched(tools, row["source_bot"], row["source_file"])
    except TooBig:
        return refuse(file, FileReason.TOO_BIG)
    except Gone:
        return refuse(file, FileReason.GONE)
    except (Lost, NotSent):
        raise Later(_UNREACHED) from None
    found = await look_into(content, row["name"])
    if found.kind is None:
        log.info("a file is refused", extra={"file": str(file), "reason": found.reason, "why": found.why})
        return refuse(file, found.reason or FileReason.DAMAGED)
    return _keep(file, row, content, found)


async def fetched(tools: Tools, bot: int, file: str) -> bytes:
    """The bytes behind a file id that the bot of this number got. Raises Gone, TooBig, Later, Lost, NotSent."""
    if bot != tools.telegram.bot_id:
        raise Gone  # attack 80: another bot's id means nothing to ours
    try:
        told = await tools.telegram.call("getFile", {"file_id": file})
        path = told.get("file_path") if isinstance(told, dict) else None
        if not path:
            raise Gone
        # The link lives an hour and is fetched anew at each try (attack 81).
        return await tools.telegram.download(str(path), most=LARGEST)
    except ApiError as error:
        if error.code == 429:
            raise Later(error.retry_after or 5.0) from None
        if error.says("file is too big"):
            raise TooBig from None
        if error.method == "download" and error.code != 404:
            raise Later(_UNREACHED) from None
        raise Gone from None


def _keep(file: UUID, row: Any, content: bytes, found: Finding) -> Finish:
    kind = found.kind
    assert kind is not None

    async def finish(unit: Unit) -> None:
        digest = await keep_content(unit.raw, content)
        await unit.raw.execute(_CHECKED, file, kind, KINDS[kind], named_as(row["name"], kind), len(content), digest)
        if kind not in ("jpg", "png"):  # a photo's id cannot be sent as a document, nor the other way round
            await unit.raw.execute(_REMEMBERED, file, row["source_bot"], row["source_file"])

    return finish


def refuse(file: UUID, reason: FileReason) -> Finish:
    """Refuse the file, tell its maker, leave an audit entry."""

    async def finish(unit: Unit) -> None:
        row = await unit.raw.fetchrow(_REFUSED, file, reason.value)
        if row is None or row["maker_person"] is None:
            return
        about = Ref("file", file)
        to = Audience(people=frozenset({PersonId(row["maker_person"])}))
        papers = {
            "key": f"file.{file}",
            "person": str(row["maker_person"]),
            "organisation": str(row["maker_organisation"]),
            "legal_at": row["legal_now"].isoformat(),
            "audit": [{"act": "file.refuse", "kind": "file", "id": str(file), "after": {"reason": reason.value}}],
            "deadlines": [],
            "settled": [],
            "posted": [posted_form(Posted(to, FileWasRefused(FileId(file)), about))],
        }
        await write_papers(unit.raw, papers)

    return finish


async def _nothing(unit: Unit) -> None:
    """Checked or refused already."""


def _gave_up(job: Job) -> Finish:
    return refuse(UUID(job.payload["file"]), FileReason.GONE)


JOBS: dict[str, JobKind] = {CHECK: JobKind(check, gave_up=_gave_up)}
