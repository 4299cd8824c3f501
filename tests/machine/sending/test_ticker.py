"""What happens by itself (design §2.8): begun and ended cleanly, and what nobody needs any more goes."""

import asyncio
import json
from datetime import datetime

from bot.machine import tasks
from bot.machine.rules import PublishedRules
from bot.machine.ticker import Ticker
from bot.storage.unit import Unit
from domain.deadline.calendar import WorkingCalendar
from domain.edition.model import RuleEdition
from tests.machine.sending.conftest import AIGUL, BOT, Stage
from tests.machine.sending.toys import Card, News


async def test_the_ticker_seals_within_seconds_and_stops(stage: Stage) -> None:
    ticker = Ticker(stage.database, PublishedRules())
    task = tasks.start(ticker.run(), "ticker")
    await stage.run("INSERT INTO audit (act, subject_kind) VALUES ('x', 'x')")
    await stage.until("SELECT count(*) = 1 FROM audit_seal", timeout=10)
    ticker.stop()
    async with asyncio.timeout(5):
        await task


async def test_a_stumble_does_not_end_the_ticker(stage: Stage) -> None:
    class Broken(PublishedRules):
        async def at(self, unit: Unit, now: datetime, moved: str | None = None) -> tuple[RuleEdition, WorkingCalendar]:
            raise RuntimeError("no rules")

    ticker = Ticker(stage.database, Broken())
    task = tasks.start(ticker.run(), "ticker")
    await asyncio.sleep(0.1)
    await stage.run("INSERT INTO audit (act, subject_kind) VALUES ('x', 'x')")
    await stage.until("SELECT count(*) = 1 FROM audit_seal", timeout=10)
    assert not task.done()
    ticker.stop()
    await task


async def test_pruning_leaves_what_a_phone_still_shows(stage: Stage) -> None:
    await stage.person(AIGUL, "Айгүл")
    old, new = [await stage.post(AIGUL, News()) for _ in range(2)]
    await stage.run("UPDATE outbox SET state = 'sent'")
    await stage.run("UPDATE outbox SET created_at = clock_timestamp() - interval '91 days' WHERE id = $1", old)
    await stage.want(AIGUL, Card())
    message = (
        "INSERT INTO live_message (token, bot_id, chat_id, kind, outbox_id, created_at) VALUES ($1, $2, $3, $4, $5, $6)"
    )
    long_ago = await stage.run("SELECT clock_timestamp() - interval '91 days'")
    for token, kind, outbox in (
        ("n1", "notice", old),
        ("n2", "notice", new),
        ("s1", "screen", None),
        ("s2", "screen", None),
    ):
        await stage.run(message, token, BOT, AIGUL, kind, outbox, long_ago)
    await stage.run("UPDATE dialogue SET token = 's2'")
    await stage.run("INSERT INTO job (kind, key, state, done_at) VALUES ('x', 'old', 'done', $1)", long_ago)
    await stage.run("INSERT INTO job (kind, key) VALUES ('x', 'waiting')")
    ticker = Ticker(stage.database, PublishedRules())
    await ticker.prune()
    await ticker.prune()
    assert await stage.run("SELECT array_agg(token ORDER BY token) FROM live_message") == ["n2", "s2"]
    assert await stage.run("SELECT array_agg(id) FROM outbox") == [new]
    assert await stage.run("SELECT array_agg(key) FROM job") == ["waiting"]


async def test_pruning_leaves_what_a_draft_waits_with(stage: Stage) -> None:
    """A file sent for a draft lives as long as the draft; one that nothing names goes after 90 days."""
    await stage.person(AIGUL, "Айгүл")
    person = await stage.run("SELECT id FROM person")
    files = [
        await stage.run(
            "INSERT INTO file (id, name, size, maker_person, created_at) VALUES (gen_random_uuid(), 'a.pdf', 1, $1,"
            " clock_timestamp() - interval '91 days') RETURNING id",
            person,
        )
        for _ in range(3)
    ]
    draft = (
        "INSERT INTO draft (id, person_id, form, version, answers, cursor)"
        " VALUES (gen_random_uuid(), $1, 'x', 1, $2, $3)"
    )
    await stage.run(draft, person, json.dumps({"files": [str(files[0])]}), "{}")
    await stage.run(draft, person, "{}", json.dumps({"former": {"files": [str(files[1])]}}))
    await Ticker(stage.database, PublishedRules()).prune()
    assert await stage.run("SELECT count(*) FROM file WHERE id = ANY($1)", files) == 2
    await stage.run("DELETE FROM draft")
    await Ticker(stage.database, PublishedRules()).prune()
    assert await stage.run("SELECT count(*) FROM file") == 0
