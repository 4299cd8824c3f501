"""Regular duties on the phone: what I owe, one duty, who has not sent yet. Pure."""

from datetime import date

from markupsafe import Markup

from domain.duty.model import DutyState
from domain.duty.ports import Counted, DutyLine, RoundLine
from domain.file.model import FileState, KeptFile
from domain.panel.rules import colour
from handlers.access.places import AuditTrail
from handlers.duty.facts import CardFacts, FilesFacts, MineFacts, RoundFacts, RoundsFacts
from handlers.duty.places import (
    DutyCard,
    DutyFiles,
    DutyRound,
    DutyRounds,
    GetDutyFile,
    MyDuties,
    ObligeDuty,
    RemoveDutyFile,
    SendDuty,
    TakeBackDuty,
    WithdrawDuty,
)
from handlers.forms.clean import shortened
from handlers.forms.places import StartForm
from handlers.pick.lists import PAGE, pager
from handlers.screens.labels import ON_BUTTON, quoted, with_tail
from handlers.screens.navigation import back_row
from handlers.screens.press import Go
from handlers.screens.values import Button, Row, Screen, row, rows
from handlers.words import formats
from handlers.words.colours import MARKS
from handlers.words.duties import TO, WHAT, duty_name, period_name
from handlers.words.reader import Reader, lines


def mark(due: date, state: DutyState, today: date, yellow_below: int) -> str:
    """The colour of п. 55, for reports as for tasks."""
    if state is DutyState.EXEMPT:
        return "–"
    return MARKS[colour(due, today, yellow_below=yellow_below, done=state is DutyState.SENT, suspended=False)]


def show_mine(facts: MineFacts, r: Reader) -> Screen:
    return Screen(
        lines(
            r.say("duty.mine", "<b>Reports of your organisation</b>"),
            r.count("duty.mine", "{n} is not sent yet.", "{n} are not sent yet.", facts.open)
            if facts.open
            else r.say("duty.mine", "Everything is sent."),
            None if facts.whole else r.say("duty.mine", "A report stands here a month before its date."),
        ),
        rows(
            *(row(Button(_mine(line, facts, r), Go(DutyCard(line.id)))) for line in facts.lines),
            pager(r, facts.page, facts.whole, MyDuties),
            back_row(r),
        ),
    )


def _mine(line: DutyLine, facts: MineFacts, r: Reader) -> str:
    sign = mark(line.due, line.state, facts.today, facts.yellow_below)
    name = line.asked or duty_name(r, line.code)
    return shortened(f"{sign} {formats.short_day(r, line.due)} · {name}", ON_BUTTON)


def show_card(facts: CardFacts, r: Reader) -> Screen:
    owed = facts.owed
    period = period_name(r, owed.period)
    sign = mark(owed.due, owed.state, facts.today, facts.yellow_below)
    return Screen(
        lines(
            r.say("duty.card", "{mark} <b>{name}</b>", mark=sign, name=duty_name(r, owed.code)),
            Markup.escape(period) if period else None,
            None if facts.own else Markup.escape(facts.body.names[r.language]),
            quoted(owed.asked, r.say("duty.card", "What is asked for:"), r) if owed.asked else _what(owed.code, r),
            r.text(TO[facts.duty.to]),
            *_stands(facts, r),
            r.say("duty.card", "Ground: {clause}", clause=formats.clause(r, facts.duty.clause)),
            r.say("duty.card", "Where the source names no day, the platform decided on it.")
            if facts.duty.decided
            else None,
            quoted(owed.note, r.say("duty.card", "Note:"), r) if owed.note else None,
            *(_counted(facts.counted, r) if owed.state in (DutyState.OPEN, DutyState.SENT) else ()),
            r.say("duty.card", "To attach the report, send its file here.") if facts.may_send else None,
        ),
        rows(*_deeds(facts, r), back_row(r)),
    )


def _what(code: str, r: Reader) -> Markup | None:
    return r.text(WHAT[code]) if code in WHAT else None


def _stands(facts: CardFacts, r: Reader) -> list[Markup | None]:
    owed = facts.owed
    match owed.state:
        case DutyState.OPEN:
            return [
                r.say("duty.card", "Until {due}", due=formats.due(r, owed.due, facts.today)),
                r.say(
                    "duty.card",
                    "A fixed date does not move over days off: the last working day is {day}.",
                    day=formats.day(r, facts.working),
                )
                if facts.working is not None
                else None,
            ]
        case DutyState.SENT:
            assert owed.sent_at is not None
            sent = formats.moment(r, owed.sent_at)
            return [
                r.say("duty.card", "✓ Sent: {moment}, {name}", moment=sent, name=facts.sender)
                if facts.sender
                else r.say("duty.card", "✓ Sent: {moment}", moment=sent),
                r.say("duty.card", "The last day was {day}.", day=formats.day(r, owed.due))
                if owed.due < facts.today
                else r.say("duty.card", "The last day is {day}.", day=formats.day(r, owed.due)),
            ]
        case DutyState.EXEMPT:
            reason = "" if facts.exemption is None else facts.exemption.reason
            return [
                r.say("duty.card", "Exempt by the National Company: {reason}", reason=reason)
                if reason
                else r.say("duty.card", "Exempt by the National Company")
            ]
        case DutyState.CANCELLED:
            return [r.say("duty.card", "Cancelled: it is no longer owed.")]


def _counted(counted: Counted, r: Reader) -> list[Markup | None]:
    """Figures from the data, for the report (read only)."""
    if not counted.anything:
        return []
    given = (
        (r.say("duty.figures", "– meetings: {n}", n=counted.meetings), counted.meetings),
        (r.say("duty.figures", "– initiatives made: {n}", n=counted.initiatives), counted.initiatives),
        (r.say("duty.figures", "– passed to akimats: {n}", n=counted.passed), counted.passed),
        (r.say("duty.figures", "– initiatives received: {n}", n=counted.received), counted.received),
        (r.say("duty.figures", "– projects entered: {n}", n=counted.fresh), counted.fresh),
        (r.say("duty.figures", "– regional pool: {n}", n=counted.regional), counted.regional),
        (r.say("duty.figures", "– national pool: {n}", n=counted.national), counted.national),
        (r.say("duty.figures", "– of them in the green corridor: {n}", n=counted.corridor), counted.corridor),
        (r.say("duty.figures", "– of them with the Task Force: {n}", n=counted.task_force), counted.task_force),
    )
    shown = [line for line, value in given if value is not None]
    return [r.say("duty.figures", "Counted from the data of the period:"), *shown]


def _deeds(facts: CardFacts, r: Reader) -> list[Row | None]:
    owed = facts.owed
    context = {"duty": str(owed.id), "version": owed.version}
    writes = facts.own and (facts.may_send or facts.may_take_back)
    note = r.label("duty.card", "Change the note") if owed.note else r.label("duty.card", "Add a note")
    files = r.label("duty.card", "Files: {n}", n=facts.files)
    exempts = facts.may_waive and owed.state is DutyState.OPEN
    obliges = facts.may_waive and owed.state is DutyState.EXEMPT
    return [
        row(Button(r.label("duty.card", "Mark as sent"), SendDuty(owed.id, owed.version))) if facts.may_send else None,
        row(Button(r.label("duty.card", "Not sent after all"), TakeBackDuty(owed.id, owed.version)))
        if facts.may_take_back
        else None,
        row(
            Button(note, Go(StartForm("duty.note", context))) if writes else None,
            Button(files, Go(DutyFiles(owed.id))) if facts.files else None,
        ),
        row(Button(r.label("duty.card", "Exempt from this duty"), Go(StartForm("duty.exempt", context))))
        if exempts
        else None,
        row(Button(r.label("duty.card", "Owes it again"), ObligeDuty(owed.id, owed.version))) if obliges else None,
        row(Button(r.label("duty.card", "Withdraw the request"), WithdrawDuty(owed.id, owed.version)))
        if facts.may_withdraw
        else None,
        row(Button(r.label("duty.card", "History"), Go(AuditTrail("duty", owed.id)))) if facts.browses else None,
    ]


def show_files(facts: FilesFacts, r: Reader) -> Screen:
    place = facts.place
    made: list[Row] = []
    for one in facts.files[place.page * PAGE : (place.page + 1) * PAGE]:
        if one.state is FileState.CHECKED:
            label = shortened(r.label("duty.files", "Send: {name}", name=one.name), ON_BUTTON)
            made.append(row(Button(label, GetDutyFile(place.duty, one.id))))
        if facts.may_change:
            label = shortened(r.label("duty.files", "Remove: {name}", name=one.name), ON_BUTTON)
            made.append(row(Button(label, RemoveDutyFile(place.duty, one.id))))
    waiting = [one.name for one in facts.files if one.state is FileState.QUARANTINED]
    refused = [one.name for one in facts.files if one.state is FileState.REFUSED]
    return Screen(
        lines(
            r.say("duty.files", "<b>Files: {name}</b>", name=duty_name(r, facts.owed.code)),
            r.say("duty.files", "Still being checked: {names}", names=", ".join(waiting)) if waiting else None,
            r.say("duty.files", "Refused by the check: {names}", names=", ".join(refused)) if refused else None,
            None if facts.files else r.say("duty.files", "There are no files."),
        ),
        rows(
            *made,
            pager(r, place.page, len(facts.files), lambda page: DutyFiles(place.duty, page)),
            back_row(r),
        ),
    )


def show_rounds(facts: RoundsFacts, r: Reader) -> Screen:
    return Screen(
        lines(
            r.say("duty.rounds", "<b>Who has reported</b>"),
            r.say("duty.rounds", "Each line: the last day, the report, how many have sent it.")
            if facts.whole
            else r.say("duty.rounds", "No report is due yet."),
        ),
        rows(
            row(Button(r.label("duty.rounds", "Ask for a report"), Go(StartForm("duty.ask")))) if facts.asks else None,
            *(row(Button(_round(line, facts, r), Go(DutyRound(line.code, line.period)))) for line in facts.lines),
            pager(r, facts.page, facts.whole, DutyRounds),
            back_row(r),
        ),
    )


def _round(line: RoundLine, facts: RoundsFacts, r: Reader) -> str:
    state = DutyState.OPEN if line.open else DutyState.SENT
    sign = mark(line.due, state, facts.today, facts.yellow_below)
    name = line.asked or duty_name(r, line.code)
    return with_tail(f"{sign} {formats.short_day(r, line.due)} · {name}", f"{line.sent}/{line.sent + line.open}")


def show_round(facts: RoundFacts, r: Reader) -> Screen:
    line, place = facts.line, facts.place
    period = period_name(r, line.period)
    return Screen(
        lines(
            r.say("duty.round", "<b>{name}</b>", name=duty_name(r, line.code)),
            Markup.escape(period) if period else None,
            quoted(line.asked, r.say("duty.card", "What is asked for:"), r) if line.asked else None,
            r.say("duty.card", "Until {due}", due=formats.due(r, line.due, facts.today)),
            r.say(
                "duty.round",
                "Not sent: {open} · sent: {sent} · exempt: {exempt}",
                open=line.open,
                sent=line.sent,
                exempt=line.exempt,
            ),
            r.say("duty.card", "Ground: {clause}", clause=formats.clause(r, facts.duty.clause)),
        ),
        rows(
            *(row(Button(_body(one, facts, r), Go(DutyCard(one.id)))) for one in facts.bodies),
            pager(
                r,
                place.page,
                line.open + line.sent + line.exempt,
                lambda page: DutyRound(place.code, place.period, page),
            ),
            back_row(r),
        ),
    )


def _body(one: DutyLine, facts: RoundFacts, r: Reader) -> str:
    """Who, and how it stands: the colour, days overdue, the day it was sent, or exempt."""
    name = f"{mark(one.due, one.state, facts.today, facts.yellow_below)} {one.names[r.language]}"
    late = (facts.today - one.due).days
    if one.state is DutyState.OPEN:
        return with_tail(name, r.label_count("duty.round", "{n} day", "{n} days", late) if late > 0 else "")
    if one.sent_on is not None:
        return with_tail(name, formats.short_day(r, one.sent_on))
    return with_tail(name, r.label("duty.round", "exempt"))


def show_asked(facts: CardFacts, r: Reader) -> Screen:
    """Not what is asked for: a push carries no words of people (N3)."""
    due = formats.due(r, facts.owed.due, facts.today)
    return Screen(
        r.say("duty.notice", "The authorised body asks for an unplanned report.\n{due}", due=due),
        rows(row(Button(r.label("duty.notice", "Open"), Go(DutyCard(facts.owed.id))))),
    )


def show_waived(facts: CardFacts, r: Reader) -> Screen:
    name = duty_name(r, facts.owed.code)
    exempt = facts.exemption is not None
    return Screen(
        r.say("duty.notice", "The National Company exempted your organisation: {name}.", name=name)
        if exempt
        else r.say("duty.notice", "Your organisation owes it again: {name}.", name=name),
        rows(row(Button(r.label("duty.notice", "Open"), Go(DutyCard(facts.owed.id))))),
    )


def show_file(file: KeptFile, r: Reader) -> Screen:
    return Screen(r.say("duty.files", "File of the report: {name}", name=file.name), file=file.id)
