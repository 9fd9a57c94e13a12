"""The addresses of accounts."""

from flask import Blueprint, Flask

from squad.accounts.passwords import passwords
from squad.accounts.signing import signing
from squad.accounts.views import expired, sign_in
from squad.accounts.views.browsers import keep_asked_language, language_address

blueprint = Blueprint("accounts", __name__)
blueprint.after_request(keep_asked_language)

rule = blueprint.add_url_rule
rule("/sign-in", "sign_in", sign_in.sign_in, methods=["GET", "POST"])
rule("/sign-out", "sign_out", sign_in.sign_out, methods=["POST"])


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
