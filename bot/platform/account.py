"""The unprivileged account the database server runs as when the command is started by root.

PostgreSQL refuses to run as root. The wheel's own way is to open every parent folder of its data to everybody; instead
the data, and a copy of the server's programs, live in a folder that belongs to an account of our own.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

NAME: Final = "tereze"


class AccountError(Exception):
    """The account cannot be made; the text says what an administrator can do."""


@dataclass(frozen=True, slots=True)
class Account:
    """A user of the operating system."""

    uid: int
    gid: int

    def own(self, folder: Path) -> None:
        """Makes ``folder`` (which must exist) this account's alone."""
        os.chown(folder, self.uid, self.gid)
        folder.chmod(0o700)


def server_account() -> Account | None:
    """The account to run the server as, created if missing; None when this process is not root and needs none."""
    if os.geteuid() != 0:
        return None
    try:
        entry = pwd.getpwnam(NAME)
    except KeyError:
        _create()
        entry = pwd.getpwnam(NAME)
    if entry.pw_uid == 0:
        raise AccountError(f"The user {NAME} is root by another name; PostgreSQL will not run as it.")
    return Account(entry.pw_uid, entry.pw_gid)


def _create() -> None:
    for command in (
        [
            "useradd",
            "--system",
            "--user-group",
            "--no-create-home",
            "--home-dir",
            "/nonexistent",
            "--shell",
            "/usr/sbin/nologin",
            NAME,
        ],
        ["adduser", "-S", "-D", "-H", "-s", "/sbin/nologin", NAME],  # BusyBox
    ):
        if shutil.which(command[0]) is None:
            continue
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 -- fixed words
        # 9: made by somebody else in between, which is what was wanted.
        if done.returncode in (0, 9):
            return
    raise AccountError(
        f"Started as root, the database server needs an unprivileged user named {NAME}, and it could not be created. "
        f"Create it, or start as an ordinary user, or set TEREZE_DATABASE_URL."
    )
