"""Who may make cards, and which cards may be the same company or person (M1.1)."""

from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from domain.company.model import site_key
from domain.kit.actor import ABROAD, Actor
from domain.names.fold import company_key, fold_name

ALIKE = 88.0
"""From this likeness (0..100) of folded names a card is offered as a possible double (Decided)."""


def may_make_cards(actor: Actor) -> bool:
    """Companies, contacts and meetings are recorded by missions and the NC abroad (п. 39)."""
    return actor.kind in ABROAD and actor.writes


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
    return (Sign.LIKE_NAME, best) if best >= ALIKE else None


def alike(one: str, other: str) -> float:
    """Likeness 0..100 of two company names across scripts, word order and typing errors forgiven."""
    return max(
        fuzz.token_sort_ratio(fold_name(one), fold_name(other)),
        fuzz.ratio(company_key(one), company_key(other)),
    )


def contact_alike(one: str, other: str) -> bool:
    """Whether two contact names may be one person: every word of the shorter stands in the longer."""
    a, b = fold_name(one), fold_name(other)
    return bool(a and b) and fuzz.token_set_ratio(a, b) >= ALIKE
