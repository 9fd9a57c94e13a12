"""Every slice's blueprint, and what flows upward between slices: the one place that knows all."""

from dataclasses import replace

import click
from flask import Blueprint, Flask, Request

from squad.access.viewer import Viewer
from squad.accounts.actions.sign_ins import touch_sign_in
from squad.accounts.queries.sign_ins import find_signed_in
from squad.accounts.rules.lifetimes import is_due_for_touch
from squad.accounts.sign_in_cookie import hash_of_request
from squad.accounts.urls import blueprint as accounts
from squad.accounts.urls import configure_accounts
from squad.db.unit_of_work import record_after
from squad.framework.messages import localized
from squad.framework.urls import blueprint as framework
from squad.kernel.clock import clock
from squad.kernel.errors import DomainError
from squad.pairings.queries import list_own
from squad.programmes.queries import list_roles
from squad.programmes.urls import blueprint as programmes
from squad.web.cli import routes
from squad.web.status import blueprint as status

BLUEPRINTS: tuple[Blueprint, ...] = (status, accounts, framework, programmes)
COMMANDS: tuple[click.Command, ...] = (routes,)
SENTENCES: tuple[dict[str, str], ...] = ()


def connect(app: Flask) -> None:
    """Connect signals, navigation and template names of the slices."""
    configure_accounts(app)
    app.jinja_env.filters["localized"] = localized


def load_viewer(request: Request) -> Viewer | None:
    """The person behind a request, with roles and pairings as they are now."""
    hashed = hash_of_request(request)
    if hashed is None:
        return None
    now = clock.now()
    found = find_signed_in(hashed, now)
    if found is None:
        return None
    if is_due_for_touch(found.sign_in.last_seen_at, now):
        sign_in_id = found.sign_in.id
        record_after(lambda: touch_sign_in(sign_in_id=sign_in_id))
    person = found.person
    viewer = Viewer(
        person_id=person.id,
        name=person.name,
        email=person.email,
        language=person.language,
        time_zone=person.time_zone,
        account_id=found.account.id,
        sign_in_id=found.sign_in.id,
        administrator=found.account.administrator,
    )
    return replace(viewer, roles=list_roles(person.id), pairings=list_own(person.id))


def sentence_for(error: DomainError) -> str:
    """A rule's code as a sentence, from whichever slice knows it."""
    for sentences in SENTENCES:
        if error.code in sentences:
            return sentences[error.code] % error.params
    return error.code
