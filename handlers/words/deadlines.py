"""What has to be done by a date, in words: a new kind of deadline is one line here.

A push names a kind and a number at most: no personal data, and nothing of KYC.
"""

from collections.abc import Mapping
from typing import Final

from handlers.words.catalog import Text

WHAT: Final[Mapping[str, Text]] = {
    "meeting.agreement": Text("deadline.kind", "Do what was agreed"),
    "initiative.appointment": Text("deadline.kind", "Appoint an official"),
    "initiative.consideration": Text("deadline.kind", "Consider the initiative"),
    "kyc.expiry": Text("deadline.kind", "Renew the KYC check"),
    "roadmap.submit": Text("deadline.kind", "Send the roadmap"),
    "validation.decide": Text("deadline.kind", "Validate the project"),
    "aftercare.end": Text("deadline.kind", "Module 3 of the project ends"),
    "suspension.decide": Text("deadline.kind", "Decide on a suspension or exclusion"),
    "suspension.review": Text("deadline.kind", "The suspension ends: lift it or exclude"),
}
"""What has to be done, by kind of deadline."""

OTHER: Final = Text("deadline.kind", "A matter with a deadline")
"""A kind without words of its own; in a push, also one whose words would tell too much."""

SECRET: Final = frozenset({"kyc.expiry"})
