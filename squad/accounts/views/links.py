"""Using an invitation or a reset link: a GET only shows the form, the POST uses the link up."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from squad.access.declare import public
from squad.accounts.actions.links import use_link as use
from squad.accounts.forms import NewPasswordForm
from squad.accounts.passwords import common_passwords, passwords
from squad.accounts.queries.links import OpenLink, find_open_link
from squad.accounts.rules.passwords import check_password
from squad.accounts.rules.states import AccountProblem
from squad.accounts.signing import signing
from squad.accounts.views.browsers import renew_form_cookie, sign_browser_in
from squad.db.unit_of_work import reading_apart
from squad.kernel.clock import clock
from squad.kernel.errors import DomainError
from squad.kernel.languages import READ_IN
from squad.web.languages import locale_of
from squad.web.sentences import sentence_of

HOME = "/"


@public
def use_link(token: str) -> ResponseReturnValue:
    """Choose a password with a link; then one is signed in."""
    nonce = signing.nonce_of(token)
    with reading_apart():
        link = find_open_link(nonce, clock.now())
    if link is None or nonce is None:
        return _dead()
    with force_locale(locale_of(_language(link))):
        form = NewPasswordForm()
        if not form.validate_on_submit():
            return _page(form, link)
        try:
            return _choose(form, link, nonce)
        except DomainError as error:
            return _refused(form, link, error)


def _choose(form: NewPasswordForm, link: OpenLink, nonce: str) -> ResponseReturnValue:
    password: str = form.password.data
    check_password(password, email=link.email, common=common_passwords())
    account_id = use(nonce=nonce, password_hash=passwords.hash(password))
    renew_form_cookie(account_id)
    return sign_browser_in(account_id, HOME)


def _refused(form: NewPasswordForm, link: OpenLink, error: DomainError) -> ResponseReturnValue:
    if error.code == AccountProblem.LINK_IS_DEAD:
        return _dead()
    form.add_error(error, sentence_of(error))
    return _page(form, link)


def _language(link: OpenLink) -> str:
    asked = request.args.get("lang")
    return str(asked) if asked in READ_IN else link.language


def _page(form: NewPasswordForm, link: OpenLink) -> ResponseReturnValue:
    page = render_template("accounts/use_link.html", password_form=form, link=link)
    return page, 422 if form.is_submitted() else 200


def _dead() -> ResponseReturnValue:
    return render_template("accounts/dead_link.html"), 410
