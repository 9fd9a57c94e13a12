"""The addresses of accounts."""

from flask import Blueprint, Flask
from flask_wtf.csrf import CSRFError

from squad.accounts.passwords import passwords
from squad.accounts.signing import signing
from squad.accounts.views import accounts, expired, invitations, links, settings, sign_in
from squad.accounts.views.browsers import (
    keep_asked_language,
    keep_form_cookie_fresh,
    language_address,
)

blueprint = Blueprint("accounts", __name__)
blueprint.after_request(keep_asked_language)
blueprint.after_app_request(keep_form_cookie_fresh)
blueprint.register_error_handler(CSRFError, expired.renew_stale_form)

rule = blueprint.add_url_rule
post = ["POST"]
both = ["GET", "POST"]
rule("/sign-in", "sign_in", sign_in.sign_in, methods=both)
rule("/sign-out", "sign_out", sign_in.sign_out, methods=post)
rule("/links/<token>", "use_link", links.use_link, methods=both)

mine = "/settings"
rule(mine, "edit_settings", settings.edit_settings, methods=both)
rule(f"{mine}/password", "change_password", settings.change_password, methods=both)
rule(f"{mine}/quiet-periods/new", "add_quiet_period", settings.add_quiet_period, methods=both)
quiet = f"{mine}/quiet-periods/<id:period_id>/remove"
rule(quiet, "remove_quiet_period", settings.remove_quiet_period, methods=post)
browser = f"{mine}/browsers/<id:sign_in_id>/end"
rule(browser, "end_own_sign_in", settings.end_own_sign_in, methods=post)
others = f"{mine}/browsers/end-others"
rule(others, "end_other_sign_ins", settings.end_other_sign_ins, methods=post)

rule("/admin", "list_accounts", accounts.list_accounts)
rule("/admin/invitations", "list_invited", invitations.list_invited)
rule("/admin/invitations", "invite_people", invitations.invite_people, methods=post)
rule("/admin/invitations.csv", "export_invited", invitations.export_invited)
rule("/admin/invitations/new", "choose_invited", invitations.choose_invited)
one = "/admin/accounts/<id:person_id>"
rule(one, "show_account", accounts.show_account)
rule(f"{one}/invite", "invite_person", accounts.invite_person, methods=post)
rule(f"{one}/reset-link", "make_reset_link", accounts.make_reset_link, methods=post)
rule(f"{one}/revoke-links", "revoke_links", accounts.revoke_links, methods=post)
rule(f"{one}/disable", "disable_account", accounts.disable_account, methods=post)
rule(f"{one}/enable", "enable_account", accounts.enable_account, methods=post)
rule(f"{one}/end-sign-ins", "end_sign_ins", accounts.end_sign_ins, methods=post)
administrator = f"{one}/administrator"
rule(f"{administrator}/grant", "grant_administrator", accounts.grant_administrator, methods=post)
rule(f"{administrator}/remove", "remove_administrator", accounts.remove_administrator, methods=post)


def configure_accounts(app: Flask) -> None:
    """Keys, hashing, the 401 page; and in the demo alone, its way in."""
    settings = app.config["SETTINGS"]
    signing.configure(settings.secret_key)
    passwords.configure(cheap=settings.argon2_cheap)
    app.jinja_env.globals["language_address"] = language_address
    app.register_error_handler(401, expired.ask_to_sign_in)
    if settings.demo:
        app.add_url_rule(
            "/enter", "accounts.enter_as_persona", sign_in.enter_as_persona, methods=["POST"]
        )
