"""What happens to one claimed update inside its transaction: judged, dispatched, turned into its ending."""

import json
import logging
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from aiogram import Dispatcher
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.types import CallbackQuery, Message, Update
from markupsafe import Markup
from pydantic import ValidationError

from bot.machine.chat import ChatInUpdate, Roots, Secret
from bot.machine.dispatch import SilentBot, context_of
from bot.machine.failures import Unparsable
from bot.machine.finish import bare, ending, guest_notice
from bot.machine.presses import AUDITED, Pressed, State, judge
from bot.machine.registry import Registry
from bot.machine.rules import Rules
from bot.machine.updates import load, part
from bot.storage.machine import Claim
from bot.storage.unit import Unit
from domain.incident.notices import PrivateOnly
from domain.kit.actor import Actor
from domain.kit.desk import AuditEntry
from domain.kit.ids import Ref
from domain.kit.refused import PinNeeded, Refused
from domain.reference.notices import asked_for
from handlers.screens.codec import Unreadable, decode, encode
from handlers.screens.press import Back, Deed, Go, Home, Press
from handlers.words import machine as words

log = logging.getLogger(__name__)

REPEAT: Final = "repeat"
"""Kind of the machine's own update: the deed that waited for a PIN."""


BARRED: Final = "press.barred"
"""In the audit: a press by somebody who is blocked or has left."""


@dataclass(slots=True)
class Done:
    """How an update ended: what `machine_finish` writes, and what follows the commit."""

    outcome: str
    ending: dict[str, Any] = field(default_factory=dict)
    callback_id: str | None = None
    secret: Secret | None = None


class Handling:
    """Knows the rooms; keeps nothing between updates."""

    def __init__(self, bot: SilentBot, dispatcher: Dispatcher, registry: Registry, roots: Roots, rules: Rules) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._registry = registry
        self._roots = roots
        self._rules = rules

    async def handle(self, claim: Claim, unit: Unit) -> Done:
        """Raises whatever a handler raises: the transaction is to be rolled back."""
        if claim.chat is None:
            return self._outside(claim)
        if claim.kind == "my_chat_member":
            return self._reachable(claim)
        update = self._update(claim)
        if claim.kind == "callback_query" and update.callback_query is not None:
            return await self._press(claim, unit, update, update.callback_query)
        if claim.kind == REPEAT and update.callback_query is not None:
            return await self._repeat(claim, unit, update, update.callback_query)
        message = update.message or update.edited_message
        if message is None or message.from_user is None or message.from_user.is_bot:
            return self._bare(claim, "ignored")
        if message is update.edited_message:
            return await self._edited(claim, unit, update, message)
        return await self._typed(claim, unit, update, message)

    async def refuse(self, claim: Claim, unit: Unit, refusal: Refused) -> Done:
        """The present place afresh with the refusal's sentence; nothing else changes (design §2.2)."""
        update = self._update(claim)
        chat = await self._chat(claim, unit, update)
        pressed = self._judged(claim, update.callback_query) if claim.kind == "callback_query" else None
        press = pressed.press if pressed is not None else _remembered(update)
        sentence = self._registry.sentence(refusal, chat.reader)
        if isinstance(refusal, PinNeeded) and isinstance(press, Deed) and self._roots.pin is not None:
            chat.repeat_after_pin(press)
            chat.go(self._roots.pin, note=sentence)
        else:
            chat.again(sentence)
        audit = []
        if isinstance(chat.who, Actor) and (asked := asked_for(refusal)) is not None:
            chat.desk.posted.append(asked)  # T4, T5: who can enter what was missing learns of it
        if isinstance(chat.who, Actor) and not isinstance(refusal, PinNeeded):
            audit.append(refused_entry(chat.who, refusal, press, _link(update.message)))
        elif pressed is not None and _barred(claim):
            audit.append(press_entry(chat, pressed, BARRED))
        below = pressed is None or pressed.on_notice
        return self._done(claim, chat, "refused", update=update, below=below, pressed=pressed, audit=audit)

    # Kinds of updates

    async def _typed(self, claim: Claim, unit: Unit, update: Update, message: Message) -> Done:
        chat = await self._chat(claim, unit, update)
        command = (message.text or "").startswith("/")
        foreign = message.via_bot is not None or message.forward_origin is not None
        if command and foreign:  # a command is what the person gives, not what they pass on (attack 14)
            chat.again(words.not_understood(chat.reader))
            return self._done(claim, chat, "ignored", update=update, below=True)
        handled = await self._dispatch(update, chat)
        if not handled:
            chat.again(words.not_understood(chat.reader))
        elif _link(message):
            await self._allowed(chat)
        return self._done(claim, chat, "done" if handled else "unexpected", update=update, below=True)

    async def _edited(self, claim: Claim, unit: Unit, update: Update, message: Message) -> Done:
        chat = await self._chat(claim, unit, update)
        if await self._dispatch(update, chat):
            return self._done(claim, chat, "done", update=update, below=False)
        return self._bare(claim, "ignored")

    async def _press(self, claim: Claim, unit: Unit, update: Update, query: CallbackQuery) -> Done:
        chat = await self._chat(claim, unit, update)
        pressed = self._judged(claim, query)
        audit: list[AuditEntry] = []
        if _barred(claim):
            audit.append(press_entry(chat, pressed, BARRED))
        deed_done = False
        if pressed.state is State.LIVE and pressed.press is not None:
            outcome = "done"
            if self._looked(chat, pressed):
                await self._enter(chat)
            else:
                chat.press = pressed.press
                if await self._dispatch(update, chat):
                    deed_done = isinstance(pressed.press, Deed)
                else:
                    log.error("a press that no room handles", extra={"press": type(pressed.press).__name__})
                    outcome = "unexpected"
                    chat.again(words.stale(chat.reader))
        else:
            outcome = pressed.state.value
            chat.again(_line(pressed, chat))
            if pressed.state in AUDITED:
                audit.append(press_entry(chat, pressed))
        return self._done(
            claim, chat, outcome, update=update, below=pressed.on_notice, pressed=pressed, deed_done=deed_done,
            audit=audit,
        )  # fmt: skip

    async def _repeat(self, claim: Claim, unit: Unit, update: Update, query: CallbackQuery) -> Done:
        chat = await self._chat(claim, unit, update)
        deed = _remembered(update)
        if deed is None:
            return self._bare(claim, "ignored")
        chat.press = deed
        if not await self._dispatch(update, chat):
            chat.again(words.stale(chat.reader))
        return self._done(claim, chat, "done", update=update, below=False)

    def _outside(self, claim: Claim) -> Done:
        """Not from a private chat: a group is told once where to go; all else has no effect (attacks 12, 13)."""
        done = self._bare(claim, "outside")
        value = load(claim.payload) if claim.kind in ("message", "my_chat_member") else {}
        group = part(part(value, claim.kind), "chat")
        member = part(part(value, "my_chat_member"), "new_chat_member").get("status")
        known = group.get("type") in ("group", "supergroup") and isinstance(group.get("id"), int)
        if known and member not in ("left", "kicked"):
            about = Ref("chat", UUID(int=abs(group["id"])))
            done.ending["papers"] = {
                "key": f"u{claim.seq}", "telegram": None, "legal_at": claim.legal_now.isoformat(),
                "audit": [], "deadlines": [], "settled": [],
                "posted": [guest_notice(group["id"], PrivateOnly(), about, key="group")],
            }  # fmt: skip
        return done

    def _reachable(self, claim: Claim) -> Done:
        """Blocked, or back again (attack 90)."""
        status = part(part(load(claim.payload), "my_chat_member"), "new_chat_member").get("status")
        done = self._bare(claim, "done")
        if status in ("kicked", "left", "member"):
            done.ending["reachable"] = status == "member"
        return done

    # Parts

    def _update(self, claim: Claim) -> Update:
        try:
            return Update.model_validate(load(claim.payload), context={"bot": self._bot})
        except ValidationError as error:
            raise Unparsable(f"{error.error_count()} errors") from None

    async def _chat(self, claim: Claim, unit: Unit, update: Update) -> ChatInUpdate:
        event = update.callback_query or update.message or update.edited_message
        user = event.from_user if event is not None else None
        return ChatInUpdate(
            claim,
            unit,
            self._roots,
            await self._rules.at(unit, claim.legal_now, claim.moved_days),
            app_language=user.language_code if user is not None else None,
            name=user.full_name if user is not None else "",
            message_id=update.message.message_id if update.message is not None else None,
        )

    def _judged(self, claim: Claim, query: CallbackQuery | None) -> Pressed:
        data = query.data if query is not None else None
        return judge(data, claim.live, claim.dialogue, bot=self._bot.id, chat=claim.chat or claim.sender)

    async def _dispatch(self, update: Update, chat: ChatInUpdate) -> bool:
        state = context_of(chat, self._bot.id)
        response = await self._dispatcher.feed_update(
            self._bot, update, chat=chat, state=state, raw_state=chat.fsm.get("state")
        )
        await self._enter(chat)
        return response is not UNHANDLED

    async def _enter(self, chat: ChatInUpdate) -> None:
        """What a room does when somebody comes to its place: record the look (A4), open what is opened by looking."""
        entered = self._registry.entered.get(type(chat.place))
        if entered is not None and chat.place != chat.came_from and isinstance(chat.who, Actor):
            await entered(chat, chat.place)

    async def _allowed(self, chat: ChatInUpdate) -> None:
        """A link may name anything: where it led is judged now, so that an attempt is refused here, and audited (A2).
        Raises Refused. Places reached otherwise were shown to the person, and are judged when they are shown again."""
        view = self._registry.views.get(type(chat.place))
        if view is not None and chat.place != chat.came_from:
            await view.load(chat.place, chat.reading)

    @staticmethod
    def _looked(chat: ChatInUpdate, pressed: Pressed) -> bool:
        """Go, Back and Home are the machine's own: absolute, so that a double tap does no harm."""
        match pressed.press:
            case Go(place=place, replace=replace):
                chat.go(place, replace=replace and pressed.same_place and not pressed.on_notice)
            case Back():
                if pressed.same_place and not pressed.on_notice:
                    chat.back()
                else:  # pressed again before the screen had changed: it has been done
                    chat.again()
            case Home():
                chat.home()
            case _:
                return False
        return True

    def _bare(self, claim: Claim, outcome: str) -> Done:
        return Done(outcome, bare(claim.seq, self._bot.id, claim.chat, claim.sender), callback_id=_callback(claim))

    def _done(
        self,
        claim: Claim,
        chat: ChatInUpdate,
        outcome: str,
        *,
        update: Update,
        below: bool,
        pressed: Pressed | None = None,
        deed_done: bool = False,
        audit: list[AuditEntry] | None = None,
    ) -> Done:
        value = ending(
            chat,
            self._bot.id,
            below=below,
            pressed=pressed,
            deed_done=deed_done,
            adopt=_adopted(claim, update.callback_query),
            audit=audit or (),
            again=_again(claim, update, chat.pending) if chat.repeating else None,
        )
        query = update.callback_query
        callback_id = query.id if query is not None and claim.kind == "callback_query" else None
        return Done(outcome, value, callback_id, chat.secret)


def refused_entry(who: Actor, refusal: Refused, press: Press | None, link: str = "") -> AuditEntry:
    """An attempt at what is not allowed, or no longer possible (attacks 35, 39–46)."""
    facts: dict[str, Any] = {"refusal": type(refusal).__name__}
    if link:
        facts["link"] = link
    if press is not None:
        facts["press"] = encode(press)
    return AuditEntry("refused", Ref("person", who.person), None, facts)


def press_entry(chat: ChatInUpdate, pressed: Pressed, act: str = "") -> AuditEntry:
    """A press of a button that was not the person's, or no longer (attacks 25, 28, 30–33, 35, 46)."""
    subject = Ref("chat", UUID(int=abs(chat.chat_id)))
    facts: dict[str, Any] = {"index": pressed.index}
    if pressed.press is not None:
        facts["press"] = encode(pressed.press)
    return AuditEntry(act or f"press.{pressed.state.value}", subject, None, facts)


def _link(message: Message | None) -> str:
    """The payload of a deep link; of an invitation only its letter, since its code is a secret (A3)."""
    command, _, payload = ((message.text if message is not None else None) or "").partition(" ")
    if command != "/start":
        return ""
    payload = payload.strip()[:64]
    return "i…" if payload.startswith("i") else payload


def _barred(claim: Claim) -> bool:
    """Whether the account belongs to somebody who is blocked or has left: a guest, but not a stranger."""
    return claim.person is not None and not claim.person["active"]


def _line(pressed: Pressed, chat: ChatInUpdate) -> Markup | None:
    match pressed.state:
        case State.REPEAT:
            return None
        case State.SETTLED:
            return words.settled(chat.reader)
        case State.FOREIGN | State.FORGED:
            return words.foreign(chat.reader)
        case _:
            return words.stale(chat.reader)


def _adopted(claim: Claim, query: CallbackQuery | None) -> int | None:
    """The message a press came from, when it is a doubled send of the live screen (design §3)."""
    dialogue = claim.dialogue or {}
    if query is None or query.message is None or claim.live is None or claim.live["kind"] != "screen":
        return None
    own = claim.token is not None and claim.token == dialogue.get("token") and claim.live["chat_id"] == claim.chat
    return query.message.message_id if own and query.message.message_id != dialogue.get("message_id") else None


def _remembered(update: Update) -> Deed | None:
    """The deed that the machine's own update repeats."""
    query = update.callback_query
    if query is None or query.id != REPEAT:
        return None
    try:
        press = decode(json.loads(query.data or "null"))
    except (Unreadable, ValueError):
        return None
    return press if isinstance(press, Deed) else None


def _again(claim: Claim, update: Update, deed: Any) -> str:
    """The machine's own update that repeats the remembered deed: its own place in the queue, its own transaction."""
    event = update.message or update.edited_message or update.callback_query
    user = event.from_user.model_dump(mode="json", exclude_none=True) if event is not None and event.from_user else {}
    query = {"id": REPEAT, "from": user, "chat_instance": "0", "data": json.dumps(deed)}
    return json.dumps({"update_id": claim.seq, "callback_query": query})


def _callback(claim: Claim) -> str | None:
    if claim.kind != "callback_query":
        return None
    found = part(load(claim.payload), "callback_query").get("id")
    return found if isinstance(found, str) else None
