"""What must hold once everything is quiet: the database against what people meant, the chats against the database."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import asyncpg

from bot.local_telegram import LocalTelegram
from bot.local_telegram.texts import parse_html, tidy
from bot.machine.meanings import Meanings
from bot.machine.people import COLUMNS, Backdrop, reading_of
from bot.machine.projection import render, to_api
from bot.machine.registry import Registry
from bot.machine.rules import PublishedRules
from bot.machine.sealer import verify
from bot.storage import machine
from bot.storage.unit import Database
from bot.wiring import wiring
from tests.chaos.crowd import Ledger

_AFTER = ("error_after", "reset_after", "timeout_after")


@dataclass(slots=True)
class Findings:
    """What is wrong, each in a sentence; and what was counted on the way."""

    wrong: list[str] = field(default_factory=list)
    lost: int = 0
    doubled: int = 0
    dead: int = 0
    duplicates: int = 0
    duplicates_by: Counter[str] = field(default_factory=Counter)
    lost_responses: int = 0
    counted_by_sender: int = 0

    def add(self, told: str, some: Iterable[Any] = ()) -> None:
        listed = list(some)
        self.wrong.append(f"{told}: {listed[:5]}{' …' if len(listed) > 5 else ''}" if listed else told)


async def check_updates(owner: asyncpg.Connection, given: range, found: Findings) -> None:
    """Every acknowledged update was taken in once, and done, or is a dead letter that people can see."""
    rows = await owner.fetch("SELECT update_id, hash, state, incident, seq FROM inbox WHERE kind <> 'repeat'")
    known = {row["update_id"] for row in rows}
    missing = [one for one in given if one not in known]
    found.lost = len(missing)
    if missing:
        found.add(f"{len(missing)} acknowledged updates are not there", missing)
    twice = [count for count in Counter(bytes(row["hash"]) for row in rows).values() if count > 1]
    found.doubled += sum(twice) - len(twice)
    if twice:
        found.add(f"{len(twice)} updates were taken in more than once")
    if waiting := [row["seq"] for row in rows if row["state"] == "waiting"]:
        found.add(f"{len(waiting)} updates still wait", waiting)
    dead = [row for row in rows if row["state"] == "dead"]
    found.dead = len(dead)
    audited = await owner.fetchval("SELECT count(*) FROM audit WHERE act = 'incident.dead_letter'")
    if any(row["incident"] is None for row in dead) or audited < len(dead):
        found.add(f"{len(dead)} dead letters, {audited} of them in the audit")


async def check_cards(owner: asyncpg.Connection, ledgers: Sequence[Ledger], found: Findings) -> None:
    """Each card that somebody saw saved is there once, as it was typed, part after part, under its author's name."""
    companies = Counter(
        (row["author"], row["legal_name"]) for row in await owner.fetch("SELECT author, legal_name FROM company")
    )
    meant = {(one.person, name) for one in ledgers for name in one.companies}
    _compare(found, "companies", companies, meant, {name for one in ledgers for name in one.begun})
    rows = await owner.fetch(
        "SELECT m.author, m.subject, m.place, m.key_points, c.legal_name "
        "FROM meeting m JOIN company c ON c.id = m.company"
    )
    meetings = Counter((row["author"], row["subject"]) for row in rows)
    _compare(
        found, "meetings", meetings, {(one.person, met.subject) for one in ledgers for met in one.meetings},
        {name for one in ledgers for name in one.begun},
    )  # fmt: skip
    stored = {row["subject"]: (row["place"], row["key_points"], row["legal_name"]) for row in rows}
    for ledger in ledgers:
        for met in ledger.meetings:
            typed = (met.place, "\n".join(met.parts), met.company)
            if met.subject in stored and stored[met.subject] != typed:
                found.add("a meeting is not as it was typed", [typed, stored[met.subject]])
    left = await owner.fetch("SELECT person_id, form FROM draft")
    if whole := [one for one in left if any(ledger.person == one["person_id"] for ledger in ledgers)]:
        found.add(f"{len(whole)} drafts are left of cards that were saved")


def _compare(found: Findings, what: str, stored: Counter[Any], meant: set[Any], begun: set[str]) -> None:
    if missing := [one for one in meant if one not in stored]:
        found.lost += len(missing)
        found.add(f"{len(missing)} {what} are lost", missing)
    if twice := [one for one, count in stored.items() if count > 1]:
        found.doubled += len(twice)
        found.add(f"{len(twice)} {what} are there more than once", twice)
    if strange := [one for one in stored if one not in meant and one[1] not in begun]:
        found.add(f"{len(strange)} {what} that nobody saved", strange)


_ACTS = (
    ("company.create", "SELECT id, author AS who FROM company"),
    ("meeting.record", "SELECT id, author AS who FROM meeting"),
    ("agreement.add", "SELECT a.id, m.author AS who FROM agreement a JOIN meeting m ON m.id = a.meeting"),
)


async def check_papers(owner: asyncpg.Connection, ledgers: Sequence[Ledger], found: Findings) -> None:
    """One entry of the audit for each act, in the order of each person's acts; one deadline for each agreement."""
    for act, cards in _ACTS:
        entries = Counter(
            (row["subject_id"], row["person_id"])
            for row in await owner.fetch("SELECT subject_id, person_id FROM audit WHERE act = $1", act)
        )
        there = Counter((row["id"], row["who"]) for row in await owner.fetch(cards))
        if entries != there:
            found.add(f"{act}: the audit tells {entries.total()} times of {there.total()} cards")
    rows = await owner.fetch(
        "SELECT person_id, act, after->>'legal_name' AS name, after->>'subject' AS subject FROM audit "
        "WHERE act IN ('company.create', 'meeting.record') ORDER BY id"
    )
    for ledger in ledgers:
        mine = [row for row in rows if row["person_id"] == ledger.person]
        done = [row["subject"] for row in mine if row["act"] == "meeting.record"]
        seen = [met.subject for met in ledger.meetings]
        if [one for one in done if one in seen] != seen:
            found.add("one person's cards were saved in another order", [seen, done])
    agreed = [met.agreement for one in ledgers for met in one.meetings if met.agreement]
    notes = Counter(row["note"] for row in await owner.fetch("SELECT note FROM deadline WHERE state = 'open'"))
    kept = Counter(row["what"] for row in await owner.fetch("SELECT what FROM agreement"))
    if notes != kept or any(kept[one] != 1 for one in agreed):
        found.add(f"{len(agreed)} agreements were made, {kept.total()} are kept, with {notes.total()} deadlines")
    forged = sum(one.forged for one in ledgers)
    told = await owner.fetchval("SELECT count(*) FROM audit WHERE act = 'press.foreign'")
    if told != forged:
        found.add(f"{forged} presses of other people's buttons, {told} of them in the audit")


async def check_seals(owner_dsn: str, found: Findings) -> None:
    """The chain over the audit is whole, and no row is outside of it."""
    verdict = await verify(owner_dsn)
    if not verdict.sound or verdict.unsealed:
        found.add(f"the audit's chain: {verdict.unsealed} unsealed, broken at {verdict.broken} ({verdict.why})")


async def check_outbox(owner: asyncpg.Connection, telegram: LocalTelegram, found: Findings) -> None:
    """Every notice was sent and stands in its chat, or is dropped with a reason."""
    bot = telegram.bot()
    for row in await owner.fetch("SELECT id, state, reason, chat_id, message_id FROM outbox"):
        if row["state"] == "dropped" and row["reason"]:
            continue
        if row["state"] != "sent":
            found.add(f"notice {row['id']} is {row['state']} ({row['reason']})")
        elif row["message_id"] not in telegram.world.chat(bot.id, row["chat_id"]).messages:
            found.add(f"notice {row['id']} counts as sent, and is not in the chat")


async def check_reminders(owner: asyncpg.Connection, found: Findings) -> None:
    """After its last day, whoever holds an open deadline has been reminded of it."""
    forgotten = await owner.fetch(
        """SELECT d.note FROM deadline d WHERE d.state = 'open' AND NOT EXISTS (
               SELECT FROM outbox o WHERE o.about_kind = d.subject_kind AND o.about_id = d.subject_id
                   AND o.person_id = d.person_id AND o.state = 'sent' AND o.key LIKE 'reminder:%')"""
    )
    if forgotten:
        found.lost += len(forgotten)
        found.add(f"{len(forgotten)} deadlines nobody was reminded of", [row["note"] for row in forgotten])


_SHOWN = f"""
SELECT d.chat_id, d.place, d.note, d.wanted, d.message_id, d.token, d.guest_language, d.telegram_id,
    l.meanings, l.next_index, l.place AS live_place, {COLUMNS}
FROM dialogue d JOIN account a ON a.telegram_id = d.telegram_id AND a.reachable
JOIN person p ON p.id = a.person_id JOIN organisation o ON o.id = p.organisation_id
LEFT JOIN live_message l ON l.token = d.token
"""


async def check_screens(bot_dsn: str, telegram: LocalTelegram, found: Findings) -> int:
    """Every chat's live message is what its place shows now, to the letter and the button; how many were compared."""
    database = Database(bot_dsn, wiring().ports, size=1)
    registry = Registry(wiring().rooms)
    backdrop = Backdrop(PublishedRules(), telegram.bot().username)
    try:
        async with database.unit() as unit:
            rows = await unit.raw.fetch(_SHOWN)
            for row in rows:
                reading, reader = await reading_of(
                    row, unit, backdrop, chat_id=row["chat_id"], guest_language=row["guest_language"]
                )
                place = machine.as_json(row["place"])
                screen = await render(place, registry, reading, reader, row["note"])
                before = Meanings(
                    row["next_index"] or 0, machine.as_json(row["live_place"]), machine.as_json(row["meanings"]) or {}
                )
                params, _after = to_api(screen, row["token"] or "", before, place, row["wanted"])
                if told := _differs(telegram, row, params):
                    found.add(f"chat {row['chat_id']}: {told}")
    finally:
        await database.close()
    return len(rows)


def _differs(telegram: LocalTelegram, row: Any, params: dict[str, Any]) -> str | None:
    message = telegram.world.chat(telegram.bot().id, row["chat_id"]).messages.get(row["message_id"])
    if message is None:
        return "there is no screen"
    wanted, _entities = tidy(*parse_html(params.get("text") or params["caption"]))
    shown = message.body.get("text") or message.body.get("caption") or ""
    if wanted != shown:
        same = next((n for n, (a, b) in enumerate(zip(wanted, shown, strict=False)) if a != b), 0)
        return f"shows {shown[same : same + 80]!r} in place of {wanted[same : same + 80]!r} after {shown[:same]!r}"
    keys = [[(one["text"], one.get("callback_data")) for one in line]
            for line in params.get("reply_markup", {}).get("inline_keyboard", [])]  # fmt: skip
    held = [[(one["text"], one.get("callback_data")) for one in line]
            for line in message.body.get("reply_markup", {}).get("inline_keyboard", [])]  # fmt: skip
    return None if keys == held else f"has the buttons {held} in place of {keys}"


async def check_duplicates(owner: asyncpg.Connection, telegram: LocalTelegram, kills: int, found: Findings) -> None:
    """No more messages came twice than answers were lost and processes or connections killed; each is counted.

    A message is told by the token on its buttons: a second sending of the same one carries the same token.
    """
    sent: dict[tuple[int | None, str], str] = {}
    for call in telegram.calls:
        lost = call.fault is not None and call.fault.value in _AFTER
        found.lost_responses += lost and call.outcome == "ok" and call.method == "sendMessage"
        if call.method != "sendMessage" or call.outcome != "ok":
            continue
        token = _token(call.params)
        if token is None:
            continue
        if (cause := sent.get((call.chat_id, token))) is not None:
            found.duplicates += 1
            found.duplicates_by[cause] += 1
        sent[call.chat_id, token] = "lost answer" if lost else "kill"
    found.counted_by_sender = await owner.fetchval(
        "SELECT (SELECT coalesce(sum(lost), 0) FROM dialogue) + (SELECT coalesce(sum(lost), 0) FROM outbox)"
    )
    if found.duplicates > found.lost_responses + kills:
        found.add(f"{found.duplicates} doubled messages for {found.lost_responses} lost answers and {kills} kills")
    if found.duplicates > found.counted_by_sender:
        found.add(f"{found.duplicates} doubled messages, of which the sender counted {found.counted_by_sender}")


def _token(params: dict[str, Any]) -> str | None:
    rows = (params.get("reply_markup") or {}).get("inline_keyboard") or []
    data = next((one["callback_data"] for row in rows for one in row if "callback_data" in one), None)
    return None if data is None else str(data).partition(".")[0]
