"""What the secret key signs and seals for accounts: links, carried forms, who failed to sign in."""

import base64
import hashlib
import hmac
from datetime import timedelta

from cryptography.fernet import Fernet, InvalidToken
from itsdangerous import BadSignature, URLSafeSerializer


class Signing:
    """Keys derived from the secret key, one for each use. Set when the application starts."""

    def __init__(self) -> None:
        self._secret = b""

    def configure(self, secret_key: str) -> None:
        """Use this secret key."""
        self._secret = secret_key.encode()

    def link_token(self, nonce: str) -> str:
        """The part of a link's address that nobody can make without the secret key."""
        return str(self._links().dumps(nonce))

    def nonce_of(self, token: str) -> str | None:
        """The nonce inside a link's token, or None for a token that we did not make."""
        try:
            return str(self._links().loads(token))
        except BadSignature:
            return None

    def fingerprint(self, *parts: str) -> str:
        """A keyed hash: names and addresses cannot be guessed back from the database."""
        message = "".join(f"{len(part)}:{part}" for part in parts)
        return hmac.new(self._derived("fingerprint"), message.encode(), hashlib.sha256).hexdigest()

    def seal(self, content: bytes) -> str:
        """`content` encrypted and signed, to be held by a browser."""
        return self._fernet().encrypt(content).decode()

    def unseal(self, token: str, lifetime: timedelta) -> bytes | None:
        """What was sealed, or None when it is too old or not ours."""
        try:
            return self._fernet().decrypt(token.encode(), ttl=int(lifetime.total_seconds()))
        except InvalidToken:
            return None

    def _links(self) -> URLSafeSerializer:
        return URLSafeSerializer(self._derived("link"), salt="account-link")

    def _fernet(self) -> Fernet:
        return Fernet(base64.urlsafe_b64encode(self._derived("carried form")))

    def _derived(self, use: str) -> bytes:
        if not self._secret:
            raise RuntimeError("signing was not configured")
        return hmac.new(self._secret, use.encode(), hashlib.sha256).digest()


signing = Signing()
