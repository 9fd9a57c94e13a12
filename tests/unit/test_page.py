"""The check that every page of every test goes through."""

import pytest
from flask import Response

from tests.support.page import Page

GOOD = "<!doctype html><html lang=en><title>Home</title><h1>Home</h1>{}"


def page_with(piece):
    return Page(Response(GOOD.format(piece), mimetype="text/html"), None)


def test_a_script_of_our_own_passes():
    page_with('<script src="/static/app.js" nonce="n"></script>').check()


@pytest.mark.parametrize(
    "piece",
    [
        "<script>alert(1)</script>",
        '<script nonce="n">alert(1)</script>',
        "<p onclick='go()'>Go</p>",
        "<P ONCLICK=go()>Go</P>",
        '<p style="color: red">Red</p>',
        "<style>p { color: red }</style>",
        '<a href=" JavaScript:go()">Go</a>',
    ],
)
def test_what_a_strict_policy_refuses_is_refused(piece):
    with pytest.raises(AssertionError):
        page_with(piece).check()
