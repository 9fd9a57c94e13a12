"""Meeting the gate without a living sign-in: what was typed is carried, never lost."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError, validate_csrf
from werkzeug.exceptions import HTTPException
from wtforms import ValidationError

from squad.accounts.carried import CarriedForm, seal_form
from squad.accounts.forms import SignInForm
from squad.accounts.queries.sign_ins import find_account_of_token
from squad.accounts.rules.addresses import own_path
from squad.accounts.sign_in_cookie import hash_of_request
from squad.accounts.views.browsers import account_of_form_cookie
from squad.accounts.views.sign_in import sign_in_page, sign_out
from squad.web.errors import error_page, stale_form_page
from squad.web.lifecycle import SAFE_METHODS

DROPPED = "csrf_token"


def ask_to_sign_in(_error: HTTPException) -> ResponseReturnValue:
    """The 401: a page asked for comes after signing in, a form sent is carried there."""
    if request.path.endswith(".json") or request.accept_mimetypes.best == "application/json":
        return error_page(401)
    if request.method in SAFE_METHODS:
        target = own_path(request.full_path.rstrip("?"))
        return redirect(url_for("accounts.sign_in", next=target), 303)
    token = _carry()
    form = SignInForm(formdata=None, carried=token or "")
    lost = token is None and any(name != DROPPED for name in request.form)
    return sign_in_page(form, expired=True, kept=token is not None, lost=lost), 401


def renew_stale_form(error: CSRFError) -> ResponseReturnValue:
    """A sign-in page left open overnight is shown again; signing out works all the same."""
    if request.endpoint == "accounts.sign_in":
        form = SignInForm()
        if not _is_from_our_pages(named=False):
            form.carried.data = ""  # another site must not slip a form of its own in
        form.form_errors.append(_("This page was open for long. Please sign in now."))
        return sign_in_page(form), 400
    if request.endpoint == "accounts.sign_out" and _is_from_our_pages(named=False):
        return sign_out()
    return stale_form_page(error)


def _carry() -> str | None:
    """The form of this request, sealed; None when it may not, or cannot, be carried."""
    fields = [(k, v) for k, v in request.form.items(multi=True) if k != DROPPED]
    path = own_path(request.full_path.rstrip("?"))
    sent_files = any(file.filename for file in request.files.values())
    if not fields or path is None or sent_files:
        return None
    account_id = _last_account()
    if not _is_from_our_pages(named=account_id is not None):
        return None
    return seal_form(CarriedForm(path, account_id, fields))


def _last_account() -> int | None:
    """Whose the form is: the dead cookie still names an account, or the form cookie does."""
    hashed = hash_of_request(request)
    named = find_account_of_token(hashed) if hashed else None
    return named or account_of_form_cookie()


def _is_from_our_pages(*, named: bool) -> bool:
    """Whether the form came from here: another site's must not be kept for a later yes.

    A browser says where a form comes from; what names another origin was refused at the door.
    Without its word, the form's own token proves it, or a cookie that browsers do not send along
    from other sites.
    """
    if request.headers.get("Origin") is not None:
        return True
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return named or _has_valid_token()


def _has_valid_token() -> bool:
    try:
        validate_csrf(request.form.get(DROPPED))
    except ValidationError:
        return False
    return True
