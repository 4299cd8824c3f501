"""Nobody takes over a sign-in in silence, or finds what another person left in the chat (A3, N1, N3)."""

from dataclasses import replace

from domain.kit.actor import OrganisationKind, Role
from handlers.access.places import EnterPin
from tests.access.test_routes import address, bench, contact, head, invite, type_
from tests.machine.support import Bench, User

__all__ = ["address", "bench", "head"]


async def test_14_a_pin_given_lately_is_the_persons_not_the_chats(bench: Bench, head: User) -> None:
    """Signed out, and the same Telegram account invited again as somebody else: the next decision asks for the PIN,
    and nothing of the first person is behind Back (A3)."""
    await bench.message(head, "/start")
    await bench.press(head, "decide")
    await bench.press(head, "Set a PIN")
    await type_(bench, head, "4071")
    await type_(bench, head, "4071")
    assert "Decided" in await bench.text(head)
    await bench.press(head, "profile")
    second = await bench.person("Second", role=Role.HEAD, organisation=head.organisation, language="en")
    await bench.message(second, "/start")
    await bench.press(second, "people")
    await bench.press(second, "Дархан, Head")
    await bench.press(second, "Sign out everywhere")
    await bench.press(second, "Sign out")
    told = (await bench.notices(replace(head, person=None)))[-1]
    assert "signed out by Second" in str(told.text)
    left = await bench.row("SELECT pin_until, pending, stack, fsm FROM dialogue WHERE chat_id = $1", head.telegram)
    assert [str(value) for value in left] in (["None", "None", "[]", "{}"],)
    await bench.press(second, "Menu")
    link = await invite(bench, second, name="Aigerim", phone="+7 701 555 01 01")
    again = replace(bench.guest("x", app_language="en"), telegram=head.telegram)
    await bench.message(again, link)
    await bench.press(again, "✓ English")
    await bench.message(again, **contact(again, "77015550101"))
    await bench.press(again, "Open the menu")
    await bench.press(again, "decide")
    assert isinstance(await bench.place(again), EnterPin)


async def test_14_a_reset_pin_is_fresh_nowhere(bench: Bench, head: User) -> None:
    await bench.message(head, "/start")
    await bench.press(head, "decide")
    await bench.press(head, "Set a PIN")
    await type_(bench, head, "4071")
    await type_(bench, head, "4071")
    second = await bench.person("Second", role=Role.HEAD, organisation=head.organisation, language="en")
    await bench.message(second, "/start")
    await bench.press(second, "people")
    await bench.press(second, "Дархан, Head")
    await bench.press(second, "Reset the PIN")
    await bench.press(head, "decide")
    assert isinstance(await bench.place(head), EnterPin)


async def test_15_a_sign_in_is_not_taken_over_in_silence(bench: Bench, head: User) -> None:
    """A head resets a colleague's PIN and invites them to another account: the other heads and the administrators are
    told once, the former account when it loses the sign-in (A3)."""
    other_head = await bench.person("Other head", role=Role.HEAD, organisation=head.organisation, language="en")
    admin = await bench.person("Admin", kind=OrganisationKind.SYSTEM, role=Role.HEAD, language="en")
    officer = await bench.person("Officer", organisation=head.organisation, language="en")
    await bench.message(officer, "/start")
    await bench.press(officer, "decide")
    await bench.press(officer, "Set a PIN")
    await type_(bench, officer, "4071")
    await type_(bench, officer, "4071")
    await bench.message(head, "/start")
    await bench.press(head, "people")
    await bench.press(head, "Officer, Officer")
    await bench.press(head, "Reset the PIN")
    await bench.press(head, "Invite to another account")
    link = "/start " + (await bench.text(head)).split("?start=")[1].split()[0]
    for told in (other_head, admin):
        (notice,) = await bench.notices(told)
        assert "A colleague was invited" in str(notice.text) and "Officer" not in str(notice)
        await bench.press_notice(told, "Open the card")
        assert "<b>Officer</b>" in await bench.text(told)
    assert await bench.notices(head) == []
    thief = bench.guest("Thief", app_language="en")
    await bench.message(thief, link)
    await bench.press(thief, "✓ English")
    await bench.message(thief, **contact(thief, "+77015550103"))
    await bench.press_notice(head, "Look and decide")
    await bench.press(head, "Let in: Thief")
    former = replace(officer, person=None)
    assert "moved to another Telegram account by the invitation of Дархан" in str(
        (await bench.notices(former))[-1].text
    )


async def test_16_the_link_is_shown_once_and_kept_in_no_way_back(bench: Bench, head: User) -> None:
    link = await invite(bench, head)
    code = link.removeprefix("/start i")
    await bench.message(head, "/language")  # the link stays above: another message comes below
    await bench.screen(head)
    for table in ("dialogue", "live_message"):
        rows = await bench.rows(f"SELECT t::text AS row FROM {table} t")
        assert not any(code in row["row"] for row in rows), table
    await bench.press(head, "Back")
    assert "shown once" in await bench.text(head) and "?start=" not in await bench.text(head)
    await bench.press(head, "New link")
    assert "?start=i" in await bench.text(head)


async def test_n1_how_many_deadlines_a_blocked_person_leaves_behind(bench: Bench, head: User) -> None:
    officer = await bench.person("Officer", organisation=head.organisation, language="en")
    async with bench.database.unit() as unit:
        await unit.raw.execute(
            """INSERT INTO deadline (kind, clause, legal, subject_kind, subject_id, organisation_id, person_id, due,
                nominal, instant, opened_at)
            SELECT 'x', 'п. 42', true, 'x', gen_random_uuid(), $1, $2, current_date, current_date, clock_timestamp(),
                clock_timestamp() FROM generate_series(1, 3)""",
            officer.organisation, officer.person,
        )  # fmt: skip
    await bench.message(head, "/start")
    await bench.press(head, "people")
    await bench.press(head, "Officer, Officer")
    assert "Answers for 3 deadlines" in await bench.text(head)
    await bench.press(head, "Block")
    await bench.press(head, "Block")
    assert "3 deadlines were left behind" in await bench.text(head)
