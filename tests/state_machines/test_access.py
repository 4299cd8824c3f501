"""Whoever invites, blocks, moves and signs in, in whatever order: who is in is who was let in (A1–A3; 43, 46–52)."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, initialize, invariant, multiple, rule, run_state_machine_as_test

from domain.access import acts, door, inviting
from domain.access.model import Invitation, InvitationState, Person, SharedContact
from domain.access.ports import Accounts, Attempts, Invitations, Organisations, People
from domain.access.rules import RANK
from domain.deadline.calendar import WorkingCalendar
from domain.edition.order_2024 import ORDER_2024
from domain.kit.actor import Actor, Guest, OrganisationKind, Role
from domain.kit.desk import Desk, Door
from domain.kit.refused import NotFound, NotPermitted, Refused
from tests.access.memory import MemoryAccess
from tests.access.support import NOW, populate
from tests.state_machines.running import CONTROL, SHORT, Machine, long

STRANGERS = (901, 902, 903, 904)
PHONES = ("+4930901", "+4930902", "+77010000000")
ACCOUNTS = st.one_of(st.sampled_from(range(101, 110)), st.sampled_from(STRANGERS))
ROLES = st.sampled_from(list(Role))


class Access(Machine):
    """People are chosen by their accounts: who is signed out or blocked does nothing at all."""

    people = Bundle("people")
    codes = Bundle("codes")

    def __init__(self) -> None:
        super().__init__()
        self.store = MemoryAccess()
        self.now = NOW
        self.used: set[Any] = set()

    @initialize(target=people)
    def populated(self) -> Any:
        async def work() -> None:
            async with self.store.unit() as unit:
                await populate(unit)

        self.wait(work())
        return multiple(*self.store.ports[People].rows)

    # Who acts

    def who(self, telegram: int) -> Person | None:
        account = self.store.ports[Accounts].rows.get(telegram)
        found = None if account is None else self.store.ports[People].rows[account.person]
        return found if found is not None and found.active else None

    def act(self, telegram: int, work: Callable[[Desk, Any], Awaitable[Any]]) -> Any:
        """What this account's person does, as the machine would let them; None when refused."""
        person = self.who(telegram)
        if person is None:
            return None
        organisation = self.store.ports[Organisations].rows[person.organisation]
        actor = Actor(person.id, person.organisation, organisation.kind, person.role, person.name)
        before = self.facts()

        async def run() -> Any:
            async with self.store.unit() as unit:
                return await work(Desk(actor, self.now, ORDER_2024, WorkingCalendar(), True), unit.port)

        try:
            done = self.wait(run())
        except Refused:
            assert self.facts() == before, "refused, and something changed"
            return None
        self.judged(actor, before)
        return done

    def facts(self) -> dict[Any, tuple[Any, ...]]:
        return {one.id: (one.organisation, one.role, one.state.value) for one in self.store.ports[People].rows.values()}

    def judged(self, actor: Actor, before: dict[Any, tuple[Any, ...]]) -> None:
        """Nobody changes themselves, nobody outside their organisation, nobody above their own right (43–45)."""
        for person, (organisation, role, state) in self.facts().items():
            if person not in before or before[person] == (organisation, role, state):
                continue
            assert person != actor.person
            assert actor.administrator or before[person][0] == actor.organisation == organisation
            assert actor.role is Role.HEAD or actor.administrator
            assert actor.administrator or RANK[role] <= RANK[Role.HEAD]

    # What people do

    @rule(by=ACCOUNTS, person=people)
    def block(self, by: int, person: Any) -> None:
        seen = self.store.ports[People].rows[person].version
        self.act(by, lambda d, port: acts.block_person(d, port(People), port(Invitations), person, seen))

    @rule(by=ACCOUNTS, person=people)
    def unblock(self, by: int, person: Any) -> None:
        seen = self.store.ports[People].rows[person].version
        self.act(by, lambda d, port: acts.unblock_person(d, port(People), person, seen))

    @rule(by=ACCOUNTS, person=people, role=ROLES)
    def give_role(self, by: int, person: Any, role: Role) -> None:
        seen = self.store.ports[People].rows[person].version
        self.act(by, lambda d, port: acts.change_role(d, port(People), port(Invitations), person, role, seen))

    @rule(by=ACCOUNTS, person=people, role=ROLES, number=st.integers(0, 2))
    def move(self, by: int, person: Any, role: Role, number: int) -> None:
        seen = self.store.ports[People].rows[person].version
        to = list(self.store.ports[Organisations].rows)[number]
        self.act(
            by,
            lambda d, port: acts.move_person(
                d, port(People), port(Organisations), port(Invitations), person, to, role, seen
            ),
        )

    @rule(by=ACCOUNTS, person=people)
    def sign_out(self, by: int, person: Any) -> None:
        seen = self.store.ports[People].rows[person].version
        self.act(by, lambda d, port: acts.sign_out(d, port(People), port(Accounts), person, seen))

    @rule(target=codes, by=ACCOUNTS, role=ROLES, number=st.integers(0, 2), phone=st.sampled_from((*PHONES, None)))
    def invite(self, by: int, role: Role, number: int, phone: str | None) -> Any:
        to = list(self.store.ports[Organisations].rows)[number]
        made = self.act(
            by,
            lambda d, port: inviting.make_invitation(
                d, port(Invitations), port(Organisations), to, role, "Somebody", phone
            ),
        )
        return multiple() if made is None else made[1]

    @rule(target=codes, by=ACCOUNTS, person=people)
    def invite_again(self, by: int, person: Any) -> Any:
        made = self.act(by, lambda d, port: inviting.invite_again(d, port(Invitations), port(People), person))
        return multiple() if made is None else made[1]

    @rule(by=ACCOUNTS, number=st.integers(0, 5))
    def revoke(self, by: int, number: int) -> None:
        known = list(self.store.ports[Invitations].rows)
        if known:
            chosen = known[number % len(known)]
            self.act(by, lambda d, port: inviting.revoke_invitation(d, port(Invitations), chosen))

    @rule(target=people, by=ACCOUNTS, number=st.integers(0, 5), yes=st.booleans())
    def decide(self, by: int, number: int, yes: bool) -> Any:
        claims = list(self.store.ports[Invitations].claim_rows)
        if not claims:
            return multiple()
        chosen = claims[number % len(claims)]
        if yes:
            person = self.act(
                by,
                lambda d, port: inviting.confirm_claim(d, port(Invitations), port(People), port(Accounts), chosen),
            )
            return multiple() if person is None else person
        self.act(by, lambda d, port: inviting.refuse_claim(d, port(Invitations), chosen))
        return multiple()

    @rule(
        target=people,
        telegram=st.sampled_from((*STRANGERS, 103)),
        code=codes,
        phone=st.sampled_from(PHONES),
        own=st.booleans(),
    )
    def come_in(self, telegram: int, code: str, phone: str, own: bool) -> Any:
        """Somebody follows a link and shares a contact, their own or another's."""
        before = set(self.store.ports[People].rows)

        async def run() -> None:
            at = Door(Guest(telegram, "Somebody"), self.now)
            async with self.store.unit() as unit:
                port = unit.port
                outcome, found = await door.open_invitation(at, port(Invitations), port(Accounts), port(Attempts), code)
                if found is None:
                    return
                contact = SharedContact(phone, telegram if own else telegram + 1, "Somebody")
                outcome = await door.answer_invitation(
                    at, port(Invitations), port(People), port(Accounts), port(Attempts), found.id, found.made,
                    contact, "ru",
                )  # fmt: skip
                assert own or outcome is not door.Outcome.ADMITTED, "let in with somebody else's contact (51)"
                if outcome is door.Outcome.ADMITTED:
                    assert found.phone == phone, "let in by itself with another phone (A3)"

        self.wait(run())
        return multiple(*(set(self.store.ports[People].rows) - before))

    @rule(hours=st.integers(1, 30))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    # What holds always

    @invariant()
    def one_account_one_person(self) -> None:
        bound = [one.person for one in self.store.ports[Accounts].rows.values()]
        assert len(bound) == len(set(bound))

    @invariant()
    def an_invitation_lets_in_once(self) -> None:
        """Single use (47): a used one stays used, and of its claims one at most was admitted."""
        invitations = self.store.ports[Invitations]
        used = {one.id for one in invitations.rows.values() if one.state is InvitationState.USED}
        assert self.used <= used
        self.used = used
        admitted: dict[Any, int] = {}
        for claim in invitations.claim_rows.values():
            if claim.state == "admitted":
                admitted[claim.invitation] = admitted.get(claim.invitation, 0) + 1
        assert all(number == 1 and one in used for one, number in admitted.items())

    @invariant()
    def who_may_no_longer_invite_has_no_open_invitation(self) -> None:
        people = self.store.ports[People].rows
        for one in self.store.ports[Invitations].rows.values():
            if one.state is InvitationState.OPEN and one.inviter in people:
                assert self.may_invite(people[one.inviter], one)

    def may_invite(self, inviter: Person, invitation: Invitation) -> bool:
        kind = self.store.ports[Organisations].rows[inviter.organisation].kind
        if not inviter.active:
            return False
        if kind is OrganisationKind.SYSTEM:
            return inviter.role is not Role.OBSERVER
        return inviter.role is Role.HEAD and inviter.organisation == invitation.organisation

    @invariant()
    def somebody_administers(self) -> None:
        """The last administrator never goes (A1)."""
        if not self.store.ports[Organisations].rows:
            return
        system = {k for k, o in self.store.ports[Organisations].rows.items() if o.kind is OrganisationKind.SYSTEM}
        people = self.store.ports[People].rows.values()
        assert any(one.active and one.role is Role.HEAD and one.organisation in system for one in people)


def test_access_in_any_order() -> None:
    run_state_machine_as_test(Access, settings=SHORT)


@pytest.mark.long
@pytest.mark.timeout(1_200)
def test_access_in_any_order_for_long() -> None:
    before = Access.steps
    run_state_machine_as_test(Access, settings=long(25_000))
    assert Access.steps - before >= 20_000


def test_the_machine_can_fail() -> None:
    """A build in which a blocked person still acts is caught."""

    class Broken(Access):
        def who(self, telegram: int) -> Person | None:
            account = self.store.ports[Accounts].rows.get(telegram)
            return None if account is None else self.store.ports[People].rows[account.person]

    with pytest.raises((AssertionError, NotFound, NotPermitted)):
        run_state_machine_as_test(Broken, settings=CONTROL)
