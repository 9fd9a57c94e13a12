"""A programme that is over is kept as it was: by whom, when, and what is refused in it since."""

import json
from datetime import timedelta
from threading import Event, Thread

import pytest
from sqlalchemy import func, select

from squad.coaching.models import BroughtShare, Observation, RetentionShare, SecondLook
from squad.db.once import FormKey
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.files.reading import read_table
from squad.kernel.clock import clock
from squad.kernel.errors import ArchivedError, DomainError
from squad.pairings.actions import accept_pairing, proposals, propose_pairing
from squad.pairings.actions import archiving as act
from squad.pairings.imports.actions import import_pairings
from squad.pairings.models import Pairing
from squad.pairings.rules.archiving import ArchiveProblem
from squad.privacy.check import find_differences
from squad.programmes.models import Programme, ProgrammeArchiving
from squad.reports.cli import report
from tests.factories.reports import noon
from tests.integration.reports.test_brought import say

DAY = timedelta(days=1)
A_MOMENT = 1


@pytest.fixture
def today(app):
    return clock.today("Europe/Paris")


@pytest.fixture
def programme(make, today):
    return make.programme("spring", starts_on=today - 400 * DAY)


@pytest.fixture
def over(make, programme, today):
    """Its only pairing ended 120 days ago, with one milestone held and one unanswered."""
    pairing = make.pairing(
        programme, state="completed", since=today - 300 * DAY, ended_on=today - 120 * DAY
    )
    make.sitting(pairing, today - 200 * DAY)
    make.said(pairing, "purpose-1a", on=today - 200 * DAY, confirmed_on=today - 200 * DAY)
    make.said(pairing, "presence-1b", on=today - 200 * DAY, side="mentee")
    return pairing


@pytest.fixture
def coordinator(make, programme, visitor_of):
    return visitor_of(make.coordinator(programme))


def page_of(visitor, programme):
    return visitor.get("programmes.show_programme", programme_id=programme.id)


def archive(visitor, programme, status=303):
    page = visitor.get("pairings.archive_programme", programme_id=programme.id)
    here = visitor.url("pairings.archive_programme", programme_id=programme.id)
    return page.submit(here, status=status)


def count(model):
    session.rollback()
    return session.scalar(select(func.count()).select_from(model))


def stored(programme):
    session.rollback()
    session.expire_all()
    return session.scalar(select(Programme.archived_on).where(Programme.id == programme.id))


def test_the_coordinator_archives_it_and_opens_it_again(over, programme, coordinator, today):
    assert "It can be archived" in page_of(coordinator, programme).text
    page = coordinator.follow(archive(coordinator, programme))
    assert "Archived. Everything stays readable" in page.text
    assert stored(programme) == today
    assert "Import pairings" not in page.links()
    assert "Archived" in coordinator.get("programmes.list_programmes").text
    here = {"programme_id": programme.id, "status": 303}
    coordinator.post("pairings.archive_programme", {}, **here)
    assert count(ProgrammeArchiving) == 1
    assert list(find_differences()) == []
    for _ in range(2):
        page = coordinator.follow(coordinator.post("pairings.reopen_programme", {}, **here))
    assert "It can be archived" in page.text
    assert stored(programme) is None
    assert count(ProgrammeArchiving) == 2
    assert list(find_differences()) == []


def test_until_then_the_page_says_from_when(make, programme, coordinator, visitor_of, today):
    make.pairing(programme, state="ended", since=today - 200 * DAY, ended_on=today - 119 * DAY)
    text = page_of(coordinator, programme).text
    assert "Not yet: it can be archived from" in text
    page = archive(coordinator, programme, status=422)
    assert "It can be archived from" in page.text
    assert stored(programme) is None


@pytest.mark.parametrize("state", ["proposed", "accepted", "active", "paused"])
def test_while_a_pairing_is_live_it_cannot(make, programme, over, coordinator, state):
    make.pairing(programme, make.person(), make.person(), state=state)
    assert "Not yet: 1 pairing is under way or proposed." in page_of(coordinator, programme).text
    assert "still under way or proposed" in archive(coordinator, programme, status=422).text


def test_a_proposal_that_is_over_is_no_obstacle(make, programme, over, coordinator, today):
    make.pairing(programme, make.person(), make.person(), state="proposed", expires_on=today - DAY)
    archive(coordinator, programme)
    assert stored(programme) == today
    assert list(find_differences()) == []


def test_nobody_else_archives_it(make, programme, over, visitor_of):
    for person, status in ((make.hr_viewer(programme), 403), (make.mentor_of(over), 403)):
        visitor = visitor_of(person)
        assert "Archive" not in page_of(visitor, programme).text
        visitor.post("pairings.archive_programme", {}, programme_id=programme.id, status=status)


@pytest.fixture
def archived(over, programme, coordinator):
    archive(coordinator, programme)
    return over


def test_everything_is_refused_with_one_sentence(
    make, archived, programme, coordinator, visitor_of, today
):
    mentor, mentee = visitor_of(make.mentor_of(archived)), visitor_of(make.mentee_of(archived))
    of_pairing = {"pairing_id": archived.id}
    ids = session.scalars(select(Observation.id).order_by(Observation.id)).all()
    session.rollback()
    milestone = {**of_pairing, "code": "purpose-1a"}
    tries = [
        (mentor, "coaching.show_milestone", {"autonomy": "alone"}, milestone),
        (mentor, "coaching.recheck_milestone", {"autonomy": "alone"}, milestone),
        (mentee, "coaching.show_kept", {"autonomy": "alone"}, milestone),
        (mentor, "coaching.answer_observation", {"kind": "confirm"}, {"observation_id": ids[1]}),
        (mentor, "coaching.withdraw_observation", {}, {"observation_id": ids[0]}),
        (mentor, "coaching.rate_fluency", {}, {**of_pairing, "moment": "end"}),
        (mentee, "coaching.plan_session", {}, of_pairing),
        (mentee, "pairings.sign_agreement", {"number": "1"}, of_pairing),
        (coordinator, "pairings.pause_pairing", {}, of_pairing),
    ]
    for visitor, endpoint, body, args in tries:
        page = visitor.post(endpoint, body, **args, status=None)
        assert page.status in {409, 422}, endpoint
        assert "Nothing can be written into it any more" in page.text, endpoint
    page = coordinator.get("programmes.edit_programme", programme_id=programme.id)
    assert "Nothing can be written" in page.submit(status=None, name="Other").text
    assert list(find_differences()) == []
    session.rollback()
    assert mentee.get("coaching.list_milestones", pairing_id=archived.id)
    assert mentor.get("coaching.show_milestone", **milestone)
    assert coordinator.get("pairings.show_pairing", pairing_id=archived.id)


def test_what_was_shared_can_be_taken_back_and_not_shared_anew(
    make, over, programme, coordinator, visitor_of, today
):
    said = say(over, today - 190 * DAY, shared=True)
    ids = over.id, said.id, make.mentee_of(over)
    with unit_of_work():
        session.add(
            RetentionShare(
                pairing_id=ids[0], number=1, no_longer=2, happened_on=today - 20 * DAY,
                known_at=noon(today - 20 * DAY), by_id=ids[2].id,
            )
        )  # fmt: skip
    archive(coordinator, programme)
    mentee = visitor_of(ids[2])
    mentee.post("coaching.withdraw_brought", brought_id=ids[1])
    kept = {"pairing_id": ids[0]}
    mentee.post("coaching.share_kept", {"shared": "0"}, **kept)
    session.rollback()
    share = session.scalars(select(BroughtShare)).one()
    assert (share.answer, share.words) == (None, None)
    assert session.scalars(select(RetentionShare.no_longer)).all() == [None, None]
    for refused in (
        mentee.post("coaching.share_brought", brought_id=ids[1], status=409),
        mentee.post("coaching.share_kept", {"shared": "1"}, **kept, status=409),
    ):
        assert "Nothing can be written into it any more" in refused.text
    assert list(find_differences()) == []


def test_an_offer_of_a_look_can_be_taken_back(make, over, programme, coordinator, visitor_of):
    asked = make.person()
    with unit_of_work():
        offer = SecondLook(
            pairing_id=over.id, milestone_code="purpose-1a", asked_id=asked.id, purposes="support",
            signs="Two customers answered", happened_on=clock.today("Europe/Paris"),
            known_at=clock.now(),
        )  # fmt: skip
        session.add(offer)
    look_id, mentee = offer.id, make.mentee_of(over)
    archive(coordinator, programme)
    visitor_of(mentee).post("coaching.withdraw_second_look", look_id=look_id, status=303)
    session.rollback()
    assert session.scalars(select(SecondLook.signs)).one() == ""


def test_what_was_typed_is_shown_to_be_taken_along(make, archived, programme, visitor_of):
    mentor = visitor_of(make.mentor_of(archived))
    body = {
        "autonomy": "alone", "words": "Seen in the thread\nof <Monday>", "link": "https://ex.am/Ple",
        "form_key": "Some key", "on": "2026-11-03",
    }  # fmt: skip
    page = mentor.post(
        "coaching.show_milestone", body, pairing_id=archived.id, code="purpose-1a", status=409
    )
    shown = [p.text for p in page.tree.iter("p") if p.get("class") == "pre"]
    assert shown == ["Seen in the thread\nof <Monday>", "https://ex.am/Ple"]


def test_nobody_is_proposed_or_imported_into_it(make, archived, programme, coordinator, today):
    mentor, mentee = make.person(), make.person()
    by = make.viewer(make.coordinator(programme, "Second One"))
    row = f"mentor,mentee,programme,state\n{mentor.email},{mentee.email},spring,proposed\n"
    table = read_table(row.encode(), "pairings.csv")
    ids = mentor.id, mentee.id
    session.rollback()
    with pytest.raises(ArchivedError), unit_of_work():
        propose_pairing(
            programme_id=programme.id, mentor_id=ids[0], mentee_id=ids[1], acknowledged=True,
            by=by, form=FormKey("k", "h"),
        )  # fmt: skip
    for whose in (programme.id, None):
        with pytest.raises(ArchivedError), unit_of_work():
            import_pairings(by=None, table=table, programme_id=whose)
    assert count(Pairing) == 1


def test_its_reports_are_as_of_that_day_unless_asked(
    app, make, archived, programme, coordinator, visitor_of, today, monkeypatch
):
    monkeypatch.setattr(clock, "shift", clock.shift + 3 * DAY)
    coordinator = visitor_of(make.coordinator(programme, "Later One"))
    page = coordinator.get("reports.show_cohort", programme="spring")
    assert "its reports are as of that day unless another is asked for" in page.text
    exported = coordinator.get("reports.export_cohort", format_="json", programme="spring")
    assert exported.response.json["as_of"] == today.isoformat()
    assert exported.response.json["archived_on"] == today.isoformat()
    args = {"mentee_id": archived.mentee_id, "programme": "spring"}
    one = coordinator.get("reports.show_mentee", **args)
    assert "its reports are as of that day" in one.text
    asked = coordinator.get("reports.export_mentee", format_="json", as_of=today + DAY, **args)
    assert asked.response.json["as_of"] == (today + DAY).isoformat()
    session.rollback()
    done = app.test_cli_runner().invoke(report, ["cohort", "spring"])
    assert json.loads(done.output)["as_of"] == today.isoformat()


def race(app, first, second, module, name, monkeypatch):
    """`first` stops within `name` of `module` until `second` had its chance; who came through."""
    reached, go_on, done = Event(), Event(), []
    real = getattr(module, name)

    def slowly(*args, **kwargs):
        reached.set()
        go_on.wait(10)
        return real(*args, **kwargs)

    monkeypatch.setattr(module, name, slowly)

    def run(label, action):
        with app.app_context():
            try:
                with unit_of_work():
                    action()
                done.append(label)
            except DomainError as error:
                done.append(error.code)
            session.remove()

    threads = [
        Thread(target=run, args=("first", first)),
        Thread(target=run, args=("second", second)),
    ]
    threads[0].start()
    assert reached.wait(10)
    threads[1].start()
    threads[1].join(A_MOMENT)
    go_on.set()
    for thread in threads:
        thread.join()
    return set(done)


def test_who_accepts_first_keeps_it_open(app, make, programme, over, monkeypatch):
    mentee = make.person()
    pairing = make.pairing(programme, make.person(), mentee, state="proposed")
    by, archiver = make.viewer(mentee), make.viewer(make.coordinator(programme))
    one, all_of_it = pairing.id, programme.id
    session.rollback()
    done = race(
        app,
        lambda: accept_pairing(pairing_id=one, by=by),
        lambda: act.archive_programme(programme_id=all_of_it, by=archiver),
        proposals,
        "note_acceptance",
        monkeypatch,
    )
    assert done == {"first", ArchiveProblem.LIVE}
    assert list(find_differences()) == []


def test_who_archives_first_lets_nobody_in(app, make, programme, over, monkeypatch):
    mentor, mentee = make.person(), make.person()
    archiver = make.viewer(make.coordinator(programme))
    ids = programme.id, mentor.id, mentee.id
    session.rollback()
    done = race(
        app,
        lambda: act.archive_programme(programme_id=ids[0], by=archiver),
        lambda: propose_pairing(
            programme_id=ids[0], mentor_id=ids[1], mentee_id=ids[2], acknowledged=True,
            by=archiver, form=FormKey("k", "h"),
        ),
        act,
        "keep_archiving",
        monkeypatch,
    )  # fmt: skip
    assert done == {"first", "programme_archived"}
    assert count(Pairing) == 1


def test_who_writes_meanwhile_waits_and_is_refused(app, make, programme, over, monkeypatch):
    from squad.coaching.actions.observations import withdraw_observation
    from squad.coaching.queries.contexts import find_context_for

    archiver, mentor = make.viewer(make.coordinator(programme)), make.viewer(make.mentor_of(over))
    one, all_of_it = over.id, programme.id
    session.rollback()

    def withdraw():
        context = find_context_for(mentor, one, now=clock.now(), lock=True)
        observation = session.scalars(select(Observation).order_by(Observation.id)).first()
        withdraw_observation(by=mentor, context=context, observation=observation)

    done = race(
        app,
        lambda: act.archive_programme(programme_id=all_of_it, by=archiver),
        withdraw,
        act,
        "keep_archiving",
        monkeypatch,
    )
    assert done == {"first", "programme_archived"}
