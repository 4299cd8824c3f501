"""What commands print: lines for the person at the terminal, never for logs."""

from __future__ import annotations

import sys


class CommandError(Exception):
    """What the person who typed the command has to know; printed as it is, exit code 1."""


def say(line: str, *, error: bool = False) -> None:
    """One line, at once: output may be a pipe that somebody waits on."""
    stream = sys.stderr if error else sys.stdout
    stream.write(line + "\n")
    stream.flush()
