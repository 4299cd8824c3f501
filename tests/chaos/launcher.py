"""Replicas to be broken: a parent that has imported everything (an import takes seconds) forks one for each line it is
told. Run as `python -m tests.chaos.launcher DSN TOKEN API WEBHOOK PER_SECOND [BUILD]`; WEBHOOK "-" means polling.

It writes a line of JSON for each fork, `{"pid"}`, and one when that replica serves, `{"pid", "port"}`.
"""

import asyncio
import contextlib
import gc
import json
import logging
import os
import signal
import sys

import uvloop

from bot.machine import tasks
from bot.machine.serve import Process, serving
from bot.wiring import wiring
from tests.chaos import broken

SECRET = "chaos-secret"  # not one that opens anything
HOST = "127.0.0.1"


def tell(**facts: object) -> None:
    """One write, so that the lines of several processes never mix."""
    os.write(1, json.dumps(facts).encode() + b"\n")


async def serve(dsn: str, token: str, api: str, webhook: str, per_second: int, parent: int) -> None:
    process = Process(
        dsn=dsn, token=token, api=api, replica=f"r{os.getpid()}", pool_size=8, workers=3, jobs=1, host=HOST,
        webhook_url=None if webhook == "-" else webhook, webhook_secret=SECRET, per_second=per_second,
    )  # fmt: skip
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    watching = tasks.start(_orphaned(parent), "parent")
    async with serving(wiring(), process) as running:
        tell(pid=os.getpid(), port=running.port)
        await stopped.wait()
    await tasks.stop(watching)


async def _orphaned(parent: int) -> None:
    while os.getppid() == parent:
        await asyncio.sleep(1)
    os._exit(1)


def child(dsn: str, token: str, api: str, webhook: str, per_second: int, parent: int) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    sys.stdin.close()
    code = 1
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(serve(dsn, token, api, webhook, per_second, parent))
        code = 0
    except Exception:
        logging.getLogger(__name__).exception("a replica ended")
    finally:
        os._exit(code)


def main(dsn: str, token: str, api: str, webhook: str, per_second: str, build: str = "") -> None:
    _log()
    wiring()
    if build:
        broken.BUILDS[build]()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those who are killed
    gc.collect()
    gc.freeze()
    tell(ready=True)
    parent = os.getpid()
    children = []
    for _line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            child(dsn, token, api, webhook, int(per_second), parent)
        children.append(pid)
        tell(pid=pid)
    for pid in children:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _log() -> None:
    class Facts(logging.Formatter):
        def format(self, record: logging.LogRecord) -> str:
            facts = {name: record.__dict__[name] for name in ("error", "seq", "kind", "attempt", "why", "incident")
                     if name in record.__dict__}  # fmt: skip
            return f"{super().format(record)} {facts or ''}"

    handler = logging.StreamHandler()
    handler.setFormatter(Facts("%(process)d %(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    logging.getLogger("apscheduler").setLevel(logging.ERROR)


if __name__ == "__main__":
    main(*sys.argv[1:])
