"""The registry of acts: use cases that change the case. Tests generate the common failures for every one of them."""

from collections.abc import Awaitable, Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

ACTS: dict[str, Callable[..., Awaitable[object]]] = {}
"""Every act by its name («initiative.pass»), which is also its name in the audit."""


def act(name: str) -> Callable[[Callable[P, Awaitable[R]]], Callable[P, Awaitable[R]]]:
    """Register an act under its audit name. Its first parameter is the Desk."""

    def register(function: Callable[P, Awaitable[R]]) -> Callable[P, Awaitable[R]]:
        if name in ACTS:
            raise ValueError(f"the act {name} is registered twice")
        ACTS[name] = function
        return function

    return register
