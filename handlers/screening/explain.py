"""Why two names were found alike, word by word, in the reader's language (M1.2)."""

from collections.abc import Mapping

from markupsafe import Markup

from domain.kyc.explain import Agreement, FactFinding, FactKind, WordFinding, WordVerdict
from handlers.words.catalog import Text
from handlers.words.classifiers import country_name
from handlers.words.reader import Reader

PAIRS: Mapping[WordVerdict, Text] = {
    WordVerdict.SAME: Text("screening.word", "{ours} = {theirs}: reads the same"),
    WordVerdict.VARIANT: Text("screening.word", "{ours} = {theirs}: spellings of one name"),
    WordVerdict.SOUND: Text("screening.word", "{ours} ≈ {theirs}: sounds alike"),
    WordVerdict.TRANSLATION: Text("screening.word", "{ours} = {theirs}: a translation"),
    WordVerdict.ENDING: Text("screening.word", "{ours} = {theirs}: one surname with another ending"),
    WordVerdict.FATHER: Text("screening.word", "{ours} = {theirs}: one father's name"),
    WordVerdict.INITIAL: Text("screening.word", "{ours} = {theirs}: an initial"),
    WordVerdict.ABBREVIATION: Text("screening.word", "{ours} = {theirs}: an abbreviation"),
    WordVerdict.OTHER_FATHER: Text("screening.word", "{ours} ≠ {theirs}: other fathers' names"),
    WordVerdict.OTHER_INITIAL: Text("screening.word", "{ours} ≠ {theirs}: another initial"),
    WordVerdict.ONLY_OURS: Text("screening.word", "{ours}: not on the list"),
    WordVerdict.ONLY_THEIRS: Text("screening.word", "{theirs}: on the list only"),
}
FACTS: Mapping[FactKind, Text] = {
    FactKind.BIRTH_DATE: Text("screening.fact", "date of birth"),
    FactKind.COUNTRY: Text("screening.fact", "country"),
    FactKind.IDENTIFIER: Text("screening.fact", "number of a document"),
    FactKind.LEGAL_FORM: Text("screening.fact", "legal form"),
    FactKind.GENDER: Text("screening.fact", "gender"),
    FactKind.KIND: Text("screening.fact", "type"),
}
KINDS: Mapping[str, Text] = {
    "person": Text("screening.kind", "person"),
    "organisation": Text("screening.kind", "organisation"),
    "vessel": Text("screening.kind", "vessel"),
    "unknown": Text("screening.kind", "not known"),
}


def word_line(word: WordFinding, r: Reader) -> Markup:
    """«– Тоқаев = Tokayev: reads the same»."""
    text = r.text(PAIRS[word.verdict], ours=_capital(word.ours), theirs=_capital(word.theirs))
    return r.say("screening.word", "– {text}", text=text)


def _capital(words: str) -> str:
    """Words are compared in small letters; a name is read with capitals."""
    return " ".join(word[:1].upper() + word[1:] for word in words.split())


def fact_line(fact: FactFinding, r: Reader) -> Markup:
    """«– date of birth: 1971-03-05 and 1971-03-05, agree»."""
    what = r.plain(FACTS[fact.kind])
    ours, theirs = _value(fact.kind, fact.ours, r), _value(fact.kind, fact.theirs, r)
    match fact.agreement:
        case Agreement.AGREES:
            return r.say("screening.fact", "– {what}: {ours} and {theirs}, agree", what=what, ours=ours, theirs=theirs)
        case Agreement.PARTLY:
            return r.say(
                "screening.fact", "– {what}: {ours} and {theirs}, agree in part", what=what, ours=ours, theirs=theirs
            )
        case Agreement.CONTRADICTS:
            return r.say("screening.fact", "– {what}: {ours} and {theirs}, differ", what=what, ours=ours, theirs=theirs)


def _value(kind: FactKind, value: str, r: Reader) -> str:
    if kind is FactKind.COUNTRY:
        return ", ".join(country_name(r, code) for code in value.split(",") if code)
    if kind is FactKind.KIND and value in KINDS:
        return r.plain(KINDS[value])
    return value or "–"
