"""What people do in the access room, once inside: a few lines each, the deciding is in `domain/access`."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from domain.access.acts import (
    block_person,
    change_role,
    change_zone,
    move_person,
    reset_pin,
    sign_out,
    unblock_person,
)
from domain.access.closing import close_organisation, reopen_organisation
from domain.access.inviting import confirm_claim, invite_again, refuse_claim, renew_invitation, revoke_invitation
from domain.access.pin import hash_pin, matches
from domain.access.pins import check_fit, give_pin, set_pin
from domain.access.ports import Accounts, Invitations, Organisations, People
from domain.access.refused import PinLocked, PinUnfit
from domain.deadline.ports import Deadlines
from domain.incident.acts import dismiss_incident, replay_incident
from domain.incident.ports import DeadLetters
from domain.kit.refused import NotFound
from handlers.access.places import (
    Block,
    ChangePin,
    CloseOrganisation,
    ConfirmClaim,
    Dismiss,
    EnterPin,
    GiveRole,
    InvitationLink,
    InviteAgain,
    Move,
    PersonCard,
    PersonMove,
    RefuseClaim,
    Renew,
    ReopenOrganisation,
    Replay,
    ResetPin,
    Revoke,
    SetPin,
    SetZone,
    SignOut,
    Unblock,
)
from handlers.access.refusals import pin_locked, pin_unfit, wrong_pin
from handlers.chat import Chat
from handlers.screens.filters import At, Pressed
from handlers.words.reader import lines

TYPED = F.text & ~F.text.startswith("/")


def taken(message: Message, chat: Chat) -> bool:
    """Whether the text answers the question for a PIN. One that came before the question was seen does not; what is or
    may be a PIN is deleted from the chat in any case."""
    if chat.seen or (message.text or "").isdigit():
        chat.forget_typed()
    return chat.seen


def add_own(router: Router) -> None:
    """Time zone and PIN."""

    @router.callback_query(Pressed(SetZone))
    async def zone(_: CallbackQuery, chat: Chat, press: SetZone) -> None:
        await change_zone(chat.desk, chat.port(People), press.zone)
        chat.again()

    @router.callback_query(Pressed(ChangePin))
    async def change_pin(_: CallbackQuery, chat: Chat, press: ChangePin) -> None:
        me = await chat.port(People).get(chat.actor.person)
        if me is None:
            raise NotFound
        if me.pin_hash is not None:
            chat.desk.need_pin()
        chat.go(SetPin())

    @router.message(At(EnterPin), TYPED)
    async def enter_pin(message: Message, chat: Chat, place: EnterPin) -> None:
        if not taken(message, chat):
            return chat.again()
        try:
            outcome = await give_pin(chat.desk, chat.port(People), message.text or "")
        except (PinUnfit, PinLocked) as refusal:  # said here: what is raised would leave the message in the chat
            said = (
                pin_unfit(refusal, chat.reader) if isinstance(refusal, PinUnfit) else pin_locked(refusal, chat.reader)
            )
            return chat.again(said)
        if not outcome.right:
            return chat.again(wrong_pin(outcome, chat.reader))
        chat.back()
        chat.pin_given()
        return None

    @router.message(At(SetPin), TYPED)
    async def new_pin(message: Message, chat: Chat, place: SetPin) -> None:
        if not taken(message, chat):
            return chat.again()
        typed = message.text or ""
        if not place.pin_hash:
            try:
                check_fit(typed)
            except PinUnfit as refusal:
                return chat.again(pin_unfit(refusal, chat.reader))
            return chat.go(SetPin(hash_pin(typed)), replace=True)
        if not matches(typed, place.pin_hash):
            note = chat.reader.say("access.pin", "The two do not match. Type the new PIN again.")
            return chat.go(SetPin(), note=note, replace=True)
        await set_pin(chat.desk, chat.port(People), place.pin_hash)
        chat.back(note=chat.reader.say("access.pin", "The PIN is set."))
        if isinstance(chat.place, EnterPin):  # a decision was waiting for it
            chat.back()
            chat.pin_given()
        return None


def add_people(router: Router) -> None:
    """Blocking, roles, moving, signing out."""

    @router.callback_query(Pressed(Block))
    async def block(_: CallbackQuery, chat: Chat, press: Block) -> None:
        await block_person(chat.desk, chat.port(People), chat.port(Invitations), press.person, press.version)
        chat.back(note=chat.reader.say("access.done", "Blocked. An open dialogue no longer works for this person."))

    @router.callback_query(Pressed(Unblock))
    async def unblock(_: CallbackQuery, chat: Chat, press: Unblock) -> None:
        await unblock_person(chat.desk, chat.port(People), press.person, press.version)
        chat.again(chat.reader.say("access.done", "Unblocked. The person can come in again."))

    @router.callback_query(Pressed(GiveRole))
    async def role(_: CallbackQuery, chat: Chat, press: GiveRole) -> None:
        await change_role(chat.desk, chat.port(People), chat.port(Invitations), press.person, press.role, press.version)
        chat.back(note=chat.reader.say("access.done", "The role is changed. The person is told."))

    @router.callback_query(Pressed(Move))
    async def move(_: CallbackQuery, chat: Chat, press: Move) -> None:
        before = await chat.port(People).get(press.person)
        left = await chat.port(Deadlines).held(press.person, before.organisation) if before is not None else 0
        await move_person(
            chat.desk,
            chat.port(People),
            chat.port(Organisations),
            chat.port(Invitations),
            press.person,
            press.to,
            press.role,
            press.version,
        )
        while isinstance(chat.place, PersonMove):  # both choices are behind
            chat.back()
        done = chat.reader.say("access.done", "Moved. The person is told.")
        behind = chat.reader.count(
            "access.done",
            "{n} deadline stays with the former organisation.",
            "{n} deadlines stay with the former organisation.",
            left,
        )
        chat.again(lines(done, behind) if left else done)

    @router.callback_query(Pressed(SignOut))
    async def leave(_: CallbackQuery, chat: Chat, press: SignOut) -> None:
        await sign_out(chat.desk, chat.port(People), chat.port(Accounts), press.person, press.version)
        chat.back(note=chat.reader.say("access.done", "Signed out everywhere."))

    @router.callback_query(Pressed(ResetPin))
    async def forget_pin(_: CallbackQuery, chat: Chat, press: ResetPin) -> None:
        await reset_pin(chat.desk, chat.port(People), chat.port(Accounts), press.person, press.version)
        chat.again(chat.reader.say("access.done", "The PIN is reset. A new one is asked for at the next decision."))

    @router.callback_query(Pressed(InviteAgain))
    async def again(_: CallbackQuery, chat: Chat, press: InviteAgain) -> None:
        invitation, code = await invite_again(chat.desk, chat.port(Invitations), chat.port(People), press.person)
        chat.go(InvitationLink(invitation, code))


def add_invitations(router: Router) -> None:
    """Links, and the answer to whom the phone did not decide."""

    @router.callback_query(Pressed(Renew))
    async def renew(_: CallbackQuery, chat: Chat, press: Renew) -> None:
        code = await renew_invitation(chat.desk, chat.port(Invitations), press.invitation, press.version)
        chat.go(InvitationLink(press.invitation, code), replace=True)

    @router.callback_query(Pressed(Revoke))
    async def revoke(_: CallbackQuery, chat: Chat, press: Revoke) -> None:
        await revoke_invitation(chat.desk, chat.port(Invitations), press.invitation)
        chat.back(note=chat.reader.say("access.done", "The invitation is revoked: its link no longer works."))

    @router.callback_query(Pressed(ConfirmClaim))
    async def confirm(_: CallbackQuery, chat: Chat, press: ConfirmClaim) -> None:
        person = await confirm_claim(
            chat.desk, chat.port(Invitations), chat.port(People), chat.port(Accounts), press.claim
        )
        chat.outcome(chat.reader.say("access.done", "Let in by you"))
        chat.go(PersonCard(person), note=chat.reader.say("access.done", "The person is in and has been told."))

    @router.callback_query(Pressed(RefuseClaim))
    async def refuse(_: CallbackQuery, chat: Chat, press: RefuseClaim) -> None:
        await refuse_claim(chat.desk, chat.port(Invitations), press.claim)
        chat.outcome(chat.reader.say("access.done", "Declined by you"))
        chat.again(chat.reader.say("access.done", "Declined. The invitation stays open for the right person."))


def add_administration(router: Router) -> None:
    """Closing organisations; dead letters."""

    @router.callback_query(Pressed(CloseOrganisation))
    async def close(_: CallbackQuery, chat: Chat, press: CloseOrganisation) -> None:
        await close_organisation(
            chat.desk, chat.port(Organisations), chat.port(Invitations), press.organisation, press.version
        )
        chat.back(note=chat.reader.say("access.done", "Closed. The authorised body is told."))

    @router.callback_query(Pressed(ReopenOrganisation))
    async def reopen(_: CallbackQuery, chat: Chat, press: ReopenOrganisation) -> None:
        await reopen_organisation(chat.desk, chat.port(Organisations), press.organisation, press.version)
        chat.again(chat.reader.say("access.done", "Open again. Its people can come in."))

    @router.callback_query(Pressed(Replay))
    async def replay(_: CallbackQuery, chat: Chat, press: Replay) -> None:
        await replay_incident(chat.desk, chat.port(DeadLetters), press.incident)
        chat.back(note=chat.reader.say("access.done", "It is being handled again."))

    @router.callback_query(Pressed(Dismiss))
    async def dismiss(_: CallbackQuery, chat: Chat, press: Dismiss) -> None:
        await dismiss_incident(chat.desk, chat.port(DeadLetters), press.incident)
        chat.back(note=chat.reader.say("access.done", "Dismissed."))
