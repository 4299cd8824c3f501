"""What an update leaves: drafts, deadlines, notices to audiences, language; all in the transaction of the act."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from aiogram import Router
from aiogram.types import Message

from bot.machine.finish import papers_form
from bot.storage import machine
from bot.storage.machine import as_json
from domain.deadline.model import CloseDeadline, DeadlineKind, DeadlineState, HandOver, MoveDeadline, OpenDeadline
from domain.kit.actor import OrganisationKind, Role
from domain.kit.desk import Audience
from domain.kit.ids import DraftId, PersonId, Ref
from handlers.chat import Chat
from handlers.forms.draft import Draft
from handlers.incident import room as incident
from handlers.room import Room
from handlers.screens.values import Screen
from tests.machine.support import Bench, User, bench_on
from tests.machine.update_side import toy

SUBJECT = Ref("toy", UUID(int=9))
KIND = DeadlineKind("toy.answer", "п. 1")

Deed = Callable[[Chat], Awaitable[None] | None]


class Scripted:
    """A room whose one handler does what the test has put there."""

    def __init__(self) -> None:
        self.deed: Deed = lambda chat: chat.again()

    def router(self) -> Router:
        made = Router()

        @made.message()
        async def any_message(message: Message, chat: Chat) -> None:
            done = self.deed(chat)
            if done is not None:
                await done

        return made


@pytest.fixture
def scripted() -> Scripted:
    return Scripted()


@pytest.fixture
async def bench(database: str, owner_database: str, scripted: Scripted) -> Any:
    owner = await asyncpg.connect(owner_database)
    await owner.execute("CREATE TABLE toy (value integer NOT NULL); INSERT INTO toy VALUES (0)")
    await owner.execute("GRANT ALL ON toy TO PUBLIC")
    await owner.close()
    room = Room("scripted", views=toy.room.views, notices=toy.room.notices, router=scripted.router)
    async with bench_on(database, (room, incident), toy.Menu(), toy.AtDoor(), ports=toy.PORTS) as made:
        yield made


@pytest.fixture
async def anna(bench: Bench) -> User:
    return await bench.person("Anna")


async def do(bench: Bench, scripted: Scripted, user: User, deed: Deed) -> None:
    scripted.deed = deed
    await bench.message(user, "go")


async def test_a_draft_is_saved_with_the_update(bench: Bench, scripted: Scripted, anna: User) -> None:
    draft = Draft(DraftId(uuid4()), PersonId(anna.person or uuid4()), "toy.form", 1, {"a": "ә <&> 1"})
    await do(bench, scripted, anna, lambda chat: chat.open_draft(draft))
    seen: list[Draft] = []

    def change(chat: Chat) -> None:
        assert chat.draft is not None
        seen.append(chat.draft)
        chat.draft.answers["b"] = 2

    await do(bench, scripted, anna, change)
    assert seen[0].answers == {"a": "ә <&> 1", "b": 2}
    assert seen[0].revision == 1
    row = await bench.row("SELECT answers, revision FROM draft")
    assert (as_json(row["answers"]), row["revision"]) == ({"a": "ә <&> 1", "b": 2}, 2)
    await do(bench, scripted, anna, lambda chat: chat.again())
    assert (await bench.row("SELECT revision FROM draft"))["revision"] == 2, "what has not changed is not written"
    await do(bench, scripted, anna, lambda chat: chat.drop_draft())
    assert await bench.row("SELECT FROM draft") is None
    assert (await bench.row("SELECT draft_id FROM dialogue"))["draft_id"] is None


async def test_two_devices_at_one_draft(bench: Bench, scripted: Scripted, anna: User) -> None:
    """The later save of a stale revision is refused, and says so; the newer answers stand."""
    assert anna.person is not None
    draft = Draft(DraftId(uuid4()), anna.person, "toy.form", 1, {"a": 1})
    await do(bench, scripted, anna, lambda chat: chat.open_draft(draft))

    async def meanwhile(chat: Chat) -> None:
        assert chat.draft is not None
        async with bench.database.unit() as unit:
            await unit.raw.execute("""UPDATE draft SET answers = '{"a": 2}', revision = revision + 1""")
        chat.draft.answers["a"] = 3
        chat.go(toy.CounterCard())

    await do(bench, scripted, anna, meanwhile)
    row = await bench.row("SELECT answers, revision FROM draft")
    assert (as_json(row["answers"]), row["revision"]) == ({"a": 2}, 2)
    assert await bench.place(anna) == toy.Menu()
    assert "изменил" in await bench.text(anna)


async def test_a_form_opened_over_another_keeps_both(bench: Bench, scripted: Scripted, anna: User) -> None:
    assert anna.person is not None
    first = Draft(DraftId(uuid4()), anna.person, "toy.first", 1)
    second = Draft(DraftId(uuid4()), anna.person, "toy.second", 1)

    def both(chat: Chat) -> None:
        chat.open_draft(first)
        first.answers["x"] = 1
        chat.open_draft(second)

    await do(bench, scripted, anna, both)
    rows = await bench.rows("SELECT form, answers FROM draft ORDER BY form")
    assert [(row["form"], as_json(row["answers"])) for row in rows] == [("toy.first", {"x": 1}), ("toy.second", {})]
    assert (await bench.row("SELECT draft_id FROM dialogue"))["draft_id"] == second.id


async def test_a_draft_of_somebody_else_is_not_given(bench: Bench, scripted: Scripted, anna: User) -> None:
    """A Telegram account bound to another person: places belong to the chat, drafts to the person."""
    assert anna.person is not None
    draft = Draft(DraftId(uuid4()), anna.person, "toy.form", 1)
    await do(bench, scripted, anna, lambda chat: chat.open_draft(draft))
    bek = await bench.person("Bek")
    async with bench.database.unit() as unit:
        await unit.raw.execute("DELETE FROM account WHERE person_id = $1", bek.person)
        await unit.raw.execute("UPDATE account SET person_id = $1 WHERE telegram_id = $2", bek.person, anna.telegram)
    seen: list[Draft | None] = []
    await do(bench, scripted, anna, lambda chat: seen.append(chat.draft))
    assert seen == [None]
    assert await bench.row("SELECT FROM draft") is not None


async def test_deadlines_open_move_pause_and_close(bench: Bench, scripted: Scripted, anna: User) -> None:
    """N1: one row, changed in the transaction of the act."""
    instant = datetime(2026, 12, 1, tzinfo=UTC)
    day = date(2026, 11, 30)

    def opened(chat: Chat) -> None:
        desk = chat.desk
        desk.deadline(OpenDeadline(KIND, SUBJECT, desk.actor.organisation, day, day, instant, desk.actor.person, "ә"))

    await do(bench, scripted, anna, opened)
    row = await bench.row("SELECT * FROM deadline")
    assert (row["kind"], row["clause"], row["legal"], row["due"], row["instant"], row["note"]) == (
        "toy.answer", "п. 1", True, day, instant, "ә",
    )  # fmt: skip
    assert (row["state"], row["person_id"]) == ("open", anna.person)
    assert row["edition"], "a deadline keeps the edition it was made under (T7)"
    later = day + timedelta(days=5)
    moved = MoveDeadline(KIND, SUBJECT, later, later, instant)
    await do(bench, scripted, anna, lambda chat: chat.desk.deadline(moved))
    row = await bench.row("SELECT due, version, person_id FROM deadline")
    assert tuple(row) == (later, 2, anna.person)
    other = await bench.person("Other", organisation=anna.organisation)
    assert other.person is not None
    handed = HandOver(KIND, SUBJECT, other.person)
    await do(bench, scripted, anna, lambda chat: chat.desk.deadline(handed))
    row = await bench.row("SELECT due, version, person_id FROM deadline")
    assert tuple(row) == (later, 3, other.person), "somebody else answers for it, the date stays (T7)"
    for state in (DeadlineState.PAUSED, DeadlineState.OPEN, DeadlineState.MET):
        close = CloseDeadline(KIND, SUBJECT, state)
        await do(bench, scripted, anna, lambda chat, close=close: chat.desk.deadline(close))  # type: ignore[misc]
        row = await bench.row("SELECT state, closed_at FROM deadline")
        assert row["state"] == state.value
        assert (row["closed_at"] is not None) == (state is DeadlineState.MET)
    await do(bench, scripted, anna, opened)
    assert (await bench.row("SELECT count(*) AS n FROM deadline"))["n"] == 2, "met once, it may be opened again"


async def test_audiences(bench: Bench, scripted: Scripted, anna: User) -> None:
    """Named people, an organisation, its roles; active people only, each once, the actor left out."""
    assert anna.organisation is not None
    assert anna.person is not None
    head = await bench.person("Head", organisation=anna.organisation, role=Role.HEAD)
    observer = await bench.person("Observer", organisation=anna.organisation, role=Role.OBSERVER)
    gone = await bench.person("Gone", organisation=anna.organisation)
    other = await bench.person("Other", kind=OrganisationKind.AKIMAT)
    async with bench.database.unit() as unit:
        await unit.raw.execute("UPDATE person SET state = 'left' WHERE id = $1", gone.person)
    assert other.person is not None
    assert gone.person is not None
    named = frozenset({other.person, gone.person, anna.person})
    audiences = {
        1: Audience(organisation=anna.organisation, but=anna.person),
        2: Audience(organisation=anna.organisation, roles=frozenset({"head"})),
        3: Audience(people=named),
        4: Audience(people=named, organisation=anna.organisation, but=anna.person),
    }

    def tell(chat: Chat) -> None:
        for by, to in audiences.items():
            chat.desk.tell(to, toy.Raised(by), SUBJECT)

    await do(bench, scripted, anna, tell)
    rows = await bench.rows("SELECT notice->'d'->>'by' AS by, person_id FROM outbox")
    told = {(int(row["by"]), row["person_id"]) for row in rows}
    assert len(rows) == len(told)
    assert told == {
        (1, head.person), (1, observer.person),
        (2, head.person),
        (3, other.person), (3, anna.person),
        (4, other.person), (4, head.person), (4, observer.person),
    }  # fmt: skip


async def test_a_key_of_ones_own_is_told_once(bench: Bench, scripted: Scripted, anna: User) -> None:
    def tell(chat: Chat) -> None:
        to = Audience(organisation=chat.desk.actor.organisation)
        chat.desk.tell(to, toy.Raised(1), SUBJECT, key="once")
        chat.desk.tell(to, toy.Raised(2), SUBJECT)

    for _ in range(2):
        await do(bench, scripted, anna, tell)
    rows = await bench.rows("SELECT notice->'d'->>'by' AS by FROM outbox ORDER BY 1")
    assert [row["by"] for row in rows] == ["1", "2", "2"]


async def test_a_guest_is_told_by_account(bench: Bench, scripted: Scripted) -> None:
    guest = bench.guest()
    await do(bench, scripted, guest, lambda chat: chat.tell_me(toy.Raised(3), SUBJECT))
    row = await bench.row("SELECT person_id, telegram_id FROM outbox")
    assert tuple(row) == (None, guest.telegram)


async def test_a_guests_papers_are_written(bench: Bench, scripted: Scripted, anna: User) -> None:
    """A3: acts at the door leave audit and notices too, without a person."""
    guest = bench.guest()

    def knock(chat: Chat) -> None:
        chat.door.audit("door.knock", SUBJECT)
        chat.door.tell(Audience(people=frozenset({anna.person or PersonId(uuid4())})), toy.Raised(1), SUBJECT)

    await do(bench, scripted, guest, knock)
    row = await bench.row("SELECT person_id, telegram_id, act FROM audit")
    assert tuple(row) == (None, guest.telegram, "door.knock")
    assert (await bench.row("SELECT person_id FROM outbox"))["person_id"] == anna.person


async def test_language_changes_at_once(bench: Bench, scripted: Scripted, anna: User) -> None:
    """The person's language from now on, the present screen included."""
    await do(bench, scripted, anna, lambda chat: chat.go(toy.CounterCard()))
    assert await bench.text(anna) == "counter 0 ru"
    await do(bench, scripted, anna, lambda chat: chat.set_language("kk"))
    assert await bench.text(anna) == "counter 0 kk"
    assert (await bench.row("SELECT language FROM person WHERE id = $1", anna.person))["language"] == "kk"
    guest = bench.guest(app_language="kk-KZ")
    seen: list[str] = []
    await do(bench, scripted, guest, lambda chat: seen.append(chat.reader.language))
    await do(bench, scripted, guest, lambda chat: chat.set_language("en"))
    await do(bench, scripted, guest, lambda chat: seen.append(chat.reader.language))
    assert seen == ["kk", "en"]


async def test_the_stack_is_short_and_goes_back(bench: Bench, scripted: Scripted, anna: User) -> None:
    for page in range(1, 15):
        await do(bench, scripted, anna, lambda chat, page=page: chat.go(toy.CounterCard(page)))  # type: ignore[misc]
    for page in range(13, 3, -1):
        await do(bench, scripted, anna, lambda chat: chat.back())
        assert await bench.place(anna) == toy.CounterCard(page)
    await do(bench, scripted, anna, lambda chat: chat.back())
    assert await bench.place(anna) == toy.Menu(), "below the oldest kept place is home"


async def test_the_answered_line_and_the_note(bench: Bench, scripted: Scripted, anna: User) -> None:
    def answer(chat: Chat) -> None:
        chat.answer(chat.reader.say("refused", "Your role does not allow this."))
        chat.again(chat.reader.say("refused", "This decision needs your PIN."))

    await do(bench, scripted, anna, answer)
    row = await bench.row("SELECT answered, note, below FROM dialogue")
    assert row["below"]
    assert row["answered"] != row["note"]
    await do(bench, scripted, anna, lambda chat: chat.again())
    assert (await bench.row("SELECT note FROM dialogue"))["note"] is None, "a note stands for one screen"


async def test_papers_without_an_update(bench: Bench, anna: User) -> None:
    """Jobs and the ticker leave the same papers."""
    async with bench.database.unit() as unit:
        papers = papers_form(None, key="job1", who=None, legal_at=datetime(2026, 1, 1, tzinfo=UTC).isoformat())
        papers["posted"] = [
            {"people": [str(anna.person)], "roles": [], "notice": {"n": "x", "v": 1, "d": {}}, "about_kind": "toy",
             "about_id": str(SUBJECT.id), "key": "", "priority": 2}
        ]  # fmt: skip
        for _ in range(2):
            await machine.write_papers(unit.raw, papers)
    rows = await bench.rows("SELECT key, priority FROM outbox")
    assert [tuple(row) for row in rows] == [(f"job1.0:{anna.person}", 2)]


async def test_a_screen_is_a_value(bench: Bench, scripted: Scripted, anna: User) -> None:
    await do(bench, scripted, anna, lambda chat: chat.home())
    assert isinstance(await bench.screen(anna), Screen)
    assert await bench.labels(anna) == ["Counter", "Tick"]
