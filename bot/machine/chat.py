"""`handlers.chat.Chat` for one update: where the person is, and where the handler sends them. Nothing here touches SQL
or Telegram; `bot/machine/finish.py` writes what was decided."""

from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from markupsafe import Markup

from bot.storage.machine import Claim
from bot.storage.unit import Unit
from domain.deadline.calendar import WorkingCalendar
from domain.edition.model import RuleEdition
from domain.kit.actor import Actor, Guest, OrganisationKind, Role, Scope
from domain.kit.desk import Audience, Desk, Door, Notice, Posted
from domain.kit.ids import DraftId, OrganisationId, PersonId, Ref
from domain.kit.refused import NotPermitted
from handlers.forms.draft import Draft
from handlers.reading import Reading
from handlers.screens.codec import Unreadable, decode, encode
from handlers.screens.place import Place
from handlers.screens.press import Deed, Press
from handlers.words.catalog import LANGUAGES
from handlers.words.reader import ALMATY, Reader

P = TypeVar("P")

STACK = 10
"""Places a person can go back through."""


@dataclass(frozen=True, slots=True)
class Roots:
    """The places the machine must know, given by wiring: where `home` leads, and where a PIN is asked for."""

    home: Place
    door: Place  # for a guest
    pin: Place | None = None
    bot_name: str = ""

    def of(self, who: Actor | Guest) -> Place:
        return self.door if isinstance(who, Guest) else self.home


@dataclass(frozen=True, slots=True)
class Secret:
    """A typed message that has to go from the chat after the commit."""

    chat: int
    message: int


class ChatInUpdate:
    """Implements `handlers.chat.Chat`."""

    def __init__(
        self,
        claim: Claim,
        unit: Unit,
        roots: Roots,
        rules: tuple[RuleEdition, WorkingCalendar],
        *,
        app_language: str | None = None,
        name: str = "",
        message_id: int | None = None,
    ) -> None:
        dialogue = claim.dialogue or {}
        self.claim = claim
        self.now: datetime = claim.legal_now
        self.who: Actor | Guest = read_who(claim, name)
        self.press: Press | None = None
        self.language = _language(claim, app_language)
        self.reader = Reader(self.language, _zone(claim.person))
        self._roots = roots
        self._unit = unit
        self._rules = rules
        self._typed = message_id
        self.place: Place = read_place(dialogue.get("place")) or roots.of(self.who)
        self.came_from = self.place
        self.stack: list[Place] = [place for raw in dialogue.get("stack", ()) if (place := read_place(raw))]
        self.note: Markup | None = None
        self.answered: Markup | None = None
        self.line: Markup | None = None  # a notice's outcome
        self.pending: Any = dialogue.get("pending")
        self.fsm: dict[str, Any] = dialogue.get("fsm") or {}
        self.pin_now = False
        self.pin_fresh: bool = dialogue.get("pin_fresh", False)
        self.repeating = False
        self.new_language: str | None = None
        self.guest_language: str = dialogue.get("guest_language") or self.language
        self.secret: Secret | None = None
        self.shown_again = False
        self._loaded = read_draft(claim.draft, self.who)
        self._loaded_form = None if self._loaded is None else draft_form(self._loaded)
        self.draft: Draft | None = self._loaded
        self.seen: bool = dialogue.get("seen", True)
        self.dropped: list[DraftId] = []
        self._put_aside: list[Draft] = []
        self._desk: Desk | None = None
        self._door: Door | None = None
        self.mine: list[tuple[Notice, Ref]] = []

    # What handlers read

    @property
    def chat_id(self) -> int:
        return self.claim.chat or self.claim.sender

    @property
    def actor(self) -> Actor:
        if isinstance(self.who, Guest):
            raise NotPermitted
        return self.who

    @property
    def desk(self) -> Desk:
        if self._desk is None:
            edition, calendar = self._rules
            self._desk = Desk(
                actor=self.actor, now=self.now, edition=edition, calendar=calendar, pin_fresh=self.pin_fresh
            )
        return self._desk

    @property
    def door(self) -> Door:
        if self._door is None:
            if not isinstance(self.who, Guest):
                raise NotPermitted
            self._door = Door(guest=self.who, now=self.now)
        return self._door

    @property
    def papers(self) -> Desk | Door | None:
        """What acts have left, if any ran."""
        return self._desk or self._door

    @property
    def reading(self) -> Reading:
        edition, calendar = self._rules
        return Reading(
            who=self.who,
            now=self.now,
            edition=edition,
            calendar=calendar,
            port=self._unit.port,
            chat_id=self.chat_id,
            language=self.language,
            bot_name=self._roots.bot_name,
        )

    def port(self, kind: type[P], /) -> P:
        return self._unit.port(kind)

    # Where to next

    def go(self, place: Place, *, note: Markup | None = None, replace: bool = False) -> None:
        if place != self.place and not replace:
            self.stack = [*self.stack, self.place.left()][-STACK:]
        self.place = place
        self._say(note)

    def back(self, *, note: Markup | None = None) -> None:
        self.place = self.stack.pop() if self.stack else self._roots.of(self.who)
        self._say(note)

    def home(self, *, note: Markup | None = None) -> None:
        self.stack = []
        self.place = self._roots.of(self.who)
        self._say(note)

    def again(self, note: Markup | None = None) -> None:
        self._say(note)

    def _say(self, note: Markup | None) -> None:
        self.shown_again = True
        if note is not None:
            self.note = note

    # Drafts

    def open_draft(self, draft: Draft) -> None:
        if self.draft is not None and self.draft.id != draft.id and self.draft.id not in self.dropped:
            self._put_aside.append(self.draft)
        self.draft = draft

    def drop_draft(self) -> None:
        if self.draft is not None:
            self.dropped.append(self.draft.id)
            self.draft = None

    def drafts_to_save(self) -> list[Draft]:
        """The drafts that changed in this update."""
        here = [*self._put_aside, *([self.draft] if self.draft is not None else [])]
        return [
            draft
            for draft in here
            if draft.id not in self.dropped
            and not (
                self._loaded is not None and draft.id == self._loaded.id and draft_form(draft) == self._loaded_form
            )
        ]

    # The rest

    def set_language(self, language: str) -> None:
        if language not in LANGUAGES:
            raise ValueError(f"no catalog of {language!r}")
        self.language = language
        self.reader = Reader(language, self.reader.zone)
        if isinstance(self.who, Guest):
            self.guest_language = language
        else:
            self.new_language = language

    def repeat_after_pin(self, deed: Deed) -> None:
        self.pending = encode(deed)

    def pin_given(self) -> None:
        self.pin_now = self.pin_fresh = True
        if self._desk is not None:
            self._desk.pin_fresh = True
        self.repeating = self.pending is not None

    def kept_deed(self) -> Any:
        """The deed that waits for a PIN, in its stored form: forgotten once it is repeated, or the question is left."""
        pin = self._roots.pin
        asked = pin is not None and any(isinstance(place, type(pin)) for place in (*self.stack, self.place))
        return self.pending if asked and not self.repeating else None

    def forget_typed(self) -> None:
        if self._typed is not None:
            self.secret = Secret(self.chat_id, self._typed)

    def answer(self, line: Markup) -> None:
        self.answered = line

    def outcome(self, line: Markup) -> None:
        self.line = line

    def tell_me(self, notice: Notice, about: Ref) -> None:
        if isinstance(self.who, Guest):
            self.mine.append((notice, about))
        else:
            self.desk.posted.append(Posted(Audience(people=frozenset({self.who.person})), notice, about))


def read_place(raw: Any) -> Place | None:
    """A stored place; None when this release cannot read it (attack 37)."""
    try:
        place = decode(raw)
    except Unreadable:
        return None
    return place if isinstance(place, Place) else None


def read_who(claim: Claim, name: str = "") -> Actor | Guest:
    """The person behind an update: an active person of an active organisation, else somebody at the door."""
    row = claim.person
    if row is None or not row["active"]:
        return Guest(claim.sender, name)
    return Actor(
        person=PersonId(UUID(row["person"])),
        organisation=OrganisationId(UUID(row["organisation"])),
        kind=OrganisationKind(row["kind"]),
        role=Role(row["role"]),
        name=row["name"],
        scope=Scope(frozenset(row["countries"]), frozenset(row["regions"]), frozenset(row["sectors"])),
    )


def read_draft(row: dict[str, Any] | None, who: Actor | Guest) -> Draft | None:
    """The draft open in the chat, if it is this person's: places belong to the chat, drafts to the person."""
    if row is None or isinstance(who, Guest) or row["person_id"] != str(who.person):
        return None
    return Draft(
        id=DraftId(UUID(row["id"])),
        person=who.person,
        form=row["form"],
        version=row["version"],
        answers=row["answers"],
        context=row["context"],
        aside=row["aside"],
        cursor=row["cursor"],
        updated=datetime.fromisoformat(row["updated_at"]),
        revision=row["revision"],
    )


def draft_form(draft: Draft) -> dict[str, Any]:
    """A draft as `machine_finish` takes it."""
    return {
        "id": str(draft.id),
        "person": str(draft.person),
        "form": draft.form,
        "version": draft.version,
        "answers": deepcopy(draft.answers),
        "context": deepcopy(draft.context),
        "aside": deepcopy(draft.aside),
        "cursor": deepcopy(draft.cursor),
        "revision": draft.revision,
    }


def _language(claim: Claim, app_language: str | None) -> str:
    chosen = (claim.person or {}).get("language") or (claim.dialogue or {}).get("guest_language")
    spoken = (app_language or "").split("-")[0].lower()
    return chosen or (spoken if spoken in LANGUAGES else "ru")


def _zone(row: dict[str, Any] | None) -> ZoneInfo:
    try:
        return ZoneInfo(row["zone"]) if row and row["zone"] else ALMATY
    except (ZoneInfoNotFoundError, ValueError):
        return ALMATY
