"""Screens of the conversation room: pure, from facts and reader. Names and organisations, never telephones (A2)."""

from dataclasses import replace

from markupsafe import Markup

from domain.conversation.ports import Said
from domain.file.model import FileState, KeptFile
from handlers.conversation.facts import MESSAGES, AskedFacts, AskFacts, MessageFacts, TalkFacts
from handlers.conversation.places import AnswerQuestion, AskQuestion, Conversation, OneMessage
from handlers.conversation.presses import SendMessageFile, SendOffered
from handlers.conversation.subjects import card_of
from handlers.forms.clean import shortened
from handlers.pick.lists import pages_of
from handlers.screens.labels import ON_BUTTON
from handlers.screens.navigation import back_row
from handlers.screens.press import Go
from handlers.screens.values import Button, Row, Screen, row, rows
from handlers.words import formats
from handlers.words.reader import Reader, lines

SHORT = 400
"""Characters of a message in the history; the rest is a tap away."""

PART = 3000
"""Characters of a long message on one screen."""


def show_talk(facts: TalkFacts, r: Reader) -> Screen:
    place, topic = facts.place, facts.topic
    pages = pages_of(facts.total, MESSAGES)
    here = min(max(place.page, 0), pages - 1)
    return Screen(
        lines(
            r.say("conversation.talk", "<b>{number} · {title}</b>", number=topic.number, title=topic.title),
            r.say("conversation.talk", "Conversation of those who take part"),
            None if facts.total else r.say("conversation.talk", "Nobody has written yet."),
            *(_in_history(one, r) for one in facts.said),
            "",
            _whom(facts, r),
            r.say(
                "conversation.talk",
                "You wrote before this screen was open:\n<blockquote>{text}</blockquote>",
                text=shortened(place.offered, SHORT),
            )
            if place.offered and facts.writes
            else None,
        ),
        rows(
            row(Button(r.label("conversation.talk", "Send this text"), SendOffered()))
            if place.offered and facts.writes
            else None,
            *(_answer_row(one, r) for one in facts.questions[:MESSAGES]),
            *(row(_opening(one, r)) for one in facts.said if one.files or len(one.text) > SHORT),
            *(_ask_rows(facts, r) if not place.offered else ()),
            _turning(place, here, pages, r),
            back_row(r),
        ),
    )


def _whom(facts: TalkFacts, r: Reader) -> Markup:
    """Who reads what is typed, so that nobody writes to whom they did not mean."""
    if not facts.writes:
        return r.say("conversation.talk", "You read along; those who take part write.")
    names = ", ".join(names.get(r.language, "") for _, names in facts.parties)
    if not names:
        return r.say("conversation.talk", "Write here, or send a photo or a document.")
    return r.say("conversation.talk", "Write here, or send a photo or a document. It goes to: {names}.", names=names)


def _in_history(one: Said, r: Reader) -> Markup:
    return lines(
        "", _said_by(one, r), _question(one, r), shortened_lines(one.text) if one.text else None, _files(one, r)
    )


def shortened_lines(text: str) -> str:
    """As `shortened`, but the lines stay."""
    return text if len(text) <= SHORT else text[: SHORT - 1].rstrip() + "…"


def _said_by(one: Said, r: Reader) -> Markup:
    return r.say(
        "conversation.talk",
        "<b>{name}</b>, {organisation} · {moment}",
        name=one.name,
        organisation=one.organisation_names.get(r.language, ""),
        moment=formats.moment(r, one.written_at),
    )


def _question(one: Said, r: Reader) -> Markup | None:
    if one.asks is None:
        return r.say("conversation.talk", "<i>Answer to a question</i>") if one.answers is not None else None
    whom = one.asks_names.get(r.language, "")
    if one.answered_at is not None:
        return r.say("conversation.talk", "<i>Question to {organisation}, answered ✓</i>", organisation=whom)
    return r.say("conversation.talk", "<i>Question to {organisation}, waits for an answer</i>", organisation=whom)


def _files(one: Said, r: Reader) -> Markup | None:
    return r.count("conversation.talk", "{n} file", "{n} files", one.files) if one.files else None


def _answer_row(one: Said, r: Reader) -> Row:
    label = r.label("conversation.talk", "Answer: {text}", text=_gist(one, r))
    return row(Button(shortened(label, ON_BUTTON), Go(AnswerQuestion(one.id))))


def _opening(one: Said, r: Reader) -> Button:
    label = r.label("conversation.talk", "Open: {text}", text=_gist(one, r))
    return Button(shortened(label, ON_BUTTON), Go(OneMessage(one.id)))


def _gist(one: Said, r: Reader) -> str:
    """What tells one message from another on a button."""
    return one.text or r.label_count("conversation.talk", "{n} file", "{n} files", one.files)


def _ask_rows(facts: TalkFacts, r: Reader) -> tuple[Row, ...]:
    if not facts.writes:
        return ()
    subject = facts.topic.subject
    return tuple(
        row(
            Button(
                shortened(
                    r.label("conversation.talk", "Ask: {organisation}", organisation=names.get(r.language, "")),
                    ON_BUTTON,
                ),
                Go(AskQuestion(subject.kind, subject.id, organisation)),
            )
        )
        for organisation, names in facts.parties
    )


def _turning(place: Conversation, here: int, pages: int, r: Reader) -> Row:
    """Earlier messages are on higher pages; the newest stand last."""
    earlier = Button(r.label("conversation.talk", "Earlier"), Go(replace(place, page=here + 1), replace=True))
    later = Button(r.label("conversation.talk", "Later"), Go(replace(place, page=here - 1), replace=True))
    return row(earlier if here + 1 < pages else None, later if here > 0 else None)


def show_ask(facts: AskFacts, r: Reader) -> Screen:
    return Screen(
        lines(
            r.say("conversation.ask", "<b>{number} · {title}</b>", number=facts.topic.number, title=facts.topic.title),
            r.say("conversation.ask", "Question to: {organisation}", organisation=facts.asked.get(r.language, "")),
            r.say(
                "conversation.ask",
                "Write the question. They are asked to answer by {day} and reminded until then.",
                day=formats.day(r, facts.until),
            ),
        ),
        (back_row(r),),
    )


def show_message(facts: MessageFacts, r: Reader) -> Screen:
    said = facts.said
    text, part, parts = _part(said.text, facts.part)
    place = OneMessage(said.id)
    turn = row(
        Button(r.label("conversation.message", "Beginning"), Go(replace(place, part=part - 1), replace=True))
        if part > 0
        else None,
        Button(r.label("conversation.message", "Go on reading"), Go(replace(place, part=part + 1), replace=True))
        if part + 1 < parts
        else None,
    )
    answer = Button(r.label("conversation.message", "Answer"), Go(AnswerQuestion(said.id)))
    return Screen(
        _full(facts, text, r),
        rows(
            row(answer) if facts.waits else None,
            turn,
            *_file_rows(facts, r),
            _ways(facts, r),
            back_row(r),
        ),
    )


def _full(facts: MessageFacts, text: str, r: Reader) -> Markup:
    said = facts.said
    waiting = [one.name for one in facts.files if one.state is FileState.QUARANTINED]
    refused = [one.name for one in facts.files if one.state is FileState.REFUSED]
    return lines(
        r.say("conversation.message", "<b>{number} · {title}</b>", number=facts.topic.number, title=facts.topic.title),
        "",
        _said_by(said, r),
        _question(said, r),
        text or None,
        r.say("conversation.message", "Still being checked: {names}", names=", ".join(waiting)) if waiting else None,
        r.say("conversation.message", "Refused by the check: {names}", names=", ".join(refused)) if refused else None,
    )


def _part(text: str, part: int) -> tuple[str, int, int]:
    """The part of a long text that is shown, which it is, of how many."""
    parts = pages_of(len(text), PART)
    here = min(max(part, 0), parts - 1)
    return text[here * PART : (here + 1) * PART], here, parts


def _file_rows(facts: MessageFacts, r: Reader) -> tuple[Row, ...]:
    return tuple(
        row(
            Button(
                shortened(r.label("conversation.message", "Send me: {name}", name=one.name), ON_BUTTON),
                SendMessageFile(facts.said.id, one.id),
            )
        )
        for one in facts.files
        if one.state is FileState.CHECKED
    )


def _ways(facts: MessageFacts, r: Reader) -> Row:
    subject = facts.topic.subject
    card = card_of(subject)
    return row(
        Button(r.label("conversation.message", "Conversation"), Go(Conversation(subject.kind, subject.id))),
        Button(r.label("conversation.message", "To the card"), Go(card)) if card is not None else None,
    )


def show_answer(facts: MessageFacts, r: Reader) -> Screen:
    """The question, and a place to type the answer."""
    text, _, parts = _part(facts.said.text, 0)
    asked = (
        r.say("conversation.answer", "Write the answer, or send a photo or a document.")
        if facts.waits
        else r.say("conversation.answer", "This question is answered already.")
    )
    return Screen(
        lines(_full(facts, text, r), "", asked),
        rows(
            row(Button(r.label("conversation.answer", "Read to the end"), Go(OneMessage(facts.said.id, 1))))
            if parts > 1
            else None,
            *_file_rows(facts, r),
            _ways(facts, r),
            back_row(r),
        ),
    )


# Notices: a number and a date; what was said is read after a tap (design §4)


def show_written(facts: MessageFacts, r: Reader) -> Screen:
    subject = facts.topic.subject
    text = r.say("conversation.notice", "New message in the conversation on {number}.", number=facts.topic.number)
    there = Go(Conversation(subject.kind, subject.id))
    return Screen(text, (row(Button(r.label("conversation.notice", "Read and answer"), there)),))


def show_asked(facts: AskedFacts, r: Reader) -> Screen:
    told = facts.message
    text = r.say(
        "conversation.notice",
        "You are asked a question on {number}. Answer by: {due}.",
        number=told.topic.number,
        due=formats.due(r, facts.due, facts.today),
    )
    return Screen(text, (row(Button(r.label("conversation.notice", "Answer"), Go(AnswerQuestion(told.said.id)))),))


def show_file(file: KeptFile, r: Reader) -> Screen:
    return Screen(r.say("conversation.notice", "File of the message: {name}", name=file.name), file=file.id)
