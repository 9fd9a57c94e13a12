"""The link in a mail that stops mails of its kind: signed, so that nobody stops another's."""

from itsdangerous import BadSignature, URLSafeSerializer


class StopLinks:
    """Tokens of (person, kind). Set when the application starts; they never expire."""

    def __init__(self) -> None:
        self._serializer: URLSafeSerializer | None = None

    def configure(self, secret_key: str) -> None:
        """Sign with this secret key."""
        self._serializer = URLSafeSerializer(secret_key, salt="stop-mail")

    def token(self, person_id: int, kind: str) -> str:
        """The part of the link that only we can make."""
        return str(self._ready().dumps([person_id, kind]))

    def read(self, token: str) -> tuple[int, str] | None:
        """Whose mail of which kind a token stops; None for one that we did not make."""
        try:
            person_id, kind = self._ready().loads(token)
        except (BadSignature, ValueError):
            return None
        return int(person_id), str(kind)

    def _ready(self) -> URLSafeSerializer:
        if self._serializer is None:
            raise RuntimeError("stop links were not configured")
        return self._serializer


stop_links = StopLinks()
