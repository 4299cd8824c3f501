"""From a message with a file to bytes of our own, or to a refusal and a word to its sender (design §5)."""

import asyncio
from uuid import uuid4

import pytest

from bot.local_telegram import Fault, LocalPerson, LocalTelegram
from bot.machine.jobs import JobRunner
from bot.storage.unit import Database
from domain.file.model import LARGEST, FileReason, FileRefused, FileState, KeptFile, Received
from domain.file.ports import Files
from domain.kit.actor import Actor
from domain.kit.ids import FileId, Ref, new_id
from domain.kit.refused import NotFound
from tests.file import samples
from tests.file.conftest import BOT


async def _sent(telegram: LocalTelegram, content: bytes, name: str) -> str:
    """A person sends a file; the source as the update names it."""
    person: LocalPerson = telegram.person(5001, "Айгүл")
    await person.start()
    message = await person.send_file(name, content)
    assert message.file is not None
    return f"{BOT}:{message.file.file_id}"


async def _received(opened: Database, maker: Actor, source: str, name: str) -> FileId:
    async with opened.unit() as unit:
        return await unit.port(Files).receive(Received(source, name), maker)


async def _settled(opened: Database, file: FileId, timeout: float = 20.0) -> KeptFile:
    async with asyncio.timeout(timeout):
        while True:
            async with opened.unit() as unit:
                kept = await unit.port(Files).get(file)
            assert kept is not None
            if kept.state is not FileState.QUARANTINED:
                return kept
            await asyncio.sleep(0.05)


async def test_a_sound_file_is_kept_named_for_what_it_is(
    opened: Database, maker: Actor, telegram: LocalTelegram, runner: JobRunner
) -> None:
    content = samples.document()
    file = await _received(opened, maker, await _sent(telegram, content, "../письмо.doc"), "../письмо.doc")
    kept = await _settled(opened, file)
    assert (kept.state, kept.kind, kept.name, kept.size) == (FileState.CHECKED, "docx", "письмо.docx", len(content))
    async with opened.unit() as unit:
        assert await unit.port(Files).content(file) == content
        assert await unit.raw.fetchval("SELECT source_file FROM file") is None
        assert await unit.raw.fetchval("SELECT state FROM job") == "done"


@pytest.mark.parametrize(
    ("attack", "content", "name", "reason"),
    [
        (68, b"MZ" + b"\0" * 99, "x.pdf", FileReason.PROGRAM),
        (79, samples.EICAR, "x.txt", FileReason.VIRUS),
        (70, samples.archive({"a.txt": b"\0" * 30_000_000}), "42.zip", FileReason.SWOLLEN),
    ],
)
async def test_a_refused_file_is_told_and_audited_and_never_served(
    opened: Database,
    maker: Actor,
    telegram: LocalTelegram,
    runner: JobRunner,
    attack: int,
    content: bytes,
    name: str,
    reason: FileReason,
) -> None:
    file = await _received(opened, maker, await _sent(telegram, content, name), name)
    kept = await _settled(opened, file)
    assert (kept.state, kept.reason) == (FileState.REFUSED, reason)
    async with opened.unit() as unit:
        assert await unit.port(Files).content(file) is None
        assert await unit.raw.fetchval("SELECT count(*) FROM file_content") == 0
        assert (
            await unit.raw.fetchval("SELECT person_id FROM outbox WHERE notice->>'n' = 'file.refused'") == maker.person
        )
        entry = await unit.raw.fetchrow("SELECT act, subject_id, after FROM audit")
        assert (entry["act"], entry["subject_id"], entry["after"]) == ("file.refuse", file, {"reason": reason.value})


async def test_attack_75_more_than_20_mb_is_refused_before_it_is_fetched(opened: Database, maker: Actor) -> None:
    with pytest.raises(FileRefused) as refused:
        async with opened.unit() as unit:
            await unit.port(Files).receive(Received(f"{BOT}:x", "x.pdf", size=LARGEST + 1), maker)
    assert refused.value.reason is FileReason.TOO_BIG


async def test_attack_80_a_file_id_of_another_bot(
    opened: Database, maker: Actor, telegram: LocalTelegram, runner: JobRunner
) -> None:
    for source in ("700999:AgADBAAD", f"{BOT}:no-such-file"):
        kept = await _settled(opened, await _received(opened, maker, source, "x.pdf"))
        assert (kept.state, kept.reason) == (FileState.REFUSED, FileReason.GONE)


async def test_attack_81_a_link_that_expired_is_asked_for_anew(
    opened: Database, maker: Actor, telegram: LocalTelegram, runner: JobRunner
) -> None:
    source = await _sent(telegram, samples.pdf(), "x.pdf")
    telegram.faults.add("error_before", "getFile", times=1)
    file = await _received(opened, maker, source, "x.pdf")
    async with asyncio.timeout(5):
        while telegram.faults.counts["getFile", Fault.ERROR_BEFORE] == 0:
            await asyncio.sleep(0.02)
    await asyncio.sleep(0.2)
    async with opened.unit() as unit:
        row = await unit.raw.fetchrow("SELECT state, attempts FROM job")
        assert (row["state"], row["attempts"]) == ("waiting", 0)  # Telegram's silence is nobody's fault
        await unit.raw.execute("UPDATE job SET not_before = clock_timestamp()")
    assert (await _settled(opened, file)).state is FileState.CHECKED


async def test_files_are_given_only_by_their_maker_and_stay_where_they_are(opened: Database, maker: Actor) -> None:
    mine = await _received(opened, maker, f"{BOT}:a", "a.pdf")
    also = await _received(opened, maker, f"{BOT}:b", "b.pdf")
    meeting, other = Ref("meeting", new_id()), Ref("meeting", new_id())
    stranger = Actor(maker.person, maker.organisation, maker.kind, maker.role)
    async with opened.unit() as unit:
        files = unit.port(Files)
        await files.attach([also, mine], meeting, maker)
        await files.attach([also, mine], meeting, maker)
        assert [one.id for one in await files.of(meeting)] == [also, mine]
        with pytest.raises(NotFound):
            await files.attach([mine], other, stranger)
        await files.detach(mine, other)
        assert len(await files.of(meeting)) == 2
        await files.detach(mine, meeting)
        assert [one.id for one in await files.of(meeting)] == [also]
        with pytest.raises(NotFound):
            await files.attach([FileId(uuid4())], meeting, maker)


async def test_a_document_of_our_own_is_kept_once_by_content(opened: Database, maker: Actor) -> None:
    async with opened.unit() as unit:
        files = unit.port(Files)
        first = await files.keep("Карточка", "pdf", samples.pdf())
        second = await files.keep("Карточка", "pdf", samples.pdf())
        assert first != second
        assert await files.content(second) == samples.pdf()
        assert await unit.raw.fetchval("SELECT count(*) FROM file_content") == 1
        with pytest.raises(ValueError, match="exe"):
            await files.keep("x", "exe", b"MZ")
