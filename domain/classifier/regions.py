"""The twenty regions of the first level by their KATO codes (T6)."""

from typing import NewType

Region = NewType("Region", str)

_OBLASTS = "10 11 15 19 23 27 31 33 35 39 43 47 55 59 61 62 63"  # Abai … East Kazakhstan
_CITIES = "71 75 79"  # of republican significance: Astana, Almaty, Shymkent

CITIES: tuple[Region, ...] = tuple(Region(code) for code in _CITIES.split())
REGIONS: tuple[Region, ...] = (*(Region(code) for code in _OBLASTS.split()), *CITIES)


def region(code: str) -> Region:
    """The region with the KATO code; the nine-digit code of a district or village is taken by its first two digits.
    Raises ValueError."""
    found = Region(code[:2])
    if found not in REGIONS or not (code.isascii() and code.isdigit()) or len(code) not in (2, 9):
        raise ValueError(f"not a region: {code!r}")
    return found
