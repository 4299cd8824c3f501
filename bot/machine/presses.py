"""Is a button live? The rules of docs/kernel.md, as one pure decision (attacks 25–38)."""

import re
from dataclasses import dataclass
from enum import Enum
from typing import Any

from handlers.screens.codec import Unreadable, decode
from handlers.screens.press import Deed, Look, Press

_DATA = re.compile(r"([A-Za-z0-9_-]{1,40})\.(0|[1-9][0-9]{0,8})", re.ASCII)


class State(Enum):
    """What a press turned out to be."""

    LIVE = "live"
    REPEAT = "repeat"  # the person's own last successful deed once more: answered without reproach
    STALE = "stale"
    SETTLED = "settled"  # on a notice that somebody's deed has closed
    UNKNOWN = "unknown"  # a token that is pruned, or was never given: told apart by nobody, audited
    FOREIGN = "foreign"  # a token of another chat
    FORGED = "forged"  # data that no button of ours has ever held


AUDITED = frozenset({State.UNKNOWN, State.FOREIGN, State.FORGED})


@dataclass(frozen=True, slots=True)
class Pressed:
    """A press as judged. `index` is its number on the live message; `press` is there when live."""

    state: State
    press: Press | None = None
    token: str = ""
    index: int = -1
    on_notice: bool = False
    same_place: bool = True


def token_of(data: object) -> str | None:
    """The token in callback data, None when the data is not of our making."""
    found = _DATA.fullmatch(data) if isinstance(data, str) else None
    return found.group(1) if found else None


def judge(
    data: object, live: dict[str, Any] | None, dialogue: dict[str, Any] | None, *, bot: int, chat: int
) -> Pressed:
    """Decide on a press by the rows of its live message and of the dialogue."""
    found = _DATA.fullmatch(data) if isinstance(data, str) else None
    if found is None:
        return Pressed(State.FORGED)
    token, index = found.group(1), int(found.group(2))
    if live is None:
        return Pressed(State.UNKNOWN, token=token, index=index)
    if live["chat_id"] != chat or live["bot_id"] != bot:
        return Pressed(State.FOREIGN, token=token, index=index)
    if index >= live["next_index"]:
        return Pressed(State.FORGED, token=token, index=index)
    notice = live["kind"] == "notice"
    dialogue = dialogue or {}
    same_place = notice or live["place"] == dialogue.get("place")

    def judged(state: State, press: Press | None = None) -> Pressed:
        return Pressed(state, press, token, index, notice, same_place)

    if index == live["last_pressed"] and str(index) not in live["meanings"]:
        return judged(State.REPEAT)
    if live["closed"]:
        return judged(State.SETTLED if notice else State.STALE)
    entry = live["meanings"].get(str(index))
    if entry is None:
        return judged(State.STALE)
    try:
        press = decode(entry["p"])
    except Unreadable:
        return judged(State.STALE)
    if not isinstance(press, Press):
        return judged(State.STALE)
    if isinstance(press, Look):
        return judged(State.LIVE, press)
    # A deed, and a mark, count on the screen the person saw: nothing typed or gone elsewhere since it was shown.
    fresh = notice or live["version"] == dialogue.get("wanted") or (same_place and not dialogue.get("below"))
    if isinstance(press, Deed) and entry["v"] != live["version"]:
        fresh = False
    return judged(State.LIVE, press) if fresh else judged(State.STALE)
