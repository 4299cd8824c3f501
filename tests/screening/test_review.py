"""What a match does to a decision: unreviewed it blocks, confirmed it makes the risk high, one person never does both
(M1.2)."""

from typing import Any

import pytest

from domain.company.ports import Companies
from domain.kit.bodies import Bodies
from domain.kit.desk import Desk
from domain.kyc.acts import decide
from domain.kyc.matches import MatchesReviewedByYou, MatchesUnreviewed, ScreeningUnderWay
from domain.kyc.model import KycState, Reason, Risk
from domain.kyc.ports import KycCases
from domain.kyc.rules import GRAVE, AuthorisedBodyDecides, ReasonNeeded
from domain.screening.matches import Nature, reason_for
from domain.screening.ports import MatchCards
from domain.screening.review import clear, confirm
from domain.screening.subjects import SubjectRole
from tests.acts.cases_path import a_case
from tests.acts.cases_screening import a_match
from tests.acts.stage import Stage

Made = Any


async def approve(stage: Stage, made: Made, by: str, seen: int = 1) -> None:
    await stage.do(
        by,
        lambda u, d: decide(
            d,
            u.port(Companies),
            u.port(KycCases),
            u.port(Bodies),
            made["kyc_case"],
            seen,
            KycState.APPROVED,
            "a reason",
        ),
    )


async def cleared(stage: Stage, made: Made, by: str, reason: str = "another date of birth") -> None:
    await stage.do(
        by,
        lambda u, d: clear(
            d, u.port(Companies), u.port(KycCases), u.port(MatchCards), made["screening_match"], 1, reason
        ),
    )


async def confirmed(stage: Stage, made: Made, by: str) -> Desk:
    desks: list[Desk] = []

    async def run(unit: Any, desk: Desk) -> None:
        desks.append(desk)
        await confirm(
            desk, unit.port(Companies), unit.port(KycCases), unit.port(MatchCards), unit.port(Bodies),
            made["screening_match"], 1, Nature.SANCTIONS, "the number agrees",
        )  # fmt: skip

    await stage.do(by, run)
    return desks[0]


async def test_an_unreviewed_match_blocks_an_approval(stage: Stage) -> None:
    made = await a_match(stage)
    with pytest.raises(MatchesUnreviewed) as refused:
        await approve(stage, made, "berlin.head")
    assert refused.value.unreviewed == 1
    await cleared(stage, made, "berlin.officer")
    await approve(stage, made, "berlin.head")


async def test_a_case_with_an_unreviewed_match_can_be_returned(stage: Stage) -> None:
    made = await a_match(stage)
    await stage.decide(made["kyc_case"], KycState.RETURNED)


async def test_who_cleared_does_not_approve(stage: Stage) -> None:
    """M1.2: a second person decides, and has to have looked as well."""
    made = await a_match(stage)
    await cleared(stage, made, "berlin.head")
    with pytest.raises(MatchesReviewedByYou):
        await approve(stage, made, "berlin.head")
    await approve(stage, made, "uo.officer")


async def test_nothing_is_approved_while_the_names_are_compared(stage: Stage) -> None:
    made = await a_match(stage)
    await cleared(stage, made, "berlin.officer")
    await stage.sql("UPDATE screening SET asked = asked + 1")
    with pytest.raises(ScreeningUnderWay):
        await approve(stage, made, "berlin.head")


async def test_without_lists_nothing_waits(stage: Stage) -> None:
    await approve(stage, await a_case(stage), "berlin.head")


async def test_a_verdict_needs_its_reason(stage: Stage) -> None:
    made = await a_match(stage)
    with pytest.raises(ReasonNeeded):
        await cleared(stage, made, "berlin.officer", " ")


async def test_a_confirmed_match_makes_the_risk_high(stage: Stage) -> None:
    """M1.2: high risk is the authorised body's; it is asked at once."""
    made = await a_match(stage)
    desk = await confirmed(stage, made, "berlin.officer")
    (asked,) = desk.posted
    assert asked.to.organisation == stage.town.organisations["uo"]
    row = await stage.sql("SELECT to_jsonb(k) FROM kyc_case k")
    assert row["risk"] == Risk.HIGH
    assert row["reasons"] == [Reason.LISTED]
    with pytest.raises(AuthorisedBodyDecides):
        await approve(stage, made, "berlin.head", 2)
    await approve(stage, made, "uo.officer", 2)


async def test_a_match_confirmed_later_takes_an_approval_back(stage: Stage) -> None:
    """A list names a company that was approved: until the authorised body decides anew nothing is handed over."""
    made = await a_case(stage)
    await stage.decide(made["kyc_case"], KycState.APPROVED)
    made = await a_match(stage, made)
    desk = await confirmed(stage, made, "berlin.head")
    assert len(desk.deadline_changes) == 1  # the approval's expiry is watched no more
    row = await stage.sql("SELECT to_jsonb(k) FROM kyc_case k")
    assert (row["state"], row["valid_until"], row["rounds"]) == ("on_decision", None, 2)


@pytest.mark.parametrize(
    ("role", "nature", "reason"),
    [
        (SubjectRole.OWNER, Nature.SANCTIONS, Reason.LISTED),
        (SubjectRole.PARENT, Nature.SANCTIONS, Reason.LISTED),
        (SubjectRole.OWNER, Nature.PEP, Reason.PEP_OWNER),
        (SubjectRole.CONTACT, Nature.PEP, Reason.PEP_CURRENT),
    ],
)
def test_every_confirmed_match_is_grave(role: SubjectRole, nature: Nature, reason: Reason) -> None:
    assert reason_for(role, nature) is reason
    assert reason in GRAVE


async def test_the_audit_keeps_what_a_verdict_stands_on(stage: Stage) -> None:
    """M1.2, A4: list version, algorithm, threshold, both keys."""
    made = await a_match(stage)
    desk = await confirmed(stage, made, "berlin.officer")
    (entry,) = [one for one in desk.entries if one.act == "screening.confirm"]
    assert entry.after is not None
    assert {"list", "algorithm", "threshold", "our_key", "their_key", "score", "reason"} <= entry.after.keys()
