"""A mentor's own record: hours from the log, what was learned, confidence, the certificate."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.kernel.clock import clock
from squad.mentoring.models import Lesson
from squad.pairings.matching.models import Enrolment
from squad.pairings.models import Pairing
from tests.support.documents import Document

LEARNED = "I talk too fast, and\nI can wait."


@pytest.fixture
def pairing(make):
    return make.pairing()


@pytest.fixture
def ines(make, visitor_of, pairing):
    return visitor_of(make.mentor_of(pairing))


def record(ines):
    return ines.get("mentoring.show_record")


def form_of(ines, link):
    """The form behind a link of the record."""
    return ines.get_path(record(ines).links()[link].split("#")[0])


def test_hours_are_those_of_the_log_with_preparation(make, pairing, ines):
    make.coaching_session(pairing, preparation_minutes=30, travel_minutes=60)
    make.coaching_session(pairing, on=pairing.accepted_on, minutes=60)
    make.coaching_session(pairing, state="missed", on=pairing.accepted_on)
    page = form_of(ines, "Write down the hours agreed")
    assert "Enter whole hours, from 1 to 1000." in page.submit(hours="0", status=422).text
    page.submit(hours="10", per="programme", status=303)
    page.submit(hours="10", per="programme", status=303)
    text = record(ines).text.replace("\xa0", " ")
    assert "10 h 00 the whole programme" in text
    assert "2 h 15 in the whole programme" in text
    assert "1 h 00 not counted" in text
    assert "12" in page.submit(hours="12", per="month", status=409).text


def test_what_was_learned_is_kept_changed_and_deleted_by_its_author(make, visitor_of, ines):
    page = form_of(ines, "Add something")
    assert "Write a sentence" in page.submit(words=" ", status=422).text
    page.submit(words=LEARNED, status=303)
    page.submit(words=LEARNED, status=303)
    assert page.submit(words="Something else", status=409)
    [lesson] = session.scalars(select(Lesson.words)).all()
    assert lesson == LEARNED
    at = {"lesson_id": session.scalar(select(Lesson.id))}
    other = visitor_of(make.mentor_of(make.pairing(mentor=make.person("Max Moreau"))))
    other.get("mentoring.edit_lesson", status=404, **at)
    other.post("mentoring.remove_lesson", status=404, **at)
    first, second = (ines.get("mentoring.edit_lesson", **at) for _ in range(2))
    edit = ines.url("mentoring.edit_lesson", **at)
    first.submit(edit, words="I can wait", status=303)
    conflict = second.submit(edit, words="I cannot wait", status=409)
    assert "I can wait" in conflict.text
    conflict.submit(edit, status=303)
    assert "I cannot wait" in record(ines).text
    ines.post("mentoring.remove_lesson", **at)
    assert "Nothing yet." in record(ines).text


def test_confidence_is_said_once_at_the_start_and_once_at_the_end(make, pairing, ines):
    make.coaching_session(pairing)
    page = form_of(ines, "Say how sure you are")
    assert "Choose an answer" in page.submit(status=422).text
    assert "Choose one of these." in page.submit(show="9", status=422).text
    page.submit(show="2", let_do="1", status=303)
    page.submit(show="2", let_do="1", status=303)
    assert "it stays as it was" in page.submit(show="5", status=422).text
    make.coaching_session(pairing, on=pairing.accepted_on)
    assert "Say how sure you are" not in record(ines).links()
    end(pairing)
    form_of(ines, "Say how sure you are").submit(show="4", status=303)
    assert "so that somebody else can do it. 2, a little 4, mostly" in record(ines).text


def end(pairing):
    with unit_of_work():
        session.execute(update(Pairing).where(Pairing.id == pairing.id).values(state="ended"))


def test_a_certificate_shows_what_is_chosen_and_names_no_mentee(make, pairing, ines):
    make.coaching_session(pairing, stated=["presence-1b"], preparation_minutes=15)
    at = {"programme_id": pairing.programme_id}
    page = ines.get("mentoring.choose_certificate", **at)
    assert "There is one once your last pairing of this programme is over" in page.text
    pdf = ines.url("mentoring.send_certificate", **at)
    assert ines.get_path(pdf, status=303).location.endswith("/certificate")
    end(pairing)
    assert "Take my certificate along" in ines.get("mentoring.choose_certificate", **at).text
    whole = Document(ines.get_path(f"{pdf}?show=hours&show=sessions&show=areas").response.data)
    text = whole.text.replace("\xa0", " ")
    for words in ("Inès Garnier", "1 session held", "1 h 00 of sessions", "Presence and safety"):
        assert words in text
    assert "Claire" not in text
    little = Document(ines.get_path(f"{pdf}?show=odd").response.data).text
    assert "Inès Garnier" in little
    assert "held" not in little


def test_the_record_costs_the_same_however_much_is_in_it(make, pairing, ines, statements):
    counts = []
    for lessons in (1, 20):
        make.coaching_session(pairing, on=pairing.accepted_on + timedelta(days=lessons))
        own = {"person_id": pairing.mentor_id, "programme_id": pairing.programme_id}
        with unit_of_work():
            for _ in range(lessons):
                session.add(Lesson(**own, words=LEARNED, written_on=pairing.accepted_on))
        with statements() as sent:
            record(ines)
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 10


def test_what_one_kept_stays_one_s_own_before_and_after_a_proposal(make, visitor_of):
    pool, lost = make.programme(code="pool"), make.programme(code="lost")
    mentor = make.person("Max Moreau")
    make.enrolment(pool, mentor)
    proposed = make.pairing(lost, mentor, make.person("Eve Other"), state="proposed")
    max_ = visitor_of(mentor)
    hours = max_.get("mentoring.edit_hours", programme_id=pool.id)
    assert "10 h 00" in max_.follow(hours.submit(hours="10", status=303)).text.replace("\xa0", " ")
    max_.get("mentoring.add_lesson", programme_id=lost.id).submit(words=LEARNED, status=303)
    max_.get("pairings.decline_pairing", pairing_id=proposed.id).submit(status=303)
    with unit_of_work():
        session.execute(update(Enrolment).values(left_at=clock.now()))
    assert "I can wait." in max_.get("mentoring.show_record").text
    max_.post("mentoring.remove_lesson", lesson_id=session.scalar(select(Lesson.id)))
    assert session.scalar(select(Lesson.id)) is None
