"""Companies and meetings on screens in three languages: hard names unharmed, labels that fit (issue 2; 57–60, 67)."""

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.machine.html import TEXT, cut
from bot.printing.docx import clean, docx
from domain.classifier.sectors import SECTORS
from domain.company.model import Company, ContactFacts, new_company, new_contact
from domain.company.ports import CompanyLine
from domain.kit.ids import AgreementId, CompanyId, ContactId, MeetingId, OrganisationId, PersonId, new_id
from domain.meeting.model import Agreement, Meeting, Side
from domain.meeting.ports import MeetingLine
from domain.names.fold import search_key
from handlers.company import facts as company_facts
from handlers.company import screens as company
from handlers.company.places import CompanyContacts, CompanyCountries, CompanyList, CompanySectors
from handlers.meeting import document
from handlers.meeting import facts as meeting_facts
from handlers.meeting import screens as meeting
from handlers.meeting.places import MeetingList
from handlers.screens.values import Screen
from handlers.words import classifiers
from handlers.words.reader import Reader
from tests.company.hard import HARD_NAMES
from tests.town import cards
from tests.town.people import START

LANGUAGES = ("ru", "kk", "en")
TODAY = date(2026, 11, 16)
MAKER, AUTHOR = OrganisationId(new_id()), PersonId(new_id())


def a_company(name: str) -> Company:
    facts = cards.company(name, notes=name, parent=name, registration_number="000123")
    return new_company(CompanyId(new_id()), MAKER, AUTHOR, START, facts)


def a_meeting(of: Company, text: str) -> Meeting:
    said: dict[str, Any] = {
        "place": text, "subject": text, "key_points": text, "event": text, "ours": text, "theirs": text,
        "project_parameters": text, "expectations": text,
    }  # fmt: skip
    facts = cards.meeting(of.id, **said)
    return Meeting(
        id=MeetingId(new_id()), company=of.id, maker=MAKER, author=AUTHOR, made_at=START, country="DE", sector="C",
        day=facts.day, contacts=[], project_sector="D", project_cost=facts.project_cost, project_region="35",
        project_jobs=300, **said,
    )  # fmt: skip


def agreed(of: Meeting, what: str) -> Agreement:
    return Agreement(AgreementId(new_id()), of.id, what, Side.OURS, "", AUTHOR, date(2026, 11, 30))


def meeting_card(of: Company, at: Meeting, what: str) -> meeting_facts.CardFacts:
    given: dict[str, Any] = {
        "meeting": at, "company": of.name, "contacts": [], "agreements": [agreed(at, what)], "author": what,
        "initiatives": 2, "may_change": True, "today": TODAY, "yellow_below": 10,
    }  # fmt: skip
    names = meeting_facts.CardFacts.__dataclass_fields__
    given |= {one: 3 for one in names if one not in given}  # counts that the card shows beside
    return meeting_facts.CardFacts(**given)


def screens(name: str, r: Reader) -> Iterator[tuple[str, Screen]]:
    """The screens that show a company's name or a meeting's words."""
    of = a_company(name)
    at = a_meeting(of, name)
    person = new_contact(ContactId(new_id()), of.id, MAKER, AUTHOR, START, ContactFacts(name, position=name))
    lines = [CompanyLine(of.id, of.name, "DE", "C")]
    yield "list", company.show_list(company_facts.ListFacts(CompanyList("own"), lines, 1, True, True), r)
    yield (
        "filtered",
        company.show_list(company_facts.ListFacts(CompanyList("own", "DE", "C", 1), lines * 8, 24, True, True), r),
    )
    yield "card", company.show_card(company_facts.CardFacts(of, 1000, 1000, 1000, None, True, False, True, True), r)
    yield (
        "contacts",
        company.show_contacts(company_facts.ContactsFacts(CompanyContacts(of.id), of, [person] * 9, True), r),
    )
    yield "contact", company.show_contact(company_facts.ContactFactsShown(person, of, True), r)
    yield "meetings", meeting.show_list(
        meeting_facts.ListFacts(
            MeetingList("own"), [MeetingLine(at.id, at.day, of.name, at.subject)], 1, "", True, True
        ), r,
    )  # fmt: skip
    yield "meeting", meeting.show_card(meeting_card(of, at, name), r)
    yield (
        "agreement",
        meeting.show_agreement(meeting_facts.AgreementShown(at, of.name, agreed(at, name), name, True, TODAY, 10), r),
    )


def plain(text: str) -> str:
    """What a person reads: without tags, entities undone."""
    return html.unescape(re.sub(r"</?(b|i|blockquote)( expandable)?>", "", text))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", HARD_NAMES)
def test_attacks_58_60_67_a_hard_name_is_shown_as_it_is(language: str, name: str) -> None:
    for where, screen in screens(name, Reader(language)):
        text = str(screen.text)
        assert not re.search(r"<(?!/?(b|i|blockquote)( expandable)?>)", text), where  # only our own tags
        shown = plain(text) + "\n".join(button.label for row in screen.rows for button in row)
        assert name[:20] in shown, where


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_fit_a_phone(language: str) -> None:
    """At most about 24 letters where two stand in a row, 40 alone, data included."""
    for where, screen in [*screens("Acme", Reader(language)), *screens("Long Name " * 12, Reader(language))]:
        for row in screen.rows:
            limit = 40 if len(row) == 1 else 24 if len(row) == 2 else 16
            for button in row:
                assert len(button.label) <= limit, f"{where}: {button.label!r} in a row of {len(row)}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_choices_of_country_and_sector_fit_too(language: str) -> None:
    r = Reader(language)
    codes = [code for code, _ in classifiers.countries(r)]
    for place, counted in (
        (CompanyCountries("own"), [(code, 1000) for code in codes]),
        (CompanySectors("own"), [(code, 1000) for code in SECTORS]),
    ):
        show = company.show_countries if isinstance(place, CompanyCountries) else company.show_sectors
        for page in range(0, len(counted), 8):
            facts = company_facts.CountedFacts(replace(place, page=page // 8), counted)
            for row in show(facts, r).rows:
                for button in row:
                    assert len(button.label) <= 40, button.label
                assert len(row) > 1 or row[0].label.endswith(" · 1000"), row  # the number is in sight


TYPED = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=120
).filter(lambda text: text == " ".join(text.split()))


@settings(max_examples=60, deadline=None)
@given(TYPED)
def test_attacks_57_to_64_any_text_goes_through_card_list_search_and_document(typed: str) -> None:
    """Nothing that can be typed is lost or changed on its way, and no text can break a screen."""
    r = Reader("kk")
    of = a_company(typed)
    at = a_meeting(of, typed)
    card = company.show_card(company_facts.CardFacts(of, 0, 0, 0, None, True, False, True, True), r)
    assert typed in plain(str(card.text))
    assert typed in plain(str(meeting.show_card(meeting_card(of, at, typed), r).text))
    listed = company.show_list(
        company_facts.ListFacts(CompanyList(), [CompanyLine(of.id, of.name, "DE", "C")], 1, True, True), r
    )
    assert any(typed[:20].rstrip() in button.label for row in listed.rows for button in row)
    assert not search_key(typed) or search_key(typed) in of.search
    assert cut(str(card.text), TEXT) == str(card.text)  # as long as a name may be, it needs no cutting
    facts = meeting_facts.PrintFacts(meeting_card(of, at, typed), {"kk": typed}, {AUTHOR: typed})
    paper = document.paper(facts, r)
    everything = [line.value for part in paper.parts for line in part.lines] + [part.text for part in paper.parts]
    assert everything.count(typed) >= 5
    assert clean(typed) == typed
    assert docx(paper).startswith(b"PK")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_name_leaves_the_country_in_sight(language: str) -> None:
    r = Reader(language)
    of = CompanyLine(CompanyId(new_id()), "Gesellschaft mit beschränkter Haftung für Windkraftanlagen", "DE", "C")
    shown = company.show_list(company_facts.ListFacts(CompanyList(), [of], 1, False, True), r)
    line = next(button.label for row in shown.rows for button in row if "Gesellschaft" in button.label)
    assert line.endswith("… · " + classifiers.country_name(r, "DE"))
    assert len(line) <= 40


@pytest.mark.parametrize(("left", "mark"), [(-1, "🔴"), (0, "🟡"), (8, "🟡"), (9, "🟢")])
def test_an_agreement_has_the_colour_of_every_term(left: int, mark: str) -> None:
    """п. 55: yellow under ten days with today counted, by the edition's number and not by a number of our own."""
    one = agreed(a_meeting(a_company("Acme"), "x"), "Send")
    one.by = TODAY + timedelta(days=left)
    assert meeting.agreement_mark(one, TODAY, 10) == mark
    one.by = TODAY + timedelta(days=20)
    assert meeting.agreement_mark(one, TODAY, 30) == "🟡"
