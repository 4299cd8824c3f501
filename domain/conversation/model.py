"""What is said about a matter, and whom the matter concerns."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from domain.access.scope import Placement
from domain.kit.actor import EVERYTHING, Actor
from domain.kit.ids import MessageId, OrganisationId, PersonId, Ref

LONGEST: Final = 4096
"""Characters of one message: what Telegram carries in one."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A matter that is talked about, as its own room describes it (`subjects.py`).

    `parties`: the organisations that take part, each with the person who works on it there; None: nobody is named yet,
    so all who write there are told. Each of them can be asked a question.
    """

    subject: Ref
    number: str
    title: str
    placement: Placement
    parties: Mapping[OrganisationId, PersonId | None]

    def may_write(self, actor: Actor) -> bool:
        """Those who take part, and UO and NC, who see every case (п. 43. Decided). Judged after `may_see`."""
        return actor.writes and (actor.organisation in self.parties or actor.kind in EVERYTHING)


@dataclass(eq=False)
class Message:
    """One message. `asks`: a question to that organisation; `answers`: the question it answers."""

    id: MessageId
    subject_kind: str
    subject_id: UUID
    person: PersonId
    organisation: OrganisationId  # for which the person wrote then
    written_at: datetime
    text: str
    files: int = 0
    album: str = ""  # files sent together are one message
    asks: OrganisationId | None = None
    answered_at: datetime | None = None
    answers: MessageId | None = None
    version: int = 1

    @property
    def subject(self) -> Ref:
        return Ref(self.subject_kind, self.subject_id)

    @property
    def ref(self) -> Ref:
        """What its files, notices and deadline are about."""
        return Ref("message", self.id)
