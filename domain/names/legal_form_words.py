"""Legal forms by name: what they are called, in words and abbreviations, in Kazakh, Russian, English and abroad.

Law: Civil Code of Kazakhstan, art. 34 and 58-110; the neighbours' and partners' forms by common use. Data only;
`legal_forms.py` applies it.
"""

from enum import StrEnum
from typing import Final


class LegalForm(StrEnum):
    """What kind of body a name speaks of; forms that one country's law calls differently but equally are one."""

    LIMITED = "limited"
    STOCK = "stock"
    NATIONAL_COMPANY = "national_company"
    SOLE_TRADER = "sole_trader"
    FARM = "farm"
    COOPERATIVE = "cooperative"
    PARTNERSHIP = "partnership"
    STATE_ENTERPRISE = "state_enterprise"
    STATE_INSTITUTION = "state_institution"
    FOUNDATION = "foundation"
    ASSOCIATION = "association"
    BRANCH = "branch"
    REPRESENTATIVE_OFFICE = "representative_office"


# Abbreviations, in small letters. Where Cyrillic and Latin look alike either spelling is found.
SHORT: Final[dict[LegalForm, str]] = {
    LegalForm.LIMITED: """
        жшс тоо llp жшқ ооо осоо жчк одо қжс тдо тоов тов мчж mchj mmc zhshs jshs jşs jsş jshq too ooo
        gmbh ltd limited llc lc pty pte pvt bhd sdn sarl sàrl sal sac srl spzoo sro doo ood eood kft
        oy bv sl slu ltda lda
        гмбх лтд лимитед ллп ллс бв срл сро спзоо
        sia uab oü aps wll fze fzco fzc dmcc ug şti sti""",
    LegalForm.STOCK: """
        ақ ао оао зао пао нао нпао жақ аақ кеақ ачк жак кеак пат прат oao zao pao aq ao
        jsc ojsc cjsc pjsc njsc psc ag sa plc inc incorporated corp nv spa se sas sca asa oyj ab as ad ead dd zrt
        nyrt аг са инк спа плк корп aş aj asc qsc tbk kk kgaa""",
    LegalForm.NATIONAL_COMPANY: "ұк нк uk nk nc",
    LegalForm.SOLE_TRADER: "жк ип фоп чп jk ip ie",
    LegalForm.FARM: "шқ кх кфх",
    LegalForm.COOPERATIVE: "өк пк спк аөк ауылшөк схпк",
    LegalForm.PARTNERSHIP: "кт тс пт kg ohg lp llp&co snc scs cv vof",
    LegalForm.STATE_ENTERPRISE: "гкп ргп кгп гп мкк ркк мкқк ркқк рмк кмк мк гккп ргкп фгуп муп",
    LegalForm.STATE_INSTITUTION: "гу ргу кгу мм рмм кмм",
    LegalForm.FOUNDATION: "оф кф ққ кққ",
    LegalForm.ASSOCIATION: "оюл зтб қб оо",
    LegalForm.BRANCH: "филиал филиалы branch filial",
    LegalForm.REPRESENTATIVE_OFFICE: "представительство өкілдігі",
}

# Full spellings; a star stands for any ending. Every script and spelling that folds to the same is found.
SPELLED: Final[dict[LegalForm, tuple[str, ...]]] = {
    LegalForm.LIMITED: (
        "жауапкершіліг* шектеул* серіктес*",
        "жауапкершіліг* шектеул* қоғам*",
        "қосымша жауапкершіліг* серіктес*",
        "товарищ* с ограниченн* ответственн*",
        "товарищ* с дополнительн* ответственн*",
        "обществ* с ограниченн* ответственн*",
        "обществ* с дополнительн* ответственн*",
        "limited liability partnership",
        "limited liability company",
        "private limited",
        "gesellschaft mit beschränkter haftung",
        "limited şirketi",
        "spółka z ograniczoną odpowiedzialnością",
        "sp z o o",
        "company limited",
        "co ltd",
        "co limited",
        "free zone establishment",
    ),
    LegalForm.STOCK: (
        "коммерциялық емес акционерл* қоғам*",
        "акционерл* қоғам*",
        "ашық акционерл* қоғам*",
        "жабық акционерл* қоғам*",
        "некоммерческ* акционерн* обществ*",
        "публичн* акционерн* обществ*",
        "открыт* акционерн* обществ*",
        "закрыт* акционерн* обществ*",
        "непубличн* акционерн* обществ*",
        "акционерн* обществ*",
        "non profit joint stock company",
        "public joint stock company",
        "open joint stock company",
        "closed joint stock company",
        "joint stock company",
        "public limited company",
        "public company limited",
        "aktiengesellschaft",
        "société anonyme",
        "sociedad anónima",
        "società per azioni",
        "anonim şirketi",
        "naamloze vennootschap",
    ),
    LegalForm.NATIONAL_COMPANY: ("ұлттық компания*", "национальн* компани*", "national company"),
    LegalForm.SOLE_TRADER: (
        "жеке кәсіпкер*",
        "индивидуальн* предпринимател*",
        "частн* предпринимател*",
        "individual entrepreneur",
        "sole proprietor*",
    ),
    LegalForm.FARM: ("шаруа қожалығ*", "крестьянск* хозяйств*", "крестьянск* фермерск* хозяйств*", "peasant farm"),
    LegalForm.COOPERATIVE: (
        "ауыл шаруашылығы өндірістік кооператив*",
        "ауыл шаруашылығы кооператив*",
        "өндірістік кооператив*",
        "тұтыну* кооператив*",
        "сельскохозяйственн* производственн* кооператив*",
        "сельскохозяйственн* кооператив*",
        "производственн* кооператив*",
        "потребительск* кооператив*",
        "agricultural production cooperative",
        "production cooperative",
    ),
    LegalForm.PARTNERSHIP: (
        "толық серіктес*",
        "сенім серіктес*",
        "полн* товарищ*",
        "коммандитн* товарищ*",
        "limited partnership",
        "general partnership",
        "kommanditgesellschaft",
    ),
    LegalForm.STATE_ENTERPRISE: (
        "шаруашылық жүргізу құқығындағы",
        "на прав* хозяйственн* ведени*",
        "республикалық мемлекеттік кәсіпорн*",
        "мемлекеттік кәсіпорын*",
        "мемлекеттік коммуналдық кәсіпорын*",
        "мемлекеттік коммуналдық қазыналық кәсіпорын*",
        "республиканск* государственн* предприяти*",
        "государственн* коммунальн* предприяти*",
        "государственн* коммунальн* казенн* предприяти*",
        "коммунальн* государственн* предприяти*",
        "государственн* предприяти*",
        "republican state enterprise",
        "state enterprise",
    ),
    LegalForm.STATE_INSTITUTION: (
        "республикалық мемлекеттік мекеме*",
        "коммуналдық мемлекеттік мекеме*",
        "мемлекеттік мекеме*",
        "республиканск* государственн* учреждени*",
        "коммунальн* государственн* учреждени*",
        "государственн* учреждени*",
        "state institution",
    ),
    LegalForm.FOUNDATION: (
        "қоғамдық қор*",
        "корпоративтік қор*",
        "общественн* фонд*",
        "корпоративн* фонд*",
        "частн* фонд*",
        "public foundation",
        "corporate foundation",
    ),
    LegalForm.ASSOCIATION: (
        "заңды тұлғалар бірлестіг*",
        "қоғамдық бірлестіг*",
        "объединени* юридическ* лиц*",
        "общественн* объединени*",
        "association of legal entities",
        "public association",
    ),
    LegalForm.BRANCH: ("филиал*", "branch", "zweigniederlassung"),
    LegalForm.REPRESENTATIVE_OFFICE: ("өкілдіг*", "представительств*", "representative office"),
}

# Chinese, Japanese and Korean write no spaces: the form is the beginning or the end of a word. Longest first.
UNSPACED: Final[tuple[tuple[str, LegalForm], ...]] = (
    ("股份有限公司", LegalForm.STOCK),
    ("有限责任公司", LegalForm.LIMITED),
    ("有限責任公司", LegalForm.LIMITED),
    ("有限公司", LegalForm.LIMITED),
    ("股份公司", LegalForm.STOCK),
    ("株式会社", LegalForm.STOCK),
    ("有限会社", LegalForm.LIMITED),
    ("合同会社", LegalForm.LIMITED),
    ("주식회사", LegalForm.STOCK),
    ("유한회사", LegalForm.LIMITED),
)
