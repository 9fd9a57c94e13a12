"""One record for one form."""

from dataclasses import dataclass

from squad.access.viewer import Viewer
from squad.db import once
from squad.db.once import SentForm
from squad.db.session import session


@dataclass(frozen=True, slots=True)
class FormKey:
    """What makes a double click one record."""

    key: str
    body_hash: str


def claim_form(by: Viewer, action: str, form: FormKey) -> SentForm:
    """Take a form's key; raises RepeatedFormError or ReusedKeyError if it was taken.

    It is stored by `finish_form`, in one statement with what the form made. Until then the
    lock on the pairing keeps a second press waiting.
    """
    sent = once.claim(person_id=by.person_id, action=action, key=form.key, body_hash=form.body_hash)
    session.expunge(sent)
    return sent


def finish_form(sent: SentForm, made: int) -> None:
    """Store a form's key with the id of what it made."""
    sent.made = str(made)
    session.add(sent)
