"""One fold for names: Kazakh, Russian and Latin spellings of a name become one plain Latin form.

It serves screening (M1.2), the search for duplicates and `/find`. It is for comparing and never shown. Two
different names may share a fold; whoever compares decides what that means.

Whatever is stored folded keeps `FOLD_VERSION` beside it and is folded anew when that changes.
"""

import re
from functools import lru_cache
from typing import Final

from domain.names.legal_forms import part_company
from domain.names.sounds import fold_word, plain_words, skeleton

__all__ = [
    "FOLD_VERSION",
    "company_bones",
    "company_key",
    "company_skeleton",
    "fold_name",
    "fold_tokens",
    "search_key",
]

FOLD_VERSION: Final = 1


def fold_tokens(text: str) -> tuple[str, ...]:
    """The folded words of a name, in its own order; digits are words of their own. Empty for a text without letters."""
    return tuple(folded for word in plain_words(text) if (folded := fold_word(word)))


def fold_name(text: str) -> str:
    """One canonical form across Kazakh, Russian and Latin spellings: the folded words in their order."""
    return " ".join(fold_tokens(text))


def company_key(text: str) -> str:
    """A company's name for finding its double: without its legal form in any language, in one word, coarsely folded.

    «ТОО АстанаГаз», "Astana Gas LLP" and "«Астана Газ» жауапкершілігі шектеулі серіктестігі" are all `astanagas`;
    «Қазақтелеком» АҚ and "JSC Kazakhtelecom" both `kasaktelekom`. Equal keys are to be offered as possible doubles,
    not merged. A name of nothing but a legal form keeps it.
    """
    return "".join(_search_word(fold_word(word)) for word in part_company(text).words).replace("z", "s")


def company_skeleton(text: str) -> str:
    """The consonants of a company's name without its legal form: equal for «Шеврон» and "Chevron", «Хёндэ» and
    "Hyundai", whose spellings share too few letters for `company_key`. Never proof by itself."""
    return "".join(skeleton(fold_word(word)) for word in part_company(text).words)[:_LONGEST]


def company_bones(text: str) -> frozenset[str]:
    """Signs by which a company's possible doubles are found in a store: two names share one if their skeletons differ
    by a consonant at most ("Simens", «Фольксваген» and "Volkswagen"), or if they share a longer word's skeleton."""
    whole = company_skeleton(text)
    found = {"=" + whole} if whole else set()
    if len(whole) > _SHORT:
        found |= {"=" + whole[:at] + whole[at + 1 :] for at in range(len(whole))}
    for word in part_company(text).words[:_WORDS]:
        bare = skeleton(fold_word(word))
        if len(bare) > _SHORT:
            found.add(bare)
    return frozenset(found)


_LONGEST: Final = 16  # consonants of a name that are compared: some fifteen signs a card
_WORDS: Final = 8
_SHORT: Final = 2  # consonants that say nothing when one of them may differ


def search_key(text: str) -> str:
    """The form for a search by any part of a name (`/find`): put both sides through it and look for a substring.

    Coarser than `fold_name`: қ/х/k/h are one and glides beside vowels are gone, so that a beginning ("Tokay")
    is a part of the whole ("Tokayev") and «казак» finds "Kazakhstan". Letters, digits and single spaces only:
    no wildcard of SQL survives it (attack 63). Empty when the text has no letter and no digit.
    """
    return " ".join(_search_word(token) for token in fold_tokens(text))


_H_AS_K: Final = re.compile(r"(?<![sc])h")
_GLIDE: Final = re.compile(r"(?<=[aeou])i|i(?=[aeou])")


@lru_cache(maxsize=65_536)
def _search_word(token: str) -> str:
    return _GLIDE.sub("", _H_AS_K.sub("k", token)) or token
