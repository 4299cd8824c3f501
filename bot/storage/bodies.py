"""Active organisations and their people, for acts that hand something over."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select

from bot.storage.access_tables import organisation, person
from bot.storage.unit import PortFactory, Unit
from domain.access.model import PersonState
from domain.kit.actor import OrganisationKind, Role
from domain.kit.bodies import Bodies, Body
from domain.kit.ids import OrganisationId, PersonId


class BodyRows(Bodies):
    """The `Bodies` port on one unit's session."""

    def __init__(self, unit: Unit) -> None:
        self._session = unit.session

    async def get(self, organisation_id: OrganisationId) -> Body | None:
        row = (await self._session.execute(_bodies().where(organisation.c.id == organisation_id))).one_or_none()
        return None if row is None else _body(row)

    async def of_kind(self, kind: OrganisationKind) -> Sequence[Body]:
        query = _bodies().where(organisation.c.active, organisation.c.kind == kind).order_by(organisation.c.name_en)
        return [_body(row) for row in await self._session.execute(query)]

    async def writers(self, organisation_id: OrganisationId) -> Sequence[PersonId]:
        found = await self._session.scalars(
            select(person.c.id)
            .where(
                person.c.organisation_id == organisation_id,
                person.c.state == PersonState.ACTIVE,
                person.c.role.in_((Role.HEAD, Role.OFFICER)),
            )
            .order_by(person.c.name, person.c.id)
        )
        return [PersonId(one) for one in found]

    async def person_name(self, person_id: PersonId) -> str:
        return await self._session.scalar(select(person.c.name).where(person.c.id == person_id)) or ""


def _bodies() -> Select[Any]:
    return select(
        organisation.c.id,
        organisation.c.kind,
        organisation.c.name_ru,
        organisation.c.name_kk,
        organisation.c.name_en,
        organisation.c.regions,
        organisation.c.active,
    )


def _body(row: Any) -> Body:
    names = {"ru": row.name_ru, "kk": row.name_kk, "en": row.name_en}
    regions = frozenset(row.regions) if row.active else frozenset[str]()
    return Body(row.id, OrganisationKind(row.kind), names, regions, row.active)


PORTS: dict[type, PortFactory] = {Bodies: BodyRows}
