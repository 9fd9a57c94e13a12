"""Logging a group session: an ordinary session in each pairing, all of them or none."""

from collections.abc import Sequence
from dataclasses import replace

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.viewer import Viewer
from squad.coaching.actions.planning import log_context
from squad.coaching.actions.sessions import log_in_pairing
from squad.coaching.queries.contexts import PairingContext
from squad.coaching.rules.log import SessionDraft, check_log
from squad.db.once import FormKey, claim
from squad.kernel.errors import DomainError
from squad.kernel.ids import new_key
from squad.room.rules import InPairingError, check_huddle


def log_huddle(
    *, by: Viewer, contexts: Sequence[PairingContext], draft: SessionDraft, form: FormKey
) -> int:
    """Log the same session in each of these pairings, loaded with a lock; the first one's id.

    Each is judged as a log of its own is. What is planned or half-written in a pairing stays.
    Raises InPairingError where one of them refuses it.
    """
    for context in contexts:
        demand(by, Permission.LOG_SESSION, context.subject)
    sent = claim(person_id=by.person_id, action="log_huddle", form=form)
    check_huddle(len(contexts))
    # What is wrong with it in each of them is said once, without a name.
    check_log(draft, replace(log_context(contexts[0]), accepted_on=draft.on))
    huddle = new_key()
    ids = [_log_in(context, by, draft, huddle) for context in contexts]
    sent.made = str(ids[0])
    return ids[0]


def _log_in(context: PairingContext, by: Viewer, draft: SessionDraft, huddle: str) -> int:
    try:
        return log_in_pairing(by=by, context=context, draft=draft, huddle=huddle).id
    except DomainError as error:
        raise InPairingError(context.pairing.mentee.name, error) from error
