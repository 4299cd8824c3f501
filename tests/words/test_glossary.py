"""Words of the project that are said one way only, in each language (the glossary)."""

import pytest

from handlers.words.catalog import LANGUAGES, LOCALES

FORBIDDEN: dict[str, dict[str, tuple[str, ...]]] = {
    "ru": {
        "mission": ("миссия", "миссии", "миссию"),
        "beneficial_owner": ("бенефициарные владельцы", "бенефициарный владелец", "бенефициарных владельцев"),
    },
    "kk": {
        "mission": ("миссия",),
        "beneficial_owner": ("бенефициарлық ие",),
        "deadline": ("{day} дейін", "{day} бастап"),  # a date takes «күніне дейін», «күнінен бастап»
        "expectations": ("күтулер",),
    },
}
USED = {
    "ru": ("бенефициарные собственники", "загранучреждени", "проверка kyc"),
    "kk": ("бенефициарлық меншік иелері", "шет елдегі мекеме", "kyc тексеруі"),
    "en": ("beneficial owners", "mission", "kyc check"),
}


def words(language: str) -> str:
    """Every translation of the language, in small letters."""
    found: list[str] = []
    for line in (LOCALES / language / "LC_MESSAGES" / "messages.po").read_text(encoding="utf-8").splitlines():
        if line.startswith(("msgstr", '"')):
            found.append(line.partition('"')[2].rstrip('"'))
        elif line.startswith(("msgid", "msgctxt")):
            found.append("\n" if language != "en" else line.partition('"')[2].rstrip('"') + "\n")
    return "".join(found).lower()


@pytest.mark.parametrize(
    ("language", "term", "word"),
    [(language, term, word) for language, terms in FORBIDDEN.items() for term, all_ in terms.items() for word in all_],
)
def test_a_term_has_one_name(language: str, term: str, word: str) -> None:
    assert word not in words(language), f"{term}: «{word}» in {language}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_terms_themselves_are_used(language: str) -> None:
    said = words(language)
    for term in USED[language]:
        assert term in said, term
