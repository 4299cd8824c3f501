"""Screens of the company room: pure, from facts and reader."""

from dataclasses import replace

from markupsafe import Markup

from domain.kyc.model import KycCase, KycState
from handlers.company.facts import CardFacts, ContactFactsShown, ContactsFacts, CountedFacts, ListFacts
from handlers.company.places import (
    CompanyCard,
    CompanyContacts,
    CompanyCountries,
    CompanyList,
    CompanySectors,
    ContactCard,
)
from handlers.company.words import CHANNELS, LANGUAGES, PEOPLE, TURNOVER
from handlers.forms.clean import shortened
from handlers.forms.places import StartForm
from handlers.initiative.places import InitiativeList
from handlers.kyc.places import KycOfCompany
from handlers.meeting.places import MeetingList
from handlers.pick.counted import show_counted
from handlers.pick.lists import PAGE, pager
from handlers.screens.labels import ON_BUTTON, ticked, with_tail
from handlers.screens.navigation import back_row
from handlers.screens.press import Go
from handlers.screens.values import Button, Row, Screen, row, rows
from handlers.words import classifiers, formats
from handlers.words.reader import Reader, lines


def show_list(facts: ListFacts, r: Reader) -> Screen:
    place = facts.place
    title = r.say("company.list", "<b>Companies</b>")
    chosen = [
        classifiers.country_name(r, place.country) if place.country else None,
        classifiers.sector_short(r, place.sector) if place.sector else None,
    ]
    filters = Markup(" · ").join(one for one in chosen if one)
    counted = (
        r.count("company.list", "{n} company", "{n} companies", facts.total)
        if facts.total
        else r.say("company.list", "Nothing here yet.")
    )
    whose: Row = ()
    if facts.abroad:
        whose = row(*(_whose(r, place, value) for value in ("own", "organisation", "all")))
    return Screen(
        lines(title, filters or None, counted),
        rows(
            row(Button(r.label("company.list", "New company"), Go(StartForm("company.card"))))
            if facts.may_make
            else None,
            *(
                row(Button(with_tail(line.name, classifiers.country_name(r, line.country)), Go(CompanyCard(line.id))))
                for line in facts.lines
            ),
            pager(
                r,
                place.page,
                facts.total,
                lambda page: CompanyList(place.whose, place.country, place.sector, page),
            ),
            whose,
            row(
                Button(r.label("company.list", "Country"), Go(CompanyCountries(place.whose, place.sector))),
                Button(r.label("company.list", "Sector"), Go(CompanySectors(place.whose, place.country))),
            ),
            row(Button(r.label("company.list", "Show all"), Go(CompanyList(place.whose), replace=True)))
            if place.country or place.sector
            else None,
            back_row(r),
        ),
    )


def _whose(r: Reader, place: CompanyList, value: str) -> Button:
    label = {
        "own": r.label("company.list", "Mine"),
        "organisation": r.label("company.list", "Ours"),
        "all": r.label("company.list", "All"),
    }[value]
    return Button(
        ticked(label, place.whose == value), Go(CompanyList(value, place.country, place.sector), replace=True)
    )


def show_countries(facts: CountedFacts, r: Reader) -> Screen:
    place = facts.place
    assert isinstance(place, CompanyCountries)
    return show_counted(
        r,
        r.say("company.countries", "Companies of which country?"),
        facts.counted,
        place.page,
        name=classifiers.country_name,
        chosen=lambda code: CompanyList(place.whose, code, place.sector),
        at=lambda page: replace(place, page=page),
    )


def show_sectors(facts: CountedFacts, r: Reader) -> Screen:
    place = facts.place
    assert isinstance(place, CompanySectors)
    return show_counted(
        r,
        r.say("company.sectors", "Companies of which sector?"),
        facts.counted,
        place.page,
        name=classifiers.sector_short,
        chosen=lambda code: CompanyList(place.whose, place.country, code),
        at=lambda page: replace(place, page=page),
    )


def kyc_line(case: KycCase | None, current: bool, r: Reader) -> Markup:
    """The state of the company's KYC in one line."""
    if case is None:
        return r.say("company.card", "KYC: not started")
    if case.state == KycState.APPROVED and case.valid_until is not None:
        until = formats.day(r, case.valid_until)
        if current:
            return r.say("company.card", "KYC: passed, valid until {day}", day=until)
        return r.say("company.card", "KYC: expired on {day}", day=until)
    if case.state == KycState.ON_DECISION:
        return r.say("company.card", "KYC: waits for a decision")
    if case.state == KycState.RETURNED:
        return r.say("company.card", "KYC: returned with remarks")
    return r.say("company.card", "KYC: refused")


def show_card(facts: CardFacts, r: Reader) -> Screen:
    company = facts.company
    said = company.facts
    size = [
        r.text(PEOPLE[said.people]) if said.people else None,
        r.text(TURNOVER[said.turnover]) if said.turnover else None,
    ]
    text = lines(
        r.say("company.card", "<b>{name}</b>", name=company.name),
        said.legal_name if said.short_name else None,
        r.say(
            "company.card",
            "{country} · {sector}",
            country=classifiers.country_name(r, said.country),
            sector=classifiers.sector_name(r, said.sector),
        ),
        Markup(" · ").join(one for one in size if one) or None,
        said.site or None,
        r.say("company.card", "Registration number: {number}", number=said.registration_number)
        if said.registration_number
        else None,
        r.say("company.card", "Parent company: {name}", name=said.parent) if said.parent else None,
        r.say("company.card", "In the Forbes Global 2000") if said.global_2000 else None,
        kyc_line(facts.kyc, facts.kyc_current, r) if facts.kyc_seen else None,
        r.say("company.card", "<blockquote expandable>{notes}</blockquote>", notes=said.notes) if said.notes else None,
    )
    form = {"company": str(company.id)}
    return Screen(
        text,
        rows(
            row(Button(r.label("company.card", "Record a meeting"), Go(StartForm("meeting.card", form))))
            if facts.records
            else None,
            row(Button(r.label("company.card", "Make a project passport"), Go(StartForm("passport.card", form))))
            if facts.initiates
            else None,
            row(
                Button(r.label("company.card", "Contacts: {n}", n=facts.contacts), Go(CompanyContacts(company.id))),
                Button(r.label("company.card", "Meetings: {n}", n=facts.meetings), Go(MeetingList("all", company.id))),
            ),
            row(
                Button(r.label("company.card", "KYC check"), Go(KycOfCompany(company.id))) if facts.kyc_seen else None,
                Button(
                    r.label("company.card", "Initiatives: {n}", n=facts.initiatives),
                    Go(InitiativeList(company=company.id)),
                ),
            ),
            row(
                Button(
                    r.label("company.card", "Change the card"),
                    Go(StartForm("company.card", {**form, "version": company.version})),
                )
            )
            if facts.may_change
            else None,
            back_row(r),
        ),
    )


def show_contacts(facts: ContactsFacts, r: Reader) -> Screen:
    place = facts.place
    shown = facts.contacts[place.page * PAGE : (place.page + 1) * PAGE]
    return Screen(
        lines(
            r.say("company.contacts", "<b>{name}</b>", name=facts.company.name),
            r.say("company.contacts", "Contact people")
            if facts.contacts
            else r.say("company.contacts", "There are no contact people yet."),
        ),
        rows(
            row(
                Button(
                    r.label("company.contacts", "Add a contact"),
                    Go(StartForm("contact.card", {"company": str(facts.company.id)})),
                )
            )
            if facts.may_change
            else None,
            *(
                row(
                    Button(
                        shortened(" · ".join(one for one in (contact.name, contact.position) if one), ON_BUTTON),
                        Go(ContactCard(contact.id)),
                    )
                )
                for contact in shown
            ),
            pager(r, place.page, len(facts.contacts), lambda page: CompanyContacts(place.company, page)),
            back_row(r),
        ),
    )


def show_contact(facts: ContactFactsShown, r: Reader) -> Screen:
    said = facts.contact.facts
    languages = ", ".join(r.plain(LANGUAGES[code]) if code in LANGUAGES else code for code in said.languages)
    return Screen(
        lines(
            r.say("contact.card", "<b>{name}</b>", name=said.name),
            said.position or None,
            facts.company.name,
            *(Markup.escape(phone) for phone in said.phones),
            *(Markup.escape(mail) for mail in said.mails),
            r.say("contact.card", "Speaks: {languages}", languages=languages) if languages else None,
            r.say("contact.card", "Prefers: {channel}", channel=r.plain(CHANNELS[said.channel]))
            if said.channel
            else None,
            r.say("contact.card", "<blockquote expandable>{notes}</blockquote>", notes=said.notes)
            if said.notes
            else None,
        ),
        rows(
            row(Button(r.label("contact.card", "To the company"), Go(CompanyCard(facts.company.id)))),
            row(
                Button(
                    r.label("contact.card", "Change the card"),
                    Go(StartForm("contact.card", {"contact": str(facts.contact.id), "version": facts.contact.version})),
                )
            )
            if facts.may_change
            else None,
            back_row(r),
        ),
    )
