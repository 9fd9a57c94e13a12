"""What may back a statement: a link or a file, how many, until when, and who may take it away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import urlsplit

from squad.coaching.rules.log import is_web_link
from squad.coaching.rules.times import additions_until
from squad.files.media import KeptFile
from squad.kernel.errors import DomainError
from squad.programmes.rules import Period

MOST_OF_A_STATEMENT = 4
MOST_BYTES_OF_A_PAIRING = 100 * 1024 * 1024
PART_BYTES = 512 * 1024
"""A file is kept, encrypted and sent in parts of so many bytes."""


class BackingKind(StrEnum):
    """What backs a statement."""

    LINK = "link"
    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    PDF = "pdf"


class BackingProblem(StrEnum):
    """Why something cannot back a statement, or cannot be removed."""

    NOTHING = "backing_nothing"
    NOT_YOURS = "backing_not_yours"
    NOT_STANDING = "backing_not_standing"
    TOO_LATE = "backing_too_late"
    TOO_MANY = "backing_too_many"
    PAIRING_FULL = "backing_pairing_full"
    LINK_FORM = "backing_link_form"
    REMOVED_ALREADY = "backing_removed_already"


@dataclass(frozen=True, slots=True)
class BackingDraft:
    """What is to back a statement: a link, a file, both, or nothing."""

    link: str = ""
    file: KeptFile | None = None

    @property
    def count(self) -> int:
        """How many things it is."""
        return bool(self.link) + (self.file is not None)


NO_BACKING = BackingDraft()


def check_backing(draft: BackingDraft, *, standing: int, bytes_of_pairing: int) -> None:
    """Refuse what is too much, and an address that no browser opens safely.

    `standing`: how many things back the statement already.
    """
    if draft.link and not (is_web_link(draft.link) and urlsplit(draft.link).scheme == "https"):
        raise DomainError(BackingProblem.LINK_FORM, field="link", link=draft.link[:80])
    if standing + draft.count > MOST_OF_A_STATEMENT:
        raise DomainError(BackingProblem.TOO_MANY, most=MOST_OF_A_STATEMENT)
    if draft.file and bytes_of_pairing + len(draft.file.data) > MOST_BYTES_OF_A_PAIRING:
        most = MOST_BYTES_OF_A_PAIRING // (1024 * 1024)
        raise DomainError(BackingProblem.PAIRING_FULL, field="file", most=most)


def check_addition(
    *,
    mine: bool,
    standing: bool,
    awaits: bool,
    stated_on: date,
    today: date,
    stopped: Sequence[Period] = (),
) -> None:
    """Refuse to back a statement later but by its author, and in time.

    As long as the other one can still answer it, or for seven days that count.
    """
    if not mine:
        raise DomainError(BackingProblem.NOT_YOURS)
    if not standing:
        raise DomainError(BackingProblem.NOT_STANDING)
    until = additions_until(stated_on, stopped)
    if not awaits and today > until:
        raise DomainError(BackingProblem.TOO_LATE, until=until)


def may_remove(*, person_id: int, by_id: int | None, mentee_id: int) -> bool:
    """Whether someone may take a link or a file away: who added it, and whom it is about."""
    return person_id in {by_id, mentee_id}


def part_sizes(size: int) -> list[int]:
    """The lengths of the parts in which a file of `size` bytes is kept, in order."""
    whole, rest = divmod(size, PART_BYTES)
    return [PART_BYTES] * whole + [rest] * bool(rest)
