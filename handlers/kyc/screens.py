"""Screens of the KYC room: pure, from facts and reader. What stands in a case is private (N3)."""

from collections.abc import Mapping
from dataclasses import replace

from markupsafe import Markup

from domain.kyc.model import KycCase, KycState, Owner
from domain.kyc.ports import KycLine
from handlers.company.places import CompanyCard
from handlers.forms.clean import shortened
from handlers.forms.places import StartForm
from handlers.kyc.facts import CardFacts, CountedFacts, HistoryFacts, ListFacts, NoticeFacts
from handlers.kyc.places import KycCard, KycCountries, KycList, KycOfCompany
from handlers.kyc.presses import ApproveKyc
from handlers.kyc.words import DOCUMENTS, FUNDS, OWNERSHIP, PEP, REASONS, RISKS, SANCTIONS, STATES
from handlers.pick.counted import show_counted
from handlers.pick.lists import pager
from handlers.screening.places import CaseMatches
from handlers.screens.labels import ON_BUTTON, ticked
from handlers.screens.navigation import back_row
from handlers.screens.press import Go
from handlers.screens.values import Button, Row, Screen, row, rows
from handlers.words import classifiers, formats
from handlers.words.catalog import Text
from handlers.words.reader import Reader, lines


def said(r: Reader, words: Mapping[str, Text], value: str) -> str:
    return r.plain(words[value]) if value in words else value


def show_list(facts: ListFacts, r: Reader) -> Screen:
    place = facts.place
    title = {
        "to_decide": r.say("kyc.list", "<b>KYC: waiting for your decision</b>"),
        "own": r.say("kyc.list", "<b>KYC: my checks</b>"),
    }.get(place.which, r.say("kyc.list", "<b>KYC: all checks</b>"))
    by_state = [
        Button(
            ticked(r.plain(STATES[state]), place.state == state),
            Go(KycList("all", 0, _other(place, state), place.country), replace=True),
        )
        for state in KycState
    ]
    return Screen(
        lines(
            title,
            Markup.escape(classifiers.country_name(r, place.country)) if place.country else None,
            r.count("kyc.list", "{n} check", "{n} checks", facts.total)
            if facts.total
            else r.say("kyc.list", "Nothing here."),
        ),
        rows(
            *(row(Button(_line(place, line, r), Go(KycCard(line.id)))) for line in facts.lines),
            pager(r, place.page, facts.total, lambda page: replace(place, page=page)),
            row(*by_state[:2]) if place.which == "all" else None,
            row(*by_state[2:]) if place.which == "all" else None,
            row(
                Button(r.label("kyc.list", "Country"), Go(KycCountries(place.state))),
                Button(r.label("kyc.list", "All countries"), Go(KycList("all", 0, place.state), replace=True))
                if place.country
                else None,
            )
            if place.which == "all"
            else None,
            _which(facts, r),
            back_row(r),
        ),
        private=True,
    )


def show_countries(facts: CountedFacts, r: Reader) -> Screen:
    place = facts.place
    shown = show_counted(
        r,
        r.say("kyc.list", "Checks of companies from which country?"),
        facts.counted,
        place.page,
        name=classifiers.country_name,
        chosen=lambda code: KycList("all", 0, place.state, code),
        at=lambda page: replace(place, page=page),
    )
    return replace(shown, private=True)


def _other(place: KycList, state: str) -> str:
    """Pressed again, a filter is taken off."""
    return "" if place.state == state else state


def _which(facts: ListFacts, r: Reader) -> Row:
    labels = {
        "to_decide": r.label("kyc.list", "To decide"),
        "own": r.label("kyc.list", "Mine"),
        "all": r.label("kyc.list", "All"),
    }
    return row(
        *(
            Button(ticked(label, facts.place.which == which), Go(KycList(which), replace=True))
            for which, label in labels.items()
            if facts.decides or which == "all"
        )
    )


def _line(place: KycList, line: KycLine, r: Reader) -> str:
    last = r.plain(RISKS[line.risk]) if place.which == "to_decide" else said(r, STATES, line.state)
    day = formats.short_day(r, line.since.astimezone(r.zone).date())
    room = ON_BUTTON - len(day) - len(last) - 6
    return f"{day} · {shortened(line.company_name, max(room, 8))} · {last}"


def show_history(facts: HistoryFacts, r: Reader) -> Screen:
    now = facts.current
    if now is not None and now.valid_until is not None:
        stands = r.say("kyc.company", "Passed, valid until {day}.", day=formats.day(r, now.valid_until))
    elif facts.cases:
        stands = r.say("kyc.company", "There is no decision in force: nothing can be passed to an akimat.")
    else:
        stands = r.say("kyc.company", "Not checked yet: nothing can be passed to an akimat.")
    return Screen(
        lines(r.say("kyc.company", "<b>KYC: {company}</b>", company=facts.name), stands),
        rows(
            row(
                Button(
                    r.label("kyc.company", "Start a check"),
                    Go(StartForm("kyc.case", {"company": str(facts.company)})),
                )
            )
            if facts.may_start
            else None,
            *(row(Button(_past(case, r), Go(KycCard(case.id)))) for case in facts.cases),
            row(Button(r.label("kyc.company", "To the company"), Go(CompanyCard(facts.company)))),
            back_row(r),
        ),
        private=True,
    )


def _past(case: KycCase, r: Reader) -> str:
    when = case.since or case.made_at
    day = formats.day(r, when.astimezone(r.zone).date())
    return f"{day} · {said(r, STATES, case.state)}"


def show_card(facts: CardFacts, r: Reader) -> Screen:
    match facts.place.section:
        case "answers":
            text = _answers(facts, r)
        case "owners":
            text = _owners(facts, r)
        case _:
            return Screen(_card(facts, r), _card_rows(facts, r), private=True)
    return Screen(
        text,
        rows(row(Button(r.label("kyc.card", "To the check"), Go(KycCard(facts.case.id), replace=True))), back_row(r)),
        private=True,
    )


def _card(facts: CardFacts, r: Reader) -> Markup:
    case = facts.case
    since = formats.moment(r, case.since or case.made_at)
    return lines(
        r.say("kyc.card", "<b>KYC: {company}</b>", company=facts.company),
        _state(facts, since, r),
        r.say("kyc.card", "Decided by: {name}", name=facts.decider) if facts.decider else None,
        r.say("kyc.card", "<blockquote>{reason}</blockquote>", reason=case.decision_reason)
        if case.decision_reason
        else None,
        r.say("kyc.card", "Conclusion: <b>{risk}</b>", risk=r.plain(RISKS[case.risk]) if case.risk in RISKS else ""),
        *(r.say("kyc.card", "– {reason}", reason=said(r, REASONS, reason)) for reason in case.reasons),
        r.say(
            "kyc.card",
            "Checked by: {name}, {organisation}",
            name=facts.author,
            organisation=facts.maker.get(r.language, ""),
        ),
        _matches(facts, r),
        _who_decides(facts, r) if case.state == KycState.ON_DECISION else None,
    )


def _matches(facts: CardFacts, r: Reader) -> Markup | None:
    """How the screening stands: until its matches are reviewed nothing is approved."""
    one = facts.matches
    if one.under_way:
        return r.say("kyc.card", "The names are being compared with sanctions lists.")
    if one.unreviewed:
        return r.count(
            "kyc.card",
            "{n} match with sanctions lists is to be reviewed.",
            "{n} matches with sanctions lists are to be reviewed.",
            one.unreviewed,
        )
    if one.total:
        return r.say(
            "kyc.card",
            "Matches with sanctions lists: {total}; confirmed: {confirmed}",
            total=one.total,
            confirmed=one.confirmed,
        )
    return None


def _state(facts: CardFacts, since: str, r: Reader) -> Markup:
    case = facts.case
    match case.state:
        case KycState.ON_DECISION:
            return r.say("kyc.card", "On decision since {moment}", moment=since)
        case KycState.RETURNED:
            return r.say("kyc.card", "Returned with remarks on {moment}", moment=since)
        case KycState.REFUSED:
            return r.say("kyc.card", "Refused on {moment}", moment=since)
    until = formats.day(r, case.valid_until) if case.valid_until else ""
    if case.approved(facts.today):
        return r.say("kyc.card", "Approved on {moment}, valid until {day}", moment=since, day=until)
    return r.say("kyc.card", "Approved on {moment}; ran out on {day}", moment=since, day=until)


def _who_decides(facts: CardFacts, r: Reader) -> Markup:
    first = r.say("kyc.card", "You filled this check in: a second person decides.") if facts.own else None
    who = {
        "body": r.say("kyc.card", "Decides: the authorised body, since the risk is high."),
        "colleague": r.say("kyc.card", "Decides: a colleague of the author."),
        "center": r.say("kyc.card", "Decides: the National Company or the authorised body."),
    }[facts.asked]
    return lines(first, who)


def _card_rows(facts: CardFacts, r: Reader) -> tuple[Row, ...]:
    case = facts.case
    context = {"case": str(case.id), "version": case.version}
    approve = Go(StartForm("kyc.approve", context)) if facts.reason_needed else ApproveKyc(case.id, case.version)
    return rows(
        row(Button(r.label("kyc.card", "Approve"), approve)) if facts.may_approve else None,
        row(Button(r.label("kyc.card", "Return with remarks"), Go(StartForm("kyc.return", context))))
        if facts.may_decide
        else None,
        row(Button(r.label("kyc.card", "Refuse"), Go(StartForm("kyc.refuse", context)))) if facts.may_decide else None,
        row(Button(r.label("kyc.card", "Answer the remarks"), Go(StartForm("kyc.case", context))))
        if facts.may_answer
        else None,
        row(
            Button(r.label("kyc.card", "Answers"), Go(KycCard(case.id, "answers"), replace=True)),
            Button(
                r.label("kyc.card", "Owners: {n}", n=len(facts.said.owners)),
                Go(KycCard(case.id, "owners"), replace=True),
            )
            if facts.said.owners
            else None,
        ),
        row(Button(_screening(facts, r), Go(CaseMatches(case.id)))),
        row(Button(r.label("kyc.card", "All checks of the company"), Go(KycOfCompany(case.company)))),
        back_row(r),
    )


def _screening(facts: CardFacts, r: Reader) -> str:
    total = facts.matches.total
    if total:
        return r.label_count("kyc.card", "Screening: {n} match", "Screening: {n} matches", total)
    return r.label("kyc.card", "Screening")


def _answers(facts: CardFacts, r: Reader) -> Markup:
    one = facts.said
    documents = ", ".join(said(r, DOCUMENTS, document) for document in one.documents)
    return lines(
        r.say("kyc.card", "<b>KYC: {company}</b>", company=facts.company),
        r.say("kyc.card", "Activity: {text}", text=one.activity),
        r.say("kyc.card", "Ownership: {text}", text=said(r, OWNERSHIP, one.ownership)),
        r.say("kyc.card", "Offshore companies: {text}", text=_yes(one.offshore, r)),
        r.say("kyc.card", "Money: {text}", text=said(r, FUNDS, one.funds)),
        r.say("kyc.card", "Sanctions: {text}", text=said(r, SANCTIONS, one.sanctions)),
        r.say("kyc.card", "People in public office: {text}", text=said(r, PEP, one.pep)),
        r.say("kyc.card", "Lawsuits: {text}", text=one.litigation or r.label("kyc.card", "not known of")),
        r.say("kyc.card", "Media: {text}", text=one.media or r.label("kyc.card", "nothing bad found")),
        r.say("kyc.card", "Documents seen: {text}", text=documents or r.label("kyc.card", "none")),
        r.say("kyc.card", "Author's conclusion: {text}", text=one.conclusion) if one.conclusion else None,
    )


def _owners(facts: CardFacts, r: Reader) -> Markup:
    return lines(
        r.say("kyc.card", "<b>KYC: {company}</b>", company=facts.company),
        r.say("kyc.card", "Beneficial owners"),
        *(owner_line(owner, r) for owner in facts.said.owners),
    )


def owner_line(owner: Owner, r: Reader) -> Markup:
    parts = [
        Markup.escape(owner.name),
        Markup.escape(classifiers.country_name(r, owner.country)),
        Markup.escape(f"{formats.number(r, owner.share)}%") if owner.share is not None else None,
        r.say("kyc.card", "born {day}", day=formats.day(r, owner.born)) if owner.born else None,
        r.say("kyc.card", "holds public office") if owner.pep else None,
    ]
    return Markup("– ") + Markup(", ").join(part for part in parts if part)


def _yes(value: bool, r: Reader) -> str:
    return r.label("kyc.card", "yes") if value else r.label("kyc.card", "no")


def show_awaits(facts: NoticeFacts, r: Reader) -> Screen:
    """A push: no company, no person, no risk (N3)."""
    text = r.say("kyc.notice", "A check has been waiting for your decision since {day}.", day=_day(facts, r))
    return _notice(text, facts.case, r)


def show_decided(facts: NoticeFacts, r: Reader) -> Screen:
    text = r.say("kyc.notice", "There has been a decision on your check since {day}.", day=_day(facts, r))
    return _notice(text, facts.case, r)


def _day(facts: NoticeFacts, r: Reader) -> str:
    return formats.day(r, facts.on.astimezone(r.zone).date())


def _notice(text: Markup, case: KycCase, r: Reader) -> Screen:
    return Screen(text, rows(row(Button(r.label("kyc.notice", "Open the check"), Go(KycCard(case.id))))))
