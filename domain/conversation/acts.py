"""Writing, asking and answering in a conversation (M1.7, M1.8; п. 43)."""

from collections.abc import Sequence

from domain.conversation.model import LONGEST, Message, Topic
from domain.conversation.notices import MessageWritten, QuestionAsked
from domain.conversation.ports import Messages
from domain.conversation.rules import QUESTION, AnsweredAlready, MessageTooLong, NotAParty, NothingSaid
from domain.conversation.subjects import Ports, topic_of
from domain.deadline.due import due
from domain.deadline.model import CloseDeadline, DeadlineState, opened
from domain.file.ports import Files
from domain.kit.act import act
from domain.kit.desk import Audience, Desk
from domain.kit.ids import FileId, MessageId, OrganisationId, Ref
from domain.kit.periods import almaty_date
from domain.kit.refused import NotFound, NotPermitted

WRITERS = frozenset({"head", "officer"})


@act("conversation.write")
async def write(
    desk: Desk,
    messages: Messages,
    files: Files,
    port: Ports,
    subject: Ref,
    text: str,
    sent: Sequence[FileId] = (),
    album: str = "",
) -> MessageId:
    """Say something about the matter, with files perhaps; the others are told (п. 43).

    Files of one `album` are one message: the next of them joins it, and nobody is told again.
    """
    topic = await _writable(desk, port, subject)
    said = _checked(text, sent)
    joined = await messages.album(subject, desk.actor.person, album) if album and sent else None
    if joined is not None:
        return await _join(desk, files, joined, said, sent)
    message = await _said(desk, messages, files, topic, said, sent, album)
    await _tell_others(desk, messages, topic, message)
    return message.id


@act("conversation.ask")
async def ask(
    desk: Desk,
    messages: Messages,
    files: Files,
    port: Ports,
    subject: Ref,
    asked: OrganisationId,
    text: str,
    sent: Sequence[FileId] = (),
    album: str = "",
) -> MessageId:
    """Ask an organisation that takes part; who works on it there is reminded until it is answered (M1.7, M1.8).

    The clock of the matter runs on. Raises NotAParty.
    """
    topic = await _writable(desk, port, subject)
    said = _checked(text, sent)
    if asked not in topic.parties or asked == desk.actor.organisation:
        raise NotAParty
    message = await _said(desk, messages, files, topic, said, sent, album, asks=asked)
    end = due(almaty_date(desk.now), desk.edition.attraction.question.period, desk.calendar)
    desk.deadline(opened(QUESTION, message.ref, asked, end, topic.parties[asked]))
    desk.tell(_working(topic, asked), QuestionAsked(message.id), message.ref, f"conversation.message:{message.id}")
    await _tell_others(desk, messages, topic, message)
    return message.id


@act("conversation.answer")
async def answer(
    desk: Desk,
    messages: Messages,
    files: Files,
    port: Ports,
    question_id: MessageId,
    text: str,
    sent: Sequence[FileId] = (),
    album: str = "",
) -> MessageId:
    """Answer a question put to one's organisation. Raises AnsweredAlready when a colleague was faster."""
    known = await messages.get(question_id)
    if known is None:
        raise NotFound
    topic = await _writable(desk, port, known.subject)
    said = _checked(text, sent)
    question = await messages.lock(question_id)
    if question is None or question.asks is None:
        raise NotFound
    if question.asks != desk.actor.organisation:
        raise NotPermitted
    if question.answered_at is not None:
        raise AnsweredAlready
    question.answered_at = desk.now
    message = await _said(desk, messages, files, topic, said, sent, album, answers=question.id)
    desk.deadline(CloseDeadline(QUESTION, question.ref, DeadlineState.MET))
    desk.settle(question.ref)
    await _tell_others(desk, messages, topic, message)
    return message.id


async def _writable(desk: Desk, port: Ports, subject: Ref) -> Topic:
    """Raises NotFound, and NotPermitted for those who may only read."""
    topic = await topic_of(subject, desk.actor, port)
    if not topic.may_write(desk.actor):
        raise NotPermitted
    return topic


def _checked(text: str, sent: Sequence[FileId]) -> str:
    said = text.strip()
    if not said and not sent:
        raise NothingSaid
    if len(said) > LONGEST:
        raise MessageTooLong(LONGEST)
    return said


async def _said(
    desk: Desk,
    messages: Messages,
    files: Files,
    topic: Topic,
    text: str,
    sent: Sequence[FileId],
    album: str = "",
    *,
    asks: OrganisationId | None = None,
    answers: MessageId | None = None,
) -> Message:
    message = Message(
        id=MessageId(desk.new_id()),
        subject_kind=topic.subject.kind,
        subject_id=topic.subject.id,
        person=desk.actor.person,
        organisation=desk.actor.organisation,
        written_at=desk.now,
        text=text,
        files=len(sent),
        album=album if sent else "",
        asks=asks,
        answers=answers,
    )
    await messages.add(message)
    await files.attach(sent, message.ref, desk.actor)
    name = "conversation.ask" if asks else "conversation.answer" if answers else "conversation.write"
    desk.audit(
        name,
        topic.subject,
        after={
            "message": str(message.id),
            "text": text,
            "files": len(sent),
            **({"asks": str(asks)} if asks else {}),
            **({"answers": str(answers)} if answers else {}),
        },
    )
    return message


async def _join(desk: Desk, files: Files, message: Message, text: str, sent: Sequence[FileId]) -> MessageId:
    message.files += len(sent)
    if text and not message.text:
        message.text = text
    await files.attach(sent, message.ref, desk.actor)
    desk.audit("conversation.write", message.subject, after={"message": str(message.id), "files": message.files})
    return message.id


def _working(topic: Topic, organisation: OrganisationId) -> Audience:
    """Who works on it in an organisation: the person named, or all who write there."""
    person = topic.parties[organisation]
    if person is None:
        return Audience(organisation=organisation, roles=WRITERS)
    return Audience(people=frozenset({person}))


async def _tell_others(desk: Desk, messages: Messages, topic: Topic, message: Message) -> None:
    """Those who work on it, and those who have written before; the author not, and everybody once: who was asked a
    question is told of the question alone, for the key is the same."""
    key = f"conversation.message:{message.id}"
    notice = MessageWritten(message.id)
    named = frozenset(one for one in topic.parties.values() if one is not None)
    people = named | await messages.writers(topic.subject)
    desk.tell(Audience(people=people, but=desk.actor.person), notice, message.ref, key)
    for organisation, person in topic.parties.items():
        if person is None:
            to = Audience(organisation=organisation, roles=WRITERS, but=desk.actor.person)
            desk.tell(to, notice, message.ref, key)
