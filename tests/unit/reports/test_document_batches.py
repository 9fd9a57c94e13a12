"""Names of files in an archive, the archive itself, and how often a page looks again."""

import io
import zipfile
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from squad.reports.documents.archive import zipped
from squad.reports.documents.rules import file_name, seconds_to_next_look

DAY = date(2026, 11, 26)


def test_a_file_is_called_as_its_person_in_plain_letters():
    assert file_name("Côté, Hélène", 12) == "cote-helene-12.pdf"
    assert file_name("../../etc/passwd", 3) == "etc-passwd-3.pdf"
    assert file_name("李雷", 7) == "7.pdf"


@given(st.text(), st.integers(1, 10**9))
def test_whatever_the_name_it_is_safe_and_tells_two_people_apart(name, mentee_id):
    made = file_name(name, mentee_id)
    assert made.isascii()
    assert not set(made) & set("/\\:* \n")
    assert not made.startswith((".", "-"))
    assert made != file_name(name, mentee_id + 1)


@given(st.lists(st.binary(max_size=2000), max_size=8))
def test_what_goes_in_comes_out_a_piece_at_a_time(contents):
    pieces = list(zipped(((f"{n}.pdf", c) for n, c in enumerate(contents)), DAY))
    assert len(pieces) == len(contents) + 1
    again = list(zipped(((f"{n}.pdf", c) for n, c in enumerate(contents)), DAY))
    assert pieces == again
    with zipfile.ZipFile(io.BytesIO(b"".join(pieces))) as archive:
        assert archive.testzip() is None
        assert [archive.read(name) for name in archive.namelist()] == contents


def test_a_page_looks_again_seldomer_the_longer_it_takes():
    waits = [seconds_to_next_look(timedelta(minutes=m)) for m in (0, 1, 3, 60)]
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (4, 30)
