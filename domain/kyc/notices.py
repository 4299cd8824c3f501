"""What KYC tells people. Nothing of a case's content stands in a notice (N3; facts: personal data out of pushes)."""

from dataclasses import dataclass

from domain.kit.desk import Notice
from domain.kit.ids import KycId
from domain.kit.named import named


@named("kyc.awaits")
@dataclass(frozen=True)
class KycAwaits(Notice):
    """A case waits for the reader's decision."""

    case: KycId


@named("kyc.decided")
@dataclass(frozen=True)
class KycDecided(Notice):
    """The reader's case was decided or returned."""

    case: KycId
