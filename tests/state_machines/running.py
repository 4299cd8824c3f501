"""How long the machines run: short by default, many steps in the long check."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant

T = TypeVar("T")

_SHORT = settings(
    max_examples=8,
    stateful_step_count=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    print_blob=False,
)


def long(steps: int, *, at_once: int = 60) -> settings:
    """At least `steps` rules in all, `at_once` in a row."""
    return settings(_SHORT, max_examples=-(-steps // at_once), stateful_step_count=at_once, derandomize=False)


SHORT = settings(_SHORT, phases=(Phase.explicit, Phase.generate), report_multiple_bugs=False)

CONTROL = settings(
    _SHORT, max_examples=100, stateful_step_count=60, phases=(Phase.generate,), report_multiple_bugs=False
)
"""For broken builds: the first failure is enough, and nobody needs its smallest form."""


class Machine(RuleBasedStateMachine):
    """A state machine whose rules await. `steps` counts what all runs of a class have done."""

    steps = 0

    def __init__(self) -> None:
        super().__init__()
        self._runner = asyncio.Runner()

    def wait(self, work: Coroutine[Any, Any, T]) -> T:
        """Do the asynchronous part of a rule."""
        return self._runner.run(work)

    @invariant()
    def counted(self) -> None:
        """Looked at after each rule."""
        type(self).steps += 1

    def teardown(self) -> None:
        self._runner.close()
