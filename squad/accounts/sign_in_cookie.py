"""The cookie of a signed-in browser: a random token whose hash alone is stored."""

from flask import Request, Response, current_app

from squad.accounts.rules.lifetimes import ABSOLUTE_LIFETIME
from squad.kernel.text import digest


def token_hash(token: str) -> str:
    """What is stored of a token."""
    return digest("sign-in", token)


def hash_of_request(request: Request) -> str | None:
    """The hash of the token that the browser sent, if it sent one."""
    token = request.cookies.get(current_app.config["SIGN_IN_COOKIE"])
    return token_hash(token) if token else None


def set_cookie(response: Response, token: str) -> None:
    """Give the browser its token."""
    response.set_cookie(
        current_app.config["SIGN_IN_COOKIE"],
        token,
        max_age=int(ABSOLUTE_LIFETIME.total_seconds()),
        secure=current_app.config["SETTINGS"].secure,
        httponly=True,
        samesite="Lax",
        path="/",
    )


def clear_cookie(response: Response) -> None:
    """Take the token away, and whatever the browser kept for this site."""
    response.delete_cookie(
        current_app.config["SIGN_IN_COOKIE"],
        secure=current_app.config["SETTINGS"].secure,
        httponly=True,
        samesite="Lax",
        path="/",
    )
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
