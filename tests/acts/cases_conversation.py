"""Who writes, asks and answers in the conversation on an initiative (M1.8; п. 43)."""

from bot.storage.unit import Unit
from domain.conversation import acts
from domain.conversation.ports import Messages
from domain.conversation.subjects import Ports
from domain.file.ports import Files
from domain.kit.ids import Ref
from tests.acts.case import SEES_PASSED, Case, Subject, writers
from tests.acts.cases_path import an_appointed_initiative
from tests.acts.stage import Stage

TAKE_PART = writers("berlin", "karaganda", "uo", "nc")
"""Who made it, the akimat, and UO and NC, who see every case (Decided)."""


def ports(unit: Unit) -> tuple[Messages, Files, Ports]:
    return unit.port(Messages), unit.port(Files), unit.port


async def an_initiative_to_talk_about(stage: Stage) -> Subject:
    made = await an_appointed_initiative(stage)
    return {**made, "mission": stage.town.organisations["berlin"]}


async def a_question(stage: Stage) -> Subject:
    """Karaganda asks Berlin."""
    made = await an_initiative_to_talk_about(stage)
    subject = Ref("initiative", made["initiative"])
    question = await stage.do(
        "karaganda.officer", lambda u, d: acts.ask(d, *ports(u), subject, made["mission"], "How much land?")
    )
    return {**made, "message": question}


def about(s: Subject) -> Ref:
    return Ref("initiative", s["initiative"])


CASES: dict[str, tuple[Case, ...]] = {
    "conversation.write": (
        Case(
            clause="п. 43: the participants of the process",
            may=TAKE_PART,
            knows=SEES_PASSED,
            prepare=an_initiative_to_talk_about,
            run=lambda u, d, s, v: acts.write(d, *ports(u), about(s), "The site is chosen"),
            of="initiative",
        ),
    ),
    "conversation.ask": (
        Case(
            clause="M1.7: the akimat asks the embassy; nobody asks themselves",
            may=TAKE_PART - writers("berlin"),
            knows=SEES_PASSED,
            prepare=an_initiative_to_talk_about,
            run=lambda u, d, s, v: acts.ask(d, *ports(u), about(s), s["mission"], "How much land?"),
            of="initiative",
        ),
    ),
    "conversation.answer": (
        Case(
            clause="M1.8: only who was asked answers, once",
            may=writers("berlin"),
            knows=SEES_PASSED,
            prepare=a_question,
            run=lambda u, d, s, v: acts.answer(d, *ports(u), s["message"], "200 ha"),
            of="message",
            once=True,
        ),
    ),
}
