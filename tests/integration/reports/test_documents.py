"""A report as a document: what HR may read, the same for everybody, tagged, on its pages."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from squad.audit.models import AuditEvent, Receipt
from squad.db.session import session
from squad.framework.rules.model import Area
from squad.pairings.rules.agreement import MOST_PURPOSES
from squad.programmes.rules import ReadingMode
from squad.reports.documents.making import cohort_document_of, document_of
from squad.reports.queries.cohort import Ask, load_cohort
from squad.reports.queries.programmes import find_by_code
from squad.reports.queries.report import load_report
from squad.reports.shapes import Reader
from tests.integration.reports.conftest import tell
from tests.integration.reports.test_brought import say
from tests.support.documents import Document

CANARY = "Xylophonia"
NAMED_EXPORT = AuditEvent.name == "report_exported"
PURPOSES = ("marketing", "recruiting", "collaboration", "reputation", "crisis")
FOOT = "confirmed by the other of the pair"


def taken(visitor, person, status=200, **asked):
    """The bytes of somebody's document."""
    page = visitor.get(
        "reports.export_mentee_document", mentee_id=person.id, status=status, **asked
    )
    return page.response.get_data()


def report_of(person):
    return load_report(find_by_code("spring"), person.id, Reader.HR)


@pytest.fixture
def readers(story, make, visitor_of):
    """Everybody who may open Ada's report."""
    return {
        "mentee": visitor_of(story.people["Ada"]),
        "mentor": visitor_of(story.mentors["Ada"]),
        "coordinator": visitor_of(make.coordinator(story.programme)),
        "hr": visitor_of(make.hr_viewer(story.programme)),
    }


@pytest.fixture
def marked(story, make, today):
    """A canary in every text of Ada's pair, said and agreed; one sentence that Ada shares."""
    pairing = story.pairings["Ada"]
    make.said(pairing, "listening-1b", on=today, confirmed_on=today, words=CANARY)
    make.sitting(pairing, today - timedelta(days=2))
    make.agreement(
        pairing,
        number=2,
        purposes=(("support", CANARY, CANARY),),
        place=CANARY,
        out_of_bounds=CANARY,
        communities=CANARY,
        ask_before_publishing=CANARY,
    )
    say(pairing, today, words="Everybody may know", shared=True)
    say(pairing, today, words=CANARY, moment="end")


def test_whoever_takes_it_along_takes_the_same_and_no_word_of_the_pair(story, readers, marked):
    taken_by = {who: taken(visitor, story.people["Ada"]) for who, visitor in readers.items()}
    assert len(set(taken_by.values())) == 1
    document = Document(taken_by["mentee"])
    assert CANARY not in f"{document.text} {document.said}"
    for said in ("Ada Mentee", story.programme.name, "Everybody may know", "listening-1b", FOOT):
        assert said in document.text
    for name in ("Nadia Ferhat", "Paul Mercier"):
        assert name not in document.text


def test_it_is_tagged_titled_and_says_what_its_drawings_show(story):
    document = Document(document_of(report_of(story.people["Ada"]), "en"))
    assert document.tagged
    assert document.claims_the_standard
    assert document.reader.metadata.title.startswith("Ada Mentee, as of ")
    assert document.reader.metadata.author is None
    assert {"/H1", "/H2", "/Table", "/TH", "/Figure"} <= document.kinds
    assert any("the target is" in said for said in document.said)
    assert "1 held (1 of them at the start), 1 next" in document.said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "7 milestones held of 16"),
        ("fr", "convenu dans la charte du"),
        ("fr-CA", "convenu dans l’entente du"),
    ],
)
def test_it_speaks_the_reader_s_language(story, language, said):
    document = Document(document_of(report_of(story.people["Bea"]), language))
    assert said in document.text
    assert document.root["/Lang"] == language


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_longest_stays_on_one_page_with_an_annex(make, today, language):
    programme = make.programme("spring", name="An edition " * 10)
    long = {"function": "Operations " * 10, "site": "A long place " * 8}
    mentee, mentor = make.person("Maximiliane " * 9 + "Longname", **long), make.person("M" * 120)
    pairing = make.pairing(programme, mentor, mentee, agreement=False)
    make.agreement(
        pairing,
        target=dict.fromkeys(Area, 3),
        purposes=[(kind, "A sign", "none") for kind in PURPOSES[:MOST_PURPOSES]],
    )
    codes = list(find_by_code("spring").framework.milestones)
    make.said(pairing, *codes, on=today, confirmed_on=today)
    document = Document(document_of(report_of(mentee), language))
    assert [codes[0] in page for page in document.pages[:2]] == [False, True]
    assert all(document.text.count(f" {code}") == 1 for code in codes)


def test_before_anything_is_held_it_is_one_page(make):
    programme = make.programme("spring")
    mentee = make.mentee_of(make.pairing(programme, agreement=False))
    document = Document(document_of(report_of(mentee), "en"))
    assert len(document.pages) == 1
    assert "No agreement is signed yet." in document.text
    assert FOOT in document.text


def test_a_name_in_letters_that_no_face_has_is_kept(make):
    programme = make.programme("spring")
    mentee = make.mentee_of(make.pairing(programme, mentee=make.person("王 Łucja Dvořák")))
    document = Document(document_of(report_of(mentee), "en"))
    assert document.tagged
    assert not document.claims_the_standard
    assert "Łucja Dvořák" in document.text


def test_it_is_made_of_nothing_but_what_hr_reads(story):
    own = load_report(find_by_code("spring"), story.people["Ada"].id, Reader.MENTEE)
    with pytest.raises(ValueError, match="what HR reads"):
        document_of(own, "en")


def test_who_took_it_is_noted_and_its_name_names_nobody(story, readers, today):
    ada = story.people["Ada"]
    page = readers["hr"].get("reports.export_mentee_document", mentee_id=ada.id)
    assert page.headers["Content-Disposition"] == (
        f'attachment; filename="spring-{ada.id}-{today}.pdf"'
    )
    taken(readers["mentor"], ada)
    assert session.scalars(select(Receipt.what)).all() == ["export_pdf"]
    events = session.scalars(select(AuditEvent.details).where(NAMED_EXPORT)).all()
    noted = {"programme": story.programme.id, "table": "mentee", "format": "pdf"}
    assert events == [noted] * 2
    mine = readers["mentee"].get("reports.show_hr_view")
    assert "your report as a document (PDF)" in mine.text
    own = readers["mentee"].get("reports.show_me").links()["PDF"]
    assert readers["mentee"].get_path(own).headers["Content-Type"] == "application/pdf"


def test_nobody_s_document_is_hr_s_in_groups_only(make, today, visitor_of):
    grouped = tell(make, today, reading_mode=ReadingMode.GROUPS_ONLY)
    ada = grouped.people["Ada"]
    taken(visitor_of(make.hr_viewer(grouped.programme)), ada, status=403)
    assert b"%PDF" in taken(visitor_of(ada), ada)
    taken(visitor_of(ada), grouped.people["Bea"], status=404)


def test_a_day_before_there_was_a_pairing_has_none(story, visitor_of, today):
    ada = story.people["Ada"]
    taken(visitor_of(ada), ada, status=404, as_of=today - timedelta(days=900))
    taken(visitor_of(ada), ada, status=404, programme="nowhere")


def crowd(make, today, people, **values):
    """A named programme since two months, of people in three functions."""
    since = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    programme = make.programme("spring", starts_on=since, **values)
    mentor = make.person("Only Mentor")
    for n in range(people):
        mentee = make.person(f"Mentee Number{n:02}", function=("Sales", "Legal", "Board")[n % 3])
        pairing = make.pairing(programme, mentor, mentee, since=since)
        make.said(pairing, "purpose-1a", on=since, confirmed_on=since)
        make.sitting(pairing, since, state="held" if n else "missed")
    return programme


def groups_taken(visitor, **asked):
    page = visitor.get("reports.export_cohort_document", **asked)
    return Document(page.response.get_data())


def test_a_programme_is_one_page_of_groups_at_the_month_s_end(make, today, visitor_of):
    programme = crowd(make, today, 16)
    end = today.replace(day=1) - timedelta(days=1)
    hr = visitor_of(make.hr_viewer(programme))
    document = groups_taken(hr, as_of=end, function="Sales", q="Number03")
    assert len(document.pages) == 1
    assert (document.tagged, document.claims_the_standard) == (True, True)
    assert f"as of {end.day} {end:%B %Y}" in document.text
    assert "16 people are at the start of the ladder." in document.text
    assert "Legal 5 5 0 0 0" in document.text
    assert f"{end:%B}: Start 16, Broadcast 0, Conversation 0, Proactive care 0" in document.said[0]
    assert "Mentee Number" not in document.text
    assert session.scalars(select(Receipt)).all() == []
    coordinator = visitor_of(make.coordinator(programme))
    assert groups_taken(coordinator).text == document.text
    assert any(name.startswith("PDF by groups") for name in hr.get("reports.show_cohort").links())


def test_small_groups_are_put_together_though_people_are_read_by_name(make, today, visitor_of):
    programme = crowd(make, today, 14)
    document = groups_taken(visitor_of(make.hr_viewer(programme)))
    assert "Board" not in document.text
    assert "other" in document.text
    assert document.text.count("Left out: fewer than two groups of 5 people or more") == 4


def test_under_five_people_a_document_says_nothing(make, today, visitor_of):
    programme = crowd(make, today, 4)
    document = groups_taken(visitor_of(make.hr_viewer(programme)))
    assert "Too few people for figures about a group." in document.text
    assert "so every figure is left out" in document.text
    assert "Sessions, by side" not in document.text


def test_a_programme_read_by_name_is_no_document(story):
    cohort = load_cohort(find_by_code("spring"), Reader.HR, Ask())
    with pytest.raises(ValueError, match="nobody by name"):
        cohort_document_of(cohort, "en")
