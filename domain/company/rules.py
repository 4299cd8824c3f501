"""Who may make cards, and which cards may be the same company or person (M1.1)."""

from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from domain.company.model import site_key
from domain.kit.actor import ABROAD, Actor, OrganisationKind
from domain.kit.ids import OrganisationId
from domain.names.fold import company_key, company_skeleton, fold_name, fold_tokens
from domain.names.sounds import skeleton

ALIKE = 88.0
"""From this likeness (0..100) of folded names a card is offered as a possible double (Decided)."""

ALIKE_BY_SOUND = 60.0
"""The same for names whose consonants are equal: «Шеврон» and Chevron, «Хёндэ» and Hyundai (Decided)."""


def may_make_cards(actor: Actor) -> bool:
    """Companies, contacts and meetings are recorded by missions and the NC abroad (п. 39)."""
    return actor.kind in ABROAD and actor.writes


INITIATING = frozenset(
    {
        OrganisationKind.AKIMAT,
        OrganisationKind.CENTRAL_BODY,
        OrganisationKind.NATIONAL_COMPANY,
        OrganisationKind.REGIONAL_REPRESENTATIVE,  # of the National Company
        OrganisationKind.CHAMBER,
        OrganisationKind.HOLDING,  # national holdings, and companies the state controls
    }
)
"""Initiating bodies of Module 2 (п. 23, 29, 45)."""


def may_make_companies(actor: Actor) -> bool:
    """Beside those of Module 1, an initiating body makes the company card that its passport needs (п. 29, 46)."""
    return may_make_cards(actor) or (actor.kind in INITIATING and actor.writes)


def keeps_company(actor: Actor, maker: OrganisationId) -> bool:
    """Who amends a card and its contacts, of those who may change it: whoever records companies, and an initiating body
    the cards that it made itself (Decided)."""
    return may_make_cards(actor) or (may_make_companies(actor) and actor.organisation == maker)


class Sign(StrEnum):
    """Why a card is offered as a double."""

    NUMBER = "number"
    SITE = "site"
    SAME_NAME = "same_name"
    LIKE_NAME = "like_name"


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the search for doubles looks at."""

    legal_name: str
    short_name: str
    registration_number: str
    site: str


def double_sign(typed: Candidate, known: Candidate) -> tuple[Sign, float] | None:
    """Why `known` may be what was typed, with a rank 0..100; None when nothing speaks for it."""
    number = "".join(filter(str.isalnum, typed.registration_number)).lower()
    if number and number == "".join(filter(str.isalnum, known.registration_number)).lower():
        return Sign.NUMBER, 100.0
    site = site_key(typed.site)
    if site and site == site_key(known.site):
        return Sign.SITE, 98.0
    ours = [name for name in (typed.legal_name, typed.short_name) if name]
    theirs = [name for name in (known.legal_name, known.short_name) if name]
    if {company_key(name) for name in ours} & {company_key(name) for name in theirs} - {""}:
        return Sign.SAME_NAME, 96.0
    best = max((alike(a, b) for a in ours for b in theirs), default=0.0)
    if best < ALIKE:
        by_sound = [alike(a, b) for a in ours for b in theirs if company_skeleton(a) == company_skeleton(b) != ""]
        best = max((one for one in by_sound if one >= ALIKE_BY_SOUND), default=0.0)
    return (Sign.LIKE_NAME, best) if best else None


def alike(one: str, other: str) -> float:
    """Likeness 0..100 of two company names across scripts, word order and typing errors forgiven."""
    return max(
        fuzz.token_sort_ratio(fold_name(one), fold_name(other)),
        fuzz.ratio(company_key(one), company_key(other)),
    )


def contact_alike(one: str, other: str) -> bool:
    """Whether two contact names may be one person: every word of the shorter stands in the longer, as it sounds
    («Анна Мюллер», "Anna Maria Müller")."""
    shorter, longer = sorted((fold_tokens(one), fold_tokens(other)), key=len)
    return bool(shorter) and all(any(_one_word(a, b) for b in longer) for a in shorter)


def _one_word(a: str, b: str) -> bool:
    alike_by_letters = fuzz.ratio(a, b)
    return alike_by_letters >= ALIKE or (alike_by_letters >= ALIKE_BY_SOUND and skeleton(a) == skeleton(b))
