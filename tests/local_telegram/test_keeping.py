"""What survives: a restart of the local Telegram, and of its database under it (design §5: ids never restart)."""

import asyncio
import shutil
import tempfile
from pathlib import Path

import asyncpg
from aiogram import Bot
from aiogram.types import BotCommand, KeyboardButton, ReplyKeyboardMarkup

from bot.local_telegram import Limits, LocalPerson, LocalTelegram
from bot.platform.cluster import Cluster
from tests.local_telegram.conftest import BOTS, bot_at


async def test_everything_is_there_after_a_restart(empty_database: str) -> None:
    async with LocalTelegram(empty_database, tokens=BOTS) as telegram:
        person = telegram.person(5001, "Айгүл", phone="+7701", note="officer")
        await person.start("kod")
        await person.send_file("a.txt", b"abc")
        bot = bot_at(telegram)
        deleted = await bot.send_message(5001, "deleted")
        await bot.delete_message(5001, deleted.message_id)
        key = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="k")]])
        kept = await bot.send_message(5001, "<b>kept</b>", parse_mode="HTML", reply_markup=key)
        await bot.set_my_commands([BotCommand(command="menu", description="Мәзір")])
        last_update = telegram.bot().last_update_id
        await bot.session.close()
    async with LocalTelegram(empty_database, tokens=BOTS) as telegram:
        person = telegram.person(5001)
        assert (person.account.phone, person.account.note) == ("+7701", "officer")
        assert [m.html for m in person.messages()] == ["/start kod", "", "<b>kept</b>"]
        assert person.reply_keyboard == [["k"]] and person.commands
        assert await person.download(person.messages()[1]) == b"abc"
        bot = bot_at(telegram)
        updates = await bot.get_updates()
        assert [u.update_id for u in updates] == [last_update - 1, last_update]
        assert (await bot.send_message(5001, "next")).message_id == kept.message_id + 1
        await person.send("new")
        assert (await bot.get_updates(offset=last_update + 1))[0].update_id == last_update + 1
        await bot.session.close()
    async with LocalTelegram(empty_database, tokens=BOTS) as telegram:
        bot = bot_at(telegram)
        assert [u.message.text for u in await bot.get_updates() if u.message] == ["new"]
        await bot.session.close()


async def test_an_answered_call_is_in_the_database(bot: Bot, aigul: LocalPerson, empty_database: str) -> None:
    sent = await bot.send_message(5001, "x")
    connection = await asyncpg.connect(empty_database)
    found = await connection.fetchval(
        "SELECT count(*) FROM local_telegram.document WHERE kind = 'message' AND key = $1",
        f"700001:5001:{sent.message_id}",
    )
    await connection.close()
    assert found == 1


async def test_lost_database_connections_are_no_outage(
    bot: Bot, telegram: LocalTelegram, aigul: LocalPerson, empty_database: str
) -> None:
    admin = await asyncpg.connect(empty_database)
    for n in range(5):
        await admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        await bot.send_message(5001, str(n))
    await telegram.world.store.settled()
    kept = await admin.fetchval("SELECT count(*) FROM local_telegram.document WHERE kind = 'message'")
    await admin.close()
    assert kept == len(aigul.messages()) == 6


async def test_a_stop_does_not_wait_for_a_long_poll(empty_database: str) -> None:
    telegram = LocalTelegram(empty_database, tokens=BOTS, limits=Limits.off())
    await telegram.start()
    bot = bot_at(telegram)
    poll = asyncio.ensure_future(bot.get_updates(timeout=30))
    await asyncio.sleep(0.05)
    await asyncio.wait_for(telegram.stop(), 3)
    await asyncio.gather(poll, return_exceptions=True)
    await bot.session.close()


async def test_a_restart_of_the_database_server_is_no_outage() -> None:
    home = Path(tempfile.mkdtemp(prefix="tereze-test-restart-"))
    server = Cluster(home, durable=False)
    await asyncio.to_thread(server.start)
    try:
        async with LocalTelegram(server.dsn("postgres"), tokens=BOTS, limits=Limits.off()) as telegram:
            person = telegram.person(5001, "Айгүл")
            await person.start()
            bot = bot_at(telegram)
            await asyncio.to_thread(server.stop)
            await bot.send_message(5001, "away")
            sent = await person.send_file("a.txt", b"abc")
            assert await person.download(sent) == b"abc"
            await asyncio.to_thread(server.start)
            await bot.send_message(5001, "back")
            await bot.session.close()
        async with LocalTelegram(server.dsn("postgres"), tokens=BOTS) as telegram:
            person = telegram.person(5001)
            assert [m.text for m in person.messages()] == ["/start", "away", "", "back"]
            assert await person.download(person.messages()[2]) == b"abc"
    finally:
        await asyncio.to_thread(server.stop)
        shutil.rmtree(home, ignore_errors=True)
