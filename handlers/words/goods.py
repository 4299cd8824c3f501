"""Names of the chapters of the EAEU's nomenclature of goods (ТН ВЭД), short enough for a line on a phone."""

from collections.abc import Sequence
from functools import cache

from domain.classifier.goods import CHAPTERS, Chapter, chapter_of
from handlers.words.catalog import LANGUAGES, Text
from handlers.words.reader import Reader

NAMES: dict[Chapter, Text] = {
    Chapter("01"): Text("classifier.goods", "Live animals"),
    Chapter("02"): Text("classifier.goods", "Meat and offal"),
    Chapter("03"): Text("classifier.goods", "Fish and crustaceans"),
    Chapter("04"): Text("classifier.goods", "Dairy produce, eggs, honey"),
    Chapter("05"): Text("classifier.goods", "Other products of animal origin"),
    Chapter("06"): Text("classifier.goods", "Live plants and flowers"),
    Chapter("07"): Text("classifier.goods", "Vegetables"),
    Chapter("08"): Text("classifier.goods", "Fruit and nuts"),
    Chapter("09"): Text("classifier.goods", "Coffee, tea and spices"),
    Chapter("10"): Text("classifier.goods", "Cereals"),
    Chapter("11"): Text("classifier.goods", "Flour, malt, starches"),
    Chapter("12"): Text("classifier.goods", "Oil seeds, industrial plants"),
    Chapter("13"): Text("classifier.goods", "Gums, resins, plant extracts"),
    Chapter("14"): Text("classifier.goods", "Vegetable plaiting materials"),
    Chapter("15"): Text("classifier.goods", "Fats and oils"),
    Chapter("16"): Text("classifier.goods", "Prepared meat and fish"),
    Chapter("17"): Text("classifier.goods", "Sugar and confectionery"),
    Chapter("18"): Text("classifier.goods", "Cocoa and chocolate"),
    Chapter("19"): Text("classifier.goods", "Products of cereals and flour"),
    Chapter("20"): Text("classifier.goods", "Prepared vegetables and fruit"),
    Chapter("21"): Text("classifier.goods", "Other food preparations"),
    Chapter("22"): Text("classifier.goods", "Beverages and vinegar"),
    Chapter("23"): Text("classifier.goods", "Food waste, animal feed"),
    Chapter("24"): Text("classifier.goods", "Tobacco"),
    Chapter("25"): Text("classifier.goods", "Salt, stone, cement"),
    Chapter("26"): Text("classifier.goods", "Ores, slag and ash"),
    Chapter("27"): Text("classifier.goods", "Mineral fuels, oil, electricity"),
    Chapter("28"): Text("classifier.goods", "Inorganic chemicals"),
    Chapter("29"): Text("classifier.goods", "Organic chemicals"),
    Chapter("30"): Text("classifier.goods", "Pharmaceuticals"),
    Chapter("31"): Text("classifier.goods", "Fertilisers"),
    Chapter("32"): Text("classifier.goods", "Dyes, paints and varnishes"),
    Chapter("33"): Text("classifier.goods", "Essential oils and cosmetics"),
    Chapter("34"): Text("classifier.goods", "Soap, detergents, waxes"),
    Chapter("35"): Text("classifier.goods", "Proteins, glues, enzymes"),
    Chapter("36"): Text("classifier.goods", "Explosives and matches"),
    Chapter("37"): Text("classifier.goods", "Photographic goods"),
    Chapter("38"): Text("classifier.goods", "Other chemical products"),
    Chapter("39"): Text("classifier.goods", "Plastics and articles thereof"),
    Chapter("40"): Text("classifier.goods", "Rubber and articles thereof"),
    Chapter("41"): Text("classifier.goods", "Raw hides and leather"),
    Chapter("42"): Text("classifier.goods", "Articles of leather"),
    Chapter("43"): Text("classifier.goods", "Fur and articles thereof"),
    Chapter("44"): Text("classifier.goods", "Wood and charcoal"),
    Chapter("45"): Text("classifier.goods", "Cork and articles thereof"),
    Chapter("46"): Text("classifier.goods", "Basketware"),
    Chapter("47"): Text("classifier.goods", "Pulp of wood"),
    Chapter("48"): Text("classifier.goods", "Paper and paperboard"),
    Chapter("49"): Text("classifier.goods", "Printed matter"),
    Chapter("50"): Text("classifier.goods", "Silk"),
    Chapter("51"): Text("classifier.goods", "Wool and animal hair"),
    Chapter("52"): Text("classifier.goods", "Cotton"),
    Chapter("53"): Text("classifier.goods", "Other vegetable fibres"),
    Chapter("54"): Text("classifier.goods", "Man-made filaments"),
    Chapter("55"): Text("classifier.goods", "Man-made staple fibres"),
    Chapter("56"): Text("classifier.goods", "Wadding, felt, nonwovens"),
    Chapter("57"): Text("classifier.goods", "Carpets"),
    Chapter("58"): Text("classifier.goods", "Special fabrics, lace"),
    Chapter("59"): Text("classifier.goods", "Coated and technical textiles"),
    Chapter("60"): Text("classifier.goods", "Knitted fabrics"),
    Chapter("61"): Text("classifier.goods", "Knitted clothing"),
    Chapter("62"): Text("classifier.goods", "Clothing, not knitted"),
    Chapter("63"): Text("classifier.goods", "Other textile articles"),
    Chapter("64"): Text("classifier.goods", "Footwear"),
    Chapter("65"): Text("classifier.goods", "Headgear"),
    Chapter("66"): Text("classifier.goods", "Umbrellas and sticks"),
    Chapter("67"): Text("classifier.goods", "Feathers, artificial flowers"),
    Chapter("68"): Text("classifier.goods", "Articles of stone, cement"),
    Chapter("69"): Text("classifier.goods", "Ceramic products"),
    Chapter("70"): Text("classifier.goods", "Glass and glassware"),
    Chapter("71"): Text("classifier.goods", "Precious stones and metals"),
    Chapter("72"): Text("classifier.goods", "Iron and steel"),
    Chapter("73"): Text("classifier.goods", "Articles of iron or steel"),
    Chapter("74"): Text("classifier.goods", "Copper and articles thereof"),
    Chapter("75"): Text("classifier.goods", "Nickel and articles thereof"),
    Chapter("76"): Text("classifier.goods", "Aluminium and articles thereof"),
    Chapter("78"): Text("classifier.goods", "Lead and articles thereof"),
    Chapter("79"): Text("classifier.goods", "Zinc and articles thereof"),
    Chapter("80"): Text("classifier.goods", "Tin and articles thereof"),
    Chapter("81"): Text("classifier.goods", "Other base metals, cermets"),
    Chapter("82"): Text("classifier.goods", "Tools and cutlery"),
    Chapter("83"): Text("classifier.goods", "Other articles of base metal"),
    Chapter("84"): Text("classifier.goods", "Machinery and mechanical appliances"),
    Chapter("85"): Text("classifier.goods", "Electrical machinery and equipment"),
    Chapter("86"): Text("classifier.goods", "Railway rolling stock"),
    Chapter("87"): Text("classifier.goods", "Vehicles"),
    Chapter("88"): Text("classifier.goods", "Aircraft and spacecraft"),
    Chapter("89"): Text("classifier.goods", "Ships and boats"),
    Chapter("90"): Text("classifier.goods", "Optical and medical instruments"),
    Chapter("91"): Text("classifier.goods", "Clocks and watches"),
    Chapter("92"): Text("classifier.goods", "Musical instruments"),
    Chapter("93"): Text("classifier.goods", "Arms and ammunition"),
    Chapter("94"): Text("classifier.goods", "Furniture, lighting, prefabricated buildings"),
    Chapter("95"): Text("classifier.goods", "Toys, games, sports goods"),
    Chapter("96"): Text("classifier.goods", "Other manufactured articles"),
    Chapter("97"): Text("classifier.goods", "Works of art and antiques"),
}


def chapter_name(r: Reader, code: str) -> str:
    """What a code's chapter is called; empty for an unknown one."""
    text = NAMES.get(chapter_of(code))
    return "" if text is None else r.plain(text)


def goods_name(r: Reader, code: str) -> str:
    """`7304 · Изделия из чёрных металлов`."""
    name = chapter_name(r, code)
    return f"{code} · {name}" if name else code


def find_chapters(r: Reader, text: str) -> Sequence[Chapter]:
    """Chapters whose number begins so, or whose name in one of the languages has a word that begins so."""
    wanted = text.casefold().replace("ё", "е").strip()
    if not wanted:
        return ()
    if wanted[:2].isdecimal():
        return [one for one in CHAPTERS if one.startswith(wanted[:2])]
    return [one for one in CHAPTERS if any(f" {wanted}" in f" {name}" for name in _folded(one))]


@cache
def _folded(chapter: Chapter) -> tuple[str, ...]:
    names = (Reader(language).plain(NAMES[chapter]) for language in LANGUAGES)
    return tuple(name.casefold().replace("ё", "е") for name in names)
