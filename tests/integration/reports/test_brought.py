"""What it brought, on reports: all for the two, what is shared for others, a count for five."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from squad.coaching.models import Brought, BroughtShare
from squad.coaching.rules.brought import BroughtAnswer
from squad.coaching.rules.ratings import Moment
from squad.db.session import session
from squad.db.settling import Touched, touch
from squad.db.unit_of_work import unit_of_work
from squad.jobs.worker import Worker
from squad.pairings.models import AgreementPurpose, AgreementVersion, Pairing
from squad.privacy.check import find_differences
from squad.programmes.rules import ReadingMode
from squad.reports.documents.models import BatchDocument
from squad.reports.ledger.reading import load_sums
from squad.reports.ledger.rules.measures import Measure, sign
from squad.reports.queries.programmes import find_by_code
from squad.reports.rules import last_month_end
from tests.factories.reports import noon
from tests.support.replayed import replayed_beside

DAY = timedelta(days=1)
SECRET = "Nur für uns zwei"


def say(pairing, on, *, answer="partly", words="One sentence", shared=False, moment="half"):
    """What the mentee said of the first sign on a day, shared that day or not."""
    with unit_of_work():
        purpose = session.scalars(
            select(AgreementPurpose)
            .join(AgreementVersion, AgreementVersion.id == AgreementPurpose.agreement_version_id)
            .where(AgreementVersion.pairing_id == pairing.id)
        ).first()
        said = Brought(
            pairing_id=pairing.id, moment=Moment(moment), number=1, purpose_id=purpose.id,
            answer=answer, value_now="two", words=words, happened_on=on, known_at=noon(on),
        )  # fmt: skip
        session.add(said)
        session.flush()
        if shared:
            session.add(
                BroughtShare(
                    brought_id=said.id, kind=purpose.kind, answer=BroughtAnswer(answer),
                    value_at_start="none", value_now="two", words=words, happened_on=on,
                    known_at=noon(on),
                )
            )  # fmt: skip
            touch(Touched.SHARED, [(pairing.programme_id, pairing.mentee_id)])
    return said


def test_the_ledger_counts_mentors_and_signs_as_a_replay_does(story, today):
    ada, bea = story.pairings["Ada"], story.pairings["Bea"]
    say(ada, today - 60 * DAY, answer="no", shared=True)
    say(ada, today - 9 * DAY, answer="reached", shared=True, moment="end")
    kept = say(bea, today - 30 * DAY, shared=True)
    card, days = find_by_code("spring"), [today - ago * DAY for ago in (0, 1, 9, 30, 59, 60, 130)]

    def agree():
        for day in days:
            sums = load_sums(card.id, day)
            signs = {each: sums.total(sign(each)) for each in BroughtAnswer}
            beside = sums.total(Measure.MENTORS), sums.total(Measure.SHARING), Counter(signs)
            assert beside == replayed_beside(card, day), day
        assert list(find_differences()) == []

    agree()
    with unit_of_work():
        gone = update(BroughtShare).where(BroughtShare.brought_id == kept.id)
        session.execute(gone.values(answer=None, withdrawn_at=noon(today)))
        touch(Touched.SHARED, [(bea.programme_id, bea.mentee_id)])
    agree()


@pytest.fixture
def two(make, today):
    """A pairing that said one thing it shares and, at the end, one that it does not."""
    pairing = make.pairing(make.programme("spring"), since=today - 60 * DAY)
    say(pairing, today - 20 * DAY, words="Everybody may know", shared=True)
    say(pairing, today - 5 * DAY, answer="reached", words=SECRET, moment="end")
    return pairing


def test_the_two_read_all_and_others_what_is_shared(two, make, visitor_of):
    programme_id, mentee = two.programme_id, make.mentee_of(two)
    own = visitor_of(mentee).get("reports.show_me")
    mentor = visitor_of(make.mentor_of(two)).get("reports.show_mentee", mentee_id=mentee.id)
    for page in (own, mentor):
        assert SECRET in page.text
        assert "Everybody may know" in page.text
    from squad.programmes.models import Programme

    programme = session.get_one(Programme, programme_id)
    for person in (make.hr_viewer(programme), make.coordinator(programme)):
        visitor = visitor_of(person)
        page = visitor.get("reports.show_mentee", mentee_id=mentee.id)
        assert "Everybody may know" in page.text
        assert "At the start: none" in page.text
        assert "Two customers answered in a day" not in page.text
        assert SECRET not in page.text
        data = visitor.get("reports.export_mentee", mentee_id=mentee.id, format_="json")
        (said,) = data.response.get_json()["brought"]
        assert (said["moment"], said["purpose"], said["answer"], said["now"]) == (
            "half", "support", "partly", "two")  # fmt: skip


def test_the_mentee_sees_what_hr_gets(two, make, visitor_of):
    page = visitor_of(make.mentee_of(two)).get("reports.show_hr_view")
    assert "Everybody may know" in page.text
    assert SECRET not in page.text


def test_a_day_before_it_was_said_does_not_know_it(two, make, visitor_of, today):
    mentee = make.mentee_of(two)
    from squad.programmes.models import Programme

    hr = visitor_of(make.hr_viewer(session.get_one(Programme, two.programme_id)))
    asked = {"mentee_id": mentee.id, "as_of": today - 21 * DAY}
    assert hr.get("reports.show_mentee", **asked).by_id("brought") is None
    own = visitor_of(mentee).get("reports.show_mentee", **{**asked, "as_of": today - 10 * DAY})
    assert "Everybody may know" in own.text
    assert SECRET not in own.text


def test_a_day_before_it_was_shared_does_not_say_that_it_is(two, make, visitor_of, today):
    with unit_of_work():
        share = session.scalars(select(BroughtShare)).one()
        share.happened_on, share.known_at = today - 8 * DAY, noon(today - 8 * DAY)
    own = visitor_of(make.mentee_of(two))
    told = own.get("reports.show_me", as_of=today - 8 * DAY).text
    assert "Shared." in told
    told = own.get("reports.show_me", as_of=today - 9 * DAY).text
    assert "Shared." not in told
    assert "Read by the two of you, nobody else." in told


def test_what_is_taken_back_is_gone_for_every_day(two, make, visitor_of, today):
    mentee = make.mentee_of(two)
    brought_id = session.scalar(select(BroughtShare.brought_id))
    visitor_of(mentee).post("coaching.withdraw_brought", brought_id=brought_id)
    from squad.programmes.models import Programme

    hr = visitor_of(make.hr_viewer(session.get_one(Programme, two.programme_id)))
    for day in (None, today - 10 * DAY):
        page = hr.get("reports.show_mentee", mentee_id=mentee.id, as_of=day)
        assert page.by_id("brought") is None


@pytest.mark.parametrize("people", [4, 5])
@pytest.mark.parametrize("mode", list(ReadingMode))
def test_the_whole_programme_needs_five_who_share(make, visitor_of, today, people, mode):
    programme = make.programme("spring", reading_mode=mode)
    on = last_month_end(today)
    for n in range(6):
        pairing = make.pairing(programme, make.person(), make.person(), since=on - 40 * DAY)
        say(pairing, on - DAY, answer="no", shared=n < people)
        if n == 0:
            say(pairing, on, answer="reached", shared=True, moment="end")
    hr = visitor_of(make.hr_viewer(programme))
    found = hr.get("reports.export_cohort", format_="json").response.get_json()["brought"]
    page = hr.get("reports.show_ratings")
    named = mode is ReadingMode.NAMED
    if people < 5:
        assert found is None
        assert ("fewer than 5 people share" if named else "Nothing can be shown yet") in page.text
        return
    assert found["mentees"] == 5
    latest = {"reached": 1, "partly": 0, "no": 4, "too_early": 0}
    half = {"reached": 0, "partly": 0, "no": 5, "too_early": 0}
    assert found["signs"] == (latest if named else half)
    assert found["moments"] == (
        None if named else {"half": {"mentees": 5, "signs": half}, "end": None}
    )
    assert "Shared by 5 people" in page.text
    assert ("by 5 people or more at once" in page.text) is not named


def test_what_is_taken_back_is_in_no_document_that_waits_for_hr(two, make, visitor_of, app):
    from squad.programmes.models import Programme

    person = make.hr_viewer(session.get_one(Programme, two.programme_id))
    make.account(person)
    hr = visitor_of(person)
    path = hr.get("reports.ask_documents").submit().location
    Worker(app).drain()
    assert hr.get_path(path).h1 == "1 report is ready."
    brought_id = session.scalar(select(BroughtShare.brought_id))
    visitor_of(make.mentee_of(two)).post("coaching.withdraw_brought", brought_id=brought_id)
    session.rollback()
    assert session.scalars(select(BatchDocument.content)).all() == [None]
    page = hr.get_path(path)
    assert page.h1 == "There is no report left to take."
    assert "1 report was left out, as something in it has changed." in page.text
    hr.get_path(f"{path}.zip", status=200)


def share_of_one_in_groups(make, on, count, *, earlier):
    """A programme read in groups: five who shared at `earlier`, and `count` more on a day."""
    programme = make.programme("spring", reading_mode=ReadingMode.GROUPS_ONLY)
    days = [earlier] * 5 + [on] * count
    for day in days:
        pairing = make.pairing(programme, make.person(), make.person(), since=earlier - 40 * DAY)
        say(pairing, day, answer="no" if day == on else "partly", shared=True)
    return programme


@pytest.mark.parametrize("more", [1, 4, 5])
def test_two_month_ends_never_differ_by_fewer_than_five(make, visitor_of, today, more):
    end = last_month_end(today)
    programme = share_of_one_in_groups(make, end, more, earlier=last_month_end(end))
    hr = visitor_of(make.hr_viewer(programme))

    def told(day):
        asked = {"format_": "json", "as_of": day}
        return hr.get("reports.export_cohort", **asked).response.get_json()["brought"]

    before, after = told(last_month_end(end)), told(end)
    assert (before["mentees"], before["signs"]["partly"], before["signs"]["no"]) == (5, 5, 0)
    assert (after["mentees"], after["signs"]["no"]) == ((10, 5) if more == 5 else (5, 0))
    assert f"Shared by {after['mentees']} people" in hr.get("reports.show_ratings").text
    asked = hr.get("reports.show_ratings", as_of=last_month_end(end))
    assert "Shared by 5 people" in asked.text


def test_whoever_takes_it_back_takes_their_step_along(make, visitor_of, today):
    end = last_month_end(today)
    programme = share_of_one_in_groups(make, end, 5, earlier=last_month_end(end))
    brought = session.scalars(select(Brought).order_by(Brought.id)).first()
    mentee = make.mentee_of(session.get_one(Pairing, brought.pairing_id))
    visitor_of(mentee).post("coaching.withdraw_brought", brought_id=brought.id)
    hr = visitor_of(make.hr_viewer(programme))
    asked = {"format_": "json", "as_of": end}
    found = hr.get("reports.export_cohort", **asked).response.get_json()["brought"]
    assert (found["mentees"], found["signs"]["no"], found["signs"]["partly"]) == (5, 5, 0)
    asked["as_of"] = last_month_end(end)
    assert hr.get("reports.export_cohort", **asked).response.get_json()["brought"] is None
