"""A small file of pairings, whose words are those that its import reads."""

from squad.framework.rules.model import Area

COLUMNS = ("mentor", "mentee", "programme", "state", "started", "ended", "purposes", "networks")


def pairings_example(programme: str) -> tuple[list[str], list[list[str]]]:
    """Headers and rows for a programme."""
    rows = [
        ["sam.carter@example.com", "helene.roy@example.com", programme, "active", "2026-09-01", "",
         "support|visibility", "public|internal", "1", "2", "2", "1", "2", ""],
        ["sam.carter@example.com", "ana.diaz@example.com", programme, "ended", "2026-03-02",
         "2026-06-30", "peers", "internal", "1", "2", "2", "1", "2", ""],
        ["lea.martin@example.com", "ana.diaz@example.com", programme, "accepted", "2026-09-08",
         "", "", "", "", "", "", "", "", ""],
    ]  # fmt: skip
    return [*COLUMNS, *(area.value for area in Area)], rows
