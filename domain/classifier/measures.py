"""Measures of state support that passports and roadmaps name (L1): the fourteen of ст. 29 of the Law, and investment
preferences, with who provides each. Codes are stored; a measure of a later law is a new code.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Provider(StrEnum):
    """Who provides a measure (ст. 30–42)."""

    DEVELOPMENT_BANK = "development_bank"  # and other national development institutes
    FINANCIAL_AGENT = "financial_agent"  # named by the Government
    DEVELOPMENT_INSTITUTES = "development_institutes"  # and the akimats
    BUDGET = "budget"  # administrators of budget programmes: central bodies and akimats
    AKIMAT = "akimat"
    INDUSTRY_BODY = "industry_body"  # with a national development institute
    TRADE_BODY = "trade_body"  # the body for foreign trade with the export operator
    CREDITORS = "creditors"  # institutes with a share of the state
    GOVERNMENT = "government"
    INVESTMENT_BODY = "investment_body"  # the authorised body for investment, by a contract


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: its clause of the Law and who provides it."""

    code: str
    clause: str
    provider: Provider


MEASURES: Mapping[str, Measure] = MappingProxyType(
    {
        one.code: one
        for one in (
            Measure("financing", "ст. 30", Provider.DEVELOPMENT_BANK),
            Measure("guarantees", "ст. 31", Provider.FINANCIAL_AGENT),
            Measure("lending", "ст. 32", Provider.FINANCIAL_AGENT),
            Measure("interest", "ст. 33", Provider.FINANCIAL_AGENT),
            Measure("equity", "ст. 34", Provider.DEVELOPMENT_INSTITUTES),
            Measure("infrastructure", "ст. 35", Provider.BUDGET),
            Measure("land", "ст. 36", Provider.AKIMAT),
            Measure("domestic_market", "ст. 37", Provider.INDUSTRY_BODY),
            Measure("export", "ст. 38", Provider.TRADE_BODY),
            Measure("productivity", "ст. 39", Provider.INDUSTRY_BODY),
            Measure("clusters", "ст. 40", Provider.INDUSTRY_BODY),
            Measure("restructuring", "ст. 41", Provider.CREDITORS),
            Measure("grants", "ст. 42", Provider.INDUSTRY_BODY),
            Measure("other", "ст. 29", Provider.GOVERNMENT),
            Measure("preferences", "ст. 25.3", Provider.INVESTMENT_BODY),  # of the Entrepreneurial Code
            Measure("assembly", "ст. 65", Provider.INDUSTRY_BODY),  # under an agreement on industrial assembly
        )
    }
)
"""In the order of ст. 29, then the preferences (ст. 25.3, 62.1, 65)."""
