"""«My deadlines», a deadline, a reminder: who sees what, in three languages (N1, M2.8, A2)."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from bot.machine.people import COLUMNS, Backdrop, reading_of
from bot.machine.projection import render, render_notice
from bot.machine.registry import Registry
from bot.machine.rules import PublishedRules
from bot.storage.unit import Database
from bot.wiring import ports
from domain.deadline.notices import Reminder
from domain.deadline.ports import DeadlineLine
from domain.kit.ids import DeadlineId, OrganisationId, Ref
from domain.kit.periods import almaty_date
from handlers.deadline import room
from handlers.deadline.facts import CardFacts
from handlers.deadline.places import DeadlineCard, DeadlineList
from handlers.deadline.reminder import show_reminder
from handlers.deadline.screens import show_card
from handlers.deadline.subjects import OTHER, SECRET, WHAT, Subject
from handlers.home.screens import WAITING
from handlers.screens.codec import encode
from handlers.screens.place import Place
from handlers.screens.values import Screen
from handlers.words.reader import Reader

LANGUAGES = ("ru", "kk", "en")


@dataclass
class Desks:
    """An akimat with a head and two officers, and another akimat; what each of them sees."""

    database: Database
    organisation: UUID
    today: date
    people: dict[str, UUID]

    async def run(self, sql: str, *values: Any) -> Any:
        async with self.database.unit() as unit:
            return await unit.raw.fetchval(sql, *values)

    async def deadline(self, days: int, person: str | None = None, note: str = "", state: str = "open") -> DeadlineId:
        due = self.today + timedelta(days=days)
        key = await self.run(
            """INSERT INTO deadline (kind, clause, legal, subject_kind, subject_id, organisation_id, person_id, due,
                nominal, instant, opened_at, note, state)
            VALUES ('initiative.consideration', 'п. 42', true, 'x', gen_random_uuid(), $1, $2, $3, $3,
                clock_timestamp(), clock_timestamp(), $4, $5) RETURNING id""",
            self.organisation, self.people[person] if person else None, due, note, state,
        )  # fmt: skip
        return DeadlineId(key)

    async def sees(self, who: str, what: Place | Reminder, language: str = "en") -> Screen | None:
        async with self.database.unit() as unit:
            row = await unit.raw.fetchrow(
                f"SELECT {COLUMNS} FROM person p JOIN organisation o ON o.id = p.organisation_id WHERE p.id = $1",
                self.people[who],
            )
            reading, reader = await reading_of(
                {**dict(row), "language": language}, unit, Backdrop(PublishedRules()), chat_id=1
            )
            if isinstance(what, Reminder):
                return await render_notice(encode(what), Registry([room]), reading, reader)
            return await render(what, Registry([room]), reading, reader)


@pytest.fixture
async def desks(database: str) -> AsyncIterator[Desks]:
    opened = Database(database, ports())
    organisations = {"own": uuid4(), "other": uuid4()}
    people = {name: uuid4() for name in ("head", "officer", "colleague", "observer", "stranger")}
    async with opened.unit() as unit:
        for key in organisations.values():
            await unit.raw.execute(
                "INSERT INTO organisation (id, kind, name_ru, name_kk, name_en) VALUES ($1, 'akimat', 'N', 'N', 'N')",
                key,
            )
        for name, key in people.items():
            await unit.raw.execute(
                "INSERT INTO person (id, organisation_id, role, name) VALUES ($1, $2, $3, $4)",
                key, organisations["other" if name == "stranger" else "own"],
                name if name in ("head", "observer") else "officer", name,
            )  # fmt: skip
        now = await unit.raw.fetchval("SELECT clock_timestamp()")
    yield Desks(opened, organisations["own"], almaty_date(now), people)
    await opened.close()


def _labels(screen: Screen | None) -> list[str]:
    assert screen is not None
    return [button.label for one in screen.rows for button in one]


async def test_m2_8_colours_by_the_days_left(desks: Desks) -> None:
    for days in (-1, 0, 8, 9, 30):
        await desks.deadline(days, "officer", f"n{days}")
    await desks.deadline(-5, "officer", "stands", state="paused")
    await desks.deadline(-5, "officer", "over", state="met")
    screen = await desks.sees("officer", DeadlineList())
    assert screen is not None
    # With ten days left, today included, it is green; with nine yellow (п. 55). The paused one comes last, grey.
    assert [label.partition(" ")[0] for label in _labels(screen)[:6]] == ["🔴", "🟡", "🟡", "🟢", "🟢", "⚪"]
    assert "🔴 overdue: 1 · 🟡 near: 2 · 🟢 later: 3" in screen.text


async def test_a2_who_sees_which_deadlines(desks: Desks) -> None:
    mine = await desks.deadline(5, "officer", "mine")
    nobodys = await desks.deadline(6, None, "nobodys")

    async def listed(who: str, whole: bool = False) -> set[str]:
        found = _labels(await desks.sees(who, DeadlineList(whole)))
        return {name for name in ("mine", "nobodys") if any(name in label for label in found)}

    assert await listed("officer") == {"mine", "nobodys"}
    assert await listed("colleague") == {"nobodys"}
    assert await listed("head") == {"nobodys"}
    assert await listed("head", whole=True) == {"mine", "nobodys"}
    assert await listed("observer") == set()
    assert await listed("stranger") == set()
    refused = await desks.sees("officer", DeadlineList(True))
    assert refused is not None
    assert "does not allow" in refused.text

    async def opens(who: str, key: DeadlineId) -> bool:
        screen = await desks.sees(who, DeadlineCard(key))
        return screen is not None and "Ground" in screen.text

    assert [await opens(who, mine) for who in ("officer", "head", "colleague", "stranger")] == [
        True,
        True,
        False,
        False,
    ]
    assert [await opens(who, nobodys) for who in ("officer", "head", "colleague", "stranger")] == [
        True,
        True,
        True,
        False,
    ]


async def test_a2_35_42_a_moved_person_leaves_the_deadlines_behind(desks: Desks) -> None:
    """The list, the card and the push of the former organisation are out of sight; its writers have them instead."""
    key = await desks.deadline(5, "officer", "mine")
    await desks.run(
        "UPDATE person SET organisation_id = (SELECT organisation_id FROM person WHERE id = $2) WHERE id = $1",
        desks.people["officer"], desks.people["stranger"],
    )  # fmt: skip

    async def listed(who: str) -> bool:
        return any("mine" in label for label in _labels(await desks.sees(who, DeadlineList())))

    assert [await listed(who) for who in ("officer", "colleague", "head", "stranger")] == [False, True, True, False]
    moved = await desks.sees("officer", DeadlineCard(key))
    assert moved is not None and "mine" not in moved.text and "Ground" not in moved.text
    assert await desks.sees("officer", Reminder(key, -3)) is None
    left = await desks.sees("colleague", DeadlineCard(key))
    assert left is not None and "It was with officer" in left.text
    assert await desks.sees("colleague", Reminder(key, -3)) is not None


async def test_a2_a_subject_out_of_sight_is_not_named(desks: Desks) -> None:
    """A card that the reader may not see gives neither its title nor a way to it (attack 42)."""
    company = uuid4()
    await desks.run(
        """INSERT INTO company (id, maker, author, made_at, legal_name, short_name, country, sector, site,
            registration_number, parent, global_2000, notes, key, search, sort, regions, version)
        SELECT $1, organisation_id, id, clock_timestamp(), 'Secret farm', '', 'DE', 'C', '', '', '', false, '', '', '',
            '', '{}', 1 FROM person WHERE name = 'stranger'""",
        company,
    )
    await desks.run(
        """INSERT INTO deadline (kind, clause, legal, subject_kind, subject_id, organisation_id, due, nominal, instant,
            opened_at)
        VALUES ('initiative.consideration', 'п. 42', true, 'company', $1, $2, $3, $3, clock_timestamp(),
            clock_timestamp())""",
        company, desks.organisation, desks.today + timedelta(days=3),
    )  # fmt: skip
    labels = _labels(await desks.sees("officer", DeadlineList()))
    assert any("Consider the initiative" in label for label in labels)
    assert not any("Secret farm" in label for label in labels)


def test_my_deadlines_stand_in_the_menu_also_when_nothing_is_near() -> None:
    """With all green the list can still be reached (N1)."""
    (entry,) = (one for one in room.menu if not one.only_with)
    assert entry.order >= WAITING
    assert entry.count is not None


async def test_a_list_of_many_is_paged(desks: Desks) -> None:
    for days in range(20):
        await desks.deadline(days, "officer", f"n{days}")
    assert "1 of 3" in _labels(await desks.sees("officer", DeadlineList()))
    assert len([label for label in _labels(await desks.sees("officer", DeadlineList(page=2))) if " · n" in label]) == 4


async def test_a_reminder_of_what_is_closed_or_not_mine_is_no_longer_sent(desks: Desks) -> None:
    key = await desks.deadline(3, "officer")
    assert await desks.sees("officer", Reminder(key, -3)) is not None
    assert await desks.sees("stranger", Reminder(key, -3)) is None
    assert await desks.sees("colleague", Reminder(key, -3)) is None
    await desks.run("UPDATE deadline SET state = 'paused'")
    assert await desks.sees("officer", Reminder(key, -3)) is None
    await desks.run("UPDATE deadline SET state = 'met'")
    assert await desks.sees("officer", Reminder(key, -3)) is None


def _facts(kind: str, subject: Subject | None) -> CardFacts:
    line = DeadlineLine(
        id=DeadlineId(uuid4()), kind=kind, clause="п. 42.2", legal=True, subject=Ref("x", uuid4()),
        organisation=OrganisationId(uuid4()), due=date(2026, 11, 27), who="Айгүл Серікова", note="call <N>",
    )  # fmt: skip
    return CardFacts(line, subject, date(2026, 11, 22), 5, 10)


SECRETS = Subject(DeadlineList(), title="ТОО «QAZAQSTAN <MONARH>»", number="")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [*WHAT, "of another release"])
def test_a_push_tells_nothing_personal_and_nothing_of_kyc(language: str, kind: str) -> None:
    screen = show_reminder(_facts(kind, SECRETS), Reader(language))
    for secret in ("MONARH", "Айгүл", "call"):
        assert secret not in screen.text
    if kind in SECRET:
        assert "KYC" not in screen.text
        assert Reader(language).plain(OTHER) in screen.text
    assert "27" in screen.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_says_what_until_when_by_whom_and_why(language: str) -> None:
    screen = show_card(_facts("initiative.consideration", SECRETS), Reader(language))
    assert "QAZAQSTAN &lt;MONARH&gt;" in screen.text
    assert "Айгүл Серікова" in screen.text
    assert "42" in screen.text
    noted = show_card(_facts("meeting.agreement", replace(SECRETS, title="")), Reader(language))
    assert "call &lt;N&gt;" in noted.text
