"""Matches on the reviewer's phone: read and authorised, then shown. All of it is private (N3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from domain.access.scope import check_sees, may_change
from domain.company.ports import Companies
from domain.kit.actor import ABROAD, EVERYTHING
from domain.kit.bodies import Bodies
from domain.kit.ids import KycId
from domain.kit.refused import NotFound
from domain.kyc.explain import Likeness
from domain.kyc.ports import KycCases
from domain.screening.matches import Match, MatchLine, MatchState, Nature, Screening, likeness_from_json
from domain.screening.notices import NewMatches
from domain.screening.ports import Lists, MatchCards, MatchLists
from domain.screening.subjects import SubjectRole
from handlers.forms.clean import shortened
from handlers.forms.places import StartForm
from handlers.kyc.places import KycCard
from handlers.pick.lists import PAGE, offset, pager
from handlers.reading import Reading
from handlers.screening.explain import fact_line, word_line
from handlers.screening.lists import source_name
from handlers.screening.places import CaseMatches, MatchCard, MatchesToReview
from handlers.screens.navigation import back_row
from handlers.screens.press import Go
from handlers.screens.values import Button, Screen, row, rows
from handlers.words import formats
from handlers.words.catalog import Text
from handlers.words.reader import Reader, lines

REMARKS = 300
"""Characters of a list's remarks on a card: a passport's number or a ship's name stands at their beginning."""
ALIASES = 8

ROLES: Mapping[str, Text] = {
    SubjectRole.COMPANY: Text("screening.role", "the company"),
    SubjectRole.PARENT: Text("screening.role", "the parent company"),
    SubjectRole.OWNER: Text("screening.role", "an owner"),
    SubjectRole.CONTACT: Text("screening.role", "a contact"),
}
STATES: Mapping[str, Text] = {
    MatchState.OPEN: Text("screening.state", "to review"),
    MatchState.CLEARED: Text("screening.state", "somebody else"),
    MatchState.CONFIRMED: Text("screening.state", "confirmed"),
}
NATURES: Mapping[str, Text] = {
    Nature.SANCTIONS: Text("screening.nature", "Sanctions or a refusal"),
    Nature.PEP: Text("screening.nature", "Public office"),
}


@dataclass(frozen=True, slots=True)
class CaseFacts:
    case: KycId
    company: str
    screening: Screening
    matches: Sequence[MatchLine]


async def load_case(place: CaseMatches, reading: Reading) -> CaseFacts:
    case = await reading.port(KycCases).get(place.case)
    if case is None:
        raise NotFound
    check_sees(reading.actor, case.placement)
    company = await reading.port(Companies).get(case.company)
    port = reading.port(MatchLists)
    return CaseFacts(
        case.id,
        company.name if company else "",
        await port.screening(case.company, case.maker),
        await port.of_company(case.company, case.maker),
    )


def show_case(facts: CaseFacts, r: Reader) -> Screen:
    return Screen(
        lines(
            r.say("screening.case", "<b>Screening: {company}</b>", company=facts.company),
            screened_line(facts.screening, r),
            r.count("screening.case", "{n} match", "{n} matches", len(facts.matches))
            if facts.matches
            else r.say("screening.case", "No matches."),
        ),
        rows(
            *(row(Button(_line(one.our_name, one, r), Go(MatchCard(one.id)))) for one in facts.matches),
            row(Button(r.label("screening.case", "To the check"), Go(KycCard(facts.case)))),
            back_row(r),
        ),
        private=True,
    )


def screened_line(one: Screening, r: Reader) -> Markup:
    if one.under_way:
        return r.say("screening.case", "The names are being compared with the lists.")
    if one.done_at is None or not one.lists:
        return r.say("screening.case", "Not compared yet: there are no lists.")
    return r.say(
        "screening.case",
        "Compared on {moment}; names: {names}, lists: {lists}",
        moment=formats.moment(r, one.done_at),
        names=one.names,
        lists=one.lists,
    )


def _line(name: str, one: MatchLine, r: Reader) -> str:
    state = r.plain(STATES[one.state])
    return f"{shortened(name, 34 - len(state))} · {per_cent(one.score)} · {state}"


def per_cent(score: float) -> str:
    """Never rounded up to a certainty that is none."""
    return f"{int(score * 100 + 1e-6)}%"


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    place: MatchesToReview
    matches: Sequence[MatchLine]
    total: int


async def load_to_review(place: MatchesToReview, reading: Reading) -> ReviewFacts:
    found, total = await reading.port(MatchLists).to_review(reading.actor, offset(place.page), PAGE)
    return ReviewFacts(place, found, total)


async def count_to_review(reading: Reading) -> int:
    return (await reading.port(MatchLists).to_review(reading.actor, 0, 0))[1]


def show_to_review(facts: ReviewFacts, r: Reader) -> Screen:
    return Screen(
        lines(
            r.say("screening.review", "<b>Matches to review</b>"),
            r.count("screening.case", "{n} match", "{n} matches", facts.total)
            if facts.total
            else r.say("screening.case", "No matches."),
        ),
        rows(
            *(
                row(Button(f"{shortened(one.company_name, 30)} · {per_cent(one.score)}", Go(MatchCard(one.id))))
                for one in facts.matches
            ),
            pager(r, facts.place.page, facts.total, MatchesToReview),
            back_row(r),
        ),
        private=True,
    )


@dataclass(frozen=True, slots=True)
class MatchFacts:
    match: Match
    likeness: Likeness
    company: str
    case: KycId | None
    list_taken: Any
    reviewer: str
    may_review: bool


async def load_match(place: MatchCard, reading: Reading) -> MatchFacts:
    match = await reading.port(MatchCards).get(place.match)
    if match is None:
        raise NotFound
    check_sees(reading.actor, match.placement)
    company = await reading.port(Companies).get(match.company)
    version = await reading.port(Lists).version(match.list)
    cases = await reading.port(KycCases).of_company(match.company)
    return MatchFacts(
        match=match,
        likeness=likeness_from_json(match.likeness),
        company=company.name if company else "",
        case=next((case.id for case in cases if case.maker == match.maker), None),
        list_taken=version.taken_at if version else None,
        reviewer=await reading.port(Bodies).person_name(match.reviewer) if match.reviewer else "",
        may_review=match.state == MatchState.OPEN and may_change(reading.actor, match.placement),
    )


def show_match(facts: MatchFacts, r: Reader) -> Screen:
    one = facts.match
    context = {"match": str(one.id), "version": one.version}
    return Screen(
        lines(
            r.say("screening.match", "<b>{name}</b>: {role}", name=one.our_name, role=r.plain(ROLES[one.role])),
            r.say("screening.match", "Company: {company}", company=facts.company),
            r.say("screening.match", "On the list: <b>{name}</b>", name=facts.likeness.theirs or one.their_name),
            *_entry(facts, r),
            r.say("screening.match", "Likeness: {score}", score=per_cent(one.score)),
            *(word_line(word, r) for word in facts.likeness.words),
            *(fact_line(fact, r) for fact in facts.likeness.facts),
            *_verdict(facts, r),
        ),
        rows(
            row(Button(r.label("screening.match", "It is somebody else"), Go(StartForm("screening.clear", context))))
            if facts.may_review
            else None,
            row(Button(r.label("screening.match", "It is the same"), Go(StartForm("screening.confirm", context))))
            if facts.may_review
            else None,
            row(Button(r.label("screening.match", "All matches"), Go(CaseMatches(facts.case)))) if facts.case else None,
            back_row(r),
        ),
        private=True,
    )


def _entry(facts: MatchFacts, r: Reader) -> list[Markup]:
    """What the list says of its entry."""
    one = facts.match
    day = formats.day(r, facts.list_taken.astimezone(r.zone).date()) if facts.list_taken else ""
    others = [name for name in one.theirs["names"] if name != facts.likeness.theirs][:ALIASES]
    programs = ", ".join(one.theirs["programs"])
    remarks = one.theirs["remarks"]
    said = [r.say("screening.match", "{list}, version of {day}", list=source_name(r, one.source), day=day)]
    if others:
        said.append(r.say("screening.match", "Other names: {names}", names="; ".join(others)))
    if programs:
        said.append(r.say("screening.match", "Programmes: {names}", names=programs))
    if remarks:
        said.append(r.say("screening.match", "Remarks: {text}", text=shortened(remarks, REMARKS)))
    return said


def _verdict(facts: MatchFacts, r: Reader) -> list[Markup]:
    one = facts.match
    if one.state == MatchState.OPEN or one.reviewed_at is None:
        return []
    verdict = (
        r.say("screening.match", "✓ It is somebody else")
        if one.state == MatchState.CLEARED
        else r.say("screening.match", "It is the same: {nature}", nature=r.plain(NATURES[one.nature]))
    )
    return [
        verdict,
        r.say("screening.match", "<blockquote>{reason}</blockquote>", reason=one.reason),
        r.say("screening.match", "{name}, {moment}", name=facts.reviewer, moment=formats.moment(r, one.reviewed_at)),
    ]


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    matches: int
    companies: int


async def load_new(notice: NewMatches, reading: Reading) -> NoticeFacts | None:
    """Dropped when somebody reviewed them all meanwhile."""
    if not await count_to_review(reading):
        return None
    return NoticeFacts(notice.matches, notice.companies)


def show_new(facts: NoticeFacts, r: Reader) -> Screen:
    """A push: numbers only (N3)."""
    among = r.label_count("screening.notice", "{n} company", "{n} companies", facts.companies)
    return Screen(
        r.count(
            "screening.notice",
            "Screening: {n} new match. You check {among}.",
            "Screening: {n} new matches. You check {among}.",
            facts.matches,
            among=among,
        ),
        rows(row(Button(r.label("screening.notice", "Review"), Go(MatchesToReview())))),
    )


HAVE_MATCHES = ABROAD | EVERYTHING
"""Kinds of organisations that have to do with KYC at all (A2)."""
