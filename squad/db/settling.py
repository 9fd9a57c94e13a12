"""What must be worked out anew before a transaction ends, once however often it was touched.

Whoever writes says whom it concerns; a slice above, named in slices.py, works it out in the same
transaction, right before it is committed: the rows that many share are locked but for a moment.
"""

from collections.abc import Callable, Collection, Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy import event

from squad.db.session import session


class Touched(StrEnum):
    """What the ids stand for."""

    COURSE = "course"
    """(programme, mentee): what was said of someone."""
    PAIRING = "pairing"
    """A pairing, its moves or its sessions."""
    MENTOR = "mentor"
    """(programme, mentor): of whom a pairing was accepted by both."""
    SHARED = "shared"
    """(programme, mentee): who shares, or takes back, what it brought."""
    ABSENCE = "absence"
    """A person, who is away on other days."""
    ROSTER = "roster"
    """A person as the roster knows them."""
    PROGRAMME = "programme"
    """A programme, its rules or closed days."""


Ids = Collection[Any]
Settler = Callable[[Mapping[Touched, Ids]], None]
_settlers: list[Settler] = []
_KEY = "touched"


def use_settlers(*settlers: Settler) -> None:
    """Work out anew by these functions: what was touched → nothing."""
    _settlers[:] = settlers


def touch(what: Touched, ids: Ids) -> None:
    """Have whatever follows from these worked out anew before the transaction is committed."""
    session.info.setdefault(_KEY, {}).setdefault(what, set()).update(ids)


@event.listens_for(session, "before_commit")
def _settle(committing: Any) -> None:
    if committing.in_nested_transaction() or not (touched := committing.info.pop(_KEY, None)):
        return
    committing.flush()
    for settler in _settlers:
        settler(touched)


@event.listens_for(session, "after_rollback")
def _forget(rolled_back: Any) -> None:
    if not rolled_back.in_nested_transaction():  # a savepoint takes back its own part alone
        rolled_back.info.pop(_KEY, None)
