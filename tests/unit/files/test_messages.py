"""Every code has its sentence, which fits its parameters."""

import re

import pytest

from squad.files.imports import ImportCode
from squad.files.media import MediaCode
from squad.files.messages import SENTENCES, sentence
from squad.files.problems import FileCode, FileProblem, ValueCode, ValueProblem

PARAMS = {
    "limit": 10, "number": 4, "found": 3, "expected": 2, "value": "1+1",
    "character": "U+0000", "other": "A", "kind": "PNG", "most": 10,
}  # fmt: skip


@pytest.mark.parametrize("code", [*FileCode, *ValueCode, *ImportCode, *MediaCode])
def test_every_code_has_a_sentence_that_fills_in(code):
    text = sentence(FileProblem(code, line=12, column="Courriel", **PARAMS))
    assert text.startswith("Line 12, column “Courriel”: ")
    assert "%(" not in text
    assert re.search(r"\.$", text)


def test_no_sentence_is_without_its_code():
    assert set(SENTENCES) == {*FileCode, *ValueCode, *ImportCode, *MediaCode}


def test_the_place_is_said_only_where_it_is_known():
    assert sentence(FileProblem(FileCode.OPEN_QUOTE, line=3)).startswith("Line 3: A quotation")
    assert sentence(FileProblem(FileCode.EMPTY_FILE)).startswith("This file is empty.")
    assert sentence(ValueProblem(ValueCode.BAD_NUMBER, "100 %")).startswith("“100 %” is not")
