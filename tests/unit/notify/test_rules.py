"""Where mail goes, how it is tried again."""

from datetime import timedelta

import pytest

from squad.config import SettingsError, load_settings
from squad.notify.rules import (
    MOST_ATTEMPTS,
    Security,
    Server,
    pause_after,
    read_mail_url,
    read_sender,
    refused_for_good,
)


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://localhost", Server(Security.NONE, "localhost", 25)),
        ("smtps://mail.example.com", Server(Security.TLS, "mail.example.com", 465)),
        (
            "smtp+starttls://squad%40example.com:p%3Aw%2F%40@mail.example.com:2525",
            Server(Security.STARTTLS, "mail.example.com", 2525, "squad@example.com", "p:w/@"),
        ),
        ("smtp://a:b@127.0.0.1:25", Server(Security.NONE, "127.0.0.1", 25, "a", "b")),
    ],
)
def test_a_mail_url_names_a_server(url, server):
    assert read_mail_url(url) == server


@pytest.mark.parametrize(
    "url",
    [
        "mail.example.com", "http://mail.example.com", "smtp://", "smtp://host:port",
        "smtp://host/path", "smtp://host?from=a", "smtps://user@host",
        "smtp://user:password@mail.example.com",
    ],
)  # fmt: skip
def test_anything_else_is_none(url):
    with pytest.raises(ValueError, match=r"must|would"):
        read_mail_url(url)


def test_a_sender_is_one_address():
    sender = read_sender("Tweet Squad – l’équipe <squad@example.com>")
    assert (sender.display_name, sender.addr_spec) == (
        "Tweet Squad – l’équipe", "squad@example.com",
    )  # fmt: skip
    for wrong in ("", "squad", "a@example.com, b@example.com", "A <>", "a@example.com\nBcc: b@x.y"):
        with pytest.raises(ValueError, match="one address"):
            read_sender(wrong)


def test_the_settings_say_what_is_wrong():
    given = {"SQUAD_SECRET_KEY": "k" * 32, "SQUAD_NOTES_KEY": "A" * 43 + "="}
    url, sender = {"SQUAD_MAIL_URL": "smtp://localhost"}, {"SQUAD_MAIL_FROM": "a@example.com"}
    assert load_settings(given | url | sender).mail_url == "smtp://localhost"
    for wrong, said in (
        (url, "Set both"), (sender, "Set both"),
        ({"SQUAD_MAIL_URL": "x"} | sender, "SQUAD_MAIL_URL must begin"),
        (url | {"SQUAD_MAIL_FROM": "nobody"}, "SQUAD_MAIL_FROM must be one address"),
    ):  # fmt: skip
        with pytest.raises(SettingsError, match=said):
            load_settings(given | wrong)


def test_pauses_grow_and_end_after_days():
    pauses = [pause_after(n) for n in range(1, MOST_ATTEMPTS)]
    assert pauses == sorted(pauses)
    assert pauses[0] == timedelta(minutes=1)
    assert timedelta(days=2) < sum(pauses, timedelta()) < timedelta(days=5)


def test_an_answer_in_the_fives_is_for_good():
    assert [refused_for_good(n) for n in (421, 450, 500, 554, 599)] == [False] * 2 + [True] * 3
