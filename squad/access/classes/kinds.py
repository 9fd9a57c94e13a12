"""The classes of data."""

from enum import StrEnum


class DataClass(StrEnum):
    """Who may read a column."""

    PAIR = "pair"
    PROGRAMME = "programme"
    HR = "hr"
    OWN = "own"
    CALL = "call"
    ACCOUNT = "account"
    NONE = "none"
