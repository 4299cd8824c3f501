"""The questionnaire as it is stored with its case, and back."""

from datetime import date
from decimal import Decimal
from typing import Any

from domain.kyc.model import (
    Document,
    Funds,
    KycFacts,
    Owner,
    Ownership,
    PepExposure,
    SanctionsExposure,
)


def facts_to_json(facts: KycFacts) -> dict[str, Any]:
    """JSON-ready; dates in ISO form, shares as decimal strings."""
    return {
        "activity": facts.activity,
        "ownership": facts.ownership.value,
        "funds": facts.funds.value,
        "sanctions": facts.sanctions.value,
        "pep": facts.pep.value,
        "offshore": facts.offshore,
        "litigation": facts.litigation,
        "media": facts.media,
        "documents": [one.value for one in facts.documents],
        "owners": [
            {
                "name": owner.name,
                "country": owner.country,
                "share": None if owner.share is None else str(owner.share),
                "born": owner.born.isoformat() if owner.born else None,
                "pep": owner.pep,
            }
            for owner in facts.owners
        ],
        "conclusion": facts.conclusion,
    }


def facts_from_json(stored: dict[str, Any]) -> KycFacts:
    """The questionnaire of a stored case. Raises KeyError or ValueError on a form that was never written."""
    return KycFacts(
        activity=stored["activity"],
        ownership=Ownership(stored["ownership"]),
        funds=Funds(stored["funds"]),
        sanctions=SanctionsExposure(stored["sanctions"]),
        pep=PepExposure(stored["pep"]),
        offshore=stored["offshore"],
        litigation=stored["litigation"],
        media=stored["media"],
        documents=tuple(Document(one) for one in stored["documents"]),
        owners=tuple(
            Owner(
                name=one["name"],
                country=one["country"],
                share=None if one["share"] is None else Decimal(one["share"]),
                born=date.fromisoformat(one["born"]) if one["born"] else None,
                pep=one["pep"],
            )
            for one in stored["owners"]
        ),
        conclusion=stored["conclusion"],
    )
