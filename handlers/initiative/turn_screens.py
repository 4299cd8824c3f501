"""Screens of extension, redirection and closing: pure, from facts and reader (M1.7; п. 42)."""

from collections.abc import Callable

from markupsafe import Markup

from domain.initiative.model import Initiative, Pending, Petition, PetitionKind, PetitionState
from domain.initiative.notices import News
from handlers.forms.clean import shortened
from handlers.forms.places import StartForm
from handlers.initiative.facts import PetitionNames
from handlers.initiative.places import InitiativeCard, InitiativePetition, InitiativeRedirect
from handlers.initiative.presses import ApprovePetition, GiveConsent, WithdrawPetition
from handlers.initiative.turn_facts import AskedFacts, ExtendFacts, NewsFacts, PetitionFacts, RedirectFacts
from handlers.pick.lists import PAGE, page_of, pager
from handlers.screens.labels import ON_BUTTON, quoted
from handlers.screens.navigation import back_row
from handlers.screens.press import Go
from handlers.screens.values import Button, Row, Screen, row, rows
from handlers.words import formats
from handlers.words.reader import Reader, lines


def form_of(name: str, one: Initiative, **more: object) -> Go:
    """To a form about the initiative as it is seen."""
    return Go(StartForm(name, {"initiative": str(one.id), "version": one.version, **more}))


def title(one: Initiative, r: Reader) -> Markup:
    return r.say("initiative.turn", "<b>{number} · {title}</b>", number=one.number, title=one.title)


# The questions before


def show_extend(facts: ExtendFacts, r: Reader) -> Screen:
    one = facts.initiative
    return Screen(
        lines(
            title(one, r),
            r.say("initiative.extend", "Now due: {day}", day=formats.day(r, one.due_on)) if one.due_on else None,
            r.say(
                "initiative.extend",
                "It can be extended once. After that only a project passport or a redirection is possible (п. 42).",
            ),
            r.say("initiative.extend", "Until when?"),
        ),
        rows(
            *(
                row(
                    Button(
                        r.label_count(
                            "initiative.extend",
                            "{n} day: until {day}",
                            "{n} days: until {day}",
                            days,
                            day=formats.day(r, until),
                        ),
                        form_of("initiative.extend", one, days=days),
                    )
                )
                for days, until in facts.offers
            ),
            back_row(r),
        ),
    )


def show_redirect(facts: RedirectFacts, r: Reader) -> Screen:
    one = facts.initiative
    shown, page = page_of(facts.akimats, facts.place.page, PAGE)
    return Screen(
        lines(
            title(one, r),
            r.say(
                "initiative.redirect",
                "First the other akimat is asked whether it takes the initiative, then the authorised body decides.",
            ),
            r.say("initiative.redirect", "To which akimat?")
            if facts.akimats
            else r.say("initiative.redirect", "No other akimat works in Tereze yet."),
        ),
        rows(
            *(
                row(
                    Button(
                        shortened(akimat.names.get(r.language, ""), ON_BUTTON),
                        form_of("initiative.ask_redirection", one, akimat=str(akimat.id)),
                    )
                )
                for akimat in shown
            ),
            pager(r, page, len(facts.akimats), lambda to: InitiativeRedirect(one.id, to)),
            back_row(r),
        ),
    )


# The petition


def petition_line(petition: Petition, names: PetitionNames, pending: str, r: Reader) -> Markup | None:
    """Where the redirection or closing stands, in one line for the card; None where the card shows it itself."""
    other = names.other.get(r.language, "")
    match pending, petition.kind, petition.state:
        case (Pending.CONSENT, _, _):
            return r.say("initiative.petition", "Redirection: {akimat} is asked whether it takes it", akimat=other)
        case (Pending.REDIRECTION, _, _):
            return r.say("initiative.petition", "Redirection to {akimat}: the authorised body decides", akimat=other)
        case (Pending.OPINION, _, _):
            return r.say("initiative.petition", "Closing: the mission is asked for its opinion")
        case (Pending.CLOSING, _, _):
            return r.say("initiative.petition", "Closing: the authorised body decides")
        case (_, _, PetitionState.DECLINED):
            return r.say("initiative.petition", "Redirection: {akimat} declined", akimat=other)
        case (_, PetitionKind.REDIRECTION, PetitionState.REFUSED):
            return r.say("initiative.petition", "Redirection to {akimat}: refused", akimat=other)
        case (_, PetitionKind.REDIRECTION, PetitionState.APPROVED):
            former = names.akimat.get(r.language, "")
            return r.say("initiative.petition", "Redirected from: {akimat}", akimat=former)
        case (_, PetitionKind.CLOSING, PetitionState.REFUSED):
            return r.say("initiative.petition", "Closing: refused")
        case (_, PetitionKind.CLOSING, PetitionState.APPROVED):
            return r.say("initiative.petition", "Closed: the investor dropped it")
    return None


def show_petition(facts: PetitionFacts, r: Reader) -> Screen:
    one, petition, names = facts.initiative, facts.petition, facts.names
    return Screen(
        lines(
            title(one, r),
            petition_line(petition, names, one.pending, r)
            or r.say("initiative.petition", "The akimat no longer asks for it."),
            r.say("initiative.petition", "Expected by: {due}", due=formats.due(r, facts.expected, facts.today))
            if facts.expected is not None
            else None,
            "",
            r.say(
                "initiative.petition",
                "Asked by: {akimat}, {name}, {moment}",
                akimat=names.akimat.get(r.language, ""),
                name=names.asked_by,
                moment=formats.moment(r, petition.asked_at),
            ),
            quoted(petition.reason, r.say("initiative.petition", "Why"), r),
            *_answer(facts, r),
            *_decision(facts, r),
            _what_follows(facts, r),
        ),
        rows(*_deeds(facts, r), row(_to_card(one, r)), back_row(r)),
    )


def _answer(facts: PetitionFacts, r: Reader) -> tuple[Markup, ...]:
    petition, names = facts.petition, facts.names
    if petition.answered_at is None:
        return ()
    moment = formats.moment(r, petition.answered_at)
    if petition.kind == PetitionKind.REDIRECTION:
        who = names.other.get(r.language, "")
        template = (
            r.say(
                "initiative.petition",
                "Takes it: {who}, {name}, {moment}",
                who=who,
                name=names.answered_by,
                moment=moment,
            )
            if petition.agrees
            else r.say(
                "initiative.petition",
                "Declined: {who}, {name}, {moment}",
                who=who,
                name=names.answered_by,
                moment=moment,
            )
        )
    else:
        who = facts.maker.get(r.language, "")
        template = (
            r.say(
                "initiative.petition", "Agrees: {who}, {name}, {moment}", who=who, name=names.answered_by, moment=moment
            )
            if petition.agrees
            else r.say(
                "initiative.petition",
                "Does not agree: {who}, {name}, {moment}",
                who=who,
                name=names.answered_by,
                moment=moment,
            )
        )
    return (quoted(petition.answer, template, r) if petition.answer else template,)


def _decision(facts: PetitionFacts, r: Reader) -> tuple[Markup, ...]:
    petition, names = facts.petition, facts.names
    if petition.decided_at is None:
        return ()
    moment = formats.moment(r, petition.decided_at)
    said = (
        r.say(
            "initiative.petition",
            "Approved by the authorised body: {name}, {moment}",
            name=names.decided_by,
            moment=moment,
        )
        if petition.state == PetitionState.APPROVED
        else r.say(
            "initiative.petition",
            "Refused by the authorised body: {name}, {moment}",
            name=names.decided_by,
            moment=moment,
        )
    )
    return (quoted(petition.decision, said, r) if petition.decision else said,)


def _what_follows(facts: PetitionFacts, r: Reader) -> Markup | None:
    """What the reader's yes would mean, with the day."""
    pending = facts.initiative.pending
    if pending == Pending.CONSENT and facts.asked:
        return r.say(
            "initiative.petition",
            "If you take it, the authorised body decides. From its yes on you have a term of your own: {period}.",
            period=formats.period(r, facts.own),
        )
    if pending == Pending.REDIRECTION and facts.decides:
        return r.say(
            "initiative.petition",
            "If you approve now, the new akimat considers it by {day}.",
            day=formats.day(r, facts.until),
        )
    if pending == Pending.OPINION and facts.decides:
        if facts.silent:
            return r.say("initiative.petition", "The mission has not answered in time. You may decide without it.")
        day = formats.day(r, facts.petition.answer_by)
        return r.say("initiative.petition", "The mission may answer until {day}; then you can decide.", day=day)
    return None


def _deeds(facts: PetitionFacts, r: Reader) -> tuple[Row | None, ...]:
    one, pending, kind = facts.initiative, facts.initiative.pending, facts.petition.kind
    made: list[Row | None] = []
    if pending == Pending.CONSENT and facts.asked:
        made += [
            row(Button(r.label("initiative.petition", "We take it"), GiveConsent(one.id, one.version))),
            row(Button(r.label("initiative.petition", "Decline with a reason"), form_of("initiative.decline", one))),
        ]
    if pending == Pending.OPINION and facts.heard:
        made.append(row(Button(r.label("initiative.petition", "Give the opinion"), form_of("initiative.opine", one))))
    if facts.decides and (pending in (Pending.REDIRECTION, Pending.CLOSING) or facts.silent):
        yes = (
            r.label("initiative.petition", "Approve the redirection")
            if kind == PetitionKind.REDIRECTION
            else r.label("initiative.petition", "Close the initiative")
        )
        made += [
            row(Button(yes, ApprovePetition(one.id, one.version, kind))),
            row(
                Button(
                    r.label("initiative.petition", "Refuse with a reason"), form_of("initiative.refuse", one, kind=kind)
                )
            ),
        ]
    if pending != Pending.NOTHING and facts.handles:
        label = r.label("initiative.petition", "Withdraw the request")
        made.append(row(Button(label, WithdrawPetition(one.id, one.version))))
    return tuple(made)


# Notices: a number and a date


def _to_card(one: Initiative, r: Reader) -> Button:
    return Button(r.label("initiative.petition", "To the initiative"), Go(InitiativeCard(one.id)))


def show_news(facts: NewsFacts, r: Reader) -> Screen:
    one = facts.initiative
    text = NEWS[News(facts.what)](facts, r)
    there = Go(InitiativeCard(one.id))
    return Screen(text, rows(row(Button(r.label("initiative.notice", "Open"), there)) if facts.seen else None))


def _extended(facts: NewsFacts, r: Reader) -> Markup:
    number = facts.initiative.number
    if facts.due is None:
        return r.say("initiative.notice", "The term of initiative {number} is extended.", number=number)
    until = formats.due(r, facts.due, facts.today)
    return r.say(
        "initiative.notice", "The term of initiative {number} is extended. Due: {due}.", number=number, due=until
    )


def _redirected(facts: NewsFacts, r: Reader) -> Markup:
    return r.say(
        "initiative.notice", "Initiative {number} is redirected to another akimat.", number=facts.initiative.number
    )


def _refused(facts: NewsFacts, r: Reader) -> Markup:
    number = facts.initiative.number
    if facts.due is None or not facts.seen:
        return r.say("initiative.notice", "The redirection of initiative {number} is refused.", number=number)
    until = formats.due(r, facts.due, facts.today)
    return r.say(
        "initiative.notice", "The redirection of initiative {number} is refused. Due: {due}.", number=number, due=until
    )


def _consent(facts: NewsFacts, r: Reader) -> Markup:
    return r.say(
        "initiative.notice",
        "The other akimat takes initiative {number}. The authorised body decides now.",
        number=facts.initiative.number,
    )


def _declined(facts: NewsFacts, r: Reader) -> Markup:
    return r.say(
        "initiative.notice",
        "The other akimat does not take initiative {number}. It stays where it is.",
        number=facts.initiative.number,
    )


def _opinion(facts: NewsFacts, r: Reader) -> Markup:
    return r.say(
        "initiative.notice",
        "The mission has answered on closing initiative {number}. The authorised body decides now.",
        number=facts.initiative.number,
    )


def _closed(facts: NewsFacts, r: Reader) -> Markup:
    return r.say("initiative.notice", "Initiative {number} is closed.", number=facts.initiative.number)


def _stays(facts: NewsFacts, r: Reader) -> Markup:
    return r.say(
        "initiative.notice",
        "The authorised body did not close initiative {number}. The akimat goes on with it.",
        number=facts.initiative.number,
    )


def _withdrawn(facts: NewsFacts, r: Reader) -> Markup:
    return r.say(
        "initiative.notice", "The akimat withdrew its request on initiative {number}.", number=facts.initiative.number
    )


NEWS: dict[News, Callable[[NewsFacts, Reader], Markup]] = {
    News.EXTENDED: _extended,
    News.CONSENT_GIVEN: _consent,
    News.CONSENT_DECLINED: _declined,
    News.REDIRECTED: _redirected,
    News.REDIRECTION_REFUSED: _refused,
    News.OPINION_GIVEN: _opinion,
    News.CLOSED: _closed,
    News.CLOSING_REFUSED: _stays,
    News.WITHDRAWN: _withdrawn,
}


def show_answer_asked(facts: AskedFacts, r: Reader) -> Screen:
    one = facts.initiative
    closing = facts.petition.kind == PetitionKind.CLOSING
    text = (
        r.say(
            "initiative.notice", "The akimat wants to close initiative {number}. What do you think?", number=one.number
        )
        if closing
        else r.say("initiative.notice", "Your akimat is asked to take initiative {number}.", number=one.number)
    )
    return Screen(lines(text, _expected(facts, r)), (row(_to_petition(one, r)),))


def show_decision_asked(facts: AskedFacts, r: Reader) -> Screen:
    one = facts.initiative
    text = (
        r.say("initiative.notice", "The closing of initiative {number} waits for your decision.", number=one.number)
        if facts.petition.kind == PetitionKind.CLOSING
        else r.say(
            "initiative.notice", "The redirection of initiative {number} waits for your decision.", number=one.number
        )
    )
    return Screen(lines(text, _expected(facts, r)), (row(_to_petition(one, r)),))


def _expected(facts: AskedFacts, r: Reader) -> Markup | None:
    if facts.expected is None:
        return None
    return r.say("initiative.notice", "Expected by: {due}.", due=formats.due(r, facts.expected, facts.today))


def _to_petition(one: Initiative, r: Reader) -> Button:
    return Button(r.label("initiative.notice", "Read and answer"), Go(InitiativePetition(one.id)))
