"""A picture that arrives slowly holds nobody up."""

import http.client
import socket
from urllib.parse import urlsplit

from flask_migrate import upgrade

from squad.app import create_app
from squad.db.session import session
from squad.extensions import db
from tests.conftest import make_settings
from tests.factories import Make
from tests.factories.accounts import cookie_of
from tests.support.real_server import serving

HEAD = (
    "POST {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nContent-Length: 5000\r\n"
    "Content-Type: multipart/form-data; boundary=edge\r\nExpect: 100-continue\r\n\r\n"
)


def test_while_one_sends_a_picture_another_can_write(tmp_path):
    settings = make_settings(f"sqlite:///{tmp_path / 'squad.sqlite3'}", tmp_path)
    app = create_app(settings)
    with app.app_context():
        upgrade()
        make = Make()
        pairing = make.pairing()
        path = f"/pairings/{pairing.id}/milestones/presence-1b"
        cookie = "=".join(cookie_of(app, make.mentor_of(pairing)))
        session.remove()
        db.engine.dispose()
    with serving(settings) as url:
        host = urlsplit(url).netloc
        with socket.create_connection(host.split(":")) as slow:
            slow.sendall(HEAD.format(path=path, host=host, cookie=cookie).encode())
            assert slow.recv(100).startswith(b"HTTP/1.1 100"), "its body is not waited for"
            other = http.client.HTTPConnection(host, timeout=8)
            other.request("POST", "/sessions/drafts/forget", headers={"Cookie": cookie})
            assert other.getresponse().status < 500
            other.close()
