"""`squad init`: keys, database, framework, the first administrator."""

import os
import sys
from collections.abc import Callable, Mapping

import click
from cryptography.fernet import Fernet
from flask import current_app

from squad.accounts.actions.accounts import create_first_administrator
from squad.accounts.links import link_address
from squad.accounts.passwords import common_passwords, passwords
from squad.accounts.queries.accounts import has_administrator
from squad.accounts.rules.passwords import check_password
from squad.accounts.rules.states import AccountProblem
from squad.config import SettingsError, load_settings
from squad.db.installation import bring_to_head, create_database, is_set_up
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.files.problems import ValueProblem
from squad.files.values import parse_email, parse_time_zone
from squad.kernel.errors import DomainError
from squad.kernel.ids import new_token
from squad.kernel.languages import READ_IN
from squad.people.rules.names import split_full_name
from squad.people.rules.person import PersonDraft

AT_INIT = "squad_at_init"
"""Where the application keeps what each slice does at `squad init`: () → a sentence or None."""
KEYS: Mapping[str, Callable[[], str]] = {
    "SQUAD_SECRET_KEY": new_token,
    "SQUAD_NOTES_KEY": lambda: Fernet.generate_key().decode(),
}
LANGUAGE = click.Choice(list(READ_IN))


@click.command("init")
@click.option("--email", help="E-mail of the first administrator.")
@click.option("--name", help="Name of the first administrator.")
@click.option("--language", type=LANGUAGE, help="Language of the first administrator.")
@click.option("--time-zone", default="Europe/Paris", show_default=True, help="As Europe/Paris.")
@click.option("--password-stdin", is_flag=True, help="Read a password from standard input.")
def init(
    email: str | None, name: str | None, language: str | None, time_zone: str, password_stdin: bool
) -> None:
    """Create or upgrade the database, load the framework, make the first administrator.

    Prints the keys that are not set yet, once: keep them, apart from the database.
    """
    draft = None
    if made := _make_missing_keys():
        # Before any key is shown: whoever must run it again has not met keys that lead nowhere.
        draft = _draft(email, name, language, time_zone)
        _show_keys(made)
    from squad.app import create_app

    settings = load_settings()
    if create_database(settings.database_url):
        _say("Created the PostgreSQL database.")
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    app = create_app(settings)
    with app.app_context():
        _prepare_database()
        if _wants_administrator(given=bool(email or name or password_stdin)):
            draft = draft or _draft(email, name, language, time_zone)
            _first_administrator(draft, password_stdin)


def _make_missing_keys() -> dict[str, str]:
    """Keys for a new installation that has none; refused where there is a database already."""
    missing = [name for name in KEYS if not os.environ.get(name, "").strip()]
    made = {name: KEYS[name]() for name in missing}
    if not made:
        return {}
    settings = load_settings({**os.environ, **made})
    if is_set_up(settings.database_url):
        raise SettingsError(
            "This database was set up before. Set SQUAD_SECRET_KEY and SQUAD_NOTES_KEY to the"
            " keys that were printed then: with other keys its notes cannot be read."
        )
    return made


def _show_keys(made: Mapping[str, str]) -> None:
    os.environ.update(made)
    for name, key in made.items():
        click.echo(f"{name}={key}")
    _say(
        "These keys are printed once. Set them in the environment of `squad serve`, and keep a"
        " copy apart from the database: without SQUAD_NOTES_KEY the notes cannot be read."
    )


def _prepare_database() -> None:
    before, after = bring_to_head()
    if before is None:
        _say(f"The database is ready, at migration {after}.")
    elif before != after:
        _say(f"The database was upgraded from migration {before} to {after}.")
    else:
        _say(f"The database was at the newest migration already, {after}.")
    for prepare in current_app.extensions.get(AT_INIT, ()):
        with unit_of_work():
            sentence = prepare()
        if sentence:
            _say(sentence)


def _wants_administrator(*, given: bool) -> bool:
    """Whether the first administrator is to be made; refused where there is one already."""
    exists = has_administrator()
    session.rollback()
    if exists and given:
        raise DomainError(AccountProblem.ADMINISTRATOR_EXISTS)
    if exists:
        _say("There is an administrator already; nothing was changed about people.")
    return not exists


def _first_administrator(draft: PersonDraft, password_stdin: bool) -> None:
    kept = _hashed_password(draft.email) if password_stdin else None
    with unit_of_work():
        account, link = create_first_administrator(draft=draft, password_hash=kept)
        nonce = link.nonce if link else None
    del account
    if nonce is None:
        _say(f"{draft.name} administers and can sign in.")
        return
    _say(f"{draft.name} administers. With this link, once, within 14 days, they choose a password:")
    click.echo(link_address(nonce))


def _asked(question: str, option: str) -> str:
    if not sys.stdin.isatty():
        raise SettingsError(
            "There is no administrator yet: run `squad init` with --email and --name"
            f" ({option} is missing)."
        )
    return str(click.prompt(question, err=True))


def _asked_language() -> str:
    if not sys.stdin.isatty():
        return "en"
    return str(click.prompt("Language", type=LANGUAGE, default="en", err=True))


def _draft(
    email: str | None, name: str | None, language: str | None, time_zone: str
) -> PersonDraft:
    """The first administrator as the options say; what is missing is asked on a terminal."""
    email = email or _asked("E-mail of the first administrator", "--email")
    try:
        address = parse_email(email)
    except ValueProblem as problem:
        raise SettingsError(f"“{email}” is not an e-mail address. Correct --email.") from problem
    try:
        zone = parse_time_zone(time_zone)
    except ValueProblem as problem:
        raise SettingsError(
            f"“{time_zone}” is not a time zone. Write --time-zone like Europe/Paris."
        ) from problem
    name = name or _asked("Name, as in Hélène Roy", "--name")
    full, list_name = split_full_name(" ".join(name.split()))
    if not full:
        raise SettingsError("Give the first administrator a name with --name.")
    return PersonDraft(
        name=full,
        list_name=list_name,
        email=address,
        employee_id=None,
        language=language or _asked_language(),
        function="",
        level="",
        site="",
        time_zone=zone,
        manager_id=None,
    )


def _hashed_password(email: str) -> str:
    """The password of the first line of standard input, as typed; hashed before any transaction."""
    password = sys.stdin.readline().rstrip("\r\n")
    check_password(password, email=email, common=common_passwords())
    return passwords.hash(password)


def _say(sentence: str) -> None:
    click.echo(sentence, err=True)
