"""Backing a statement with a link or a file; taking such a thing away again."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import delete, insert, update

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.viewer import Viewer
from squad.audit.actions import record_all
from squad.coaching.models import Backing, BackingPart, Observation
from squad.coaching.queries.backings import find_addition, list_standing_of, measure_standing
from squad.coaching.queries.contexts import PairingContext
from squad.coaching.rules.backings import (
    BackingDraft,
    BackingKind,
    BackingProblem,
    check_backing,
    may_remove,
    part_sizes,
)
from squad.db.once import FormKey, claim
from squad.db.session import session
from squad.kernel.errors import DomainError


def back_statement(
    *,
    by: Viewer,
    context: PairingContext,
    observation: Observation,
    draft: BackingDraft,
    form: FormKey,
) -> None:
    """Back one's own statement some time after it was made.

    `context` was loaded with a lock, so that what is counted here is counted once.
    """
    demand(by, Permission.STATE_MILESTONE, context.subject)
    sent = claim(person_id=by.person_id, action="back_statement", form=form)
    find_addition(by, context, observation).check()
    if not draft.count:
        raise DomainError(BackingProblem.NOTHING, field="file")
    add_backing(by=by, context=context, observation_id=observation.id, draft=draft)
    sent.made = str(observation.id)


def add_backing(
    *, by: Viewer, context: PairingContext, observation_id: int, draft: BackingDraft
) -> None:
    """Store what backs a statement, in the transaction of whoever may state it."""
    if not draft.count:
        return
    standing, bytes_of_pairing = measure_standing(context.pairing.id, observation_id)
    check_backing(draft, standing=standing, bytes_of_pairing=bytes_of_pairing)
    common: dict[str, Any] = {
        "observation_id": observation_id,
        "pairing_id": context.pairing.id,
        "happened_on": context.today,
        "known_at": context.now,
        "by_id": by.person_id,
    }
    added = []
    if draft.link:
        added.append(Backing(kind=BackingKind.LINK, link=draft.link, **common))
    if draft.file:
        kind = BackingKind(draft.file.kind.value)
        added.append(Backing(kind=kind, size=len(draft.file.data), **common))
    session.add_all(added)
    session.flush()
    if draft.file:
        _add_parts(added[-1].id, draft.file.data)
    events = [
        ("statement_backed", {"observation": observation_id, "backing": b.id, "kind": b.kind.value})
        for b in added
    ]
    record_all(by=by.person_id, events=events)


def _add_parts(backing_id: int, data: bytes) -> None:
    """The content in its parts; one row at a time, so that no statement grows with the file."""
    at = 0
    for position, size in enumerate(part_sizes(len(data))):
        session.execute(
            insert(BackingPart).values(
                backing_id=backing_id, position=position, content=data[at : at + size]
            )
        )
        at += size


def withdraw_backing(*, by: Viewer, context: PairingContext, backing: Backing) -> None:
    """Take a link or a file away for good; that it was there, and until when, stays."""
    demand(by, Permission.STATE_MILESTONE, context.subject)
    session.refresh(backing)  # whoever waited for the lock sees what the other one did
    mentee_id = context.pairing.mentee_id
    if not may_remove(person_id=by.person_id, by_id=backing.by_id, mentee_id=mentee_id):
        raise DomainError(BackingProblem.NOT_YOURS)
    if backing.withdrawn_at is not None:
        raise DomainError(BackingProblem.REMOVED_ALREADY)
    _withdraw([backing], by, context)


def withdraw_backings_of(
    *, by: Viewer, context: PairingContext, observation_ids: Collection[int]
) -> None:
    """Take away what backs statements that were just withdrawn: nothing stands on it any more."""
    _withdraw(list_standing_of(observation_ids), by, context)


def _withdraw(backings: Collection[Backing], by: Viewer, context: PairingContext) -> None:
    if not backings:
        return
    ids = [backing.id for backing in backings]
    session.execute(delete(BackingPart).where(BackingPart.backing_id.in_(ids)))
    session.execute(
        update(Backing)
        .where(Backing.id.in_(ids))
        .values(withdrawn_at=context.now, withdrawn_by_id=by.person_id, link="")
    )
    events = [
        ("backing_withdrawn", {"observation": b.observation_id, "backing": b.id}) for b in backings
    ]
    record_all(by=by.person_id, events=events)
