"""Hashing passwords with argon2id: 0.2 s on purpose, so never inside a write transaction."""

from functools import cache, lru_cache

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from squad.accounts.rules.passwords import LONGEST
from squad.kernel.ids import new_token
from squad.resources import SEED_DATA


class Passwords:
    """The hasher in use. Set when the application starts; cheap in tests and the demo."""

    def __init__(self) -> None:
        self._cheap = False

    def configure(self, *, cheap: bool) -> None:
        """Use full or cheap parameters."""
        self._cheap = cheap

    def hash(self, password: str) -> str:
        """A hash to keep of a password, taken as typed."""
        return _hasher(self._cheap).hash(password)

    def matches(self, password: str, kept: str | None) -> bool:
        """Whether the password is the one kept; as slow when nothing is kept."""
        nothing = _hash_of_nothing(self._cheap)
        if len(password) > LONGEST:
            password, kept = "", None
        fits = _hasher(self._cheap).verify(password, kept or nothing)
        return fits and kept is not None


@cache
def _hasher(cheap: bool) -> PasswordHash:
    if cheap:
        return PasswordHash((Argon2Hasher(time_cost=1, memory_cost=64, parallelism=1),))
    return PasswordHash((Argon2Hasher(),))


@cache
def _hash_of_nothing(cheap: bool) -> str:
    """A hash that fits no password: an unknown name takes as long as a known one."""
    return _hasher(cheap).hash(new_token())


@lru_cache(maxsize=1)
def common_passwords() -> frozenset[str]:
    """The well-known passwords that are shipped, folded."""
    lines = (SEED_DATA / "passwords.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


passwords = Passwords()
