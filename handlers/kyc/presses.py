"""What buttons of the KYC room do."""

from dataclasses import dataclass

from domain.kit.ids import KycId
from domain.kit.named import named
from handlers.screens.press import Deed


@named("kyc.approve")
@dataclass(frozen=True, slots=True)
class ApproveKyc(Deed):
    """Approve a case that needs no written reason, as it was seen."""

    case: KycId
    version: int
