"""Rosters as bytes."""

HEADERS = ("Employee ID", "Name", "E-mail", "Function", "Manager")


def roster(*rows, headers=HEADERS, encoding="utf-8", separator=","):
    """A CSV file of these rows."""
    lines = [separator.join(cells) for cells in (headers, *rows)]
    return "\r\n".join(lines).encode(encoding)
