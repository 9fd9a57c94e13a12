"""Signing in and out, and the demo's personas."""

from typing import Any

from flask import abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from squad.access.declare import public
from squad.access.gate import viewer
from squad.accounts.actions import sign_ins as actions
from squad.accounts.carried import CarriedForm, unseal_form
from squad.accounts.forms import SignInForm
from squad.accounts.messages import refusal_of
from squad.accounts.queries.sign_ins import find_credentials
from squad.accounts.rules.addresses import own_path
from squad.accounts.sign_in_cookie import clear_cookie, hash_of_request
from squad.accounts.views.browsers import (
    give_sign_in,
    remember_language,
    renew_form_cookie,
    sign_browser_in,
)
from squad.kernel.errors import DomainError
from squad.web.languages import language
from squad.web.sentences import sentence_of

HOME = "/"


@public
def sign_in() -> ResponseReturnValue:
    """The sign-in page; a right password opens a sign-in under a new id."""
    form = SignInForm()
    if request.method == "GET":
        form.next.data = own_path(request.args.get("next")) or ""
        if current_user.is_authenticated:
            return redirect(form.next.data or HOME, 303)
        return sign_in_page(form)
    if not form.validate():
        return sign_in_page(form), 422
    try:
        account_id = actions.check_password(
            email=form.email.data,
            password=form.password.data,
            address=request.remote_addr or "",
        )
        return _come_in(form, account_id)
    except DomainError as error:
        return _refused(form, error)


def sign_in_page(form: SignInForm, **values: Any) -> str:
    """The page for everyone; in the demo, with its personas."""
    return render_template(
        "accounts/sign_in.html",
        sign_in_form=form,
        personas=_personas(),
        **{"expired": False, "kept": bool(form.carried.data), "lost": False, **values},
    )


def _refused(form: SignInForm, error: DomainError) -> ResponseReturnValue:
    form.add_error(error, sentence_of(error))
    return sign_in_page(form), *refusal_of(error)


def _come_in(form: SignInForm, account_id: int) -> ResponseReturnValue:
    carried = unseal_form(form.carried.data)
    renew_form_cookie(account_id)
    if carried is None or not carried.belongs_to(account_id):
        return sign_browser_in(account_id, own_path(form.next.data) or HOME)
    return _offer_to_send_again(carried, account_id)


def _offer_to_send_again(carried: CarriedForm, account_id: int) -> ResponseReturnValue:
    page = render_template("accounts/send_again.html", carried=carried)
    response = current_app.make_response(page)
    give_sign_in(response, account_id)
    return response


@public
def sign_out() -> ResponseReturnValue:
    """End this browser's sign-in on the server; harmless when it has ended already."""
    hashed = hash_of_request(request)
    if hashed is not None and current_user.is_authenticated:
        actions.sign_out(by=viewer(), token_hash=hashed)
    response = current_app.make_response(redirect(url_for("accounts.sign_in"), 303))
    clear_cookie(response)
    return response


@public
def enter_as_persona() -> ResponseReturnValue:
    """In the demo alone: come in as one of its invented people, in the language of this page."""
    email = request.form.get("email", "")
    if email not in {persona["email"] for persona in _personas()}:
        abort(404)
    found = find_credentials(email)
    if found is None:
        abort(404)
    renew_form_cookie(found.account_id)
    response = sign_browser_in(found.account_id, own_path(request.form.get("next")) or HOME)
    remember_language(response, language())
    return response


def _personas() -> list[dict[str, str]]:
    """Who one can come in as: email, name, line. Empty outside of the demo."""
    if not current_app.config["SETTINGS"].demo:
        return []
    personas: list[dict[str, str]] = current_app.extensions.get("squad_demo_personas", [])
    return personas
