"""Conversations of those who take part in a matter (M1.8; п. 43). Kinds of matters are registered by
`domain.conversation.subjects.subject`; their cards stand in `handlers/conversation/subjects.py`."""

from collections.abc import Sequence

from markupsafe import Markup

from domain.conversation.notices import FileOfMessage, MessageWritten, QuestionAsked
from domain.conversation.rules import QUESTION, AnsweredAlready, MessageTooLong, NotAParty, NothingSaid
from domain.kit.ids import MessageId, Ref
from handlers.conversation import facts, screens
from handlers.conversation.places import AnswerQuestion, AskQuestion, Conversation, OneMessage
from handlers.conversation.routes import entered, router
from handlers.reading import Reading
from handlers.room import NoticeView, Room, View, Way
from handlers.screens.press import Go
from handlers.words.catalog import Text
from handlers.words.reader import Reader


def nothing_said(_: NothingSaid, r: Reader) -> Markup:
    return r.say("conversation.refused", "There is nothing to send: write a text, or send a photo or a document.")


def too_long(refusal: MessageTooLong, r: Reader) -> Markup:
    return r.count(
        "conversation.refused",
        "The text is too long: a message holds {n} character. Send it in parts, or as a file.",
        "The text is too long: a message holds {n} characters. Send it in parts, or as a file.",
        refusal.most,
    )


def not_a_party(_: NotAParty, r: Reader) -> Markup:
    return r.say("conversation.refused", "This organisation does not take part any more. Look who does.")


def answered_already(_: AnsweredAlready, r: Reader) -> Markup:
    return r.say("conversation.refused", "A colleague has answered meanwhile.")


async def answering(subject: Ref, reading: Reading) -> Sequence[Way]:
    """A question is closed by answering it (N3)."""
    found = await facts.message_facts(MessageId(subject.id), reading)
    return (Way(Text("conversation.closing", "Answer"), Go(AnswerQuestion(found.said.id))),) if found.waits else ()


room = Room(
    name="conversation",
    views=(
        View(Conversation, facts.load_talk, screens.show_talk),
        View(AskQuestion, facts.load_ask, screens.show_ask),
        View(AnswerQuestion, facts.load_answer, screens.show_answer),
        View(OneMessage, facts.load_message, screens.show_message),
    ),
    notices=(
        NoticeView(MessageWritten, facts.load_written, screens.show_written),
        NoticeView(QuestionAsked, facts.load_asked, screens.show_asked),
        NoticeView(FileOfMessage, facts.load_file, screens.show_file),
    ),
    router=router,
    refusals={
        NothingSaid: nothing_said,
        MessageTooLong: too_long,
        NotAParty: not_a_party,
        AnsweredAlready: answered_already,
    },
    closing={QUESTION.name: answering},
    entered={Conversation: entered},
)
