"""Meetings and agreements on PostgreSQL: what belongs together, and what a change says (M1.3; attacks 29, 36, 42)."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.storage import bodies, company, files, jobs, machine, meeting
from bot.storage.unit import Database, Unit
from domain.access.scope import may_see
from domain.company import acts as company_acts
from domain.company.ports import Companies
from domain.deadline.model import CloseDeadline, DeadlineState, MoveDeadline, OpenDeadline
from domain.kit.actor import Actor
from domain.kit.desk import Desk
from domain.kit.ids import ContactId, MeetingId, PersonId, new_id
from domain.kit.refused import NotFound, WrongState
from domain.meeting import acts
from domain.meeting.model import Agreement, AgreementFacts, AgreementState, Side
from domain.meeting.ports import MeetingFilter, MeetingLists, Meetings
from domain.meeting.rules import AgreementBeforeMeeting, MeetingInFuture, NotAColleague
from domain.names.fold import search_key
from tests.acts.stage import Stage
from tests.town import cards
from tests.town.people import build, settle_in

PORTS = machine.PORTS | company.PORTS | meeting.PORTS | bodies.PORTS | files.PORTS | jobs.PORTS
BY = date(2026, 12, 24)


@pytest.fixture
async def stage(database: str) -> AsyncIterator[Stage]:
    town = build()
    await settle_in(town, database)
    db = Database(database, PORTS, size=2)
    yield Stage(town, db)
    await db.close()


async def the_agreement(stage: Stage, of: MeetingId) -> Agreement:
    async with stage.db.unit() as unit:
        return (await unit.port(Meetings).agreements(of))[0]


async def test_an_agreement_of_another_meeting_is_not_found(stage: Stage) -> None:
    """The pair of ids is checked, not each alone."""
    one = await stage.meeting(await stage.company())
    other = await stage.meeting(await stage.company())
    stray = (await the_agreement(stage, other)).id
    facts = AgreementFacts("Anything", Side.OURS, BY)
    with pytest.raises(NotFound):
        await stage.do(
            "berlin.officer",
            lambda u, d: acts.close_agreement(d, u.port(Meetings), one, stray, AgreementState.DONE),
        )
    with pytest.raises(NotFound):
        await stage.do("berlin.officer", lambda u, d: acts.move_agreement(d, u.port(Meetings), one, stray, 1, facts))


async def test_nobody_of_another_organisation_is_made_responsible(stage: Stage) -> None:
    """An agreement's deadline would go to somebody who may not see the meeting (A2, N1)."""
    of = await stage.company()
    at = await stage.meeting(of)
    for stranger in (stage.town["seoul.head"].person, stage.town["uo.head"].person, PersonId(new_id())):
        facts = AgreementFacts("Send the plan", Side.OURS, BY, person=stranger)
        with pytest.raises(NotAColleague):
            await stage.do(
                "berlin.officer",
                lambda u, d: acts.add_agreement(d, u.port(Meetings), at, facts),  # noqa: B023 -- awaited at once
            )
        with pytest.raises(NotAColleague):
            await stage.do(
                "berlin.officer",
                lambda u, d: acts.record(
                    d,
                    u.port(Companies),
                    u.port(Meetings),
                    cards.meeting(of, agreements=(facts,)),  # noqa: B023
                ),
            )


async def test_contacts_of_another_company_do_not_take_part(stage: Stage) -> None:
    """A contact's name would be shown to everybody who sees the meeting (A2)."""
    of = await stage.company()
    stray = await stage.contact(await stage.company())
    for contact in (stray, ContactId(new_id())):
        with pytest.raises(NotFound):
            await stage.do(
                "berlin.officer",
                lambda u, d: acts.record(
                    d,
                    u.port(Companies),
                    u.port(Meetings),
                    cards.meeting(of, contacts=(contact,)),  # noqa: B023
                ),
            )


async def test_a_changed_agreement_keeps_all_that_was_typed(stage: Stage) -> None:
    """What the form asks, the act takes over: the words and the side as well as the date and the person."""
    at = await stage.meeting(await stage.company())
    one = await the_agreement(stage, at)
    head = stage.town["berlin.head"].person
    desk: list[Desk] = []

    async def change(u: Unit, d: Desk) -> None:
        desk.append(d)
        facts = AgreementFacts("Send it in Kazakh", Side.INVESTOR, BY, who="Anna Müller", person=head)
        await acts.move_agreement(d, u.port(Meetings), at, one.id, one.version, facts)

    await stage.do("berlin.officer", change)
    after = await the_agreement(stage, at)
    assert (after.what, after.side, after.who, after.person, after.by) == (
        "Send it in Kazakh", Side.INVESTOR, "Anna Müller", head, BY,
    )  # fmt: skip
    (moved,) = desk[0].deadline_changes
    assert isinstance(moved, MoveDeadline)
    assert (moved.due, moved.person) == (BY, head)
    assert desk[0].entries[0].before is not None
    assert desk[0].entries[0].before["what"] == "Send the presentation"


async def test_attack_36_a_closed_agreement_stays_closed(stage: Stage) -> None:
    at = await stage.meeting(await stage.company())
    one = await the_agreement(stage, at)
    desks: list[Desk] = []

    async def drop(u: Unit, d: Desk) -> None:
        desks.append(d)
        await acts.close_agreement(d, u.port(Meetings), at, one.id, AgreementState.DROPPED)

    await stage.do("berlin.head", drop)
    (closed,) = desks[0].deadline_changes
    assert isinstance(closed, CloseDeadline)
    assert closed.state is DeadlineState.CANCELLED
    for state in (AgreementState.DONE, AgreementState.DROPPED, AgreementState.OPEN):
        with pytest.raises(WrongState):
            await stage.do(
                "berlin.head",
                lambda u, d: acts.close_agreement(d, u.port(Meetings), at, one.id, state),  # noqa: B023
            )


async def test_amending_adds_agreements_and_keeps_the_company(stage: Stage) -> None:
    of = await stage.company()
    at = await stage.meeting(of)
    elsewhere = cards.meeting(await stage.company())
    more = AgreementFacts("Visit the plot", Side.OURS, BY)
    desks: list[Desk] = []

    async def amend(u: Unit, d: Desk) -> None:
        desks.append(d)
        facts = cards.meeting(of, agreements=(more,), key_points="More")
        await acts.amend(d, u.port(Meetings), at, 1, facts)

    await stage.do("berlin.officer", amend)
    assert [type(one) for one in desks[0].deadline_changes] == [OpenDeadline]
    async with stage.db.unit() as unit:
        assert {one.what for one in await unit.port(Meetings).agreements(at)} == {
            "Send the presentation",
            "Visit the plot",
        }
    with pytest.raises(WrongState):
        await stage.do(
            "berlin.officer",
            lambda u, d: acts.amend(d, u.port(Meetings), at, 2, replace(elsewhere, agreements=())),
        )
    with pytest.raises(MeetingInFuture):
        await stage.do(
            "berlin.officer",
            lambda u, d: acts.amend(d, u.port(Meetings), at, 2, cards.meeting(of, day=date(2026, 11, 17))),
        )


async def test_lists_show_what_may_be_seen_and_no_more(stage: Stage) -> None:
    """Attack 42: by list and by search."""
    at = await stage.meeting(await stage.company())
    async with stage.db.unit() as unit:
        lists = unit.port(MeetingLists)
        for who, actor in stage.town.actors.items():
            lines, total = await lists.page(actor, MeetingFilter(), 0, 10)
            found = await lists.find(actor, search_key("Wind"), 10)
            seen = who.split(".")[0] in {"berlin", "uo", "nc", "council", "industry"}
            assert [line.id for line in lines] == ([at] if seen else []), who
            assert total == len(lines)
            assert [line.id for line in found] == ([at] if seen else []), who
        own = MeetingFilter(own=True)
        assert (await lists.page(stage.town["berlin.officer"], own, 0, 10))[1] == 1
        assert (await lists.page(stage.town["berlin.head"], own, 0, 10))[1] == 0


async def test_a_meeting_stands_where_its_company_stands_now(stage: Stage) -> None:
    """A2: a company's country and sector put right move its meetings with it, in lists and at the card's door."""
    of = await stage.company(sector="D")
    at = await stage.meeting(of)
    industry, seoul = stage.town["industry.officer"], stage.town["seoul.head"]

    async def seen(actor: Actor) -> tuple[int, bool]:
        async with stage.db.unit() as unit:
            _, total = await unit.port(MeetingLists).page(actor, MeetingFilter(), 0, 8)
            found = await unit.port(Meetings).get(at)
            assert found is not None
            return total, may_see(actor, found.placement)

    assert await seen(industry) == await seen(seoul) == (0, False)
    facts = cards.company(sector="C", country="KR")
    await stage.do("berlin.officer", lambda u, d: company_acts.amend(d, u.port(Companies), of, 1, facts))
    assert await seen(industry) == await seen(seoul) == (1, True)
    async with stage.db.unit() as unit:
        lists = unit.port(MeetingLists)
        assert (await lists.page(seoul, MeetingFilter(country="KR", sector="C"), 0, 8))[1] == 1
        assert (await lists.page(seoul, MeetingFilter(country="DE"), 0, 8))[1] == 0
        assert await lists.countries(seoul) == [("KR", 1)]
        assert await lists.sectors(industry) == [("C", 1)]


async def test_a_central_body_lists_what_it_may_open(stage: Stage) -> None:
    """A2, T6: the project's sector opens a meeting's card, so it stands in the list as well."""
    of = await stage.company(sector="D")
    at = await stage.do(
        "berlin.officer",
        lambda u, d: acts.record(d, u.port(Companies), u.port(Meetings), cards.meeting(of, project_sector="C")),
    )
    industry = stage.town["industry.officer"]
    async with stage.db.unit() as unit:
        lines, _ = await unit.port(MeetingLists).page(industry, MeetingFilter(), 0, 8)
        assert [line.id for line in lines] == [at]


async def test_a_meeting_does_not_move_past_what_was_agreed_at_it(stage: Stage) -> None:
    """An agreement that stands would fall before its meeting; one that was dropped does not matter (п. 40.4)."""
    of = await stage.company()
    at = await stage.meeting(of)
    kept = await the_agreement(stage, at)
    late = replace(cards.meeting(of), day=kept.by + timedelta(days=1), agreements=())

    async def amend() -> None:
        async with stage.db.unit() as unit:
            desk = stage.town.desk("berlin.officer")
            desk.now = datetime.combine(late.day, time(12), tzinfo=UTC)
            await acts.amend(desk, unit.port(Meetings), at, 1, late)

    with pytest.raises(AgreementBeforeMeeting):
        await amend()
    await stage.do(
        "berlin.officer",
        lambda u, d: acts.close_agreement(d, u.port(Meetings), at, kept.id, AgreementState.DROPPED),
    )
    await amend()
