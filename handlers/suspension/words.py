"""Labels of suspension and exclusion; the grounds of п. 33 in its words."""

from collections.abc import Mapping
from typing import Final

from domain.edition.model import ExclusionGround
from domain.suspension.model import Measure, RequestState
from handlers.words.catalog import Text

MEASURES: Final[Mapping[str, Text]] = {
    Measure.SUSPEND: Text("suspension.measure", "Suspend"),
    Measure.EXCLUDE: Text("suspension.measure", "Exclude"),
}

STATES: Final[Mapping[str, Text]] = {
    RequestState.PROPOSED: Text("suspension.state", "at the akimat"),
    RequestState.ASKED: Text("suspension.state", "at the authorised body"),
    RequestState.GRANTED: Text("suspension.state", "granted"),
    RequestState.REFUSED: Text("suspension.state", "refused"),
}

SHORT: Final[Mapping[str, Text]] = {
    ExclusionGround.REPEATED_BREACHES: Text("suspension.ground", "1) Breaches not put right"),
    ExclusionGround.FINANCING: Text("suspension.ground", "2) Financial problems"),
    ExclusionGround.BANKRUPTCY: Text("suspension.ground", "3) Bankruptcy or liquidation"),
    ExclusionGround.NO_PERMITS: Text("suspension.ground", "4) No permits or approvals"),
    ExclusionGround.LEGAL_BARS: Text("suspension.ground", "5) Court or other legal bars"),
    ExclusionGround.WRITTEN_REQUEST: Text("suspension.ground", "6) Written request"),
}
"""For buttons."""

FULL: Final[Mapping[str, Text]] = {
    ExclusionGround.REPEATED_BREACHES: Text(
        "suspension.ground",
        "repeated breaches of technical requirements and standards, found by inspections and not put right in time",
    ),
    ExclusionGround.FINANCING: Text(
        "suspension.ground",
        "financial problems: the financing has stopped or shrunk considerably and cannot be restored",
    ),
    ExclusionGround.BANKRUPTCY: Text(
        "suspension.ground", "bankruptcy or liquidation of the legal entity that answers for the project"
    ),
    ExclusionGround.NO_PERMITS: Text(
        "suspension.ground", "the permits and approvals needed cannot be obtained from state bodies"
    ),
    ExclusionGround.LEGAL_BARS: Text(
        "suspension.ground", "court or other legal restrictions that keep the project from going on"
    ),
    ExclusionGround.WRITTEN_REQUEST: Text(
        "suspension.ground",
        "a request of the investor or of the initiating body for exclusion, made in writing (on paper or"
        " electronically)",
    ),
}
"""As п. 33 says it."""
