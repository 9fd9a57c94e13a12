"""Where somebody may be sent after signing in: only to a page of our own."""

from urllib.parse import urlsplit

LONGEST = 2000


def own_path(target: str | None) -> str | None:
    """`target` when it is a path of this site, else None.

    Browsers read `\\` as `/` and drop tabs and line ends, so `/\\evil.example` and a tab between
    two slashes both lead away: only plain visible characters pass.
    """
    if not target or len(target) > LONGEST or not target.startswith("/"):
        return None
    if target.startswith("//") or "\\" in target:
        return None
    if any(character <= " " or character == "\x7f" for character in target):
        return None
    try:
        parts = urlsplit(target)
    except ValueError:
        return None
    return None if parts.scheme or parts.netloc else target
