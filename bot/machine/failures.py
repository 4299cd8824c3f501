"""Kinds of failures: passing by themselves, meaning «changed meanwhile», and how the rest is described."""

import traceback
from collections.abc import Iterator
from pathlib import Path

import asyncpg
from sqlalchemy.exc import InterfaceError
from sqlalchemy.orm.exc import StaleDataError

from bot.storage.machine import DRAFT_CHANGED

# Deadlock, serialisation, lock time-out, ended by the server or by an administrator, the server starting or stopping.
_PASSING = frozenset({"40P01", "40001", "55P03", "25P03", "57P01", "57P02", "57P03", "57P05"})
_PASSING_CLASSES = ("08", "53")  # connection lost; too few resources
_ROOT = str(Path(__file__).resolve().parents[2])


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    here: BaseException | None = error
    while here is not None and id(here) not in seen:
        seen.add(id(here))
        yield here
        orig = getattr(here, "orig", None)
        here = orig if isinstance(orig, BaseException) else here.__cause__ or here.__context__


def states(error: BaseException) -> set[str]:
    """The SQLSTATEs in an exception and in what it wraps."""
    return {state for one in _chain(error) if isinstance(state := getattr(one, "sqlstate", None), str)}


class Unparsable(Exception):
    """The update is not of the shape this release knows: no second attempt will help."""


def passing(error: BaseException) -> bool:
    """Whether the failure is not the handler's: it does not count as an attempt (design §2.2)."""
    found = states(error)
    if any(state in _PASSING or state.startswith(_PASSING_CLASSES) for state in found):
        return True
    return any(
        isinstance(
            one,
            ConnectionError
            | asyncpg.InterfaceError
            | InterfaceError
            | asyncpg.PostgresConnectionError
            | asyncpg.InternalClientError,  # how the driver meets a connection that was cut in the middle of a message
        )
        for one in _chain(error)
    )


def changed_meanwhile(error: BaseException) -> bool:
    """Whether somebody else, or another device, saved the same thing first."""
    return DRAFT_CHANGED in states(error) or isinstance(error, StaleDataError)


def describe(error: BaseException) -> str:
    """The kinds of exceptions and the places in our code: no message, since messages quote what people typed."""
    kinds = " < ".join(type(one).__name__ for one in _chain(error))
    frames = [
        f"{frame.filename.removeprefix(_ROOT).lstrip('/')}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename.startswith(_ROOT) and "site-packages" not in frame.filename
    ]
    return f"{kinds} | {' > '.join(frames[-6:])}"[:2_000]
