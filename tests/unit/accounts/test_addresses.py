"""Where somebody may be sent after signing in."""

import pytest

from squad.accounts.rules.addresses import own_path
from squad.accounts.rules.devices import device_of

FOREIGN = [
    None,
    "",
    "evil.example",
    "https://evil.example",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    " https://evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "https:evil.example",
    "http:/evil.example",
    "/a\r\nSet-Cookie: x=1",
    "/a\x00b",
    "/a b",
    "/" + "a" * 2001,
]
OWN = ["/", "/me", "/sessions/new?pairing=3", "/a?next=//evil.example", "/%2F/evil.example", "/a:b"]


@pytest.mark.parametrize("target", FOREIGN)
def test_other_places_are_refused(target):
    assert own_path(target) is None


@pytest.mark.parametrize("target", OWN)
def test_own_paths_pass(target):
    assert own_path(target) == target


WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 "


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        (WINDOWS + "Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0", "Edge, Windows"),
        (WINDOWS + "Chrome/131.0.0.0 Safari/537.36", "Chrome, Windows"),
        (IPHONE + "(KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1", "Safari, iPhone"),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox, Linux",
        ),
        ("curl/8.5.0", ""),
        ("", ""),
    ],
)
def test_the_kind_of_browser_is_kept_not_the_header(header, kind):
    assert device_of(header) == kind
