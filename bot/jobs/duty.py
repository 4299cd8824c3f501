"""Regular duties open by themselves when their time has come, for everybody who owes them (R1–R12)."""

from typing import Final

from bot.machine.rules import Rules
from bot.storage import duty
from bot.storage.unit import Database
from domain.kit.periods import almaty_date

EVERY: Final = 60
"""Seconds between looks. A duty opens on a day, not at a minute; a new organisation finds its own within one."""

# Whether anything has changed since the last full look: the day, the rules, an organisation, an exemption.
_LOOK: Final = """
SELECT clock_timestamp() + c.shift AS now, c.moved_days, e.looked, e.edition,
    EXISTS (SELECT FROM duty_change) AS changed
FROM legal_clock c, duty_epoch e
"""
_SEEN: Final = "DELETE FROM duty_change WHERE id IN (SELECT id FROM duty_change ORDER BY id FOR UPDATE)"
_LOOKED: Final = "UPDATE duty_epoch SET looked = $1, edition = $2"


async def keep_duties(database: Database, rules: Rules, *, anew: bool = False) -> int:
    """Open what is due to open, cancel what nobody owes any more; how many changed. Two at once, or none for a month,
    do no harm. With nothing changed since the last full look it is one statement; `anew`: a full look all the same, as
    a release may know more than the one before it."""
    async with database.unit() as unit:
        seen = await unit.raw.fetchrow(_LOOK)
        edition, _ = await rules.at(unit, seen["now"], seen["moved_days"])
        today = almaty_date(seen["now"])
        if not (anew or seen["changed"] or seen["looked"] != today or seen["edition"] != edition.code):
            return 0
        await unit.raw.execute(_SEEN)  # first: what is committed later than this stays for the next look
        cancelled = await duty.cancel_gone(unit.raw, edition, seen["now"])
        opened = await duty.open_rounds(unit.raw, edition, seen["now"])
        await unit.raw.execute(_LOOKED, today, edition.code)
        return cancelled + opened
