"""Settings, from the environment alone; each is documented in the README."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.fernet import Fernet

from squad.notify.rules import read_mail_url, read_sender

MIN_SECRET_LENGTH = 32
MOST_MB = 50


class SettingsError(Exception):
    """A setting is missing or wrong; the message says what to do."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What an installation decides; see the README for each variable."""

    database_url: str
    """SQLAlchemy URL; `SQUAD_DATABASE_URL`, by default SQLite in `SQUAD_DATA_DIR`."""
    secret_key: str
    """Signs cookies and links; `SQUAD_SECRET_KEY`, at least 32 characters."""
    notes_key: str
    """Encrypts pair-class text; `SQUAD_NOTES_KEY`. Several, comma-separated: the first writes."""
    data_dir: Path = Path("instance")
    """Folder of the SQLite file; `SQUAD_DATA_DIR`."""
    base_url: str = "http://127.0.0.1:8000"
    """How people reach the application; `SQUAD_BASE_URL`. With https, cookies are `Secure`."""
    host: str = "127.0.0.1"
    """Address to listen on; `SQUAD_HOST`."""
    port: int = 8000
    """Port to listen on; `SQUAD_PORT`."""
    workers: int = 2
    """Processes that `squad serve` starts; `SQUAD_WORKERS`."""
    trusted_proxies: int = 0
    """Reverse proxies whose X-Forwarded-… headers count; `SQUAD_TRUSTED_PROXIES`."""
    argon2_cheap: bool = False
    """Cheap password hashes; never from the environment: for tests and the demo."""
    attachment_max_mb: int = 10
    """Largest picture or PDF behind a statement, in MB; `SQUAD_ATTACHMENT_MAX_MB`."""
    mail_url: str = ""
    """The server that takes our mail; `SQUAD_MAIL_URL`. Without it, none is sent."""
    mail_from: str = ""
    """Whom our mail is from; `SQUAD_MAIL_FROM`, needed with `SQUAD_MAIL_URL`."""
    demo: bool = False
    """The demo's sign-in page; never from the environment: `squad demo` alone sets it."""
    styleguide: bool = False
    """The page of all components; never from the environment: for tests and the demo."""

    @property
    def secure(self) -> bool:
        """Whether people reach the application over https."""
        return urlsplit(self.base_url).scheme == "https"


# What the environment may set. `demo`, `styleguide` and `argon2_cheap` are left out on purpose.
VARIABLES = {
    "SQUAD_DATABASE_URL": "database_url",
    "SQUAD_DATA_DIR": "data_dir",
    "SQUAD_SECRET_KEY": "secret_key",
    "SQUAD_NOTES_KEY": "notes_key",
    "SQUAD_BASE_URL": "base_url",
    "SQUAD_HOST": "host",
    "SQUAD_PORT": "port",
    "SQUAD_WORKERS": "workers",
    "SQUAD_TRUSTED_PROXIES": "trusted_proxies",
    "SQUAD_ATTACHMENT_MAX_MB": "attachment_max_mb",
    "SQUAD_MAIL_URL": "mail_url",
    "SQUAD_MAIL_FROM": "mail_from",
}
NUMBERS = {f.name for f in fields(Settings) if f.type is int}


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from `SQUAD_…` variables; raises SettingsError with what to do."""
    environ = os.environ if environ is None else environ
    values: dict[str, object] = {}
    for variable, name in VARIABLES.items():
        if raw := environ.get(variable, "").strip():
            values[name] = _whole_number(variable, raw) if name in NUMBERS else raw
    data_dir = Path(str(values.get("data_dir", "instance"))).absolute()
    values["data_dir"] = data_dir
    values.setdefault("database_url", f"sqlite:///{data_dir / 'squad.sqlite3'}")
    values["base_url"] = str(values.get("base_url", _default_base_url(values))).rstrip("/")
    if urlsplit(str(values["base_url"])).path:
        raise SettingsError("SQUAD_BASE_URL must have no path: give Tweet Squad a host of its own.")
    _check_keys(values)
    if not 1 <= int(str(values.get("attachment_max_mb", 10))) <= MOST_MB:
        raise SettingsError(f"SQUAD_ATTACHMENT_MAX_MB must be from 1 to {MOST_MB}.")
    _check_mail(str(values.get("mail_url", "")), str(values.get("mail_from", "")))
    return Settings(**values)  # type: ignore[arg-type]  # each value was read by its name


def _default_base_url(values: Mapping[str, object]) -> str:
    return f"http://{values.get('host', '127.0.0.1')}:{values.get('port', 8000)}"


def _whole_number(variable: str, raw: str) -> int:
    if not raw.isdecimal():
        raise SettingsError(f"{variable} must be a whole number, for example 8000.")
    return int(raw)


def _check_keys(values: Mapping[str, object]) -> None:
    secret = str(values.get("secret_key", ""))
    if len(secret) < MIN_SECRET_LENGTH:
        raise SettingsError(
            "Set SQUAD_SECRET_KEY to at least 32 random characters. `squad init` prints one."
        )
    notes_keys = str(values.get("notes_key", ""))
    if not notes_keys:
        raise SettingsError("Set SQUAD_NOTES_KEY to the key that `squad init` printed.")
    for key in notes_keys.split(","):
        try:
            Fernet(key.strip())
        except ValueError as error:
            raise SettingsError(
                "SQUAD_NOTES_KEY is not a notes key. Copy the whole line that `squad init` printed."
            ) from error


def _check_mail(url: str, sender: str) -> None:
    if bool(url) != bool(sender):
        raise SettingsError("Set both SQUAD_MAIL_URL and SQUAD_MAIL_FROM, or neither.")
    reads = {"SQUAD_MAIL_URL": (read_mail_url, url), "SQUAD_MAIL_FROM": (read_sender, sender)}
    for variable, (read, value) in reads.items():
        try:
            if value:
                read(value)
        except ValueError as error:
            raise SettingsError(f"{variable} {error}.") from error
