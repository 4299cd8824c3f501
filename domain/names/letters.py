"""Letters: how each alphabet near Kazakhstan becomes one plain Latin spelling, letter by letter.

Tables only; the rules that join letters into sounds are in `fold.py`. A letter that is in no table keeps its
base form (diacritics stripped) or, in scripts that are not read here, itself.
"""

from typing import Final

# Russian, then the Kazakh letters, then the neighbours'. Soft and hard signs have no sound of their own.
CYRILLIC: Final[dict[str, str]] = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "j", "з": "z", "и": "i",
    "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ф": "f", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ы": "i", "ь": "",
    "э": "e", "ю": "iu", "я": "ia",
    # Kazakh
    "ә": "a", "ғ": "g", "қ": "k", "ң": "n", "ө": "o", "ұ": "u", "ү": "u", "һ": "h", "і": "i",
    # Ukrainian, Belarusian
    "є": "e", "ї": "i", "ґ": "g", "ў": "u",
    # Uzbek, Tajik, Tatar, Bashkir, Azerbaijani, Turkmen in Cyrillic
    "ҳ": "h", "ӣ": "i", "ӯ": "u", "ҷ": "j", "җ": "j", "ҹ": "j", "ҝ": "g", "ҡ": "k", "ҫ": "s", "ҙ": "z",
    # Serbian, Macedonian
    "ђ": "j", "ј": "i", "љ": "l", "њ": "n", "ћ": "ch", "џ": "j", "ѓ": "g", "ќ": "k", "ѕ": "z",
}  # fmt: skip

# Latin letters whose sound is not that of the base letter, or that do not decompose. Both official Kazakh drafts
# are here: 2018 (ǵ ń ý ı á ó ú) and 2021 (ğ ñ ş ū ä ö ü); ý is decided by `fold.py` from the whole name.
LATIN: Final[dict[str, str]] = {
    "ş": "sh", "ș": "sh", "š": "sh", "ś": "sh", "ç": "ch", "č": "ch", "ć": "ch", "ž": "zh", "ż": "zh",
    "ğ": "g", "ǵ": "g", "ń": "n", "ñ": "n", "ı": "i", "ł": "l", "ø": "o", "æ": "e", "œ": "e", "ð": "d",
    "þ": "t", "đ": "dj", "ß": "ss", "ə": "a", "ț": "ts", "ţ": "ts", "ĳ": "ij", "ŋ": "n",
}  # fmt: skip

GREEK: Final[dict[str, str]] = {
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "t", "ι": "i", "κ": "k",
    "λ": "l", "μ": "m", "ν": "n", "ξ": "ks", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t",
    "υ": "i", "φ": "f", "χ": "h", "ψ": "ps", "ω": "o",
}  # fmt: skip

GEORGIAN: Final[dict[str, str]] = {
    "ა": "a", "ბ": "b", "გ": "g", "დ": "d", "ე": "e", "ვ": "v", "ზ": "z", "თ": "t", "ი": "i", "კ": "k",
    "ლ": "l", "მ": "m", "ნ": "n", "ო": "o", "პ": "p", "ჟ": "j", "რ": "r", "ს": "s", "ტ": "t", "უ": "u",
    "ფ": "p", "ქ": "k", "ღ": "g", "ყ": "k", "შ": "sh", "ჩ": "ch", "ც": "ts", "ძ": "dz", "წ": "ts",
    "ჭ": "ch", "ხ": "h", "ჯ": "j", "ჰ": "h",
}  # fmt: skip

ARMENIAN: Final[dict[str, str]] = {
    "ա": "a", "բ": "b", "գ": "g", "դ": "d", "ե": "e", "զ": "z", "է": "e", "ը": "i", "թ": "t", "ժ": "j",
    "ի": "i", "լ": "l", "խ": "h", "ծ": "ts", "կ": "k", "հ": "h", "ձ": "dz", "ղ": "g", "ճ": "ch", "մ": "m",
    "յ": "i", "ն": "n", "շ": "sh", "ո": "o", "չ": "ch", "պ": "p", "ջ": "j", "ռ": "r", "ս": "s", "վ": "v",
    "տ": "t", "ր": "r", "ց": "ts", "ւ": "v", "փ": "p", "ք": "k", "և": "ev", "օ": "o", "ֆ": "f",
}  # fmt: skip

OTHER_SCRIPTS: Final[dict[str, str]] = {**GREEK, **GEORGIAN, **ARMENIAN}

# Look-alikes, lower case. Capitals that look alike are listed by their lower-case letters (В/B, Н/H, Т/T, У/Y).
CYRILLIC_LOOKS_LATIN: Final[dict[str, str]] = {
    "а": "a", "в": "b", "е": "e", "ё": "e", "к": "k", "м": "m", "н": "h", "о": "o", "р": "p", "с": "c",
    "т": "t", "у": "y", "х": "x", "і": "i", "ј": "j", "ѕ": "s", "һ": "h", "ү": "y", "ԛ": "q", "ԝ": "w", "ѵ": "v",
}  # fmt: skip
LATIN_LOOKS_CYRILLIC: Final[dict[str, str]] = {
    "a": "а", "b": "в", "c": "с", "e": "е", "h": "н", "i": "і", "k": "к", "m": "м", "o": "о", "p": "р",
    "t": "т", "x": "х", "y": "у", "s": "ѕ", "j": "ј",
}  # fmt: skip

# Marks written inside a word without being a sound: they join, all other signs part.
JOINERS: Final[frozenset[str]] = frozenset("'’‘ʻʼʹʽ`´′ʺ″·ʾʿ")

# Letters that show which language a Latin ý comes from: Kazakh of 2018 (у) or Czech, Slovak, Icelandic, Turkmen (y).
KAZAKH_2018_SIGNS: Final[frozenset[str]] = frozenset("qǵńı")
OTHER_Y_ACUTE_SIGNS: Final[frozenset[str]] = frozenset("ěščřžůňďťíéôðþæäşçöüw")
