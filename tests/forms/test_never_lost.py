"""Whatever comes, in whatever order: an answer given is changed by nobody but the question it answers (design §3)."""

import asyncio
from copy import deepcopy
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.forms.answers import path_of
from handlers.forms.places import FormStep
from handlers.forms.presses import Clear, Later, RemoveItem, SaveForm, Skip, ThrowAway, Tick
from handlers.screens.press import Back, Go
from handlers.words.reader import Reader
from tests.forms.test_walk import PHOTO, STICKER, fill
from tests.forms.world import ROOT, Device, World

TEXTS = [
    "Завод", "21.11", "31.02", "герм", "корея", "siemens", "нет такого", "1,5 млн", "1,500 usd", "да",
    "+7 701 000 00 01",    "   ", "a" * 4096, "<b>&{0}%s", "\x00\ud800", "завтра", "%' OR 1=1", "9" * 30,
]  # fmt: skip

ACTION = st.one_of(
    st.tuples(st.just("tap"), st.integers(0, 60)),
    st.tuples(st.just("tap"), st.integers(0, 60)),
    st.tuples(st.just("type"), st.sampled_from(TEXTS)),
    st.tuples(st.just("type"), st.text(max_size=30)),
    st.tuples(st.just("forward"), st.sampled_from(TEXTS)),
    st.tuples(st.just("edit"), st.tuples(st.integers(0, 20), st.sampled_from(TEXTS))),
    st.tuples(st.just("sticker"), st.none()),
    st.tuples(st.just("photo"), st.none()),
    st.tuples(st.just("contact"), st.none()),
    st.tuples(st.just("other device"), st.sampled_from(TEXTS)),
)

TAKEN_AWAY = Skip | Clear | RemoveItem | Tick
"""Presses whose very meaning is that something goes."""


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(ACTION, max_size=40), st.sampled_from(["ru", "kk", "en"]), st.booleans())
def test_random_input_never_loses_an_answer(actions: list[tuple[str, Any]], language: str, filled: bool) -> None:
    asyncio.run(_walk(actions, language, filled))


async def _walk(actions: list[tuple[str, Any]], language: str, filled: bool) -> None:
    me = Device(World(), ROOT)
    await (fill(me) if filled else me.open("sample.meeting"))
    me.reader = Reader(language)
    for kind, what in actions:
        before = _stored(me)
        acted, goes = await _act(me, kind, what)
        _nothing_else_changed(before, _stored(me), acted, goes)
        screen = await me.screen()
        assert len(screen.text) <= 4096
        if me.place == ROOT:
            await me.open("sample.meeting")


def _stored(me: Device) -> dict[str, Any] | None:
    drafts = list(me.world.drafts.kept.values())
    present = getattr(me.place, "draft", None)
    return next((deepcopy({"a": one.answers, "c": one.cursor}) for one in drafts if one.id == present), None)


async def _act(me: Device, kind: str, what: Any) -> tuple[str, bool]:
    """Do it; gives the field it is about, and whether it may take something away."""
    acted = me.place.field if isinstance(me.place, FormStep) else ""
    match kind:
        case "tap":
            buttons = [one.press for row in (await me.screen()).rows for one in row if one.press is not None]
            if not buttons:
                return "", False
            press = buttons[what % len(buttons)]
            if isinstance(press, SaveForm | ThrowAway | Later | Back) or _leads_away(press):
                return "", False
            await me.do(press)
            return getattr(press, "field", ""), isinstance(press, TAKEN_AWAY)
        case "type":
            await me.type(what)
        case "forward":
            await me.type(what, forward_origin={"type": "hidden_user", "sender_user_name": "N", "date": 1})
        case "edit":
            said = list(me.draft.cursor.get("said", {})) if me.draft is not None else []
            if not said:
                return "", False
            number = said[what[0] % len(said)]
            acted = path_of(me.draft.cursor["said"][number]).field if me.draft is not None else ""
            await me.edit(int(number), what[1])
        case "sticker":
            await me.send(sticker=STICKER)
        case "photo":
            await me.send(photo=[PHOTO])
        case "contact":
            await me.contact(phone_number="77010000001", first_name="Анна")
        case "other device":
            other = Device(me.world, me.place)
            await other.type(what)
            await me.send(sticker=STICKER)
    return acted, False


def _leads_away(press: Any) -> bool:
    return isinstance(press, Go) and not press.replace


def _nothing_else_changed(before: dict[str, Any] | None, after: dict[str, Any] | None, acted: str, goes: bool) -> None:
    if before is None or after is None:
        return
    former = after["c"].get("former", {})
    for name, raw in before["a"].items():
        now = after["a"].get(name)
        if name == acted:
            assert now is not None or goes or name in former or not raw, f"{name} was lost"
        else:
            assert now == raw or former.get(name) == raw, f"{name} changed by what was about {acted!r}"
