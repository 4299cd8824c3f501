"""The child that reads a list: paths in its arguments, lines of JSON on stdout. It writes no file and starts nothing.

First line: the refusal, or what was read; then a line for each entry; last the word «end», so that half an answer is
known as one.
"""

import json
import resource
import sys
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, BinaryIO, Final

from domain.kyc.lists.entry import ListContent, ListFormat, ListRefused
from domain.kyc.lists.read import HEAD, read_list, recognise
from domain.screening.entries import entry_body, identifier_keys
from domain.screening.lists import Trouble, outcome_of

MEMORY: Final = 3 * 1024 * 1024 * 1024  # bytes of address space: half a million entries as objects take about 1 GB
SECONDS: Final = 240  # of processor time


class _Mixed(Exception):
    """Files of different lists, or one part twice."""


def main() -> None:
    _confine()
    try:
        content, name = _read([Path(one) for one in sys.argv[1:]])
    except ListRefused as refusal:
        _say(outcome_of(refusal))
    except _Mixed:
        _say({"trouble": Trouble.MIXED.value})
    except (MemoryError, RecursionError):
        _say({"trouble": Trouble.HEAVY.value})
    else:
        _say({"format": content.format, "name": name, "sha256": content.sha256, "published": content.published})
        for entry in content.entries:
            _say([entry.key, entry.fingerprint(), entry_body(entry), identifier_keys(entry.subject)])
    _say("end")


def _read(paths: list[Path]) -> tuple[ListContent, str]:
    with ExitStack() as opened:
        parts: dict[str, BinaryIO] = {}
        formats: set[ListFormat] = set()
        for path in paths:
            stream = opened.enter_context(path.open("rb"))
            format_, part = recognise(path.name, stream.read(HEAD))
            stream.seek(0)
            if part in parts:
                raise _Mixed
            parts[part] = stream
            formats.add(format_)
        if len(formats) != 1:
            raise _Mixed
        return read_list(formats.pop(), parts), paths[0].name


def _say(value: Any) -> None:
    # A lone surrogate in a name must not end in half a line: JSON escapes it, the database refuses it as a row.
    sys.stdout.write(json.dumps(value) + "\n")


def _confine() -> None:
    for what, limit in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
    ):
        with suppress(ValueError, OSError):  # not every system knows every limit
            resource.setrlimit(what, (limit, limit))


if __name__ == "__main__":
    main()
