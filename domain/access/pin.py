"""The PIN: second factor for decisions (A3). Hashing, and what counts as a PIN."""

import hashlib
import hmac
import secrets
from datetime import timedelta
from itertools import pairwise

FAILURES = 5
"""Wrong PINs in a row after which the PIN is locked (A3. Decided)."""

LOCKED_FOR = timedelta(minutes=15)

_N, _R, _P = 2**13, 8, 1  # 8 MB and about 25 ms: the lock, not the cost, keeps a guesser out of so few digits


def well_formed(pin: str) -> bool:
    """4 to 6 digits 0–9 (A3. Decided)."""
    return 4 <= len(pin) <= 6 and pin.isascii() and pin.isdigit()


def too_simple(pin: str) -> bool:
    """One digit repeated, or digits in a row up or down: the first ones anybody tries."""
    steps = {int(b) - int(a) for a, b in pairwise(pin)}
    return steps in ({0}, {1}, {-1})


def hash_pin(pin: str) -> str:
    """«scrypt$salt$hash», hex. The salt is fresh each time."""
    salt = secrets.token_bytes(16)
    return f"scrypt${salt.hex()}${_scrypt(pin, salt).hex()}"


def matches(pin: str, stored: str) -> bool:
    """Whether the PIN is the one hashed."""
    _scheme, salt, digest = stored.split("$")
    return hmac.compare_digest(_scrypt(pin, bytes.fromhex(salt)), bytes.fromhex(digest))


def _scrypt(pin: str, salt: bytes) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, n=_N, r=_R, p=_P, dklen=32)
