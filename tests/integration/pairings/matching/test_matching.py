"""From an empty pool to proposals: adding, answering, drafting, changing by hand, publishing."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from squad.db.once import FormKey
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.framework.rules.fluency import Side
from squad.framework.rules.model import Area, NetworkKind
from squad.kernel.clock import clock
from squad.kernel.errors import StaleVersionError
from squad.notify.models import Notice
from squad.pairings.matching.actions import drafts, publishing, runs
from squad.pairings.matching.models import Enrolment, MatchDraft, MatchLeftOver, MatchPair
from squad.pairings.models import Pairing
from squad.pairings.rules.states import PairingState
from squad.people.models import Person

HERE = "matching.show_matching"


@pytest.fixture
def programme(make):
    return make.programme()


@pytest.fixture
def coordinator(make, programme):
    return make.coordinator(programme)


@pytest.fixture
def desk(visitor_of, coordinator):
    return visitor_of(coordinator)


@pytest.fixture
def four(make, programme):
    """Two mentors with a place each, two mentees; what speaks for whom crosses over."""
    both = {"strengths": "listening", "networks": "public"}
    return {
        "ines": make.enrolment(programme, make.person("Inès Garnier"), capacity=1, **both),
        "ole": make.enrolment(programme, make.person("Ole Berg", function="IT")),
        "claire": make.enrolment(
            programme, make.person("Claire Dumas"), "mentee",
            purposes="competitors", networks="public",
        ),
        "paul": make.enrolment(programme, make.person("Paul Marchand"), "mentee"),
    }  # fmt: skip


def send(page, ending, status=303, **values):
    """Send the form that posts to an address with this ending."""
    forms = [form for form in page.tree.iter("form") if form.get("method") == "post"]
    which = next(f for f in forms if f.get("action").partition("?")[0].endswith(ending))
    return page.submit(which, status=status, **values)


def drafted(desk, programme):
    page = desk.get(HERE, programme_id=programme.id)
    return desk.follow(send(page, "/matching/run"))


def pairs():
    """Mentee → mentor of the draft, by name."""
    rows = session.execute(select(MatchPair.mentee_id, MatchPair.mentor_id)).all()
    names = dict(session.execute(select(Person.id, Person.name)).all())
    session.rollback()
    return {names[mentee]: names[mentor] for mentee, mentor in rows}


def test_people_of_the_roster_are_added_by_a_filter_or_by_ticks(make, desk, programme):
    team = [make.person(level="Team") for _ in range(3)]
    make.person(level="Team", active=False)
    board = [make.person(level="Board"), make.person(level="Board")]
    at = {"programme_id": programme.id, "level": "Team", "side": "mentor"}
    page = desk.get("matching.add_people", **at)
    added = send(page, "people/new", everybody="yes", capacity="3")
    assert desk.follow(added).text.count("9 places in all") == 1
    send(page, "people/new", everybody="yes", capacity="3")
    at = {"programme_id": programme.id, "level": "Board", "side": "mentee"}
    page = desk.get("matching.add_people", **at)
    assert "Choose at least one person." in send(page, "people/new", status=422).text
    send(page, "people/new", person=str(board[0].id))
    assert board[0].list_name not in desk.get("matching.add_people", **at).text
    rows = session.execute(select(Enrolment.person_id, Enrolment.side, Enrolment.capacity)).all()
    wanted = {(person.id, Side.MENTOR, 3) for person in team} | {(board[0].id, Side.MENTEE, 1)}
    assert {tuple(row) for row in rows} == wanted


def test_who_is_in_the_pool_already_is_not_added_again(make, desk, programme):
    inside, new = make.enrolment(programme, make.person()), make.person()
    page = desk.get("matching.add_people", programme_id=programme.id, side="mentor")
    version = inside.version
    shown = desk.follow(send(page, "people/new", person=[inside.person_id, new.id]))
    assert "1 mentor added." in shown.text
    session.expire_all()
    assert session.get(Enrolment, inside.id).version == version


def test_whoever_can_sign_in_is_told_of_the_questions_until_they_answer(
    make, visitor_of, desk, programme
):
    ines, away = make.person("Inès Garnier", level="Team"), make.person(level="Team")
    make.account(ines)
    page = desk.get("matching.add_people", programme_id=programme.id, level="Team", side="mentor")
    send(page, "people/new", everybody="yes", capacity="2")
    told = session.scalars(select(Notice.person_id).where(Notice.kind == "enrolled")).all()
    assert told == [ines.id] != [away.id]
    visitor = visitor_of(ines)
    notices = visitor.get("notify.list_notices")
    assert f"You could mentor somebody in {programme.name}. new" in notices.text
    page = visitor.follow(send(notices, "/open"))
    send(page, "/enrolments/1", strengths="care", capacity="2")
    assert "You have read them all." in visitor.get("notify.list_notices").text


def test_whoever_was_added_answers_from_home_and_may_leave(
    make, visitor_of, desk, coordinator, programme
):
    enrolment = make.enrolment(programme, make.person("Inès Garnier", site="Lyon"))
    where = {"enrolment_id": enrolment.id}
    ines = visitor_of(make.person_of(enrolment))
    home = ines.get("home.show_home")
    assert home.h1 == "A few questions wait for you."
    assert home.links()[coordinator.name] == f"mailto:{coordinator.email}"
    page = ines.get_path(home.links()["Answer the questions"])
    assert "HR does not read it." in page.text
    said = {"strengths": "care", "networks": "internal", "hours": "mon-morning", "capacity": "0"}
    refused = send(page, f"/enrolments/{enrolment.id}", status=422, **said)
    assert "Enter a number from 1 to 10." in refused.text
    stale = desk.get("matching.edit_enrolment", **where)
    send(page, f"/enrolments/{enrolment.id}", status=303, **{**said, "capacity": "2"})
    assert "See or change your answers" in ines.get("home.show_home").text
    both = send(stale, f"/enrolments/{enrolment.id}", status=409, site="Nantes")
    assert "Care and action" in both.text
    assert "Nantes" in both.text
    session.refresh(enrolment)
    stored = (enrolment.strengths, enrolment.hours, enrolment.site, enrolment.languages)
    assert stored == ("care", "mon-morning", "Lyon", "en")
    send(ines.get("matching.edit_enrolment", **where), "/leave")
    ines.get("matching.edit_enrolment", status=403, **where)
    desk.get("matching.edit_enrolment", status=404, **where)
    session.refresh(enrolment)
    assert enrolment.left_at is not None


def test_a_draft_tells_why_and_becomes_proposals(make, desk, programme, four):
    boss = make.person_of(four["paul"])
    with unit_of_work():
        make.person_of(four["ole"]).manager_id = boss.id
    page = drafted(desk, programme)
    assert pairs() == {"Paul Marchand": "Inès Garnier", "Claire Dumas": "Ole Berg"}
    four["extra"] = make.enrolment(programme, make.person("Eva Extra", language="fr"), "mentee")
    page = drafted(desk, programme)
    for words in ("2 pairs in the draft.", "Eva Extra", "2 mentors have no language in common.",
                  "Another function"):  # fmt: skip
        assert words in page.text
    asking = desk.get_path(page.links()["Publish as proposals"])
    shown = desk.follow(send(asking, "/matching/publish"))
    assert "2 pairings are proposed." in shown.text
    send(asking, "/matching/publish")  # a second click
    states = session.scalars(select(Pairing.state)).all()
    assert states == [PairingState.PROPOSED] * 2
    assert pairs() == {}
    drafted(desk, programme)  # nobody is left who could be matched
    assert pairs() == {}


def test_live_pairings_take_places_and_what_was_declined_is_not_drafted_again(
    make, desk, programme, four
):
    ines, claire, paul = (make.person_of(four[name]) for name in ("ines", "claire", "paul"))
    make.pairing(programme, ines, claire, state="declined")
    drafted(desk, programme)
    assert pairs() == {"Paul Marchand": "Inès Garnier", "Claire Dumas": "Ole Berg"}
    pairing = make.pairing(programme, ines, paul, state="proposed")
    drafted(desk, programme)
    assert pairs() == {"Claire Dumas": "Ole Berg"}
    with unit_of_work():
        lapsed = session.get(Pairing, pairing.id)
        lapsed.expires_on = clock.today(programme.time_zone) - timedelta(days=1)
    drafted(desk, programme)
    assert pairs() == {"Paul Marchand": "Inès Garnier", "Claire Dumas": "Ole Berg"}


def test_by_hand_an_exchange_a_choice_out_and_around_locks(make, desk, programme, four):
    page = drafted(desk, programme)
    assert pairs() == {"Claire Dumas": "Inès Garnier", "Paul Marchand": "Ole Berg"}
    paul = make.person_of(four["paul"])
    at = {"programme_id": programme.id, "mentee_id": make.person_of(four["claire"]).id}
    change = f"/mentees/{at['mentee_id']}"
    by_hand = desk.get("matching.change_pair", **at)
    assert "Choose a mentor, or an exchange." in send(by_hand, change, status=422).text
    send(by_hand, change, choice=f"with-{paul.id}")
    crossed = {"Claire Dumas": "Ole Berg", "Paul Marchand": "Inès Garnier"}
    assert pairs() == crossed
    page = drafted(desk, programme)
    assert pairs() == crossed  # both are locked now
    assert "Draft again around the locked pairs" in page.text
    by_hand = desk.get("matching.change_pair", **at)
    send(by_hand, f"{change}/take-out")
    assert pairs() == {"Paul Marchand": "Inès Garnier"}
    assert (
        "Taken out by hand." in desk.get("matching.list_left_over", programme_id=programme.id).text
    )
    by_hand = desk.get("matching.change_pair", **at)
    refused = send(by_hand, change, choice=f"mentor-{make.person_of(four['ines']).id}", status=422)
    assert "has no free place left" in refused.text
    send(by_hand, change, choice=f"mentor-{make.person_of(four['ole']).id}")
    assert pairs() == crossed
    assert session.scalars(select(func.count(MatchLeftOver.person_id))).one() == 0
    page = desk.get(HERE, programme_id=programme.id)
    back = send(page, f"/matching/mentees/{paul.id}/lock")
    assert back.location.endswith(f"#pair-{paul.id}")
    assert session.scalars(select(MatchPair.locked).order_by(MatchPair.mentee_id)).all() == [
        True, False
    ]  # fmt: skip


def test_a_pair_that_cannot_be_proposed_stays_with_its_reason(make, desk, programme, four):
    page = drafted(desk, programme)
    asking = desk.get_path(page.links()["Publish as proposals"])
    make.pairing(programme, make.person(), make.person_of(four["claire"]), state="proposed")
    with unit_of_work():
        make.person_of(four["ole"]).active = False
    shown = desk.follow(send(asking, "/matching/publish"))
    assert "2 pairs could not be proposed." in shown.text
    assert "The mentee already has a pairing in this programme." in shown.text
    assert "The mentor is no longer active." in shown.text
    assert pairs() == {"Claire Dumas": "Inès Garnier", "Paul Marchand": "Ole Berg"}


def test_whoever_left_the_pool_meanwhile_is_not_proposed(make, visitor_of, desk, programme, four):
    page = drafted(desk, programme)
    asking = desk.get_path(page.links()["Publish as proposals"])
    ines = visitor_of(make.person_of(four["ines"]))
    send(ines.get("matching.edit_enrolment", enrolment_id=four["ines"].id), "/leave")
    assert "The pool has changed since" in desk.get(HERE, programme_id=programme.id).text
    shown = desk.follow(send(asking, "/matching/publish"))
    assert "One of the two is no longer in the pool" in shown.text
    assert pairs() == {"Claire Dumas": "Inès Garnier"}
    assert session.scalars(select(Pairing.mentor_id)).all() == [make.person_of(four["ole"]).id]


def test_a_notice_is_read_before_it_is_proposed(make, desk, programme):
    top = make.person("Top Boss")
    boss = make.person(manager_id=make.person(manager_id=top.id).id)
    make.enrolment(programme, make.person("Ole Berg", manager_id=boss.id))
    make.enrolment(programme, top, "mentee")
    page = drafted(desk, programme)
    asking = desk.get_path(page.links()["Publish as proposals"])
    assert "make sure that the mentor feels free to say no" in asking.text
    shown = desk.follow(send(asking, "/matching/publish"))
    assert "1 pair could not be proposed." in shown.text
    asking = desk.get_path(shown.links()["Publish as proposals"])
    send(asking, "/matching/publish", acknowledged="y")
    assert session.scalars(select(Pairing.mentee_id)).all() == [top.id]


def test_whoever_looked_at_an_earlier_draft_changes_nothing(make, desk, programme, four):
    page = drafted(desk, programme)
    asking = desk.get_path(page.links()["Publish as proposals"])
    claire = make.person_of(four["claire"])
    by_hand = desk.get("matching.change_pair", programme_id=programme.id, mentee_id=claire.id)
    drafted(desk, programme)
    before = pairs()
    for form, name in (
        (page, "run"), (asking, "publish"), (by_hand, f"mentees/{claire.id}/take-out"),
        (page, f"mentees/{claire.id}/lock"),
    ):  # fmt: skip
        assert "Nothing was done" in send(form, f"/matching/{name}", status=409).text
    send(by_hand, f"/mentees/{claire.id}", choice="mentor-1", status=409)
    assert pairs() == before
    assert session.scalars(select(Pairing.id)).all() == []


def test_two_coordinators_publish_at_once_and_each_pair_is_proposed_once(
    app, make, programme, coordinator, four
):
    by, programme_id = make.viewer(coordinator), programme.id
    with unit_of_work():
        runs.store_draft(runs.run_matching(programme_id), by=by)
    came, start = [], threading.Barrier(2)

    def publish(key):
        with app.app_context():
            start.wait()
            try:
                with unit_of_work():
                    came.append(publishing.publish_draft(
                        programme_id=programme_id, version=1, acknowledged=True, by=by,
                        form=FormKey(key, key),
                    ))  # fmt: skip
            except StaleVersionError:
                came.append(None)
            finally:
                session.remove()

    both = [threading.Thread(target=publish, args=(key,)) for key in "ab"]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert sorted(came, key=lambda each: each is None) == [publishing.Published(2, 0), None]
    assert session.scalars(select(func.count(Pairing.id))).one() == 2


def test_weights_choose_and_two_who_save_them_see_both(make, desk, programme, four):
    drafted(desk, programme)
    before = session.scalars(select(func.sum(MatchPair.score))).one()
    page = desk.get("matching.edit_weights", programme_id=programme.id)
    assert "from 0 to 10" in send(page, "/weights", strengths="11", status=422).text
    send(page, "/weights", status=303, strengths="0", networks="0", function="10", site="0")
    both = send(page, "/weights", strengths="5", status=409)
    assert "Somebody saved other weights" in both.text
    drafted(desk, programme)
    assert session.scalars(select(func.sum(MatchPair.score))).one() == 30 != before


def test_an_archived_programme_takes_no_draft(make, desk, coordinator, programme, four):
    drafted(desk, programme)
    page = desk.get(HERE, programme_id=programme.id)
    with unit_of_work():
        session.merge(programme).archived_on = clock.today("UTC")
    refused = send(page, "/matching/run", status=None)
    assert refused.status in {409, 422}
    with pytest.raises(Exception, match="archived"), unit_of_work():
        drafts.take_out(
            programme_id=programme.id, version=1, mentee_id=1, by=make.viewer(coordinator)
        )
    assert session.scalars(select(MatchDraft.version)).one() == 1


@pytest.mark.parametrize("count", [1, 8])
def test_the_pages_cost_the_same_with_many_people(make, desk, programme, statements, count):
    for _ in range(count):
        make.enrolment(programme, make.person(), strengths=Area.CARE, networks=NetworkKind.PUBLIC)
        make.enrolment(programme, make.person(), "mentee")
    make.enrolment(programme, make.person(language="fr"), "mentee")
    drafted(desk, programme)
    mentee = session.scalars(select(MatchPair.mentee_id).limit(1)).one()
    session.rollback()
    costs = {}
    for endpoint, values in (
        (HERE, {}), ("matching.list_pool", {}), ("matching.add_people", {}),
        ("matching.propose_pairs", {}), ("matching.change_pair", {"mentee_id": mentee}),
    ):  # fmt: skip
        with statements() as sent:
            desk.get(endpoint, programme_id=programme.id, **values)
        costs[endpoint.partition(".")[2]] = len(sent)
    assert costs == {
        "show_matching": 11, "list_pool": 6, "add_people": 10, "propose_pairs": 6,
        "change_pair": 13,
    }  # fmt: skip


def test_a_pair_that_is_published_costs_few_statements_as_others_wait(make, statements):
    costs = []
    for count in (2, 6):
        programme = make.programme()
        by = make.viewer(make.coordinator(programme))
        for _ in range(count):
            make.enrolment(programme, make.person(), capacity=1)
            make.enrolment(programme, make.person(), "mentee")
        with unit_of_work():
            runs.store_draft(runs.run_matching(programme.id), by=by)
        with statements() as sent, unit_of_work():
            published = publishing.publish_draft(
                programme_id=programme.id, version=1, acknowledged=True, by=by,
                form=FormKey("key", "body"),
            )  # fmt: skip
        assert published.proposed == count
        costs.append(len(sent))
    assert (costs[1] - costs[0]) / 4 <= 11
