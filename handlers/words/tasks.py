"""Names of the roadmap's stages and standard tasks, and of those who answer for them (п. 48.5, 49).

A stored title, result, risk or mitigation that begins with «:» is that of a standard task and is said in the reader's
language; anything else was typed and is shown as it is.
"""

from collections.abc import Mapping
from typing import Final

from domain.roadmap.model import Party, Stage
from domain.roadmap.standard import MARK, code_of
from handlers.words.catalog import LANGUAGES, Text
from handlers.words.reader import Reader

STAGES: Final[Mapping[str, Text]] = {
    Stage.PRE_INVESTMENT: Text("task.stage", "Pre-investment stage"),
    Stage.INVESTMENT: Text("task.stage", "Investment stage"),
    Stage.POST_INVESTMENT: Text("task.stage", "Post-investment stage"),
}
PARTIES: Final[Mapping[str, Text]] = {
    Party.INVESTOR: Text("task.party", "Investor"),
    Party.STATE_BODY: Text("task.party", "State body"),
    Party.CONTRACTOR: Text("task.party", "Contractor"),
}
TITLES: Final[Mapping[str, Text]] = {
    "feasibility": Text("task.title", "Feasibility study"),
    "conditions": Text("task.title", "Technical conditions"),
    "land": Text("task.title", "Plot of land"),
    "design": Text("task.title", "Design and estimate documents"),
    "financing": Text("task.title", "Financing"),
    "construction": Text("task.title", "Construction and installation"),
    "support": Text("task.title", "Measures of state support"),
    "commissioning": Text("task.title", "Start-up and adjustment"),
    "operation": Text("task.title", "Putting into operation"),
    "capacity": Text("task.title", "Design capacity or serial production"),
}
RESULTS: Final[Mapping[str, Text]] = {
    "feasibility": Text("task.result", "The feasibility study is approved"),
    "conditions": Text("task.result", "Technical conditions for power, water and other networks are received"),
    "land": Text("task.result", "The right to the plot of land is registered"),
    "design": Text("task.result", "Design and estimate documents have passed the state expert review"),
    "financing": Text("task.result", "Financing agreements are signed"),
    "construction": Text("task.result", "Construction and installation are completed"),
    "support": Text("task.result", "The measures of state support are provided"),
    "commissioning": Text("task.result", "The equipment works under load"),
    "operation": Text("task.result", "The act of acceptance is signed"),
    "capacity": Text("task.result", "The design capacity is reached or serial production has begun"),
}
RISKS: Final[Mapping[str, Text]] = {
    "feasibility": Text("task.risk", "Data for the study come late"),
    "conditions": Text("task.risk", "Networks have no spare capacity"),
    "land": Text("task.risk", "The plot is disputed or its purpose does not fit"),
    "design": Text("task.risk", "The expert review has remarks"),
    "financing": Text("task.risk", "The lender decides late"),
    "construction": Text("task.risk", "The contractor or equipment is late"),
    "support": Text("task.risk", "Documents for the support are incomplete"),
    "commissioning": Text("task.risk", "The equipment has faults"),
    "operation": Text("task.risk", "The acceptance has remarks"),
    "capacity": Text("task.risk", "Demand or staff is lacking"),
}
MITIGATIONS: Final[Mapping[str, Text]] = {
    "feasibility": Text("task.mitigation", "Agree the list of data with the investor in advance"),
    "conditions": Text("task.mitigation", "Ask the owners of the networks before the plot is chosen"),
    "land": Text("task.mitigation", "Have several plots ready and check their documents"),
    "design": Text("task.mitigation", "Consult the expert body before filing"),
    "financing": Text("task.mitigation", "Negotiate with several lenders"),
    "construction": Text("task.mitigation", "Weekly schedule and penalties in the contract"),
    "support": Text("task.mitigation", "Check the documents with the body that provides the support"),
    "commissioning": Text("task.mitigation", "The supplier's engineers on site"),
    "operation": Text("task.mitigation", "Inspect together before the acceptance"),
    "capacity": Text("task.mitigation", "Train staff and sign supply contracts beforehand"),
}


def task_title(r: Reader, stored: str) -> str:
    """What the task is called."""
    return _named(r, stored, TITLES)


def task_result(r: Reader, stored: str) -> str:
    return _named(r, stored, RESULTS)


def task_risk(r: Reader, stored: str) -> str:
    return _named(r, stored, RISKS)


def task_mitigation(r: Reader, stored: str) -> str:
    return _named(r, stored, MITIGATIONS)


def stage_name(r: Reader, stage: str) -> str:
    return r.plain(STAGES[stage])


def party_name(r: Reader, party: str) -> str:
    return r.plain(PARTIES[party])


def kept(typed: str, names: Mapping[str, Text]) -> str:
    """What is stored for a typed text: the mark of a standard one if it is its name in any language, else the text."""
    wanted = " ".join(typed.split()).casefold()
    for code, text in names.items():
        if any(Reader(language).plain(text).casefold() == wanted for language in LANGUAGES):
            return MARK + code
    return typed.strip()


def _named(r: Reader, stored: str, names: Mapping[str, Text]) -> str:
    code = code_of(stored)
    return r.plain(names[code]) if code in names else stored
