"""The keys of what a person's phone keeps while there is no network.

What is written without network is sealed to a public key, and a page may be open while nobody's
sign-in can be checked: so the phone holds only what seals. What opens comes from the server, to the
person whose sign-in lives; a lost phone whose sign-ins were ended cannot be read.
"""

import base64
import hmac
from dataclasses import dataclass
from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from flask import current_app

from squad.access.viewer import Viewer

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""How many points the curve P-256 has (FIPS 186-4, D.1.2.3)."""


@dataclass(frozen=True, slots=True)
class PhoneKey:
    """Both halves in base64: a point to seal to (uncompressed), and a PKCS #8 key that opens."""

    public: str
    private: str


def phone_key(person: Viewer) -> PhoneKey:
    """This person's key: the same on each of their phones, another for each person."""
    return _derived(current_app.config["SETTINGS"].secret_key, person.person_id)


@lru_cache(maxsize=2048)
def _derived(secret: str, person_id: int) -> PhoneKey:
    # Twice as many bits as the order has, so that no remainder is likelier than another.
    bits = hmac.digest(secret.encode(), f"phone-key:{person_id}".encode(), "sha512")
    key = ec.derive_private_key(int.from_bytes(bits) % (ORDER - 1) + 1, ec.SECP256R1())
    point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    whole = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return PhoneKey(base64.b64encode(point).decode(), base64.b64encode(whole).decode())
