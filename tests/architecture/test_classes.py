"""Every column has a class of data; what is of the pair is encrypted at rest."""

import squad.models  # noqa: F401  fills the metadata
from squad.access.classes import CLASSES, DataClass
from squad.db.base import Base
from squad.db.types import Encrypted, EncryptedBytes


def columns():
    return {f"{t.name}.{c.name}": c for t in Base.metadata.sorted_tables for c in t.columns}


def test_every_column_is_listed_and_every_listed_one_exists():
    assert set(CLASSES) == set(columns())


# What one of the two writes to the coordinator: as secret, for other readers.
CALLS = {"concerns.words"}
# What a mentor keeps for themself.
OWN = {"lessons.words", "confidences.levels"}


def test_pair_text_is_encrypted_and_nothing_else_is():
    for name, column in columns().items():
        encrypted = isinstance(column.type, Encrypted | EncryptedBytes)
        assert encrypted == (CLASSES[name] is DataClass.PAIR or name in CALLS | OWN), name
