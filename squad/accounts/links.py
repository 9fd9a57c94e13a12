"""The address of a link: the base address, and a token that only the secret key can make."""

from flask import current_app

from squad.accounts.signing import signing


def link_address(nonce: str) -> str:
    """What to send somebody, whole; the same each time while the link works."""
    path = current_app.url_map.bind("").build(
        "accounts.use_link", {"token": signing.link_token(nonce)}
    )
    return f"{current_app.config['SETTINGS'].base_url}{path}"
