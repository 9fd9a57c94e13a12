"""Files of a framework that nobody means well with: refused at once, whatever they hold."""

import time
import tomllib

import pytest

from squad.framework.rules.document import FrameworkError, parse, read_folder
from squad.framework.rules.document.reading import read_toml
from squad.resources import SEED_DATA

FILES = read_folder(SEED_DATA / "framework")
BOMBS = {
    "a number that cannot be printed": b"x = 0x" + b"f" * 50_000,
    "a number too long to be read": b"x = " + b"9" * 5_000,
    "brackets": b"x = " + b"[" * 3_000 + b"]" * 3_000,
    "tables in tables": b"x = " + b"{a = " * 3_000 + b"1" + b"}" * 3_000,
    "a name of many parts": b".".join([b"a"] * 20_000) + b" = 1",
    "a string that does not end": b'x = "' + b'a\\"' * 60_000,
    "many parts in a table": b"x = { " + b".".join([b"a"] * 20_000) + b" = 1 }",
}


@pytest.mark.parametrize("what", BOMBS)
def test_toml_that_would_take_too_much_is_refused_at_once(what):
    files = FILES | {"framework.toml": BOMBS[what] + b"\n" + FILES["framework.toml"]}
    began = time.perf_counter()
    with pytest.raises(FrameworkError) as caught:
        parse(files)
    assert time.perf_counter() - began < 5
    assert str(caught.value)


def test_names_are_told_from_words_with_dots():
    words = "a.b. " * 500
    text = f'x = "{words}"\ny = """\n{words}"""\n# """ {words}\n'
    text += f"z = '{words}'\n"
    table, problem = read_toml(text.encode(), "a.toml")
    assert problem is None
    assert table == tomllib.loads(text)


def test_a_list_of_many_is_looked_through_once():
    openers = b"".join(b'[[openers]]\npurpose = "a%d"\n' % n for n in range(1500))
    shows = b", ".join(b'"a%d"' % n for n in range(60_000))
    began = time.perf_counter()
    with pytest.raises(FrameworkError):
        parse(FILES | {"openers.toml": openers + b"shows = [" + shows + b"]\n"})
    assert time.perf_counter() - began < 10
