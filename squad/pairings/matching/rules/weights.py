"""How much each thing that speaks for two people counts in a programme."""

from dataclasses import dataclass
from enum import StrEnum

from squad.kernel.errors import DomainError

HEAVIEST = 10
MOST_POINTS = 3
"""What each criterion gives at most, before its weight."""


class Criterion(StrEnum):
    """What may speak for two people."""

    STRENGTHS = "strengths"
    NETWORKS = "networks"
    FUNCTION = "function"
    SITE = "site"
    TEMPERAMENT = "temperament"


class SiteWish(StrEnum):
    """Which of two sites the programme would rather have."""

    SAME = "same"
    OTHER = "other"


class WeightProblem(StrEnum):
    """Why weights are refused."""

    RANGE = "match_weight_range"


@dataclass(frozen=True, slots=True)
class Weights:
    """A programme's weights, 0 to 10 each; as constructed, those that one starts from."""

    strengths: int = 8
    networks: int = 4
    function: int = 6
    site: int = 3
    temperament: int = 2
    site_wish: SiteWish = SiteWish.SAME

    def of(self, criterion: Criterion) -> int:
        """The weight of one criterion."""
        return int(getattr(self, criterion))

    @property
    def best(self) -> int:
        """The highest score that two people can have."""
        return MOST_POINTS * sum(self.of(criterion) for criterion in Criterion)


def check_weights(weights: Weights) -> None:
    """Refuse a weight that is no number from 0 to 10."""
    for criterion in Criterion:
        if not 0 <= weights.of(criterion) <= HEAVIEST:
            raise DomainError(WeightProblem.RANGE, field=criterion, least=0, most=HEAVIEST)
