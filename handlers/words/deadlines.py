"""What has to be done by a date, in words: a new kind of deadline is one line here.

A push names a kind and a number at most: no personal data, and nothing of KYC.
"""

from collections.abc import Mapping
from typing import Final

from handlers.words.catalog import Text
from handlers.words.duties import NAMES as DUTIES

WHAT: Final[Mapping[str, Text]] = {
    "meeting.agreement": Text("deadline.kind", "Do what was agreed"),
    "initiative.appointment": Text("deadline.kind", "Appoint an official"),
    "initiative.consideration": Text("deadline.kind", "Consider the initiative"),
    "initiative.consent": Text("deadline.kind", "Answer: does your akimat take the initiative"),
    "initiative.redirection": Text("deadline.kind", "Decide on the redirection"),
    "initiative.opinion": Text("deadline.kind", "Give an opinion on closing the initiative"),
    "initiative.closing": Text("deadline.kind", "Decide on closing the initiative"),
    "conversation.question": Text("deadline.kind", "Answer a question"),
    "kyc.expiry": Text("deadline.kind", "Renew the KYC check"),
    **{f"duty.{code}": name for code, name in DUTIES.items()},
    "roadmap.submit": Text("deadline.kind", "Send the roadmap"),
    "roadmap.resubmit": Text("deadline.kind", "Mend and resend the roadmap"),
    "roadmap.review": Text("deadline.kind", "Decide on the roadmap"),
    "roadmap.change_review": Text("deadline.kind", "Decide on the change of the roadmap"),
    "roadmap.task": Text("deadline.kind", "Task of the roadmap"),
    "validation.decide": Text("deadline.kind", "Validate the project"),
    "aftercare.end": Text("deadline.kind", "Module 3 of the project ends"),
    "suspension.decide": Text("deadline.kind", "Decide on a suspension or exclusion"),
    "suspension.review": Text("deadline.kind", "The suspension ends: lift it or exclude"),
}
"""What has to be done, by kind of deadline."""

OTHER: Final = Text("deadline.kind", "A matter with a deadline")
"""A kind without words of its own; in a push, also one whose words would tell too much."""

SECRET: Final = frozenset({"kyc.expiry"})
