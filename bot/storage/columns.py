"""Values of the domain that stand in several columns."""

from typing import Any

from sqlalchemy import Column
from sqlalchemy.orm import Composite, composite

from domain.kit.money import Money


def money(amount: Column[Any], currency: Column[Any]) -> Composite[Money]:
    """A sum in two columns, both there or both absent."""
    return composite(Money, amount, currency, return_none_on=lambda *values: all(value is None for value in values))
