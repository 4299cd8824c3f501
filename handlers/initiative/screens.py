"""Screens of the initiative room: pure, from facts and reader."""

from markupsafe import Markup

from domain.initiative.model import Initiative, InitiativeState, Pending, PetitionKind
from domain.kyc.model import KycState
from handlers.company.places import CompanyCard
from handlers.conversation.places import AskQuestion, Conversation
from handlers.forms.clean import shortened
from handlers.forms.places import StartForm
from handlers.initiative.facts import PASSPORT_FORM, CardFacts, OfficialsFacts, PassFacts
from handlers.initiative.lists import mark
from handlers.initiative.places import (
    InitiativeExtend,
    InitiativeOfficials,
    InitiativePass,
    InitiativePetition,
    InitiativeRedirect,
)
from handlers.initiative.presses import AppointOfficial, PassInitiative, TakeBackInitiative, WithdrawAllowance
from handlers.initiative.turn_screens import form_of, petition_line
from handlers.kyc.places import KycCard, KycOfCompany
from handlers.meeting.places import MeetingCard
from handlers.pick.lists import PAGE, pager
from handlers.screens.labels import ON_BUTTON, quoted
from handlers.screens.navigation import back_row
from handlers.screens.press import Go
from handlers.screens.values import Button, Row, Screen, row, rows
from handlers.words import classifiers, formats
from handlers.words.reader import Reader, lines


def show_card(facts: CardFacts, r: Reader) -> Screen:
    one = facts.initiative
    return Screen(
        lines(
            r.say("initiative.card", "<b>{number} · {title}</b>", number=one.number, title=one.title),
            r.say("initiative.card", "Company: {company}", company=facts.names.company),
            r.say(
                "initiative.card",
                "{region} · {sector}",
                region=classifiers.region_name(r, one.region),
                sector=classifiers.sector_short(r, one.sector),
            ),
            _size(one, r),
            *_stands(facts, r),
            *(_kyc(facts, r) if facts.kyc_seen and not one.passed else ()),
            quoted(one.description, r.say("initiative.card", "Description"), r),
            quoted(one.needs, r.say("initiative.card", "What is needed"), r) if one.needs else None,
            quoted(one.expectations, r.say("initiative.card", "Expectations"), r) if one.expectations else None,
        ),
        rows(
            *_petition_rows(facts, r),
            *_mission_rows(facts, r),
            *_body_rows(facts, r),
            *_akimat_rows(facts, r),
            *_talk_rows(facts, r),
            _ways(facts, r),
            back_row(r),
        ),
    )


def _size(one: Initiative, r: Reader) -> Markup | None:
    parts = [
        formats.short_money(r, one.cost) if one.cost else None,
        r.count("initiative.card", "{n} job", "{n} jobs", one.jobs) if one.jobs else None,
    ]
    return Markup(" · ").join(part for part in parts if part) or None


def _stands(facts: CardFacts, r: Reader) -> tuple[Markup, ...]:
    """Where it is, who has it, until when."""
    one, names = facts.initiative, facts.names
    maker = names.maker.get(r.language, "")
    if one.passed_at is None:
        return (
            r.say(
                "initiative.card",
                "Stands with: {organisation}, {name}, since {moment}",
                organisation=maker,
                name=names.author,
                moment=formats.moment(r, one.since),
            ),
        )
    said = [
        r.say(
            "initiative.card",
            "Passed to: {akimat}, {moment}",
            akimat=names.akimat.get(r.language, ""),
            moment=formats.moment(r, one.passed_at),
        ),
        r.say("initiative.card", "From: {organisation}, {name}", organisation=maker, name=names.author),
        r.say(
            "initiative.card",
            "Opened by: {name}, {moment}",
            name=names.opened_by,
            moment=formats.moment(r, one.opened_at),
        )
        if one.opened_at is not None
        else r.say("initiative.card", "Not opened by the akimat yet"),
    ]
    if one.official is not None:
        said.append(r.say("initiative.card", "Responsible: {name}", name=names.official))
    elif facts.appoint_by is not None and one.considered:
        day = formats.due(r, facts.appoint_by, facts.today)
        said.append(r.say("initiative.card", "Appoint an official by: {due}", due=day))
    if facts.due is not None:
        sign = mark(facts.due, facts.today, facts.yellow_below)
        day = formats.due(r, facts.due, facts.today)
        said.append(r.say("initiative.card", "{mark} Decide by: {due}", mark=sign, due=day))
    if one.paused_on is not None and one.considered:
        day = formats.day(r, one.paused_on)
        said.append(r.say("initiative.card", "The term stands still since {day}: the authorised body decides", day=day))
    if one.extended_at is not None:
        title = r.say(
            "initiative.card",
            "Extended once: {name}, {moment}",
            name=facts.extended_by,
            moment=formats.moment(r, one.extended_at),
        )
        said.append(quoted(one.extended_reason, title, r))
    if one.state == InitiativeState.PASSPORT:
        said.append(
            r.say("initiative.card", "✓ It has become a project: {moment}", moment=formats.moment(r, one.since))
        )
    if facts.petition is not None:
        said += [line for line in [petition_line(facts.petition, facts.petition_names, one.pending, r)] if line]
    return tuple(said)


def _petition_rows(facts: CardFacts, r: Reader) -> tuple[Row | None, ...]:
    """What is asked for and not decided comes first: for those who answer, with what they have to do."""
    one = facts.initiative
    if facts.petition is None:
        return ()
    there = Go(InitiativePetition(one.id))
    match one.pending:
        case Pending.CONSENT if facts.asked:
            label = r.label("initiative.card", "Answer: do we take it?")
        case Pending.OPINION if facts.of_maker:
            label = r.label("initiative.card", "Give your opinion on closing it")
        case Pending.REDIRECTION if facts.of_body:
            label = r.label("initiative.card", "Decide on the redirection")
        case Pending.CLOSING | Pending.OPINION if facts.of_body:
            label = r.label("initiative.card", "Decide on closing it")
        case _ if facts.petition.kind == PetitionKind.CLOSING:
            label = r.label("initiative.card", "About the closing")
        case _:
            label = r.label("initiative.card", "About the redirection")
    return (row(Button(label, there)),)


def _talk_rows(facts: CardFacts, r: Reader) -> tuple[Row | None, ...]:
    """The conversation with what is new in it; a question to the mission is one tap away (M1.8)."""
    one = facts.initiative
    there = Go(Conversation("initiative", one.id))
    label = (
        r.label_count("initiative.card", "Conversation: {n} new", "Conversation: {n} new", facts.unread)
        if facts.unread
        else r.label("initiative.card", "Conversation")
    )
    ask = Go(AskQuestion("initiative", one.id, one.maker))
    mission = facts.talks and not facts.of_maker and one.passed
    return (
        row(Button(r.label("initiative.card", "Ask the mission"), ask)) if mission and one.considered else None,
        row(Button(label, there)),
    )


def _kyc(facts: CardFacts, r: Reader) -> tuple[Markup, ...]:
    """What KYC says of the transfer: only to those who may know (A2)."""
    one = facts.initiative
    said = []
    if facts.covering is not None and facts.covering.valid_until is not None:
        said.append(
            r.say("initiative.card", "KYC: passed, valid until {day}", day=formats.day(r, facts.covering.valid_until))
        )
    elif facts.newest is None:
        said.append(r.say("initiative.card", "KYC: not started. It is needed before the transfer."))
    elif facts.newest.state == KycState.ON_DECISION:
        said.append(r.say("initiative.card", "KYC: waits for a decision. It is needed before the transfer."))
    elif facts.newest.state == KycState.RETURNED:
        said.append(r.say("initiative.card", "KYC: returned with remarks. It is needed before the transfer."))
    elif facts.newest.state == KycState.REFUSED:
        said.append(r.say("initiative.card", "KYC: refused. The transfer is not possible."))
    else:
        said.append(r.say("initiative.card", "KYC: ran out. A new check is needed before the transfer."))
    if one.allowed_at is not None:
        said.append(
            r.say(
                "initiative.card",
                "The authorised body allowed the transfer on {day}: {reason}",
                day=formats.day(r, one.allowed_at.astimezone(r.zone).date()),
                reason=one.allowed_reason,
            )
        )
    elif one.asked_at is not None:
        said.append(
            r.say(
                "initiative.card",
                "The authorised body was asked to allow the transfer on {day}: {reason}",
                day=formats.day(r, one.asked_at.astimezone(r.zone).date()),
                reason=one.asked_reason,
            )
        )
    elif one.declined_at is not None:
        said.append(
            r.say(
                "initiative.card",
                "The authorised body did not allow the transfer on {day}: {reason}",
                day=formats.day(r, one.declined_at.astimezone(r.zone).date()),
                reason=one.declined_reason,
            )
        )
    return tuple(said)


def _mission_rows(facts: CardFacts, r: Reader) -> tuple[Row | None, ...]:
    """What the making organisation can do: first what is missing before the transfer, or the transfer itself."""
    one = facts.initiative
    if not facts.of_maker:
        return ()
    if one.passed:
        back = TakeBackInitiative(one.id, one.version)
        free = one.opened_at is None and one.considered
        return (row(Button(r.label("initiative.card", "Take it back"), back)) if free else None,)
    context = {"initiative": str(one.id), "version": one.version}
    ask = Go(StartForm("initiative.ask_allowance", context))
    return (
        row(Button(r.label("initiative.card", "Pass to the akimat"), Go(InitiativePass(one.id))))
        if facts.may_go
        else row(_missing(facts, r)),
        row(Button(r.label("initiative.card", "Ask the authorised body"), ask))
        if not facts.may_go and one.asked_at is None
        else None,
        row(Button(r.label("initiative.card", "Withdraw the request"), WithdrawAllowance(one.id, one.version)))
        if one.asked_at is not None and one.allowed_at is None
        else None,
        row(Button(r.label("initiative.card", "Change the card"), Go(StartForm("initiative.card", context)))),
    )


def _missing(facts: CardFacts, r: Reader) -> Button:
    company = facts.initiative.company
    match facts.newest.state if facts.newest is not None else None:
        case None:
            start = StartForm("kyc.case", {"company": str(company)})
            return Button(r.label("initiative.card", "Start the KYC check"), Go(start))
        case KycState.ON_DECISION | KycState.RETURNED if facts.newest is not None:
            return Button(r.label("initiative.card", "Open the KYC check"), Go(KycCard(facts.newest.id)))
    return Button(r.label("initiative.card", "KYC of the company"), Go(KycOfCompany(company)))


def _body_rows(facts: CardFacts, r: Reader) -> tuple[Row | None, ...]:
    one = facts.initiative
    if not facts.of_body or one.passed or facts.may_go:
        return ()
    context = {"initiative": str(one.id), "version": one.version}
    return (
        row(Button(r.label("initiative.card", "Allow the transfer"), Go(StartForm("initiative.allow", context)))),
        row(Button(r.label("initiative.card", "Do not allow"), Go(StartForm("initiative.decline_allowance", context))))
        if one.asked_at is not None
        else None,
        row(_missing(facts, r)) if facts.newest is not None else None,
    )


def _akimat_rows(facts: CardFacts, r: Reader) -> tuple[Row | None, ...]:
    """What п. 42 asks for first; who is responsible after it. While something is asked for, only that is decided."""
    one = facts.initiative
    if not facts.of_akimat or not one.considered:
        return ()
    label = (
        r.label("initiative.card", "Appoint an official")
        if one.official is None
        else r.label("initiative.card", "Change the official")
    )
    take = AppointOfficial(one.id, one.version, facts.me)
    appoint = (
        row(Button(label, Go(InitiativeOfficials(one.id)))) if facts.head else None,
        row(Button(r.label("initiative.card", "Take it"), take)) if one.official is None else None,
    )
    return (*_turns(facts, r), *appoint) if one.official is not None else (*appoint, *_turns(facts, r))


def _turns(facts: CardFacts, r: Reader) -> tuple[Row | None, ...]:
    """Passport, extension, redirection (п. 42.1–3), and closing what the investor dropped."""
    one = facts.initiative
    if not facts.handles or one.pending != Pending.NOTHING:
        return ()
    passport = Go(StartForm(PASSPORT_FORM, {"initiative": str(one.id)}))
    extend = Button(r.label("initiative.card", "Extend"), Go(InitiativeExtend(one.id)))
    redirect = Button(r.label("initiative.card", "Redirect"), Go(InitiativeRedirect(one.id)))
    return (
        row(Button(r.label("initiative.card", "Fill in the project passport"), passport)) if facts.passport else None,
        row(extend if facts.extendable else None, redirect),
        row(
            Button(r.label("initiative.card", "Close: the investor dropped it"), form_of("initiative.ask_closing", one))
        ),
    )


def _ways(facts: CardFacts, r: Reader) -> Row:
    one = facts.initiative
    return row(
        Button(r.label("initiative.card", "Company"), Go(CompanyCard(one.company))) if facts.company_seen else None,
        Button(r.label("initiative.card", "Meeting"), Go(MeetingCard(one.meeting)))
        if facts.meeting_seen and one.meeting is not None
        else None,
    )


# Questions


def show_pass(facts: PassFacts, r: Reader) -> Screen:
    one = facts.initiative
    region = classifiers.region_name(r, one.region)
    if not facts.akimats:
        asked = r.say("initiative.pass", "No akimat of this region works in Tereze yet: {region}.", region=region)
    else:
        asked = lines(
            r.say("initiative.pass", "Region: {region}", region=region),
            r.say("initiative.pass", "It will be considered by {day}.", day=formats.day(r, facts.until)),
            r.say("initiative.pass", "Until it is opened there, you can take it back. Pass it?"),
        )
    return Screen(
        lines(
            r.say("initiative.pass", "<b>{number} · {title}</b>", number=one.number, title=one.title),
            r.say("initiative.pass", "Company: {company}", company=facts.company),
            asked,
        ),
        rows(
            *(
                row(
                    Button(
                        shortened(
                            r.label("initiative.pass", "Pass: {akimat}", akimat=akimat.names.get(r.language, "")),
                            ON_BUTTON,
                        ),
                        PassInitiative(one.id, one.version, akimat.id),
                    )
                )
                for akimat in facts.akimats
            ),
            back_row(r),
        ),
    )


def show_officials(facts: OfficialsFacts, r: Reader) -> Screen:
    one, place = facts.initiative, facts.place
    shown = facts.people[place.page * PAGE : (place.page + 1) * PAGE]
    return Screen(
        lines(
            r.say("initiative.officials", "<b>{number} · {title}</b>", number=one.number, title=one.title),
            r.say("initiative.officials", "Who becomes responsible? The number says how many initiatives they have."),
        ),
        rows(
            *(
                row(Button(_official(name, load, person == facts.me, r), AppointOfficial(one.id, one.version, person)))
                for person, name, load in shown
                if person != one.official
            ),
            pager(r, place.page, len(facts.people), lambda page: InitiativeOfficials(place.initiative, page)),
            back_row(r),
        ),
    )


def _official(name: str, load: int, me: bool, r: Reader) -> str:
    who = shortened(name, ON_BUTTON - 14)
    if me:
        return r.label("initiative.officials", "{name} (me) · {n}", name=who, n=load)
    return r.label("initiative.officials", "{name} · {n}", name=who, n=load)
