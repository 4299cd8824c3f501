"""Regular duties in words: what is owed, to whom, for which period (R1–R12)."""

from collections.abc import Mapping
from typing import Final

from domain.duty.model import parsed_period
from domain.edition.duties import Addressee, Ower
from domain.kit.periods import HalfYear, Quarter
from handlers.words.catalog import Text
from handlers.words.reader import Reader

PARTS: Final[Mapping[Ower, Text]] = {
    Ower.INDUSTRY_BODY: Text("duty.part", "Body for state support of industry"),
    Ower.RESOURCE_BODIES: Text("duty.part", "Body for hydrocarbons or solid minerals"),
}
"""Parts that the Law gives to single central bodies."""

NAMES: Final[Mapping[str, Text]] = {
    "R1": Text("duty.name", "Regional pool"),
    "R2a": Text("duty.name", "Projects below 150,000 MRP"),
    "R2b": Text("duty.name", "Projects from 150,000 MRP"),
    "R3": Text("duty.name", "Consolidated report"),
    "R4": Text("duty.name", "Report of the mission"),
    "R5": Text("duty.name", "Country programme"),
    "R6a": Text("duty.name", "Front office activity"),
    "R6b": Text("duty.name", "Region's programme"),
    "R7": Text("duty.name", "Niche projects and profile"),
    "R8": Text("duty.name", "National pool"),
    "R9a": Text("duty.name", "Results of the quarter"),
    "R9b": Text("duty.name", "Results of the year"),
    "R9c": Text("duty.name", "Unplanned report"),
    "R10": Text("duty.name", "National report"),
    "R11": Text("duty.name", "Industrialisation map"),
    "R12a": Text("duty.name", "Effect of the measures"),
    "R12b": Text("duty.name", "Purchase needs"),
    "R12c": Text("duty.name", "List of goods"),
    "R12d": Text("duty.name", "Proposals to the list"),
    "R12e": Text("duty.name", "List approved"),
}
"""Short: on a button they stand beside a date and a count."""

WHAT: Final[Mapping[str, Text]] = {
    "R1": Text("duty.what", "Bring the projects of the regional pool up to date."),
    "R2a": Text("duty.what", "Report on the projects below 150,000 MRP."),
    "R2b": Text("duty.what", "Report on the projects from 150,000 MRP, those from 7,500,000 MRP apart."),
    "R3": Text("duty.what", "One report out of those of all front offices."),
    "R4": Text("duty.what", "Report on the work with investors abroad."),
    "R5": Text("duty.what", "Bring the country's investment programme up to date with the National Company."),
    "R6a": Text("duty.what", "Inform on the work of the front office."),
    "R6b": Text("duty.what", "Draw up the region's investment programme with the National Company."),
    "R7": Text("duty.what", "Niche projects with their figures, and the profile of the region."),
    "R8": Text("duty.what", "Agree the data of the national pool with the body of the sector."),
    "R9a": Text("duty.what", "Results of the quarter, causes of deviations, rating, and the meeting on them."),
    "R9b": Text("duty.what", "Results of the year, their assessment, the closing meeting, the plan revised."),
    "R9c": Text("duty.what", "Asked for by the authorised body."),
    "R10": Text("duty.what", "Information for the National report on the state of industry."),
    "R11": Text("duty.what", "How the projects of the industrialisation map go on."),
    "R12a": Text("duty.what", "How effective the measures of state support of industry are."),
    "R12b": Text("duty.what", "Analyse which goods the customers will need."),
    "R12c": Text("duty.what", "Send the list of goods to the bodies responsible for hydrocarbons and solid minerals."),
    "R12d": Text("duty.what", "Send proposals to the list, agreed with the customers."),
    "R12e": Text("duty.what", "Approve the list of goods and publish it."),
}

TO: Final[Mapping[Addressee, Text]] = {
    Addressee.NATIONAL_COMPANY: Text("duty.to", "To: the National Company"),
    Addressee.AUTHORISED_BODY: Text("duty.to", "To: the authorised body"),
    Addressee.INDUSTRY_BODY: Text("duty.to", "To: the body for state support of industry"),
    Addressee.GOVERNMENT: Text("duty.to", "To: the Government"),
    Addressee.RESPONSIBLE_BODIES: Text("duty.to", "To: the bodies for hydrocarbons and solid minerals"),
    Addressee.PUBLIC: Text("duty.to", "To: everybody, on the Internet"),
    Addressee.PLATFORM: Text("duty.to", "Entered here, sent to nobody apart"),
}

_ROMAN: Final = ("I", "II", "III", "IV")


def duty_name(r: Reader, code: str) -> str:
    """What a duty is called; one of another release by its code."""
    return r.plain(NAMES[code]) if code in NAMES else code


def period_name(r: Reader, code: str) -> str:
    """`IV квартал 2026`, `2026 жылғы IV тоқсан`, `Q4 2026`; empty for what was asked for once."""
    period = parsed_period(code)
    if period is None:
        return ""
    if isinstance(period, Quarter):
        return r.label("period", "Q{n} {year}", n=_number(r, period.number), year=period.year)
    if isinstance(period, HalfYear):
        return r.label("period", "H{n} {year}", n=_number(r, period.number), year=period.year)
    return r.label("period", "Year {year}", year=period.year)


def _number(r: Reader, number: int) -> str:
    """Offices write quarters in Roman figures; English does not."""
    return str(number) if r.language == "en" else _ROMAN[number - 1]
