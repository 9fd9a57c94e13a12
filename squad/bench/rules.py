"""How large the invented company is, and what measured times say. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import ceil

CROWD = 200
"""Mentees of the one mentor who has many."""
SEED = 100
"""Mentees who are multiplied, each mentor of theirs with five."""
LEAST = CROWD + SEED
MOST = 500_000
_CONSONANTS, _VOWELS = "bcdfglmnprstvz", "aeiouy"


@dataclass(frozen=True, slots=True)
class Scale:
    """How many mentees there are: those who are built once, and those who are multiplied."""

    crowd: int
    rest: int
    seed: int
    copies: int
    """How often the seed is there, itself included."""

    @property
    def mentees(self) -> int:
        """How many there are in all."""
        return self.crowd + self.rest + self.seed * self.copies


def scale_of(mentees: int) -> Scale:
    """The company with exactly so many mentees, at least LEAST."""
    copies, rest = divmod(mentees - CROWD, SEED)
    return Scale(CROWD, rest, SEED, copies)


def read_sizes(text: str) -> tuple[int, ...]:
    """The sizes of `1000,10000`, smallest first; raises ValueError for anything else."""
    sizes = sorted({int(part) for part in text.split(",")})
    if sizes[0] < LEAST or sizes[-1] > MOST:
        raise ValueError(text)
    return tuple(sizes)


def words() -> Iterator[str]:
    """Made-up names of two syllables, no two alike, spread over the alphabet; 7,056 of them."""
    syllables = ["".join(pair) for pair in product(_CONSONANTS, _VOWELS)]
    step = 4363  # shares no factor with their number: it meets each pair once
    count = len(syllables) ** 2
    for number in range(count):
        first, second = divmod(number * step % count, len(syllables))
        yield (syllables[first] + syllables[second]).capitalize()


def percentile(times: Sequence[float], share: float) -> float:
    """The smallest of the times that `share` of them do not exceed (nearest rank)."""
    ranked = sorted(times)
    return ranked[max(ceil(share * len(ranked)), 1) - 1]
