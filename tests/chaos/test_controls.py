"""Builds that are broken on purpose must fail the run: a check that they pass would be no check (design §7).

Each has the smallest errand that brings its fault out for certain; the healthy build does all of them and passes.
"""

import asyncio
from dataclasses import replace

import pytest

from tests.chaos.broken import DEADLY
from tests.chaos.crowd import MENU
from tests.chaos.run import Errand, Plan, Stage, run
from tests.chaos.torment import Quota, order_faults

pytestmark = [pytest.mark.long, pytest.mark.timeout(300)]

PEACE = Quota(kills=0, terms=0, stops=0, cuts=0, restarts=0)


async def record(made: Stage) -> None:
    """Two people make a company and record meetings with agreements; their messages come in bursts."""

    async def one(number: int) -> None:
        somebody = made.people[number]
        await somebody.first()
        company = await somebody.make_company()
        for _ in range(2):
            await somebody.record_meeting(company, agreement=True)

    await asyncio.gather(one(0), one(1))


async def deliver_again(made: Stage) -> None:
    """Every update is delivered a second time, half of them seconds later."""
    assert made.balancer is not None
    made.balancer.share = 1.0
    try:
        await record(made)
    finally:
        made.balancer.share = 0.0


async def answer_badly(made: Stage) -> None:
    """Every third call fails."""
    order_faults(made.telegram, 0.35)
    await record(made)


async def press_the_others(made: Stage) -> None:
    """One presses the buttons of the other's question."""
    mine, other = made.people[0], made.people[1]
    await mine.first()
    await other.first()
    await mine.make_company()
    await mine.press("Record a meeting", "When was the meeting")
    await other.forge(mine.screen())
    await mine.press("Today", "Where was it")
    await made.quiet(made.plan.quiet)
    await mine.type("/cancel", "Throw it away")
    await mine.press("Throw it away", *MENU, "Recorded by", "KYC: not started")


async def die_at_once(made: Stage) -> None:
    """Every replica dies a moment after Telegram was told that the update is safe."""
    somebody = made.people[0]
    await somebody.first()
    for _ in range(3):
        await somebody._send("/help")
        await made.telegram.confirmed(timeout=20)
        for pid in list(made.replicas.alive):
            made.replicas.kill(pid)
        await made.replicas.more()
        await made.replicas.up(1)


async def die_of_it(made: Stage) -> None:
    """One sends what no process survives; whoever ends is replaced, and the other one works on."""
    unlucky, other = made.people[0], made.people[1]
    await unlucky.first()
    await unlucky._send(DEADLY)

    async def supervise() -> None:
        while not await made.sql("SELECT FROM inbox WHERE state = 'dead'"):
            for _ in made.replicas.dead():
                await made.replicas.more()
            await asyncio.sleep(0.05)

    async def work() -> None:
        await other.first()
        await other.make_company()

    async with asyncio.timeout(120):
        await asyncio.gather(supervise(), work())
    await unlucky.menu()


ERRANDS: dict[str, tuple[Errand, str]] = {
    "split": (record, "more than once"),
    "no_key": (deliver_again, "taken in more than once"),
    "no_isolation": (record, "waited too long"),
    "marked_first": (answer_badly, "waited too long"),
    "timers": (record, "reminded of"),
    "trusted": (press_the_others, "presses of other people's buttons"),
    "hasty": (die_at_once, "are not there"),
}
"""By broken build: what people do, and what the reckoning must say."""


def plan_for(build: str) -> Plan:
    """Small, and with little patience; with more for the healthy build, since a busy machine is no fault of its."""
    patience = 12.0 if build else 45.0
    return Plan(
        seed=3, people=2, updates=0, quota=PEACE, replicas=2, faults=0.0, build=build, longest=patience, quiet=patience
    )


@pytest.mark.parametrize("build", ERRANDS)
async def test_a_broken_build_fails(build: str) -> None:
    errand, told = ERRANDS[build]
    report = await run(plan_for(build), errand)
    report.tell(f"control_{build}")
    assert any(told in one for one in report.found.wrong), report.found.wrong


@pytest.mark.parametrize(
    "errand", dict.fromkeys(errand for errand, _ in ERRANDS.values()), ids=lambda one: one.__name__
)
async def test_the_healthy_build_passes(errand: Errand) -> None:
    report = await run(plan_for(""), errand)
    assert not report.found.wrong, report.found.wrong


async def test_what_no_process_survives_becomes_a_dead_letter() -> None:
    report = await run(replace(plan_for(""), build="deadly"), die_of_it)
    report.tell("deadly")
    assert report.found.dead == 1
    assert not report.found.wrong, report.found.wrong
