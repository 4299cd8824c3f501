"""Options of the classifiers and of a room's own classes, for choices in any room's form (T6)."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from handlers.forms.declare import Answers, Option
from handlers.reading import Reading
from handlers.words import classifiers
from handlers.words.catalog import LANGUAGES, Text
from handlers.words.reader import Reader


def labelled(labels: Mapping[str, Text]) -> tuple[Option, ...]:
    """The values of a class with their labels."""
    return tuple(Option(str(value), label) for value, label in labels.items())


async def countries(_answers: Answers, _reading: Reading, r: Reader) -> Sequence[Option]:
    return [Option(code, name, _names(classifiers.country_name, code)) for code, name in classifiers.countries(r)]


async def regions(_answers: Answers, _reading: Reading, r: Reader) -> Sequence[Option]:
    return [Option(code, name, _names(classifiers.region_name, code)) for code, name in classifiers.regions(r)]


async def sectors(_answers: Answers, _reading: Reading, r: Reader) -> Sequence[Option]:
    """Sections first, then their divisions: typing a word finds either."""
    sections = classifiers.sections(r)
    divisions = [one for code, _ in sections for one in classifiers.divisions(r, code)]
    return [Option(code, name, _names(classifiers.sector_name, code)) for code, name in [*sections, *divisions]]


@cache
def _names(namer: Callable[[Reader, str], str], code: str) -> tuple[str, ...]:
    """The names in all three languages: people type the one they know."""
    return tuple(namer(Reader(language), code) for language in LANGUAGES)
