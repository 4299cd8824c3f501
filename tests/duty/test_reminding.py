"""A report is reminded of like every other deadline: ten days before its date, by nobody's hand (N1, N2)."""

from datetime import date

from bot.machine.rules import PublishedRules
from bot.machine.ticker import Ticker
from tests.duty.conftest import country
from tests.machine.support import Bench


async def reminded(bench: Bench, person: object) -> set[str]:
    rows = await bench.rows(
        """SELECT DISTINCT d.kind FROM outbox o JOIN deadline d ON d.id = (o.notice->'d'->>'deadline')::uuid
        WHERE o.person_id = $1 AND o.notice->>'n' = 'deadline.reminder'""",
        person,
    )
    return {row["kind"] for row in rows}


async def test_ten_days_before_then_not_once_it_is_sent(bench: Bench) -> None:
    c = await country(bench, "en")  # 4 January
    ticker = Ticker(bench.database, PublishedRules())
    await ticker.remind()
    early = await reminded(bench, c.officer.user.person)
    await c.officer.menu("Reports due")
    await c.officer.tap_like("Industrialisation map")
    await c.officer.press("duty.card", "Mark as sent")
    await c.pass_to(date(2027, 1, 5))
    await ticker.remind()
    told = await reminded(bench, c.officer.user.person)
    assert "duty.R11" not in told - early, "what is sent is not asked for"
    assert {"duty.R1", "duty.R2a", "duty.R7", "duty.R8"} <= told
    assert "duty.R9a" not in told, "due on the last of the month"
    assert await reminded(bench, c.head.user.person) >= {"duty.R1"}, "nobody answers alone for it"


async def test_it_is_marked_as_sent_on_the_reminder_itself(bench: Bench) -> None:
    """N3: the button asks only whether the duty is open still, not which version of its card somebody saw."""
    c = await country(bench, "en")
    await c.pass_to(date(2027, 1, 5))
    await Ticker(bench.database, PublishedRules()).remind()
    spoken = [str(one.text) for one in await bench.notices(c.officer.user)]
    number = next(n for n, text in enumerate(spoken) if "Projects below" in text)
    async with bench.database.unit() as unit:
        await unit.raw.execute("UPDATE duty SET version = version + 1 WHERE code = 'R2a'")
    await bench.press_notice(c.officer.user, c.officer.label("duty.card", "Mark as sent"), number)
    assert (await c.officer.look()).startswith("✓")
    assert await c.value("SELECT state FROM deadline WHERE kind = 'duty.R2a' AND due = '2027-01-15'") == "met"
