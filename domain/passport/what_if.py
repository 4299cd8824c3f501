"""Other figures for the corridor's score: «what if» (M2.3). Nothing is changed by asking."""

from dataclasses import replace
from decimal import Decimal

from domain.edition.model import Corridor, Technology
from domain.kit.currencies import DOLLAR
from domain.kit.money import Money
from domain.passport.corridor import CorridorFacts


def changed_facts(
    facts: CorridorFacts, corridor: Corridor, *, amount: str, listed: str, technology: str, jobs: str
) -> CorridorFacts:
    """The facts with other classes put in: lower bounds of the edition's scales, «yes» or «no», a class of technology.
    What is empty, or names no class (an old button), stays as in the passport."""
    changed = facts
    if amount in {str(step.at_least) for step in corridor.investment}:
        changed = replace(changed, cost=Money(Decimal(amount), DOLLAR))
    if listed in ("yes", "no"):
        changed = replace(changed, listed=listed == "yes")
    if technology in set(Technology):
        changed = replace(changed, technology=Technology(technology))
    if jobs in {str(step.at_least) for step in corridor.jobs}:
        changed = replace(changed, jobs=int(Decimal(jobs)))
    return changed
