"""`squad init`, and what `squad serve` asks for before it serves."""

import os
import re
import stat
import subprocess
import sys

import pytest
from sqlalchemy import create_engine, text

from squad.config import load_settings


@pytest.fixture
def squad(tmp_path):
    """Run the command in a fresh installation: squad("init", …, **environment)."""
    base = {k: v for k, v in os.environ.items() if not k.startswith("SQUAD_")}
    base["SQUAD_DATA_DIR"] = str(tmp_path / "data")

    def run(*args, typed=None, **environment):
        return subprocess.run(
            [sys.executable, "-c", "from squad.cli import main; main()", *args],
            env={**base, **environment},
            input=typed,
            stdin=None if typed is not None else subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    return run


ADMIN = ("--email", "Tom@Example.org", "--name", "Tom Lavoie", "--language", "fr")


def keys_of(result):
    return dict(line.split("=", 1) for line in result.stdout.splitlines() if "SQUAD_" in line)


def accounts_in(keys, tmp_path):
    url = load_settings({**keys, "SQUAD_DATA_DIR": str(tmp_path / "data")}).database_url
    engine = create_engine(url)
    with engine.connect() as connection:
        query = "SELECT email, language, administrator, password_hash, accepted_at"
        query += " FROM people JOIN accounts ON accounts.person_id = people.id"
        rows = connection.execute(text(query)).all()
        versions = connection.execute(text("SELECT count(*) FROM framework_versions")).scalar()
    engine.dispose()
    assert versions == 1
    return rows


def test_a_new_installation_without_keys(squad, tmp_path):
    first = squad("init", *ADMIN)
    assert first.returncode == 0, first.stderr
    keys = keys_of(first)
    assert set(keys) == {"SQUAD_SECRET_KEY", "SQUAD_NOTES_KEY"}
    load_settings(keys)
    link = first.stdout.splitlines()[-1]
    assert re.fullmatch(r"http://127\.0\.0\.1:8000/links/\S+", link)
    assert (tmp_path / "data").stat().st_mode & 0o077 == 0
    ((email, language, administrator, password_hash, accepted_at),) = accounts_in(keys, tmp_path)
    assert (email, language, administrator) == ("tom@example.org", "fr", True)
    assert password_hash is None
    assert accepted_at is None
    without = squad("init")
    assert without.returncode == 1
    assert "keys that were printed then" in without.stderr
    assert without.stdout == ""


def test_running_it_again_upgrades_and_says_so_but_makes_no_second_administrator(squad):
    keys = keys_of(squad("init", *ADMIN))
    again = squad("init", **keys)
    assert again.returncode == 0
    assert again.stdout == ""
    assert "at the newest migration already" in again.stderr
    second = squad("init", "--email", "eve@example.org", "--name", "Eve", **keys)
    assert second.returncode == 1
    assert "There is an administrator already" in second.stderr


def test_a_password_from_standard_input(squad, tmp_path):
    weak = squad("init", *ADMIN, "--password-stdin", typed="Motdepasse1\n")
    assert weak.returncode == 1
    assert "Many people use this password" in weak.stderr
    keys = keys_of(weak)
    good = squad("init", *ADMIN, "--password-stdin", typed=" trois valises vertes \n", **keys)
    assert good.returncode == 0, good.stderr
    assert good.stdout == ""
    ((_email, _language, _admin, password_hash, accepted_at),) = accounts_in(keys, tmp_path)
    assert password_hash.startswith("$argon2id$")
    assert accepted_at is not None
    from squad.accounts.passwords import Passwords

    assert Passwords().matches(" trois valises vertes ", password_hash)
    assert not Passwords().matches("trois valises vertes", password_hash)


def test_without_a_terminal_it_says_what_is_missing_before_it_shows_keys(squad, tmp_path):
    result = squad("init")
    assert result.returncode == 1
    assert "--email" in result.stderr
    wrong = squad("init", "--email", "nobody", "--name", "X")
    assert wrong.returncode == 1
    assert "is not an e-mail address" in wrong.stderr
    elsewhere = squad("init", *ADMIN, "--time-zone", "Nowhere/Land")
    assert elsewhere.returncode == 1
    assert "“Nowhere/Land” is not a time zone" in elsewhere.stderr
    for refused in (result, wrong, elsewhere):
        assert keys_of(refused) == {}, "keys were shown of a database that is not there"
    assert not (tmp_path / "data").exists()
    assert squad("init", *ADMIN, "--time-zone", "america/montreal").returncode == 0


def test_a_database_with_keys_is_made_ready_before_anyone_is_asked_for(squad):
    keys = {
        "SQUAD_SECRET_KEY": "x" * 40,
        "SQUAD_NOTES_KEY": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
    }
    result = squad("init", **keys)
    assert result.returncode == 1
    assert "The database is ready" in result.stderr
    assert "run `squad init` with --email and --name (--email is missing)" in result.stderr


def test_a_postgresql_database_that_is_missing_is_created(squad, postgres_server):
    if postgres_server is None:
        pytest.skip("PostgreSQL is not installed here")
    engine = create_engine(postgres_server, isolation_level="AUTOCOMMIT")
    name = "squad_init_made"
    url = engine.url.set(database=name).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name}"))
        result = squad("init", *ADMIN, SQUAD_DATABASE_URL=url)
        assert result.returncode == 0, result.stderr
        assert "Created the PostgreSQL database." in result.stderr
        connection.execute(text(f"DROP DATABASE {name}"))
    engine.dispose()


def test_serve_refuses_a_database_that_is_not_ready(squad):
    keys = {
        "SQUAD_SECRET_KEY": "x" * 40,
        "SQUAD_NOTES_KEY": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
    }
    result = squad("serve", **keys)
    assert result.returncode == 1
    assert "Run `squad init`" in result.stderr
    assert squad("serve").returncode == 1


def test_folder_and_database_are_for_their_owner_alone(squad, tmp_path):
    made = squad("init", *ADMIN)
    assert made.returncode == 0, made.stderr
    folder = tmp_path / "data"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    files = list(folder.iterdir())
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}, files
