"""Regular duties open by themselves when their time has come, for everybody who owes them (R1–R12)."""

from typing import Final

from bot.machine.rules import Rules
from bot.storage import duty
from bot.storage.unit import Database

EVERY: Final = 60
"""Seconds between looks. A duty opens on a day, not at a minute; a new organisation finds its own within one."""

_NOW: Final = "SELECT clock_timestamp() + shift AS now, moved_days FROM legal_clock"


async def keep_duties(database: Database, rules: Rules) -> int:
    """Open what is due to open, cancel what nobody owes any more; how many changed. Two at once, or none for a month,
    do no harm."""
    async with database.unit() as unit:
        clock = await unit.raw.fetchrow(_NOW)
        edition, _ = await rules.at(unit, clock["now"], clock["moved_days"])
        cancelled = await duty.cancel_gone(unit.raw, edition, clock["now"])
        return cancelled + await duty.open_rounds(unit.raw, edition, clock["now"])
