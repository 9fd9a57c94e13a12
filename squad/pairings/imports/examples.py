"""A small file of pairings, whose words are those that its import reads."""

from squad.files.examples import example_day
from squad.files.messages import header_name, in_french
from squad.framework.rules.model import Area
from squad.pairings.rules.rows import FRENCH

COLUMNS = ("mentor", "mentee", "programme", "state", "started", "ended", "purposes", "networks")
_ENGLISH_WORDS = ("active", "ended", "accepted", "public|internal", "internal")
_FRENCH_WORDS = ("en cours", "arrêté", "accepté", "public|interne", "interne")


def pairings_example(programme: str) -> tuple[list[str], list[list[str]]]:
    """Headers and rows for a programme, in the reader's language."""
    words = _FRENCH_WORDS if in_french() else _ENGLISH_WORDS
    active, ended, accepted, two, internal = words
    day = example_day
    rows = [
        ["sam.carter@example.com", "helene.roy@example.com", programme, active, day("2026-09-01"),
         "", "support|visibility", two, "1", "2", "2", "1", "2", ""],
        ["sam.carter@example.com", "ana.diaz@example.com", programme, ended, day("2026-03-02"),
         day("2026-06-30"), "peers", internal, "1", "2", "2", "1", "2", ""],
        ["lea.martin@example.com", "ana.diaz@example.com", programme, accepted, day("2026-09-08"),
         "", "", "", "", "", "", "", "", ""],
    ]  # fmt: skip
    return [header_name(name, FRENCH) for name in (*COLUMNS, *Area)], rows
