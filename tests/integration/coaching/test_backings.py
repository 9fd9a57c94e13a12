"""A link or a file behind a statement: kept encrypted, opened by the two, gone when removed."""

import io
from datetime import timedelta

import pytest
import time_machine
from PIL import Image
from sqlalchemy import text

from squad.audit.models import AuditEvent
from squad.coaching.models import Answer, Backing, BackingPart, Observation
from squad.coaching.rules.backings import PART_BYTES, BackingKind
from squad.db.session import session
from squad.kernel.ids import new_key
from squad.privacy.dump import dump_tables
from squad.programmes.models import Programme
from tests.integration.coaching.conftest import TUESDAY
from tests.support.page import apart
from tests.support.pictures import HTML, PLACE, bomb, pdf, photograph, picture
from tests.support.uploads import upload

CODE = "presence-1b"
LINK = "https://example.org/thread/4127"


def state(visitor, pairing, data=None, name="photo.jpg", *, status=303, key=None, **fields):
    """State a milestone with a file, as the page's own form would."""
    values = {"autonomy": "alone", "evidence": "checked", "form_key": key or new_key(), **fields}
    return upload(
        visitor, "coaching.show_milestone", data or b"", name if data else "", status=status,
        fields=values, pairing_id=pairing.id, code=CODE,
    )  # fmt: skip


def add(visitor, observation, data=b"", name="", *, status=303, key=None, **fields):
    return upload(
        visitor, "coaching.back_observation", data, name, status=status,
        fields={"form_key": key or new_key(), **fields}, observation_id=observation,
    )  # fmt: skip


def file_of(visitor, backing):
    """The answer to whoever opens a file."""
    path = visitor.url("coaching.send_backing", backing_id=backing)
    return apart(visitor.client.get, path)


def opened(visitor, pairing):
    return visitor.get("coaching.show_milestone", pairing_id=pairing.id, code=CODE)


@pytest.fixture
def stated(pairing, mentor, rows):
    """The mentor's statement, with a photograph and a link."""
    state(mentor, pairing, photograph(orientation=6), link=LINK)
    (observation,) = rows(Observation)
    return observation.id


def typed(page, name):
    """What a field of the page holds."""
    return next(v for form in page.forms() for n, v in page.fields(form) if n == name)


def ids_of(rows):
    return {b.kind: b.id for b in rows(Backing)}


def test_the_other_one_opens_it_before_answering(pairing, mentor, mentee, stated, rows):
    link, file = rows(Backing)
    assert (link.kind, link.link, file.kind) == (BackingKind.LINK, LINK, BackingKind.JPEG)
    page = opened(mentee, pairing)
    assert "With a picture" in page.text
    assert page.links()[LINK] == LINK
    answer = file_of(mentee, file.id)
    assert answer.status_code == 200
    image = Image.open(io.BytesIO(answer.data))
    assert image.size == (30, 40)
    assert PLACE not in answer.data
    assert answer.content_length == len(answer.data) == file.size
    assert "With a picture" in mentee.get("reports.show_me").text


def test_it_is_sent_to_be_saved_and_nothing_in_it_can_run(mentee, stated, rows):
    file = ids_of(rows)[BackingKind.JPEG]
    headers = file_of(mentee, file).headers
    assert headers["Content-Type"] == "image/jpeg"
    assert headers["Content-Disposition"] == (f"attachment; filename={CODE}-2026-12-01-{file}.jpg")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; sandbox;")
    assert headers["Cache-Control"] == "no-store"


def test_close_together_shows_it_to_the_mentee(pairing, make, mentor, mentee, rows):
    from squad.coaching.models import CloseCode

    make.coaching_session(pairing, stated=[CODE])
    (observation,) = rows(Observation)
    add(mentor, observation.id, picture(), "a.png")
    (code,) = rows(CloseCode)
    page = mentee.get("coaching.close_together", code=code.code)
    assert "With a picture" in page.text


@pytest.mark.parametrize("size", [PART_BYTES, PART_BYTES + 1, 3 * PART_BYTES - 7])
def test_a_document_comes_back_byte_for_byte(pairing, mentor, mentee, rows, size):
    sent = pdf(inside=b" " * (size - len(pdf())))
    state(mentor, pairing, sent, "a.pdf")
    (file,) = rows(Backing)
    answer = file_of(mentee, file.id)
    assert answer.data == sent
    assert answer.headers["Content-Type"] == "application/pdf"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (HTML, "a.png"), (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg"),
        (bomb(), "a.png"), (pdf(after=HTML), "a.pdf"), (b"\xff\xd8\xff", "a.jpg"),
        (picture(), "../../\u202egnp.exe"), (b"\0", "a\0.png"),
    ],
)  # fmt: skip
def test_what_is_no_picture_is_refused_and_nothing_typed_is_lost(pairing, mentor, rows, data, name):
    page = state(mentor, pairing, data, name, status=422, words="She replied twice", link=LINK)
    assert typed(page, "words") == "She replied twice"
    assert typed(page, "link") == LINK
    assert page.errors
    assert not rows(Observation)
    assert not rows(Backing)


def test_the_name_that_it_came_with_is_kept_nowhere(pairing, mentor, mentee, rows, app, tmp_path):
    state(mentor, pairing, picture(), "../../etc/Claire\u202e\u0007 Dumas.png")
    (file,) = rows(Backing)
    assert "Dumas" not in file_of(mentee, file.id).headers["Content-Disposition"]
    with app.app_context():
        list(dump_tables(tmp_path))
    assert not any(b"etc/Claire" in p.read_bytes() for p in tmp_path.iterdir())


def test_what_is_too_large_is_refused_unread_with_what_was_typed(pairing, mentor, rows):
    """The browser says how much it will send; what is read of it ends with the text."""
    form = {"csrf_token": apart(mentor.csrf_token), "autonomy": "alone", "evidence": "checked",
            "words": "Elle a répondu deux fois", "form_key": new_key()}  # fmt: skip
    parts = [
        f'--edge\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in form.items()
    ]
    parts.append('--edge\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n')
    stream = Counted("".join(parts).encode() + b"x" * 1_000_000)
    answer = apart(
        mentor.client.post,
        mentor.url("coaching.show_milestone", pairing_id=pairing.id, code=CODE),
        input_stream=stream, environ_overrides={"CONTENT_LENGTH": "60000000"},
        content_type="multipart/form-data; boundary=edge",
    )  # fmt: skip
    page = mentor._checked(answer, 422)
    assert typed(page, "words") == "Elle a répondu deux fois"
    assert any("larger than 10 MB" in error for error in page.errors)
    assert stream.given < 20_000
    assert not rows(Observation)


class Counted(io.BytesIO):
    given = 0

    def read(self, size=-1):
        piece = super().read(size)
        self.given += len(piece)
        return piece


def test_a_file_one_byte_too_large_is_refused_with_what_was_typed(pairing, mentor, rows):
    data = pdf(inside=b" " * 10 * 1024 * 1024)
    page = state(mentor, pairing, data, "a.pdf", status=422, words="kept")
    assert typed(page, "words") == "kept"
    assert any("larger than 10 MB" in error for error in page.errors)
    assert not rows(Observation)


def test_a_double_click_makes_one(pairing, mentor, rows):
    key, data = new_key(), picture()
    state(mentor, pairing, data, "a.png", key=key)
    state(mentor, pairing, data, "a.png", key=key)
    assert len(rows(Observation)) == len(rows(Backing)) == 1


def test_another_file_under_the_same_key_is_no_double_click(pairing, mentor, rows):
    key = new_key()
    state(mentor, pairing, picture(), "a.png", key=key)
    page = state(mentor, pairing, picture(size=(10, 10)), "a.png", key=key, status=409)
    assert "To be chosen again afterwards" in page.text
    assert len(rows(Backing)) == 1
    (observation,) = rows(Observation)
    key = new_key()
    add(mentor, observation.id, key=key, link=LINK)
    page = add(mentor, observation.id, key=key, link=f"{LINK}/b", status=409)
    assert typed(page, "link") == f"{LINK}/b"
    page.submit(mentor.url("coaching.back_observation", observation_id=observation.id), status=303)
    assert [b.link for b in rows(Backing, kind=BackingKind.LINK)] == [LINK, f"{LINK}/b"]


def test_at_most_a_few_back_one_statement(pairing, mentor, stated, rows):
    for n in (1, 2):
        add(mentor, stated, link=f"{LINK}/{n}")
    page = mentor.follow(add(mentor, stated, link=f"{LINK}/3"))
    assert "At most 4" in page.text
    assert len(rows(Backing)) == 4


def test_a_link_is_https_and_nothing_is_something_to_say(mentor, stated, rows):
    page = add(mentor, stated, link="http://example.org", status=422)
    assert any("https://" in error for error in page.errors)
    page = add(mentor, stated, status=422)
    assert "Choose a file, or write a link." in page.errors
    assert len(rows(Backing)) == 2


def test_it_can_be_added_while_an_answer_is_awaited_and_for_a_week(
    pairing, make, visitor_of, stated, rows, now
):
    now.move_to(TUESDAY + timedelta(days=8))
    mentor, mentee = (visitor_of(of(pairing)) for of in (make.mentor_of, make.mentee_of))
    add(mentor, stated, link=f"{LINK}/late")
    make.answers(pairing, stated)
    assert "Add a file or a link" not in opened(mentor, pairing).links()
    page = mentor.follow(add(mentor, stated, link=f"{LINK}/too-late"))
    assert "could be backed until 8 December 2026" in page.text
    page = mentee.follow(add(mentee, stated, link=f"{LINK}/not-mine"))
    assert "Only who added it" in page.text
    assert len(rows(Backing)) == 3


def test_removed_it_is_gone_for_both_and_the_day_stays(pairing, mentor, mentee, stated, rows, app):
    file = ids_of(rows)[BackingKind.JPEG]
    page = mentor.get("coaching.withdraw_backing", backing_id=file)
    assert rows(BackingPart)
    page = mentor.follow(page.submit())
    assert "A picture was here until 1 December 2026." in page.text
    assert not rows(BackingPart)
    assert file_of(mentor, file).status_code == file_of(mentee, file).status_code == 404
    page = mentor.follow(mentor.post("coaching.withdraw_backing", backing_id=file))
    assert "removed already" in page.text
    names = [e.name for e in rows(AuditEvent) if "back" in e.name]
    assert names == ["statement_backed", "statement_backed", "backing_withdrawn"]
    assert not rows(Answer)


def test_the_mentee_may_remove_what_the_mentor_added_not_the_other_way(
    pairing, mentor, mentee, rows
):
    state(mentee, pairing, picture(), "a.png")
    (own,) = rows(Backing)
    page = mentor.follow(mentor.post("coaching.withdraw_backing", backing_id=own.id))
    assert "Only who added it, or the mentee" in page.text
    assert "Remove the picture" not in opened(mentor, pairing).links()
    (observation,) = rows(Observation)
    state(mentor, pairing, picture(), "b.png")
    added = rows(Backing)[-1]
    mentee.post("coaching.withdraw_backing", backing_id=added.id)
    assert [b.withdrawn_at is None for b in rows(Backing)] == [True, False]
    assert observation.withdrawn_at is None


def test_with_the_statement_goes_what_backed_it(mentor, mentee, stated, rows):
    mentor.post("coaching.withdraw_observation", observation_id=stated)
    assert not rows(BackingPart)
    assert all(b.withdrawn_at and not b.link for b in rows(Backing))
    assert file_of(mentee, ids_of(rows)[BackingKind.JPEG]).status_code == 404
    page = mentor.follow(add(mentor, stated, link=LINK))
    assert "no longer stands" in page.text


def test_with_a_voided_session_as_well(pairing, make, mentor, mentee, rows):
    logged = make.coaching_session(pairing, stated=[CODE])
    (observation,) = rows(Observation)
    add(mentor, observation.id, picture(), "a.png")
    (file,) = rows(Backing)
    mentor.get("coaching.void_session", coaching_session_id=logged.id).submit()
    assert not rows(BackingPart)
    assert file_of(mentee, file.id).status_code == 404


def test_after_the_end_the_two_still_open_it_and_nobody_else_does(
    pairing, make, mentor, mentee, stated, rows, visitor_of, now
):
    file = ids_of(rows)[BackingKind.JPEG]
    mentor.get("pairings.end_pairing", pairing_id=pairing.id).submit(status=303)
    programme = session.get(Programme, pairing.programme_id)
    later = make.pairing(programme, make.person("New Mentor"), make.mentee_of(pairing))
    newcomer = visitor_of(make.mentor_of(later))
    outsiders = [
        newcomer,
        visitor_of(make.coordinator(programme)),
        visitor_of(make.hr_viewer(programme)),
        visitor_of(make.administrator("Ada Admin")),
    ]
    assert file_of(mentor, file).status_code == file_of(mentee, file).status_code == 200
    for outsider in outsiders:
        assert file_of(outsider, file).status_code in {403, 404}
        outsider.post("coaching.withdraw_backing", backing_id=file, status=None)
        add(outsider, stated, link=LINK, status=None)
    assert file_of(newcomer, file).status_code == 404
    assert "With a picture" not in opened(newcomer, later).text
    assert len(rows(Backing)) == 2
    assert rows(BackingPart)
    now.move_to(TUESDAY + timedelta(days=16))
    mentor = visitor_of(make.mentor_of(pairing))
    page = mentor.follow(add(mentor, stated, link=f"{LINK}/late"))
    assert "could be backed until" in page.text


def test_the_database_holds_ciphertext_alone(pairing, mentor, rows, app, tmp_path):
    sent = pdf(inside=b"/Author (Kanarienvogel) " * 10)
    state(mentor, pairing, sent, "a.pdf", link="https://kanarienvogel.example/")
    session.rollback()
    for table in ("backings", "backing_parts"):
        stored = repr(session.execute(text(f'SELECT * FROM "{table}"')).all()).casefold()
        assert "kanarienvogel" not in stored
    session.rollback()
    list(dump_tables(tmp_path))
    dumped = b"".join(p.read_bytes() for p in tmp_path.iterdir()).lower()
    assert b"kanarienvogel" not in dumped
    assert (tmp_path / "backing_parts.jsonl").read_text().count("content") == 1


def test_a_new_notes_key_reads_what_the_old_one_wrote(app, mentee, stated, rows):
    from cryptography.fernet import Fernet

    from squad.db.keyring import keyring

    old = app.config["SETTINGS"].notes_key
    keyring.configure(f"{Fernet.generate_key().decode()},{old}")
    try:
        assert file_of(mentee, ids_of(rows)[BackingKind.JPEG]).status_code == 200
    finally:
        keyring.configure(old)


@pytest.mark.parametrize("several", [1, 12])
def test_the_page_costs_as_much_with_many(pairing, mentor, statements, several):
    with time_machine.travel(TUESDAY, tick=False):
        for n in range(several):
            state(mentor, pairing, link=f"{LINK}/{n}")
        opened(mentor, pairing)
        with statements() as sent:
            opened(mentor, pairing)
    assert len(sent) <= 18, "\n".join(sent)
