"""Official rates of the sample: invented, and marked so wherever they are shown or kept (T5). Without any, a newcomer's
first passport would be refused until an administrator types one."""

from decimal import Decimal
from typing import Final

import asyncpg

from domain.kit.periods import almaty_date
from domain.reference.model import RateSource

RATES: Final = {"USD": Decimal("520"), "EUR": Decimal("600"), "CNY": Decimal("72.50"), "RUB": Decimal("6.40")}
"""Tenge for one unit."""


async def load_figures(dsn: str) -> None:
    """A rate of the present legal day for each currency that has none. Idempotent."""
    connection = await asyncpg.connect(dsn)
    try:
        today = almaty_date(await connection.fetchval("SELECT clock_timestamp() + shift FROM legal_clock"))
        await connection.executemany(
            """
            INSERT INTO rate (currency, on_date, tenge, quant, source)
            SELECT $1::text, $2::date, $3::numeric, 1, $4::text
            WHERE NOT EXISTS (SELECT FROM rate WHERE currency = $1)
            """,
            [(currency, today, tenge, RateSource.SAMPLE.value) for currency, tenge in RATES.items()],
        )
    finally:
        await connection.close()
