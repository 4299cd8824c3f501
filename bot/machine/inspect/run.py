"""Starting the child that looks into a file, and believing nothing it does not say clearly."""

import asyncio
import json
import os
import sys
from dataclasses import dataclass
from typing import Final

from bot.platform.settings import CHECKOUT
from domain.file.model import FileReason
from domain.file.rules import KINDS

SECONDS: Final = 20.0
"""A child that has not answered by then is killed."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`kind` of a harmless file, or `reason` of a refusal with `why` for the log."""

    kind: str | None = None
    reason: FileReason | None = None
    why: str = ""


async def look_into(content: bytes, name: str, *, seconds: float = SECONDS) -> Finding:
    """Have the bytes looked into by a child process of small means. A child that dies or hangs refuses the file."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-I", "-c", _BOOT, str(CHECKOUT), name[-60:],
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
        env={"PATH": os.defpath, "LANG": "C.UTF-8"},
        cwd="/",
    )  # fmt: skip
    try:
        async with asyncio.timeout(seconds):
            said, _ = await child.communicate(content)
    except TimeoutError:
        return Finding(reason=FileReason.SWOLLEN, why="took too long")
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode != 0:
        return Finding(reason=FileReason.SWOLLEN, why=f"the child ended with {child.returncode}")
    try:
        answer = json.loads(said)
        if answer.get("kind") in KINDS:
            return Finding(kind=answer["kind"])
        return Finding(reason=FileReason(answer["reason"]), why=str(answer.get("why", "")))
    except (ValueError, KeyError, AttributeError):
        return Finding(reason=FileReason.DAMAGED, why="no verdict")


# An isolated interpreter: nothing of the surroundings, our own checkout alone; no credential is in its environment.
_BOOT: Final = (
    "import sys, runpy; sys.path.insert(0, sys.argv[1]); sys.argv = ['inspect', *sys.argv[2:]];"
    " runpy.run_module('bot.machine.inspect', run_name='__main__')"
)
