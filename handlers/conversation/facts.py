"""What the conversation room's screens need to know: read and authorised here (A2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.conversation.model import Topic
from domain.conversation.notices import FileOfMessage, MessageWritten, QuestionAsked
from domain.conversation.ports import Conversations, Said
from domain.conversation.subjects import topic_of
from domain.deadline.due import due
from domain.file.model import FileState, KeptFile
from domain.file.ports import Files
from domain.kit.bodies import Bodies
from domain.kit.ids import MessageId, OrganisationId, PersonId, Ref
from domain.kit.periods import almaty_date
from domain.kit.refused import NotFound, NotPermitted
from handlers.conversation.places import AnswerQuestion, AskQuestion, Conversation, OneMessage
from handlers.reading import Reading

MESSAGES = 5
"""Messages of a page: with the longest of them cut they fit on one screen."""

Parties = Sequence[tuple[OrganisationId, Mapping[str, str]]]


@dataclass(frozen=True, slots=True)
class TalkFacts:
    place: Conversation
    topic: Topic
    said: Sequence[Said]  # of the page, the newest last
    total: int
    questions: Sequence[Said]  # that wait for the reader's organisation
    parties: Parties  # the others that take part
    writes: bool
    me: PersonId


async def load_talk(place: Conversation, reading: Reading) -> TalkFacts:
    """Raises NotFound for those who may not see the subject."""
    actor = reading.actor
    topic = await topic_of(Ref(place.kind, place.id), actor, reading.port)
    talks = reading.port(Conversations)
    said, total = await talks.page(topic.subject, min(max(place.page, 0), 100_000) * MESSAGES, MESSAGES)
    writes = topic.may_write(actor)
    questions = await talks.open_questions(topic.subject, actor.organisation) if writes else []
    return TalkFacts(
        place, topic, list(reversed(said)), total, questions, await _others(topic, reading), writes, actor.person
    )


async def _others(topic: Topic, reading: Reading) -> Parties:
    bodies = reading.port(Bodies)
    found = []
    for organisation in topic.parties:
        body = await bodies.get(organisation) if organisation != reading.actor.organisation else None
        if body is not None and body.active:
            found.append((organisation, body.names))
    return found


@dataclass(frozen=True, slots=True)
class AskFacts:
    place: AskQuestion
    topic: Topic
    asked: Mapping[str, str]
    until: date  # the day by which an answer is expected


async def load_ask(place: AskQuestion, reading: Reading) -> AskFacts:
    """Raises NotFound, NotPermitted for those who may only read, and for an organisation that takes no part."""
    topic = await topic_of(Ref(place.kind, place.id), reading.actor, reading.port)
    if not topic.may_write(reading.actor) or place.asked == reading.actor.organisation:
        raise NotPermitted
    body = await reading.port(Bodies).get(place.asked) if place.asked in topic.parties else None
    if body is None or not body.active:
        raise NotFound
    end = due(almaty_date(reading.now), reading.edition.attraction.question.period, reading.calendar)
    return AskFacts(place, topic, body.names, end.on)


@dataclass(frozen=True, slots=True)
class MessageFacts:
    topic: Topic
    said: Said
    files: Sequence[KeptFile]
    part: int
    waits: bool  # a question to the reader's organisation that nobody has answered


async def load_message(place: OneMessage, reading: Reading) -> MessageFacts:
    return await message_facts(place.message, reading, place.part)


async def load_answer(place: AnswerQuestion, reading: Reading) -> MessageFacts:
    """Raises NotPermitted for those who were not asked."""
    facts = await message_facts(place.message, reading)
    if facts.said.asks != reading.actor.organisation or not facts.topic.may_write(reading.actor):
        raise NotPermitted
    return facts


async def message_facts(message: MessageId, reading: Reading, part: int = 0) -> MessageFacts:
    """A message with its files, for those who may see what it is about. Raises NotFound."""
    said = await reading.port(Conversations).said(message)
    if said is None:
        raise NotFound
    actor = reading.actor
    topic = await topic_of(said.subject, actor, reading.port)
    files = await reading.port(Files).of(Ref("message", said.id)) if said.files else []
    waits = said.asks == actor.organisation and said.answered_at is None and topic.may_write(actor)
    return MessageFacts(topic, said, files, part, waits)


# Notices


async def load_written(notice: MessageWritten, reading: Reading) -> MessageFacts | None:
    return await message_facts(notice.message, reading)


@dataclass(frozen=True, slots=True)
class AskedFacts:
    message: MessageFacts
    due: date
    today: date


async def load_asked(notice: QuestionAsked, reading: Reading) -> AskedFacts | None:
    """None once it is answered, or for somebody who works elsewhere by now."""
    facts = await message_facts(notice.message, reading)
    if not facts.waits:
        return None
    period = reading.edition.attraction.question.period
    end = due(almaty_date(facts.said.written_at), period, reading.calendar)
    return AskedFacts(facts, end.on, almaty_date(reading.now))


async def load_file(notice: FileOfMessage, reading: Reading) -> KeptFile | None:
    """Only a checked file that belongs to a message the reader may see is sent (A2; attack 42)."""
    facts = await message_facts(notice.message, reading)
    return next((one for one in facts.files if one.id == notice.file and one.state is FileState.CHECKED), None)
