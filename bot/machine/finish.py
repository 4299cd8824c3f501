"""What an update leaves behind, as the one JSON value that `machine_finish` writes."""

from collections.abc import Iterable
from typing import Any

from bot.machine.chat import ChatInUpdate, draft_form
from bot.machine.presses import Pressed
from domain.deadline.model import CloseDeadline, DeadlineChange, HandOver, OpenDeadline
from domain.kit.actor import Actor, Guest
from domain.kit.desk import AuditEntry, Desk, Notice, Papers, Posted
from domain.kit.ids import Ref
from domain.kit.named import all_named
from handlers.screens.codec import encode
from handlers.screens.press import Deed


def bare(seq: int, bot: int, chat: int | None, telegram: int) -> dict[str, Any]:
    """The ending of an update that changes nothing."""
    return {"seq": seq, "bot": bot, "chat": chat, "telegram": telegram, "drafts": [], "dropped": []}


def ending(
    chat: ChatInUpdate,
    bot: int,
    *,
    below: bool,
    pressed: Pressed | None = None,
    deed_done: bool = False,
    adopt: int | None = None,
    audit: Iterable[AuditEntry] = (),
    again: str | None = None,
) -> dict[str, Any]:
    """All that is to be written. `below`: the screen comes as a new message. `deed_done`: the press has counted."""
    claim = chat.claim
    value = bare(claim.seq, bot, chat.chat_id, claim.sender)
    value["drafts"] = [draft_form(draft) for draft in chat.drafts_to_save()]
    value["dropped"] = [str(draft) for draft in chat.dropped]
    value["dialogue"] = {
        "place": encode(chat.place),
        "stack": [encode(place) for place in chat.stack],
        "note": chat.note,
        "draft": None if chat.draft is None else str(chat.draft.id),
        "fsm": chat.fsm,
        "pending": chat.kept_deed(),
        "pin": chat.pin_now,
        "guest_language": chat.guest_language,
        "below": below,
        "answered": chat.answered,
        "adopt": adopt,
    }
    if chat.place != chat.came_from != chat.came_from.left():  # shown once: the message left above forgets its place
        value["forget"] = (claim.dialogue or {}).get("token")
    if pressed is not None and deed_done and pressed.token:
        value["pressed"] = {
            "token": pressed.token,
            "index": pressed.index,
            "deeds": deed_names(),
            "outcome": chat.line,
        }
    if chat.new_language is not None:
        value["language"] = chat.new_language
    if again is not None:
        value["again"] = again
    papers = chat.papers
    entries = [*(papers.entries if papers else ()), *audit]
    if papers is not None or entries or chat.mine or chat.new_language is not None:
        value["papers"] = papers_form(
            papers,
            key=f"u{claim.seq}",
            who=chat.who,
            legal_at=chat.now.isoformat(),
            audit=audit,
            mine=chat.mine,
            telegram=claim.sender,
        )
    return value


def papers_form(
    papers: Papers | None,
    *,
    key: str,
    who: Actor | Guest | None,
    legal_at: str,
    audit: Iterable[AuditEntry] = (),
    mine: Iterable[tuple[Notice, Ref]] = (),
    telegram: int | None = None,
) -> dict[str, Any]:
    """What acts left, as `machine_papers` takes it. `key` makes the notices' own keys unique: one per run of acts."""
    desk = papers if isinstance(papers, Desk) else None
    actor = who if isinstance(who, Actor) else None
    guest = who if isinstance(who, Guest) else None
    return {
        "key": key,
        "person": None if actor is None else str(actor.person),
        "organisation": None if actor is None else str(actor.organisation),
        "telegram": guest.telegram if guest is not None else telegram,
        "legal_at": legal_at,
        "edition": "" if desk is None else desk.edition.code,
        "audit": [_audit(entry) for entry in (*(papers.entries if papers else ()), *audit)],
        "deadlines": [_deadline(change) for change in (papers.deadline_changes if papers else ())],
        "settled": [{"kind": ref.kind, "id": str(ref.id)} for ref in (papers.settled if papers else ())],
        "posted": [
            *(posted_form(one) for one in (papers.posted if papers else ())),
            *(guest_notice(one.telegram, notice, about) for one in [guest] if one for notice, about in mine),
        ],
    }


def posted_form(posted: Posted) -> dict[str, Any]:
    """A notice and its audience."""
    to = posted.to
    if to.telegram is not None:
        return guest_notice(to.telegram, posted.notice, posted.about, posted.key)
    return {
        "people": sorted(str(person) for person in to.people),
        "organisation": None if to.organisation is None else str(to.organisation),
        "roles": sorted(to.roles),
        "but": None if to.but is None else str(to.but),
        "organisation_kind": None if to.kind is None else to.kind.value,
        "notice": encode(posted.notice),
        "about_kind": posted.about.kind,
        "about_id": str(posted.about.id),
        "key": posted.key,
    }


def guest_notice(telegram: int, notice: Notice, about: Ref, key: str = "") -> dict[str, Any]:
    """A notice for a chat that belongs to nobody signed in."""
    return {
        "telegram": telegram,
        "people": [],
        "roles": [],
        "notice": encode(notice),
        "about_kind": about.kind,
        "about_id": str(about.id),
        "key": key,
    }


def deed_names() -> list[str]:
    """The stable names of all deeds, which go from a live message once one of them has counted."""
    return sorted(all_named(Deed))


def _audit(entry: AuditEntry) -> dict[str, Any]:
    return {
        "act": entry.act,
        "kind": entry.subject.kind,
        "id": str(entry.subject.id),
        "before": entry.before,
        "after": entry.after,
    }


def _deadline(change: DeadlineChange) -> dict[str, Any]:
    common = {
        "kind": change.kind.name,
        "subject_kind": change.subject.kind,
        "subject_id": str(change.subject.id),
    }
    if isinstance(change, CloseDeadline):
        return {**common, "change": "close", "state": change.state.value}
    if isinstance(change, HandOver):
        return {**common, "change": "hand", "person": str(change.person)}
    dated = {
        **common,
        "person": None if change.person is None else str(change.person),
        "due": change.due.isoformat(),
        "nominal": change.nominal.isoformat(),
        "instant": change.instant.isoformat(),
        "event": None if change.event is None else change.event.isoformat(),
        "period": None if change.period is None else str(change.period),
    }
    if isinstance(change, OpenDeadline):
        return {
            **dated,
            "change": "open",
            "clause": change.kind.clause,
            "legal": change.kind.legal,
            "organisation": str(change.organisation),
            "note": change.note,
        }
    return {**dated, "change": "move"}
