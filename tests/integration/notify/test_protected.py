"""A protected line to the server, and who we are to it."""

import ssl
from datetime import UTC, datetime, timedelta

import pytest
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from sqlalchemy import select

from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.jobs.worker import Worker
from squad.notify.actions import Recipient, tell
from squad.notify.models import Mail
from squad.notify.rules import Security
from tests.integration.notify.letters import SAMPLE, use_sample
from tests.support.mail import receiving


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A file with a certificate for localhost that nobody but itself vouches for, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    path = tmp_path_factory.mktemp("mail") / "both.pem"
    pem = serialization.Encoding.PEM
    path.write_bytes(
        made.public_bytes(pem)
        + key.private_bytes(
            pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )  # fmt: skip
    return path


def come_in(server, session, envelope, mechanism, data):
    return AuthResult(success=data.password == b"right", handled=False)


@pytest.mark.parametrize(
    ("password", "trusted", "failure"),
    [("right", True, None), ("wrong", True, "auth:535"), ("right", False, "tls")],
)
def test_mail_leaves_by_a_server_that_is_who_it_says_and_lets_us_in(
    app, certificate, monkeypatch, password, trusted, failure
):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    ours = ssl.create_default_context
    cafile = str(certificate) if trusted else None
    monkeypatch.setattr(ssl, "create_default_context", lambda: ours(cafile=cafile))
    options = {"tls_context": context, "require_starttls": True, "authenticator": come_in}
    starttls = Security.STARTTLS
    with use_sample(), receiving(starttls, "squad", password, **options) as mailbox:
        with unit_of_work():
            tell(SAMPLE, [Recipient(1, "ada@example.org", "en")], thing=password, params={})
        Worker(app).drain()
        assert session.scalars(select(Mail.failure)).one() == failure
        assert len(mailbox.mails) == (failure is None)
