"""Why two names were found alike, as values: the sentences are written where people read them.

Everything here can be stored with a verdict (M1.2): plain enums, strings and numbers.
"""

from dataclasses import dataclass
from enum import StrEnum


class WordVerdict(StrEnum):
    """What became of one word of either name."""

    SAME = "same"  # one fold: Тоқаев, Tokayev
    VARIANT = "variant"  # a known other spelling of one given name: Жүсіп, Юсуп
    SOUND = "sound"  # near in sound, or a slip of the keyboard
    TRANSLATION = "translation"  # one meaning in two languages: сауда үйі, торговый дом
    ENDING = "ending"  # one surname with another ending: Дулатұлы, Дулатов; Ахметов, Ахметова
    FATHER = "father"  # one father's name: Асқарұлы, Аскарович
    INITIAL = "initial"
    ABBREVIATION = "abbreviation"  # КТНГ, КазТрансНефтеГаз
    OTHER_FATHER = "other_father"  # the fathers' names differ
    OTHER_INITIAL = "other_initial"
    ONLY_OURS = "only_ours"
    ONLY_THEIRS = "only_theirs"


@dataclass(frozen=True, slots=True)
class WordFinding:
    """One word (or a few written together) of our name beside that of the list; an absent side is empty.

    `likeness` is from 0 to 1, `weight` how much the word counts in its name.
    """

    verdict: WordVerdict
    ours: str
    theirs: str
    likeness: float
    weight: float


class FactKind(StrEnum):
    """What besides the name was compared."""

    BIRTH_DATE = "birth_date"
    COUNTRY = "country"
    IDENTIFIER = "identifier"
    LEGAL_FORM = "legal_form"
    GENDER = "gender"
    KIND = "kind"  # person, organisation, vessel


class Agreement(StrEnum):
    """How a fact of ours stands to the list's."""

    AGREES = "agrees"
    PARTLY = "partly"
    CONTRADICTS = "contradicts"


@dataclass(frozen=True, slots=True)
class FactFinding:
    """A fact that raised or lowered the score by `effect`; `ours` and `theirs` are the values as compared."""

    kind: FactKind
    agreement: Agreement
    ours: str
    theirs: str
    effect: float


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two subjects are: `score` from 0 to 1 with three decimals, the two spellings that came nearest,
    and every reason."""

    score: float
    ours: str
    theirs: str
    words: tuple[WordFinding, ...]
    facts: tuple[FactFinding, ...]
