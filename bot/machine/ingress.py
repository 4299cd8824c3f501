"""The door for updates: written down first, everything else later (design §2.1)."""

from collections.abc import Sequence
from functools import partial

from bot.machine.after import AfterCommit
from bot.storage import machine
from bot.storage.machine import Received
from bot.storage.unit import Database


class Ingress:
    """Stores raw updates of one bot, and answers presses that nobody commits in time."""

    def __init__(self, database: Database, bot_id: int, after: AfterCommit) -> None:
        self._database = database
        self._bot_id = bot_id
        self._after = after

    async def store(self, updates: Sequence[Received]) -> None:
        """Write the updates and commit. Raises what the database raises: then none of them is acknowledged."""
        if not updates:
            return
        async with self._database.alone() as raw:
            if len(updates) == 1:
                stored = [await machine.receive(raw, self._bot_id, updates[0])]
            else:
                stored = await machine.receive_all(raw, self._bot_id, updates)
        for update, (verdict, seq) in zip(updates, stored, strict=True):
            if verdict == "new" and update.callback_id is not None:
                self._after.expect(update.callback_id, partial(self._waiting, seq))

    async def refused(self, calls: int) -> None:
        """Note in the audit that so many calls of the webhook came without the secret (attacks 17–20, 24)."""
        async with self._database.alone() as raw:
            await raw.execute(
                "INSERT INTO audit (act, subject_kind, after) "
                "VALUES ('webhook.refused', 'webhook', jsonb_build_object('calls', $1::int))",
                calls,
            )

    async def _waiting(self, seq: int) -> bool:
        async with self._database.alone() as raw:
            return await machine.still_waiting(raw, seq)
