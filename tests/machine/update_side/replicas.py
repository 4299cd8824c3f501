"""Replicas to be killed: a parent that has imported everything (an import takes seconds) forks one for each line it is
told, and prints its process id. Run as `python -m tests.machine.update_side.replicas DSN TOKEN API [BROKEN]`.

The broken builds are there to prove that the test would notice: `hasty` confirms updates before they are stored,
`split` commits what a handler did before the update is marked done.
"""

import asyncio
import os
import sys
from typing import Any

import uvloop

from bot.machine import tasks
from bot.machine.handle import Done, Handling
from bot.machine.ingress import Ingress
from bot.machine.serve import Process, serving
from tests.machine.update_side.test_serve import WIRING


async def serve(dsn: str, token: str, api: str) -> None:
    process = Process(dsn=dsn, token=token, api=api, replica=f"r{os.getpid()}", pool_size=6, workers=2, jobs=1)
    async with serving(WIRING, process):
        await asyncio.Event().wait()


def hasty() -> None:
    whole = Ingress.store

    async def store(self: Ingress, updates: Any) -> None:
        async def later() -> None:
            await asyncio.sleep(0.3)
            await whole(self, updates)

        tasks.start(later(), "later")

    Ingress.store = store  # type: ignore[method-assign]


def split() -> None:
    whole = Handling.handle

    async def handle(self: Handling, claim: Any, unit: Any) -> Done:
        done = await whole(self, claim, unit)
        await unit.raw.execute("COMMIT")
        await asyncio.sleep(0.05)
        await unit.raw.execute("BEGIN")
        return done

    Handling.handle = handle  # type: ignore[method-assign]


BROKEN = {"": lambda: None, "hasty": hasty, "split": split}


def main(dsn: str, token: str, api: str, broken: str = "") -> None:
    BROKEN[broken]()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for _line in sys.stdin:
        child = os.fork()
        if child == 0:
            sys.stdin.close()
            with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
                runner.run(serve(dsn, token, api))
            os._exit(0)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
