"""Random keys for links, sign-ins and forms."""

import secrets


def new_token() -> str:
    """256 random bits, safe in a URL."""
    return secrets.token_urlsafe(32)


def new_key() -> str:
    """128 random bits for a form that must make one record only."""
    return secrets.token_urlsafe(16)


def new_code() -> str:
    """Six digits to read aloud; short-lived and single use."""
    return f"{secrets.randbelow(1_000_000):06d}"
