"""The notes key: set once when the application starts, used by the Encrypted column type."""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class WrongNotesKeyError(Exception):
    """A text was written with a key that is not configured."""


class Keyring:
    """Encrypts with the first key, decrypts with any of them."""

    def __init__(self) -> None:
        self._fernet: MultiFernet | None = None

    def configure(self, keys: str) -> None:
        """Use these keys, comma-separated; the first one writes."""
        self._fernet = MultiFernet([Fernet(key.strip()) for key in keys.split(",")])

    def encrypt(self, text: str) -> str:
        """`text` as ciphertext, safe in a text column."""
        return self._ready().encrypt(text.encode()).decode()

    def decrypt(self, token: str) -> str:
        """The text of `token`; raises WrongNotesKeyError."""
        return self._open(token.encode()).decode()

    def encrypt_bytes(self, data: bytes) -> bytes:
        """`data` as ciphertext for a column of bytes: a third shorter than as text."""
        return base64.urlsafe_b64decode(self._ready().encrypt(data))

    def decrypt_bytes(self, sealed: bytes) -> bytes:
        """What `sealed` holds; raises WrongNotesKeyError."""
        return self._open(base64.urlsafe_b64encode(sealed))

    def _open(self, token: bytes) -> bytes:
        try:
            return self._ready().decrypt(token)
        except InvalidToken as error:
            raise WrongNotesKeyError(
                "A note was written with another key. Set SQUAD_NOTES_KEY to the key that"
                " belongs to this database."
            ) from error

    def _ready(self) -> MultiFernet:
        if self._fernet is None:
            raise WrongNotesKeyError("SQUAD_NOTES_KEY is not set.")
        return self._fernet


keyring = Keyring()
