"""`squad bench` from end to end, small: a real database, a real server, nothing left behind."""

import pytest
from sqlalchemy import create_engine, text

from squad.bench import measuring, running
from squad.bench.operations import OPERATIONS
from squad.bench.rules import Scale
from squad.config import SettingsError
from tests.conftest import missing

FIGURES = {"operation", "mentees", "sql", "cpu_ms", "p50_ms", "p95_ms", "floor_ms", "ratio"}


@pytest.fixture
def small(monkeypatch, tmp_path):
    """Twenty mentees and as many copies as are asked for; everything is done once."""
    monkeypatch.setattr(running, "scale_of", lambda copies: Scale(3, 0, 20, copies))
    monkeypatch.setattr(measuring, "BUDGET_S", 0)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    yield tmp_path
    assert list(tmp_path.iterdir()) == []


def check_rows(rows, database):
    assert {row["database"] for row in rows} == {database}
    assert [row["operation"] for row in rows[: len(OPERATIONS)]] == [o.name for o in OPERATIONS]
    for row in rows:
        assert row.keys() >= FIGURES
        assert row["sql"] > 0
        assert 0 < row["p50_ms"] <= row["p95_ms"]
        assert row["ratio"] == row["p50_ms"] / row["floor_ms"]


def test_on_sqlite(small):
    """No operation needs more statements when there are more people."""
    rows = running.run([1, 3], None, lambda _what: None)
    check_rows(rows, "sqlite")
    counts = [{r["operation"]: r["sql"] for r in rows if r["mentees"] == size} for size in (1, 3)]
    assert counts[0] == counts[1]


@pytest.mark.postgres
def test_on_postgresql(small, postgres_server):
    if postgres_server is None:
        missing("PostgreSQL")
    before = databases(postgres_server)
    check_rows(running.run([1], postgres_server, lambda _what: None), "postgresql")
    assert databases(postgres_server) == before


def databases(server):
    engine = create_engine(server)
    with engine.connect() as connection:
        names = connection.scalars(text("SELECT datname FROM pg_database ORDER BY 1")).all()
    engine.dispose()
    return names


@pytest.mark.parametrize(
    "address", ["sqlite:///here.sqlite3", "postgresql://nobody@127.0.0.1:1/x", "?"]
)
def test_other_addresses_are_refused_in_one_sentence(small, address):
    with pytest.raises(SettingsError, match="--database-url"):
        running.run([1], address, lambda _what: None)
