"""`python -m bench.press.ours`: the real bot as `python -m bot serve` runs it, with its logs into a file."""

import argparse
import asyncio
import sys
from pathlib import Path

import uvloop

from bot.commands.serve import asked_to_stop
from bot.machine.serve import Process, serving
from bot.platform.logs import configure_logs
from bot.platform.settings import Settings
from bot.wiring import wiring


async def _serve(process: Process) -> None:
    asked = asked_to_stop()
    async with serving(wiring(), process):
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await asked.wait()


def main() -> None:
    """Serve until SIGTERM. The local Telegram of the bench has no limits, so the sender must not keep any."""
    parser = argparse.ArgumentParser()
    for name in ("--dsn", "--token", "--api", "--log"):
        parser.add_argument(name, required=True)
    given = parser.parse_args()
    process = Process(dsn=given.dsn, token=given.token, api=given.api, replica="bench", per_second=10_000)
    with Path(given.log).open("w", encoding="utf-8") as log:
        configure_logs(Settings(state=Path(given.log).parent, replica="bench"), log)
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_serve(process))


if __name__ == "__main__":
    main()
