"""Names of the measures of state support, and of those who provide them (L1)."""

from collections.abc import Sequence

from domain.classifier.measures import MEASURES, Provider
from handlers.words.catalog import LANGUAGES, Text
from handlers.words.reader import Reader

NAMES: dict[str, Text] = {
    "financing": Text("classifier.measure", "Financing and co-financing, leasing"),
    "guarantees": Text("classifier.measure", "Guarantees and sureties for loans"),
    "lending": Text("classifier.measure", "Loans through financial institutions"),
    "interest": Text("classifier.measure", "Subsidies of interest and coupons"),
    "equity": Text("classifier.measure", "Investment in authorised capital"),
    "infrastructure": Text("classifier.measure", "Engineering infrastructure"),
    "land": Text("classifier.measure", "Plots of land"),
    "domestic_market": Text("classifier.measure", "Promotion on the domestic market"),
    "export": Text("classifier.measure", "Export promotion"),
    "productivity": Text("classifier.measure", "Higher labour productivity"),
    "clusters": Text("classifier.measure", "Territorial clusters"),
    "restructuring": Text("classifier.measure", "Debt restructuring"),
    "grants": Text("classifier.measure", "Industrial grants"),
    "other": Text("classifier.measure", "Other measures of the Government"),
    "preferences": Text("classifier.measure", "Investment preferences"),
    "assembly": Text("classifier.measure", "Measures for industrial assembly"),
}
"""At most 40 characters: each is a line to tick on a phone."""

PROVIDERS: dict[Provider, Text] = {
    Provider.DEVELOPMENT_BANK: Text("classifier.provider", "Development Bank of Kazakhstan, development institutes"),
    Provider.FINANCIAL_AGENT: Text("classifier.provider", "financial agent named by the Government"),
    Provider.DEVELOPMENT_INSTITUTES: Text("classifier.provider", "national development institutes, akimats"),
    Provider.BUDGET: Text("classifier.provider", "state bodies and akimats, from the budget"),
    Provider.AKIMAT: Text("classifier.provider", "akimat"),
    Provider.INDUSTRY_BODY: Text("classifier.provider", "industry body with its development institute"),
    Provider.TRADE_BODY: Text("classifier.provider", "body for foreign trade, export operator"),
    Provider.CREDITORS: Text("classifier.provider", "development institutes as creditors"),
    Provider.GOVERNMENT: Text("classifier.provider", "Government"),
    Provider.INVESTMENT_BODY: Text("classifier.provider", "authorised body for investment, by contract"),
}


def measure_name(r: Reader, code: str) -> str:
    """What the measure is called; an unknown code is shown as it is."""
    text = NAMES.get(code)
    return code if text is None else r.plain(text)


def provider_name(r: Reader, code: str) -> str:
    """Who provides the measure; empty for an unknown one."""
    found = MEASURES.get(code)
    return "" if found is None else r.plain(PROVIDERS[found.provider])


def measures(r: Reader) -> Sequence[tuple[str, str, tuple[str, ...]]]:
    """All measures in the Law's order: code, name, and the names in every language, by which a typed word finds it."""
    return [
        (code, measure_name(r, code), tuple(measure_name(Reader(language), code) for language in LANGUAGES))
        for code in MEASURES
    ]
