"""All data but secrets, one JSON-lines file a table; pair-class text stays ciphertext."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Column, LargeBinary, Table, select, type_coerce

from squad.db.base import Base
from squad.db.session import session
from squad.db.types import Encrypted, EncryptedBytes

SECRETS = frozenset(
    {
        "accounts.password_hash",
        "account_links.nonce",
        "sign_ins.token_hash",
        "failed_sign_ins.name_hash",
        "failed_sign_ins.address_hash",
        "sent_forms.key",
        "sent_forms.body_hash",
        "close_codes.code",
        "calendars.token_hash",
    }
)
ROWS_AT_ONCE = 1000
FILES_AT_ONCE = 10


def dump_tables(folder: Path) -> Iterator[tuple[str, int]]:
    """Write each table into `folder`; yields (table, rows) as each file is complete."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in Base.metadata.sorted_tables:
        yield table.name, _dump_table(table, folder / f"{table.name}.jsonl")


def _dump_table(table: Table, path: Path) -> int:
    columns = [c for c in table.columns if f"{table.name}.{c.name}" not in SECRETS]
    query = select(*map(_as_stored, columns)).order_by(*table.primary_key.columns)
    files = any(isinstance(c.type, EncryptedBytes | LargeBinary) for c in columns)
    at_once = FILES_AT_ONCE if files else ROWS_AT_ONCE
    rows = session.execute(query, execution_options={"yield_per": at_once})
    count = 0
    with path.open("wb") as file:
        for row in rows.mappings():
            file.write(msgspec.json.encode(dict(row)) + b"\n")
            count += 1
    return count


def _as_stored(column: Column[Any]) -> Any:
    if isinstance(column.type, Encrypted | EncryptedBytes):
        return type_coerce(column, column.type.impl_instance).label(column.name)
    return column
