"""Administering accounts: the list, one account and what can be done with it."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.accounts.actions import accounts as actions
from squad.accounts.actions import links
from squad.accounts.links import link_address
from squad.accounts.messages import STATES
from squad.accounts.queries import accounts as queries
from squad.accounts.rules.states import AccountState
from squad.kernel.clock import clock
from squad.kernel.errors import DomainError
from squad.notify.carrier import carrier
from squad.web.sentences import sentence_of

manage = requires(Permission.MANAGE_ACCOUNTS)


@manage
def list_accounts() -> ResponseReturnValue:
    """Accounts by name; found by a part of the name, and by state."""
    words, asked = request.args.get("q", ""), request.args.get("state", "")
    state = AccountState(asked) if asked in {*STATES} - {AccountState.NONE} else None
    return render_template(
        "accounts/list_accounts.html",
        page=queries.list_accounts(viewer(), words, state, request.args.get("after")),
        words=words,
        state=state,
        states=STATES,
        waiting=queries.count_invited(viewer()),
    )


@manage
def show_account(person_id: int) -> ResponseReturnValue:
    """One person's account, whether there is one or not."""
    found = queries.find_account_page_for(viewer(), person_id, clock.now()) or abort(404)
    return render_template(
        "accounts/show_account.html", found=found, states=STATES, address=link_address
    )


def _act(person_id: int, act: Callable[..., Any], said: str) -> ResponseReturnValue:
    """Do one thing with an account and come back to its page."""
    if queries.find_account_page_for(viewer(), person_id, clock.now()) is None:
        abort(404)
    try:
        act(person_id=person_id, by=viewer())
    except DomainError as error:
        return _refused(person_id, error)
    flash(said, "success")
    return redirect(url_for(".show_account", person_id=person_id), 303)


def _refused(person_id: int, error: DomainError) -> ResponseReturnValue:
    found = queries.find_account_page_for(viewer(), person_id, clock.now()) or abort(404)
    page = render_template(
        "accounts/show_account.html",
        found=found,
        states=STATES,
        address=link_address,
        refusal=sentence_of(error),
    )
    return page, 422


@manage
def invite_person(person_id: int) -> ResponseReturnValue:
    """Invite a person, or again."""
    mailed = _("The invitation leaves by mail. Its link is below as well.")
    ready = _("The invitation is ready. Copy its link below.")
    return _act(person_id, links.invite, mailed if carrier.ready else ready)


@manage
def make_reset_link(person_id: int) -> ResponseReturnValue:
    """A link for a new password."""
    mailed = _("The link leaves by mail. It is below as well.")
    ready = _("The link is ready. Copy it below.")
    return _act(person_id, links.make_reset_link, mailed if carrier.ready else ready)


@manage
def revoke_links(person_id: int) -> ResponseReturnValue:
    """Take the open links back."""
    return _act(person_id, links.revoke_links, _("The link no longer works."))


@manage
def disable_account(person_id: int) -> ResponseReturnValue:
    """Close the way in."""
    return _act(person_id, actions.disable_account, _("Disabled, and signed out everywhere."))


@manage
def enable_account(person_id: int) -> ResponseReturnValue:
    """Open it again."""
    return _act(person_id, actions.enable_account, _("Enabled. The person can sign in again."))


@manage
def end_sign_ins(person_id: int) -> ResponseReturnValue:
    """Sign the person out everywhere."""
    return _act(person_id, actions.end_all_sign_ins, _("Signed out of every browser."))


@manage
def grant_administrator(person_id: int) -> ResponseReturnValue:
    """Let the person administer."""
    said = _("This person administers from their next page on.")
    return _act(person_id, actions.grant_administrator, said)


@manage
def remove_administrator(person_id: int) -> ResponseReturnValue:
    """Let the person administer no longer."""
    said = _("This person administers no longer, from their next page on.")
    if person_id == viewer().person_id:
        return _step_down(person_id)
    return _act(person_id, actions.remove_administrator, said)


def _step_down(person_id: int) -> ResponseReturnValue:
    """An administrator who stops being one may not come back to this page."""
    try:
        actions.remove_administrator(person_id=person_id, by=viewer())
    except DomainError as error:
        return _refused(person_id, error)
    flash(_("You administer no longer."), "success")
    return redirect("/", 303)
