"""Screens of the meeting room: pure, from facts and reader."""

from dataclasses import replace
from datetime import date

from markupsafe import Markup

from domain.file.model import FileState, KeptFile
from domain.meeting.model import Agreement, AgreementState, Meeting, Side
from domain.meeting.ports import MeetingLine
from domain.panel.rules import colour
from handlers.company.places import CompanyCard
from handlers.forms.clean import shortened
from handlers.forms.places import StartForm
from handlers.initiative.places import InitiativeList
from handlers.meeting.facts import AgreementShown, CardFacts, CountedFacts, FilesFacts, ListFacts
from handlers.meeting.places import (
    AgreementCard,
    MeetingCard,
    MeetingCountries,
    MeetingFiles,
    MeetingList,
    MeetingPaper,
    MeetingSectors,
)
from handlers.meeting.presses import CloseAgreement, PrintMeeting, RemoveFile, SendFile
from handlers.pick.counted import show_counted
from handlers.pick.lists import PAGE, pager
from handlers.screens.labels import ON_BUTTON, quoted, ticked
from handlers.screens.navigation import back_row
from handlers.screens.press import Go
from handlers.screens.values import Button, Row, Screen, row, rows
from handlers.words import classifiers, formats
from handlers.words.colours import MARKS
from handlers.words.reader import Reader, lines


def show_list(facts: ListFacts, r: Reader) -> Screen:
    place = facts.place
    whose: Row = ()
    if facts.abroad and place.company is None:
        whose = row(*(_whose(r, place, value) for value in ("own", "organisation", "all")))
    context = {"company": str(place.company)} if place.company else {}
    chosen = [
        *([classifiers.country_name(r, place.country)] if place.country else []),
        *([classifiers.sector_short(r, place.sector)] if place.sector else []),
    ]
    return Screen(
        lines(
            r.say("meeting.list", "<b>Meetings: {company}</b>", company=facts.company)
            if facts.company
            else r.say("meeting.list", "<b>Meetings</b>"),
            Markup(" · ").join(chosen) or None,
            r.count("meeting.list", "{n} meeting", "{n} meetings", facts.total)
            if facts.total
            else r.say("meeting.list", "No meetings yet."),
        ),
        rows(
            row(Button(r.label("meeting.list", "Record a meeting"), Go(StartForm("meeting.card", context))))
            if facts.may_make
            else None,
            *(
                row(
                    Button(
                        _line(r, line, line.subject if place.company else line.company_name),
                        Go(MeetingCard(line.id)),
                    )
                )
                for line in facts.lines
            ),
            pager(r, place.page, facts.total, lambda page: replace(place, page=page)),
            whose,
            row(
                Button(r.label("meeting.list", "Country"), Go(MeetingCountries(place.whose, place.sector))),
                Button(r.label("meeting.list", "Sector"), Go(MeetingSectors(place.whose, place.country))),
            )
            if place.company is None
            else None,
            row(Button(r.label("meeting.list", "Show all"), Go(MeetingList(place.whose), replace=True)))
            if chosen
            else None,
            back_row(r),
        ),
    )


def _whose(r: Reader, place: MeetingList, value: str) -> Button:
    label = {
        "own": r.label("meeting.list", "Mine"),
        "organisation": r.label("meeting.list", "Ours"),
        "all": r.label("meeting.list", "All"),
    }[value]
    there = replace(place, whose=value, page=0)
    return Button(ticked(label, place.whose == value), Go(there, replace=True))


def _line(r: Reader, line: MeetingLine, what: str) -> str:
    return shortened(f"{formats.short_day(r, line.day)} · {what}", ON_BUTTON)


def show_countries(facts: CountedFacts, r: Reader) -> Screen:
    place = facts.place
    assert isinstance(place, MeetingCountries)
    return show_counted(
        r,
        r.say("meeting.countries", "Meetings with companies of which country?"),
        facts.counted,
        place.page,
        name=classifiers.country_name,
        chosen=lambda code: MeetingList(place.whose, country=code, sector=place.sector),
        at=lambda page: replace(place, page=page),
    )


def show_sectors(facts: CountedFacts, r: Reader) -> Screen:
    place = facts.place
    assert isinstance(place, MeetingSectors)
    return show_counted(
        r,
        r.say("meeting.sectors", "Meetings with companies of which sector?"),
        facts.counted,
        place.page,
        name=classifiers.sector_short,
        chosen=lambda code: MeetingList(place.whose, country=place.country, sector=code),
        at=lambda page: replace(place, page=page),
    )


def agreement_mark(agreement: Agreement, today: date, yellow_below: int) -> str:
    """The order's own colours of a term (п. 55, 59); a closed agreement has none."""
    if agreement.state == AgreementState.DROPPED:
        return "–"
    done = agreement.state == AgreementState.DONE
    return MARKS[colour(agreement.by, today, yellow_below=yellow_below, done=done, suspended=False)]


def _agreed(one: Agreement, facts: CardFacts, r: Reader) -> str:
    mark = agreement_mark(one, facts.today, facts.yellow_below)
    return shortened(f"{mark} {formats.short_day(r, one.by)} · {one.what}", ON_BUTTON)


def _project(meeting: Meeting, r: Reader) -> Markup | None:
    parts = [
        formats.short_money(r, meeting.project_cost) if meeting.project_cost else None,
        classifiers.sector_short(r, meeting.project_sector) if meeting.project_sector else None,
        classifiers.region_name(r, meeting.project_region) if meeting.project_region else None,
        r.count("meeting.card", "{n} job", "{n} jobs", meeting.project_jobs) if meeting.project_jobs else None,
    ]
    said = Markup(" · ").join(part for part in parts if part)
    return r.say("meeting.card", "Project: {parameters}", parameters=said) if said else None


def show_card(facts: CardFacts, r: Reader) -> Screen:
    meeting = facts.meeting
    theirs = ", ".join([*(one.name for one in facts.contacts), *([meeting.theirs] if meeting.theirs else [])])
    text = lines(
        r.say("meeting.card", "<b>Meeting with {company}</b>", company=facts.company),
        r.say("meeting.card", "{day} · {place}", day=formats.day(r, meeting.day), place=meeting.place),
        r.say("meeting.card", "Event: {event}", event=meeting.event) if meeting.event else None,
        r.say("meeting.card", "For the investor: {names}", names=theirs) if theirs else None,
        r.say("meeting.card", "For our side: {names}", names=meeting.ours) if meeting.ours else None,
        quoted(meeting.subject, r.say("meeting.card", "Subject of interest"), r),
        quoted(meeting.key_points, r.say("meeting.card", "Key points"), r),
        _project(meeting, r),
        quoted(meeting.project_parameters, r.say("meeting.card", "Other parameters"), r)
        if meeting.project_parameters
        else None,
        quoted(meeting.expectations, r.say("meeting.card", "Expectations"), r) if meeting.expectations else None,
        r.say("meeting.card", "Recorded by: {name}", name=facts.author),
    )
    context = {"meeting": str(meeting.id)}
    return Screen(
        text,
        rows(
            row(
                Button(
                    r.label("meeting.card", "Make an initiative"),
                    Go(StartForm("initiative.card", {"company": str(meeting.company), **context})),
                )
            )
            if facts.may_change and not facts.initiatives
            else None,
            row(
                Button(
                    r.label("meeting.card", "Initiatives: {n}", n=facts.initiatives),
                    Go(InitiativeList(meeting=meeting.id)),
                )
            )
            if facts.initiatives
            else None,
            *(
                row(
                    Button(
                        _agreed(one, facts, r),
                        Go(AgreementCard(meeting.id, one.id)),
                    )
                )
                for one in facts.agreements
            ),
            row(Button(r.label("meeting.card", "Add an agreement"), Go(StartForm("meeting.agreement", context))))
            if facts.may_change
            else None,
            row(
                Button(r.label("meeting.card", "Files: {n}", n=facts.files), Go(MeetingFiles(meeting.id)))
                if facts.files
                else None,
                Button(r.label("meeting.card", "As a document"), Go(MeetingPaper(meeting.id))),
            ),
            row(
                Button(
                    r.label("meeting.card", "Change the card"),
                    Go(StartForm("meeting.card", {**context, "version": meeting.version})),
                )
                if facts.may_change
                else None,
                Button(r.label("meeting.card", "Company"), Go(CompanyCard(meeting.company))),
            ),
            back_row(r),
        ),
    )


def show_agreement(facts: AgreementShown, r: Reader) -> Screen:
    one = facts.agreement
    is_open = one.state == AgreementState.OPEN
    mark = agreement_mark(one, facts.today, facts.yellow_below)
    state = {
        AgreementState.OPEN: formats.due(r, one.by, facts.today),
        AgreementState.DONE: r.say("meeting.agreement", "✓ Done"),
        AgreementState.DROPPED: r.say("meeting.agreement", "No longer needed"),
    }[AgreementState(one.state)]
    responsible = (
        r.say("meeting.agreement", "Responsible: {name}", name=facts.person)
        if one.side == Side.OURS
        else r.say("meeting.agreement", "Investor's side: {who}. Watched by: {name}", who=one.who, name=facts.person)
    )
    done = CloseAgreement(facts.meeting.id, one.id, AgreementState.DONE)
    dropped = CloseAgreement(facts.meeting.id, one.id, AgreementState.DROPPED)
    move = {"meeting": str(facts.meeting.id), "agreement": str(one.id), "version": one.version}
    return Screen(
        lines(
            r.say("meeting.agreement", "<b>Agreement with {company}</b>", company=facts.company),
            one.what,
            responsible,
            r.say(
                "meeting.agreement",
                "{mark} {state}",
                mark=mark,
                state=state,
            )
            if is_open
            else state,
        ),
        rows(
            row(Button(r.label("meeting.agreement", "Done"), done)) if facts.may_change and is_open else None,
            row(Button(r.label("meeting.agreement", "Change date or person"), Go(StartForm("meeting.agreement", move))))
            if facts.may_change and is_open
            else None,
            row(Button(r.label("meeting.agreement", "No longer needed"), dropped))
            if facts.may_change and is_open
            else None,
            row(Button(r.label("meeting.agreement", "To the meeting"), Go(MeetingCard(facts.meeting.id)))),
            back_row(r),
        ),
    )


def show_files(facts: FilesFacts, r: Reader) -> Screen:
    place = facts.place
    here = facts.files[place.page * PAGE : (place.page + 1) * PAGE]
    made: list[Row] = []
    for one in here:
        if one.state is FileState.CHECKED:
            sent = Button(r.label("meeting.files", "Send: {name}", name=one.name), SendFile(place.meeting, one.id))
            made.append(row(sent))
        if facts.may_change:
            removed = RemoveFile(place.meeting, one.id)
            made.append(row(Button(r.label("meeting.files", "Remove: {name}", name=one.name), removed)))
    waiting = [one.name for one in here if one.state is FileState.QUARANTINED]
    refused = [one.name for one in here if one.state is FileState.REFUSED]
    return Screen(
        lines(
            r.say("meeting.files", "<b>Files of the meeting with {company}</b>", company=facts.company),
            r.say("meeting.files", "Still being checked: {names}", names=", ".join(waiting)) if waiting else None,
            r.say("meeting.files", "Refused by the check: {names}", names=", ".join(refused)) if refused else None,
            None if facts.files else r.say("meeting.files", "There are no files."),
        ),
        rows(
            *made,
            pager(r, place.page, len(facts.files), lambda page: MeetingFiles(place.meeting, page)),
            back_row(r),
        ),
    )


def show_paper(meeting: Meeting, r: Reader) -> Screen:
    return Screen(
        r.say("meeting.paper_choice", "In which language do you need the document?"),
        rows(
            row(Button(r.label("meeting.paper_choice", "In Russian"), PrintMeeting(meeting.id, "ru"))),
            row(Button(r.label("meeting.paper_choice", "In Kazakh"), PrintMeeting(meeting.id, "kk"))),
            row(Button(r.label("meeting.paper_choice", "In English"), PrintMeeting(meeting.id, "en"))),
            back_row(r),
        ),
    )


def show_file(file: KeptFile, r: Reader) -> Screen:
    return Screen(r.say("meeting.files", "File of the meeting: {name}", name=file.name), file=file.id)


def show_printed(file: KeptFile, r: Reader) -> Screen:
    return Screen(r.say("meeting.paper_choice", "The meeting card is ready."), file=file.id)
