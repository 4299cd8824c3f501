"""A lock file held by a living process: the kernel lets go of it when the process dies, however it dies."""

from __future__ import annotations

import fcntl
import json
import os
from pathlib import Path
from types import TracebackType
from typing import Self


class Held(Exception):
    """Somebody else holds the lock; ``note`` is what they wrote into it."""

    def __init__(self, path: Path, note: dict[str, object]) -> None:
        super().__init__(f"{path} is held by process {note.get('pid', 'unknown')}")
        self.path = path
        self.note = note


class Lock:
    """An exclusive lock with a note for whoever finds it taken (process id, address)."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: int | None = None

    def __enter__(self) -> Self:
        self.take()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def take(self) -> None:
        """Raises Held when another living process has it."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            raise Held(self.path, read_note(self.path)) from None
        self._file = file
        self.write(pid=os.getpid())

    def write(self, **note: object) -> None:
        """Replaces the note. The file itself is never replaced: the lock belongs to the file."""
        if self._file is None:
            raise RuntimeError("the lock is not held")
        text = json.dumps(note).encode()
        os.pwrite(self._file, text, 0)
        os.ftruncate(self._file, len(text))

    def release(self) -> None:
        """Lets go; the file stays, since removing it would let two processes lock two files of one name."""
        if self._file is not None:
            os.ftruncate(self._file, 0)
            os.close(self._file)
            self._file = None


def read_note(path: Path) -> dict[str, object]:
    """The note in a lock file, empty when there is none or it is half-written."""
    try:
        note = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return note if isinstance(note, dict) else {}
