"""Screens of the initiative room: pure, from facts and reader."""

from dataclasses import replace
from datetime import date

from markupsafe import Markup

from domain.initiative.model import Initiative
from domain.initiative.ports import InitiativeLine
from domain.kyc.model import KycState
from domain.panel.rules import colour
from handlers.company.places import CompanyCard
from handlers.forms.clean import shortened
from handlers.forms.places import StartForm
from handlers.initiative.facts import CardFacts, CountedFacts, ListFacts, OfficialsFacts, PassFacts
from handlers.initiative.places import (
    InitiativeCard,
    InitiativeCountries,
    InitiativeList,
    InitiativeOfficials,
    InitiativePass,
    InitiativeRegions,
    InitiativeSectors,
)
from handlers.initiative.presses import AppointOfficial, PassInitiative, TakeBackInitiative
from handlers.initiative.words import STATES
from handlers.kyc.places import KycCard, KycOfCompany
from handlers.meeting.places import MeetingCard
from handlers.pick.counted import show_counted
from handlers.pick.lists import PAGE, pager
from handlers.screens.labels import ON_BUTTON, quoted, ticked
from handlers.screens.navigation import back_row
from handlers.screens.press import Go
from handlers.screens.values import Button, Row, Screen, row, rows
from handlers.words import classifiers, formats
from handlers.words.colours import MARKS
from handlers.words.reader import Reader, lines


def mark(due: date, today: date, yellow_below: int) -> str:
    """The colour of a running clock (M2.8)."""
    return MARKS[colour(due, today, yellow_below=yellow_below, done=False, suspended=False)]


# The list


def show_list(facts: ListFacts, r: Reader) -> Screen:
    place = facts.place
    if facts.of:
        title = r.say("initiative.list", "<b>Initiatives: {company}</b>", company=facts.of)
    elif place.whose == "waiting":
        title = r.say("initiative.list", "<b>Initiatives waiting for you</b>")
    else:
        title = r.say("initiative.list", "<b>Initiatives</b>")
    return Screen(
        lines(
            title,
            _chosen(place, r),
            r.count("initiative.list", "{n} initiative", "{n} initiatives", facts.total)
            if facts.total
            else r.say("initiative.list", "No initiatives here."),
        ),
        rows(
            *(row(Button(line_label(line, facts, r), Go(InitiativeCard(line.id)))) for line in facts.lines),
            pager(
                r,
                place.page,
                facts.total,
                lambda page: replace(place, page=page),
            ),
            *(_filters(facts, r) if place.company is None and place.meeting is None else ()),
            back_row(r),
        ),
    )


def _chosen(place: InitiativeList, r: Reader) -> Markup | None:
    """What the list is narrowed to."""
    names = [
        classifiers.region_name(r, place.region) if place.region else "",
        classifiers.sector_short(r, place.sector) if place.sector else "",
        classifiers.country_name(r, place.country) if place.country else "",
    ]
    return Markup(" · ").join(name for name in names if name) or None


def line_label(line: InitiativeLine, facts: ListFacts, r: Reader) -> str:
    """What is urgent first: colour and last day, then the number's own part and the title."""
    number = line.number.removeprefix("И-")
    if line.due is None:
        return shortened(f"{number} · {line.title}", ON_BUTTON)
    sign = mark(line.due, facts.today, facts.yellow_below)
    return shortened(f"{sign} {formats.short_day(r, line.due)} · {number} · {line.title}", ON_BUTTON)


def _filters(facts: ListFacts, r: Reader) -> tuple[Row, ...]:
    place = facts.place
    whose = row(
        Button(
            ticked(r.label("initiative.list", "Waiting for me"), place.whose == "waiting"),
            Go(InitiativeList("waiting"), replace=True),
        ),
        Button(
            ticked(r.label("initiative.list", "All"), place.whose == "all"), Go(InitiativeList("all"), replace=True)
        ),
    )
    if place.whose == "waiting":
        return (whose,)
    states = row(
        *(
            Button(
                ticked(r.plain(label), place.state == state),
                Go(replace(place, state="" if place.state == state else state, page=0), replace=True),
            )
            for state, label in STATES.items()
        )
    )
    chosen = InitiativeRegions("all", place.state, 0, place.sector, place.country)
    ways = row(
        Button(r.label("initiative.list", "Region"), Go(chosen)) if facts.by_region else None,
        Button(r.label("initiative.list", "Sector"), Go(InitiativeSectors(place.state, place.region, place.country))),
        Button(r.label("initiative.list", "Country"), Go(InitiativeCountries(place.state, place.region, place.sector))),
    )
    filtered = place.region or place.sector or place.country
    everything = Button(r.label("initiative.list", "Show all"), Go(InitiativeList("all", place.state), replace=True))
    return (states, ways, row(everything if filtered else None), whose)


def show_regions(place: InitiativeRegions, r: Reader) -> Screen:
    known = classifiers.regions(r)
    shown = known[place.page * PAGE : (place.page + 1) * PAGE]
    there = InitiativeList(place.whose, place.state, sector=place.sector, country=place.country)
    return Screen(
        r.say("initiative.list", "Initiatives of which region?"),
        rows(
            *(row(Button(name, Go(replace(there, region=code), replace=True))) for code, name in shown),
            pager(r, place.page, len(known), lambda page: replace(place, page=page)),
            back_row(r),
        ),
    )


def show_sectors(facts: CountedFacts, r: Reader) -> Screen:
    place = facts.place
    assert isinstance(place, InitiativeSectors)
    return show_counted(
        r,
        r.say("initiative.list", "Initiatives of which sector?"),
        facts.counted,
        place.page,
        name=classifiers.sector_short,
        chosen=lambda code: InitiativeList("all", place.state, place.region, sector=code, country=place.country),
        at=lambda page: replace(place, page=page),
    )


def show_countries(facts: CountedFacts, r: Reader) -> Screen:
    place = facts.place
    assert isinstance(place, InitiativeCountries)
    return show_counted(
        r,
        r.say("initiative.list", "Initiatives of companies from which country?"),
        facts.counted,
        place.page,
        name=classifiers.country_name,
        chosen=lambda code: InitiativeList("all", place.state, place.region, sector=place.sector, country=code),
        at=lambda page: replace(place, page=page),
    )


# The card


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
        rows(*_mission_rows(facts, r), *_body_rows(facts, r), *_akimat_rows(facts, r), _ways(facts, r), back_row(r)),
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
    elif facts.appoint_by is not None:
        day = formats.due(r, facts.appoint_by, facts.today)
        said.append(r.say("initiative.card", "Appoint an official by: {due}", due=day))
    if facts.due is not None:
        sign = mark(facts.due, facts.today, facts.yellow_below)
        day = formats.due(r, facts.due, facts.today)
        said.append(r.say("initiative.card", "{mark} Decide by: {due}", mark=sign, due=day))
    return tuple(said)


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
    return tuple(said)


def _mission_rows(facts: CardFacts, r: Reader) -> tuple[Row | None, ...]:
    """What the making organisation can do: first what is missing before the transfer, or the transfer itself."""
    one = facts.initiative
    if not facts.of_maker:
        return ()
    if one.passed:
        back = TakeBackInitiative(one.id, one.version)
        return (row(Button(r.label("initiative.card", "Take it back"), back)) if one.opened_at is None else None,)
    context = {"initiative": str(one.id), "version": one.version}
    ask = Go(StartForm("initiative.ask_allowance", context))
    return (
        row(Button(r.label("initiative.card", "Pass to the akimat"), Go(InitiativePass(one.id))))
        if facts.may_go
        else row(_missing(facts, r)),
        row(Button(r.label("initiative.card", "Ask the authorised body"), ask))
        if not facts.may_go and one.asked_at is None
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
        row(_missing(facts, r)) if facts.newest is not None else None,
    )


def _akimat_rows(facts: CardFacts, r: Reader) -> tuple[Row | None, ...]:
    one = facts.initiative
    if not facts.of_akimat:
        return ()
    label = (
        r.label("initiative.card", "Appoint an official")
        if one.official is None
        else r.label("initiative.card", "Change the official")
    )
    take = AppointOfficial(one.id, one.version, facts.me)
    return (
        row(Button(label, Go(InitiativeOfficials(one.id)))) if facts.head else None,
        row(Button(r.label("initiative.card", "Take it"), take)) if one.official is None else None,
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
