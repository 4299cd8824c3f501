"""The scope of A2 as a condition on queries: the same decisions as `domain/access/scope.py`, in SQL."""

from sqlalchemy import ColumnElement, false, or_, true

from domain.access.scope import BY_REGION, Thing, sector_codes
from domain.kit.actor import ABROAD, EVERYTHING, Actor, OrganisationKind


def visible(
    actor: Actor,
    thing: Thing,
    *,
    maker: ColumnElement[object],
    country: ColumnElement[str] | None = None,
    region: ColumnElement[bool] | None = None,
    sector: ColumnElement[str] | None = None,
    party: ColumnElement[bool] | None = None,
) -> ColumnElement[bool]:
    """The rows an actor may see.

    `region` and `party` are conditions ready made by the room (an EXISTS or a comparison with the actor's regions or
    organisation), since what ties a thing to a region differs; a room that has none leaves them out: nothing is shown.
    """
    own = maker == actor.organisation
    if actor.kind in EVERYTHING:
        return true()
    if thing is Thing.KYC:
        return own
    if actor.kind is OrganisationKind.COUNCIL:
        return true()
    if actor.kind is OrganisationKind.SYSTEM:
        return false()
    if thing is Thing.PROJECT and party is not None:  # a participant its project, of whatever region or sector
        if actor.kind in BY_REGION:
            return party if region is None else or_(party, region)
        if actor.kind is OrganisationKind.CENTRAL_BODY:
            return party if sector is None else or_(party, sector.in_(sorted(sector_codes(actor.scope.sectors))))
        return or_(party, own)
    if actor.kind in ABROAD:
        if thing in (Thing.INITIATIVE, Thing.PROJECT) or country is None:
            return own
        return or_(own, country.in_(sorted(actor.scope.countries)))
    if actor.kind in BY_REGION:
        if thing is Thing.INITIATIVE and party is not None and region is not None:
            return or_(region, party)  # an akimat asked to take it, while it is asked (п. 42.3)
        return region if region is not None else false()
    if actor.kind is OrganisationKind.CENTRAL_BODY:
        return false() if sector is None else sector.in_(sorted(sector_codes(actor.scope.sectors)))
    return own if party is None else or_(own, party)
