"""What accounts keep in a browser: the sign-in cookie, the form cookie, the language."""

from typing import Any

from flask import Response, current_app, g, redirect, request, url_for
from flask import session as form_cookie

from squad.accounts.actions.sign_ins import open_sign_in
from squad.accounts.rules.devices import device_of
from squad.accounts.sign_in_cookie import hash_of_request, set_cookie
from squad.kernel.clock import clock
from squad.kernel.languages import READ_IN
from squad.web.languages import LANGUAGE_COOKIE

HOUR = 3600
YEAR = 365 * 24 * HOUR


def sign_browser_in(account_id: int, target: str) -> Response:
    """Sign this browser in and send it on to `target`."""
    response = current_app.make_response(redirect(target, 303))
    give_sign_in(response, account_id)
    return response


def give_sign_in(response: Response, account_id: int) -> None:
    """A new sign-in under a new id, its cookie, and the person's language for later."""
    opened = open_sign_in(
        account_id=account_id,
        device=device_of(request.headers.get("User-Agent", "")),
        replacing=hash_of_request(request),
    )
    set_cookie(response, opened.token)
    remember_language(response, opened.language)


def renew_form_cookie(account_id: int) -> None:
    """Give another person's forms another secret; keep the same person's open forms alive."""
    if form_cookie.get("account") == account_id:
        return
    form_cookie.clear()
    g.pop("csrf_token", None)
    form_cookie["account"] = account_id


def account_of_form_cookie() -> int | None:
    """Who signed in last in this browser, as far as its form cookie says."""
    account_id = form_cookie.get("account")
    return account_id if isinstance(account_id, int) else None


def keep_form_cookie_fresh(response: Response) -> Response:
    """Sign the form cookie anew each hour: a page that was just opened can be sent for hours."""
    if request.endpoint == "static_file":
        return response
    now = int(clock.now().timestamp())
    if "csrf_token" in form_cookie and now - form_cookie.get("at", 0) > HOUR:
        form_cookie["at"] = now
    return response


def remember_language(response: Response, language: str) -> None:
    """Keep the language for pages before sign-in."""
    response.set_cookie(
        LANGUAGE_COOKIE,
        language,
        max_age=YEAR,
        secure=current_app.config["SETTINGS"].secure,
        httponly=True,
        samesite="Lax",
        path="/",
    )


def language_address(language: str) -> str:
    """This page in another language, for whoever is not signed in."""
    endpoint = request.endpoint or ""
    if request.method != "GET" or not endpoint.startswith("accounts."):
        return url_for("accounts.sign_in", lang=language)
    values: dict[str, Any] = {**(request.view_args or {}), "next": request.args.get("next")}
    return url_for(endpoint, **values, lang=language)


def keep_asked_language(response: Response) -> Response:
    """After the link « Français » or “English”: keep what was asked for."""
    asked = request.args.get("lang")
    if asked is not None and asked in READ_IN:
        remember_language(response, asked)
    return response
