"""The child: bytes on stdin, the verdict as one line of JSON on stdout. It opens no file and no connection."""

import json
import resource
import sys
from contextlib import suppress
from typing import Final

MEMORY: Final = 1024 * 1024 * 1024  # bytes of address space, the interpreter and its libraries included
SECONDS: Final = 10  # of processor time


def main() -> None:
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    content = sys.stdin.buffer.read()
    from bot.machine.inspect.content import inspect
    from bot.machine.inspect.verdict import Bad

    _confine()
    try:
        answer = {"kind": inspect(content, name)}
    except Bad as bad:
        answer = {"reason": bad.reason.value, "why": bad.why}
    except MemoryError:
        answer = {"reason": "swollen", "why": "out of memory"}
    except RecursionError:
        answer = {"reason": "damaged", "why": "nested too deep"}
    sys.stdout.write(json.dumps(answer))


def _confine() -> None:
    for what, limit in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),  # writes no file
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),  # starts nothing
    ):
        with suppress(ValueError, OSError):  # not every system knows every limit
            resource.setrlimit(what, (limit, limit))


main()
