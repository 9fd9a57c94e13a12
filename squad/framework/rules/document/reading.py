"""One TOML file as a table; whatever cannot be read, or would take too long, is a problem."""

import re
import tomllib
from typing import Any

from squad.framework.rules.document.problems import Flaw, Problem

# Reading `a.b.c…` takes the square of its parts; our files have two or three.
MOST_DOTS = 40
# Strings and comments, where dots are no parts of a name. One that never ends is taken too:
# reading stops there anyway, and looking for its end from each of its quotes takes the square.
_WORDS = re.compile(
    r"""#[^\n]*|\"{3}(?:[^"\\]|\\.|"(?!""))*(?:"{3,5})?|'{3}(?:[^']|'(?!''))*(?:'{3,5})?"""
    r"""|"(?:[^"\\\n]|\\.)*"?|'[^'\n]*'?""",
    re.DOTALL,
)


def read_toml(content: bytes, file: str) -> tuple[dict[str, Any] | None, Problem | None]:
    """The table in a file, or what keeps it from being read."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, Problem(file, "", Flaw.NOT_UTF8, {"byte": error.start})
    if any(line.count(".") > MOST_DOTS for line in _WORDS.sub('""', text).splitlines()):
        return None, Problem(file, "", Flaw.NOT_TOML, {"detail": "Too many dots in one line"})
    try:
        return tomllib.loads(text), None
    except RecursionError:
        detail = "Too many brackets within each other"
    except ValueError as error:  # beside TOMLDecodeError: a number of thousands of figures
        detail = str(error).partition(";")[0]
    return None, Problem(file, "", Flaw.NOT_TOML, {"detail": detail})
