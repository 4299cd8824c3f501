"""Countries as published lists name them in English, beside the codes of ISO 3166-1."""

from functools import lru_cache
from typing import Final

from domain.classifier.countries import COUNTRIES, Country
from domain.names.sounds import fold_word, plain_words

_NAMES: Final = """
AF Afghanistan|AL Albania|DZ Algeria|AD Andorra|AO Angola|AG Antigua and Barbuda|AR Argentina|AM Armenia|AW Aruba
AU Australia|AT Austria|AZ Azerbaijan|BS Bahamas|BS Bahamas, The|BH Bahrain|BD Bangladesh|BB Barbados|BY Belarus
BE Belgium|BZ Belize|BJ Benin|BM Bermuda|BT Bhutan|BO Bolivia|BO Bolivia (Plurinational State of)
BA Bosnia and Herzegovina|BW Botswana|BR Brazil|BN Brunei|BN Brunei Darussalam|BG Bulgaria|BF Burkina Faso|BI Burundi
KH Cambodia|CM Cameroon|CA Canada|CV Cape Verde|CV Cabo Verde|KY Cayman Islands|CF Central African Republic|TD Chad
CL Chile|CN China|CN People's Republic of China|CO Colombia|KM Comoros|CG Congo|CG Congo, Republic of the
CG Republic of the Congo|CD Democratic Republic of the Congo|CD Congo, Democratic Republic of the|CK Cook Islands
CR Costa Rica|CI Cote d'Ivoire|CI Cote d Ivoire|CI Ivory Coast|HR Croatia|CU Cuba|CW Curacao|CY Cyprus
CZ Czech Republic|CZ Czechia|DK Denmark|DJ Djibouti|DM Dominica|DO Dominican Republic|EC Ecuador|EG Egypt
SV El Salvador|GQ Equatorial Guinea|ER Eritrea|EE Estonia|SZ Eswatini|SZ Swaziland|ET Ethiopia|FJ Fiji|FI Finland
FR France|GA Gabon|GM Gambia|GM The Gambia|GM Gambia, The|GE Georgia|DE Germany|DE Federal Republic of Germany
GH Ghana|GI Gibraltar|GR Greece|GD Grenada|GT Guatemala|GG Guernsey|GN Guinea|GW Guinea-Bissau|GY Guyana|HT Haiti
VA Holy See|HN Honduras|HK Hong Kong|HU Hungary|IS Iceland|IN India|ID Indonesia|IR Iran
IR Iran (Islamic Republic of)|IR Islamic Republic of Iran|IQ Iraq|IE Ireland|IM Isle of Man|IM Man, Isle of|IL Israel
IT Italy|JM Jamaica|JP Japan|JE Jersey|JO Jordan|KZ Kazakhstan|KZ Republic of Kazakhstan|KE Kenya|KI Kiribati
KP Korea, North|KP North Korea|KP Democratic People's Republic of Korea|KR Korea, South|KR South Korea
KR Republic of Korea|KW Kuwait|KG Kyrgyzstan|KG Kyrgyz Republic|LA Laos|LA Lao People's Democratic Republic|LV Latvia
LB Lebanon|LS Lesotho|LR Liberia|LY Libya|LY Libyan Arab Jamahiriya|LI Liechtenstein|LT Lithuania|LU Luxembourg
MO Macau|MO Macao|MG Madagascar|MW Malawi|MY Malaysia|MV Maldives|ML Mali|MT Malta|MH Marshall Islands|MR Mauritania
MU Mauritius|MX Mexico|FM Micronesia|MD Moldova|MD Republic of Moldova|MC Monaco|MN Mongolia|ME Montenegro|MA Morocco
MZ Mozambique|MM Myanmar|MM Burma|NA Namibia|NR Nauru|NP Nepal|NL Netherlands|NL The Netherlands|NL Netherlands, The
NZ New Zealand|NI Nicaragua|NE Niger|NG Nigeria|MK North Macedonia|MK Macedonia|NO Norway|OM Oman|PK Pakistan
PW Palau|PS Palestine|PS Palestinian|PS State of Palestine|PS West Bank|PS Region: Gaza|PA Panama|PG Papua New Guinea
PY Paraguay|PE Peru|PH Philippines|PL Poland|PT Portugal|PR Puerto Rico|QA Qatar|RO Romania|RU Russia
RU Russian Federation|RW Rwanda|KN Saint Kitts and Nevis|LC Saint Lucia|VC Saint Vincent and the Grenadines|WS Samoa
SM San Marino|ST Sao Tome and Principe|SA Saudi Arabia|SN Senegal|RS Serbia|SC Seychelles|SL Sierra Leone
SG Singapore|SK Slovakia|SI Slovenia|SB Solomon Islands|SO Somalia|ZA South Africa|SS South Sudan|ES Spain
LK Sri Lanka|SD Sudan|SR Suriname|SE Sweden|CH Switzerland|SY Syria|SY Syrian Arab Republic|TW Taiwan|TJ Tajikistan
TZ Tanzania|TZ United Republic of Tanzania|TH Thailand|TL Timor-Leste|TG Togo|TO Tonga|TT Trinidad and Tobago
TN Tunisia|TR Turkey|TR Turkiye|TM Turkmenistan|TC Turks and Caicos Islands|TV Tuvalu|UG Uganda|UA Ukraine
AE United Arab Emirates|AE UAE|GB United Kingdom|GB United Kingdom of Great Britain and Northern Ireland
GB Great Britain|US United States|US United States of America|US USA|UY Uruguay|UZ Uzbekistan|VU Vanuatu|VE Venezuela
VE Venezuela (Bolivarian Republic of)|VN Vietnam|VN Viet Nam|VG Virgin Islands, British|VG British Virgin Islands
VI Virgin Islands, U.S.|YE Yemen|ZM Zambia|ZW Zimbabwe
"""


def _key(name: str) -> str:
    return " ".join(sorted(fold_word(word) for word in plain_words(name)))


@lru_cache(maxsize=1)
def _table() -> dict[str, Country]:
    lines = (item.strip().partition(" ") for item in _NAMES.replace("\n", "|").split("|") if item.strip())
    return {_key(name): Country(code) for code, _, name in lines}


@lru_cache(maxsize=4_096)
def country_named(name: str) -> Country | None:
    """The country of a code or an English name in any order of its words; None for what is none (a region, a sea)."""
    code = Country(name.strip().upper())
    if code in COUNTRIES:
        return code
    return _table().get(_key(name))
