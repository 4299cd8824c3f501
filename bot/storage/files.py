"""Files in PostgreSQL: cards apart from their bytes, so that one backup has all and no list reads them (design §5)."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from bot.storage.jobs import StoredJobs
from bot.storage.unit import PortFactory, Unit
from domain.file.model import LARGEST, FileReason, FileRefused, FileState, KeptFile, Received
from domain.file.ports import Files
from domain.file.rules import KINDS, clean_name, named_as
from domain.kit.actor import Actor
from domain.kit.ids import FileId, OrganisationId, PersonId, Ref, new_id
from domain.kit.refused import NotFound

CHECK = "file.check"
"""The kind of job that looks into a received file."""

_CARD = """SELECT id, name, state, size, kind, mime, reason, owner_kind, owner_id, maker_person, maker_organisation,
    created_at FROM file"""


class StoredFiles:
    """Implements `domain.file.ports.Files`. The source of a received file is «bot id:Telegram's file id»."""

    def __init__(self, unit: Unit) -> None:
        self._raw = unit.raw
        self._jobs = StoredJobs(unit)

    async def receive(self, received: Received, maker: Actor) -> FileId:
        if received.size > LARGEST:
            raise FileRefused(FileReason.TOO_BIG)
        bot, _, source = received.source.partition(":")
        file = FileId(new_id())
        await self._raw.execute(
            """INSERT INTO file (id, name, mime, size, source_bot, source_file, maker_person, maker_organisation)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)""",
            file, clean_name(received.name), received.mime[:100] or None, max(received.size, 0), int(bot), source,
            maker.person, maker.organisation,
        )  # fmt: skip
        await self._jobs.order(CHECK, f"{CHECK}:{file}", {"file": str(file)}, maker.person)
        return file

    async def get(self, file: FileId) -> KeptFile | None:
        row = await self._raw.fetchrow(f"{_CARD} WHERE id = $1", file)
        return None if row is None else _card(row)

    async def attach(self, files: Sequence[FileId], to: Ref, maker: Actor) -> None:
        if not files:
            return
        done = await self._raw.fetch(
            """UPDATE file f SET owner_kind = $1, owner_id = $2, place = n.place
            FROM unnest($3::uuid[]) WITH ORDINALITY AS n(id, place)
            WHERE f.id = n.id AND f.state <> 'refused'
                AND ((f.owner_id IS NULL AND f.maker_person = $4) OR (f.owner_kind = $1 AND f.owner_id = $2))
            RETURNING f.id""",
            to.kind, to.id, list(files), maker.person,
        )  # fmt: skip
        if len(done) != len(set(files)):
            raise NotFound

    async def detach(self, file: FileId, owner: Ref) -> None:
        await self._raw.execute(
            """UPDATE file SET owner_kind = NULL, owner_id = NULL, place = 0
            WHERE id = $1 AND owner_kind = $2 AND owner_id = $3""",
            file, owner.kind, owner.id,
        )  # fmt: skip

    async def of(self, owner: Ref) -> list[KeptFile]:
        rows = await self._raw.fetch(
            f"{_CARD} WHERE owner_kind = $1 AND owner_id = $2 ORDER BY place, created_at, id", owner.kind, owner.id
        )
        return [_card(row) for row in rows]

    async def content(self, file: FileId) -> bytes | None:
        found = await self._raw.fetchval(
            "SELECT c.bytes FROM file_content c JOIN file f USING (sha256) WHERE f.id = $1 AND f.state = 'checked'",
            file,
        )
        return None if found is None else bytes(found)

    async def keep(self, name: str, kind: str, content: bytes, owner: Ref | None = None) -> FileId:
        if kind not in KINDS:
            raise ValueError(f"{kind} is not a kind of file we keep")
        digest = await keep_content(self._raw, content)
        file = FileId(new_id())
        await self._raw.execute(
            """INSERT INTO file (id, owner_kind, owner_id, name, mime, kind, size, state, sha256)
            VALUES ($1, $2, $3, $4, $5, $6, $7, 'checked', $8)""",
            file, owner and owner.kind, owner and owner.id, named_as(name, kind), KINDS[kind], kind, len(content),
            digest,
        )  # fmt: skip
        return file


async def keep_content(raw: Any, content: bytes) -> bytes:
    """Store bytes once; their SHA-256."""
    digest = hashlib.sha256(content).digest()
    await raw.execute(
        "INSERT INTO file_content (sha256, bytes) VALUES ($1, $2) ON CONFLICT (sha256) DO NOTHING", digest, content
    )
    return digest


def _card(row: Mapping[str, Any]) -> KeptFile:
    return KeptFile(
        id=FileId(row["id"]),
        name=row["name"],
        state=FileState(row["state"]),
        size=row["size"],
        kind=row["kind"],
        mime=row["mime"],
        reason=None if row["reason"] is None else FileReason(row["reason"]),
        owner=None if row["owner_id"] is None else Ref(row["owner_kind"], row["owner_id"]),
        maker=None if row["maker_person"] is None else PersonId(row["maker_person"]),
        organisation=None if row["maker_organisation"] is None else OrganisationId(row["maker_organisation"]),
        created=row["created_at"],
    )


PORTS: dict[type, PortFactory] = {Files: StoredFiles}
